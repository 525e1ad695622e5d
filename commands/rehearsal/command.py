"""`registro rehearse`: imports a term into a temporary installation, submits its baskets and prints the outcome."""

import asyncio
import contextlib
import signal
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from app.container import Container
from app.settings import Settings
from commands.import_folder import BadTerm, import_term
from commands.processes import Processes, describe_exit
from commands.rehearsal.baskets import BadBaskets, read_baskets
from commands.rehearsal.made_up_history import make_up_what_is_missing
from commands.rehearsal.outcome import MUST_BE_ZERO, RehearsalOutcome, differences, outcome_of
from commands.rehearsal.rehearsal import Rehearsal, Tally
from commands.rehearsal.rehearsal_report import rehearsal_report
from commands.rehearsal.scratch import scratch_installation
from commands.terminal import fail, print_json, print_text, progress_bars, report_problem, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from enrollment.plans import CAPACITY_ONLY, STANDARD, Plans
from importing.importer import FilesMissing
from kit.errors import DatabaseUnavailable
from kit.redis_errors import REDIS_ERRORS
from models.database import Database
from models.heartbeats import Heartbeats
from reports.document import ReportDocument
from reports.page import write
from telemetry import logs

WORKERS_START_SECONDS = 60.0
"""The workers must have their first heartbeat within this time."""


class RuleSet(StrEnum):
    """The rules that baskets are checked by."""

    CAPACITY = "capacity"
    ALL = "all"

    @property
    def plans(self) -> Plans:
        """The saga plans for new tasks. Workers know every plan; the one who accepts a task chooses."""
        return CAPACITY_ONLY if self is RuleSet.CAPACITY else STANDARD


@dataclass(frozen=True, slots=True)
class RehearsalPlan:
    """How to rehearse.

    Attributes:
        expect: a file with the expected outcome, or a part of it.
        report: the HTML file of a report, if one is wanted; the JSON file lies beside it.
    """

    folder: Path
    workers: int
    in_order: bool
    rules: RuleSet
    expect: Path | None = None
    report: Path | None = None

    @property
    def manner(self) -> str:
        """In a few words."""
        order = "one at a time, in the order of the file" if self.in_order else "all at the same time"
        return f"{order}, {self.workers} workers"


class RehearsalError(Exception):
    """The rehearsal cannot be run. The message says why."""


def run(settings: Settings, plan: RehearsalPlan, *, as_json: bool) -> int:
    """Rehearse and print the outcome. Returns 0 if it has no violations and is the expected one, else 1."""
    logs.configure("WARNING", settings.log_form)  # without a line for each accepted basket
    if plan.report and (problem := report_problem(plan.report)):
        return fail(problem, as_json=as_json)
    try:
        expected = _expectation(plan.expect) if plan.expect else None
        with stdout_to_stderr():
            outcome = uvloop.run(_rehearse(settings, plan))
    except (RehearsalError, BadBaskets, BadTerm, FilesMissing, EmbeddedServerError) as error:
        return fail(str(error), as_json=as_json)
    except DatabaseUnavailable as error:
        return fail(f"The database became unavailable during the rehearsal: {error}.", as_json=as_json)
    except asyncio.CancelledError:
        return 128 + signal.SIGTERM
    deviations = differences(outcome, expected) if expected is not None else []
    how = {"workers": plan.workers, "in_order": plan.in_order, "rules": plan.rules}
    document = {**msgspec.to_builtins(outcome), **how, "differences": deviations}
    if plan.report:
        try:
            write(_report(outcome, deviations, plan), document, plan.report)
        except OSError as error:
            return fail(f"the report cannot be written: {error}", as_json=as_json)
    if as_json:
        print_json(document)
    else:
        _print_outcome(outcome, deviations, plan)
    return 0 if outcome.passed and not deviations else 1


