-- The audit log: append only.

-- name: append --
-- Entries as they are, in their order; one without a moment takes that of its writing.
INSERT INTO audit_log (at, actor, action, outcome, student_id, term_id, group_code, problem, reason, correlation_id,
                       saga_id, version, override_ids)
SELECT coalesce(at, clock_timestamp()), actor, action, outcome, student_id, term_id, group_code, problem::jsonb, reason,
       correlation_id, saga_id, version, override_ids::uuid[]
FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[],
            $9::text[], $10::text[], $11::uuid[], $12::int[], $13::text[])
  AS x (at, actor, action, outcome, student_id, term_id, group_code, problem, reason, correlation_id, saga_id, version,
        override_ids)

-- name: append_saved --
-- What was saved, in its order.
INSERT INTO audit_log (at, actor, action, outcome, correlation_id, reason, before, after, student_id, term_id,
                       group_code, course_code)
SELECT clock_timestamp(), actor, action, outcome, correlation_id, reason, before::jsonb, after::jsonb, student_id,
       term_id, group_code, course_code
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::text[],
            $10::text[], $11::text[])
  AS x (actor, action, correlation_id, reason, before, after, student_id, term_id, group_code, course_code, outcome)

-- name: append_refusals --
-- What was refused before there was a task, in its order and with its age in seconds: by codes, which may be unknown.
-- The group of a request that named one is its group_code; several are a list, which comes as JSON.
INSERT INTO audit_log (at, actor, action, student_id, term_id, group_code, group_codes, outcome, problem, reason,
                       correlation_id, saga_id)
SELECT statement_timestamp() - make_interval(secs => x.age), x.actor, x.action, coalesce(st.id, s.student_id),
       coalesce(t.id, s.term_id), x.group_code,
       CASE WHEN x.group_codes IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(x.group_codes::jsonb)) END,
       x.outcome, x.problem::jsonb, x.reason, x.correlation_id, s.id
FROM unnest($1::float8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::text[], $11::text[], $12::uuid[])
  WITH ORDINALITY AS x (age, actor, action, student_code, term_code, group_code, group_codes, outcome, problem, reason,
                        correlation_id, saga_id, n)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code
LEFT JOIN sagas s ON s.id = x.saga_id
ORDER BY x.n

-- name: append_circuit_changes --
-- Changes of circuit breakers, each once, though several processes may write the same one.
INSERT INTO audit_log (at, actor, action, outcome, reason, correlation_id, service, epoch)
SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                     $8::bigint[])
ON CONFLICT (service, epoch) WHERE service IS NOT NULL DO NOTHING
