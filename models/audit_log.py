"""Reads the audit log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from enrollment.audit import AuditEntry, AuditSearch
from enrollment.paging import Page, PageRequest
from models.cursors import paged
from models.database import Row, query
from models.keyset_filters import MOST, Condition, conditions, place
from models.task_states import problem_of

_ENTRY = """
SELECT a.id, a.at, a.actor, a.action, st.code AS student_code, t.code AS term_code, a.group_code, a.outcome,
       a.problem::text AS problem, a.reason, a.correlation_id, a.saga_id
FROM audit_log a LEFT JOIN students st ON st.id = a.student_id LEFT JOIN terms t ON t.id = a.term_id"""


async def audit_log(search: AuditSearch, page: PageRequest) -> Page[AuditEntry]:
    """Entries, newest first. Raises BadCursor."""
    # Only the conditions asked for, so that each question finds its index.
    given: list[Condition] = [
        ("a.student_id = (SELECT id FROM students WHERE code = {})", [search.student_code]),
        ("a.group_code = {}", [search.group_code]),
        ("a.actor = {}", [search.actor]),
        ("a.correlation_id = {}", [search.correlation_id]),
        ("a.at >= {}", [search.since]),
        ("a.at < {}", [search.until]),
        ("(a.at, a.id) < ({}, {})", place(page.after)),
    ]
    values: list[object] = [page.first + 1]
    where = conditions(given, values)
    sql = f"""SELECT * FROM ({_ENTRY} WHERE true{where} ORDER BY a.at DESC, a.id DESC LIMIT {MOST}) newest
        ORDER BY at DESC, id DESC LIMIT $1"""
    rows = await query(sql, *values)
    return paged(rows, page, _entry_of, lambda row: [row["at"].isoformat(), str(row["id"])])


async def audit_entries(ids: Sequence[int]) -> Mapping[int, AuditEntry]:
    """Entries by id."""
    rows = await query(f"{_ENTRY} WHERE a.id = ANY($1::bigint[])", list(ids))
    return {row["id"]: _entry_of(row) for row in rows}


async def of_saga(saga_id: UUID) -> Sequence[AuditEntry]:
    """Entries about one saga, in their order. Its student's are looked through: the log knows no index of sagas."""
    sql = f"""{_ENTRY} WHERE a.saga_id = $1 AND a.student_id = (SELECT student_id FROM sagas WHERE id = $1)
        ORDER BY a.id"""
    return [_entry_of(row) for row in await query(sql, saga_id)]


def _entry_of(row: Row) -> AuditEntry:
    return AuditEntry(**{**row, "problem": problem_of(row["problem"])})
