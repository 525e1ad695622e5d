"""enroll: what is accepted, what is refused, and that nothing which is refused takes a seat."""

import asyncio
import unicodedata

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, enroll, finished, seats_taken

GROUP, OTHER = "G-ELC102-E", "G-ELC106-E"


async def test_enroll_confirms_every_group(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api, GROUP, OTHER)
    task = await accepted(api, student, OTHER, GROUP)
    assert (task["status"], task["final"], task["version"]) == ("QUEUED", False, 1)
    assert [group["groupCode"] for group in task["groups"]] == [GROUP, OTHER]

    done = await finished(api, task["id"])
    assert done["status"] == "SUCCEEDED"
    assert {group["status"] for group in done["groups"]} == {"CONFIRMED"}
    assert done["saga"]["status"] == "COMPLETED"
    assert all(step["status"] == "DONE" for step in done["saga"]["steps"])
    assert await seats_taken(api, GROUP, OTHER) == {code: taken + 1 for code, taken in before.items()}


async def test_enroll_refuses_all_if_one_group_is_full(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api)
    done = await finished(api, (await accepted(api, student, GROUP, "G-QMC100-C"))["id"])
    assert done["status"] == "REJECTED"
    assert {group["groupCode"]: group["status"] for group in done["groups"]} == {
        GROUP: "NOT_TAKEN",
        "G-QMC100-C": "REJECTED",
    }
    assert [problem["code"] for problem in done["problems"]] == ["GROUP_FULL"]
    assert done["saga"]["status"] == "REJECTED"
    assert await seats_taken(api) == before


@pytest.mark.parametrize(
    "typed",
    [
        (GROUP, GROUP, OTHER),
        (f"  {OTHER}\t", f"\u00a0{GROUP}\u200b"),
        (f"\ufeff{GROUP}", OTHER, f"{GROUP}\u00a0"),
    ],
    ids=["twice", "blanks", "invisible"],
)
async def test_enroll_reads_what_people_type(api: GraphQLClient, student: str, typed: tuple[str, ...]) -> None:
    first = await accepted(api, student, GROUP, OTHER)
    again = await enroll(api, f" {student}\u200b", *typed, term="\u00a02024-2 ")
    assert again["replayed"]
    assert again["task"]["id"] == first["id"]
    assert [group["groupCode"] for group in again["task"]["groups"]] == [GROUP, OTHER]


async def test_enroll_takes_one_seat_in_a_group_asked_for_twice(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api)
    task = await accepted(api, student, GROUP, GROUP)
    done = await finished(api, task["id"])
    assert [(group["groupCode"], group["status"]) for group in done["groups"]] == [(GROUP, "CONFIRMED")]
    assert (await seats_taken(api))[GROUP] == before[GROUP] + 1


@pytest.mark.parametrize("code", ["G-MATEMÁTICA-A", "INF/101-Ñ"])
async def test_enroll_takes_composed_and_decomposed_codes_for_one(api: GraphQLClient, student: str, code: str) -> None:
    first = await accepted(api, student, code)
    again = await enroll(api, student, unicodedata.normalize("NFD", code))
    assert (again["replayed"], again["task"]["id"]) == (True, first["id"])
    assert (await finished(api, first["id"]))["groups"][0] == {
        "id": first["groups"][0]["id"],
        "groupCode": code,
        "status": "CONFIRMED",
        "problems": [],
    }


async def test_enroll_answers_ten_concurrent_requests_with_one_task(api: GraphQLClient, student: str) -> None:
    answers = await asyncio.gather(*(enroll(api, student, GROUP, OTHER) for _ in range(10)))
    assert len({answer["task"]["id"] for answer in answers}) == 1
    assert sorted(answer["replayed"] for answer in answers) == [False] + [True] * 9
    assert (await finished(api, answers[0]["task"]["id"]))["status"] == "SUCCEEDED"


@pytest.mark.parametrize("where", ["input", "header"])
async def test_enroll_keeps_a_clients_key(api: GraphQLClient, student: str, where: str) -> None:
    key = f"key-{student}"
    sent = {"key": key} if where == "input" else {"headers": {"Idempotency-Key": key}}
    first = await accepted(api, student, GROUP, **sent)
    again = await enroll(api, student, GROUP, key=key)
    assert (again["replayed"], again["task"]["id"]) == (True, first["id"])

    other = await enroll(api, student, OTHER, **sent)
    assert other["__typename"] == "IdempotencyConflict"
    assert (other["code"], other["retry"]) == ("IDEMPOTENCY_CONFLICT", "NEW_KEY")
    assert other["firstTask"]["id"] == first["id"]


