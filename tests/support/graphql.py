"""The client that the API's tests use, and what most of them say with it."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from typing import Any

from commands.graphql_client import GraphQLClient, GraphQLResponse

SUBMIT = """
mutation Submit($input: Input!) {
  submit: field(input: $input) {
    __typename
    ... on TaskAccepted { replayed task { ...Whole groups { changedSince } } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
    ... on StudentNotFound { studentCode }
    ... on TermNotFound { termCode }
    ... on TermNotOpen { termCode opensAt closesAt now }
    ... on IdempotencyConflict { firstTask { id } }
    ... on ServiceUnavailable { service retryAfterSeconds }
    ... on Overloaded { retryAfterSeconds }
  }
}
"""
WHOLE = """
fragment Whole on Task {
  id kind status final cancelling version studentCode termCode correlationId submittedAt startedAt finishedAt
  groups { id groupCode status problems { __typename code message } }
  problems { __typename code message path retry }
  saga { id name status version attempts steps { position name status attempts version } }
}
"""
WATCH_TASK = """
subscription Watch($id: ID!, $after: Int) {
  task(id: $id, afterVersion: $after) { version at snapshot final task { ...Whole } }
}
"""
WATCH_SAGA = """
subscription Watch($id: ID!, $after: Int) {
  saga(id: $id, afterVersion: $after) {
    version at snapshot final steps { position status version } saga { id status version task { id status } }
  }
}
"""
SAVE_TERM = """
mutation($input: SaveTermInput!) {
  saveTerm(input: $input) {
    __typename
    ... on TermSaved { term { id code name opensAt closesAt isOpen } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
  }
}
"""
SAVE_GROUP = """
mutation($input: SaveGroupInput!) {
  saveGroup(input: $input) {
    __typename
    ... on GroupSaved { group {
      id code capacity seatsTaken seatsAvailable term { code } course { code }
      meetings { weekday startsAt endsAt fromDate toDate }
    } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
    ... on CapacityBelowTaken { groupCode taken }
    ... on TermNotFound { termCode }
  }
}
"""
SEATS = """
query Seats($term: String!, $filter: GroupFilter) {
  viewer { subject }
  term(code: $term) { groups(filter: $filter, first: 100) { nodes { code seatsTaken } } }
}
"""
"""With the viewer, so that the answer is none of a moment ago: the catalogue's alone are shared."""


async def enroll(api: GraphQLClient, student: str, *groups: str, **more: Any) -> dict[str, Any]:
    """The member of EnrollResult that the request is answered with."""
    return await _submit(api, "enroll", student, *groups, **more)


async def drop(api: GraphQLClient, student: str, *groups: str, **more: Any) -> dict[str, Any]:
    """The member of DropResult that the request is answered with."""
    return await _submit(api, "drop", student, *groups, **more)


async def swap(
    api: GraphQLClient, student: str, drops: Sequence[str], takes: Sequence[str], **more: Any
) -> dict[str, Any]:
    """The member of SwapResult that the request is answered with."""
    return await _submit(api, "swap", student, asked={"dropGroupCodes": drops, "takeGroupCodes": takes}, **more)


async def swapped(
    api: GraphQLClient, student: str, drops: Sequence[str], takes: Sequence[str], **more: Any
) -> dict[str, Any]:
    """The task at its end, however it ended."""
    return await finished(api, _task_of(await swap(api, student, drops, takes, **more))["id"])


async def _submit(
    api: GraphQLClient,
    field: str,
    student: str,
    *groups: str,
    term: str = "2024-2",
    key: str | None = None,
    reason: str | None = None,
    headers: Mapping[str, str] | None = None,
    asked: Mapping[str, object] | None = None,
    policy: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    document = SUBMIT.replace("Input!", f"{field.title()}Input!").replace("field", field)
    basket = {"groupCodes": list(groups)} if asked is None else asked
    given = {"studentCode": student, "termCode": term, **basket, "idempotencyKey": key, **more}
    given |= {"errorPolicy": policy} if policy else {}
    if reason is not None:
        given["reason"] = reason
    answer = await api.execute(document + WHOLE, {"input": given}, headers)
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["submit"]
    return result


async def accepted(api: GraphQLClient, student: str, *groups: str, **more: Any) -> dict[str, Any]:
    """The task that enrolling is answered with."""
    return _task_of(await enroll(api, student, *groups, **more))


async def accepted_drop(api: GraphQLClient, student: str, *groups: str, **more: Any) -> dict[str, Any]:
    """The task that dropping is answered with."""
    return _task_of(await drop(api, student, *groups, **more))


def _task_of(result: dict[str, Any]) -> dict[str, Any]:
    assert result["__typename"] == "TaskAccepted", result
    task: dict[str, Any] = result["task"]
    return task


async def enrolled(api: GraphQLClient, student: str, *groups: str, **more: Any) -> dict[str, Any]:
    """The task at its end, which is a good one."""
    task = await finished(api, (await accepted(api, student, *groups, **more))["id"])
    assert task["status"] == "SUCCEEDED", task
    return task


async def save_term(
    api: GraphQLClient, asked: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The member of SaveTermResult that the request is answered with."""
    answer = await api.execute(SAVE_TERM, {"input": asked}, headers)
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["saveTerm"]
    return result


async def save_group(
    api: GraphQLClient, asked: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The member of SaveGroupResult that the request is answered with."""
    answer = await api.execute(SAVE_GROUP, {"input": asked}, headers)
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["saveGroup"]
    return result


async def watched(api: GraphQLClient, document: str, id_: str, after: int | None = None) -> list[GraphQLResponse]:
    """All payloads of a subscription that ends by itself."""
    async with aclosing(api.subscribe(document, {"id": id_, "after": after})) as payloads:
        return [payload async for payload in payloads]


async def finished(api: GraphQLClient, task_id: str) -> dict[str, Any]:
    """The task at its final version."""
    events = await watched(api, WATCH_TASK + WHOLE, task_id)
    last = events[-1]["data"]["task"]
    assert last["final"], events
    task: dict[str, Any] = last["task"]
    return task


async def seats_taken(api: GraphQLClient, *codes: str, term: str = "2024-2") -> dict[str, int]:
    """How many seats are taken, by group code; without codes, of the whole term."""
    variables = {"term": term, "filter": {"codes": list(codes)} if codes else None}
    answer = await api.execute(SEATS, variables)
    return {group["code"]: group["seatsTaken"] for group in answer["data"]["term"]["groups"]["nodes"]}


async def granted_override(api: GraphQLClient, student: str) -> str:
    """The id of an override that is granted to a student, for full groups of the demo term."""
    answer = await api.execute(_GRANT_OVERRIDE, {"code": student})
    return str(answer["data"]["grantOverride"]["override"]["id"])


_GRANT_OVERRIDE = """
mutation ($code: String!) {
  grantOverride(input: {studentCode: $code, termCode: "2024-2", kind: GROUP_FULL, reason: "the dean"}) {
    ... on OverrideGranted { override { id } }
  }
}
"""
