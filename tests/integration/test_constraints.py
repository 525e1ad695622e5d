"""Constraints: read from the catalogue of the database, because Tortoise drops constraints in silence."""

import asyncpg
import pytest

from tests.support.installation import Installation

CHECKS = {
    "groups_capacity": "CHECK ((capacity >= 0))",
    "groups_seats": "CHECK (((seats_taken >= 0) AND (seats_taken <= (capacity + extra_seats))))",
    "groups_extra_seats": "CHECK (((extra_seats >= 0) AND (extra_seats <= seats_taken)))",
    "overrides_once": "CHECK (((used_by IS NULL) OR once))",
    "terms_window": "CHECK ((opens_at < closes_at))",
    "terms_window_finite": "CHECK ((isfinite(opens_at) AND isfinite(closes_at)))",
    "sagas_version": "CHECK ((version >= 1))",
}
UNIQUE = {
    "enrollments_one_seat": "(group_id, student_id) WHERE ((status)::text <> 'DROPPED'::text)",
    "enrollments_one_per_component": (
        "(student_id, term_id, course_id, component) WHERE ((status)::text = 'CONFIRMED'::text)"
    ),
    "sagas_one_live_key": "(idempotency_key, scope) WHERE (key_released_at IS NULL)",
    "saga_steps_pkey": '(saga_id, "position")',
    "sagas_accepted_key": "(accepted)",
    "students_code_key": "(code)",
    "terms_code_key": "(code)",
    "courses_code_key": "(code)",
}


async def test_checks_are_in_the_database(installation: Installation) -> None:
    rows = await installation.sql(
        "SELECT conname, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c'"
    )
    found = {row["conname"]: row["text"] for row in rows}
    assert {name: found.get(name) for name in CHECKS} == CHECKS
    assert {"sagas_finished", "enrollments_status"} <= found.keys()


async def test_unique_indexes_are_in_the_database(installation: Installation) -> None:
    rows = await installation.sql("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    found = {row["indexname"]: row["indexdef"] for row in rows}
    for name, columns in UNIQUE.items():
        assert found[name].startswith("CREATE UNIQUE INDEX"), name
        assert found[name].endswith(columns), name
    assert any(
        text.startswith("CREATE UNIQUE INDEX") and text.endswith("(term_id, code)") for text in found.values()
    ), "a group's code is unique within its term"


async def test_foreign_keys_are_those_that_protect_something(installation: Installation) -> None:
    rows = await installation.sql(
        """SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target
           FROM pg_constraint WHERE contype = 'f'"""
    )
    assert {(row["source"], row["target"]) for row in rows} == {
        ("groups", "terms"),
        ("groups", "courses"),
        ("enrollments", "students"),
        ("enrollments", "groups"),
        ("enrollments", "sagas"),
        ("seat_holds", "groups"),
        ("seat_holds", "students"),
        ("sagas", "students"),
        ("sagas", "terms"),
        ("saga_steps", "sagas"),
        ("batch_rows", "batches"),
        ("student_history", "students"),
        ("overrides", "students"),
        ("overrides", "terms"),
        ("overrides", "groups"),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE groups SET seats_taken = capacity + 1 WHERE code = 'G-ELC102-E'",
        "UPDATE groups SET seats_taken = -1 WHERE code = 'G-ELC102-E'",
        "UPDATE groups SET capacity = seats_taken - 1 WHERE code = 'G-ELC102-B'",
    ],
)
async def test_no_statement_can_overbook(installation: Installation, statement: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await installation.sql(statement)
