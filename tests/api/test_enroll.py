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


async def test_enroll_with_best_effort_takes_what_fits_and_says_what_does_not(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api)
    basket = (GROUP, "G-ELC102-D", "G-QMC100-C")
    first = await accepted(api, student, *basket, policy="BEST_EFFORT")
    done = await finished(api, first["id"])
    assert done["status"] == "SUCCEEDED"
    assert {group["groupCode"]: group["status"] for group in done["groups"]} == {
        "G-ELC102-D": "CONFIRMED",
        GROUP: "REJECTED",
        "G-QMC100-C": "REJECTED",
    }
    problems = {group["groupCode"]: [each["code"] for each in group["problems"]] for group in done["groups"]}
    assert problems == {"G-ELC102-D": [], GROUP: ["SAME_COURSE_TWICE"], "G-QMC100-C": ["GROUP_FULL"]}
    assert await seats_taken(api) == before | {"G-ELC102-D": before["G-ELC102-D"] + 1}

    assert (await enroll(api, student, *basket, policy="BEST_EFFORT"))["replayed"]
    strict = await accepted(api, student, *basket)
    assert strict["id"] != first["id"], "another policy is another request"
    assert (await finished(api, strict["id"]))["status"] == "REJECTED"


async def test_enroll_with_best_effort_is_refused_if_nothing_fits(api: GraphQLClient, student: str) -> None:
    done = await finished(api, (await accepted(api, student, "G-QMC100-C", "G-NADA-Z", policy="BEST_EFFORT"))["id"])
    assert (done["status"], {group["status"] for group in done["groups"]}) == ("REJECTED", {"REJECTED"})
    assert {problem["code"] for problem in done["problems"]} == {"GROUP_FULL", "GROUP_NOT_FOUND"}


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


@pytest.mark.parametrize("where", ["input", "header", "quoted header"])
async def test_enroll_keeps_a_clients_key(api: GraphQLClient, student: str, where: str) -> None:
    key = f"key-{student}"
    header = {"Idempotency-Key": f'"{key}"' if where == "quoted header" else key}
    sent = {"key": key} if where == "input" else {"headers": header}
    first = await accepted(api, student, GROUP, **sent)
    for again in (
        await enroll(api, student, GROUP, key=key),
        await enroll(api, student, GROUP, key=key, headers=header),
    ):
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
    assert answer.json()["data"] == {"enroll": {"__typename": "TaskAccepted"}}


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


@pytest.mark.parametrize("typed", ["est001", "EST01", "ES\u0422001"], ids=["small", "without a zero", "Cyrillic T"])
async def test_enroll_names_the_student_who_may_be_meant(api: GraphQLClient, typed: str) -> None:
    document = """mutation($input: EnrollInput!) { enroll(input: $input) {
        ... on StudentNotFound { studentCode similarCode message } } }"""
    asked = {"studentCode": typed, "termCode": "2024-2", "groupCodes": [GROUP]}
    for language, words in (("en", "a similar one is EST001."), ("es", "uno parecido es EST001.")):
        answer = await api.execute(document, {"input": asked}, {"Accept-Language": language})
        found = answer["data"]["enroll"]
        assert (found["studentCode"], found["similarCode"]) == (typed, "EST001")
        assert words in found["message"]


async def test_a_term_that_may_be_meant_is_named(api: GraphQLClient, student: str) -> None:
    similar = "... on TermNotFound { termCode similarCode message }"
    basket = {"studentCode": student, "termCode": "2024-02", "groupCodes": [GROUP]}
    group = {"termCode": "2024-02", "code": "NEW", "courseCode": "LIN100", "capacity": 1}
    for field, asked in (("enroll", basket), ("drop", basket), ("saveGroup", group)):
        input_type = f"{field[0].upper()}{field[1:]}Input!"
        document = f"mutation($input: {input_type}) {{ {field}(input: $input) {{ {similar} }} }}"
        found = (await api.execute(document, {"input": asked}))["data"][field]
        assert (found["termCode"], found["similarCode"]) == ("2024-02", "2024-2")
        assert found["message"] == "There is no term with code 2024-02; a similar one is 2024-2."


async def test_codes_that_look_the_same_are_the_same(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, f"{student[:3]}\u200b{student[3:]}", GROUP.replace("-", "\u2011"), term="2024\u22122")
    assert (task["studentCode"], task["termCode"]) == (student, "2024-2")
    assert [group["groupCode"] for group in task["groups"]] == [GROUP]


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


async def test_a_code_that_looks_like_an_escaped_character_is_refused_as_any_other(
    api: GraphQLClient, student: str
) -> None:
    done = await finished(api, (await accepted(api, student, "\\u0000"))["id"])
    assert done["status"] == "REJECTED"
    assert [problem["code"] for problem in done["problems"]] == ["GROUP_NOT_FOUND"]
