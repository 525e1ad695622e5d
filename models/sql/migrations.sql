-- What the runner of migrations asks; the migrations themselves are in models/migrations.

-- name: turn --
-- Whether this transaction may apply migrations: one process at a time does. $1: the number of the advisory lock.
SELECT pg_try_advisory_xact_lock($1)

-- name: holder --
-- The session that holds that lock, if one does.
SELECT format('session %s (%s, %s)', a.pid, coalesce(nullif(a.application_name, ''), 'without a name'), a.state)
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.objid = $1 AND l.granted

-- name: oldest_transaction --
-- Who has had a transaction open for longest, this session left aside: most likely the one that holds the lock.
SELECT format('session %s (%s, %s), open for %s s', pid, coalesce(nullif(application_name, ''), 'without a name'), state,
              round(extract(epoch FROM clock_timestamp() - xact_start)))
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
ORDER BY xact_start LIMIT 1

-- name: broken_index --
-- Whether the index is what was left when making it was interrupted.
SELECT NOT indisvalid AS broken FROM pg_index WHERE indexrelid = to_regclass($1)
