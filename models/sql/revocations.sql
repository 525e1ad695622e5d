-- Tokens that are refused before they expire.

-- name: add --
-- Revokes by the clock of the database.
INSERT INTO revocations (subject, jti, revoked_at) VALUES ($1, $2, clock_timestamp()) RETURNING revoked_at

-- name: remove --
-- Removes those whose tokens have all expired.
DELETE FROM revocations WHERE revoked_at < clock_timestamp() - make_interval(secs => $1)
