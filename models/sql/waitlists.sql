-- Waitlists: what a commit reads and writes of them, beside everything else. The writing is done by functions, made by a
-- migration.

-- name: holds --
-- The seats that are held in the groups $1 for the students $2.
SELECT h.student_id, g.term_id, g.code, h.saga_id, h.offered_until
FROM seat_holds h JOIN groups g ON g.id = h.group_id WHERE h.group_id = ANY($1::int[]) AND h.student_id = ANY($2::int[])

-- name: end_with_term --
-- Offers by the sagas $1 expire when their term closes, if not before: no one could accept them then.
UPDATE seat_holds h SET offered_until = t.closes_at FROM groups g JOIN terms t ON t.id = g.term_id
WHERE h.saga_id = ANY($1::uuid[]) AND g.id = h.group_id AND t.closes_at < h.offered_until

-- name: end_release --
-- The students of the groups $1 from whom seats were kept have been asked again.
UPDATE groups SET releases_at = NULL WHERE id = ANY($1::int[])

-- name: await_release --
-- Of groups ($1), when seats that are kept from students who were passed over are released to them ($2), in step.
UPDATE groups g SET releases_at = least(g.releases_at, x.moment)
FROM (SELECT id, min(moment) AS moment FROM unnest($1::int[], $2::timestamptz[]) y (id, moment) GROUP BY id) x
WHERE g.id = x.id

-- name: open_released --
-- Locks the groups, at most $1, in which seats are released by now, and lets their students be asked again. What another
-- has locked does so itself, or is found next time.
UPDATE groups SET openings = openings + 1, releases_at = NULL
WHERE id IN (SELECT id FROM groups WHERE releases_at <= clock_timestamp() ORDER BY term_id, code LIMIT $1
             FOR NO KEY UPDATE SKIP LOCKED)
RETURNING code, (SELECT t.code FROM terms t WHERE t.id = term_id) AS term_code

-- name: leave --
-- Ends places: $1 to $3 are a column each. Before seats are taken, because a student has one live enrollment in a group.
SELECT leave_waitlists_v1($1, $2, $3)

-- name: serve --
-- Writes the other changes, and holds what is free for those who wait. $1 to $6: columns of places that begin; $7 and $8:
-- of seats that are offered; $9: sagas that do not take the seat that is held for them; $10: sagas that give seats back;
-- $11: the groups in which seats may be free, $12: those in which one has become free, $13: the correlation ids for $11;
-- $14 to $17: the plans of promotions. Returns the sagas that are accepted.
SELECT * FROM serve_waitlists_v1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)

-- name: hold_seats --
-- Holds what is free in the groups that $1 and $2 name, by the codes of term and group, and that are locked. $3: the
-- correlation id; $4 to $7: the plans of promotions. Returns the sagas that are accepted.
SELECT h.* FROM (
    SELECT coalesce(array_agg(g.id), '{}') AS ids, coalesce(array_agg($3::text), '{}') AS correlations
    FROM unnest($1::text[], $2::text[]) x (term_code, code)
    JOIN terms t ON t.code = x.term_code JOIN groups g ON g.term_id = t.id AND g.code = x.code
    WHERE g.waiting > g.seats_held + g.seats_offered) w
CROSS JOIN LATERAL hold_seats_v1(w.ids, w.correlations, $4, $5, $6, $7) h

-- name: lock_unserved --
-- Locks the groups of the terms $1 in which students wait for whom no seat is held.
SELECT t.code AS term_code, g.code FROM groups g JOIN terms t ON t.id = g.term_id
WHERE t.code = ANY($1::text[]) AND g.waiting > g.seats_held + g.seats_offered
ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g

-- name: end_offers --
-- Accepts a task for each offer that has expired, at most $1, unless there is one already; it ends the offer in its
-- student's turn. $2 and $3: its plan.
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id, scope,
                   idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, by_registrar, accepted_at)
SELECT uuid7_v1(), nextval('sagas_accepted_seq'), 'PROMOTE', 'PENDING', 1, $2, $3,
       jsonb_build_object('student_code', x.student_code, 'term_code', x.term_code,
                          'group_codes', jsonb_build_array(x.code)),
       jsonb_build_object('groups', jsonb_build_array(jsonb_build_object(
           'group_code', x.code, 'status', 'PENDING', 'problems', '[]'::jsonb)), 'problems', '[]'::jsonb),
       x.student_id, x.term_id, 'waitlist', x.key, true, now(), sha256(uuid_send(x.saga_id)), x.key, false,
       clock_timestamp()
FROM (SELECT h.student_id, h.saga_id, g.term_id, g.code, t.code AS term_code, st.code AS student_code,
             'end offer:' || h.saga_id AS key
      FROM seat_holds h JOIN groups g ON g.id = h.group_id JOIN terms t ON t.id = g.term_id
      JOIN students st ON st.id = h.student_id
      WHERE h.offered_until <= clock_timestamp() AND NOT EXISTS (
          SELECT FROM sagas s WHERE s.scope = 'waitlist' AND s.idempotency_key = 'end offer:' || h.saga_id
            AND s.key_released_at IS NULL)
      ORDER BY h.offered_until LIMIT $1) x
ON CONFLICT (scope, idempotency_key) WHERE key_released_at IS NULL DO NOTHING
RETURNING id, claims
