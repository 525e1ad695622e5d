-- What an export reads, all of it in one transaction.

-- name: terms --
-- All terms.
SELECT code, name, opens_at, closes_at, rules::text FROM terms ORDER BY code COLLATE "C"

-- name: courses --
-- All courses.
SELECT code, title, credits, rules::text FROM courses ORDER BY code COLLATE "C"

-- name: students --
-- All students.
SELECT code, name, active, max_credits, min_credits, holds::text, to_json(cohorts)::text AS cohorts
FROM students ORDER BY code COLLATE "C"

-- name: groups --
-- All groups, with the codes of their terms and courses.
SELECT t.code AS term_code, g.code, c.code AS course_code, g.capacity, g.meetings::text, g.cancelled_at,
       g.cancel_reason, g.rules::text
FROM groups g JOIN terms t ON t.id = g.term_id JOIN courses c ON c.id = g.course_id
ORDER BY t.code COLLATE "C", g.code COLLATE "C"

-- name: roster --
-- All live enrollments, with the codes of what they are about.
SELECT t.code AS term_code, g.code AS group_code, st.code AS student_code, e.status, e.since, e.saga_id,
       CASE WHEN e.status = 'WAITLISTED' THEN {given_up_for_place} END AS drop_group_codes
FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN terms t ON t.id = g.term_id
JOIN students st ON st.id = e.student_id
WHERE e.status <> 'DROPPED'
ORDER BY t.code COLLATE "C", g.code COLLATE "C", st.code COLLATE "C"
