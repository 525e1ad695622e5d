-- The group commit: first what is locked and read, then what is written. Both are functions, made by a migration.

-- name: lock --
-- Locks and reads what a commit needs; waits $1 milliseconds for a lock. $2 to $7: a column each of its sagas; $8 to $10:
-- of the groups that they need.
SELECT * FROM lock_for_commit_v2($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: lock_skipping --
-- The same, but passes over what others have locked.
SELECT * FROM lock_for_commit_skipping_v2($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: write --
-- Writes what was decided. $1 to $8: columns of sagas; $9 to $21: of steps; $22 and $23: of seats that are given back;
-- $24 and $25: of seats that are dropped; $26: of sagas whose seats are confirmed; $27 to $36: of seats that are taken;
-- $37 to $49: of entries of the audit log. Returns the sagas whose turn it is then.
SELECT * FROM write_commit_v2(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
    $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45,
    $46, $47, $48, $49)
