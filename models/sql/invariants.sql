-- The checks of the invariants: each gives a row for each invariant that does not hold.

-- name: groups --
-- Every live enrollment is counted, which is cheaper than any cleverness: 1,000,000 of them take a fifth of a second.
WITH live AS (
    SELECT group_id, count(*) FILTER (WHERE status <> 'WAITLISTED') AS n,
           count(*) FILTER (WHERE status = 'WAITLISTED') AS waiting, count(*) FILTER (WHERE beyond_capacity) AS beyond
    FROM enrollments WHERE status <> 'DROPPED' GROUP BY group_id),
seats AS (
    SELECT g.capacity, g.seats_taken, g.extra_seats, coalesce(live.beyond, 0) AS beyond, coalesce(live.n, 0) AS n, g.waiting, coalesce(live.waiting, 0) AS places,
           g.seats_held + g.seats_offered AS promised, format('%s in %s', g.code, t.code) AS said
    FROM groups g JOIN terms t ON t.id = g.term_id LEFT JOIN live ON live.group_id = g.id),
found AS (
    SELECT 'OVER_CAPACITY' AS name, NULL::uuid AS saga_id, format('%s: capacity %s, seats taken %s, promised %s, live '
           'enrollments %s', said, capacity, seats_taken, promised, n) AS example
    FROM seats WHERE greatest(n - beyond, seats_taken - extra_seats) + promised > capacity
    UNION ALL
    SELECT 'SEATS_MISCOUNTED', NULL, format('%s: capacity %s, seats taken %s, live enrollments %s', said, capacity,
           seats_taken, n)
    FROM seats WHERE (n, beyond) <> (seats_taken, extra_seats)
    UNION ALL
    SELECT 'WAITLIST_MISCOUNTED', NULL, format('%s: %s counted as waiting, %s wait', said, waiting, places)
    FROM seats WHERE places <> waiting)
{findings}

-- name: waitlists --
-- Waitlists, and the seats that are held for them: small tables, but for the groups that have had one.
WITH holds AS (
    SELECT group_id, count(*) FILTER (WHERE offered_until IS NULL) AS held, count(offered_until) AS offered
    FROM seat_holds GROUP BY group_id),
places AS MATERIALIZED (
    SELECT e.group_id, e.student_id, e.term_id, e.waitlist_number, coalesce(e.passed_over, -1) AS passed_over, s.accepted,
           format('%s in %s', g.code, st.code) AS said, h.id IS NOT NULL AS has_seat
    FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN students st ON st.id = e.student_id
    LEFT JOIN sagas s ON s.id = e.saga_id
    LEFT JOIN seat_holds h ON h.group_id = e.group_id AND h.student_id = e.student_id
    WHERE e.status = 'WAITLISTED'),
found AS (
    SELECT 'WAITLIST_MISCOUNTED' AS name, NULL::uuid AS saga_id, format('%s: %s seats counted as held and %s as offered, '
           '%s and %s are', g.code, g.seats_held, g.seats_offered, coalesce(h.held, 0), coalesce(h.offered, 0)) AS example
    FROM groups g LEFT JOIN holds h ON h.group_id = g.id
    WHERE (g.seats_held, g.seats_offered) <> (coalesce(h.held, 0), coalesce(h.offered, 0))
    UNION ALL
    SELECT 'WAITLIST_OUT_OF_ORDER', NULL, format('%s waits as number %s, and was accepted as %s', said, waitlist_number,
           accepted)
    FROM places WHERE waitlist_number IS DISTINCT FROM accepted
    UNION ALL
    SELECT 'WAITLIST_NOT_SERVED', NULL, format('%s waits, and a seat is free', p.said)
    FROM places p JOIN groups g ON g.id = p.group_id JOIN terms t ON t.id = g.term_id
    WHERE NOT p.has_seat AND p.passed_over < g.openings AND g.cancelled_at IS NULL AND now() < t.closes_at
      AND g.seats_taken + g.seats_held + g.seats_offered < g.capacity
    UNION ALL
    SELECT 'HOLD_WITHOUT_PROMOTION', NULL, format('a seat of %s is held for %s, who %s', g.code, st.code,
           CASE WHEN p.group_id IS NULL THEN 'does not wait' ELSE 'is not being promoted' END)
    FROM seat_holds h JOIN groups g ON g.id = h.group_id JOIN students st ON st.id = h.student_id
    LEFT JOIN places p ON p.group_id = h.group_id AND p.student_id = h.student_id
    WHERE p.group_id IS NULL
       OR h.offered_until IS NULL AND NOT EXISTS (SELECT FROM sagas s WHERE s.id = h.saga_id AND s.finished_at IS NULL))
{findings}

