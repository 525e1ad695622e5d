-- What a load has left in a database of its own: for rehearsals and for chaos.

-- name: progress --
-- How many sagas are final, how many of those did not succeed, how many are not final, and how many seats are taken.
SELECT count(*) FILTER (WHERE finished_at IS NOT NULL) AS done,
    count(*) FILTER (WHERE finished_at IS NULL) AS unfinished,
    count(*) FILTER (WHERE finished_at IS NOT NULL AND status <> 'COMPLETED') AS rejected,
    (SELECT coalesce(sum(seats_taken), 0) FROM groups)::bigint AS seats
FROM sagas

-- name: sums --
-- Seats taken; groups over capacity; final sagas that hold some of the groups that they asked for, or any though they
-- did not succeed; groups whose seats are miscounted.
WITH live AS (
    SELECT group_id, count(*) AS seats FROM enrollments WHERE status IN ('RESERVED', 'CONFIRMED') GROUP BY group_id),
kept AS (SELECT saga_id, count(*) AS seats FROM enrollments WHERE status <> 'DROPPED' GROUP BY saga_id)
SELECT
  (SELECT coalesce(sum(seats_taken), 0) FROM groups)::bigint AS seats_taken,
  (SELECT count(*) FROM groups g JOIN live ON live.group_id = g.id WHERE live.seats > g.capacity) AS over_capacity,
  (SELECT count(*) FROM sagas s LEFT JOIN kept ON kept.saga_id = s.id WHERE s.finished_at IS NOT NULL
     AND coalesce(kept.seats, 0) <>
       CASE s.status WHEN 'COMPLETED' THEN jsonb_array_length(s.command->'group_codes') ELSE 0 END) AS partial,
  (SELECT count(*) FROM groups g LEFT JOIN live ON live.group_id = g.id
     WHERE g.seats_taken <> coalesce(live.seats, 0)) AS seats_mismatch

-- name: groups --
-- Every group: how many seats it has, and how many of them are taken by the enrollments, not by the count of seats.
SELECT t.code AS term_code, g.code, c.title, g.capacity,
  (SELECT count(*) FROM enrollments e WHERE e.group_id = g.id AND e.status IN ('RESERVED', 'CONFIRMED')) AS taken
FROM groups g JOIN terms t ON t.id = g.term_id JOIN courses c ON c.id = g.course_id

-- name: sagas --
-- Every saga: the name of its plan, its status, and whether it has got its student a seat and not only places in waitlists.
SELECT id, plan, status, outcome->'groups' @> '[{"status": "CONFIRMED"}]' AS seated FROM sagas
