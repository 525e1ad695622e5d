"""Writes catalogue entries, a file a statement: what is new is inserted, what differs updated, the rest not touched.

What stays the same is neither locked nor rewritten, so importing on registration day holds nobody up. What changes is
locked in the order that everybody keeps to: students by id, groups by code. Terms and groups leave a line in the audit
log, as when a registrar saves them by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from commands.importing.catalogue_files import CourseEntry, GroupEntry, StudentEntry, TermEntry
from models.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class WriteCounts:
    """How many rows were inserted and updated; the others of the file were there already, just so."""

    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class TermWindow:
    """A term's enrollment window, UTC. `new`: whether it was made just now."""

    code: str
    opens_at: datetime
    closes_at: datetime
    new: bool


_TERMS = """
WITH saved AS (
INSERT INTO terms (code, name, opens_at, closes_at)
SELECT x.code, x.name, x.opens_at, x.closes_at
FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) x (code, name, opens_at, closes_at)
LEFT JOIN terms t ON t.code = x.code
WHERE t.id IS NULL OR (t.name, t.opens_at, t.closes_at) IS DISTINCT FROM
  (coalesce(x.name, t.name), x.opens_at, x.closes_at)
ORDER BY t.id, x.code
ON CONFLICT (code) DO UPDATE SET name = coalesce(excluded.name, terms.name), opens_at = excluded.opens_at,
    closes_at = excluded.closes_at
RETURNING id, opens_at, closes_at, xmax = 0 AS new),
note AS (
INSERT INTO audit_log (at, actor, action, term_id, outcome, reason)
SELECT clock_timestamp(), 'import', 'SAVE_TERM', id, 'SAVED', opens_at || ' to ' || closes_at FROM saved)
SELECT new FROM saved"""

_COURSES = """
INSERT INTO courses (code, title, credits)
SELECT x.code, x.title, x.credits
FROM unnest($1::text[], $2::text[], $3::smallint[]) x (code, title, credits)
LEFT JOIN courses c ON c.code = x.code
WHERE c.id IS NULL OR (c.title, c.credits) IS DISTINCT FROM (x.title, x.credits)
ORDER BY c.id, x.code
ON CONFLICT (code) DO UPDATE SET title = excluded.title, credits = excluded.credits
RETURNING xmax = 0 AS new"""

_STUDENTS = """
INSERT INTO students (code, name, max_credits, holds)
SELECT x.code, coalesce(x.name, s.name), coalesce(x.max_credits, s.max_credits, 30), '[]'
FROM unnest($1::text[], $2::text[], $3::smallint[]) x (code, name, max_credits)
LEFT JOIN students s ON s.code = x.code
WHERE s.id IS NULL OR (s.name, s.max_credits) IS DISTINCT FROM
  (coalesce(x.name, s.name), coalesce(x.max_credits, s.max_credits))
ORDER BY s.id, x.code
ON CONFLICT (code) DO UPDATE SET name = excluded.name, max_credits = excluded.max_credits
RETURNING xmax = 0 AS new"""

_GIVEN_GROUPS = """unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[])
  x (term_code, code, course_code, capacity, meetings)
JOIN terms t ON t.code = x.term_code JOIN courses c ON c.code = x.course_code
LEFT JOIN groups g ON g.term_id = t.id AND g.code = x.code"""

_DIFFERING = "(g.course_id, g.capacity, g.meetings) IS DISTINCT FROM (c.id, x.capacity, x.meetings::jsonb)"

_LOCK_GROUPS = f"""
SELECT x.term_code, x.code, g.seats_taken, g.course_id <> c.id AND g.seats_taken > 0 AS moves,
    (SELECT code FROM courses WHERE id = g.course_id) AS course_code
FROM {_GIVEN_GROUPS.replace("LEFT JOIN groups", "JOIN groups")}
WHERE {_DIFFERING} ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g"""

