"""What more processes would carry, on paper."""

import pytest

from bench.compare.paper import Carried, as_markdown, carried

COST = {"api": 0.5, "workers": 0.25, "postgres": 0.2, "redis": 0.05}


@pytest.mark.parametrize(
    ("processes", "expected"),
    [
        (1, Carried(1, 2000, "the APIs", 2.0)),
        (2, Carried(2, 4000, "the APIs", 4.0)),
        (4, Carried(4, 5000, "PostgreSQL, if all baskets share a group", 5.0)),
    ],
)
def test_the_part_that_is_busy_first_limits_the_others(processes: int, expected: Carried) -> None:
    assert carried(COST, processes) == expected


def test_the_table_has_a_line_for_each_size() -> None:
    assert "| 2 + 2 | 4,000 | the APIs | 4.0 |" in as_markdown(COST).splitlines()


def test_without_a_part_there_is_no_table() -> None:
    assert as_markdown(COST | {"redis": 0.0}) == ""
