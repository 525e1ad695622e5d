-- Terms, courses, students and groups, inserted and updated in one way by the API, by an import and by the demo term.
--
-- The last parameter but for flags says what happens to a row that exists already. KEEP: nothing. MERGE: it is updated
-- if it differs, and what is null leaves what is there; a row that stays the same is neither locked nor rewritten.
-- REPLACE: it is updated in any case. Rows are locked in the order of their ids, groups in the order of their codes.

-- name: save_terms --
-- $5: what happens to terms that exist. `window`: in words, for the audit log.
INSERT INTO terms (code, name, opens_at, closes_at)
SELECT x.code, x.name, x.opens_at, x.closes_at
FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) x (code, name, opens_at, closes_at)
LEFT JOIN terms t ON t.code = x.code
WHERE t.id IS NULL OR $5::text = 'REPLACE' OR ($5::text = 'MERGE'
  AND (t.name, t.opens_at, t.closes_at) IS DISTINCT FROM (coalesce(x.name, t.name), x.opens_at, x.closes_at))
ORDER BY t.id, x.code
ON CONFLICT (code) DO UPDATE SET opens_at = excluded.opens_at, closes_at = excluded.closes_at,
    name = CASE WHEN $5::text = 'REPLACE' THEN excluded.name ELSE coalesce(excluded.name, terms.name) END
WHERE $5::text <> 'KEEP'
RETURNING id, code, name, opens_at, closes_at, opens_at <= now() AND now() < closes_at AS is_open, xmax = 0 AS new,
    (opens_at AT TIME ZONE 'UTC') || ' to ' || (closes_at AT TIME ZONE 'UTC') || ' UTC' AS window

-- name: save_courses --
-- $4: what happens to courses that exist.
INSERT INTO courses (code, title, credits)
SELECT x.code, x.title, x.credits
FROM unnest($1::text[], $2::text[], $3::smallint[]) x (code, title, credits)
LEFT JOIN courses c ON c.code = x.code
WHERE c.id IS NULL OR ($4::text = 'MERGE' AND (c.title, c.credits) IS DISTINCT FROM (x.title, x.credits))
ORDER BY c.id, x.code
ON CONFLICT (code) DO UPDATE SET title = excluded.title, credits = excluded.credits
WHERE $4::text <> 'KEEP'
RETURNING xmax = 0 AS new

-- name: save_students --
-- $4: what happens to students that exist. Whether they are active, and what is held against them, is left alone.
INSERT INTO students (code, name, max_credits, holds)
SELECT x.code, coalesce(x.name, s.name), coalesce(x.max_credits, s.max_credits, 30), '[]'
FROM unnest($1::text[], $2::text[], $3::smallint[]) x (code, name, max_credits)
LEFT JOIN students s ON s.code = x.code
WHERE s.id IS NULL OR ($4::text = 'MERGE' AND (s.name, s.max_credits) IS DISTINCT FROM
  (coalesce(x.name, s.name), coalesce(x.max_credits, s.max_credits)))
ORDER BY s.id, x.code
ON CONFLICT (code) DO UPDATE SET name = excluded.name, max_credits = excluded.max_credits
WHERE $4::text <> 'KEEP'
RETURNING xmax = 0 AS new

-- name: lock_groups --
-- Locks the groups that would change: how many of their seats are taken, and whether they would go to another course
-- with students enrolled.
SELECT x.term_code, x.code, g.seats_taken, g.course_id <> c.id AND g.seats_taken > 0 AS moves,
    (SELECT code FROM courses WHERE id = g.course_id) AS course_code
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[])
  x (term_code, code, course_code, capacity, meetings)
JOIN terms t ON t.code = x.term_code JOIN courses c ON c.code = x.course_code
JOIN groups g ON g.term_id = t.id AND g.code = x.code
WHERE (g.course_id, g.capacity, g.meetings) IS DISTINCT FROM (c.id, x.capacity, x.meetings::jsonb)
ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g

-- name: save_groups --
-- Those whose term and course exist. $6: what happens to groups that exist; $7: whether they keep their meetings.
-- Seats are counted, and enrollments repeat the group's course: neither may change under those who are enrolled.
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, x.code, x.capacity, coalesce(x.meetings::jsonb, '[]')
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[])
  x (term_code, code, course_code, capacity, meetings)
JOIN terms t ON t.code = x.term_code JOIN courses c ON c.code = x.course_code
LEFT JOIN groups g ON g.term_id = t.id AND g.code = x.code
WHERE g.id IS NULL OR $6::text = 'REPLACE' OR ($6::text = 'MERGE'
  AND (g.course_id, g.capacity, g.meetings) IS DISTINCT FROM (c.id, x.capacity, x.meetings::jsonb))
ORDER BY t.id, x.code
ON CONFLICT (term_id, code) DO UPDATE SET course_id = excluded.course_id, capacity = excluded.capacity,
    meetings = CASE WHEN $7::bool THEN groups.meetings ELSE excluded.meetings END
WHERE $6::text <> 'KEEP' AND groups.seats_taken <= excluded.capacity
  AND (groups.course_id = excluded.course_id OR groups.seats_taken = 0)
RETURNING id, code, term_id, course_id, capacity, seats_taken, meetings::text, xmax = 0 AS new

-- name: explain_unsaved_group --
-- What there is of a group's term and course, and of the group itself, when it was not saved.
SELECT t.id AS term_id, c.id AS course_id, g.seats_taken, g.course_id <> c.id AS other_course
FROM (VALUES ($1::text, $2::text, $3::text)) x (term_code, code, course_code)
LEFT JOIN terms t ON t.code = x.term_code LEFT JOIN courses c ON c.code = x.course_code
LEFT JOIN groups g ON g.term_id = t.id AND g.code = x.code

-- name: now --
-- The time by which windows are judged.
SELECT now() AS now

-- name: open_windows --
-- Opens every term from yesterday to tomorrow at least, for a rehearsal.
UPDATE terms SET opens_at = least(opens_at, now() - interval '1 day'),
    closes_at = greatest(closes_at, now() + interval '1 day')
