"""What students of a soak ask for, and what they know to have afterwards."""

import random
from collections import Counter

import pytest

from commands.chaos.load import TERM, ClientRequest, Clients


@pytest.mark.parametrize(
    ("kind", "status", "held"),
    [
        ("enroll", "SUCCEEDED", ["A"]),
        ("enroll", "REJECTED", []),
        ("drop", "SUCCEEDED", []),
        ("swap", "SUCCEEDED", ["A"]),
        ("swap", "REJECTED", ["B"]),
        ("swap", None, ["B"]),
    ],
)
def test_what_a_student_has_after_a_request(kind: str, status: str | None, held: list[str]) -> None:
    given_up = ["B"] if kind == "swap" else []
    request = ClientRequest("CHAOS001", kind, "k", ["A"], given_up, final_status=status)
    assert list(request.held) == held


def test_a_swap_gives_up_what_is_held_for_other_groups() -> None:
    request = ClientRequest("CHAOS001", "swap", "k", ["A"], ["B"])
    groups = {"takeGroupCodes": ["A"], "dropGroupCodes": ["B"]}
    assert request.asked == {"studentCode": "CHAOS001", "termCode": TERM, "idempotencyKey": "k", **groups}


def test_students_with_seats_drop_and_swap_and_others_enroll_and_wait() -> None:
    clients, choice, kinds = Clients([], 1, {}), random.Random(1), Counter[tuple[str, bool]]()
    for number in range(500):
        request = clients._new_request(choice, f"{number}")
        assert not set(request.groups) & set(request.given_up)
        kinds[request.kind, request.waitlist] += 1
        clients._held[request.student].append(list(request.groups))
    assert min(kinds.values()) > 10
    assert set(kinds) == {("enroll", False), ("enroll", True), ("drop", False), ("swap", False), ("swap", True)}
