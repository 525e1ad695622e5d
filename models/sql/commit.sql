-- The group commit: first what is locked and read, then one write for each table.

-- name: fence --
-- Locks the sagas in the order of their ids; a token that is not the worker's leaves its saga out of what follows.
SELECT id, token, version, cancel_requested_at IS NOT NULL AS cancelled, now() AS began
FROM sagas WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE

-- name: lock_groups --
-- Locks the groups in the order of their codes.
SELECT g.id, clock_timestamp() AS now
FROM groups g JOIN unnest($1::int[], $2::text[]) x (term_id, code) ON g.term_id = x.term_id AND g.code = x.code
ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g

-- name: groups --
-- The groups that were locked. A statement of its own: joined to the lock, a group whose course was changed while we
-- waited would be missing.
SELECT {offer_columns} FROM groups g JOIN courses c ON c.id = g.course_id WHERE g.id = ANY($1::int[])

-- name: students --
-- The students of the sagas that go forward.
SELECT {student_columns} FROM students WHERE id = ANY($1::int[])

-- name: held --
-- What these students are enrolled in.
SELECT e.student_id, e.status, {offer_columns}
FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
WHERE e.student_id = ANY($1::int[]) AND e.status <> 'DROPPED'

-- name: write_sagas --
-- The owner of a saga that ends or gets stuck is removed; the token stays, because it tells whose last commit this was.
-- A derived key is valid until its task ends without success; a client's key is released by failure only.
UPDATE sagas s SET version = s.version + 1, status = x.status, outcome = x.outcome::jsonb, stalled = 0,
    finished_at = x.finished_at, stuck_reason = x.stuck_reason,
    owner = CASE WHEN x.keeps THEN s.owner END,
    key_released_at = CASE WHEN s.key_released_at IS NULL AND (x.failed OR (x.unsuccessful AND s.key_derived))
                           THEN clock_timestamp() ELSE s.key_released_at END
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::bool[], $7::bool[], $8::bool[])
  AS x (id, status, outcome, finished_at, stuck_reason, keeps, failed, unsuccessful)
WHERE s.id = x.id

-- name: write_steps --
-- The journal: one row for each step.
INSERT INTO saga_steps (saga_id, position, name, status, attempts, undo_attempts, version, started_at, finished_at,
                        undo_started_at, undo_finished_at, problem, detail)
SELECT saga_id, position, name, status, attempts, undo_attempts, version, started_at, finished_at,
       undo_started_at, undo_finished_at, problem::jsonb, detail
FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::smallint[], $6::smallint[], $7::int[],
            $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[])
  AS x (saga_id, position, name, status, attempts, undo_attempts, version, started_at, finished_at,
        undo_started_at, undo_finished_at, problem, detail)
ON CONFLICT (saga_id, position) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
    undo_attempts = excluded.undo_attempts, version = excluded.version, started_at = excluded.started_at,
    finished_at = excluded.finished_at, undo_started_at = excluded.undo_started_at,
    undo_finished_at = excluded.undo_finished_at, problem = excluded.problem, detail = excluded.detail

-- name: give_back --
-- Seats that a saga took and gives back, because it is undone.
UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
FROM unnest($1::uuid[], $2::int[]) x (saga_id, group_id)
WHERE e.saga_id = x.saga_id AND e.group_id = x.group_id AND e.status <> 'DROPPED'
RETURNING e.group_id

-- name: drop --
-- Confirmed seats that students drop.
UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
FROM unnest($1::int[], $2::int[]) x (student_id, group_id)
WHERE e.student_id = x.student_id AND e.group_id = x.group_id AND e.status = 'CONFIRMED'
RETURNING e.group_id

-- name: take --
-- Seats that are taken.
INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at)
SELECT id, student_id, group_id, term_id, course_id, saga_id, status, now, now
FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::uuid[], $7::text[], $8::timestamptz[])
  AS x (id, student_id, group_id, term_id, course_id, saga_id, status, now)
RETURNING group_id

-- name: confirm --
-- Seats that were reserved before a call to another system, which agreed.
UPDATE enrollments SET status = 'CONFIRMED', since = clock_timestamp()
WHERE saga_id = ANY($1::uuid[]) AND status = 'RESERVED'

-- name: count_seats --
-- By how many the seats taken of each group change.
UPDATE groups g SET seats_taken = g.seats_taken + x.change FROM unnest($1::int[], $2::int[]) x (id, change)
WHERE g.id = x.id
