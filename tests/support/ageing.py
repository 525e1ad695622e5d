"""A term that was closed long ago, and another one that is open."""

from tests.support.engine import TERM
from tests.support.installation import Installation

OPEN_TERM = "2099-1"

_AGED = {
    "sagas": ("accepted_at", "started_at", "finished_at", "key_expires_at", "key_released_at"),
    "enrollments": ("since", "created_at"),
    "audit_log": ("at",),
}
_OPEN = f"""
WITH opened AS (
    INSERT INTO terms (code, opens_at, closes_at)
    VALUES ('{OPEN_TERM}', now() - interval '1 day', now() + interval '1 day') RETURNING id)
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT opened.id, g.course_id, g.code, g.capacity, g.meetings FROM opened, groups g JOIN terms t ON t.id = g.term_id
WHERE t.code = '{TERM}'
"""


async def close_long_ago(installation: Installation, days: int) -> None:
    """What has happened in the term happened `days` earlier, and it was closed then. Its groups are in an open term."""
    of_term = f"term_id = (SELECT id FROM terms WHERE code = '{TERM}')"
    await installation.sql(
        f"""UPDATE terms SET opens_at = now() - make_interval(days => {days + 9}),
            closes_at = now() - make_interval(days => {days}) - interval '1 minute' WHERE code = '{TERM}'"""
    )
    for table, columns in _AGED.items():
        moved = ", ".join(f"{column} = {column} - make_interval(days => {days}, hours => 1)" for column in columns)
        await installation.sql(f"UPDATE {table} SET {moved} WHERE {of_term}")
    await installation.sql(_OPEN)
