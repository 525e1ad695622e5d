"""What the load driver checks after each phase."""

from bench.compare.checks import broken_promises, spurious_rejections

GROUPS = [("A", 2, 2, 2), ("B", 10, 1, 1)]
OUTCOMES = [("1", "completed", 3), ("2", "rejected", 0)]
SENT = {"1": ["A", "B", "C"], "2": ["A", "B", "C"]}


def broken(outcomes: list[tuple[str, str, int]], groups: list[tuple[str, int, int, int]]) -> dict[str, int]:
    """The broken promises only."""
    return {promise: count for promise, count in broken_promises(outcomes, groups, SENT).items() if count}


def test_kept_promises_are_no_problem() -> None:
    assert broken(OUTCOMES, GROUPS) == {}


def test_each_broken_promise_is_found() -> None:
    assert broken(OUTCOMES, [("A", 1, 2, 2)]) == {"over_capacity": 1}
    assert broken(OUTCOMES, [("A", 9, 2, 1)]) == {"seats_mismatch": 1}
    assert broken([("1", "completed", 2), ("2", "rejected", 1)], GROUPS) == {"partial": 2}
    assert broken([("1", "completed", 3), ("2", "RUNNING", 0)], GROUPS) == {"not_terminal": 1}
    assert broken([("1", "completed", 3)], GROUPS) == {"lost": 1}
    assert broken([*OUTCOMES, ("3", "completed", 3)], GROUPS) == {"phantom": 1}


def test_a_basket_is_refused_in_vain_if_no_group_of_its_is_full() -> None:
    assert spurious_rejections(OUTCOMES, GROUPS, SENT) == 0
    assert spurious_rejections(OUTCOMES, [("A", 3, 2, 2)], SENT) == 1
