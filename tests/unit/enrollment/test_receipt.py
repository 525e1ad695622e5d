"""What a receipt says."""

from datetime import timedelta, timezone
from uuid import UUID

import msgspec
import pytest

from enrollment.problems import GroupFull, Hold, HoldActive
from enrollment.receipt import Receipt, receipt_of
from enrollment.task import GroupStatus, GroupTask, TaskStatus
from tests.support.problems import EXAMPLES
from tests.support.states import make_state

STATE = make_state(UUID(int=7), 3, final=True)


def test_it_says_what_became_of_a_task() -> None:
    assert msgspec.json.decode(msgspec.json.encode(receipt_of(STATE, "me"))) == {
        "iss": "me",
        "sub": "EST001",
        "iat": 1719820803,
        "task": "00000000-0000-0000-0000-000000000007",
        "kind": "ENROLL",
        "status": "SUCCEEDED",
        "term": "2024-2",
        "groups": [
            {"code": "G-ELC102-E", "status": "CONFIRMED", "problems": []},
            {"code": "INF/101-Ñ", "status": "CONFIRMED", "problems": []},
        ],
        "problems": [],
        "submittedAt": "2024-07-01T08:00:00Z",
        "finishedAt": "2024-07-01T08:00:03Z",
        "version": 3,
        "correlationId": "c-1",
    }


def test_problems_are_codes_each_once() -> None:
    problems = tuple(EXAMPLES)
    full, other = (GroupFull(group_code=code, capacity=40) for code in "AB")
    held = HoldActive(hold=Hold(reason="matrícula impaga", since=STATE.submitted_at))
    state = msgspec.structs.replace(
        STATE,
        status=TaskStatus.REJECTED,
        groups=(GroupTask("A", GroupStatus.REJECTED, (full, held, other)),),
        problems=problems,
    )
    receipt = receipt_of(state, "me")
    assert receipt is not None
    assert receipt.groups[0].problems == ("GROUP_FULL", "HOLD_ACTIVE")
    assert sorted(receipt.problems) == sorted({problem.code for problem in problems})


@pytest.mark.parametrize("status", [status for status in TaskStatus if not status.final])
def test_there_is_none_while_a_task_is_not_final(status: TaskStatus) -> None:
    assert receipt_of(msgspec.structs.replace(STATE, status=status), "me") is None


def test_nothing_is_said_of_a_task_that_cannot_be_read() -> None:
    assert receipt_of(msgspec.structs.replace(STATE, groups=()), "me") is None


def test_the_moment_counts_and_not_how_it_is_written() -> None:
    assert STATE.finished_at is not None
    elsewhere = timezone(timedelta(hours=-4))
    moved = msgspec.structs.replace(
        STATE,
        finished_at=STATE.finished_at.astimezone(elsewhere),
        submitted_at=STATE.submitted_at.astimezone(elsewhere),
    )
    encode = msgspec.json.encode
    assert encode(receipt_of(moved, "me")) == encode(receipt_of(STATE, "me"))


def test_one_of_a_later_release_can_be_read() -> None:
    """It may have more members."""
    receipt = receipt_of(STATE, "me")
    later = {**msgspec.to_builtins(receipt), "seats": 3}
    assert msgspec.json.decode(msgspec.json.encode(later), type=Receipt) == receipt
