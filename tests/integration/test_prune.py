"""`registro prune`, and workers that prune once a day."""

import asyncio
import gzip
import json
from pathlib import Path
from uuid import UUID

import pytest

from app.container import Container
from enrollment.task import TaskKind
from models.retention import Retention, prune_turn
from resolvers.caller import Caller, Role
from resolvers.context import Context
from saga.faults import FaultPoint
from schema.build import SCHEMA
from tests.support.ageing import close_long_ago
from tests.support.engine import accept, executed, living, submission
from tests.support.forked import completed
from tests.support.installation import Installation

GROUPS = ["G-ELC102-E", "G-ELC106-E"]


@pytest.fixture
async def pruned_ids(installation: Installation, container: Container) -> set[UUID]:
    """Sagas that may go: an enrollment of long ago, and the drop that ended it."""
    async with living(container, 1) as workers:
        taken = await accept(container, submission("EST001", GROUPS))
        await executed(container, workers, taken)
        dropped = await accept(container, submission("EST001", GROUPS, kind=TaskKind.DROP))
        await executed(container, workers, dropped)
    await close_long_ago(installation, days=400)
    return {*taken, *dropped}


async def left(installation: Installation, ids: set[UUID]) -> set[UUID]:
    return {row["id"] for row in await installation.sql("SELECT id FROM sagas WHERE id = ANY($1)", list(ids))}


def listed(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def prune(installation: Installation, *arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """The command: its return code, standard output and standard error."""
    return await completed("prune", *arguments, DATABASE_URL=installation.database_url, **environment)


async def test_the_command_counts_deletes_and_archives(
    installation: Installation, pruned_ids: set[UUID], tmp_path: Path
) -> None:
    archive = tmp_path / "archive.jsonl.gz"
    code, out, err = await prune(installation, "--older-than", "400d", "--dry-run")
    assert (code, err) == (0, "")
    assert "would be deleted:\n           2 tasks, with\n" in out
    assert await left(installation, pruned_ids) == pruned_ids
    code, out, _ = await prune(installation, "--older-than", "400d", "--archive", archive, "--json")
    report = json.loads(out)
    assert (code, report["dry_run"], report["archive"]) == (0, False, str(archive))
    assert report["deleted"] == {"sagas": 2, "enrollments": 2, "steps": 7, "audit_entries": 4, "workers": 0}
    assert await left(installation, pruned_ids) == set()
    assert len(gzip.decompress(archive.read_bytes()).splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--older-than", "29d"], "a task can be asked for until 30 days after its end"),
        (["--older-than", "400"], "'400' is no number of days, such as 400d"),
        (["--older-than", "-40d"], "is no number of days"),
        ([], "Missing option '--older-than'"),
    ],
)
async def test_an_age_that_breaks_the_promise_is_refused(
    installation: Installation, arguments: list[str], said: str
) -> None:
    code, out, err = await prune(installation, *arguments, COLUMNS="200")
    assert (code, out) == (2, "")
    assert said in " ".join(err.replace("│", " ").split())


async def test_the_command_says_why_it_cannot_prune(installation: Installation) -> None:
    async with prune_turn(installation.database_url) as mine:
        assert mine
        code, out, err = await prune(installation, "--older-than", "400d", "--json")
    assert (code, json.loads(out)["error"]) == (1, "another process is pruning this database; wait until it ends.")
    assert err.startswith("registro: another process")


async def test_a_crash_before_the_deletion_is_committed_leaves_a_line_twice_and_loses_none(
    installation: Installation, pruned_ids: set[UUID], tmp_path: Path
) -> None:
    archive = tmp_path / "archive.jsonl.gz"
    command = ("--older-than", "400d", "--archive", archive)
    code, *_ = await prune(installation, *command, REGISTRO_FAULT=f"{FaultPoint.BEFORE_PRUNE_COMMIT}:kill")
    assert code == -9
    assert await left(installation, pruned_ids) == pruned_ids
    assert await installation.violations() == {}
    code, *_ = await prune(installation, *command)
    assert code == 0
    assert await left(installation, pruned_ids) == set()
    lines = [json.loads(line) for line in gzip.decompress(archive.read_bytes()).splitlines()]
    assert len(lines) == 4
    assert {(UUID(line["id"]), line["version"]) for line in lines} == {(id_, 2) for id_ in pruned_ids}


async def test_one_worker_a_day_prunes_from_the_hour_on(
    installation: Installation, pruned_ids: set[UUID], tmp_path: Path
) -> None:
    settings = installation.settings(
        retention__prune_after_days=400, retention__prune_hour_utc=0, retention__archive_folder=tmp_path
    )
    async with Container.connected(settings) as container, container.worker() as first, container.worker() as second:
        assert first.pruning is not None
        assert second.pruning is not None
        retention = Retention(container.database)
        assert await retention.due(hour_utc=0)
        await asyncio.gather(first.pruning.prune_if_due(), second.pruning.prune_if_due())
        assert await left(installation, pruned_ids) == set()
        [archive] = listed(tmp_path)
        assert len(gzip.decompress(archive.read_bytes()).splitlines()) == 2, "by one of them"
        assert not await retention.due(hour_utc=0)
        await installation.sql("UPDATE retention SET completed_at = completed_at - interval '1 day'")
        assert await retention.due(hour_utc=0)


async def test_without_the_setting_workers_prune_nothing(container: Container) -> None:
    async with container.worker() as parts:
        assert parts.pruning is None


async def test_without_a_place_for_the_archive_workers_delete_nothing(
    installation: Installation, pruned_ids: set[UUID], tmp_path: Path
) -> None:
    settings = installation.settings(
        retention__prune_after_days=400, retention__prune_hour_utc=0, retention__archive_folder=tmp_path / "missing"
    )
    async with Container.connected(settings) as container, container.worker() as worker:
        assert worker.pruning is not None
        await worker.pruning.prune_if_due()
        assert await left(installation, pruned_ids) == pruned_ids
        assert await Retention(container.database).due(hour_utc=0), "it is tried again"


async def test_lists_and_the_replay_say_what_is_archived(
    installation: Installation, container: Container, pruned_ids: set[UUID]
) -> None:
    await prune(installation, "--older-than", "400d")
    async with container.api() as parts:
        context = Context(parts.services, "c-test", Caller("test", frozenset({Role.ADMIN})))
        answer = await SCHEMA.execute(
            """{ sagas { archivedBefore } auditLog { archivedBefore } idempotencyEntries { archivedBefore }
            student(code: "EST001") { tasks { archivedBefore } enrollments { archivedBefore } } }""",
            context_value=context,
        )
        before = await parts.services.retention.archived_before()
    assert answer.errors is None
    assert answer.data is not None
    assert before is not None
    student = answer.data.pop("student")
    said = {each["archivedBefore"] for each in (*answer.data.values(), *student.values())}
    assert said == {f"{before:%Y-%m-%dT%H:%M:%S}.000Z"}
    # It was accepted now, and made old afterwards.
    old = UUID(int=(min(pruned_ids).int & ((1 << 80) - 1)) | int((before.timestamp() - 60) * 1000) << 80)
    code, _, err = await completed("replay", str(old), DATABASE_URL=installation.database_url)
    assert (code, err) == (1, f"registro: There is no saga {old}; older ones than {before:%Y-%m-%d} are archived.\n")
