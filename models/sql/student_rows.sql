-- Everything that is stored about one student.

-- name: tables --
-- The tables whose rows name a student, and by what: the number of the student's row, or the code.
SELECT c.relname AS name, bool_or(a.attname = 'student_id') AS by_id
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.attname IN ('student_id', 'student_code') AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
  AND c.relnamespace = to_regnamespace(current_schema())
GROUP BY c.relname ORDER BY c.relname

-- name: student --
-- The student's row with the code $1.
SELECT id, to_jsonb(s)::text AS row FROM students s WHERE code = $1

-- name: steps --
-- The journals of the student's sagas.
SELECT coalesce(jsonb_agg(to_jsonb(p) ORDER BY s.accepted, p.position), '[]')::text AS rows
FROM sagas s JOIN saga_steps p ON p.saga_id = s.id WHERE s.student_id = $1

-- name: groups --
-- What the numbers of groups, courses and terms in the student's enrollments, held seats and overrides stand for.
SELECT coalesce(jsonb_agg(jsonb_build_object('group_id', g.id, 'group', g.code, 'course_id', c.id, 'course', c.code,
    'title', c.title, 'term_id', t.id, 'term', t.code) ORDER BY g.id), '[]')::text AS rows
FROM groups g JOIN courses c ON c.id = g.course_id JOIN terms t ON t.id = g.term_id
WHERE g.id IN (SELECT group_id FROM enrollments WHERE student_id = $1
               UNION ALL SELECT group_id FROM seat_holds WHERE student_id = $1
               UNION ALL SELECT group_id FROM overrides WHERE student_id = $1)

-- name: terms --
-- What the numbers of terms in the student's tasks and overrides stand for.
SELECT coalesce(jsonb_agg(jsonb_build_object('term_id', t.id, 'term', t.code) ORDER BY t.id), '[]')::text AS rows
FROM terms t
WHERE t.id IN (SELECT term_id FROM sagas WHERE student_id = $1 UNION ALL SELECT term_id FROM overrides WHERE student_id = $1)
