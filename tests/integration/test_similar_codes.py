"""Codes that are easily taken for one another are found by an index."""

import asyncpg

from models.sql import SQL
from tests.support.installation import Installation


async def test_a_code_of_no_student_is_not_compared_with_every_student(installation: Installation) -> None:
    """After an upgrade the index has no statistics until the table is analyzed."""
    connection = await asyncpg.connect(
        installation.database_url, server_settings={"plan_cache_mode": "force_generic_plan"}
    )
    try:
        [made] = await connection.fetch("SELECT pg_get_indexdef('students_by_similar_code'::regclass) AS statement")
        await connection.execute("DROP INDEX students_by_similar_code")
        await connection.execute("INSERT INTO students (code, holds) SELECT n, '[]' FROM generate_series(1, 20000) n")
        await connection.execute("ANALYZE students")
        await connection.execute(made["statement"])
        asked = ["caller"], ["key"], [b"fingerprint"], ["0"], ["2024-2"], 20
        plan = await connection.fetch(f"EXPLAIN {SQL['accept.explain_refused']}", *asked)
    finally:
        await connection.close()
    assert any("students_by_similar_code" in row["QUERY PLAN"] for row in plan), plan
