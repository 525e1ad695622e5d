-- Terms, courses, students and groups, saved in one way by the API, by an import and by the demo term.
--
-- What is missing is inserted. Then what exists is found, and what is to be changed of it is locked and found again, so
-- that what it was before is known; then it is updated. Rows are locked in the order of their ids, groups in the order
-- of their codes.

-- name: insert_terms --
-- Terms that do not exist yet.
INSERT INTO terms (code, name, opens_at, closes_at, rules)
SELECT x.code, x.name, x.opens_at, x.closes_at, x.rules::jsonb
FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
  x (code, name, opens_at, closes_at, rules)
WHERE NOT EXISTS (SELECT FROM terms t WHERE t.code = x.code)
ORDER BY x.code ON CONFLICT (code) DO NOTHING RETURNING id, code

-- name: find_terms --
-- Terms as they are.
SELECT id, code, name, opens_at, closes_at, rules::text FROM terms WHERE code = ANY($1::text[])

-- name: lock_terms --
-- Locks terms by their ids.
SELECT id FROM terms WHERE id = ANY($1::int[]) ORDER BY id FOR NO KEY UPDATE

-- name: update_terms --
-- Terms by their ids.
UPDATE terms t SET name = x.name, opens_at = x.opens_at, closes_at = x.closes_at, rules = x.rules::jsonb
FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
  x (id, name, opens_at, closes_at, rules)
WHERE t.id = x.id RETURNING t.id

-- name: lock_window --
-- Locks a term against acceptance, and returns the time after that: what was being accepted is, with an earlier moment,
-- and what is sent next waits for no one and is judged by the new window.
WITH locked AS MATERIALIZED (SELECT FROM terms WHERE code = $1 FOR UPDATE)
SELECT clock_timestamp() AS now FROM locked

-- name: insert_courses --
-- Courses that do not exist yet.
INSERT INTO courses (code, title, credits, rules)
SELECT x.code, x.title, x.credits, x.rules::jsonb
FROM unnest($1::text[], $2::text[], $3::smallint[], $4::text[]) x (code, title, credits, rules)
WHERE NOT EXISTS (SELECT FROM courses c WHERE c.code = x.code)
ORDER BY x.code ON CONFLICT (code) DO NOTHING RETURNING id, code

-- name: find_courses --
-- Courses as they are.
SELECT id, code, title, credits, rules::text FROM courses WHERE code = ANY($1::text[])

-- name: lock_courses --
-- Locks courses by their ids.
SELECT id FROM courses WHERE id = ANY($1::int[]) ORDER BY id FOR NO KEY UPDATE

-- name: update_courses --
-- Courses by their ids.
UPDATE courses c SET title = x.title, credits = x.credits, rules = x.rules::jsonb
FROM unnest($1::int[], $2::text[], $3::smallint[], $4::text[]) x (id, title, credits, rules)
WHERE c.id = x.id RETURNING c.id

-- name: insert_students --
-- Students that do not exist yet.
INSERT INTO students (code, name, active, max_credits, holds, cohorts, min_credits)
SELECT x.code, x.name, x.active, x.max_credits, x.holds::jsonb, {cohorts_of_x}, x.min_credits
FROM unnest($1::text[], $2::text[], $3::bool[], $4::smallint[], $5::text[], $6::text[], $7::smallint[])
  x (code, name, active, max_credits, holds, cohorts, min_credits)
WHERE NOT EXISTS (SELECT FROM students s WHERE s.code = x.code)
ORDER BY x.code ON CONFLICT (code) DO NOTHING RETURNING id, code

-- name: find_students --
-- Students as they are.
SELECT id, code, name, active, max_credits, holds::text, to_json(cohorts)::text AS cohorts, min_credits
FROM students WHERE code = ANY($1::text[])

-- name: lock_students --
-- Locks students by their ids.
SELECT id FROM students WHERE id = ANY($1::int[]) ORDER BY id FOR NO KEY UPDATE

-- name: update_students --
-- Students by their ids.
UPDATE students s SET name = x.name, active = x.active, max_credits = x.max_credits, holds = x.holds::jsonb,
    cohorts = {cohorts_of_x}, min_credits = x.min_credits
FROM unnest($1::int[], $2::text[], $3::bool[], $4::smallint[], $5::text[], $6::text[], $7::smallint[])
  x (id, name, active, max_credits, holds, cohorts, min_credits)
WHERE s.id = x.id RETURNING s.id

-- name: insert_groups --
-- Groups that do not exist yet, and whose term and course do.
INSERT INTO groups AS g (term_id, course_id, code, capacity, meetings, cancelled_at, cancel_reason, rules)
SELECT t.id, c.id, x.code, x.capacity, x.meetings::jsonb, x.cancelled_at, x.cancel_reason, x.rules::jsonb
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
  x (term_code, code, course_code, capacity, meetings, cancelled_at, cancel_reason, rules)
JOIN terms t ON t.code = x.term_code JOIN courses c ON c.code = x.course_code
WHERE NOT EXISTS (SELECT FROM groups o WHERE o.term_id = t.id AND o.code = x.code)
ORDER BY t.id, x.code ON CONFLICT (term_id, code) DO NOTHING
RETURNING g.id, g.term_id, (SELECT t.code FROM terms t WHERE t.id = g.term_id) AS term_code, g.code