async def _rehearse(settings: Settings, plan: RehearsalPlan) -> RehearsalOutcome:
    """SIGTERM cancels this task, so that everything that was started is stopped in that case, too."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    baskets = read_baskets(plan.folder)
    async with (
        scratch_installation(settings, "rehearsal") as own,
        Container.connected(own, plan.rules.plans) as container,
        container.api() as parts,
    ):
        database = container.database
        try:
            await parts.checks["redis"]()
        except REDIS_ERRORS as error:
            raise RehearsalError(f"Redis cannot be reached: {error}") from error
        await import_term(database, plan.folder)
        judged = plan.rules is RuleSet.ALL
        courses, in_cohorts = await make_up_what_is_missing(database, baskets) if judged else (0, 0)
        async with _workers(database, own, plan.workers) as check:
            with _progress_bar(len(baskets)) as show:
                rehearsal = Rehearsal(database, parts, baskets, show, check)
                seconds = await rehearsal.run(in_order=plan.in_order)
        outcome = await outcome_of(database, baskets, rehearsal.answers, seconds)
        return msgspec.structs.replace(outcome, made_up_history=courses, made_up_cohorts=in_cohorts)


@contextlib.asynccontextmanager
async def _workers(database: Database, settings: Settings, count: int) -> AsyncIterator[Callable[[], None]]:
    """Run worker processes during the block. Yields a check that raises EmbeddedServerError if none is left."""
    output: deque[str] = deque(maxlen=30)  # shown only if all workers end
    environment = {
        "DATABASE_URL": settings.require_database(),
        "REDIS_URL": settings.require_redis(),
        "REGISTRO_REDIS_PREFIX": settings.redis_prefix,
        "LOG_LEVEL": "WARNING",
        "REGISTRO_PARTICIPANTS__ENABLED": "0",
    }
    processes = Processes(environment, port=settings.port, say=lambda name, line: output.append(f"{name}: {line}"))

    def check() -> None:
        if not any(child.alive for child in processes.children):
            code = processes.children[-1].process.returncode or 0
            message = f"All workers have ended; the last with {describe_exit(code)}."
            raise EmbeddedServerError("\n".join([message, *output]))

    try:
        for number in range(1, count + 1):
            await processes.start_worker(name=f"worker-{number}")
        await _wait_for_heartbeats(database, count, check)
        yield check
    finally:
        await processes.stop()


async def _wait_for_heartbeats(database: Database, count: int, check: Callable[[], None]) -> None:
    """Return when this many workers have had a heartbeat. Raises EmbeddedServerError if that takes too long."""
    deadline = time.monotonic() + WORKERS_START_SECONDS
    while await Heartbeats(database).count() < count:
        check()
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"The workers did not start within {WORKERS_START_SECONDS:g} s.")
        await asyncio.sleep(0.05)


@contextlib.contextmanager
def _progress_bar(total: int) -> Iterator[Callable[[Tally], None]]:
    columns = (
        TextColumn("baskets"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rejected]} rejected, {task.fields[seats]} seats, {task.fields[speed]:.0f} a second"),
    )
    with progress_bars(*columns) as progress:
        bar = progress.add_task("baskets", total=total, rejected=0, seats=0, speed=0.0)
        began = time.monotonic()

        def show(tally: Tally) -> None:
            speed = tally.done / max(time.monotonic() - began, 0.001)
            progress.update(bar, completed=tally.done, rejected=tally.rejected, seats=tally.seats, speed=speed)

        yield show


def _expectation(file: Path) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise RehearsalError(f"{file} is not an outcome in JSON: {error}.") from error


def _report(outcome: RehearsalOutcome, deviations: list[str], plan: RehearsalPlan) -> ReportDocument:
    return rehearsal_report(
        outcome,
        term=plan.folder.resolve().name,
        how=plan.manner,
        differences=len(deviations),
        now=datetime.now(UTC),
    )


def _print_outcome(outcome: RehearsalOutcome, deviations: list[str], plan: RehearsalPlan) -> None:
    print_text(
        f"{outcome.baskets} baskets, {plan.manner}: {outcome.seconds:.1f} s, "
        f"{outcome.per_second:.0f} a second\n"
        f"{outcome.accepted} accepted, {outcome.rejected} rejected, {outcome.seats_taken} seats taken\n"
        f"{', '.join(f'{name} {getattr(outcome, name)}' for name in MUST_BE_ZERO)}\n"
    )
    for line in deviations:
        sys.stderr.write(f"{line}\n")
    if plan.expect is not None:
        print_text(f"The outcome is {'NOT ' if deviations else ''}the expected one.\n")
    if plan.report is not None:
        print_text(f"\nReport: {plan.report}\n")
