"""Idempotency keys and fingerprints."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from enrollment.task import Command, ErrorPolicy, TaskKind
from guards.idempotency.key import derived_key, fingerprint, key_in_header

BASKET = Command("EST001", "2024-2", ("G-ELC102-E", "G-ELC106-E"))


def test_the_derived_key_is_the_predecessors() -> None:
    assert (
        derived_key(TaskKind.ENROLL, BASKET)
        == "inscription:2c15d1f2fadb524ad297fd1cf563c0567c38a4aa2f1ed3dcca2b59de1dfa4198"
    )


def test_the_derived_key_of_another_kind_differs_in_the_word_before_it() -> None:
    word, digest = derived_key(TaskKind.DROP, BASKET).split(":")
    assert word == "drop"
    assert derived_key(TaskKind.ENROLL, BASKET) == f"inscription:{digest}"


def test_the_derived_key_escapes_to_ascii_as_the_predecessor_did() -> None:
    command = Command("EST001", "2024-2", ("INF/101-Ñ",))
    assert (
        derived_key(TaskKind.ENROLL, command)
        == "inscription:8a484b2da30d9d92c266c3b761e77f3cc3b1e366f0f578c104c85b563d495246"
    )


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ('"wish-2"', "wish-2"),
        ('"a b\u00f1"', "a b\u00f1"),
        (r'"a\"b\\c"', r'a"b\c'),
        ('"wish-2"; v=1', "wish-2"),
        ('""', ""),
        ("wish-2", "wish-2"),
        ("", ""),
        ('"', '"'),
        ('"wish', '"wish'),
        ('wish"2"', 'wish"2"'),
        ('"a"b"', '"a"b"'),
        (r'"a\n"', r'"a\n"'),
    ],
)
def test_a_quoted_key_in_a_header_is_the_same_without_its_quotes(header: str, key: str) -> None:
    assert key_in_header(header) == key


@pytest.mark.parametrize("of", [derived_key, fingerprint])
def test_the_order_of_the_groups_does_not_matter(of: Callable[[TaskKind, Command], object]) -> None:
    turned = Command("EST001", "2024-2", ("G-ELC106-E", "G-ELC102-E"))
    assert of(TaskKind.ENROLL, turned) == of(TaskKind.ENROLL, BASKET)


@pytest.mark.parametrize(
    "other",
    [
        Command("EST002", "2024-2", BASKET.group_codes),
        Command("EST001", "2024-1", BASKET.group_codes),
        Command("EST001", "2024-2", ("G-ELC102-E",)),
        Command("2024-2", "EST001", BASKET.group_codes),
    ],
)
def test_another_request_has_another_key_and_another_fingerprint(other: Command) -> None:
    assert derived_key(TaskKind.ENROLL, other) != derived_key(TaskKind.ENROLL, BASKET)
    assert fingerprint(TaskKind.ENROLL, other) != fingerprint(TaskKind.ENROLL, BASKET)


@pytest.mark.parametrize("of", [derived_key, fingerprint])
def test_another_policy_is_another_request(of: Callable[[TaskKind, Command], object]) -> None:
    best = replace(BASKET, policy=ErrorPolicy.BEST_EFFORT)
    assert of(TaskKind.ENROLL, best) != of(TaskKind.ENROLL, BASKET)


@pytest.mark.parametrize("of", [derived_key, fingerprint])
def test_a_swap_is_the_same_only_with_the_same_groups_on_either_side(of: Callable[[TaskKind, Command], object]) -> None:
    swap = Command("EST001", "2024-2", ("A", "B"), ("C", "D"))
    turned = Command("EST001", "2024-2", ("B", "A"), ("D", "C"))
    others = [replace(swap, drop_codes=("C",)), replace(swap, group_codes=("C", "D"), drop_codes=("A", "B"))]
    assert of(TaskKind.SWAP, swap) == of(TaskKind.SWAP, turned)
    assert len({of(TaskKind.SWAP, command) for command in (swap, *others)}) == 3


def test_a_fingerprint_has_32_bytes() -> None:
    assert len(fingerprint(TaskKind.ENROLL, BASKET)) == 32
