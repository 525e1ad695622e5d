-- What terms say of refunds.

-- name: lock --
-- Locks the term with the code $1, and what its rules are.
SELECT id, rules::text FROM terms WHERE code = $1 FOR NO KEY UPDATE

-- name: save --
-- Has the term $1 say of refunds what $2 says; null: nothing.
UPDATE terms SET rules = CASE WHEN $2::text IS NULL THEN rules - 'refunds'
                              ELSE jsonb_set(rules, ARRAY['refunds'], $2::text::jsonb) END
WHERE id = $1
