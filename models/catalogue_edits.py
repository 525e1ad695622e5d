"""Saves terms and groups. Every save is assumed to race with enrollments and with itself."""

import msgspec

from enrollment.catalogue import Term
from enrollment.catalogue_edits import GroupDraft, SavedGroup, TermDraft
from enrollment.problems import CapacityBelowTaken, FieldError, InvalidInput, TermNotFound
from kit.errors import DatabaseUnavailable
from models.catalogue import group_of
from models.database import Queries

_SAVE_TERM = """
WITH saved AS (
    INSERT INTO terms (code, name, opens_at, closes_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, opens_at = excluded.opens_at, closes_at = excluded.closes_at
    RETURNING *),
note AS (
    INSERT INTO audit_log (at, actor, action, term_id, outcome, correlation_id, reason)
    SELECT clock_timestamp(), $5, 'SAVE_TERM', id, 'SAVED', $6,
        (opens_at AT TIME ZONE 'UTC') || ' to ' || (closes_at AT TIME ZONE 'UTC') || ' UTC' FROM saved)
SELECT id, code, name, opens_at, closes_at, opens_at <= now() AND now() < closes_at AS is_open FROM saved"""

_SAVE_GROUP = """
WITH saved AS (
    INSERT INTO groups (term_id, course_id, code, capacity, meetings)
    SELECT t.id, c.id, $2, $4, coalesce($5::jsonb, '[]') FROM terms t, courses c WHERE t.code = $1 AND c.code = $3
    -- Seats are counted, and rows repeat the group's course: neither may be pulled away under those who are enrolled.
    ON CONFLICT (term_id, code) DO UPDATE SET course_id = excluded.course_id, capacity = excluded.capacity,
        meetings = CASE WHEN $5::jsonb IS NULL THEN groups.meetings ELSE excluded.meetings END
    WHERE groups.seats_taken <= excluded.capacity AND (groups.course_id = excluded.course_id OR groups.seats_taken = 0)
    RETURNING *),
note AS (
    INSERT INTO audit_log (at, actor, action, term_id, group_code, outcome, correlation_id, reason)
    SELECT clock_timestamp(), $6, 'SAVE_GROUP', term_id, code, 'SAVED', $7, 'capacity ' || capacity FROM saved)
SELECT id, code, term_id, course_id, capacity, seats_taken, meetings::text FROM saved"""

_WHY_NOT = """
SELECT t.id AS term_id, c.id AS course_id, g.seats_taken, g.course_id <> c.id AS other_course
FROM (VALUES ($1::text, $2::text, $3::text)) x (term_code, code, course_code)
LEFT JOIN terms t ON t.code = x.term_code LEFT JOIN courses c ON c.code = x.course_code
LEFT JOIN groups g ON g.term_id = t.id AND g.code = x.code"""

_ROUNDS = 3
"""A seat may be given back between the attempt and the question why it failed; more than a few times it will not."""


class CatalogueEdits:
    """Saves terms and groups, each with its line in the audit log."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def save_term(self, draft: TermDraft, *, actor: str, correlation_id: str) -> Term:
        """The term as it is now. Its window must not be empty."""
        values = (draft.code, draft.name, draft.opens_at, draft.closes_at)
        return Term(**(await self._queries.query(_SAVE_TERM, *values, actor, correlation_id))[0])

    async def save_group(self, draft: GroupDraft, *, actor: str, correlation_id: str) -> SavedGroup:
        """The group as it is now, or what speaks against saving it."""
        meetings = None if draft.meetings is None else msgspec.json.encode(draft.meetings).decode()
        values = (draft.term_code, draft.code, draft.course_code, draft.capacity, meetings)
        for _ in range(_ROUNDS):
            if rows := await self._queries.query(_SAVE_GROUP, *values, actor, correlation_id):
                return group_of(rows[0])
            if refusal := await self._refusal(draft):
                return refusal
        raise DatabaseUnavailable("what spoke against saving the group was over each time when it was looked up")

    async def _refusal(self, draft: GroupDraft) -> TermNotFound | InvalidInput | CapacityBelowTaken | None:
        """What speaks against saving the group; None where that is over by now."""
        [row] = await self._queries.query(_WHY_NOT, draft.term_code, draft.code, draft.course_code)
        if row["term_id"] is None:
            return TermNotFound(term_code=draft.term_code, path=("input", "termCode"))
        if row["course_id"] is None:
            return _invalid("courseCode", f"there is no course with code {draft.course_code}")
        taken = row["seats_taken"] or 0
        if draft.capacity < taken:
            return CapacityBelowTaken(group_code=draft.code, taken=taken, path=("input", "capacity"))
        if taken and row["other_course"]:
            message = f"{taken} students are enrolled in group {draft.code}; its course cannot change now"
            return _invalid("courseCode", message)
        return None


def _invalid(field: str, message: str) -> InvalidInput:
    return InvalidInput(errors=(FieldError(("input", field), message),), path=("input", field))
