-- The checks of the invariants: each gives a row for each invariant that does not hold.

-- name: groups --
-- Every live enrollment is counted, which is cheaper than any cleverness: 1,000,000 of them take a fifth of a second.
WITH live AS (SELECT group_id, count(*) AS n FROM enrollments WHERE status <> 'DROPPED' GROUP BY group_id),
seats AS (
    SELECT g.capacity, g.seats_taken, coalesce(live.n, 0) AS n, format('%s in %s: capacity %s, seats taken %s, live '
           'enrollments %s', g.code, t.code, g.capacity, g.seats_taken, coalesce(live.n, 0)) AS example
    FROM groups g JOIN terms t ON t.id = g.term_id LEFT JOIN live ON live.group_id = g.id),
found AS (
    SELECT 'OVER_CAPACITY' AS name, NULL::uuid AS saga_id, example FROM seats WHERE greatest(n, seats_taken) > capacity
    UNION ALL SELECT 'SEATS_MISCOUNTED', NULL, example FROM seats WHERE n <> seats_taken)
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
-- worker, for a person (STUCK), for the student's turn, for those accepted before (where no worker has been alive for
-- as long).
WITH found AS (
    SELECT {unfinished_task} FROM sagas s JOIN students st ON st.id = s.student_id
    WHERE s.finished_at IS NULL AND s.status <> 'STUCK' AND s.accepted_at < now() - $2::interval
      AND EXISTS (SELECT FROM workers w WHERE {worker_alive} AND w.started_at < now() - $2::interval)
      AND NOT {owner_alive} AND {has_its_turn})
{findings}

-- name: unfinished --
-- Tasks that are not final, when no worker is left.
WITH found AS (
    SELECT {unfinished_task} FROM sagas s JOIN students st ON st.id = s.student_id WHERE s.finished_at IS NULL)
{findings}

-- name: sagas --
-- What can be seen of sagas one by one; $1: of which. Their entries in the audit log are found by the student, because
-- the log has no index of sagas.
WITH s AS MATERIALIZED (
    SELECT s.id, s.kind, s.status, s.version, s.student_id, s.term_id, s.finished_at, s.key_derived, s.key_released_at,
           ARRAY(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.command->'group_codes') = 'array'
                                                       THEN s.command->'group_codes' ELSE '[]' END)) AS codes,
           format('saga %s, %s of %s', s.id, s.kind, s.command->>'student_code') AS said
    FROM sagas s WHERE s.id = ANY($1::uuid[])),
made AS MATERIALIZED (
    SELECT s.id AS saga_id, s.said, s.kind, s.status AS ended, s.finished_at, s.codes, s.student_id, s.term_id,
           e.status, e.group_id, g.code
    FROM s JOIN enrollments e ON e.saga_id = s.id JOIN groups g ON g.id = e.group_id),
held AS MATERIALIZED (
    SELECT e.student_id, e.term_id, e.course_id, e.group_id, e.status, e.saga_id, e.created_at
    FROM (SELECT DISTINCT student_id FROM s) x JOIN enrollments e ON e.student_id = x.student_id
    WHERE e.status <> 'DROPPED'),
audited AS MATERIALIZED (
    SELECT s.id AS saga_id, s.said, s.kind, s.version AS reached, s.finished_at, a.id, a.action, a.group_code, a.version
    FROM s JOIN audit_log a ON a.student_id = s.student_id AND a.saga_id = s.id WHERE a.version IS NOT NULL),
outcomes AS (SELECT * FROM audited WHERE action = kind AND group_code IS NOT NULL),

found AS (
    SELECT 'PARTIAL_BASKET' AS name, s.id AS saga_id, format('%s, is COMPLETED and enrolled in %s of %s groups', s.said,
           count(DISTINCT m.code), cardinality(s.codes)) AS example
    FROM s LEFT JOIN made m ON m.saga_id = s.id AND m.code = ANY(s.codes)
    WHERE s.kind = 'ENROLL' AND s.status = 'COMPLETED'
    GROUP BY s.id, s.said, s.codes HAVING count(DISTINCT m.code) <> cardinality(s.codes)
    UNION ALL
    SELECT 'PARTIAL_BASKET', saga_id, format('%s, is %s and has a live enrollment in %s', said, ended, code)
    FROM made WHERE finished_at IS NOT NULL AND ended <> 'COMPLETED' AND status <> 'DROPPED'
    UNION ALL
    SELECT 'PARTIAL_BASKET', saga_id, format('%s, has an enrollment in %s, which it did not ask for', said, code)
    FROM made WHERE NOT code = ANY(codes)
    UNION ALL
    SELECT 'PARTIAL_BASKET', saga_id, format('%s, enrolled in %s, which no task dropped and is DROPPED', said, code)
    FROM made m WHERE ended = 'COMPLETED' AND status = 'DROPPED' AND NOT EXISTS (
        SELECT FROM sagas d WHERE d.student_id = m.student_id AND d.term_id = m.term_id AND d.kind = 'DROP'
          AND d.status = 'COMPLETED' AND d.command->'group_codes' ? m.code)
    UNION ALL
    SELECT 'PARTIAL_BASKET', s.id, format('%s, is COMPLETED and left the enrollment in %s', s.said, g.code)
    FROM s JOIN held h ON h.student_id = s.student_id AND h.term_id = s.term_id AND h.created_at < s.finished_at
    JOIN groups g ON g.id = h.group_id AND g.code = ANY(s.codes)
    WHERE s.kind = 'DROP' AND s.status = 'COMPLETED'
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
    SELECT 'EFFECT_TWICE', (array_agg(h.saga_id))[1], format('%s has %s live enrollments in %s', st.code, count(*),
           g.code)
    FROM held h JOIN students st ON st.id = h.student_id JOIN groups g ON g.id = h.group_id
    GROUP BY st.code, g.id HAVING count(*) > 1
    UNION ALL
    SELECT 'EFFECT_TWICE', (array_agg(h.saga_id))[1], format('%s is confirmed in %s groups of %s in %s', st.code,
           count(*), c.code, t.code)
    FROM held h JOIN students st ON st.id = h.student_id JOIN courses c ON c.id = h.course_id
    JOIN terms t ON t.id = h.term_id
    WHERE h.status = 'CONFIRMED' GROUP BY st.code, c.code, t.code HAVING count(DISTINCT h.group_id) > 1
    UNION ALL
    SELECT 'EFFECT_TWICE', saga_id, format('%s, has %s outcomes for %s in the audit log', said, count(*), group_code)
    FROM outcomes GROUP BY saga_id, said, group_code HAVING count(*) > 1
    UNION ALL
    SELECT 'OUTCOME_NOT_RECORDED', s.id, format('%s, ended, and the audit log has %s of its %s groups', s.said,
           count(DISTINCT o.group_code), cardinality(s.codes))
    FROM s LEFT JOIN outcomes o ON o.saga_id = s.id AND o.version = s.version AND o.group_code = ANY(s.codes)
    WHERE s.finished_at IS NOT NULL
    GROUP BY s.id, s.said, s.codes HAVING count(DISTINCT o.group_code) <> cardinality(s.codes)
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
