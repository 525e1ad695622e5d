-- The statistics from which PostgreSQL plans.

-- name: outgrown --
-- Of the tables $1, those that have changed several times over since their statistics were made, and that we may analyze.
SELECT c.relname AS name FROM unnest($1::text[]) x (name) JOIN pg_class c ON c.oid = to_regclass(x.name)
WHERE pg_stat_get_mod_since_analyze(c.oid) > 200 + 4 * greatest(c.reltuples, 0) AND pg_has_role(c.relowner, 'MEMBER')
