-- What is still to do.

-- name: due --
-- Sagas accepted longer ago than $3 that no living worker has and whose turn it is, by their numbers, above $2. $1: the
-- lease. Those that are put down are found by `waited`; those behind them would be claimed in vain for as long. What was
-- accepted after now was so before the clock was set back. Rows of batches are found by `rows_of_batches`.
SELECT s.id, s.claims, s.accepted FROM sagas s
WHERE s.ended IS NULL AND s.status <> 'STUCK' AND s.accepted > $2 AND s.batch_id IS NULL
  AND NOT s.accepted_at BETWEEN now() - $3::interval AND now()
  AND s.due_at IS NULL AND NOT {owner_alive} AND {has_its_turn}
ORDER BY s.accepted LIMIT $4

-- name: waited --
-- Sagas that were put down and are due, the one that is due first before the others; at most $1. No rows of batches.
-- What was put down after now was so before the clock was set back, and would wait for as long as that more: it is made
-- due, and found by the next sweep. Only what has more than a minute to wait is looked through: that is little.
WITH made_due AS (
    UPDATE sagas SET due_at = clock_timestamp(), waiting_since = clock_timestamp()
    WHERE id IN (SELECT id FROM sagas WHERE due_at > clock_timestamp() + interval '1 minute'
                   AND waiting_since > clock_timestamp() AND owner IS NULL ORDER BY id FOR NO KEY UPDATE SKIP LOCKED))
SELECT id, claims, accepted FROM sagas s WHERE due_at <= clock_timestamp() AND {runnable} AND batch_id IS NULL
ORDER BY due_at LIMIT $1

-- name: rows_of_batches --
-- Of the first $2 sagas of batches that can be run now, those that no living worker has. $1: the lease. Those that a
-- worker has count, so that no more than $2 are under way, however many wait; those that are put down or have not their
-- turn do not, so that they do not hold up the others.
SELECT w.id, w.claims, w.accepted FROM (
    SELECT s.id, s.claims, s.accepted, {owner_alive} AS owned FROM sagas s
    WHERE s.batch_id IS NOT NULL AND s.ended IS NULL AND s.status <> 'STUCK'
      AND (s.due_at IS NULL OR s.due_at <= clock_timestamp()) AND {has_its_turn}
    ORDER BY s.accepted LIMIT $2) w
WHERE NOT w.owned

-- name: next_in_line --
-- For each student and term the saga without an owner whose turn is next: one that was begun and put down, else the one
-- that was accepted first. None if that one is put down and not due yet.
SELECT s.id, s.claims, s.accepted FROM unnest($1::int[], $2::int[]) x (student_id, term_id)
CROSS JOIN LATERAL (
    SELECT id, claims, accepted, due_at FROM sagas o
    WHERE student_id = x.student_id AND term_id = x.term_id AND finished_at IS NULL
      AND status <> 'STUCK' AND owner IS NULL AND NOT {owes_refund}
    ORDER BY status = 'PENDING', accepted LIMIT 1) s
WHERE s.due_at IS NULL OR s.due_at <= clock_timestamp()

-- name: count_unfinished --
-- Tasks to be carried out, counted up to $1, how many of them registrars asked for, and how many have ever ended. By
-- the index of unfinished sagas, in its order, whatever the planner expects of their number. A stuck saga waits for an
-- operator, not for a worker; one that is put down waits for something else, and each student has one of those in a
-- term at most.
SELECT live.unfinished, live.by_registrars,
       (SELECT coalesce(sum(completed + rejected + compensated + failed), 0)::bigint FROM saga_counts) AS ended
FROM (SELECT count(*) AS unfinished, count(*) FILTER (WHERE by_registrar) AS by_registrars
      FROM (SELECT by_registrar FROM sagas WHERE ended IS NULL AND status <> 'STUCK'
              AND (due_at IS NULL OR due_at <= clock_timestamp()) ORDER BY accepted LIMIT $1) s) live

-- name: take_sweep --
-- Whether this transaction may sweep: one process at a time does. $1: the number of the advisory lock.
-- No statement of the transaction may take longer than five seconds.
SELECT pg_try_advisory_xact_lock($1) AS mine, set_config('statement_timeout', '5s', true) AS limited
