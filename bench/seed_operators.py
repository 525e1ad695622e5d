"""Seeds a million final sagas, with their journals, enrollments and lines in the audit log, in about a minute.

Students, terms and groups are distributed evenly. Nine of ten tasks succeeded; a tenth are drops; the last tenth was
accepted within the last hour, so that their idempotency keys have not expired.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg

_BASE = """
INSERT INTO terms (code, opens_at, closes_at)
SELECT 'T' || n, now() - interval '2 years', now() + interval '1 year' FROM generate_series(0, 9) n;
INSERT INTO courses (code, title, credits) SELECT 'C' || n, 'Course ' || n, 4 FROM generate_series(0, 199) n;
INSERT INTO students (code, holds) SELECT 'S' || n, '[]' FROM generate_series(0, 19999) n;
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, 'G' || substr(c.code, 2), 100000, '[]' FROM terms t, courses c WHERE t.code ~ '^T' AND c.code ~ '^C';
CREATE SCHEMA bench;
CREATE TABLE bench.students AS SELECT substr(code, 2)::int AS n, id FROM students WHERE code ~ '^S';
CREATE TABLE bench.groups AS
SELECT substr(t.code, 2)::int AS term, substr(g.code, 2)::int AS n, g.id, g.code, g.term_id, g.course_id,
       t.code AS term_code
FROM groups g JOIN terms t ON t.id = g.term_id WHERE t.code ~ '^T' AND g.code ~ '^G';
CREATE UNIQUE INDEX ON bench.students (n); CREATE UNIQUE INDEX ON bench.groups (term, n);
ANALYZE bench.students, bench.groups;
CREATE FUNCTION bench.id7(n bigint, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8'
            || substr(h, 5, 15))::uuid FROM md5(n::text) h $$;
"""

# Number n is saga n / 20,000 of student n % 20,000. A student's sagas go through ten terms in turn, each with two other
# groups, except every tenth saga, which drops the groups of the one before.
_DRAWN = """
CREATE TEMP TABLE drawn ON COMMIT DROP AS
SELECT x.n, at, bench.id7(x.n, at) AS id, st.id AS student_id, 'S' || x.n % 20000 AS student, a.term_id, a.term_code,
       a.id AS a_id, a.code AS a, a.course_id AS a_course, b.id AS b_id, b.code AS b, b.course_id AS b_course,
       CASE WHEN k % 10 = 9 THEN 'DROP' ELSE 'ENROLL' END AS kind,
       CASE WHEN x.n % 100 < 90 OR k % 10 >= 8 THEN 'COMPLETED' WHEN x.n % 100 < 97 THEN 'REJECTED'
            WHEN x.n % 100 < 99 THEN 'COMPENSATED' ELSE 'FAILED' END AS status
FROM (SELECT n, n / 20000 AS k, CASE
             WHEN n >= $3::bigint * 9 / 10 THEN $4::timestamptz - ($3 - n) * interval '50 minutes' / ($3 / 10.0)
             ELSE $4 - interval '1 hour' - ($3 - n) * interval '30 seconds' END AS at
      FROM generate_series($1::bigint, $2::bigint - 1) n) x
JOIN bench.students st ON st.n = x.n % 20000
-- A drop is of the term and the groups that the saga before it took.
JOIN LATERAL (SELECT k - (k % 10 = 9)::int AS taker) y ON true
JOIN bench.groups a ON a.term = taker / 10 % 10 AND a.n = (x.n % 20000 * 7 + taker * 2) % 200
JOIN bench.groups b ON b.term = taker / 10 % 10 AND b.n = (x.n % 20000 * 7 + taker * 2 + 1) % 200"""

_SAGAS = """
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, key_released_at, fingerprint, correlation_id,
                   token, claims, accepted_at, started_at, finished_at)
SELECT id, nextval('sagas_accepted_seq'), kind, status, 2, lower(kind), 1,
       jsonb_build_object('term_code', term_code, 'group_codes', jsonb_build_array(a, b), 'student_code', student),
       jsonb_build_object('groups', jsonb_build_array(
           jsonb_build_object('status', outcome, 'problems', jsonb_build_array(), 'group_code', a),
           jsonb_build_object('status', outcome, 'problems', jsonb_build_array(), 'group_code', b)),
           'problems', jsonb_build_array()),
       student_id, term_id, student, 'inscription:' || encode(sha256(n::text::bytea), 'hex'), true,
       at + interval '1 hour', CASE WHEN status <> 'COMPLETED' THEN at + interval '1 second' END,
       sha256(n::text::bytea), 'c-' || n, gen_random_uuid(), 1, at, at + interval '20 ms', at + interval '40 ms'
