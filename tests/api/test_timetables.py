"""Which groups meet at the same time, as a student meets it: back to back, in weeks that alternate, on the way."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, finished, save_group, save_term

DAY = timedelta(days=1)
_numbers = count(1)


def monday(starts: str, ends: str, first: str | None = None, last: str | None = None, weeks: int = 1) -> dict[str, Any]:
    dates = {"fromDate": first, "toDate": last, "everyWeeks": weeks}
    return {"weekday": "MONDAY", "startsAt": starts, "endsAt": ends, **dates}


NINE, TEN = monday("09:00", "10:00"), monday("10:00", "11:00")
FIRST_HALF = monday("09:00", "10:00", "2024-08-05", "2024-09-29")
SECOND_HALF = monday("09:00", "10:00", "2024-09-30", "2024-12-13")
ODD_WEEKS = monday("09:00", "10:00", "2024-08-05", "2024-12-13", 2)
EVEN_WEEKS = monday("09:00", "10:00", "2024-08-12", "2024-12-13", 2)


async def outcome(api: GraphQLClient, student: str, term: str, *meetings: dict[str, Any]) -> tuple[str, list[str]]:
    """How enrolling in groups ends that meet so: the status, and what is said."""
    number, codes = next(_numbers), []
    for course, meeting in zip(("LIN100", "ADM310"), meetings, strict=True):
        codes.append(f"G-MEETS-{course}-{number}")
        group = {"termCode": term, "code": codes[-1], "courseCode": course, "capacity": 5, "meetings": [meeting]}
        saved = await save_group(api, group)
        assert saved["__typename"] == "GroupSaved", saved
    task = await finished(api, (await accepted(api, student, *codes, term=term))["id"])
    return task["status"], [problem["code"] for problem in task["problems"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [(NINE, TEN), (FIRST_HALF, SECOND_HALF), (ODD_WEEKS, EVEN_WEEKS)],
    ids=["back to back", "disjoint dates", "odd and even weeks"],
)
async def test_groups_that_never_meet_at_the_same_moment_are_enrolled_together(
    api: GraphQLClient, student: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert await outcome(api, student, "2024-2", one, other) == ("SUCCEEDED", [])


@pytest.mark.parametrize(
    ("one", "other"),
    [(NINE, monday("09:59", "10:59")), (FIRST_HALF, ODD_WEEKS), (ODD_WEEKS, NINE)],
    ids=["one minute", "some weeks", "every second week"],
)
async def test_groups_that_meet_at_the_same_moment_once_are_refused(
    api: GraphQLClient, student: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert await outcome(api, student, "2024-2", one, other) == ("REJECTED", ["TIME_CONFLICT"])


async def test_where_a_term_leaves_time_for_the_way_back_to_back_is_refused(api: GraphQLClient, student: str) -> None:
    now, term = datetime.now(UTC), "ON-THE-WAY"
    window = {"opensAt": (now - DAY).isoformat(), "closesAt": (now + DAY).isoformat()}
    saved = await save_term(api, {"code": term, **window, "travelGapMinutes": 15})
    assert saved["__typename"] == "TermSaved", saved
    assert await outcome(api, student, term, NINE, TEN) == ("REJECTED", ["TIME_CONFLICT"])
    assert await outcome(api, student, term, NINE, monday("10:15", "11:00")) == ("SUCCEEDED", [])
