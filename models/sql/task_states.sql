-- Tasks as they stand, each with its journal.

-- name: by_ids --
-- Tasks by their ids.
SELECT {task_columns} FROM sagas s WHERE s.id = ANY($1::uuid[])

-- name: newer --
-- Of these tasks those whose version is above the known one.
SELECT s.id FROM sagas s JOIN unnest($1::uuid[], $2::int[]) k (id, version) ON s.id = k.id AND s.version > k.version

-- name: of_students --
-- Tasks of each of the students $1, newest first, accepted before the one with the number $2 if that is given.
SELECT {task_columns} FROM unnest($1::int[]) x (student_id) CROSS JOIN LATERAL (
    SELECT * FROM sagas WHERE student_id = x.student_id AND ($2::bigint IS NULL OR accepted < $2)
    ORDER BY accepted DESC LIMIT $3) s
ORDER BY s.student_id, s.accepted DESC

-- name: waits --
-- Of the tasks $1 those that wait: until when and for what they are put down, or for which task of their student.
SELECT s.id, s.waits_for, s.waiting_since, s.due_at, s.wait_reason, e.id AS earlier_task
FROM sagas s LEFT JOIN LATERAL (
    SELECT o.id FROM sagas o
    WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.id <> s.id AND o.finished_at IS NULL
      AND o.status <> 'STUCK' AND {goes_first}
    ORDER BY o.owner IS NULL, o.status = 'PENDING', o.accepted LIMIT 1) e ON s.owner IS NULL
WHERE s.id = ANY($1::uuid[]) AND {runnable}
  AND (s.due_at > clock_timestamp() OR e.id IS NOT NULL)
