"""`registro rehearse`: a term and its baskets, in an installation of its own that is gone afterwards."""

import asyncio
import contextlib
import signal
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from app.container import Container
from app.settings import Settings
from commands.importing.command import import_bars, print_bad_rows
from commands.importing.importer import FilesMissing, Importer
from commands.processes import Processes, describe_exit
from commands.rehearsal.baskets import BadBaskets, read_baskets
from commands.rehearsal.outcome import MUST_BE_ZERO, RehearsalOutcome, differences, outcome_of
from commands.rehearsal.rehearsal import Rehearsal, Tally
from commands.rehearsal.scratch import scratch_installation
from commands.terminal import fail, print_json, print_text, progress_bars, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from enrollment.plans import CAPACITY_ONLY, STANDARD, Plans
from kit.errors import DatabaseUnavailable
from kit.redis_errors import REDIS_ERRORS
from models.database import Database
from telemetry import logs

WORKERS_START_SECONDS = 60.0
"""Seconds that workers have to get ready."""


class RuleSet(StrEnum):
    """What baskets are judged by."""

    CAPACITY = "capacity"
    ALL = "all"

    @property
    def plans(self) -> Plans:
        """The plans that baskets begin with. Workers know every plan; who hands in a basket chooses."""
        return CAPACITY_ONLY if self is RuleSet.CAPACITY else STANDARD


@dataclass(frozen=True, slots=True)
class RehearsalPlan:
    """How to rehearse. `expect`: a file with the outcome that it has to have, as far as it is given."""

    folder: Path
    workers: int
    in_order: bool
    rules: RuleSet
    expect: Path | None = None


class NotReady(Exception):
    """Why there can be no rehearsal, in a sentence."""


def run(settings: Settings, script: RehearsalPlan, *, as_json: bool) -> int:
    """Rehearse and tell; 0 when all that must be zero is, and the outcome is the expected one."""
    logs.configure("WARNING", settings.log_form)  # thousands of baskets accepted are no news here
    try:
        expected = _expectation(script.expect) if script.expect else None
        with stdout_to_stderr():
            outcome = uvloop.run(_rehearse(settings, script))
    except (NotReady, BadBaskets, FilesMissing, EmbeddedServerError) as problem:
        return fail(str(problem), as_json=as_json)
    except DatabaseUnavailable as error:
        return fail(f"The database became unavailable during the rehearsal: {error}.", as_json=as_json)
    except asyncio.CancelledError:
        return 128 + signal.SIGTERM
    unlike = differences(outcome, expected) if expected is not None else []
    if as_json:
        how = {"workers": script.workers, "in_order": script.in_order, "rules": script.rules}
        print_json({**msgspec.to_builtins(outcome), **how, "differences": unlike})
    else:
        _print_outcome(outcome, unlike, script)
    return 0 if outcome.passed and not unlike else 1


async def _rehearse(settings: Settings, script: RehearsalPlan) -> RehearsalOutcome:
    """Every exit, SIGTERM's too, leads through the ends of these blocks."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    baskets = read_baskets(script.folder)
    async with (
        scratch_installation(settings, "rehearsal") as own,
        Container.connected(own, script.rules.plans) as container,
        container.api() as parts,
    ):
        database = container.database
        try:
            await parts.checks["redis"]()
        except REDIS_ERRORS as error:
            raise NotReady(f"Redis cannot be reached: {error}") from error
        await _import(database, script.folder)
        async with _workers(database, own, script.workers) as check:
            with _progress_bar(len(baskets)) as show:
                rehearsal = Rehearsal(database, parts, baskets, show, check)
                seconds = await rehearsal.run(in_order=script.in_order)
        return await outcome_of(database, baskets, rehearsal.answers, seconds)


async def _import(database: Database, folder: Path) -> None:
    """The whole term, with its windows open whatever terms.csv says: nobody rehearses on registration day."""
    with import_bars() as progress:
        report = await Importer(database, folder, progress=progress).run()
    if not report.complete:
        for file in report.files:
            print_bad_rows(file)
        raise NotReady(f"The term in {folder} cannot be imported.")
    await database.query("""
        UPDATE terms SET opens_at = least(opens_at, now() - interval '1 day'),
            closes_at = greatest(closes_at, now() + interval '1 day')""")


@contextlib.asynccontextmanager
async def _workers(database: Database, settings: Settings, count: int) -> AsyncIterator[Callable[[], None]]:
    """Worker processes, at work; what is yielded raises CannotBoot when none is left."""
    said: deque[str] = deque(maxlen=30)  # shown only if something goes wrong
    environment = {
        "DATABASE_URL": settings.require_database(),
        "REDIS_URL": settings.require_redis(),
        "REGISTRO_REDIS_PREFIX": settings.redis_prefix,
        "LOG_LEVEL": "WARNING",
        "REGISTRO_PARTICIPANTS__ENABLED": "0",
    }
    processes = Processes(environment, port=settings.port, say=lambda name, line: said.append(f"{name}: {line}"))

    def check() -> None:
        if not any(child.alive for child in processes.children):
            code = processes.children[-1].process.returncode or 0
            raise EmbeddedServerError(
                "\n".join([f"No worker is left; the last ended with {describe_exit(code)}.", *said])
            )

    try:
        for number in range(1, count + 1):
            await processes.start_worker(name=f"worker-{number}")
        await _wait_for_heartbeats(database, count, check)
        yield check
    finally:
        await processes.stop()


async def _wait_for_heartbeats(database: Database, count: int, check: Callable[[], None]) -> None:
    """Return when so many workers have had their first heartbeat."""
    deadline = time.monotonic() + WORKERS_START_SECONDS
    while (await database.query("SELECT count(*) AS workers FROM workers"))[0]["workers"] < count:
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
        raise NotReady(f"{file} is no outcome in JSON: {error}.") from error


def _print_outcome(outcome: RehearsalOutcome, unlike: list[str], script: RehearsalPlan) -> None:
    how = "one at a time, in the order of the file" if script.in_order else "all at once"
    print_text(
        f"{outcome.baskets} baskets, {how}, {script.workers} workers: {outcome.seconds:.1f} s, "
        f"{outcome.per_second:.0f} a second\n"
        f"{outcome.accepted} accepted, {outcome.rejected} rejected, {outcome.seats_taken} seats taken\n"
        f"{', '.join(f'{name} {getattr(outcome, name)}' for name in MUST_BE_ZERO)}\n"
    )
    for line in unlike:
        sys.stderr.write(f"{line}\n")
    if script.expect is not None:
        print_text(f"The outcome is {'NOT ' if unlike else ''}the expected one.\n")
