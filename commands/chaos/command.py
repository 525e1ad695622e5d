"""`registro chaos`: an installation of its own, students in a rush, faults on schedule, and the verdict."""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from app.http.auth.dev_tokens import load_or_create_secret, make_token
from app.settings import Settings
from commands.chaos import report
from commands.chaos.fault_injector import UNAVAILABLE_FAULTS, FaultInjector
from commands.chaos.installation import running_installation
from commands.chaos.load import FILL, Clients
from commands.chaos.schedule import ScheduledFault, schedule
from commands.terminal import fail, print_json, progress_bars, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from embedded.state_dir import temporary_state_dir
from models.database import query
from resolvers.context import Role
from telemetry import logs

CONCURRENT_STUDENTS = 16
"""Students who ask at the same time."""
_SETTLE_SECONDS = 60.0
"""Seconds after the last fault within which everybody has an answer and every task is final."""


def run(settings: Settings, *, minutes: float, seed: int, workers: int, as_json: bool) -> int:
    """Strike for so long and tell; 0 when nothing is amiss."""
    logs.configure("WARNING", settings.log_form)
    try:
        with stdout_to_stderr(), temporary_state_dir("chaos") as state:
            found = asyncio.run(_soak(settings, state, minutes=minutes, seed=seed, workers=workers))
    except EmbeddedServerError as problem:
        return fail(str(problem), as_json=as_json)
    except asyncio.CancelledError:
        return 128 + signal.SIGTERM
    if as_json:
        print_json(found)
    else:
        _print_report(found)
    return 0 if found.passed else 1


async def _soak(settings: Settings, state: Path, *, minutes: float, seed: int, workers: int) -> report.ChaosReport:
    """Every exit, SIGTERM's too, leads through the ends of these blocks."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    kills, outages = schedule(seed, minutes, UNAVAILABLE_FAULTS)
    secret = load_or_create_secret(state)
    environment = {
        "REGISTRO_JWT_SECRET": secret,
        "REGISTRO_JWKS_URL": "",
        "LOG_LEVEL": "WARNING",
    }
    token = make_token(settings, secret, Role.ADMIN)
    async with running_installation(state, workers=workers, environment=environment) as site:
        async with site.database():
            await query(FILL)
        crowd = Clients(site.base_urls, seed, {"Authorization": f"Bearer {token}"})
        striker = FaultInjector(site, seed)
        waiting = await _run_load_and_faults(crowd, striker, (kills, outages), minutes * 60)
        async with site.database():
            await report.wait_until_final(_SETTLE_SECONDS)
            counts = await report.run_checks(crowd, waiting, site.unexpected_exits, site.ledger)
        sound = not any(count.violations for count in counts)
        if not sound:
            lines = ["The last lines of its processes:", *site.output, "Their errors:", *site.errors, ""]
            sys.stderr.write("\n".join(lines))
        return report.ChaosReport(
            seed=seed,
            minutes=minutes,
            passed=sound,
            requests=len(crowd.requests),
            outcomes=report.outcomes(crowd.requests),
            retries=dict(crowd.retries),
            faults=striker.counts,
            unavailable_faults=sorted(UNAVAILABLE_FAULTS),
            invariants=counts,
        )


async def _run_load_and_faults(
    crowd: Clients, striker: FaultInjector, strikes: tuple[list[ScheduledFault], list[ScheduledFault]], seconds: float
) -> int:
    """How many students still waited some time after the last fault."""
    began = time.monotonic()
    with _progress_bar(seconds, striker) as show:
        students = asyncio.create_task(crowd.run(CONCURRENT_STUDENTS, show))
        try:
            await asyncio.gather(*(striker.run(each, began) for each in strikes))
            await asyncio.sleep(max(0.0, began + seconds - time.monotonic()))
            crowd.stopping.set()
            await asyncio.wait([students], timeout=_SETTLE_SECONDS)
            waiting = 0 if students.done() else crowd.waiting
            if students.done():
                await students
        finally:
            students.cancel()
            await asyncio.gather(students, return_exceptions=True)
    return waiting


@contextlib.contextmanager
def _progress_bar(seconds: float, striker: FaultInjector) -> Iterator[Callable[[int], None]]:
    columns = (
        TextColumn("chaos"), BarColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[requests]} requests, {task.fields[faults]} faults"),
    )  # fmt: skip
    with progress_bars(*columns) as progress:
        bar = progress.add_task("chaos", total=seconds, requests=0, faults=0)
        began = time.monotonic()

        def show(requests: int) -> None:
            faults = sum(striker.counts.values())
            progress.update(bar, completed=time.monotonic() - began, requests=requests, faults=faults)

        yield show


def _print_report(found: report.ChaosReport) -> None:
    console = Console()
    faults = Table("fault", "times", title=f"seed {found.seed}, {found.minutes:g} minutes")
    for fault, times in found.faults.items():
        faults.add_row(fault.value, "faketime is not installed" if fault in found.unavailable_faults else str(times))
    console.print(faults)
    by_status = ", ".join(f"{count} {status}" for status, count in sorted(found.outcomes.items()))
    console.print(f"{found.requests} requests: {by_status}; asked again {sum(found.retries.values())} times\n")
    table = Table("must be zero", "violations", "what has to hold")
    for count in found.invariants:
        table.add_row(count.name, str(count.violations), count.meaning)
    console.print(table)
    for count in found.invariants:
        for example in count.examples:
            console.print(f"{count.name}: {example}", markup=False)
    console.print("Nothing is amiss." if found.passed else "This is not sound.")
