"""Reads the audit log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from enrollment.history import AuditEntry, AuditSearch
from enrollment.paging import BadCursor, Page, PageRequest
from models.cursors import decode_cursor, paged
from models.database import Row, query
from models.snapshots import problem_of

_ENTRY = """
SELECT a.id, a.at, a.actor, a.action, st.code AS student_code, t.code AS term_code, a.group_code, a.outcome,
       a.problem::text AS problem, a.reason, a.correlation_id, a.saga_id
FROM audit_log a LEFT JOIN students st ON st.id = a.student_id LEFT JOIN terms t ON t.id = a.term_id"""


async def audit_log(search: AuditSearch, page: PageRequest) -> Page[AuditEntry]:
    """Entries, newest first. Raises BadCursor."""
    after = decode_cursor(page.after, 1)
    try:
        before = int(after[0]) if after else None
    except ValueError as error:
        raise BadCursor(page.after) from error
    # Only the conditions asked for, so that each question finds its index.
    given: list[tuple[str, object]] = [
        ("a.student_id = (SELECT id FROM students WHERE code = {})", search.student_code),
        ("a.group_code = {}", search.group_code),
        ("a.actor = {}", search.actor),
        ("a.correlation_id = {}", search.correlation_id),
        ("a.at >= {}", search.since),
        ("a.at < {}", search.until),
        ("a.id < {}", before),
    ]
    used = [(condition, value) for condition, value in given if value is not None]
    where = " AND ".join(condition.format(f"${n}") for n, (condition, _) in enumerate(used, 1)) or "true"
    sql = f"{_ENTRY} WHERE {where} ORDER BY a.id DESC LIMIT ${len(used) + 1}"
    rows = await query(sql, *(value for _, value in used), page.first + 1)
    return paged(rows, page, _entry_of, lambda row: [str(row["id"])])


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
