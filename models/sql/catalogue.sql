-- What is read of the catalogue for many keys together, and its pages.

-- name: groups_by_code --
-- Groups by the codes of term and group.
SELECT {catalogue_group}
FROM groups g JOIN terms t ON t.id = g.term_id JOIN courses c ON c.id = g.course_id
CROSS JOIN clock_timestamp() clock (now)
JOIN unnest($1::text[], $2::text[]) x (term_code, code) ON t.code = x.term_code AND g.code = x.code

-- name: groups_page --
-- Groups of each of the terms $1 in the order of their codes, after $7: those named by $2, of the course $3, that have $4
-- in their code or their course's code or $5 in its title, with seats left if $6. What is null does not limit.
SELECT p.* FROM unnest($1::int[]) x (term_id) CROSS JOIN LATERAL (
SELECT {catalogue_columns}
FROM groups g JOIN courses c ON c.id = g.course_id
WHERE g.term_id = x.term_id AND ($2::text[] IS NULL OR g.code = ANY($2)) AND ($3::text IS NULL OR c.code = $3)
  AND ($4::text IS NULL OR strpos(lower(g.code), lower($4)) > 0 OR strpos(lower(c.code), lower($4)) > 0
       OR strpos(lower(c.title), lower($5::text)) > 0)
  AND (NOT $6::bool OR (g.seats_taken + g.seats_held + g.seats_offered < g.capacity AND g.cancelled_at IS NULL))
  AND ($7::text IS NULL OR g.code COLLATE "C" > $7)
ORDER BY g.code COLLATE "C" LIMIT $8) p
ORDER BY p.term_id, p.code COLLATE "C"

-- name: students_page --
-- Students in the order of their codes, after $5: those that have $1 in their code or $2 in their name, that are active
-- or not, as $3 says, and against whom something is held or not, as $4 says. What is null does not limit.
SELECT {student_columns} FROM students
WHERE ($1::text IS NULL OR strpos(lower(code), lower($1)) > 0 OR strpos(lower(name), lower($2::text)) > 0)
  AND ($3::bool IS NULL OR active = $3) AND ($4::bool IS NULL OR {is_held} = $4)
  AND ($5::text IS NULL OR code COLLATE "C" > $5)
ORDER BY code COLLATE "C" LIMIT $6

-- name: courses_page --
-- Courses in the order of their codes, after $3: those that have $1 in their code or $2 in their title. What is null does
-- not limit.
SELECT id, code, title, credits, rules::text FROM courses
WHERE ($1::text IS NULL OR strpos(lower(code), lower($1)) > 0 OR strpos(lower(title), lower($2::text)) > 0)
  AND ($3::text IS NULL OR code COLLATE "C" > $3)
ORDER BY code COLLATE "C" LIMIT $4

-- name: rosters_page --
-- The live enrollments of each of the groups $1, with and without a seat, in the order of their students' codes, after $3; $2: of this student
-- only. What is null does not limit.
SELECT p.* FROM unnest($1::int[]) x (group_id) CROSS JOIN LATERAL (
SELECT {enrollment_columns}, st.code AS student_code FROM enrollments e JOIN students st ON st.id = e.student_id
WHERE e.group_id = x.group_id AND e.status <> 'DROPPED' AND ($2::text IS NULL OR st.code = $2)
  AND ($3::text IS NULL OR st.code COLLATE "C" > $3)
ORDER BY st.code COLLATE "C" LIMIT $4) p
ORDER BY p.group_id, p.student_code COLLATE "C"

-- name: past_rosters_page --
-- The same of the instant $5: those who have their seats still, and those who have dropped them since. Each is found by an
-- index of its own.
SELECT p.* FROM unnest($1::int[]) x (group_id) CROSS JOIN LATERAL (
SELECT {enrollment_columns}, st.code AS student_code
FROM (SELECT * FROM enrollments e
      WHERE e.group_id = x.group_id AND e.status <> 'DROPPED' AND e.created_at <= $5::timestamptz
      UNION ALL SELECT * FROM enrollments e
      WHERE e.group_id = x.group_id AND e.status = 'DROPPED' AND e.created_at <= $5 AND $5 < e.since) e
JOIN students st ON st.id = e.student_id
WHERE e.waitlist_number IS NULL AND ($2::text IS NULL OR st.code = $2)
  AND ($3::text IS NULL OR st.code COLLATE "C" > $3)
ORDER BY st.code COLLATE "C" LIMIT $4) p
ORDER BY p.group_id, p.student_code COLLATE "C"

-- name: dropping_sagas --
-- Of the enrollments $1 those that are dropped, each with the saga that dropped it: the last one that had done so by then,
-- or its own, which was undone. Of a place in a waitlist, the one by which the student got a seat.
SELECT e.id, coalesce(e.promoted_by, d.saga_id, e.saga_id) AS saga_id
FROM enrollments e JOIN groups g ON g.id = e.group_id LEFT JOIN LATERAL (
    SELECT a.saga_id FROM audit_log a
    WHERE a.student_id = e.student_id AND a.at BETWEEN e.created_at AND e.since AND a.term_id = e.term_id
      AND a.group_code = g.code AND a.outcome = 'DROPPED'
    ORDER BY a.at DESC, a.id DESC LIMIT 1) d ON true
