"""Cuts rows into batches, sends them, and reads what became of their rows."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import httpx

from commands.enroll.results_file import NOT_ACCEPTED, UNFINISHED, FileResult, RowKey, key_of, result_of
from commands.graphql_client import GraphQLClient
from enrollment.limits import MAX_BATCH_ROWS
from enrollment.task import ErrorPolicy
from importing.enrollment_files import FileRow

_MAX_BYTES = 768 * 1024
"""Of the rows of a batch as JSON; a body may have a MiB."""
_POLL_SECONDS = 0.5
_MAX_PAUSE_SECONDS = 10.0
"""Between two attempts to reach the server."""

_SEND = """
mutation ($input: EnrollBatchInput!) {
  enrollBatch(input: $input) {
    __typename
    ... on BatchAccepted { batch { id } }
    ... on Problem { code message retry }
    ... on InvalidInput { errors { path message } }
    ... on Overloaded { retryAfterSeconds }
    ... on RateLimited { retryAfterSeconds }
    ... on ServiceUnavailable { retryAfterSeconds }
  }
}"""
_COUNTS = "query ($id: ID!) { batch(id: $id) { final counts { rows queued running } } }"
_ROWS = """
query ($id: ID!, $after: String) {
  batch(id: $id) {
    rows(first: 100, after: $after) {
      nodes { row problem { code message retry } task { id status final problems { code message } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}"""


class NotSent(Exception):
    """The server cannot be reached, or takes no batch. The message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are one batch, and the batch's key, which is derived from them."""

    rows: Sequence[FileRow]
    key: str


def parts_of(rows: Sequence[FileRow], earlier: Mapping[RowKey, FileResult]) -> Iterator[Part]:
    """The batches for those of the rows that have no end yet.

    The cuts depend on the whole file, so that a run that follows an interrupted one makes the same batches with the
    same keys. A row that has failed before is of another batch than then: its earlier batch is a part of the key.
    """
    for cut in _cuts(rows):
        open_ = [row for row in cut if (result := earlier.get(key_of(row))) is None or result.failed]
        if open_:
            before = sorted({result.batch for row in open_ if (result := earlier.get(key_of(row))) and result.batch})
            asked = json.dumps([[*map(_sent, open_)], before], sort_keys=True)
            yield Part(open_, f"registro-enroll:{sha256(asked.encode()).hexdigest()}")


def _cuts(rows: Sequence[FileRow]) -> Iterator[list[FileRow]]:
    cut: list[FileRow] = []
    size = 0
    for row in rows:
        length = len(json.dumps(_sent(row)))
        if cut and (len(cut) == MAX_BATCH_ROWS or size + length > _MAX_BYTES):
            yield cut
            cut, size = [], 0
        cut.append(row)
        size += length
    if cut:
        yield cut


def _sent(row: FileRow) -> dict[str, Any]:
    """The row as the API reads it. What says nothing is left out, so that keys stay what they were."""
    sent: dict[str, Any] = {
        "studentCode": row.student_code,
        "termCode": row.term_code,
        "groupCodes": list(row.group_codes),
    }
    if row.error_policy is not ErrorPolicy.ALL_OR_NONE:
        sent["errorPolicy"] = row.error_policy.value
    if row.waitlist:
        sent["waitlist"] = True
    return sent


class BatchSender:
    """Sends batches to one server.

    Args:
        reason: for the audit log.
        wait_seconds: how long the server may be out of reach or take no batch, and how long the rows of a batch may
            take without one coming to its end.
        ended: called with how many more rows of the batch have come to their end.
    """

    def __init__(self, client: GraphQLClient, reason: str, wait_seconds: float, ended: Callable[[int], None]) -> None:
        self._client = client
        self._reason = reason
        self._wait_seconds = wait_seconds
        self._ended = ended

    async def enroll(self, part: Part) -> list[FileResult]:
        """What became of the rows. Raises NotSent."""
        batch_id = await self._send(part)
        await self._wait_for(batch_id)
        found: list[dict[str, Any]] = []
        after = None
        while True:
            page = (await self._ask(_ROWS, {"id": batch_id, "after": after}))["batch"]["rows"]
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        return [_result(row, one, batch_id) for row, one in zip(part.rows, found, strict=True)]

    async def _send(self, part: Part) -> str:
        """The batch's id."""
        asked = {"rows": [*map(_sent, part.rows)], "reason": self._reason, "idempotencyKey": part.key}
        until = time.monotonic() + self._wait_seconds
        while True:
            answer = (await self._ask(_SEND, {"input": asked}))["enrollBatch"]
            if answer["__typename"] == "BatchAccepted":
                return str(answer["batch"]["id"])
            if answer["retry"] != "AFTER" or time.monotonic() > until:
                details = "; ".join(f"{'.'.join(one['path'])} {one['message']}" for one in answer.get("errors", ()))
                raise NotSent(f"the server takes no batch: {details or answer['message']}")
            await asyncio.sleep(answer["retryAfterSeconds"])

    async def _wait_for(self, batch_id: str) -> None:
        """Return when all rows have come to their end, or none has for too long."""
        left, until = -1, time.monotonic() + self._wait_seconds
        while time.monotonic() < until:
            batch = (await self._ask(_COUNTS, {"id": batch_id}))["batch"]
            counts = batch["counts"]
            now = counts["queued"] + counts["running"]
            if now != left:
                self._ended((counts["rows"] if left < 0 else left) - now)
                left, until = now, time.monotonic() + self._wait_seconds
            if batch["final"]:
                return
            await asyncio.sleep(_POLL_SECONDS)

    async def _ask(self, document: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The data of an answer; tried again while the server cannot be reached. Raises NotSent."""
        until, pause = time.monotonic() + self._wait_seconds, _POLL_SECONDS
        while True:
            try:
                answer = await self._client.execute(document, variables)
            except (httpx.TransportError, ValueError) as error:
                reason = f"{type(error).__name__}: {error}"
            else:
                if not answer.get("errors") and answer.get("data"):
                    return dict(answer["data"])
                errors = answer.get("errors") or [{"message": "an answer without data"}]
                reason = "; ".join(str(error.get("message")) for error in errors)
                if not {(error.get("extensions") or {}).get("code") for error in errors} & _PASSING:
                    raise NotSent(f"the server refuses: {reason}")
            if time.monotonic() > until:
                raise NotSent(f"the server cannot be used: {reason}")
            await asyncio.sleep(pause)
            pause = min(2 * pause, _MAX_PAUSE_SECONDS)


_PASSING = frozenset({"SERVICE_UNAVAILABLE", "TOO_MANY_REQUESTS", "RATE_LIMITED", "RESTARTING", "TIMEOUT"})
"""Codes of errors after which the same request may be answered later."""


def _result(row: FileRow, found: Mapping[str, Any], batch_id: str) -> FileResult:
    task, problem = found["task"], found["problem"]
    problems = [problem] if problem else task["problems"] if task else []
    came_to = task["status"] if task and task["final"] else UNFINISHED
    return result_of(
        row,
        NOT_ACCEPTED if problem else came_to,
        problem=" ".join(one["code"] for one in problems),
        message=" ".join(one["message"] for one in problems),
        retry="AFTER" if problem and problem["retry"] == "AFTER" else "",
        task=task["id"] if task else "",
        batch=batch_id,
    )
