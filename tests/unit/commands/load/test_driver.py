"""What a driver finds wrong with an answer; JMeter's assertions say the same in its plan."""

from typing import Any

import pytest

from commands.load.driver import accepted, accepted_as_new, conflicting, known, replayed

FULL = {"enroll": {"__typename": "TermNotOpen", "code": "TERM_NOT_OPEN"}}
CONFLICT = {"enroll": {"__typename": "IdempotencyConflict", "code": "IDEMPOTENCY_CONFLICT"}}


def answer(task: str = "1", *, replay: bool = False) -> dict[str, Any]:
    return {"enroll": {"__typename": "TaskAccepted", "replayed": replay, "task": {"id": task}}}


def test_right_answers_have_no_fault() -> None:
    right = [
        accepted(answer()), accepted_as_new(answer()), replayed("1", answer(replay=True)), conflicting(CONFLICT),
        known("1", {"tasks": [None, {"id": "1"}]}),
    ]  # fmt: skip
    assert right == [""] * 5


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (accepted(FULL), "not accepted: TERM_NOT_OPEN"),
        (accepted({}), "not accepted"),
        (accepted_as_new(answer(replay=True)), "a first request is a replay"),
        (replayed("1", answer("2", replay=True)), "a task of its own"),
        (replayed("1", answer()), "no replay"),
        (replayed("1", FULL), "not accepted"),
        (conflicting(answer()), "used for two baskets"),
        (conflicting({}), "used for two baskets"),
        (known("1", {"tasks": [None, {"id": "2"}]}), "not known"),
        (known("1", {}), "not known"),
    ],
)
def test_wrong_answers_have_one(found: str, said: str) -> None:
    assert said in found
