"""`registro doctor`: checks servers, migrations, workers and invariants."""

import asyncio
import contextlib
from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.container import Container
from app.container.base import redis_client
from app.redis_pool import check_writable
from app.settings import Settings
from commands.server_access import open_database, with_running_servers
from commands.terminal import print_json, stdout_to_stderr
from embedded.servers import EmbeddedServerError, has_data
from enrollment.invariants import InvariantFinding, violated
from guards.access_policy import Profile
from kit.errors import DatabaseUnavailable
from kit.redis_errors import REDIS_ERRORS
from models.database import settings_not_in_force
from models.invariants import InvariantChecks
from models.migration_status import missing_migrations
from models.statistics import WorkStatistics
from telemetry import logs

_OF_DATABASE = ("settings", "migrations", "workers", "plans")
"""What cannot be checked without a database."""


class DoctorCheck(msgspec.Struct, frozen=True):
    """The result of a check. `ok` is None if it could not be checked, or is only a warning."""

    name: str
    ok: bool | None
    detail: str


class Diagnosis(msgspec.Struct, frozen=True):
    """The results of all checks. Without a migrated database there are no `invariants`."""

    ok: bool
    checks: Sequence[DoctorCheck]
    invariants: Sequence[InvariantFinding]


def run(settings: Settings, *, whole: bool, as_json: bool) -> int:
    """Run all checks and print the results. Returns 0 if none failed, else 1."""
    logs.configure("WARNING", settings.log_form)
    with stdout_to_stderr():
        diagnosis = _diagnose(settings, whole=whole)
    if as_json:
        print_json(diagnosis)
    else:
        _show(diagnosis)
    return 0 if diagnosis.ok else 1


def _diagnose(settings: Settings, *, whole: bool) -> Diagnosis:
    """Nothing is made: an embedded PostgreSQL that does not run is started only if it has data already."""
    found = with_running_servers(settings)
    why_none = f"there is none: DATABASE_URL is not set, and `registro dev` has not run in {found.state_dir}"
    with contextlib.ExitStack() as servers:
        try:
            if found.database_url is None and has_data(found.state_dir):
                found = servers.enter_context(open_database(found))
        except EmbeddedServerError as error:
            why_none = str(error)
        checks, findings = asyncio.run(_run_checks(found, why_none, whole=whole))
    failed = [check for check in checks if check.ok is False]
    return Diagnosis(not failed and not violated(findings), checks, findings)


async def _run_checks(
    settings: Settings, why_none: str, *, whole: bool
) -> tuple[list[DoctorCheck], Sequence[InvariantFinding]]:
    """All checks. `why_none`: why the settings have no database, if they have none."""
    if settings.database_url is None:
        checks, findings = _without_database(why_none)
    else:
        try:
            async with Container.connected(settings) as container:
                checks, findings = await _of_database(container, whole=whole)
        except DatabaseUnavailable as error:
            checks, findings = _without_database(str(error))
    return [*checks, await _redis(settings), _profile(settings), _retention(settings)], findings


def _without_database(why: str) -> tuple[list[DoctorCheck], Sequence[InvariantFinding]]:
    unseen = (DoctorCheck(name, ok=None, detail="not checked, because there is no database") for name in _OF_DATABASE)
    return [DoctorCheck("database", ok=False, detail=why), *unseen], ()


async def _of_database(container: Container, *, whole: bool) -> tuple[list[DoctorCheck], Sequence[InvariantFinding]]:
    settings = container.settings
    missing = await missing_migrations(container.database)
    tables = DoctorCheck("migrations", not missing, f"missing: {', '.join(missing)}" if missing else "all applied")
    checks = [DoctorCheck("database", ok=True, detail="answers"), await _settings(container), tables]
    if missing:
        return checks, ()
    checks += [await _workers(container), await _plans(container)]
    invariants = InvariantChecks(container.database)
    look = (
        invariants.inspect_whole()
        if whole
        else invariants.inspect(lease=settings.worker.lease, overdue=settings.invariants.overdue)
    )
    return checks, (await look).findings


async def _settings(container: Container) -> DoctorCheck:
    others = await settings_not_in_force(container.database)
    wrong = f"not in force: {', '.join(others)} (docs/operating.md, Behind a pooler)"
    detail = wrong if others else "those of database sessions are in force"
    return DoctorCheck("settings", not others, detail)


def _profile(settings: Settings) -> DoctorCheck:
    """An open installation works; whether strangers may look around in it is not for us to say."""
    if settings.profile is Profile.CLOSED or settings.dev:
        return DoctorCheck("profile", ok=True, detail=settings.profile.value)
    detail = "warning: open, so strangers are shown the schema; REGISTRO_PROFILE=closed is for production"
    return DoctorCheck("profile", ok=None, detail=detail)


def _retention(settings: Settings) -> DoctorCheck:
    days = settings.retention.prune_after_days
    kept = "for ever; `registro prune` makes room" if days is None else f"for {days} days after their terms, at least"
    return DoctorCheck("retention", ok=True, detail=f"finished tasks are kept {kept} (docs/retention.md)")


async def _redis(settings: Settings) -> DoctorCheck:
    if settings.redis_url is None:
        return DoctorCheck("redis", ok=None, detail="not checked: REDIS_URL is not set, and no embedded one runs")
    async with redis_client(settings, without_timeout=False, connections=1) as redis:
        try:
            await check_writable(redis, settings.redis_prefix)
        except REDIS_ERRORS as error:
            return DoctorCheck("redis", ok=False, detail=str(error))
    return DoctorCheck("redis", ok=True, detail="answers")


async def _workers(container: Container) -> DoctorCheck:
    work = await WorkStatistics(container.database).read(container.settings.worker.lease)
    living = sum(worker.alive for worker in work.queue.workers)
    open_ = work.sagas.active
    return DoctorCheck("workers", living > 0, f"{living} alive; sagas under way: {open_}")


async def _plans(container: Container) -> DoctorCheck:
    """A plan that no living worker knows makes its sagas wait, and then be STUCK."""
    plans = await WorkStatistics(container.database).plans(container.settings.worker.lease)
    lines = [
        f"{plan.plan} {plan.version}: {plan.sagas} under way, known by {plan.known_by} workers"
        + (f", {plan.silent} do not say" if plan.silent else "")
        for plan in plans
    ]
    known = all(plan.known_by or plan.silent for plan in plans)
    return DoctorCheck("plans", known, "\n".join(lines) or "no saga is under way")


def _show(diagnosis: Diagnosis) -> None:
    table = Table("", "Check", "Violations", "", box=None, pad_edge=False)
    for check in diagnosis.checks:
        mark = {True: "[green]✓[/]", False: "[red]✗[/]", None: "-"}[check.ok]
        table.add_row(mark, check.name, "", escape(check.detail))
    for finding in diagnosis.invariants:
        mark = "[red]✗[/]" if finding.violations else "[green]✓[/]"
        detail = "\n".join(finding.examples) or finding.invariant.meaning
        table.add_row(mark, finding.invariant.value, str(finding.violations), escape(detail))
    console = Console()
    console.print(table)
    sliced = [finding for finding in diagnosis.invariants if finding.invariant.by_saga]
    if sliced:
        since = sliced[0].complete_since
        when = "not yet" if since is None else f"as of {since:%Y-%m-%d %H:%M:%S} UTC"
        console.print(f"\nAll final sagas have been checked: {when}.")
