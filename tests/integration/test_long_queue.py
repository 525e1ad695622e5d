"""What looks for a few sagas does not read all that there are, although statistics say that there are none."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import uuid4

import asyncpg

from app.container import Container
from models.sql import SQL
from tests.support.engine import accept, executed, living, submission
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

FINAL, QUEUED, WANTED = 5_000, 2_000, 10
GROUP = "G-MAT207-A"
READ_OF_EACH = 20
"""Rows of the table that may be read for each wanted saga: far fewer than there are in the queue."""
_STUDENTS = "INSERT INTO students (code, holds) SELECT 'Q' || n, '[]' FROM generate_series(1, 2000) n"
_SAGAS = """
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, accepted_at,
                   finished_at)
SELECT gen_random_uuid(), nextval('sagas_accepted_seq'), 'ENROLL', $1::text, 1, 'enroll', 1, '{"group_codes": []}',
       '{}', st.id, t.id, st.code, gen_random_uuid()::text, false, now(), '', '', now() - interval '1 minute',
       CASE WHEN $1::text <> 'PENDING' THEN now() END
FROM generate_series(1, $2) n JOIN students st ON st.code = 'Q' || (n % 2000 + 1)
JOIN terms t ON t.code = '2024-2'"""
_FEW = "SELECT id, student_id, term_id FROM sagas WHERE finished_at IS NULL ORDER BY accepted LIMIT $1"
_READ = "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables WHERE relname = 'sagas'"


def statements(wanted: Sequence[asyncpg.Record]) -> Mapping[str, tuple[object, ...]]:
    """What looks for these sagas, with its values."""
    ids, students, terms = ([row[name] for row in wanted] for name in ("id", "student_id", "term_id"))
    return {
        "claim.claim": (timedelta(seconds=10), ids, uuid4(), 3),
        "sweep.next_in_line": (students, terms),
        "sweep.waited": (len(ids),),
        "task_states.waits": (ids,),
        "saga_control.request_cancel": (ids[0], "administrative drop"),
    }


async def test_a_few_sagas_are_looked_up_one_by_one(installation: Installation) -> None:
    connection = await asyncpg.connect(installation.database_url)
    try:
        await connection.execute(_STUDENTS)
        await connection.execute(_SAGAS, "COMPLETED", FINAL)
        await connection.execute("VACUUM ANALYZE")
        await connection.execute(_SAGAS, "PENDING", QUEUED)
        read: dict[tuple[str, str], int] = {}
        for name, values in statements(await connection.fetch(_FEW, WANTED)).items():
            for mode in ("force_custom_plan", "force_generic_plan"):
                await connection.execute(f"SET plan_cache_mode = {mode}")
                changes = connection.transaction()
                await changes.start()
                before = await connection.fetchval(_READ) or 0
                await connection.fetch(SQL[name], *values)
                read[name, mode] = await connection.fetchval(_READ) - before
                await changes.rollback()
    finally:
        await connection.close()
    assert {case: rows for case, rows in read.items() if rows > WANTED * READ_OF_EACH} == {}


_READ_BY_ALL = """SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int FROM pg_stat_user_tables
WHERE relname IN ('sagas', 'saga_steps', 'enrollments', 'audit_log')"""
_READ_OF_ONE = 1_000
"""Rows that may be read for an enrollment in one group: far fewer than there are final sagas."""


async def test_an_enrollment_reads_no_whole_table_that_was_empty_when_it_was_analyzed(
    installation: Installation,
) -> None:
    """A connection keeps its plans until the table is analyzed again. A rush comes before PostgreSQL thinks of that."""
    connection = await asyncpg.connect(installation.database_url)
    try:
        await connection.execute("UPDATE groups SET capacity = 1000, meetings = '[]'")
        await connection.execute(_STUDENTS)
        await connection.execute("VACUUM ANALYZE")
        async with Container.connected(installation.settings()) as container, living(container, 1) as [worker]:

            async def enroll(number: int) -> None:
                await executed(container, [worker], await accept(container, submission(f"EST{number:03}", [GROUP])))

            async def renewed() -> bool:
                await connection.execute("SELECT pg_stat_force_next_flush()")
                await worker.planner_statistics.renew()
                rows = await connection.fetchval("SELECT reltuples FROM pg_class WHERE relname = 'sagas'")
                return bool(rows > FINAL)

            await enroll(1)  # makes plans
            await connection.execute(_SAGAS, "COMPLETED", FINAL)
            await wait_for_async(renewed, 20, "the statistics are renewed")
            before = await connection.fetchval(_READ_BY_ALL)
            for number in range(2, WANTED + 2):
                await enroll(number)

        async def all_left() -> bool:
            sql = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            return not await connection.fetch(sql)

        await wait_for_async(all_left, 20, "what the others have read is counted, because they have left")
        read = await connection.fetchval(_READ_BY_ALL) - before
    finally:
        await connection.close()
    assert read < WANTED * _READ_OF_ONE
