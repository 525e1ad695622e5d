-- What is read of the catalogue for many keys together, and its pages.

-- name: groups_by_code --
-- Groups by the codes of term and group.
SELECT t.code AS term_code, {group_columns}
FROM groups g JOIN terms t ON t.id = g.term_id
JOIN unnest($1::text[], $2::text[]) x (term_code, code) ON t.code = x.term_code AND g.code = x.code

-- name: groups_page --
-- Groups of the term $1 in the order of their codes, after $6: those named by $2, of the course $3, that have $4 in
-- their code or in their course's code or title, with seats left if $5. What is null does not limit.
SELECT {group_columns}
FROM groups g JOIN courses c ON c.id = g.course_id
WHERE g.term_id = $1 AND ($2::text[] IS NULL OR g.code = ANY($2)) AND ($3::text IS NULL OR c.code = $3)
  AND ($4::text IS NULL OR strpos(lower(g.code), lower($4)) > 0 OR strpos(lower(c.code), lower($4)) > 0
       OR strpos(lower(c.title), lower($4)) > 0)
  AND (NOT $5::bool OR g.seats_taken < g.capacity)
  AND ($6::text IS NULL OR g.code COLLATE "C" > $6)
ORDER BY g.code COLLATE "C" LIMIT $7

-- name: live_enrollments --
-- The live enrollments by the codes of student, term and group.
SELECT x.student_code, x.term_code, x.group_code, {enrollment_columns}
FROM enrollments e
JOIN students st ON st.id = e.student_id JOIN groups g ON g.id = e.group_id JOIN terms t ON t.id = e.term_id
JOIN unnest($1::text[], $2::text[], $3::text[]) x (student_code, term_code, group_code)
  ON st.code = x.student_code AND t.code = x.term_code AND g.code = x.group_code
WHERE e.status <> 'DROPPED'

-- name: seats_of_terms --
-- The seats of each group of these terms; a term without groups has one row.
SELECT t.code AS term_code, g.code, g.capacity, g.seats_taken
FROM terms t LEFT JOIN groups g ON g.term_id = t.id WHERE t.code = ANY($1::text[])

-- name: students_by_id --
-- Students by their ids.
SELECT {student_columns} FROM students WHERE id = ANY($1::int[])

-- name: students_by_code --
-- Students by their codes.
SELECT {student_columns} FROM students WHERE code = ANY($1::text[])

-- name: terms_by_id --
-- Terms by their ids.
SELECT {term_columns} FROM terms WHERE id = ANY($1::int[])

-- name: terms_by_code --
-- Terms by their codes.
SELECT {term_columns} FROM terms WHERE code = ANY($1::text[])

-- name: courses_by_id --
-- Courses by their ids.
SELECT id, code, title, credits FROM courses WHERE id = ANY($1::int[])

-- name: courses_by_code --
-- Courses by their codes.
SELECT id, code, title, credits FROM courses WHERE code = ANY($1::text[])

-- name: groups_by_id --
-- Groups by their ids.
SELECT {group_columns} FROM groups g WHERE g.id = ANY($1::int[])

-- name: enrollments_by_id --
-- Enrollments by their ids.
SELECT {enrollment_columns} FROM enrollments e WHERE e.id = ANY($1::uuid[])

-- name: enrollments_page --
-- Enrollments of the student $1, newest first, after ($4, $5): those in the term $2, in one of the statuses $3. What is
-- null does not limit.
SELECT {enrollment_columns}, e.created_at FROM enrollments e JOIN terms t ON t.id = e.term_id
WHERE e.student_id = $1 AND ($2::text IS NULL OR t.code = $2) AND ($3::text[] IS NULL OR e.status = ANY($3))
  AND ($4::timestamptz IS NULL OR (e.created_at, e.id) < ($4, $5::uuid))
ORDER BY e.created_at DESC, e.id DESC LIMIT $6
