-- The courses that students have taken.

-- name: by_students --
-- All that students have taken.
SELECT student_id, course_code, term_code, status, grade FROM student_history WHERE student_id = ANY($1::int[])
ORDER BY student_id, term_code COLLATE "C", course_code COLLATE "C"

-- name: all --
-- All that is recorded, with the codes of the students.
SELECT st.code AS student_code, h.course_code, h.term_code, h.status, h.grade
FROM student_history h JOIN students st ON st.id = h.student_id
ORDER BY st.code COLLATE "C", h.term_code COLLATE "C", h.course_code COLLATE "C"

-- name: insert --
-- What is not recorded yet, of students that exist. The term is in the key and, for the audit log, among the values.
INSERT INTO student_history AS h (student_id, course_code, term_code, status, grade)
SELECT st.id, x.course_code, x.term_code, x.status, x.grade
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::numeric[])
  x (student_code, course_code, term_code, same_term, status, grade)
JOIN students st ON st.code = x.student_code
WHERE NOT EXISTS (SELECT FROM student_history o WHERE o.student_id = st.id AND o.course_code = x.course_code
                  AND o.term_code = x.term_code)
ORDER BY st.id, x.course_code, x.term_code ON CONFLICT (student_id, course_code, term_code) DO NOTHING
RETURNING h.id, h.student_id, (SELECT st.code FROM students st WHERE st.id = h.student_id) AS student_code,
    h.course_code, h.term_code

-- name: find --
-- What is recorded of courses of students in terms.
SELECT h.id, h.student_id, st.code AS student_code, h.course_code, h.term_code, h.status, h.grade
FROM unnest($1::text[], $2::text[], $3::text[]) x (student_code, course_code, term_code)
JOIN students st ON st.code = x.student_code
JOIN student_history h ON h.student_id = st.id AND h.course_code = x.course_code AND h.term_code = x.term_code

-- name: lock --
-- Locks what is recorded, by its ids.
SELECT id FROM student_history WHERE id = ANY($1::int[]) ORDER BY id FOR NO KEY UPDATE

-- name: update --
-- What is recorded, by its ids.
UPDATE student_history h SET status = x.status, grade = x.grade
FROM unnest($1::int[], $2::text[], $3::text[], $4::numeric[]) x (id, same_term, status, grade)
WHERE h.id = x.id RETURNING h.id
