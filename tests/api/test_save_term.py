"""saveTerm: a registrar opens and closes enrollment without touching the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import SAVE_TERM, drop, enroll, enrolled, save_group, save_term

DAY = timedelta(days=1)


def window(first: int, last: int) -> dict[str, str]:
    """From and to, in days from now."""
    now = datetime.now(UTC)
    return {"opensAt": (now + first * DAY).isoformat(), "closesAt": (now + last * DAY).isoformat()}


async def test_save_term_opens_enrollment_and_closes_it(api: GraphQLClient, student: str) -> None:
    code, group = "3-2030", "G-3-2030"
    saved = await save_term(api, {"code": f" {code}\u200b", "name": "Tercer periodo", **window(1, 2)})
    assert saved["__typename"] == "TermSaved"
    term = saved["term"]
    assert (term["code"], term["name"], term["isOpen"]) == (code, "Tercer periodo", False)
    created = await save_group(api, {"termCode": code, "code": group, "courseCode": "LIN100", "capacity": 5})
    assert created["__typename"] == "GroupSaved"
    early = await enroll(api, student, group, term=code)
    assert (early["__typename"], early["opensAt"]) == ("TermNotOpen", term["opensAt"])

    opened = await save_term(api, {"code": code, "name": None, **window(-1, 1)})
    assert opened["term"] == {**opened["term"], "id": term["id"], "name": None, "isOpen": True}
    await enrolled(api, student, group, term=code)

    closed = await save_term(api, {"code": code, **window(-2, -1)})
    assert not closed["term"]["isOpen"]
    late = await drop(api, student, group, term=code)
    assert (late["__typename"], late["closesAt"]) == ("TermNotOpen", closed["term"]["closesAt"])
    found = await api.execute("query($code: String!) { term(code: $code) { id isOpen } }", {"code": code})
    assert found["data"] == {"term": {"id": term["id"], "isOpen": False}}


async def test_save_term_reads_moments_with_any_offset(api: GraphQLClient) -> None:
    asked = {"code": "OFFSETS", "opensAt": "2030-01-31T20:00:00-04:00", "closesAt": "2030-02-10T00:00:00.1239Z"}
    term = (await save_term(api, asked))["term"]
    assert (term["opensAt"], term["closesAt"]) == ("2030-02-01T00:00:00.000Z", "2030-02-10T00:00:00.123Z")


@pytest.mark.parametrize(
    "moment", ["2030-01-31T20:00:00", "2030-01-31", "tomorrow", "", 1893456000, True, "0001-01-01T00:00:00+05:00"]
)
async def test_save_term_refuses_what_is_no_moment(api: GraphQLClient, moment: object) -> None:
    asked = {"code": "NO-MOMENT", "opensAt": moment, "closesAt": "2031-01-01T00:00:00Z"}
    (error,) = (await api.execute(SAVE_TERM, {"input": asked}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    literal = f'"{moment}"' if isinstance(moment, str) else str(moment).lower()
    document = f"""mutation {{ saveTerm(input: {{code: "NO-MOMENT", opensAt: {literal}, closesAt: {literal}}}) {{
        __typename }} }}"""
    errors = (await api.execute(document))["errors"]
    assert {error["extensions"]["code"] for error in errors} == {"GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "paths"),
    [
        ("0001-01-01T00:00:00Z", "2024-01-01T00:00:00Z", ["opensAt"]),
        ("2024-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", ["closesAt"]),
        ("1899-12-31T23:59:59Z", "3000-01-01T00:00:00Z", ["opensAt", "closesAt"]),
    ],
)
async def test_a_term_that_could_not_be_read_again_is_not_saved(
    api: GraphQLClient, opens_at: str, closes_at: str, paths: list[str]
) -> None:
    result = await save_term(api, {"code": "EXTREME", "opensAt": opens_at, "closesAt": closes_at})
    assert [error["path"] for error in result["errors"]] == [["input", path] for path in paths]
    widest = {"code": "WIDEST", "opensAt": "1900-01-01T00:00:00Z", "closesAt": "2999-12-31T23:59:59.999999Z"}
    assert (await save_term(api, widest))["__typename"] == "TermSaved"
    found = await api.execute('{ term(code: "WIDEST") { opensAt closesAt } }')
    assert found["data"]["term"] == {"opensAt": "1900-01-01T00:00:00.000Z", "closesAt": "2999-12-31T23:59:59.999Z"}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"code": "\u00a0"}, [["code"]]),
        ({"code": "T" * 101}, [["code"]]),
        ({"name": "N" * 201}, [["name"]]),
        ({"name": "a\0b"}, [["name"]]),
        (window(1, -1), [["closesAt"]]),
        ({"opensAt": "2030-01-01T00:00:00Z", "closesAt": "2029-12-31T20:00:00-04:00"}, [["closesAt"]]),
        ({"code": "", "name": "N" * 201, **window(1, -1)}, [["code"], ["name"], ["closesAt"]]),
    ],
    ids=["blank", "101 characters", "long name", "NUL", "backwards", "empty window", "everything"],
)
async def test_save_term_says_what_is_wrong(
    api: GraphQLClient, changes: dict[str, Any], paths: list[list[str]]
) -> None:
    result = await save_term(api, {"code": "WRONG", **window(-1, 1), **changes})
    assert (result["__typename"], result["retry"]) == ("InvalidInput", "DO_NOT")
    assert [error["path"] for error in result["errors"]] == [["input", *path] for path in paths]
    assert (await api.execute('{ term(code: "WRONG") { id } }'))["data"] == {"term": None}
