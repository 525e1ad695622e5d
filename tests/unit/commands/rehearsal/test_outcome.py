"""Baskets as they are read, and outcomes as they are compared."""

from pathlib import Path
from typing import Any

import pytest

from commands.rehearsal.baskets import BadBaskets, RehearsalBasket, read_baskets, submission_of
from commands.rehearsal.outcome import RehearsalOutcome, Rejection, differences

OUTCOME = RehearsalOutcome(
    accepted=2,
    rejected=2,
    seats_taken=5,
    over_capacity=0,
    partial=0,
    not_final=0,
    seats_mismatch=0,
    unfounded=0,
    baskets=4,
    seconds=1.5,
    per_second=2.7,
    rejections=[Rejection("S1", ("A", "B")), Rejection("S2", (), ("HOLD_ACTIVE",))],
)
EXPECTED: dict[str, Any] = {
    "accepted": 2,
    "rejected": 2,
    "seats_taken": 5,
    "seconds": 99,
    "rejections": [{"studentCode": "S2", "full": []}, {"studentCode": "S1", "full": ["B", "A"]}],
}


def test_baskets_are_read_as_the_api_reads_them(tmp_path: Path) -> None:
    (tmp_path / "baskets.jsonl").write_text(
        '\ufeff{"studentCode": " 0007\u00a0", "termCode": "2031-1", "groupCodes": ["B", "A", " B "], "more": 1}\r\n\n'
    )
    [basket] = read_baskets(tmp_path)
    assert basket == RehearsalBasket("0007", "2031-1", ("A", "B"))
    assert submission_of(basket, 1).key != submission_of(basket, 2).key, "two equal baskets are two"
    assert submission_of(basket, 1).fingerprint == submission_of(basket, 2).fingerprint


def test_baskets_that_cannot_be_read_are_named_by_line(tmp_path: Path) -> None:
    with pytest.raises(BadBaskets, match=r"There is no baskets\.jsonl in "):
        read_baskets(tmp_path)
    (tmp_path / "baskets.jsonl").write_text(
        '{"studentCode": "1", "termCode": "t", "groupCodes": ["A"]}\nnonsense\n'
        '{"studentCode": "1", "termCode": "t", "groupCodes": "A"}\n{"studentCode": "1", "termCode": "t"}\n'
        '{"studentCode": " ", "termCode": "t", "groupCodes": ["A"]}\n'
        '{"studentCode": "1", "termCode": "t", "groupCodes": []}\n'
        '{"studentCode": "1", "termCode": "t\\u0000", "groupCodes": ["\\u0000A\\u0000B"]}\n'
        f'{{"studentCode": "1", "termCode": "{"t" * 101}", "groupCodes": ["A"]}}\n'
        f'{{"studentCode": "1", "termCode": "t", "groupCodes": {[str(n) for n in range(51)]}}}\n'.replace("'", '"')
    )
    with pytest.raises(BadBaskets) as problems:
        read_baskets(tmp_path)
    assert [line.split(":")[0] for line in str(problems.value).splitlines()] == [
        f"baskets.jsonl, line {number}" for number in (2, 3, 4, 5, 6, 7, 8, 9)
    ]
    (tmp_path / "baskets.jsonl").write_text("\n")
    with pytest.raises(BadBaskets, match="is empty"):
        read_baskets(tmp_path)


def test_a_file_of_baskets_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "baskets.jsonl").mkdir()
    with pytest.raises(BadBaskets, match=r"baskets\.jsonl in .* cannot be read: Is a directory\."):
        read_baskets(tmp_path)


def test_neither_time_nor_order_is_a_difference() -> None:
    assert differences(OUTCOME, EXPECTED) == []
    assert differences(OUTCOME, {"over_capacity": 0}) == []


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({"accepted": 3}, ["accepted: 3 expected, 2 found"]),
        ({"partial": 1}, ["partial: 1 expected, 0 found"]),
        ({"rejections": [{"studentCode": "S2", "full": []}]}, ["rejection not expected: S1, full ['A', 'B']"]),
        (
            {"rejections": [{"studentCode": "S2", "full": []}, {"studentCode": "S1", "full": ["A"]}]},
            ["rejection missing: S1, full ['A']", "rejection not expected: S1, full ['A', 'B']"],
        ),
    ],
)
def test_differences_are_reported(change: dict[str, Any], lines: list[str]) -> None:
    assert differences(OUTCOME, {**EXPECTED, **change}) == lines


def test_an_expectation_of_nothing_is_none() -> None:
    assert differences(OUTCOME, {"acepted": 2})


def test_any_violation_fails_the_outcome() -> None:
    assert OUTCOME.passed
    for name in ("over_capacity", "partial", "not_final", "seats_mismatch", "unfounded"):
        spoilt = RehearsalOutcome(
            **{**{field: getattr(OUTCOME, field) for field in OUTCOME.__struct_fields__}, name: 1}
        )
        assert not spoilt.passed
