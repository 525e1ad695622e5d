-- What is still to do.

-- name: due --
-- Sagas accepted longer ago than $3 that no living worker has, by their numbers, above $2. $1: the lease.
SELECT s.id, s.claims, s.accepted FROM sagas s
WHERE s.finished_at IS NULL AND s.status <> 'STUCK' AND s.accepted > $2 AND s.accepted_at < now() - $3::interval
  AND NOT {owner_alive}
ORDER BY s.accepted LIMIT $4

-- name: next_in_line --
-- For each student and term the saga without an owner that was accepted first: the one whose turn is next.
SELECT s.id, s.claims, s.accepted FROM unnest($1::int[], $2::int[]) x (student_id, term_id)
CROSS JOIN LATERAL (
    SELECT id, claims, accepted FROM sagas
    WHERE student_id = x.student_id AND term_id = x.term_id AND finished_at IS NULL
      AND status <> 'STUCK' AND owner IS NULL
    ORDER BY accepted LIMIT 1) s

-- name: count_unfinished --
-- Tasks to be carried out, counted up to $1, and how many have ever ended. By the index of unfinished sagas, in its
-- order, whatever the planner expects of their number. A stuck saga waits for an operator, not for a worker.
SELECT (SELECT count(*) FROM (SELECT FROM sagas WHERE finished_at IS NULL AND status <> 'STUCK'
                              ORDER BY accepted LIMIT $1) live) AS unfinished,
       (SELECT coalesce(sum(completed + rejected + compensated + failed), 0)::bigint FROM saga_counts) AS ended

-- name: take_sweep --
-- Whether this transaction may sweep: one process at a time does. $1: the number of the advisory lock.
SELECT pg_try_advisory_xact_lock($1) AS mine
