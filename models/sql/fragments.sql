-- Texts that several statements share. A statement takes one in by writing its name in braces. The function `claim_v2`
-- says the same as owner_alive and has_its_turn in words of its own: functions in the database do not change.

-- name: worker_alive --
-- Whether the worker `w` is alive: its last heartbeat is younger than the lease. One that lies ahead says nothing: the
-- database's clock was set back after it, and a worker that lives beats again soon. In each statement that takes this
-- in, $1 is the lease.
w.heartbeat_at > clock_timestamp() - $1::interval AND w.heartbeat_at <= clock_timestamp()

-- name: owner_alive --
-- Whether the saga `s` has an owner that is alive.
EXISTS (SELECT FROM workers w WHERE w.id = s.owner AND {worker_alive})

-- name: runnable --
-- Whether the saga `s` can be run: it is unfinished and not stuck. For sagas that are looked up one by one. Three texts
-- say that a saga is unfinished, because two of them name an index: `ended IS NULL` means all such sagas (the index
-- `sagas_unfinished`), `finished_at IS NULL` those of a student (`sagas_turn`). PostgreSQL takes both to be empty when
-- statistics were made at rest, so it would rather go through all of one than look a saga up by its id.
s.status IN ('PENDING', 'RUNNING', 'COMPENSATING')

-- name: has_its_turn --
-- Whether it is the turn of the unfinished saga `s`: no other of the same student and term is owned, and none without
-- an owner was accepted before. One that was begun already (its worker died, or it waits and was put down) goes first,
-- whatever its number. As a sub-select with a LIMIT this stays one look into the index sagas_turn for each saga; NOT
-- EXISTS becomes a join of the batch with all that is unfinished.
(SELECT true FROM sagas o
 WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.id <> s.id
   AND o.finished_at IS NULL AND o.status <> 'STUCK'
   AND {goes_first} LIMIT 1) IS NULL

-- name: goes_first --
-- Whether `o` goes before `s`, both unfinished and of one student and term: it is owned, or neither is and it was begun
-- or accepted first. A drop that owes a refund goes before none.
(NOT {owes_refund} AND (o.owner IS NOT NULL
 OR (s.owner IS NULL AND (o.status = 'PENDING', o.accepted) < (s.status = 'PENDING', s.accepted))))

-- name: owes_refund --
-- Whether the unfinished saga `o` is a drop that has given its seats back, in its first commit, and owes a refund.
(o.kind = 'DROP' AND o.status = 'RUNNING')

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
-- the same groups, comes after it and neither fails nor is told to. Another swap is of another kind: it may swap back.
-- Outcomes name the groups: a drop may have dropped more than it was asked to.
s.key_derived AND EXISTS (
    SELECT FROM sagas o
    WHERE o.student_id = s.student_id AND o.term_id = s.term_id
      AND (o.kind <> s.kind OR (o.kind = 'SWAP' AND o.fingerprint <> s.fingerprint))
      AND o.status NOT IN ('COMPENSATING', 'REJECTED', 'COMPENSATED', 'FAILED') AND o.cancel_requested_at IS NULL
      AND jsonb_path_query_array(o.outcome, '$.groups[*].group_code') ?| ARRAY(
          SELECT jsonb_array_elements_text(jsonb_path_query_array(s.outcome, '$.groups[*].group_code')))
      -- Of those that ran the order is known; before that, tasks run in the order of their numbers.
      AND coalesce(o.finished_at > s.finished_at, o.accepted > s.accepted))

-- name: unfinished_of_student --
-- Whether `o` is an unfinished task of the student `st` in the term `t`; a stuck one waits for an operator.
o.student_id = st.id AND o.term_id = t.id AND o.finished_at IS NULL AND o.status <> 'STUCK'

-- name: named_rows --
-- What there is of the student `st` and the term `t` that `x` names, each joined by its code if it exists. OFFSET 0 keeps
-- the planner from going through all students in the order of their codes until one is alike, which seems quick as long
-- as the index of similar codes has no statistics.
st.id AS student_id, t.id AS term_id, CASE WHEN st.id IS NULL THEN (SELECT min(code) FROM (
           SELECT code FROM students WHERE similar_code(code) = similar_code(x.student_code) OFFSET 0
       ) alike) END AS similar_student,
       CASE WHEN t.id IS NULL THEN (
           SELECT min(code) FROM terms WHERE similar_code(code) = similar_code(x.term_code)) END AS similar_term,
       st.cohorts, t.opens_at, t.closes_at, {rules_of_term}, now() AS now, {window_override} AS window_override