WHERE e.id = ANY($1::uuid[]) AND e.status = 'DROPPED'

-- name: live_enrollments --
-- The live enrollments by the codes of student, term and group.
SELECT x.student_code, x.term_code, x.group_code, {enrollment_columns}
FROM enrollments e
JOIN students st ON st.id = e.student_id JOIN groups g ON g.id = e.group_id JOIN terms t ON t.id = e.term_id
JOIN unnest($1::text[], $2::text[], $3::text[]) x (student_code, term_code, group_code)
  ON st.code = x.student_code AND t.code = x.term_code AND g.code = x.group_code
WHERE e.status <> 'DROPPED'

-- name: places --
-- The places in waitlists of students in terms, by their codes, in the order of the groups' codes; without positions.
-- Student by student, and of a live enrollment that is numbered: by WAITLISTED the planner would take an index of all who
-- wait, which it believes to be empty where its statistics were made before the rush.
SELECT x.student_code, x.term_code, {enrollment_but_position}, NULL::bigint AS position
FROM unnest($1::text[], $2::text[]) x (student_code, term_code)
CROSS JOIN LATERAL (
    SELECT e.* FROM enrollments e
    WHERE e.student_id = (SELECT id FROM students WHERE code = x.student_code)
      AND e.term_id = (SELECT id FROM terms WHERE code = x.term_code)
      AND e.status <> 'DROPPED' AND e.waitlist_number IS NOT NULL OFFSET 0) e
JOIN groups g ON g.id = e.group_id
ORDER BY g.code COLLATE "C"

-- name: waitlists --
-- The places in the waitlists of the groups $1, in order.
SELECT e.group_id, array_agg(e.id ORDER BY e.waitlist_number) AS places
FROM enrollments e WHERE e.group_id = ANY($1::int[]) AND e.status = 'WAITLISTED'
GROUP BY e.group_id

-- name: seats_of_terms --
-- The seats of each group of these terms; a term without groups has one row.
SELECT t.code AS term_code, g.code, g.capacity, g.seats_taken, g.cancelled_at IS NOT NULL AS cancelled, g.seats_held,
    g.seats_offered
FROM terms t LEFT JOIN groups g ON g.term_id = t.id WHERE t.code = ANY($1::text[])

-- name: students_by_id --
-- Students by their ids.
SELECT {student_columns} FROM students WHERE id = ANY($1::int[])

-- name: students_by_code --
-- Students by their codes.
SELECT {student_columns} FROM students WHERE code = ANY($1::text[])

-- name: terms --
-- All terms, newest window first.
SELECT {term_columns} FROM terms t CROSS JOIN clock_timestamp() clock (now) ORDER BY t.opens_at DESC, t.code

-- name: terms_by_id --
-- Terms by their ids.
SELECT {term_columns} FROM terms t CROSS JOIN clock_timestamp() clock (now) WHERE t.id = ANY($1::int[])

-- name: terms_by_code --
-- Terms by their codes.
SELECT {term_columns} FROM terms t CROSS JOIN clock_timestamp() clock (now) WHERE t.code = ANY($1::text[])

-- name: courses_by_id --
-- Courses by their ids.
SELECT id, code, title, credits, rules::text FROM courses WHERE id = ANY($1::int[])

-- name: courses_by_code --
-- Courses by their codes.
SELECT id, code, title, credits, rules::text FROM courses WHERE code = ANY($1::text[])

-- name: groups_by_id --
-- Groups by their ids.
SELECT {catalogue_group}
FROM groups g JOIN terms t ON t.id = g.term_id JOIN courses c ON c.id = g.course_id
CROSS JOIN clock_timestamp() clock (now)
WHERE g.id = ANY($1::int[])

-- name: enrollments_by_id --
-- Enrollments by their ids.
SELECT {enrollment_columns} FROM enrollments e WHERE e.id = ANY($1::uuid[])

-- name: enrollments_page --
-- Enrollments of each of the students $1, newest first, after ($4, $5): those in the term $2, in one of the statuses $3,
-- that held a seat at the instant $7. What is null does not limit.
SELECT p.* FROM unnest($1::int[]) x (student_id) CROSS JOIN LATERAL (
SELECT {enrollment_columns} FROM enrollments e JOIN terms t ON t.id = e.term_id
WHERE e.student_id = x.student_id AND ($2::text IS NULL OR t.code = $2) AND ($3::text[] IS NULL OR e.status = ANY($3))
  AND ($4::timestamptz IS NULL OR (e.created_at, e.id) < ($4, $5::uuid))
  AND ($7::timestamptz IS NULL
       OR (e.waitlist_number IS NULL AND e.created_at <= $7 AND (e.status <> 'DROPPED' OR $7 < e.since)))
ORDER BY e.created_at DESC, e.id DESC LIMIT $6) p
ORDER BY p.student_id, p.created_at DESC, p.id DESC
