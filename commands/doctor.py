"""`registro doctor`: checks servers, migrations, workers and invariants."""

import asyncio
from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.container import Container
from app.settings import Settings
from commands.database_access import open_database
from commands.terminal import print_json, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from enrollment.invariants import InvariantFinding, violated
from kit.errors import DatabaseUnavailable
from kit.redis_errors import REDIS_ERRORS
from models.invariants import InvariantChecks
from models.migration_status import missing_migrations
from models.statistics import WorkStatistics
from telemetry import logs


class DoctorCheck(msgspec.Struct, frozen=True):
    """The result of a check. `ok` is None if it could not be checked."""

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
    try:
        with open_database(settings) as usable:
            checks, findings = asyncio.run(_run_checks(usable, whole=whole))
    except (EmbeddedServerError, DatabaseUnavailable) as error:
        checks, findings = [DoctorCheck("database", ok=False, detail=str(error))], []
    failed = [check for check in checks if check.ok is False]
    return Diagnosis(not failed and not violated(findings), checks, findings)


async def _run_checks(settings: Settings, *, whole: bool) -> tuple[list[DoctorCheck], Sequence[InvariantFinding]]:
    async with Container.connected(settings) as container:
        missing = await missing_migrations(container.database)
        tables = DoctorCheck("migrations", not missing, f"missing: {', '.join(missing)}" if missing else "all applied")
        checks = [DoctorCheck("database", ok=True, detail="answers"), tables, await _redis(container)]
        if missing:
            return checks, []
        checks.append(await _workers(container))
        invariants = InvariantChecks(container.database)
        look = (
            invariants.inspect_whole()
            if whole
            else invariants.inspect(lease=settings.worker.lease, overdue=settings.invariants.overdue)
        )
        return checks, (await look).findings


async def _redis(container: Container) -> DoctorCheck:
    if container.settings.redis_url is None:
        return DoctorCheck("redis", ok=None, detail="not checked: REDIS_URL is not set")
    async with container.redis() as redis:
        try:
            await redis.ping()
        except REDIS_ERRORS as error:
            return DoctorCheck("redis", ok=False, detail=str(error))
    return DoctorCheck("redis", ok=True, detail="answers")


async def _workers(container: Container) -> DoctorCheck:
    work = await WorkStatistics(container.database).read(container.settings.worker.lease)
    living = sum(worker.alive for worker in work.queue.workers)
    open_ = work.sagas.active
    return DoctorCheck("workers", living > 0, f"{living} alive; sagas under way: {open_}")


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