FROM drawn CROSS JOIN LATERAL (SELECT CASE WHEN status <> 'COMPLETED' THEN 'NOT_TAKEN' WHEN kind = 'DROP' THEN 'DROPPED'
    ELSE 'CONFIRMED' END AS outcome) o"""

_STEPS = """
INSERT INTO saga_steps (saga_id, position, name, status, attempts, undo_attempts, version, started_at, finished_at)
SELECT id, position, name, CASE WHEN status = 'COMPLETED' OR position < 2 THEN 'DONE' ELSE 'SKIPPED' END, 1, 0, 2,
       at + interval '30 ms', at + interval '40 ms'
FROM drawn, LATERAL (VALUES (1, 'validate'), (2, 'seat:' || a), (3, 'seat:' || b), (4, 'confirm')) s (position, name)"""

_ENROLLMENTS = """
INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at)
SELECT gen_random_uuid(), student_id, group_id, term_id, course_id, id,
       CASE WHEN n / 20000 % 10 = 8 THEN 'DROPPED' ELSE 'CONFIRMED' END, at, at
FROM drawn, LATERAL (VALUES (a_id, a_course), (b_id, b_course)) g (group_id, course_id)
WHERE kind = 'ENROLL' AND status = 'COMPLETED'"""

_AUDIT = """
INSERT INTO audit_log (at, actor, action, student_id, term_id, group_code, outcome, correlation_id, saga_id, version)
SELECT at + interval '40 ms', student, kind, student_id, term_id, code,
       CASE WHEN status <> 'COMPLETED' THEN 'NOT_TAKEN' WHEN kind = 'DROP' THEN 'DROPPED' ELSE 'CONFIRMED' END,
       'c-' || n, id, 2
FROM drawn, LATERAL (VALUES (a), (b)) g (code)
ORDER BY n"""

_SEATS = """
UPDATE groups g SET seats_taken = e.n FROM (
    SELECT group_id, count(*) AS n FROM enrollments WHERE status <> 'DROPPED' GROUP BY group_id) e
WHERE e.group_id = g.id"""

_SAGAS_PER_TRANSACTION = 50_000


async def seed(url: str, count: int, age: timedelta = timedelta()) -> None:
    """Fill an empty, migrated database with `count` sagas. The progress is printed on standard error.

    `age`: how long ago the last one was accepted.
    """
    connection = await asyncpg.connect(url)
    try:
        began = time.perf_counter()
        await connection.execute(_BASE)
        now = await connection.fetchval("SELECT now() - $1::interval", age)
        for first in range(0, count, _SAGAS_PER_TRANSACTION):
            async with connection.transaction():
                await connection.execute(_DRAWN, first, min(first + _SAGAS_PER_TRANSACTION, count), count, now)
                await connection.execute(_SAGAS)
                # The rows are consistent, so the checks of foreign keys are skipped, which is faster.
                await connection.execute("SET LOCAL session_replication_role = replica")
                for statement in (_STEPS, _ENROLLMENTS, _AUDIT):
                    await connection.execute(statement)
            _print_progress(min(first + _SAGAS_PER_TRANSACTION, count), count, began)
        await connection.execute(_SEATS)
        await connection.execute("VACUUM ANALYZE")
        sys.stderr.write(f"\rseeded in {time.perf_counter() - began:.0f} s" + " " * 20 + "\n")
    finally:
        await connection.close()


def _print_progress(done: int, count: int, began: float) -> None:
    sys.stderr.write(f"\rseeding: {done:,} of {count:,} sagas after {time.perf_counter() - began:.0f} s")
    sys.stderr.flush()


@contextmanager
def data_folder(kept: Path | None) -> Iterator[Path]:
    """A folder for the servers' data: the one that is to be kept, or one that is deleted in the end."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="registro-bench-") as made:
        Path(made).chmod(0o711)
        yield Path(made)
