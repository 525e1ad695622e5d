"""Pruning: what goes, what stays, and that nothing else notices."""

import asyncio
import gzip
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from app.container import Container
from enrollment.pruned import PrunedCounts
from enrollment.task import TaskKind
from models.invariants import InvariantChecks
from models.retention import Retention
from models.statistics import WorkStatistics
from saga.faults import Faults
from tests.support.ageing import OPEN_TERM, close_long_ago
from tests.support.engine import accept, executed, living, submission
from tests.support.installation import Installation
from workers.prune_archive import PruneArchive, UnusableArchive
from workers.pruner import Pruner

A, B, C = "G-ELC102-E", "G-ELC106-E", "G-INF220-B"
FULL = "G-QMC100-C"
AGE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Past:
    """What happened in a term that was closed 400 days ago.

    `kept`: has its seats still. `partly`: one of its two was dropped, by `part_drop`. `undone`: both were, by `drop`.
    `refused`: a full group. `enrolled_again`: in what was dropped.
    """

    kept: UUID
    partly: UUID
    part_drop: UUID
    undone: UUID
    drop: UUID
    refused: UUID

    @property
    def goes(self) -> set[UUID]:
        return {self.undone, self.drop, self.refused}


@pytest.fixture
async def past(installation: Installation, container: Container) -> Past:
    async with living(container, 1) as workers:
        asked = await accept(
            container,
            submission("EST001", [A, B]),
            submission("EST002", [A, B]),
            submission("EST003", [A, C]),
            submission("EST004", [A, FULL], derived=True),
        )
        await executed(container, workers, asked)
        drops = await accept(
            container,
            submission("EST002", [B], kind=TaskKind.DROP),
            submission("EST003", [A, C], kind=TaskKind.DROP),
        )
        await executed(container, workers, drops)
    await close_long_ago(installation, days=AGE.days)
    return Past(asked[0], asked[1], drops[0], asked[2], drops[1], asked[3])


def pruner_of(container: Container, *, batch: int = 100) -> Pruner:
    """One without pauses."""
    return Pruner(container.database, Faults(), share=1, batch=batch)


async def pruned(container: Container, archive: Path | None = None, *, batch: int = 100) -> PrunedCounts:
    """Prune to the end."""
    before = await Retention(container.database).instant_before(AGE)
    counts = PrunedCounts()
    pruner = pruner_of(container, batch=batch)
    async for progress in pruner.prune(before, PruneArchive(archive) if archive else None):
        counts = progress.pruned
    return counts


async def sagas(installation: Installation) -> set[UUID]:
    return {row["id"] for row in await installation.sql("SELECT id FROM sagas")}


def lines(archive: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(archive.read_bytes()).splitlines()]


async def test_what_no_live_enrollment_refers_to_goes_whole(
    installation: Installation, container: Container, past: Past
) -> None:
    before = await sagas(installation)
    counts = await pruned(container)
    assert await sagas(installation) == before - past.goes
    assert (counts.sagas, counts.enrollments, counts.audit_entries) == (3, 2, 6)
    for table in ("saga_steps", "enrollments", "audit_log"):
        left = await installation.sql(f"SELECT FROM {table} WHERE saga_id = ANY($1)", list(past.goes))
        assert left == [], table
    assert await installation.violations() == {}
    assert await pruned(container) == PrunedCounts(), "there is nothing left to do"


