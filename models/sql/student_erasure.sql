-- What names a student is replaced by a pseudonym, in every table; facts and counts stay.

-- name: lock_sagas --
-- Locks the sagas of the student with the code $1; whether each has ended.
SELECT s.finished_at IS NOT NULL AS ended FROM sagas s JOIN students st ON st.id = s.student_id
WHERE st.code = $1 ORDER BY s.id FOR NO KEY UPDATE OF s

-- name: lock_student --
-- Locks the student with the code $1 against the acceptance of tasks.
SELECT id FROM students WHERE code = $1 FOR UPDATE

-- name: unfinished --
-- How many tasks of the student $1 have not ended.
SELECT count(*) AS tasks FROM sagas WHERE student_id = $1 AND finished_at IS NULL

-- name: names --
-- The names that the student $1 has, and has had, and the subjects under which they have asked for themselves, as far as
-- these have the code in them as a word, which the pattern $2 finds.
SELECT array(
    SELECT name FROM students WHERE id = $1 AND name <> ''
    UNION SELECT n FROM audit_log a, LATERAL (VALUES (a.before->>'name'), (a.after->>'name')) x (n)
    WHERE a.student_id = $1 AND n <> '') AS names,
  array(SELECT DISTINCT scope FROM sagas WHERE student_id = $1 AND NOT by_registrar AND scope ~ $2) AS subjects

-- name: rename --
-- The student $1 has the pseudonym $2 for a code and a name.
UPDATE students SET code = $2, name = $2 WHERE id = $1

-- name: sagas --
-- In the tasks of the student $1 the code $2 is replaced by $3. Their keys, which are made of the code or were chosen by the
-- student, stand for nothing any more.
UPDATE sagas SET command = jsonb_set(command, ARRAY['student_code'], to_jsonb($3::text)),
    outcome = replace(outcome::text, format('"student_code": %s', to_json($2::text)),
                      format('"student_code": %s', to_json($3)))::jsonb,
    idempotency_key = id::text, fingerprint = sha256(id::text::bytea),
    key_released_at = coalesce(key_released_at, clock_timestamp())
WHERE student_id = $1

-- name: steps --
-- The same in their journals.
UPDATE saga_steps p SET problem = replace(p.problem::text, format('"student_code": %s', to_json($2::text)),
                                          format('"student_code": %s', to_json($3::text)))::jsonb
FROM sagas s WHERE s.id = p.saga_id AND s.student_id = $1 AND p.problem IS NOT NULL

-- name: entries --
-- The same in the audit log, and what was the student's name.
UPDATE audit_log SET
    problem = replace(problem::text, format('"student_code": %s', to_json($2::text)),
                      format('"student_code": %s', to_json($3::text)))::jsonb,
    before = CASE WHEN before->>'name' IS NULL THEN before ELSE jsonb_set(before, ARRAY['name'], to_jsonb($3)) END,
    after = CASE WHEN after->>'name' IS NULL THEN after ELSE jsonb_set(after, ARRAY['name'], to_jsonb($3)) END
WHERE student_id = $1

-- name: batch_rows --
-- The same in what was said of rows of batches, which have the pseudonym already.
UPDATE batch_rows SET problem = replace(problem::text, format('"student_code": %s', to_json($2::text)),
                                        format('"student_code": %s', to_json($3::text)))::jsonb
WHERE student_code = (SELECT code FROM students WHERE id = $1) AND problem IS NOT NULL

-- name: details --
-- What the pattern $2 finds in the texts of their journals is $3.
UPDATE saga_steps p SET detail = regexp_replace(p.detail, $2, $3, 'g')
FROM sagas s WHERE s.id = p.saga_id AND s.student_id = $1 AND p.detail ~ $2

-- name: reasons --
-- The same in the reasons in the audit log, which people have written.
UPDATE audit_log SET reason = regexp_replace(reason, $2, $3, 'g') WHERE student_id = $1 AND reason ~ $2

-- name: commands --
-- The same in what was said to be the reasons of their tasks.
UPDATE sagas SET command = jsonb_set(command, ARRAY['reason'], to_jsonb(regexp_replace(command->>'reason', $2, $3, 'g')))
WHERE student_id = $1 AND command->>'reason' ~ $2

-- name: overrides --
-- The same in the reasons of their overrides.
UPDATE overrides SET reason = regexp_replace(reason, $2, $3, 'g') WHERE student_id = $1 AND reason ~ $2

-- name: batches --
-- The same in the reasons of batches that have a row of theirs, which has the pseudonym already.
UPDATE batches b SET reason = regexp_replace(b.reason, $2, $3, 'g')
WHERE b.reason ~ $2 AND EXISTS (
    SELECT FROM batch_rows r JOIN students st ON st.code = r.student_code WHERE r.batch_id = b.id AND st.id = $1)

-- name: batch_entries --
-- The same in the audit log's entries of these batches.
UPDATE audit_log a SET reason = regexp_replace(a.reason, $2, $3, 'g')
FROM batches b
WHERE a.correlation_id = b.correlation_id AND a.action = 'ENROLL_BATCH' AND a.reason ~ $2 AND EXISTS (
    SELECT FROM batch_rows r JOIN students st ON st.code = r.student_code WHERE r.batch_id = b.id AND st.id = $1)

-- name: subjects --
-- What one of the subjects $2 has asked for is the pseudonym's, $3, in the tasks of the student $1.
UPDATE sagas SET scope = $3 WHERE student_id = $1 AND scope = ANY($2::text[])

-- name: actors --
-- The same in the whole audit log, whatever it is about.
UPDATE audit_log SET actor = $2 WHERE actor = ANY($1::text[])

-- name: granters --
-- The same in all overrides.
UPDATE overrides SET granted_by = $2 WHERE granted_by = ANY($1::text[])