async def test_enroll_refuses_two_different_keys(api: GraphQLClient, student: str) -> None:
    result = await enroll(api, student, GROUP, key="a", headers={"Idempotency-Key": "b"})
    assert result["__typename"] == "InvalidInput"
    assert result["path"] == ["input", "idempotencyKey"]


async def test_enroll_reads_a_header_in_utf_8(api: GraphQLClient, student: str) -> None:
    key = f"ключ-ñ-{student}"
    answer = await api.http.post(
        "/graphql",
        json={
            "query": "mutation($i: EnrollInput!) { enroll(input: $i) { __typename } }",
            "variables": {
                "i": {"studentCode": student, "termCode": "2024-2", "groupCodes": [GROUP], "idempotencyKey": key}
            },
        },
        headers={b"Idempotency-Key": key.encode()},
    )
    assert answer.json() == {"data": {"enroll": {"__typename": "TaskAccepted"}}}


@pytest.mark.parametrize(
    ("groups", "path"),
    [
        ([], ["input", "groupCodes"]),
        ([f"G-{n}" for n in range(51)], ["input", "groupCodes"]),
        ([GROUP, " \u00a0"], ["input", "groupCodes", "1"]),
        (["G" * 300], ["input", "groupCodes", "0"]),
        (["G\0A"], ["input", "groupCodes", "0"]),
    ],
    ids=["none", "51", "blank", "300 characters", "NUL"],
)
async def test_enroll_says_what_is_wrong_with_the_input(
    api: GraphQLClient, student: str, groups: list[str], path: list[str]
) -> None:
    before = await seats_taken(api)
    result = await enroll(api, student, *groups)
    assert (result["__typename"], result["code"], result["retry"]) == ("InvalidInput", "INVALID_INPUT", "DO_NOT")
    assert [error["path"] for error in result["errors"]] == [path]
    assert await seats_taken(api) == before


async def test_enroll_reports_everything_that_is_wrong_together(api: GraphQLClient) -> None:
    result = await enroll(api, "", "", GROUP, "\u200b", term="T" * 101, key="k" * 256)
    assert [error["path"][1:] for error in result["errors"]] == [
        ["studentCode"],
        ["termCode"],
        ["groupCodes", "0"],
        ["groupCodes", "2"],
        ["idempotencyKey"],
    ]
    assert result["path"] is None


async def test_enroll_does_not_know_every_student(api: GraphQLClient) -> None:
    result = await enroll(api, "EST999", GROUP)
    assert (result["__typename"], result["studentCode"]) == ("StudentNotFound", "EST999")
    assert "EST999" in result["message"]


async def test_enroll_does_not_know_every_term(api: GraphQLClient, student: str) -> None:
    result = await enroll(api, student, GROUP, term="1999-1")
    assert (result["__typename"], result["termCode"]) == ("TermNotFound", "1999-1")


@pytest.mark.parametrize("term", ["2024-1", "2025-1"], ids=["closed", "upcoming"])
async def test_enroll_knows_when_a_term_is_open(api: GraphQLClient, student: str, term: str) -> None:
    result = await enroll(api, student, GROUP, term=term)
    assert (result["__typename"], result["termCode"]) == ("TermNotOpen", term)
    assert not result["opensAt"] <= result["now"] < result["closesAt"]


@pytest.mark.parametrize("group", ["G-NADA-Z", "OLD-G-ELC101-A"], ids=["unknown", "of another term"])
async def test_enroll_rejects_a_group_that_the_term_does_not_have(api: GraphQLClient, student: str, group: str) -> None:
    before = await seats_taken(api)
    done = await finished(api, (await accepted(api, student, GROUP, group))["id"])
    assert done["status"] == "REJECTED"
    assert [(problem["code"], group in problem["message"]) for problem in done["problems"]] == [
        ("GROUP_NOT_FOUND", True)
    ]
    assert await seats_taken(api) == before


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("es-BO, en;q=0.5", "No existe ningún estudiante con el código EST999."),
        ("en", "There is no student with code EST999."),
        ("fr", "There is no student with code EST999."),
    ],
)
async def test_enroll_speaks_the_language_asked_for(api: GraphQLClient, language: str, message: str) -> None:
    assert (await enroll(api, "EST999", GROUP, headers={"Accept-Language": language}))["message"] == message


async def test_enroll_passes_the_correlation_id_on_to_the_task(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, GROUP, headers={"X-Correlation-ID": f"c-{student}"})
    assert task["correlationId"] == f"c-{student}"
