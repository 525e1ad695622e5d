"""Reads sagas for operators: by any combination of filters, newest first, and fast among millions that are final."""

from uuid import UUID

import msgspec

from enrollment.paging import Page, PageRequest
from enrollment.searches import FINAL, UNFINISHED, SagaSearch
from enrollment.task import Command, TaskKind, TaskState
from models import task_states
from models.cursors import paged
from models.database import Queries, Row
from models.keyset_filters import PAGE_LIMIT, SAGAS_OF_STUDENT, Condition, conditions, cursor_position
from models.sql import SQL
from saga.journal import SagaStatus

_COLUMNS = f"""{SQL["fragments.task_columns"]}, (SELECT code FROM students WHERE id = s.student_id) AS student_code,
    (SELECT code FROM terms WHERE id = s.term_id) AS term_code"""
_NEWEST = f"ORDER BY accepted_at DESC, accepted DESC LIMIT {PAGE_LIMIT}"


class SagaFinder:
    """Reads sagas."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def search(self, search: SagaSearch, page: PageRequest) -> Page[TaskState]:
        """A page of the sagas that match, newest first. Raises BadCursor.

        Pages go by the time and number of acceptance, which never change: a saga that ends in between keeps its place.
        """
        sql, values = _statement(search, page)
        rows = await self._queries.query(sql, *values)
        return paged(rows, page, readable_state, lambda row: [row["accepted_at"].isoformat(), str(row["accepted"])])

    async def find(self, saga_id: UUID) -> TaskState | None:
        """The saga with this id, even one whose input cannot be read."""
        rows = await self._queries.query(f"SELECT {_COLUMNS} FROM sagas s WHERE s.id = $1", saga_id)
        return readable_state(rows[0]) if rows else None


def readable_state(row: Row) -> TaskState:
    """The state of a row that has its student's and term's codes; one without groups if its input cannot be read."""
    try:
        return task_states.state_of(row)
    except (msgspec.MsgspecError, ValueError):
        return task_states.state_from(row, Command(row["student_code"], row["term_code"], ()))


def _statement(search: SagaSearch, page: PageRequest) -> tuple[str, list[object]]:
    """Select the ids first, of unfinished and of final sagas, and then the whole rows of one page."""
    values: list[object] = [page.first + 1]
    given = _conditions(search, page.after, values)
    statuses = tuple(SagaStatus) if search.statuses is None else search.statuses
    kinds = tuple(TaskKind) if search.kinds is None else search.kinds
    values += [
        list(dict.fromkeys(kinds)),
        [s for s in UNFINISHED if s in statuses],
        [s for s in FINAL if s in statuses],
    ]
    wanted, live, ended = (f"${len(values) - n}::text[]" for n in (2, 1, 0))
    found = "SELECT s.id, s.accepted_at, s.accepted FROM sagas s WHERE"
    if search.student_code is None and search.correlation_id is None:
        # The index is sorted within each kind and status: take the newest of each, then the newest of all.
        final = f"""SELECT newest.* FROM unnest({wanted}) k (wanted), unnest({ended}) e (status) CROSS JOIN LATERAL (
            {found} s.kind = k.wanted AND s.ended = e.status {given} {_NEWEST}) newest"""
    else:
        source = "sagas s" if search.student_code is None else SAGAS_OF_STUDENT
        final = (
            f"{found.replace('sagas s', source)} s.ended = ANY({ended}) AND s.kind = ANY({wanted}) {given} {_NEWEST}"
        )
    # An array makes the planner look the ids up one by one.
    sql = f"""SELECT {_COLUMNS} FROM sagas s WHERE s.id = ANY(ARRAY(
        SELECT id FROM (
            ({found} s.ended IS NULL AND s.status = ANY({live}) AND s.kind = ANY({wanted}) {given} {_NEWEST})
            UNION ALL ({final})) either
        {_NEWEST}))
    ORDER BY s.accepted_at DESC, s.accepted DESC LIMIT $1"""
    return sql, values


def _conditions(search: SagaSearch, after: str | None, values: list[object]) -> str:
    """The conditions on unfinished and final sagas alike."""
    given: list[Condition] = [
        ("s.student_id = (SELECT id FROM students WHERE code = {})", [search.student_code]),
        ("s.term_id = (SELECT id FROM terms WHERE code = {})", [search.term_code]),
        ("s.correlation_id = {}", [search.correlation_id]),
        ("s.accepted_at >= {}", [search.since]),
        ("(s.accepted_at, s.accepted) < ({}, {})", cursor_position(after) or [None]),
    ]
    return conditions(given, values)
