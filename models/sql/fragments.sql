-- Texts that several statements share. A statement takes one in by writing its name in braces.

-- name: worker_alive --
-- Whether the worker `w` is alive: its last heartbeat is younger than the lease. In each statement that takes this in,
-- $1 is the lease.
w.heartbeat_at > clock_timestamp() - $1::interval

-- name: owner_alive --
-- Whether the saga `s` has an owner that is alive.
EXISTS (SELECT FROM workers w WHERE w.id = s.owner AND {worker_alive})

-- name: has_its_turn --
-- Whether it is the turn of the unfinished saga `s`: no other of the same student and term is owned, and none without
-- an owner was accepted before. One that was begun already (its worker died) goes first, whatever its number. As a
-- sub-select with a LIMIT this stays one look into the index sagas_turn for each saga; NOT EXISTS becomes a join of the
-- batch with all that is unfinished.
(SELECT true FROM sagas o
 WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.id <> s.id
   AND o.finished_at IS NULL AND o.status <> 'STUCK'
   AND (o.owner IS NOT NULL OR (s.owner IS NULL AND o.accepted < s.accepted)) LIMIT 1) IS NULL

-- name: task_columns --
-- Of the saga `s`, what models/task_states.py reads, its journal included: read by two statements, row and journal
-- could be of two versions.
s.id, s.accepted, s.kind, s.status, s.version, s.plan, s.plan_version, s.command::text, s.outcome::text,
    s.student_id, s.term_id, s.scope, s.correlation_id, s.claims, s.token, s.owner, s.cancel_requested_at,
    s.stuck_reason, s.accepted_at, s.started_at, s.finished_at,
    (SELECT json_agg(st)::text FROM (
        SELECT position, name, status, attempts, undo_attempts, version, started_at, finished_at, undo_started_at,
               undo_finished_at, problem, detail
        FROM saga_steps WHERE saga_id = s.id ORDER BY position) st) AS steps

-- name: key_overtaken --
-- Whether the derived key of the saga `s` stands for it no longer. Enroll, drop, enroll again must enroll: no client
-- chose a derived key, so it stands for its task only until a task of another kind, of the same student and in one of
-- the same groups, comes after it and does not fail.
s.key_derived AND EXISTS (
    SELECT FROM sagas o
    WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.kind <> s.kind
      AND o.status NOT IN ('REJECTED', 'COMPENSATED', 'FAILED')
      AND o.command->'group_codes' ?| ARRAY(SELECT jsonb_array_elements_text(s.command->'group_codes'))
      -- Of those that ran the order is known; before that, tasks run in the order of their numbers.
      AND coalesce(o.finished_at > s.finished_at, o.accepted > s.accepted))

-- name: student_columns --
-- What is read of a student.
id, code, name, active, max_credits, holds::text

-- name: term_columns --
-- What is read of a term.
id, code, name, opens_at, closes_at, opens_at <= clock_timestamp() AND clock_timestamp() < closes_at AS is_open

-- name: group_columns --
-- What is read of the group `g`.
g.id, g.code, g.term_id, g.course_id, g.capacity, g.seats_taken, g.meetings::text

-- name: enrollment_columns --
-- What is read of the enrollment `e`.
e.id, e.student_id, e.group_id, e.status, e.since, e.saga_id

-- name: offer_columns --
-- A group `g` and its course `c`, as the rules need them.
{group_columns}, c.code AS course_code, c.credits

-- name: findings --
-- Of what was `found`, rows of (name, saga_id, example), one row for each invariant: how often it is violated, up to
-- five examples, and up to a thousand of the sagas at fault.
SELECT name, count(*) AS violations, (array_agg(example))[1:5] AS examples,
       (array_agg(DISTINCT saga_id) FILTER (WHERE saga_id IS NOT NULL))[1:1000] AS sagas
FROM found GROUP BY name

-- name: unfinished_task --
-- The finding about the unfinished saga `s` of the student `st`.
'TASK_NOT_FINAL' AS name, NULL::uuid AS saga_id, format('saga %s, %s of %s, is %s since %s', s.id, s.kind,
       st.code, s.status, to_char(s.accepted_at, 'YYYY-MM-DD HH24:MI:SS')) AS example