async def test_each_goes_as_one_line_of_an_archive_that_only_grows(
    container: Container, installation: Installation, past: Past, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.jsonl.gz"
    earlier = gzip.compress(b'{"kind":"saga","id":"earlier","version":1}\n')
    # A member that an interruption has cut off.
    archive.write_bytes(earlier + gzip.compress(b"lost" * 1000)[:-9])
    versions = {row["id"]: row["version"] for row in await installation.sql("SELECT id, version FROM sagas")}
    await pruned(container, archive)
    first, *found = lines(archive)
    assert first["id"] == "earlier"
    assert {UUID(line["id"]): line["version"] for line in found} == {id_: versions[id_] for id_ in past.goes}
    by_id = {UUID(line["id"]): line for line in found}
    undone = by_id[past.undone]
    assert (undone["kind"], undone["student"], undone["term"]) == ("saga", "EST003", "2024-2")
    assert [(seat["group"], seat["status"]) for seat in undone["enrollments"]] == [(A, "DROPPED"), (C, "DROPPED")]
    assert [step["name"] for step in undone["steps"]] == [
        "validate",
        f"take seat {A}",
        f"take seat {C}",
        "confirm",
    ]
    assert {entry["group_code"] for entry in undone["audit"]} == {A, C}
    assert undone["saga"]["idempotency_key"]
    assert undone["saga"]["command"]["group_codes"] == [A, C]


async def test_a_file_of_another_kind_is_left_alone_and_nothing_is_deleted(
    container: Container, installation: Installation, past: Past, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not yours")
    with pytest.raises(UnusableArchive, match="no gzip file"):
        await pruned(container, notes)
    assert notes.read_text() == "not yours"
    assert past.goes <= await sagas(installation)
    with pytest.raises(UnusableArchive, match="cannot be written: No such file or directory"):
        await pruned(container, tmp_path / "missing" / "archive.jsonl.gz")
    assert past.goes <= await sagas(installation)


@pytest.mark.parametrize(
    ("statement", "stays"),
    [
        (
            "UPDATE terms SET closes_at = now() - interval '399 days' WHERE code = '2024-2'",
            {"undone", "drop", "refused"},
        ),
        ("UPDATE sagas SET finished_at = now() - interval '1 day' WHERE id = :refused", {"refused"}),
        ("UPDATE sagas SET status = 'STUCK', finished_at = NULL WHERE id = :refused", {"refused"}),
        ("UPDATE sagas SET key_expires_at = now() + interval '1 day' WHERE id = :refused", {"refused"}),
        ("UPDATE inspections SET suspects = ARRAY[:refused]", {"refused"}),
        ("UPDATE audit_log SET at = now() WHERE saga_id = :refused", {"refused"}),
        # Without its drop, what stays of it would have been dropped by no task.
        ("UPDATE sagas SET finished_at = now() - interval '1 day' WHERE id = :undone", {"undone", "drop"}),
        ("UPDATE enrollments SET status = 'RESERVED' WHERE saga_id = :undone", {"undone", "drop"}),
        ("UPDATE sagas SET finished_at = now() - interval '1 day' WHERE id = :drop", {"drop"}),
    ],
)
async def test_what_is_live_young_promised_or_amiss_stays(
    installation: Installation, container: Container, past: Past, statement: str, stays: set[str]
) -> None:
    for name in ("refused", "undone", "drop"):
        statement = statement.replace(f":{name}", f"'{getattr(past, name)}'::uuid")
    await installation.sql(statement)
    before = await sagas(installation)
    await pruned(container)
    assert await sagas(installation) & past.goes == {getattr(past, name) for name in stays}
    assert before - await sagas(installation) <= past.goes


async def test_what_another_transaction_has_locked_goes_the_next_time_with_its_drop(
    installation: Installation, container: Container, past: Past
) -> None:
    other = await asyncpg.connect(installation.database_url)
    async with other.transaction():
        await other.execute("SELECT FROM sagas WHERE id = $1 FOR NO KEY UPDATE", past.undone)
        await pruned(container)
    await other.close()
    assert await sagas(installation) & past.goes == {past.undone, past.drop}
    assert await installation.violations() == {}
    await pruned(container)
    assert not await sagas(installation) & past.goes


async def test_counts_of_what_has_ever_ended_do_not_fall(container: Container, past: Past) -> None:
    statistics, lease = WorkStatistics(container.database), container.settings.worker.lease
    before = await statistics.read(lease)
    assert (await pruned(container)).sagas == len(past.goes)
    assert (await statistics.read(lease)).sagas == before.sagas


async def test_a_preview_counts_what_goes_and_deletes_nothing(
    container: Container, installation: Installation, past: Past
) -> None:
    await installation.sql("UPDATE workers SET heartbeat_at = heartbeat_at - interval '401 days'")
    there = await sagas(installation)
    before = await Retention(container.database).instant_before(AGE)
    previews = [step async for step in pruner_of(container).preview(before)]
    assert await sagas(installation) == there
    assert await Retention(container.database).archived_before() is None
    assert previews[-1].pruned == await pruned(container)
    assert await Retention(container.database).archived_before() is not None
    assert past.goes == there - await sagas(installation)


async def test_workers_that_ended_long_ago_go_unless_a_saga_is_theirs(
    container: Container, installation: Installation, tmp_path: Path
) -> None:
    ids = [UUID(int=n) for n in range(3)]
    await installation.sql(
        """INSERT INTO workers (id, name, started_at, heartbeat_at)
        SELECT id, 'w', now() - interval '2 years', now() - make_interval(days => 399 + 2 * (n > 1)::int)
        FROM unnest($1::uuid[]) WITH ORDINALITY AS x (id, n)""",
        ids,
    )
    (task,) = await accept(container, submission("EST001", [A]))
    await installation.sql("UPDATE sagas SET owner = $1 WHERE id = $2", ids[1], task)
    assert (await pruned(container, tmp_path / "a.gz")).workers == 1
    left = {row["id"] for row in await installation.sql("SELECT id FROM workers")}
    assert left == {ids[0], ids[1]}
    assert [(line["kind"], UUID(line["id"])) for line in lines(tmp_path / "a.gz")] == [("worker", ids[2])]


async def test_invariants_hold_while_enrollments_checks_and_pruning_race(
    container: Container, installation: Installation
) -> None:
    students = [f"EST{n:03}" for n in range(1, 73)]
    baskets = [(student, [(A, B, C)[n % 3]]) for n, student in enumerate(students)]
    async with living(container, 1) as workers:
        await executed(container, workers, await accept(container, *(submission(*basket) for basket in baskets)))
        drops = [submission(*basket, kind=TaskKind.DROP) for basket in baskets[:48]]
        await executed(container, workers, await accept(container, *drops))
    await close_long_ago(installation, days=AGE.days)
    checks, lease = InvariantChecks(container.database), container.settings.worker.lease
    ids = await accept(container, *(submission(*basket, term=OPEN_TERM, derived=True) for basket in baskets))
    async with living(container, 1) as workers:
        enrolling = asyncio.create_task(executed(container, workers, ids))
        pruning = asyncio.create_task(pruned(container, batch=3))
        inspections = 0
        while not (enrolling.done() and pruning.done()):
            inspection = await checks.inspect(lease=lease, overdue=timedelta(minutes=10))
            assert [finding for finding in inspection.findings if finding.violations] == []
            inspections += 1
        await enrolling
    assert (await pruning).sagas == 96, "those whose seats were dropped, and their drops"
    assert inspections > 0
    assert await installation.violations() == {}