-- name: override_columns --
-- What is read of the override `o`.
o.id, o.student_id, o.term_id, o.kind, (SELECT code FROM groups WHERE id = o.group_id) AS group_code, o.reason,
    o.granted_by, o.granted_at, o.expires_at, o.once, o.used_by, o.revoked_at

-- name: usable_override --
-- Whether the override `o` was neither used up nor revoked. Whether it has expired depends on when a task was accepted.
o.used_by IS NULL AND o.revoked_at IS NULL

-- name: window_override --
-- Whether the student `st` may have an override for closed windows in the term `t`; the commit looks closer.
st.overridden AND EXISTS (
    SELECT FROM overrides o
    WHERE o.student_id = st.id AND o.term_id = t.id AND o.kind = 'TERM_NOT_OPEN' AND {usable_override}
      AND (o.expires_at IS NULL OR now() < o.expires_at))

-- name: window_open --
-- Whether the student `st` may do now in the term `t` what `x` asks for; enrollment/term_windows.py says the same in Python.
(t.opens_at <= now() AND now() < t.closes_at AND (NOT t.rules ? 'windows' OR (
    SELECT coalesce(bool_or(w.is_open) FILTER (WHERE w.cohort IS NOT NULL), bool_or(w.is_open), true)
    FROM (SELECT cohort, opens_at <= now() AND now() < coalesce(
              CASE x.kind WHEN 'DROP' THEN drops_close_at WHEN 'SWAP' THEN swaps_close_at END, closes_at) AS is_open
          FROM jsonb_to_recordset(t.rules->'windows') r (cohort text, opens_at timestamptz, closes_at timestamptz,
                                                         drops_close_at timestamptz, swaps_close_at timestamptz)
          WHERE cohort IS NULL OR cohort = ANY(st.cohorts)) w)))

-- name: student_columns --
-- What is read of a student.
id, code, name, active, max_credits, holds::text, cohorts, min_credits

-- name: is_held --
-- Whether anything is held against a student at this moment.
EXISTS (SELECT FROM jsonb_array_elements(holds) h
        WHERE (h->>'since')::timestamptz <= now() AND coalesce(now() < (h->>'until')::timestamptz, true))

-- name: term_columns --
-- What is read of the term `t`, with the `clock`.
t.id, t.code, t.name, t.opens_at, t.closes_at, {rules_of_term}, clock.now

-- name: group_columns --
-- What is read of the group `g`.
g.id, g.code, g.term_id, g.course_id, g.capacity, g.seats_taken, g.meetings::text, g.cancelled_at, g.cancel_reason,
    g.waiting, g.seats_held, g.seats_offered

-- name: rules_of_term --
-- What the term `t` says about rules; null: nothing.
nullif(t.rules, '{}')::text AS term_rules

-- name: cohorts_of_x --
-- The cohorts that `x` has as JSON.
ARRAY(SELECT jsonb_array_elements_text(x.cohorts::jsonb))

-- name: catalogue_columns --
-- A group `g` and its course `c`, as the catalogue shows them.
{group_columns}, c.code AS course_code, c.title AS course_title, c.credits AS course_credits,
    nullif(g.rules, '{}')::text AS group_rules, nullif(c.rules, '{}')::text AS course_rules

-- name: catalogue_group --
-- The same with its term `t` and the `clock`, as far as `catalogue_columns` leaves that out.
{catalogue_columns}, t.code AS term_code, t.name AS term_name, t.opens_at, t.closes_at, {rules_of_term}, clock.now

-- name: enrollment_columns --
-- What is read of the enrollment `e`, and of its place in a waitlist.
{enrollment_but_position},
    CASE WHEN e.status = 'WAITLISTED' THEN (
        SELECT count(*) FROM enrollments w WHERE w.group_id = e.group_id AND w.status = 'WAITLISTED'
           AND w.waitlist_number <= e.waitlist_number) END AS position

