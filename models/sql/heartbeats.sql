-- The rows of workers.

-- name: beat --
-- Says that the worker is alive, how many sagas it runs, and which plans it knows.
INSERT INTO workers (id, name, started_at, heartbeat_at, running, plans)
VALUES ($1, $2, clock_timestamp(), clock_timestamp(), $3, $4)
ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at, running = excluded.running
RETURNING heartbeat_at

-- name: alive_on_host --
-- How many workers on one host are alive. $2 begins the names of its workers.
SELECT count(*) AS alive FROM workers w WHERE starts_with(w.name, $2) AND {worker_alive}

-- name: leave --
-- Removes a worker that ends, and those that have been dead for a day.
DELETE FROM workers WHERE id = $1 OR heartbeat_at < clock_timestamp() - interval '1 day'