_GROUPS = f"""
WITH saved AS (
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, x.code, x.capacity, x.meetings::jsonb
FROM {_GIVEN_GROUPS}
WHERE g.id IS NULL OR {_DIFFERING}
ORDER BY t.id, x.code
ON CONFLICT (term_id, code) DO UPDATE SET course_id = excluded.course_id, capacity = excluded.capacity,
    meetings = excluded.meetings
RETURNING term_id, code, capacity, xmax = 0 AS new),
note AS (
INSERT INTO audit_log (at, actor, action, term_id, group_code, outcome, reason)
SELECT clock_timestamp(), 'import', 'SAVE_GROUP', term_id, code, 'SAVED', 'capacity ' || capacity FROM saved)
SELECT new FROM saved"""

_OPEN = """
WITH saved AS (
INSERT INTO terms (code, opens_at, closes_at)
SELECT code, now() - interval '1 day', now() + interval '365 days' FROM unnest($1::text[]) code
WHERE code NOT IN (SELECT code FROM terms)
ON CONFLICT (code) DO NOTHING RETURNING *),
note AS (
INSERT INTO audit_log (at, actor, action, term_id, outcome, reason)
SELECT clock_timestamp(), 'import', 'SAVE_TERM', id, 'SAVED', opens_at || ' to ' || closes_at FROM saved)
SELECT code FROM saved"""

_WINDOWS = "SELECT code, opens_at, closes_at FROM terms WHERE code = ANY($1::text[]) ORDER BY code"


async def write_terms(entries: Sequence[TermEntry], tx: Transaction) -> WriteCounts:
    """Insert and update terms."""
    return await _write(_TERMS, ((e.code, e.name, e.opens_at, e.closes_at) for e in entries), tx)


async def write_courses(entries: Sequence[CourseEntry], tx: Transaction) -> WriteCounts:
    """Insert and update courses."""
    return await _write(_COURSES, ((e.code, e.title, e.credits) for e in entries), tx)


async def write_students(entries: Sequence[StudentEntry], tx: Transaction) -> WriteCounts:
    """Insert and update students; whether they are active, and what is held against them, is left alone."""
    return await _write(_STUDENTS, ((e.code, e.name, e.max_credits) for e in entries), tx)


async def write_groups(entries: Sequence[GroupEntry], tx: Transaction) -> WriteCounts:
    """Insert and update groups of terms and courses that exist; their seats are nobody's business but enrollments'."""
    return await _write(_GROUPS, _group_rows(entries), tx)


async def lock_groups(entries: Sequence[GroupEntry], tx: Transaction) -> dict[tuple[str, ...], Row]:
    """Lock the groups that are about to change; by term and group code: seats_taken, course_code, and `moves`.

    `moves`: whether the group would go to another course while somebody is enrolled in it.
    """
    columns = _columns(_group_rows(entries))
    rows = await tx.query(_LOCK_GROUPS, *columns) if columns else []
    return {(row["term_code"], row["code"]): row for row in rows}


async def open_terms(codes: Iterable[str], tx: Transaction) -> list[TermWindow]:
    """Make the terms that are missing, open from yesterday for a year; the windows of all of them."""
    wanted = sorted(set(codes))
    made = {row["code"] for row in await tx.query(_OPEN, wanted)}
    return [TermWindow(**row, new=row["code"] in made) for row in await tx.query(_WINDOWS, wanted)]


async def known_codes(table: str, codes: Iterable[str], tx: Transaction) -> frozenset[str]:
    """Which of these codes `table` (courses, terms) has."""
    sql = {"courses": "SELECT code FROM courses", "terms": "SELECT code FROM terms"}[table]
    rows = await tx.query(f"{sql} WHERE code = ANY($1::text[])", sorted(set(codes)))
    return frozenset(row["code"] for row in rows)


def _group_rows(entries: Sequence[GroupEntry]) -> Iterable[tuple[object, ...]]:
    return ((e.term_code, e.code, e.course_code, e.capacity, msgspec.json.encode(e.meetings).decode()) for e in entries)


async def _write(sql: str, rows: Iterable[tuple[object, ...]], tx: Transaction) -> WriteCounts:
    columns = _columns(rows)
    written = await tx.query(sql, *columns) if columns else []
    new = sum(row["new"] for row in written)
    return WriteCounts(new, len(written) - new)


def _columns(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
