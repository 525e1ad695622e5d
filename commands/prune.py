"""`registro prune`: deletes finished tasks that nothing needs any more."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_json, print_text, progress_bars, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from enrollment.pruned import PrunedCounts
from kit.errors import DatabaseUnavailable
from models.retention import Retention, prune_turn
from workers.prune_archive import PruneArchive, UnusableArchive
from workers.pruner import PruneProgress, Pruner


class PruneReport(msgspec.Struct, frozen=True):
    """What was deleted, or would be. `before`: the instant before which everything has to lie, UTC."""

    dry_run: bool
    before: datetime
    archive: Path | None
    deleted: PrunedCounts


class _CannotPrune(Exception):
    """Says why, and what to do."""


def run(settings: Settings, days: int, archive: Path | None, *, dry_run: bool, as_json: bool) -> int:
    """Prune, and print what was deleted. Returns 0, or 1 if it was not carried to its end."""
    try:
        with stdout_to_stderr(), open_database(settings) as usable:
            report = asyncio.run(_run(usable, timedelta(days=days), archive, dry_run=dry_run))
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=as_json)
    except (EmbeddedServerError, UnusableArchive, _CannotPrune) as error:
        return fail(str(error), as_json=as_json)
    if as_json:
        print_json(msgspec.to_builtins(report, enc_hook=str))
    else:
        print_text(_text(report))
    return 0


async def _run(settings: Settings, age: timedelta, path: Path | None, *, dry_run: bool) -> PruneReport:
    await ensure_tables(settings)
    async with Container.connected(settings) as container:
        before = await Retention(container.database).instant_before(age)
        pruner = Pruner(container.database, settings.faults)
        async with prune_turn(settings.require_database()) as mine:
            if not mine:
                raise _CannotPrune("another process is pruning this database; wait until it ends.")
            steps = pruner.preview(before) if dry_run else pruner.prune(before, PruneArchive(path) if path else None)
            deleted = await _followed(container, steps)
    return PruneReport(dry_run, before, path, deleted)


async def _followed(container: Container, steps: AsyncIterator[PruneProgress]) -> PrunedCounts:
    """The counts at the end, with a progress bar until then."""
    first, last = await Retention(container.database).numbers()
    deleted = PrunedCounts()
    with progress_bars(BarColumn(), TextColumn("{task.fields[tasks]:,} tasks"), TimeRemainingColumn()) as progress:
        bar = progress.add_task("", total=last - first + 1, tasks=0)
        async for step in steps:
            deleted = step.pruned
            progress.update(bar, completed=step.number - first + 1, tasks=deleted.sagas)
    return deleted


def _text(report: PruneReport) -> str:
    counts, would = report.deleted, "would be " if report.dry_run else ""
    lines = [
        f"Of terms that were closed before {report.before:%Y-%m-%d %H:%M} UTC {would}deleted:",
        f"{counts.sagas:>12,} tasks, with",
        f"{counts.steps:>12,} steps,",
        f"{counts.audit_entries:>12,} audit entries,",
        f"{counts.enrollments:>12,} dropped enrollments;",
        f"{counts.workers:>12,} workers that ended long ago.",
    ]
    if report.archive and counts.sagas + counts.workers and not report.dry_run:
        lines.append(f"Archived in {report.archive}.")
    return "".join(f"{line}\n" for line in lines)
