-- Tasks as they stand, each with its journal.

-- name: by_ids --
-- Tasks by their ids.
SELECT {task_columns} FROM sagas s WHERE s.id = ANY($1::uuid[])

-- name: newer --
-- Of these tasks those whose version is above the known one.
SELECT s.id FROM sagas s JOIN unnest($1::uuid[], $2::int[]) k (id, version) ON s.id = k.id AND s.version > k.version

-- name: of_student --
-- Tasks of the student $1, newest first, accepted before the one with the number $2 if that is given.
SELECT {task_columns} FROM sagas s WHERE s.student_id = $1 AND ($2::bigint IS NULL OR s.accepted < $2)
ORDER BY s.accepted DESC LIMIT $3
