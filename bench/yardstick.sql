-- The load driver's data in Registro's tables: 20,000 students, one term, 200 groups of a course each; every 28th has
-- three seats. Its codes differ from those of `seed_operators.py`, beside whose data it is put.
INSERT INTO terms (code, opens_at, closes_at) VALUES ('2024-2', now() - interval '1 day', now() + interval '1 year');
INSERT INTO courses (code, title, credits)
SELECT 'Y' || lpad(i::text, 3, '0'), 'Course ' || i, 3 FROM generate_series(1, 200) i;
INSERT INTO students (code, holds, max_credits)
SELECT 'EST' || lpad(i::text, 5, '0'), '[]', 30000 FROM generate_series(1, 20000) i;
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, 'G' || substr(c.code, 2), CASE WHEN substr(c.code, 2)::int % 28 = 0 THEN 3 ELSE 1000000 END, '[]'
FROM terms t, courses c WHERE t.code = '2024-2' AND c.code ~ '^Y';
