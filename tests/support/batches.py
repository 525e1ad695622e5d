"""Batches in tests: many students, handing in, and what became of each row."""

from collections.abc import Sequence
from typing import Any

from commands.graphql_client import GraphQLClient
from tests.support.graphql import watched
from tests.support.installation import Installation

TERM = "2024-2"
ENROLL_BATCH = """
mutation ($input: EnrollBatchInput!) {
  enrollBatch(input: $input) {
    __typename
    ... on BatchAccepted { replayed batch { ...Whole } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
    ... on BatchKeyConflict { firstBatch { id } }
  }
}
"""
WHOLE = """
fragment Whole on Batch {
  id final submittedBy submittedAt finishedAt reason
  counts { rows notAccepted queued running succeeded rejected failed cancelled archived }
}
"""
WATCH_BATCH = "subscription ($id: ID!) { batch(id: $id) { ...Whole } }" + WHOLE
ROWS = """
query ($id: ID!, $after: String) {
  batch(id: $id) {
    rows(first: 100, after: $after) {
      nodes {
        row studentCode termCode groupCodes replayed
        problem { code message path ... on DuplicateRow { firstRow } ... on InvalidInput { errors { path } } }
        task { id status problems { code } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
_STUDENTS = "INSERT INTO students (code, holds) SELECT $1 || n, '[]' FROM generate_series(1, $2) n"


async def students(installation: Installation, prefix: str, count: int) -> list[str]:
    """New students."""
    await installation.sql(_STUDENTS, prefix, count)
    return [f"{prefix}{n}" for n in range(1, count + 1)]


def row(student: str, *groups: str, term: str = TERM) -> dict[str, Any]:
    """A row as it is sent."""
    return {"studentCode": student, "termCode": term, "groupCodes": list(groups)}


async def enroll_batch(
    api: GraphQLClient, rows: Sequence[dict[str, Any]], *, key: str | None = None, reason: str = "seniors first"
) -> dict[str, Any]:
    """The member of EnrollBatchResult that the request is answered with."""
    asked = {"rows": list(rows), "reason": reason, "idempotencyKey": key}
    answer = await api.execute(ENROLL_BATCH + WHOLE, {"input": asked})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["enrollBatch"]
    return result


async def accepted_batch(
    api: GraphQLClient, rows: Sequence[dict[str, Any]], *, key: str | None = None
) -> dict[str, Any]:
    """The batch that it is answered with."""
    result = await enroll_batch(api, rows, key=key)
    assert result["__typename"] == "BatchAccepted", result
    batch: dict[str, Any] = result["batch"]
    return batch


async def ended_batch(api: GraphQLClient, batch_id: str) -> dict[str, Any]:
    """The batch when no row changes any more, as its subscription says."""
    events = await watched(api, WATCH_BATCH, batch_id)
    last: dict[str, Any] = events[-1]["data"]["batch"]
    assert last["final"], events
    return last


async def rows_of(api: GraphQLClient, batch_id: str) -> list[dict[str, Any]]:
    """What became of each row, page by page."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        answer = await api.execute(ROWS, {"id": batch_id, "after": after})
        page = answer["data"]["batch"]["rows"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
