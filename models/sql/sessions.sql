-- What is asked of the session, or of the transaction, in which the question is asked.

-- name: other_settings --
-- Which of the settings $1 have other values than $2.
SELECT name FROM unnest($1::text[], $2::text[]) AS wanted (name, value) WHERE current_setting(name) <> value