-- name: find_groups --
-- Groups as they are.
SELECT t.code AS term_code, {offer_columns}
FROM unnest($1::text[], $2::text[]) x (term_code, code)
JOIN terms t ON t.code = x.term_code JOIN groups g ON g.term_id = t.id AND g.code = x.code
JOIN courses c ON c.id = g.course_id

-- name: lock_groups --
-- Locks groups, by their ids, in the order of their codes.
SELECT id FROM groups WHERE id = ANY($1::int[]) ORDER BY term_id, code FOR NO KEY UPDATE

-- name: lock_seats --
-- Locks a group, and returns the time after that: whatever takes a seat in it has committed before, or waits.
WITH locked AS MATERIALIZED (
    SELECT FROM groups g JOIN terms t ON t.id = g.term_id WHERE t.code = $1 AND g.code = $2 FOR NO KEY UPDATE OF g)
SELECT clock_timestamp() AS now FROM locked

-- name: update_groups --
-- Groups by their ids; left out are those whose course does not exist. Seats are counted, and enrollments repeat the
-- group's course and component: neither may change under those who are enrolled, or wait. A seat that is promised is as good as taken;
-- seats beyond the capacity need none of it. More seats, or other rules, may be for those who were passed over before.
UPDATE groups g SET course_id = c.id, capacity = x.capacity, meetings = x.meetings::jsonb,
    cancelled_at = x.cancelled_at, cancel_reason = x.cancel_reason, rules = x.rules::jsonb,
    openings = g.openings + (g.waiting > 0 AND (x.capacity > g.capacity OR x.rules::jsonb <> g.rules))::int
FROM unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::text[])
  x (id, course_code, capacity, meetings, cancelled_at, cancel_reason, rules)
JOIN courses c ON c.code = x.course_code
WHERE g.id = x.id AND g.seats_taken + g.seats_held + g.seats_offered <= x.capacity + g.extra_seats
  AND (g.seats_taken + g.waiting = 0
       OR (g.course_id = c.id AND x.rules::jsonb->'component' IS NOT DISTINCT FROM g.rules->'component'))
RETURNING g.id

-- name: lock_meetings --
-- Locks the groups whose meetings will depend on those they have.
SELECT x.term_code, x.code, g.meetings::text
FROM unnest($1::text[], $2::text[]) x (term_code, code)
JOIN terms t ON t.code = x.term_code JOIN groups g ON g.term_id = t.id AND g.code = x.code
ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g

-- name: lock_differing_groups --
-- Locks the groups that would change, or be cancelled: how many of their seats are taken or promised, how many of them
-- beyond their capacity, and whether they would go to another course, or component of it, with students enrolled.
SELECT x.term_code, x.code, g.seats_taken + g.seats_held + g.seats_offered AS seats_taken, g.extra_seats,
    g.course_id <> c.id AND g.seats_taken + g.waiting > 0 AS moves,
    x.rules::jsonb->>'component' <> coalesce(g.rules->>'component', '') AND g.seats_taken + g.waiting > 0 AS other_component,
    (SELECT code FROM courses WHERE id = g.course_id) AS course_code
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bool[], $7::text[])
  x (term_code, code, course_code, capacity, meetings, cancelled, rules)
JOIN terms t ON t.code = x.term_code JOIN courses c ON c.code = x.course_code
JOIN groups g ON g.term_id = t.id AND g.code = x.code
WHERE x.cancelled AND g.cancelled_at IS NULL OR (g.course_id, g.capacity, g.meetings, g.rules)
    IS DISTINCT FROM (c.id, x.capacity, coalesce(x.meetings::jsonb, g.meetings), g.rules || x.rules::jsonb)
ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g

-- name: explain_unsaved_group --
-- What there is of a group's term and course, and of the group itself, when it was not saved.
SELECT t.id AS term_id, c.id AS course_id, g.seats_taken + g.seats_held + g.seats_offered AS seats_taken, g.extra_seats,
    g.course_id <> c.id AS other_course, x.component <> coalesce(g.rules->>'component', '') AS other_component,
    g.seats_taken + g.waiting AS enrolled,
    (SELECT min(code) FROM terms WHERE similar_code(code) = similar_code(x.term_code)) AS similar_term
FROM (VALUES ($1::text, $2::text, $3::text, $4::text)) x (term_code, code, course_code, component)
LEFT JOIN terms t ON t.code = x.term_code LEFT JOIN courses c ON c.code = x.course_code
LEFT JOIN groups g ON g.term_id = t.id AND g.code = x.code

-- name: now --
-- The time by which windows are judged.
SELECT now() AS now

-- name: open_windows --
-- Opens every term from yesterday to tomorrow at least, and to everyone, for a rehearsal.
UPDATE terms SET opens_at = least(opens_at, now() - interval '1 day'),
    closes_at = greatest(closes_at, now() + interval '1 day'), rules = rules - 'windows'

-- name: set_cohorts --
-- Puts students ($1) into cohorts ($2), in step, for a rehearsal, unless some are in one already; how many are put.
WITH put AS (
    UPDATE students s SET cohorts = x.cohorts
    FROM (SELECT y.code, array_agg(y.cohort ORDER BY y.cohort COLLATE "C") AS cohorts
          FROM unnest($1::text[], $2::text[]) y (code, cohort) GROUP BY y.code) x
    WHERE s.code = x.code AND NOT EXISTS (SELECT FROM students WHERE cohorts <> '{}')
    RETURNING s.id)
SELECT count(*)::int AS students FROM put
