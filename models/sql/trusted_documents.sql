-- Documents that operators have registered.

-- name: register --
-- Registers documents by id, $1, with their texts, $2; those that are there stay as they are. Returns the new ones.
INSERT INTO trusted_documents (id, text) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT DO NOTHING
RETURNING id

-- name: of_other_text --
-- Which of these ids, $1, are registered with another text than that in $2.
SELECT id FROM trusted_documents t JOIN unnest($1::text[], $2::text[]) AS given (id, text) USING (id)
WHERE t.text <> given.text ORDER BY id

-- name: total_bytes --
-- The size of all texts.
SELECT coalesce(sum(octet_length(text)), 0) AS bytes FROM trusted_documents
