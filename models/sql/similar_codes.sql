-- Codes that are easily taken for those asked about: they differ in case, leading zeros or look-alike letters only.
-- Each row has codes that were `asked` about and those `found` that are like them, which may be the same ones.

-- name: students --
-- Of students, whose index makes this quick in a large table.
SELECT ARRAY[x.code] AS asked, array_agg(s.code ORDER BY s.code) AS found FROM unnest($1::text[]) x (code)
JOIN students s ON similar_code(s.code) = similar_code(x.code) AND s.code <> x.code GROUP BY x.code

-- name: terms --
-- Of terms. Not a join, for which the planner may compare each with each; so below.
SELECT array_agg(code) FILTER (WHERE asked) AS asked,
       array_agg(code ORDER BY code) FILTER (WHERE NOT asked) AS found
FROM (SELECT unnest($1::text[]), true UNION ALL SELECT code, false FROM terms) x (code, asked)
GROUP BY similar_code(code) HAVING count(DISTINCT code) > 1 AND bool_or(asked) AND NOT bool_and(asked)

-- name: courses --
-- Of courses.
SELECT array_agg(code) FILTER (WHERE asked) AS asked,
       array_agg(code ORDER BY code) FILTER (WHERE NOT asked) AS found
FROM (SELECT unnest($1::text[]), true UNION ALL SELECT code, false FROM courses) x (code, asked)
GROUP BY similar_code(code) HAVING count(DISTINCT code) > 1 AND bool_or(asked) AND NOT bool_and(asked)

-- name: groups --
-- Of groups in the same term.
SELECT term_code, array_agg(code) FILTER (WHERE asked) AS asked,
       array_agg(code ORDER BY code) FILTER (WHERE NOT asked) AS found
FROM (SELECT unnest($1::text[]), unnest($2::text[]), true
      UNION ALL SELECT t.code, g.code, false FROM groups g JOIN terms t ON t.id = g.term_id
      WHERE t.code = ANY($1::text[])) x (term_code, code, asked)
GROUP BY term_code, similar_code(code) HAVING count(DISTINCT code) > 1 AND bool_or(asked) AND NOT bool_and(asked)
