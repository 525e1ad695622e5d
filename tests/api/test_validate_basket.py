"""validateBasket: what enroll would say, without enrolling."""

from typing import Any

from commands.graphql_client import GraphQLClient
from tests.support.graphql import enroll, enrolled, seats_taken

GROUP, FULL = "G-ELC102-E", "G-QMC100-C"
CHECK = """
query($input: EnrollInput!) {
  validateBasket(input: $input) {
    passes checkedAt
    problems { __typename code message path ... on InvalidInput { errors { path message } } }
    groups { groupCode group { code seatsAvailable } problems { code message } }
    advice {
      alternatives { groupCode groups { code seatsAvailable course { code } } }
      changes { groupCode replacementCode replacement { code } }
    }
  }
}
"""


async def check(
    api: GraphQLClient, student: str, *groups: str, term: str = "2024-2", key: str | None = None
) -> dict[str, Any]:
    asked = {"studentCode": student, "termCode": term, "groupCodes": list(groups), "idempotencyKey": key}
    answer = await api.execute(CHECK, {"input": asked})
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["validateBasket"]
    return found


async def test_validate_basket_takes_no_seat_and_no_key(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api, GROUP)
    found = await check(api, f" {student}", GROUP, f"{GROUP} ", key="checked-first")
    assert found["passes"]
    assert found["checkedAt"]
    assert found["problems"] == []
    [group] = found["groups"]
    assert (group["groupCode"], group["group"]["code"], group["problems"]) == (GROUP, GROUP, [])
    assert await seats_taken(api, GROUP) == before
    assert not (await enroll(api, student, GROUP, key="checked-first"))["replayed"]


async def test_validate_basket_says_all_that_speaks_against_it_together_and_by_group(
    api: GraphQLClient, student: str
) -> None:
    await enrolled(api, student, GROUP)
    found = await check(api, student, GROUP, FULL, "G-NONE", term="2024-2")
    assert not found["passes"]
    by_group = {group["groupCode"]: [problem["code"] for problem in group["problems"]] for group in found["groups"]}
    assert by_group == {GROUP: ["ALREADY_ENROLLED"], FULL: ["GROUP_FULL"], "G-NONE": ["GROUP_NOT_FOUND"]}
    assert {problem["code"] for problem in found["problems"]} == {code for codes in by_group.values() for code in codes}
    assert {group["groupCode"]: group["group"] is None for group in found["groups"]} == {
        GROUP: False,
        FULL: False,
        "G-NONE": True,
    }


async def test_validate_basket_works_before_the_term_opens(api: GraphQLClient, student: str) -> None:
    found = await check(api, student, "G-NONE", term="2025-1")
    assert [problem["code"] for problem in found["problems"]] == ["TERM_NOT_OPEN", "GROUP_NOT_FOUND"]


async def test_validate_basket_names_what_is_malformed(api: GraphQLClient, student: str) -> None:
    found = await check(api, student, term=" ")
    [problem] = found["problems"]
    assert problem["code"] == "INVALID_INPUT"
    assert [error["path"] for error in problem["errors"]] == [["input", "termCode"], ["input", "groupCodes"]]
    assert (found["passes"], found["groups"], found["checkedAt"], found["advice"]) == (False, [], None, None)


async def test_validate_basket_names_what_would_pass_instead(api: GraphQLClient, student: str) -> None:
    asked = [GROUP, FULL, "G-NONE"]
    found = (await check(api, student, *asked))["advice"]
    by_code = {each["groupCode"]: each["groups"] for each in found["alternatives"]}
    assert by_code["G-NONE"] == []
    assert {group["course"]["code"] for group in by_code[FULL]} == {"QMC100"}
    assert all(group["seatsAvailable"] for group in by_code[FULL])
    changes = {change["groupCode"]: change["replacementCode"] for change in found["changes"]}
    assert changes.keys() == {FULL, "G-NONE"}
    assert changes["G-NONE"] is None
    assert changes[FULL] in {group["code"] for group in by_code[FULL]}
    passing = await check(api, student, *(code for code in (changes.get(code, code) for code in asked) if code))
    assert (passing["passes"], passing["advice"]) == (True, {"alternatives": [], "changes": []})
    await enrolled(api, student, GROUP, changes[FULL])
