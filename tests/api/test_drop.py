"""drop: seats are given back all or none, by a task like any other; enrolling again afterwards enrolls."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, accepted_drop, drop, enroll, enrolled, finished, seats_taken

GROUP, OTHER = "G-INF220-A", "G-LIN100-A"

ENROLLMENTS = """
query($code: String!) { student(code: $code) { enrollments { nodes { status group { code } } } } }
"""


async def enrollments(api: GraphQLClient, student: str) -> list[tuple[str, str]]:
    """Group code and status of all there ever were, newest first."""
    nodes = (await api.execute(ENROLLMENTS, {"code": student}))["data"]["student"]["enrollments"]["nodes"]
    return [(node["group"]["code"], node["status"]) for node in nodes]


def by_group(task: dict[str, Any]) -> dict[str, str]:
    return {group["groupCode"]: group["status"] for group in task["groups"]}


async def test_drop_gives_part_of_a_basket_back_and_keeps_the_rest(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api, GROUP, OTHER)
    first = await enrolled(api, student, GROUP, OTHER)

    task = await accepted_drop(api, student, OTHER)
    assert (task["kind"], task["status"], task["version"]) == ("DROP", "QUEUED", 1)
    done = await finished(api, task["id"])
    assert (done["status"], by_group(done), done["problems"]) == ("SUCCEEDED", {OTHER: "DROPPED"}, [])
    assert (done["saga"]["name"], done["saga"]["status"]) == ("drop", "COMPLETED")

    assert sorted(await enrollments(api, student)) == [(GROUP, "CONFIRMED"), (OTHER, "DROPPED")]
    assert await seats_taken(api, GROUP, OTHER) == {GROUP: before[GROUP] + 1, OTHER: before[OTHER]}
    assert await finished(api, first["id"]) == first


async def test_drop_of_what_is_not_held_is_rejected_whole(api: GraphQLClient, student: str) -> None:
    await enrolled(api, student, GROUP)
    before = await seats_taken(api, GROUP, OTHER)
    done = await finished(api, (await accepted_drop(api, student, GROUP, OTHER, "G-NADA-Z"))["id"])
    assert done["status"] == "REJECTED"
    assert by_group(done) == {GROUP: "NOT_TAKEN", OTHER: "REJECTED", "G-NADA-Z": "REJECTED"}
    problems = {group["groupCode"]: [one["code"] for one in group["problems"]] for group in done["groups"]}
    assert problems == {GROUP: [], OTHER: ["NOT_ENROLLED"], "G-NADA-Z": ["GROUP_NOT_FOUND"]}
    assert await seats_taken(api, GROUP, OTHER) == before
    assert await enrollments(api, student) == [(GROUP, "CONFIRMED")]


async def test_drop_twice_is_one_drop_and_enrolling_again_enrolls(api: GraphQLClient, student: str) -> None:
    first = await enrolled(api, student, GROUP)
    dropped = await accepted_drop(api, student, GROUP)
    again = await drop(api, f" {student}", f"{GROUP}\u200b", GROUP)
    assert (again["replayed"], again["task"]["id"]) == (True, dropped["id"])
    await finished(api, dropped["id"])

    second = await enrolled(api, student, GROUP)
    assert second["id"] != first["id"]
    once_more = await accepted_drop(api, student, GROUP)
    assert once_more["id"] != dropped["id"]
    assert (await finished(api, once_more["id"]))["status"] == "SUCCEEDED"
    assert await enrollments(api, student) == [(GROUP, "DROPPED")] * 2


async def test_drop_shows_in_a_replay_of_what_it_changed(api: GraphQLClient, student: str) -> None:
    def changed(result: dict[str, Any]) -> dict[str, bool]:
        return {group["groupCode"]: group["changedSince"] for group in result["task"]["groups"]}

    enrolling, dropping = f"enroll-{student}", f"drop-{student}"
    first = await enrolled(api, student, GROUP, OTHER, key=enrolling)
    assert changed(await enroll(api, student, GROUP, OTHER, key=enrolling)) == {GROUP: False, OTHER: False}

    await finished(api, (await accepted_drop(api, student, OTHER, key=dropping))["id"])
    replay = await enroll(api, student, GROUP, OTHER, key=enrolling)
    assert (replay["replayed"], replay["task"]["id"], replay["task"]["status"]) == (True, first["id"], "SUCCEEDED")
    assert by_group(replay["task"]) == {GROUP: "CONFIRMED", OTHER: "CONFIRMED"}, "a later task changes no older one"
    assert changed(replay) == {GROUP: False, OTHER: True}
    assert changed(await drop(api, student, OTHER, key=dropping)) == {OTHER: False}

    await enrolled(api, student, OTHER)
    assert changed(await enroll(api, student, GROUP, OTHER, key=enrolling)) == {GROUP: False, OTHER: True}
    assert changed(await drop(api, student, OTHER, key=dropping)) == {OTHER: True}

    refused = await accepted(api, student, OTHER, key=f"again-{student}")
    assert (await finished(api, refused["id"]))["status"] == "REJECTED"
    nothing = await enroll(api, student, OTHER, key=f"again-{student}")
    assert changed(nothing) == {OTHER: False}, "what did nothing is changed by nothing"


@pytest.mark.parametrize("where", ["input", "header"])
async def test_drop_keeps_a_clients_key(api: GraphQLClient, student: str, where: str) -> None:
    key = f"drop-{student}"
    sent = {"key": key} if where == "input" else {"headers": {"Idempotency-Key": key}}
    first = await accepted(api, student, GROUP, **sent)
    result = await drop(api, student, GROUP, **sent)
    assert (result["__typename"], result["firstTask"]) == ("IdempotencyConflict", {"id": first["id"]})

    dropped = await accepted_drop(api, student, GROUP, key=f"{key}-2")
    again = await drop(api, student, GROUP, headers={"Idempotency-Key": f"{key}-2"})
    assert (again["replayed"], again["task"]["id"]) == (True, dropped["id"])
    # They run in the order in which they were accepted.
    assert (await finished(api, dropped["id"]))["status"] == "SUCCEEDED"


async def test_drop_reports_everything_that_is_wrong_together(api: GraphQLClient) -> None:
    result = await drop(api, "", GROUP, "\u200b", term="T" * 101, key="k" * 256)
    assert (result["__typename"], result["retry"], result["path"]) == ("InvalidInput", "DO_NOT", None)
    assert [error["path"][1:] for error in result["errors"]] == [
        ["studentCode"],
        ["termCode"],
        ["groupCodes", "1"],
        ["idempotencyKey"],
    ]
    for codes in ([], [f"G-{n}" for n in range(51)]):
        assert (await drop(api, "EST001", *codes))["path"] == ["input", "groupCodes"]


async def test_drop_needs_a_student_and_an_open_term(api: GraphQLClient, student: str) -> None:
    assert (await drop(api, "EST999", GROUP))["studentCode"] == "EST999"
    assert (await drop(api, student, GROUP, term="1999-1"))["__typename"] == "TermNotFound"
    assert (await drop(api, student, "OLD-G-ELC101-A", term="2024-1"))["__typename"] == "TermNotOpen"


ENROLL_AND_DROP = """
mutation($code: String!, $group: String!) {
  enroll(input: { studentCode: $code, termCode: "2024-2", groupCodes: [$group] }) { ...Shown }
  drop(input: { studentCode: $code, termCode: "2024-2", groupCodes: [$group] }) { ...Shown }
}
fragment Shown on TaskAccepted { task { student { tasks { nodes { kind } } } } }
"""


async def test_what_a_mutation_shows_is_read_after_the_mutations_before_it(api: GraphQLClient, student: str) -> None:
    answer = (await api.execute(ENROLL_AND_DROP, {"code": student, "group": GROUP}))["data"]
    kinds = {
        name: [node["kind"] for node in shown["task"]["student"]["tasks"]["nodes"]] for name, shown in answer.items()
    }
    assert kinds == {"enroll": ["ENROLL"], "drop": ["DROP", "ENROLL"]}
