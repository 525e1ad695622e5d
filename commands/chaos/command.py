"""`registro chaos`: starts an installation, lets students enroll while faults are injected, and prints a report."""

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
from commands.chaos.load import Clients, fill
from commands.chaos.schedule import ScheduledFault, schedule
from commands.terminal import fail, print_json, progress_bars, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from embedded.state_dir import temporary_state_dir
from resolvers.caller import Role
from telemetry import logs

CONCURRENT_STUDENTS = 16
"""Simulated students at the same time."""
_SETTLE_SECONDS = 60.0
"""After the last fault, all students must have an answer and all tasks must be final within this time."""


def run(settings: Settings, *, minutes: float, seed: int, workers: int, as_json: bool) -> int:
    """Run the soak and print its report. Returns 0 if all checks passed, else 1."""
    logs.configure("WARNING", settings.log_form)
    try:
        with stdout_to_stderr(), temporary_state_dir("chaos") as state:
            found = asyncio.run(_soak(settings, state, minutes=minutes, seed=seed, workers=workers))
    except EmbeddedServerError as error:
        return fail(str(error), as_json=as_json)
    except asyncio.CancelledError:
        return 128 + signal.SIGTERM
    if as_json:
        print_json(found)
    else:
        _print_report(found)
    return 0 if found.passed else 1


async def _soak(settings: Settings, state: Path, *, minutes: float, seed: int, workers: int) -> report.ChaosReport:
    """SIGTERM cancels this task, so that everything that was started is stopped in that case, too."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    kills, outages = schedule(seed, minutes, UNAVAILABLE_FAULTS)
    secret = load_or_create_secret(state)
    environment = {
        "REGISTRO_JWT_SECRET": secret,
        "REGISTRO_JWKS_URL": "",
        "REGISTRO_ACCESS__TRUSTED_DOCUMENTS_ONLY": "0",
        "LOG_LEVEL": "WARNING",
    }
    token = make_token(settings, secret, Role.ADMIN)
    async with running_installation(state, workers=workers, environment=environment) as installation:
        async with installation.container(settings) as container:
            await fill(container.database)
        clients = Clients(installation.base_urls, seed, {"Authorization": f"Bearer {token}"})
        injector = FaultInjector(installation, seed)
        waiting = await _run_load_and_faults(clients, injector, (kills, outages), minutes * 60)
        async with installation.container(settings) as container:
            await report.wait_until_final(container.database, _SETTLE_SECONDS)
            checks = await report.run_checks(
                container.database, clients, waiting, installation.unexpected_exits, installation.ledger
            )
        passed = not any(check.violations for check in checks)
        if not passed:
            last = installation.output
            lines = ["Last output of the processes:", *last.lines, "Last errors of the processes:", *last.errors, ""]
            sys.stderr.write("\n".join(lines))
        return report.ChaosReport(
            seed=seed,
            minutes=minutes,
            passed=passed,
            requests=len(clients.requests),
            kinds=report.kinds(clients.requests),
            outcomes=report.outcomes(clients.requests),
            retries=dict(clients.retries),
            faults=injector.counts,
            unavailable_faults=sorted(UNAVAILABLE_FAULTS),
            invariants=checks,
        )


async def _run_load_and_faults(
    clients: Clients, injector: FaultInjector, faults: tuple[list[ScheduledFault], list[ScheduledFault]], seconds: float
) -> int:
    """Returns how many students were still waiting `_SETTLE_SECONDS` after the last fault."""
    began = time.monotonic()
    with _progress_bar(seconds, injector) as show:
        students = asyncio.create_task(clients.run(CONCURRENT_STUDENTS, show))
        try:
            await asyncio.gather(*(injector.run(sequence, began) for sequence in faults))
            await asyncio.sleep(max(0.0, began + seconds - time.monotonic()))
            clients.stopping.set()
            await asyncio.wait([students], timeout=_SETTLE_SECONDS)
            waiting = 0 if students.done() else clients.waiting
            if students.done():
                await students
        finally:
            students.cancel()
            await asyncio.gather(students, return_exceptions=True)
    return waiting


@contextlib.contextmanager
def _progress_bar(seconds: float, injector: FaultInjector) -> Iterator[Callable[[int], None]]:
    columns = (
        TextColumn("chaos"), BarColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[requests]} requests, {task.fields[faults]} faults"),
    )  # fmt: skip
    with progress_bars(*columns) as progress:
        bar = progress.add_task("chaos", total=seconds, requests=0, faults=0)
        began = time.monotonic()

        def show(requests: int) -> None:
            faults = sum(injector.counts.values())
            progress.update(bar, completed=time.monotonic() - began, requests=requests, faults=faults)

        yield show


def _print_report(result: report.ChaosReport) -> None:
    console = Console()
    faults = Table("fault", "times", title=f"seed {result.seed}, {result.minutes:g} minutes")
    for fault, times in result.faults.items():
        faults.add_row(fault.value, "faketime is not installed" if fault in result.unavailable_faults else str(times))
    console.print(faults)
    by_status = ", ".join(f"{count} {status}" for status, count in sorted(result.outcomes.items()))
    by_kind = ", ".join(f"{count} {kind}" for kind, count in sorted(result.kinds.items()))
    console.print(f"{result.requests} requests ({by_kind}): {by_status}; {sum(result.retries.values())} retries\n")
    table = Table("check", "violations", "what must hold")
    for check in result.invariants:
        table.add_row(check.name, str(check.violations), check.meaning)
    console.print(table)
    for check in result.invariants:
        for example in check.examples:
            console.print(f"{check.name}: {example}", markup=False)
    failed = sum(1 for check in result.invariants if check.violations)
    console.print("All checks passed." if result.passed else f"{failed} of {len(result.invariants)} checks failed.")
