-- Groups that are cancelled: who holds a seat in one, and the drops that are accepted for them.

-- name: lock_holders --
-- Who has a confirmed seat in the group $2 of the term $1, which is locked, or waits for one, in the order in which seats are locked. A
-- saga that has reserved one waits here to confirm it, and reads then that the group is cancelled.
SELECT st.id AS student_id, st.code AS student_code, e.term_id
FROM (SELECT e.student_id, e.term_id, e.status
      FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN terms t ON t.id = g.term_id
      WHERE t.code = $1 AND g.code = $2 AND e.status <> 'DROPPED' ORDER BY e.id FOR NO KEY UPDATE OF e) e
JOIN students st ON st.id = e.student_id
WHERE e.status IN ('CONFIRMED', 'WAITLISTED')
ORDER BY st.code COLLATE "C"

-- name: accept_drops --
-- A task for each, whatever the window of the term and the number of the student's tasks: $1 to $5, a column each; $6
-- and $7: the plan; $8: for whom it was asked, $9: the request. No request has their keys, so these stand for nothing.
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, key_released_at, fingerprint, correlation_id,
                   by_registrar, accepted_at)
SELECT x.id, nextval('sagas_accepted_seq'), 'DROP', 'PENDING', 1, $6::text, $7::smallint, x.command::jsonb,
       x.outcome::jsonb, x.student_id, x.term_id, $8::text, x.id::text, false, now(), now(), sha256(x.id::text::bytea),
       $9::text, true, clock_timestamp()
FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[]) x (id, student_id, term_id, command, outcome)
