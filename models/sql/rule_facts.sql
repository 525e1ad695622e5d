-- What rules need to know beside the rows that a commit locks, read only where one of these names such a rule.

-- name: history --
-- What students ($1) have taken of courses ($3) before terms ($2), in step. A seat that they have in a term that opened
-- before counts as in progress, until it is known what became of it.
SELECT x.student AS student_id, x.term AS term_id, h.course_code, h.term_code, h.status, h.grade
FROM unnest($1::int[], $2::int[], $3::text[]) x (student, term, course)
JOIN student_history h ON h.student_id = x.student AND h.course_code = x.course
UNION ALL
SELECT DISTINCT x.student, x.term, c.code, t.code, 'IN_PROGRESS', NULL::numeric  -- once for all components
FROM unnest($1::int[], $2::int[], $3::text[]) x (student, term, course)
JOIN terms own ON own.id = x.term
JOIN courses c ON c.code = x.course
JOIN enrollments e ON e.student_id = x.student AND e.course_id = c.id AND e.status = 'CONFIRMED'
JOIN terms t ON t.id = e.term_id AND t.opens_at < own.opens_at
WHERE NOT EXISTS (SELECT FROM student_history h
                  WHERE h.student_id = x.student AND h.course_code = c.code AND h.term_code = t.code)
ORDER BY term_code, course_code

-- name: members --
-- How many of those who hold seats in groups, or have one offered, by term ($1) and code ($2) in step, belong to the same
-- cohorts.
SELECT g.term_id, g.code, st.cohorts, count(*) AS students
FROM unnest($1::int[], $2::text[]) x (term, code)
JOIN groups g ON g.term_id = x.term AND g.code = x.code
CROSS JOIN LATERAL (
    SELECT e.student_id FROM enrollments e WHERE e.group_id = g.id AND e.status IN ('RESERVED', 'CONFIRMED')
    UNION ALL
    SELECT h.student_id FROM seat_holds h WHERE h.group_id = g.id AND h.offered_until IS NOT NULL) m
JOIN students st ON st.id = m.student_id
GROUP BY g.term_id, g.code, st.cohorts

-- name: released --
-- Those of the groups $1 in which seats that were kept from students of the waitlist are released at the moment $2.
SELECT term_id, code FROM groups WHERE id = ANY($1::int[]) AND releases_at <= $2

-- name: lock_groups --
-- Locks further groups, by term ($1) and code ($2) in step, and passes over those that others have locked: these come
-- out of the order in which everything locks, so nothing may wait for them.
SELECT {offer_columns}
FROM unnest($1::int[], $2::text[]) x (term, code)
JOIN groups g ON g.term_id = x.term AND g.code = x.code JOIN courses c ON c.id = g.course_id
ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g SKIP LOCKED
