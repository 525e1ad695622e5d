-- Overrides: what registrars let students do in spite of a rule. All who write here have locked the student before.

-- name: lock_student --
-- Locks the student $1, as a commit does; what there is of the student, the term $2 and the group $3 of the term.
SELECT st.id AS student_id, t.id AS term_id, g.id AS group_id,
    (SELECT min(code) FROM terms WHERE similar_code(code) = similar_code($2::text)) AS similar_term
FROM (VALUES (0)) one
LEFT JOIN LATERAL (SELECT id FROM students WHERE code = $1 FOR NO KEY UPDATE) st ON true
LEFT JOIN terms t ON t.code = $2 LEFT JOIN groups g ON g.term_id = t.id AND g.code = $3

-- name: same --
-- The usable override of the same kind for the student $1 in the term $2 and the group $3, or for every group.
SELECT {override_columns} FROM overrides o
WHERE o.student_id = $1 AND o.term_id = $2 AND o.group_id IS NOT DISTINCT FROM $3::int AND o.kind = $4
  AND {usable_override} AND (o.expires_at IS NULL OR now() < o.expires_at)
ORDER BY o.granted_at DESC LIMIT 1

-- name: grant --
-- An override, or what is to be changed of one.
INSERT INTO overrides AS o (id, student_id, term_id, group_id, kind, reason, granted_by, granted_at, expires_at, once)
VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9)
ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, granted_by = excluded.granted_by,
    granted_at = excluded.granted_at, expires_at = excluded.expires_at, once = excluded.once
RETURNING {override_columns}

-- name: lock_student_of --
-- Locks the student of the override $1.
SELECT st.id FROM students st WHERE st.id = (SELECT student_id FROM overrides WHERE id = $1) FOR NO KEY UPDATE

-- name: revoke --
-- Ends an override, unless that was done before.
UPDATE overrides o SET revoked_at = now() WHERE o.id = $1 AND o.revoked_at IS NULL RETURNING {override_columns}

-- name: by_ids --
-- Overrides by their ids.
SELECT {override_columns} FROM overrides o WHERE o.id = ANY($1::uuid[])

-- name: of_students --
-- All overrides of students, the newest first; $2: in this term only.
SELECT {override_columns} FROM overrides o
WHERE o.student_id = ANY($1::int[]) AND ($2::text IS NULL OR o.term_id = (SELECT id FROM terms WHERE code = $2))
ORDER BY o.granted_at DESC, o.id DESC

-- name: usable_of_students --
-- The overrides of students that are not used up or revoked.
SELECT {override_columns} FROM overrides o WHERE o.student_id = ANY($1::int[]) AND {usable_override}

-- name: use_up --
-- One-time overrides, each used up by a saga; returns those that were not before.
UPDATE overrides o SET used_by = x.saga, used_at = clock_timestamp()
FROM unnest($1::uuid[], $2::uuid[]) x (id, saga) WHERE o.id = x.id AND {usable_override} RETURNING o.id

-- name: give_back --
-- What sagas have used up of overrides can be used again.
UPDATE overrides SET used_by = NULL, used_at = NULL WHERE used_by = ANY($1::uuid[])