-- name: enrollment_but_position --
-- The same without its position among those who wait. What is given up for the seat is said by the task that joined.
e.id, e.student_id, e.group_id, e.status, e.since, e.saga_id, e.created_at,
    CASE WHEN e.waitlist_number IS NULL THEN e.created_at END AS held_since,
    CASE WHEN e.status = 'WAITLISTED' THEN (
        SELECT h.offered_until FROM seat_holds h WHERE h.group_id = e.group_id AND h.student_id = e.student_id)
    END AS offered_until,
    CASE WHEN e.status = 'WAITLISTED' THEN {given_up_for_place} END AS drop_group_codes

-- name: given_up_for_place --
-- The codes of the groups that are given up for the place `e` in a waitlist when its seat comes.
ARRAY(SELECT jsonb_array_elements_text(j.command->'drop_codes') FROM sagas j WHERE j.id = e.saga_id)

-- name: offer_columns --
-- A group `g` and its course `c`, as the rules need them.
{group_columns}, c.code AS course_code, c.credits, nullif(g.rules, '{}')::text AS group_rules,
    nullif(c.rules, '{}')::text AS course_rules, g.waiting + g.openings > 0 AS waited_for

-- name: basket_columns --
-- What a basket of the student `st` and the term `t`, which `x` names, is judged by; $3: the codes of its groups.
{named_rows},
    (SELECT row_to_json(s)::text FROM (SELECT {student_columns} FROM students WHERE id = st.id) s) AS student,
    CASE WHEN st.overridden THEN (SELECT json_agg(o)::text FROM (
        SELECT {override_columns} FROM overrides o
        WHERE o.student_id = st.id AND o.term_id = t.id AND {usable_override}) o) END AS overrides,
    (SELECT json_agg(o)::text FROM (
        SELECT {offer_columns} FROM groups g JOIN courses c ON c.id = g.course_id
        WHERE g.term_id = t.id AND g.code = ANY($3::text[])) o) AS offers,
    (SELECT json_agg(h)::text FROM (
        SELECT {offer_columns} FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
        WHERE e.student_id = st.id AND e.term_id = t.id AND e.status IN ('RESERVED', 'CONFIRMED')) h) AS held,
    (SELECT json_agg(w)::text FROM (
        SELECT {offer_columns}, h.saga_id, h.offered_until
        FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
        LEFT JOIN seat_holds h ON h.group_id = e.group_id AND h.student_id = e.student_id
        WHERE e.student_id = st.id AND e.term_id = t.id AND e.status = 'WAITLISTED') w) AS waiting

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

-- name: outlived --
-- Whether the saga `s` ended before $1, and everything that needed it did: its term was closed, its key stands for
-- nothing, no seat was held by it then or since and none was taken instead of its place, no one has asked about it since,
-- and no check of the invariants has found it amiss.
s.finished_at < $1::timestamptz AND s.key_expires_at <= now()
    AND EXISTS (SELECT FROM terms t WHERE t.id = s.term_id AND t.closes_at < $1::timestamptz)
    AND NOT EXISTS (SELECT FROM enrollments e
                    WHERE e.saga_id = s.id AND (e.status <> 'DROPPED' OR e.since >= $1::timestamptz))
    AND NOT EXISTS (SELECT FROM audit_log a
                    WHERE a.student_id = s.student_id AND a.at >= $1::timestamptz AND a.saga_id = s.id)
    AND NOT EXISTS (SELECT FROM inspections WHERE s.id = ANY(suspects))
    AND NOT EXISTS (SELECT FROM enrollments e JOIN sagas p ON p.id = e.promoted_by WHERE e.saga_id = s.id)

-- name: has_dropped --
-- Whether the saga `s` has dropped groups.
(s.status = 'COMPLETED' AND s.outcome->'groups' @> '[{"status": "DROPPED"}]')

-- name: dropped_by_d --
-- Whether the enrollment `e` may be one that the saga `d` has dropped, or is in the same seat. Joined to the groups
-- instead, all of them would be looked through for each drop.
e.student_id = d.student_id AND e.term_id = d.term_id
    AND coalesce(d.command->'drop_codes', d.command->'group_codes') ? (SELECT code FROM groups WHERE id = e.group_id)