-- name: held --
-- Seats that are reserved for a saga that is final or does not exist.
WITH found AS (
    SELECT 'SEAT_WITHOUT_SAGA' AS name, NULL::uuid AS saga_id, format('%s holds a seat in %s for saga %s, which %s',
           st.code, g.code, e.saga_id, CASE WHEN s.id IS NULL THEN 'is gone' ELSE 'is ' || s.status END) AS example
    FROM enrollments e JOIN students st ON st.id = e.student_id JOIN groups g ON g.id = e.group_id
    LEFT JOIN sagas s ON s.id = e.saga_id
    WHERE e.status = 'RESERVED' AND (s.id IS NULL OR s.finished_at IS NOT NULL))
{findings}

-- name: overdue --
-- Tasks that should be final by now. $1: the lease, $2: how long a task may take. It is no violation to wait: for a
-- worker, for a person (STUCK), until it is due (put down), for the student's turn, for those accepted before (where no
-- worker has been alive for as long). A turn begins when the student's task before has ended. As in `has_its_turn`,
-- a sub-select with a LIMIT stays one look into an index for each saga.
WITH found AS (
    SELECT {unfinished_task} FROM sagas s JOIN students st ON st.id = s.student_id
    WHERE s.ended IS NULL AND s.status <> 'STUCK' AND greatest(s.accepted_at, s.due_at) < now() - $2::interval
      AND EXISTS (SELECT FROM workers w WHERE {worker_alive} AND w.started_at < now() - $2::interval)
      AND NOT {owner_alive} AND {has_its_turn}
      AND (SELECT true FROM sagas o WHERE o.student_id = s.student_id AND o.term_id = s.term_id
             AND o.finished_at >= now() - $2::interval LIMIT 1) IS NULL)
{findings}

-- name: unfinished --
-- Tasks that are not final, when no worker is left.
WITH found AS (
    SELECT {unfinished_task} FROM sagas s JOIN students st ON st.id = s.student_id WHERE s.ended IS NULL)
{findings}

-- name: sagas --
-- What can be seen of sagas one by one; $1: of which. Their entries in the audit log are found by the student, because
-- the log has no index of sagas.
WITH s AS MATERIALIZED (
    SELECT s.id, s.kind, s.status, s.version, s.student_id, s.term_id, s.finished_at, s.key_derived, s.key_released_at,
           ARRAY(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.command->'group_codes') = 'array'
                                                       THEN s.command->'group_codes' ELSE '[]' END)) AS codes,
           ARRAY(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.command->'drop_codes') = 'array'
                                                       THEN s.command->'drop_codes' ELSE '[]' END)) AS given_up,
           jsonb_path_exists(s.outcome, '$.groups[*] ? (@.status == "WAITLISTED")') AS waits,
           ARRAY(SELECT jsonb_array_elements_text(jsonb_path_query_array(
               s.outcome, '$.groups[*] ? (@.status == "DROPPED").group_code'))) AS dropped,
           CASE WHEN s.command->>'policy' = 'BEST_EFFORT' THEN ARRAY(
               SELECT o->>'group_code' FROM jsonb_array_elements(s.outcome->'groups') o
               WHERE o->>'status' = 'CONFIRMED') END AS fitting,
           format('saga %s, %s of %s', s.id, s.kind, s.command->>'student_code') AS said
    FROM sagas s WHERE s.id = ANY($1::uuid[])),
made AS MATERIALIZED (
    SELECT s.id AS saga_id, s.said, s.kind, s.status AS ended, s.finished_at, s.codes, s.fitting, s.student_id,
           s.term_id, e.status, e.group_id, e.promoted_by, g.code
    FROM s JOIN enrollments e ON e.saga_id = s.id JOIN groups g ON g.id = e.group_id),
held AS MATERIALIZED (
    SELECT e.student_id, e.term_id, e.course_id, e.component, e.group_id, e.status, e.saga_id, e.created_at
    FROM (SELECT DISTINCT student_id, term_id FROM s) x
    JOIN enrollments e ON e.student_id = x.student_id AND e.term_id = x.term_id WHERE e.status <> 'DROPPED'),
