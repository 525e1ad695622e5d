"""swap: seats are given up for others all or none, by a task like any other."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.graphql import accepted_drop, drop, enrolled, finished, seats_taken, swap, swapped
from tests.support.tokens import authorization

OLD, NEW, KEPT, FULL = "G-INF220-A", "G-INF220-B", "G-LIN100-A", "G-QMC100-C"


def by_group(task: dict[str, Any]) -> dict[str, str]:
    return {group["groupCode"]: group["status"] for group in task["groups"]}


async def test_swap_changes_from_one_group_of_a_course_to_another(api: GraphQLClient, student: str) -> None:
    before = await seats_taken(api, OLD, NEW, KEPT)
    await enrolled(api, student, OLD, KEPT)
    done = await swapped(api, student, [OLD], [NEW])
    assert (done["kind"], done["status"], done["version"], done["problems"]) == ("SWAP", "SUCCEEDED", 2, [])
    assert by_group(done) == {OLD: "DROPPED", NEW: "CONFIRMED"}
    assert (done["saga"]["name"], done["saga"]["status"]) == ("swap", "COMPLETED")
    after = {OLD: before[OLD], NEW: before[NEW] + 1, KEPT: before[KEPT] + 1}
    assert await seats_taken(api, OLD, NEW, KEPT) == after


@pytest.mark.parametrize("role", [Role.STUDENT, Role.REGISTRAR])
async def test_swap_into_a_full_group_keeps_the_old_seat_for_student_and_registrar(
    api: GraphQLClient, student: str, role: Role
) -> None:
    await enrolled(api, student, OLD)
    before = await seats_taken(api, OLD, FULL)
    done = await swapped(
        api, student, [OLD], [FULL], headers=authorization(role, student if role is Role.STUDENT else None)
    )
    assert (done["status"], by_group(done)) == ("REJECTED", {OLD: "NOT_TAKEN", FULL: "REJECTED"})
    assert [problem["code"] for problem in done["problems"]] == ["GROUP_FULL"]
    assert await seats_taken(api, OLD, FULL) == before
    assert (await finished(api, (await accepted_drop(api, student, OLD))["id"]))["status"] == "SUCCEEDED"


async def test_swap_of_what_is_not_held_names_it_beside_everything_else(api: GraphQLClient, student: str) -> None:
    done = await swapped(api, student, [OLD], [NEW, "G-NADA-Z"])
    assert (done["status"], by_group(done)) == (
        "REJECTED",
        {OLD: "REJECTED", NEW: "NOT_TAKEN", "G-NADA-Z": "REJECTED"},
    )
    assert {problem["code"] for problem in done["problems"]} == {"NOT_ENROLLED", "GROUP_NOT_FOUND"}


async def test_swap_twice_is_one_swap_and_swapping_back_and_again_swaps(api: GraphQLClient, student: str) -> None:
    first = await enrolled(api, student, OLD)
    there = await swapped(api, student, [OLD], [NEW])
    again = await swap(api, f" {student}", [OLD, f"{OLD}\u200b"], [NEW])
    assert (again["replayed"], again["task"]["id"]) == (True, there["id"])
    back = await swapped(api, student, [NEW], [OLD])
    once_more = await swapped(api, student, [OLD], [NEW])
    assert len({there["id"], back["id"], once_more["id"]}) == 3
    assert [task["status"] for task in (back, once_more)] == ["SUCCEEDED"] * 2

    await finished(api, (await accepted_drop(api, student, NEW))["id"])
    enrolled_again = await enrolled(api, student, OLD)
    assert enrolled_again["id"] != first["id"], "the swap has overtaken the key of the enrollment"


async def test_swap_overtakes_the_key_of_a_drop(api: GraphQLClient, student: str) -> None:
    await enrolled(api, student, KEPT, OLD)
    dropped = await accepted_drop(api, student, OLD)
    await finished(api, dropped["id"])
    assert (await swapped(api, student, [KEPT], [OLD]))["status"] == "SUCCEEDED"
    again = await drop(api, student, OLD)
    assert (again["replayed"], again["task"]["id"] != dropped["id"]) == (False, True)


async def test_swap_keeps_a_clients_key(api: GraphQLClient, student: str) -> None:
    await enrolled(api, student, OLD)
    key = f"swap-{student}"
    done = await swapped(api, student, [OLD], [NEW], key=key)
    again = await swap(api, student, [OLD], [NEW], headers={"Idempotency-Key": key})
    assert (again["replayed"], again["task"]["id"]) == (True, done["id"])
    for other in ([OLD], [FULL]), ([KEPT], [NEW]):
        assert (await swap(api, student, *other, key=key))["__typename"] == "IdempotencyConflict"
    assert (await drop(api, student, NEW, key=key))["__typename"] == "IdempotencyConflict"


async def test_swap_reports_everything_that_is_wrong_together(api: GraphQLClient) -> None:
    result = await swap(api, "", [OLD, "\u200b"], [f" {OLD}", ""], term="T" * 101)
    assert (result["__typename"], result["retry"], result["path"]) == ("InvalidInput", "DO_NOT", None)
    assert [error["path"][1:] for error in result["errors"]] == [
        ["studentCode"],
        ["termCode"],
        ["dropGroupCodes", "1"],
        ["takeGroupCodes", "1"],
        ["dropGroupCodes", "0"],
        ["dropGroupCodes", "1"],
    ]
    assert (await swap(api, "EST001", [], [NEW]))["path"] == ["input", "dropGroupCodes"]
    assert (await swap(api, "EST001", [OLD], []))["path"] == ["input", "takeGroupCodes"]
    assert (await swap(api, "EST001", [OLD], [f"G-{n}" for n in range(51)]))["path"] == ["input", "takeGroupCodes"]
    assert (await swap(api, "EST001", [OLD], [OLD]))["path"] == ["input", "dropGroupCodes", "0"]


async def test_swap_is_found_among_sagas_and_in_the_audit_log(api: GraphQLClient, student: str) -> None:
    await enrolled(api, student, OLD)
    done = await swapped(api, student, [OLD], [NEW])
    answer = await api.execute(
        """query($student: String!) {
          sagas(filter: {kind: [SWAP], studentCode: $student}) { nodes { task { id } } }
          auditLog(filter: {studentCode: $student}) { nodes { action groupCode outcome } }
        }""",
        {"student": student},
    )
    assert answer["data"]["sagas"]["nodes"] == [{"task": {"id": done["id"]}}]
    log = answer["data"]["auditLog"]["nodes"]
    entries = {entry["groupCode"]: entry["outcome"] for entry in log if entry["action"] == "SWAP"}
    assert entries == {OLD: "DROPPED", NEW: "CONFIRMED"}


async def test_swap_with_waitlist_keeps_the_old_group_and_shows_what_is_given_up(
    api: GraphQLClient, student: str
) -> None:
    await enrolled(api, student, OLD)
    before = await seats_taken(api, OLD, FULL)
    done = await swapped(api, student, [OLD], [FULL], waitlist=True)
    assert (done["status"], by_group(done)) == ("SUCCEEDED", {OLD: "NOT_DROPPED", FULL: "WAITLISTED"})
    assert await seats_taken(api, OLD, FULL) == before
    answer = await api.execute(
        """query($student: String!, $full: [String!]) {
          student(code: $student) { enrollments(status: [WAITLISTED]) { nodes { position dropGroupCodes } } }
          term(code: "2024-2") { groups(filter: {codes: $full}, first: 1) { nodes {
            roster(first: 100) { nodes { student { code } dropGroupCodes } }
          } } }
        }""",
        {"student": student, "full": [FULL]},
    )
    [place] = answer["data"]["student"]["enrollments"]["nodes"]
    assert place == {"position": 1, "dropGroupCodes": [OLD]}
    [group] = answer["data"]["term"]["groups"]["nodes"]
    shown = {node["student"]["code"]: node["dropGroupCodes"] for node in group["roster"]["nodes"]}
    assert shown == {code: [OLD] if code == student else [] for code in shown}
    assert student in shown
    await finished(api, (await accepted_drop(api, student, FULL))["id"])


async def test_swap_with_waitlist_into_several_groups_is_refused(api: GraphQLClient) -> None:
    refused = await swap(api, "EST001", [OLD], [NEW, FULL], waitlist=True)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", "takeGroupCodes"])
    assert "waitlist" in refused["errors"][0]["message"]
