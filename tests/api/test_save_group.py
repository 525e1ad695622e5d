"""saveGroup: a registrar creates and changes groups, never under those who are enrolled."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.api.test_save_term import window
from tests.support.graphql import accepted, enrolled, finished, save_group, save_term

TERM = "GROUPS-2030"
MONDAY = {"weekday": "MONDAY", "startsAt": "07:00", "endsAt": "08:30", "fromDate": "2030-02-01", "toDate": None}
NIGHT = {"weekday": "SUNDAY", "startsAt": "22:00", "endsAt": "00:00", "fromDate": None, "toDate": None}
LATE = {"weekday": "SUNDAY", "startsAt": "22:00", "endsAt": "02:00", "fromDate": None, "toDate": None}
UNKNOWN = {"weekday": "FRIDAY", "startsAt": None, "endsAt": None, "fromDate": None, "toDate": None}


@pytest.fixture
async def term(api: GraphQLClient) -> str:
    """An open term in which only these tests have groups."""
    assert (await save_term(api, {"code": TERM, **window(-1, 1)}))["__typename"] == "TermSaved"
    return TERM


async def saved(api: GraphQLClient, asked: dict[str, Any], **changes: object) -> dict[str, Any]:
    """The group that saving it is answered with."""
    result = await save_group(api, {**asked, **changes})
    assert result["__typename"] == "GroupSaved", result
    group: dict[str, Any] = result["group"]
    return group


async def test_save_group_creates_and_changes(api: GraphQLClient, term: str, student: str) -> None:
    asked: dict[str, Any] = {
        "termCode": f"{term} ",
        "code": "\u00a0INF/202-N\u0303",
        "courseCode": "INF101 ",
        "capacity": 0,
    }
    group = await saved(api, asked, meetings=[MONDAY, NIGHT, {"weekday": "FRIDAY"}])
    assert group == {
        "id": group["id"],
        "code": "INF/202-Ñ",
        "capacity": 0,
        "seatsTaken": 0,
        "seatsAvailable": 0,
        "term": {"code": term},
        "course": {"code": "INF101"},
        "meetings": [MONDAY, NIGHT, UNKNOWN],
    }
    full = await finished(api, (await accepted(api, student, "INF/202-Ñ", term=term))["id"])
    assert [problem["code"] for problem in full["problems"]] == ["GROUP_FULL"]

    asked |= {"courseCode": "LIN100", "capacity": 2}
    for unchanged in (asked, {**asked, "meetings": None}):
        changed = await saved(api, unchanged)
        assert changed == {**group, "capacity": 2, "seatsAvailable": 2, "course": {"code": "LIN100"}}
    await enrolled(api, student, "INF/202-Ñ", term=term)
    cleared = await saved(api, asked, capacity=1, meetings=[])
    assert (cleared["meetings"], cleared["seatsTaken"], cleared["seatsAvailable"]) == ([], 1, 0)


async def test_save_group_keeps_the_seats_and_the_course_of_those_enrolled(
    api: GraphQLClient, term: str, student: str
) -> None:
    asked = {"termCode": term, "code": "TAKEN", "courseCode": "LIN100", "capacity": 3}
    group = await saved(api, asked, meetings=[MONDAY])
    for code in (student, "EST120"):
        await enrolled(api, code, "TAKEN", term=term)

    below = await save_group(api, {**asked, "capacity": 1})
    assert (below["__typename"], below["groupCode"], below["taken"]) == ("CapacityBelowTaken", "TAKEN", 2)
    assert (below["path"], "2" in below["message"]) == (["input", "capacity"], True)
    for language, words in (("en", "students are enrolled"), ("es", "hay estudiantes inscritos")):
        other = await save_group(api, {**asked, "courseCode": "ADM310"}, {"Accept-Language": language})
        assert (other["__typename"], other["path"]) == ("InvalidInput", ["input", "courseCode"])
        assert words in other["message"]
    assert await saved(api, asked, capacity=2) == {
        **group,
        "capacity": 2,
        "seatsTaken": 2,
        "seatsAvailable": 0,
    }


async def test_save_group_says_which_component_of_its_course_a_group_is_until_students_are_enrolled(
    api: GraphQLClient, term: str, student: str
) -> None:
    asked = {"termCode": term, "courseCode": "LIN100", "capacity": 3}
    for code, component in (("PART-LECTURE", None), ("PART-LAB", " LAB "), ("PART-LAB-2", "LAB")):
        await saved(api, {**asked, "code": code}, component=component)
    await saved(api, {**asked, "code": "PART-LAB"}, capacity=4)
    document = (
        'query($t: String!) { term(code: $t) { groups(filter: {search: "PART-"}) { nodes { code component } } } }'
    )
    shown = (await api.execute(document, {"t": term}))["data"]["term"]["groups"]["nodes"]
    assert [(group["code"], group["component"]) for group in shown] == [
        ("PART-LAB", "LAB"),
        ("PART-LAB-2", "LAB"),
        ("PART-LECTURE", None),
    ]
    await enrolled(api, student, "PART-LAB", "PART-LECTURE", term=term)
    second = await finished(api, (await accepted(api, student, "PART-LAB-2", term=term))["id"])
    assert [problem["code"] for problem in second["problems"]] == ["SAME_COURSE_TWICE"]
    for language, words in (("en", "students are enrolled"), ("es", "hay estudiantes inscritos")):
        other = await save_group(api, {**asked, "code": "PART-LAB", "component": ""}, {"Accept-Language": language})
        assert (other["__typename"], other["path"]) == ("InvalidInput", ["input", "component"])
        assert words in other["message"]
    assert (await saved(api, {**asked, "code": "PART-LAB"}, component="LAB"))["seatsTaken"] == 1
    wrong = await save_group(api, {**asked, "code": "PART-LAB-2", "component": "x" * 101})
    assert wrong["errors"][0]["path"] == ["input", "component"]


async def test_save_group_needs_a_term_and_a_course(api: GraphQLClient, term: str) -> None:
    asked = {"termCode": term, "code": "LOST", "courseCode": "LIN100", "capacity": 3}
    result = await save_group(api, {**asked, "termCode": "1999-1"})
    assert (result["__typename"], result["termCode"], result["path"]) == (
        "TermNotFound",
        "1999-1",
        ["input", "termCode"],
    )
    for language, message in (("en", "must be the code of a course."), ("es", "debe ser el código de una materia.")):
        result = await save_group(api, {**asked, "courseCode": "NADA"}, {"Accept-Language": language})
        assert result["__typename"] == "InvalidInput"
        assert result["errors"] == [{"path": ["input", "courseCode"], "message": message}]


async def test_save_group_reports_everything_that_is_wrong_together(api: GraphQLClient, term: str) -> None:
    meetings = [
        MONDAY,
        {"weekday": "MONDAY", "startsAt": "7:00", "endsAt": "24:00"},
        {"weekday": "MONDAY", "startsAt": "07:00"},
        {"weekday": "MONDAY", "startsAt": "07:00", "endsAt": "07:00", "fromDate": "2030-02-30", "toDate": "1.3.2030"},
        {"weekday": "MONDAY", "fromDate": "2030-03-02", "toDate": "2030-03-01"},
    ]
    asked = {"termCode": term, "code": "", "courseCode": "C" * 101, "capacity": -1, "meetings": meetings}
    result = await save_group(api, asked)
    assert (result["__typename"], result["path"]) == ("InvalidInput", None)
    assert [error["path"][1:] for error in result["errors"]] == [
        ["code"],
        ["courseCode"],
        ["capacity"],
        ["meetings", "1", "startsAt"],
        ["meetings", "1", "endsAt"],
        ["meetings", "2", "endsAt"],
        ["meetings", "3", "endsAt"],
        ["meetings", "3", "fromDate"],
        ["meetings", "3", "toDate"],
        ["meetings", "4", "toDate"],
    ]


async def test_a_meeting_past_midnight_has_to_be_said_to_be_one(api: GraphQLClient, term: str) -> None:
    asked = {"termCode": term, "code": "NIGHT", "courseCode": "LIN100", "capacity": 3}
    for language, words in (("en", "unless endsNextDay says"), ("es", "salvo que endsNextDay indique")):
        refused = await save_group(api, {**asked, "meetings": [LATE]}, {"Accept-Language": language})
        assert [error["path"] for error in refused["errors"]] == [["input", "meetings", "0", "endsAt"]]
        assert words in refused["errors"][0]["message"]
    group = await saved(api, asked, meetings=[{**LATE, "endsNextDay": True}, {**MONDAY, "endsNextDay": False}])
    assert group["meetings"] == [LATE, MONDAY]
    query = "query($id: ID!) { node(id: $id) { ... on Group { meetings { endsAt endsNextDay } } } }"
    answer = await api.execute(query, {"id": group["id"]})
    assert answer["data"]["node"]["meetings"] == [
        {"endsAt": "02:00", "endsNextDay": True},
        {"endsAt": "08:30", "endsNextDay": False},
    ]


async def test_save_group_has_limits(api: GraphQLClient, term: str) -> None:
    asked = {"termCode": term, "code": "LIMITS", "courseCode": "LIN100"}
    group = await saved(api, asked, capacity=1_000_000, meetings=[MONDAY] * 50)
    assert (group["capacity"], len(group["meetings"])) == (1_000_000, 50)
    result = await save_group(api, {**asked, "capacity": 1_000_001, "meetings": [MONDAY] * 51})
    assert [error["path"] for error in result["errors"]] == [["input", "capacity"], ["input", "meetings"]]
