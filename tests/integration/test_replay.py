"""`registro replay`: the timeline of a saga, by each of its ids."""

import json
from uuid import UUID, uuid4

import msgspec
import pytest

from app.container import Container
from commands.replay import timeline
from enrollment.problems import AnyProblem
from models.audit_log import AuditLog
from models.saga_control import SagaControl
from resolvers.node import NodeKind
from saga.journal import SagaStatus, StepRecord, StepStatus
from schema.ids import encode
from tests.support.engine import accept, living, submission, task
from tests.support.forked import completed
from tests.support.installation import Installation
from tests.support.states import make_state


async def replay(installation: Installation, *arguments: str) -> tuple[int, str, str]:
    """The command: its return code, standard output and standard error."""
    return await completed("replay", *arguments, DATABASE_URL=installation.database_url)


@pytest.fixture
async def refused(container: Container) -> UUID:
    """A saga that was cancelled too late and refused because of a full group."""
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E", "G-QMC100-C"]))
    async with living(container, 1) as [worker]:
        await worker.executor.execute(saga_id)
    return saga_id


async def test_the_replay_shows_each_event_once_and_in_order(installation: Installation, refused: UUID) -> None:
    code, out, err = await replay(installation, str(refused))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith(f"saga {refused}: REJECTED at version 2, correlation id test-")
    events = [line[49:].strip() for line in lines[1:] if line[:4].isdigit()]
    whats = [text.removeprefix("v1 ").removeprefix("v2 ").strip().split(" (")[0] for text in events]
    assert whats == [
        "accepted: ENROLL by EST001 in 2024-2: G-ELC102-E, G-QMC100-C",
        "claimed for the first time",
        "step 1, validate: DONE",
        "step 2, take seat G-ELC102-E: SKIPPED",
        "step 3, take seat G-QMC100-C: REFUSED",
        "step 4, confirm: SKIPPED",
        "audit log: ENROLL G-ELC102-E: NOT_TAKEN, asked by test",
        "audit log: ENROLL G-QMC100-C: REJECTED, asked by test",
        "final: saga REJECTED, task REJECTED",
    ]
    assert out.count("Group G-QMC100-C is full; its capacity is 12.") == 3, "where it arose, and in two audit entries"


@pytest.mark.parametrize("kind", [NodeKind.SAGA, NodeKind.TASK])
async def test_the_ids_of_the_api_and_one_json_document(
    installation: Installation, refused: UUID, kind: NodeKind
) -> None:
    code, out, err = await replay(installation, encode(kind, refused), "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["saga"]["id"] == str(refused)
    moments = document["timeline"]
    assert [moment["at"] for moment in moments] == sorted(moment["at"] for moment in moments)
    [full] = [moment for moment in moments if moment["what"].endswith("REFUSED")]
    assert (full["attempts"], full["version"]) == (1, 2)
    [step] = await installation.sql("SELECT * FROM saga_steps WHERE saga_id = $1 AND status = 'REFUSED'", refused)
    assert full["seconds"] == (step["finished_at"] - step["started_at"]).total_seconds()
    assert "G-QMC100-C" in full["detail"]


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
async def test_a_missing_saga_is_reported_in_one_line(installation: Installation, as_json: bool) -> None:
    unknown = uuid4()
    for id_, said in ((str(unknown), f"There is no saga {unknown}."), ("x", "x is not the id of a saga or task.")):
        code, out, err = await replay(installation, id_, *(["--json"] if as_json else []))
        assert (code, err) == (1, f"registro: {said}\n")
        assert out == "" if not as_json else json.loads(out) == {"error": said}


async def test_interventions_of_operators_are_in_the_timeline(container: Container) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    await SagaControl(container.database).request_cancel(saga_id, actor="est001", reason="chose again")
    entries = await AuditLog(container.database).of_saga(saga_id)
    last = timeline(await task(container, saga_id), entries)[-1]
    assert (last.what, last.detail) == ("audit log: CANCEL_TASK: REQUESTED, asked by est001", "chose again")


def test_a_compensated_saga_shows_its_undos_newest_first() -> None:
    state = make_state(uuid4(), 3)
    at = state.submitted_at
    steps: tuple[StepRecord[AnyProblem], ...] = (
        StepRecord(1, "validate", StepStatus.DONE, 1, 0, 2, at, at),
        StepRecord(2, "take seat A", StepStatus.COMPENSATED, 1, 1, 5, at, at, at, at),
        StepRecord(3, "charge", StepStatus.COMPENSATING, 3, 2, 5, at, None, at, None, None, "billing: 500"),
        StepRecord(4, "confirm", StepStatus.FAILED, 1, 0, 4, at, at, detail="no"),
    )
    stuck = msgspec.structs.replace(state, steps=steps, saga_status=SagaStatus.STUCK, groups=(), finished_at=None)
    assert [moment.what for moment in timeline(stuck, [])][2:] == [
        "step 1, validate: DONE",
        "step 2, take seat A: done or begun",
        "step 3, charge: done or begun",
        "step 4, confirm: FAILED",
        "compensation starts because of confirm",
        "undo of step 3, charge: COMPENSATING",
        "undo of step 2, take seat A: COMPENSATED",
    ]
