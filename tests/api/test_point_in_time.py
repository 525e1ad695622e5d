"""enrollments(at:) and roster(at:): which seats were held at an instant, and what has become of them."""

from datetime import UTC, datetime
from typing import Any

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.graphql import accepted_drop, enrolled, finished
from tests.support.installation import Installation
from tests.support.tokens import signed_in

GROUP = "G-ELC102-E"
HELD = """
query($student: String!, $group: String!, $at: DateTime) {
  student(code: $student) {
    enrollments(at: $at) { archivedBefore nodes { group { code } heldSince heldUntil droppedBy { id kind } } }
  }
  term(code: "2024-2") { groups(filter: {codes: [$group]}, first: 1) { nodes {
    roster(at: $at, first: 100) { nodes { student { code } heldUntil } }
  } } }
}
"""


async def held(api: GraphQLClient, student: str, at: datetime) -> tuple[list[dict[str, Any]], list[str]]:
    """The student's seats, and who was in the group."""
    answer = await api.execute(HELD, {"student": student, "group": GROUP, "at": at.isoformat()})
    assert "errors" not in answer, answer
    seats, [group] = answer["data"]["student"]["enrollments"], answer["data"]["term"]["groups"]["nodes"]
    assert seats["archivedBefore"] is None
    return seats["nodes"], [each["student"]["code"] for each in group["roster"]["nodes"]]


async def test_what_was_held_at_an_instant_is_known_after_it_was_dropped(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    async def now() -> datetime:
        [row] = await live.sql("SELECT clock_timestamp() AS now")
        moment: datetime = row["now"]
        return moment

    before = await now()
    await enrolled(api, student, GROUP)
    between = await now()
    dropping = await accepted_drop(api, student, GROUP)
    await finished(api, dropping["id"])
    for at in (before, await now(), datetime(1, 1, 1, tzinfo=UTC)):
        seats, students = await held(api, student, at)
        assert (seats, student in students) == ([], False)
    [seat], students = await held(api, student, between)
    assert student in students
    assert seat["group"] == {"code": GROUP}
    assert seat["droppedBy"] == {"id": dropping["id"], "kind": "DROP"}
    assert before.isoformat() < seat["heldSince"] < between.isoformat() < seat["heldUntil"]

    async with signed_in(live.processes[0].base_url, role=Role.STUDENT, student=student) as own:
        assert await held(own, student, between) == ([seat], [student]), "a student sees themselves alone"