audited AS MATERIALIZED (
    SELECT s.id AS saga_id, s.said, s.kind, s.version AS reached, s.finished_at, a.id, a.action, a.group_code, a.version
    FROM s JOIN audit_log a ON a.student_id = s.student_id AND a.saga_id = s.id WHERE a.version IS NOT NULL),
outcomes AS (SELECT * FROM audited WHERE action = kind AND group_code IS NOT NULL),

found AS (
    SELECT 'PARTIAL_BASKET' AS name, s.id AS saga_id, format('%s, is COMPLETED and enrolled in %s of %s groups', s.said,
           count(DISTINCT m.code), cardinality(coalesce(s.fitting, s.codes))) AS example
    FROM s LEFT JOIN made m ON m.saga_id = s.id AND m.code = ANY(coalesce(s.fitting, s.codes))
    WHERE s.kind IN ('ENROLL', 'SWAP') AND s.status = 'COMPLETED'
    GROUP BY s.id, s.said, s.codes, s.fitting
    HAVING count(DISTINCT m.code) <> cardinality(coalesce(s.fitting, s.codes)) OR cardinality(s.fitting) = 0
    UNION ALL
    SELECT 'PARTIAL_BASKET', saga_id, format('%s, is %s and has a live enrollment in %s', said, ended, code)
    FROM made WHERE finished_at IS NOT NULL AND ended <> 'COMPLETED' AND status <> 'DROPPED'
    UNION ALL
    SELECT 'PARTIAL_BASKET', saga_id, format('%s, has an enrollment in %s, which it did not ask for', said, code)
    FROM made WHERE NOT code = ANY(coalesce(CASE WHEN ended = 'COMPLETED' THEN fitting END, codes))
    UNION ALL
    SELECT 'PARTIAL_BASKET', saga_id, format('%s, enrolled in %s, which no task dropped and is DROPPED', said, code)
    FROM made m WHERE ended = 'COMPLETED' AND status = 'DROPPED' AND promoted_by IS NULL AND NOT EXISTS (
        SELECT FROM sagas d WHERE d.student_id = m.student_id AND d.term_id = m.term_id
          AND (d.kind = 'DROP' AND d.status IN ('RUNNING', 'STUCK', 'COMPLETED')
               OR d.plan = 'end offer' AND d.status = 'COMPLETED')
          AND jsonb_path_query_array(d.outcome, '$.groups[*].group_code') ? m.code)
      AND NOT EXISTS (
        SELECT FROM sagas d WHERE d.student_id = m.student_id AND d.term_id = m.term_id
          AND d.kind IN ('SWAP', 'PROMOTE') AND d.status = 'COMPLETED' AND d.command->'drop_codes' ? m.code
          AND d.outcome->'groups' @> jsonb_build_array(jsonb_build_object('group_code', m.code, 'status', 'DROPPED')))
    UNION ALL
    SELECT 'PARTIAL_BASKET', s.id, format('%s, is COMPLETED and left the enrollment in %s', s.said, g.code)
    FROM s JOIN held h ON h.student_id = s.student_id AND h.term_id = s.term_id
      AND h.created_at < CASE s.kind WHEN 'DROP' THEN (
        SELECT p.finished_at FROM saga_steps p WHERE p.saga_id = s.id AND p.position = 1) ELSE s.finished_at END
    JOIN groups g ON g.id = h.group_id AND g.code = ANY(
        CASE WHEN s.kind = 'DROP' THEN s.codes WHEN s.kind = 'SWAP' AND NOT s.waits THEN s.given_up ELSE s.dropped END)
    WHERE s.kind IN ('DROP', 'SWAP', 'PROMOTE') AND s.status = 'COMPLETED'
    UNION ALL
    SELECT 'PARTIAL_BASKET', id, format('%s, waits for a seat and has dropped what is given up for it', said)
    FROM s WHERE kind IN ('SWAP', 'PROMOTE') AND waits AND dropped <> '{}'
    UNION ALL
    SELECT 'PROMOTION_WITHOUT_PLACE', saga_id, format('%s, has taken a seat in %s, for which no place was given up',
           said, code)
    FROM made m WHERE kind = 'PROMOTE' AND status IN ('RESERVED', 'CONFIRMED') AND NOT EXISTS (
        SELECT FROM enrollments e WHERE e.student_id = m.student_id AND e.promoted_by = m.saga_id)
    UNION ALL
    SELECT 'VERSION_NOT_RISING', s.id, format('%s, at version %s: step %s has version %s', s.said, s.version,
           p.position, p.version)
    FROM s JOIN saga_steps p ON p.saga_id = s.id WHERE p.version NOT BETWEEN 2 AND s.version
    UNION ALL
    SELECT 'VERSION_NOT_RISING', saga_id, format('%s: step %s has version %s, a step before it a newer one', said,
           position, version)
    FROM (SELECT s.id AS saga_id, s.said, p.position, p.version,
                 lag(p.version) OVER (PARTITION BY p.saga_id ORDER BY p.position) AS before
          FROM s JOIN saga_steps p ON p.saga_id = s.id WHERE p.status NOT IN ('COMPENSATING', 'COMPENSATED')) x
    WHERE before > version
    UNION ALL
    SELECT 'VERSION_NOT_RISING', saga_id, format('%s, at version %s: entry %s of the audit log has version %s', said,
           reached, id, version)
    FROM (SELECT *, lag(version) OVER (PARTITION BY saga_id ORDER BY id) AS before FROM audited) x
    WHERE version > reached OR before > version
    UNION ALL
    SELECT 'EFFECT_TWICE', (array_agg(saga_id))[1], format('%s, enrolled in %s %s times', said, code, count(*))
    FROM made GROUP BY saga_id, said, code HAVING count(*) > 1
    UNION ALL
    SELECT 'EFFECT_TWICE', h.saga_id, format('%s has %s live enrollments in %s', st.code, h.times, g.code)
    FROM (SELECT student_id, group_id, count(*) AS times, (array_agg(saga_id))[1] AS saga_id
          FROM held GROUP BY student_id, group_id HAVING count(*) > 1) h
    JOIN students st ON st.id = h.student_id JOIN groups g ON g.id = h.group_id
    UNION ALL
    SELECT 'EFFECT_TWICE', h.saga_id, format('%s is confirmed in %s groups of %s in %s', st.code, h.times, c.code, t.code)
    FROM (SELECT student_id, term_id, course_id, count(*) AS times, (array_agg(saga_id))[1] AS saga_id
          FROM held WHERE status = 'CONFIRMED'
          GROUP BY student_id, term_id, course_id, component HAVING count(DISTINCT group_id) > 1) h
    JOIN students st ON st.id = h.student_id JOIN courses c ON c.id = h.course_id JOIN terms t ON t.id = h.term_id
    UNION ALL
    SELECT 'EFFECT_TWICE', saga_id, format('%s, has %s outcomes for %s in the audit log', said, count(*), group_code)
    FROM outcomes GROUP BY saga_id, said, group_code HAVING count(*) > 1
    UNION ALL
    SELECT 'OUTCOME_NOT_RECORDED', s.id, format('%s, ended, and the audit log has %s of its %s groups', s.said,
           count(DISTINCT o.group_code), cardinality(s.codes || s.given_up))
    FROM s LEFT JOIN outcomes o
      ON o.saga_id = s.id AND (o.version = s.version OR s.kind = 'DROP') AND o.group_code = ANY(s.codes || s.given_up)
    WHERE s.finished_at IS NOT NULL
    GROUP BY s.id, s.said, s.codes, s.given_up
    HAVING count(DISTINCT o.group_code) <> cardinality(s.codes || s.given_up)
    UNION ALL
    SELECT 'KEY_NOT_RELEASED', id, format('%s, is %s and keeps a derived key', said, status)
    FROM s WHERE finished_at IS NOT NULL AND status <> 'COMPLETED' AND key_derived AND key_released_at IS NULL)
{findings}

-- name: next_audited --
-- The next entries of the audit log after $1, at most $2: how many, up to which all of them must be there (those older
-- than $3), and the sagas that they are about.
WITH page AS (SELECT id, at, saga_id FROM audit_log WHERE id > $1 ORDER BY id LIMIT $2)
SELECT count(*) AS entries, max(id) FILTER (WHERE at < now() - $3::interval) AS settled,
       coalesce(array_agg(DISTINCT saga_id) FILTER (WHERE saga_id IS NOT NULL), '{}') AS sagas
FROM page

-- name: next_sagas --
-- The next sagas by their numbers after $1, at most $2.
WITH page AS (SELECT id, accepted FROM sagas WHERE accepted > $1 ORDER BY accepted LIMIT $2)
SELECT count(*) AS sagas_read, max(accepted) AS last, coalesce(array_agg(id), '{}') AS sagas FROM page
