-- What a basket is judged by when nothing is to be written.

-- name: read --
-- All of it in one statement, so that it is of one moment: the student $1 and the term $2, the groups $3 of the term with
-- their courses, and those that the student holds. Null or empty where there is none.
SELECT {basket_columns}
FROM (VALUES ($1::text, $2::text)) x (student_code, term_code)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code

-- name: read_with_siblings --
-- The same, and what might be asked for instead: the free groups of the same courses, up to two hundred, by code.
SELECT {basket_columns},
    (SELECT json_agg(o)::text FROM (
        SELECT {offer_columns} FROM groups g JOIN courses c ON c.id = g.course_id
        WHERE g.term_id = t.id AND NOT g.code = ANY($3) AND g.seats_taken + g.seats_held + g.seats_offered < g.capacity
          AND g.cancelled_at IS NULL
          AND g.course_id IN (SELECT a.course_id FROM groups a WHERE a.term_id = t.id AND a.code = ANY($3))
        ORDER BY g.code COLLATE "C" LIMIT 200) o) AS siblings
FROM (VALUES ($1::text, $2::text)) x (student_code, term_code)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code
