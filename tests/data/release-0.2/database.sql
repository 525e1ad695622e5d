SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.claim_v1(lease interval, wanted uuid[], worker uuid, suspect integer) RETURNS TABLE(passed_over boolean, stalled integer, unknown_for interval, id uuid, accepted bigint, kind text, status text, version integer, plan text, plan_version smallint, command text, outcome text, student_id integer, term_id integer, scope text, correlation_id text, claims integer, token uuid, owner uuid, cancel_requested_at timestamp with time zone, stuck_reason text, accepted_at timestamp with time zone, started_at timestamp with time zone, finished_at timestamp with time zone, steps text)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
    locked uuid[];
    tried uuid[];
    students int[];
    free uuid[];
BEGIN
    -- A claim that is lost in a crash was no promise: no version changes, and its token comes to nothing.
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT coalesce(array_agg(l.id), '{}'), coalesce(array_agg(l.id) FILTER (WHERE l.chosen), '{}'),
           array_agg(l.student_id) FILTER (WHERE l.chosen)
    INTO locked, tried, students
    FROM (SELECT s.id, s.student_id, s.stalled < suspect
              OR row_number() OVER (PARTITION BY s.stalled < suspect ORDER BY random()) = 1 AS chosen
          FROM (SELECT s.id, s.student_id, s.stalled FROM sagas s
                WHERE s.id = ANY(wanted) AND s.status IN ('PENDING', 'RUNNING', 'COMPENSATING')
                ORDER BY s.id FOR NO KEY UPDATE SKIP LOCKED) s) l;
    -- One claim at a time may look at a student's sagas.
    SELECT coalesce(array_agg(t.id), '{}') INTO free
    FROM (SELECT st.id FROM students st WHERE st.id = ANY(students)
          ORDER BY st.id FOR NO KEY UPDATE SKIP LOCKED) st
    JOIN unnest(tried, students) t (id, student_id) ON t.student_id = st.id;
    RETURN QUERY
    UPDATE sagas s SET owner = worker, token = gen_random_uuid(), claims = s.claims + 1, stalled = s.stalled + 1,
        due_at = NULL, started_at = coalesce(s.started_at, clock_timestamp())
    WHERE s.id = ANY(free)
      AND (s.owner IS NULL OR NOT EXISTS (
          SELECT FROM workers w WHERE w.id = s.owner
            AND w.heartbeat_at > clock_timestamp() - lease AND w.heartbeat_at <= clock_timestamp()))
      AND (s.due_at IS NULL OR s.due_at <= clock_timestamp())
      AND (SELECT true FROM sagas o
           WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.id <> s.id
             AND o.finished_at IS NULL AND o.status <> 'STUCK'
             AND (o.owner IS NOT NULL OR (s.owner IS NULL
                  AND (o.status = 'PENDING', o.accepted) < (s.status = 'PENDING', s.accepted))) LIMIT 1) IS NULL
    RETURNING false, s.stalled, CASE WHEN s.waits_for = 'worker' THEN clock_timestamp() - s.waiting_since END,
        s.id, s.accepted, s.kind::text, s.status::text, s.version, s.plan::text, s.plan_version, s.command::text,
        s.outcome::text, s.student_id, s.term_id, s.scope::text, s.correlation_id::text, s.claims, s.token, s.owner,
        s.cancel_requested_at, s.stuck_reason, s.accepted_at, s.started_at, s.finished_at,
        (SELECT json_agg(st)::text FROM (
            SELECT p.position, p.name, p.status, p.attempts, p.undo_attempts, p.version, p.started_at, p.finished_at,
                   p.undo_started_at, p.undo_finished_at, p.problem, p.detail
            FROM saga_steps p WHERE p.saga_id = s.id ORDER BY p.position) st);
    passed_over := true;
    IF cardinality(free) < cardinality(tried) THEN
        FOREACH id IN ARRAY tried LOOP
            CONTINUE WHEN id = ANY(free);
            RETURN NEXT;
        END LOOP;
    END IF;
    IF cardinality(locked) < cardinality(wanted) THEN
        FOR id IN
            SELECT s.id FROM sagas s
            WHERE s.id = ANY(wanted) AND NOT s.id = ANY(locked) AND s.status IN ('PENDING', 'RUNNING', 'COMPENSATING')
              AND NOT EXISTS (
                  SELECT FROM workers w WHERE w.id = s.owner
                    AND w.heartbeat_at > clock_timestamp() - lease AND w.heartbeat_at <= clock_timestamp())
        LOOP
            RETURN NEXT;
        END LOOP;
    END IF;
END $$;
CREATE FUNCTION public.lock_for_commit_skipping_v1(wait_milliseconds integer, ids uuid[], tokens uuid[], versions integer[], students integer[], forward boolean[], changing boolean[], wanted_by uuid[], terms integer[], codes text[], OUT began timestamp with time zone, OUT moment timestamp with time zone, OUT sagas text, OUT busy uuid[], OUT students_locked text, OUT groups text, OUT held text, OUT busy_students integer[]) RETURNS record
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
    locked uuid[];
    ours uuid[];
    of_ours int[];
    of_forward int[];
    of_changing int[];
    student_ids int[];
    needed_terms int[];
    needed_codes text[];
    group_ids int[];
    enrollment_ids uuid[];
BEGIN
    PERFORM set_config('lock_timeout', wait_milliseconds::text, true);
    began := now();
    SELECT coalesce(array_agg(l.id), '{}') INTO locked
    FROM (SELECT s.id FROM sagas s WHERE s.id = ANY(ids) ORDER BY s.id FOR NO KEY UPDATE SKIP LOCKED) l;
    IF cardinality(locked) < cardinality(ids) THEN
        SELECT array_agg(s.id) INTO busy FROM sagas s WHERE s.id = ANY(ids) AND NOT s.id = ANY(locked);
    END IF;
    SELECT array_agg(s.id), coalesce(array_agg(DISTINCT x.student), '{}'),
           coalesce(array_agg(DISTINCT x.student) FILTER (WHERE x.forward), '{}'),
           coalesce(array_agg(DISTINCT x.student) FILTER (WHERE x.changing), '{}'),
           json_agg(json_build_object('id', s.id, 'cancelled', s.cancel_requested_at IS NOT NULL))::text
    INTO ours, of_ours, of_forward, of_changing, sagas
    FROM unnest(ids, tokens, versions, students, forward, changing)
      x (id, token, version, student, forward, changing)
    JOIN sagas s ON s.id = x.id AND s.token = x.token AND s.version = x.version
    WHERE s.id = ANY(locked);
    -- As a claim locks them: of a saga that was accepted before this commit, and is not among the next in line that it
    -- finds, the claim waits for this commit or finds it done.
    SELECT coalesce(array_agg(l.id), '{}') INTO student_ids
    FROM (SELECT st.id FROM students st WHERE st.id = ANY(of_ours) ORDER BY st.id FOR NO KEY UPDATE SKIP LOCKED) l;
    SELECT coalesce(array_agg(n.term), '{}'), coalesce(array_agg(n.code), '{}') INTO needed_terms, needed_codes
    FROM (SELECT DISTINCT x.term, x.code FROM unnest(wanted_by, terms, codes) x (saga, term, code)
          JOIN unnest(ours) o (id) ON o.id = x.saga) n;
    IF cardinality(needed_codes) > 0 THEN
        SELECT coalesce(array_agg(l.id), '{}') INTO group_ids
        FROM (SELECT g.id FROM groups g JOIN unnest(needed_terms, needed_codes) x (term, code)
                ON g.term_id = x.term AND g.code = x.code
              ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g SKIP LOCKED) l;
    END IF;
    IF cardinality(of_changing) > 0 THEN
        SELECT coalesce(array_agg(l.id), '{}') INTO enrollment_ids
        FROM (SELECT e.id FROM enrollments e WHERE e.student_id = ANY(of_changing) AND e.status <> 'DROPPED'
              ORDER BY e.id FOR NO KEY UPDATE SKIP LOCKED) l;
        SELECT array_agg(DISTINCT e.student_id) INTO busy_students
        FROM enrollments e
        WHERE e.student_id = ANY(of_changing) AND e.status <> 'DROPPED' AND NOT e.id = ANY(enrollment_ids);
    END IF;
    moment := clock_timestamp();
    SELECT json_agg(x)::text INTO students_locked
    FROM (SELECT st.id, st.code, st.name, st.active, st.max_credits, st.holds
          FROM students st WHERE st.id = ANY(student_ids)) x;
    IF cardinality(needed_codes) > 0 THEN
        SELECT json_agg(json_build_object('locked', g.id = ANY(group_ids), 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings), 'course_code', c.code, 'credits', c.credits))::text
        INTO groups
        FROM unnest(needed_terms, needed_codes) x (term, code)
        JOIN groups g ON g.term_id = x.term AND g.code = x.code
        JOIN courses c ON c.id = g.course_id;
    END IF;
    IF cardinality(of_forward) > 0 THEN
        SELECT json_agg(json_build_object('student_id', e.student_id, 'status', e.status, 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings), 'course_code', c.code, 'credits', c.credits))::text
        INTO held
        FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
        WHERE e.student_id = ANY(of_forward) AND e.status <> 'DROPPED';
    END IF;
END $$;
CREATE FUNCTION public.lock_for_commit_v1(wait_milliseconds integer, ids uuid[], tokens uuid[], versions integer[], students integer[], forward boolean[], changing boolean[], wanted_by uuid[], terms integer[], codes text[], OUT began timestamp with time zone, OUT moment timestamp with time zone, OUT sagas text, OUT busy uuid[], OUT students_locked text, OUT groups text, OUT held text, OUT busy_students integer[]) RETURNS record
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
    locked uuid[];
    ours uuid[];
    of_ours int[];
    of_forward int[];
    of_changing int[];
    student_ids int[];
    needed_terms int[];
    needed_codes text[];
    group_ids int[];
    enrollment_ids uuid[];
BEGIN
    PERFORM set_config('lock_timeout', wait_milliseconds::text, true);
    began := now();
    SELECT coalesce(array_agg(l.id), '{}') INTO locked
    FROM (SELECT s.id FROM sagas s WHERE s.id = ANY(ids) ORDER BY s.id FOR NO KEY UPDATE ) l;
    IF cardinality(locked) < cardinality(ids) THEN
        SELECT array_agg(s.id) INTO busy FROM sagas s WHERE s.id = ANY(ids) AND NOT s.id = ANY(locked);
    END IF;
    SELECT array_agg(s.id), coalesce(array_agg(DISTINCT x.student), '{}'),
           coalesce(array_agg(DISTINCT x.student) FILTER (WHERE x.forward), '{}'),
           coalesce(array_agg(DISTINCT x.student) FILTER (WHERE x.changing), '{}'),
           json_agg(json_build_object('id', s.id, 'cancelled', s.cancel_requested_at IS NOT NULL))::text
    INTO ours, of_ours, of_forward, of_changing, sagas
    FROM unnest(ids, tokens, versions, students, forward, changing)
      x (id, token, version, student, forward, changing)
    JOIN sagas s ON s.id = x.id AND s.token = x.token AND s.version = x.version
    WHERE s.id = ANY(locked);
    -- As a claim locks them: of a saga that was accepted before this commit, and is not among the next in line that it
    -- finds, the claim waits for this commit or finds it done.
    SELECT coalesce(array_agg(l.id), '{}') INTO student_ids
    FROM (SELECT st.id FROM students st WHERE st.id = ANY(of_ours) ORDER BY st.id FOR NO KEY UPDATE ) l;
    SELECT coalesce(array_agg(n.term), '{}'), coalesce(array_agg(n.code), '{}') INTO needed_terms, needed_codes
    FROM (SELECT DISTINCT x.term, x.code FROM unnest(wanted_by, terms, codes) x (saga, term, code)
          JOIN unnest(ours) o (id) ON o.id = x.saga) n;
    IF cardinality(needed_codes) > 0 THEN
        SELECT coalesce(array_agg(l.id), '{}') INTO group_ids
        FROM (SELECT g.id FROM groups g JOIN unnest(needed_terms, needed_codes) x (term, code)
                ON g.term_id = x.term AND g.code = x.code
              ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g ) l;
    END IF;
    IF cardinality(of_changing) > 0 THEN
        SELECT coalesce(array_agg(l.id), '{}') INTO enrollment_ids
        FROM (SELECT e.id FROM enrollments e WHERE e.student_id = ANY(of_changing) AND e.status <> 'DROPPED'
              ORDER BY e.id FOR NO KEY UPDATE ) l;
        SELECT array_agg(DISTINCT e.student_id) INTO busy_students
        FROM enrollments e
        WHERE e.student_id = ANY(of_changing) AND e.status <> 'DROPPED' AND NOT e.id = ANY(enrollment_ids);
    END IF;
    moment := clock_timestamp();
    SELECT json_agg(x)::text INTO students_locked
    FROM (SELECT st.id, st.code, st.name, st.active, st.max_credits, st.holds
          FROM students st WHERE st.id = ANY(student_ids)) x;
    IF cardinality(needed_codes) > 0 THEN
        SELECT json_agg(json_build_object('locked', g.id = ANY(group_ids), 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings), 'course_code', c.code, 'credits', c.credits))::text
        INTO groups
        FROM unnest(needed_terms, needed_codes) x (term, code)
        JOIN groups g ON g.term_id = x.term AND g.code = x.code
        JOIN courses c ON c.id = g.course_id;
    END IF;
    IF cardinality(of_forward) > 0 THEN
        SELECT json_agg(json_build_object('student_id', e.student_id, 'status', e.status, 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings), 'course_code', c.code, 'credits', c.credits))::text
        INTO held
        FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
        WHERE e.student_id = ANY(of_forward) AND e.status <> 'DROPPED';
    END IF;
END $$;
CREATE FUNCTION public.saga_counts_add(more_completed bigint, more_rejected bigint, more_compensated bigint, more_failed bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE mine int;
BEGIN
    SELECT shard INTO mine FROM saga_counts LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
    IF mine IS NULL THEN
        INSERT INTO saga_counts (completed, rejected, compensated, failed)
        VALUES (more_completed, more_rejected, more_compensated, more_failed);
    ELSE
        UPDATE saga_counts SET completed = completed + more_completed, rejected = rejected + more_rejected,
            compensated = compensated + more_compensated, failed = failed + more_failed
        WHERE shard = mine;
    END IF;
END $$;
CREATE FUNCTION public.sagas_less() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE n record;
BEGIN
    SELECT count(*) FILTER (WHERE ended = 'COMPLETED') AS a, count(*) FILTER (WHERE ended = 'REJECTED') AS b,
           count(*) FILTER (WHERE ended = 'COMPENSATED') AS c, count(*) FILTER (WHERE ended = 'FAILED') AS d
    INTO n FROM less;
    IF n.a + n.b + n.c + n.d > 0 THEN
        PERFORM saga_counts_add(-n.a, -n.b, -n.c, -n.d);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.sagas_more() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE n record;
BEGIN
    SELECT count(*) FILTER (WHERE ended = 'COMPLETED') AS a, count(*) FILTER (WHERE ended = 'REJECTED') AS b,
           count(*) FILTER (WHERE ended = 'COMPENSATED') AS c, count(*) FILTER (WHERE ended = 'FAILED') AS d
    INTO n FROM more;
    IF n.a + n.b + n.c + n.d > 0 THEN
        PERFORM saga_counts_add(n.a, n.b, n.c, n.d);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.sagas_none() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM saga_counts;
    RETURN NULL;
END $$;
CREATE FUNCTION public.similar_code(code text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(lower(translate(code, 'АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο'::text, 'ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo'::text)), '(^|[^0-9])0+(?=[0-9])'::text, '\1'::text, 'g'::text);
CREATE FUNCTION public.write_commit_v1(saga_ids uuid[], saga_statuses text[], saga_outcomes text[], saga_ends timestamp with time zone[], saga_stuck_reasons text[], saga_keeps boolean[], saga_failed boolean[], saga_turned boolean[], step_sagas uuid[], step_positions smallint[], step_names text[], step_statuses text[], step_attempts smallint[], step_undo_attempts smallint[], step_versions integer[], step_starts timestamp with time zone[], step_ends timestamp with time zone[], step_undo_starts timestamp with time zone[], step_undo_ends timestamp with time zone[], step_problems text[], step_details text[], given_sagas uuid[], given_groups integer[], dropped_students integer[], dropped_groups integer[], confirmed_sagas uuid[], taken_ids uuid[], taken_students integer[], taken_groups integer[], taken_terms integer[], taken_courses integer[], taken_sagas uuid[], taken_statuses text[], taken_times timestamp with time zone[], entry_times timestamp with time zone[], entry_actors text[], entry_actions text[], entry_outcomes text[], entry_students integer[], entry_terms integer[], entry_groups text[], entry_problems text[], entry_reasons text[], entry_correlations text[], entry_sagas uuid[], entry_versions integer[]) RETURNS TABLE(id uuid, claims integer)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
    fewer int[] := '{}';
    less int[] := '{}';
BEGIN
    -- The owner of a saga that ends or gets stuck is removed; the token stays, because it tells whose last commit this
    -- was. A derived key is valid until its task turns round or is refused; a client's is released by failure only.
    UPDATE sagas s SET version = s.version + 1, status = x.status, outcome = x.outcome::jsonb, stalled = 0,
        finished_at = x.ended, stuck_reason = x.stuck_reason, waits_for = NULL, wait_reason = NULL,
        waiting_since = NULL, owner = CASE WHEN x.keeps THEN s.owner END,
        key_released_at = CASE WHEN s.key_released_at IS NULL AND (x.failed OR (x.turned AND s.key_derived))
                               THEN clock_timestamp() ELSE s.key_released_at END
    FROM unnest(saga_ids, saga_statuses, saga_outcomes, saga_ends, saga_stuck_reasons, saga_keeps, saga_failed,
                saga_turned) x (id, status, outcome, ended, stuck_reason, keeps, failed, turned)
    WHERE s.id = x.id;
    IF cardinality(step_sagas) > 0 THEN
        INSERT INTO saga_steps (saga_id, position, name, status, attempts, undo_attempts, version, started_at,
                                finished_at, undo_started_at, undo_finished_at, problem, detail)
        SELECT x.saga, x.position, x.name, x.status, x.attempts, x.undo_attempts, x.version, x.started, x.ended,
               x.undo_started, x.undo_ended, x.problem::jsonb, x.detail
        FROM unnest(step_sagas, step_positions, step_names, step_statuses, step_attempts, step_undo_attempts,
                    step_versions, step_starts, step_ends, step_undo_starts, step_undo_ends, step_problems,
                    step_details)
          x (saga, position, name, status, attempts, undo_attempts, version, started, ended, undo_started, undo_ended,
             problem, detail)
        ON CONFLICT (saga_id, position) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
            undo_attempts = excluded.undo_attempts, version = excluded.version, started_at = excluded.started_at,
            finished_at = excluded.finished_at, undo_started_at = excluded.undo_started_at,
            undo_finished_at = excluded.undo_finished_at, problem = excluded.problem, detail = excluded.detail;
    END IF;
    IF cardinality(given_sagas) > 0 THEN
        WITH given AS (
            UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
            FROM unnest(given_sagas, given_groups) x (saga, "group")
            WHERE e.saga_id = x.saga AND e.group_id = x.group AND e.status <> 'DROPPED' RETURNING e.group_id)
        SELECT coalesce(array_agg(group_id), '{}') INTO fewer FROM given;
    END IF;
    IF cardinality(dropped_students) > 0 THEN
        WITH dropped AS (
            UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
            FROM unnest(dropped_students, dropped_groups) x (student, "group")
            WHERE e.student_id = x.student AND e.group_id = x.group AND e.status = 'CONFIRMED' RETURNING e.group_id)
        SELECT coalesce(array_agg(group_id), '{}') INTO less FROM dropped;
    END IF;
    IF cardinality(confirmed_sagas) > 0 THEN
        UPDATE enrollments SET status = 'CONFIRMED', since = clock_timestamp()
        WHERE saga_id = ANY(confirmed_sagas) AND status = 'RESERVED';
    END IF;
    IF cardinality(taken_ids) > 0 THEN
        INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at)
        SELECT x.id, x.student, x.group, x.term, x.course, x.saga, x.status, x.moment, x.moment
        FROM unnest(taken_ids, taken_students, taken_groups, taken_terms, taken_courses, taken_sagas, taken_statuses,
                    taken_times) x (id, student, "group", term, course, saga, status, moment);
    END IF;
    IF cardinality(taken_groups) + cardinality(fewer) + cardinality(less) > 0 THEN
        UPDATE groups g SET seats_taken = g.seats_taken + x.change
        FROM (SELECT y.id, sum(y.change)::int AS change
              FROM (SELECT unnest(taken_groups) AS id, 1 AS change
                    UNION ALL SELECT unnest(fewer || less), -1) y
              GROUP BY y.id HAVING sum(y.change) <> 0) x
        WHERE g.id = x.id;
    END IF;
    IF cardinality(entry_actors) > 0 THEN
        INSERT INTO audit_log (at, actor, action, outcome, student_id, term_id, group_code, problem, reason,
                               correlation_id, saga_id, version)
        SELECT x.moment, x.actor, x.action, x.outcome, x.student, x.term, x.code, x.problem::jsonb, x.reason,
               x.correlation, x.saga, x.version
        FROM unnest(entry_times, entry_actors, entry_actions, entry_outcomes, entry_students, entry_terms,
                    entry_groups, entry_problems, entry_reasons, entry_correlations, entry_sagas, entry_versions)
          x (moment, actor, action, outcome, student, term, code, problem, reason, correlation, saga, version);
    END IF;
    RETURN QUERY
    SELECT n.id, n.claims
    FROM (SELECT DISTINCT s.student_id, s.term_id FROM unnest(saga_ids, saga_keeps) x (id, keeps)
          JOIN sagas s ON s.id = x.id WHERE NOT x.keeps) ended
    CROSS JOIN LATERAL (
        SELECT s.id, s.claims, s.due_at FROM sagas s
        WHERE s.student_id = ended.student_id AND s.term_id = ended.term_id AND s.finished_at IS NULL
          AND s.status <> 'STUCK' AND s.owner IS NULL
        ORDER BY s.status = 'PENDING', s.accepted LIMIT 1) n
    WHERE n.due_at IS NULL OR n.due_at <= clock_timestamp();
END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying(255) NOT NULL,
    action character varying(40) NOT NULL,
    group_code character varying(100),
    outcome character varying(16) NOT NULL,
    problem jsonb,
    reason text,
    correlation_id character varying(128),
    version integer,
    saga_id uuid,
    student_id integer,
    term_id integer,
    service character varying(60),
    epoch bigint,
    course_code character varying(100),
    before jsonb,
    after jsonb,
    group_codes text[]
);
COMMENT ON TABLE public.audit_log IS '`actor`: who asked; `outcome`: the group''s status, or what befell the saga; `version`: the saga''s.';
CREATE SEQUENCE public.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_log_id_seq OWNED BY public.audit_log.id;
CREATE TABLE public.courses (
    id integer NOT NULL,
    code character varying(100) NOT NULL,
    title character varying(300) NOT NULL,
    credits smallint NOT NULL
);
COMMENT ON TABLE public.courses IS 'A course, whatever the term.';
CREATE SEQUENCE public.courses_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.courses_id_seq OWNED BY public.courses.id;
CREATE TABLE public.enrollments (
    id uuid NOT NULL,
    status character varying(12) NOT NULL,
    since timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    course_id integer NOT NULL,
    group_id integer NOT NULL,
    saga_id uuid NOT NULL,
    student_id integer NOT NULL,
    term_id integer NOT NULL,
    CONSTRAINT enrollments_status CHECK (((status)::text = ANY ((ARRAY['RESERVED'::character varying, 'CONFIRMED'::character varying, 'WAITLISTED'::character varying, 'DROPPED'::character varying])::text[])))
);
COMMENT ON TABLE public.enrollments IS 'A row is live unless DROPPED. Term and course are the group''s, repeated for the index on them.';
COMMENT ON COLUMN public.enrollments.status IS 'RESERVED: RESERVED\nCONFIRMED: CONFIRMED\nDROPPED: DROPPED';
CREATE TABLE public.groups (
    id integer NOT NULL,
    code character varying(100) NOT NULL,
    capacity integer NOT NULL,
    seats_taken integer DEFAULT 0 NOT NULL,
    meetings jsonb NOT NULL,
    course_id integer NOT NULL,
    term_id integer NOT NULL,
    CONSTRAINT groups_capacity CHECK ((capacity >= 0)),
    CONSTRAINT groups_seats CHECK (((seats_taken >= 0) AND (seats_taken <= capacity)))
)
WITH (fillfactor='50');
COMMENT ON TABLE public.groups IS '`seats_taken` always equals the count of the group''s live enrollments; `meetings`: JSON list of `Meeting`.';
CREATE SEQUENCE public.groups_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.groups_id_seq OWNED BY public.groups.id;
CREATE TABLE public.inspections (
    one boolean DEFAULT true NOT NULL,
    audit_id bigint DEFAULT 0 NOT NULL,
    accepted bigint DEFAULT 0 NOT NULL,
    round_began timestamp with time zone,
    complete_since timestamp with time zone,
    suspects uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    checked_at timestamp with time zone,
    findings jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT inspections_one_check CHECK (one)
);
CREATE TABLE public.retention (
    one boolean DEFAULT true NOT NULL,
    archived_before timestamp with time zone,
    completed_at timestamp with time zone,
    CONSTRAINT retention_one_check CHECK (one)
);
CREATE TABLE public.revocations (
    id bigint NOT NULL,
    subject character varying(255),
    jti character varying(255),
    revoked_at timestamp with time zone NOT NULL,
    CONSTRAINT revocations_of_something CHECK ((num_nonnulls(subject, jti) > 0))
);
CREATE SEQUENCE public.revocations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.revocations_id_seq OWNED BY public.revocations.id;
CREATE TABLE public.saga_counts (
    shard integer NOT NULL,
    completed bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    compensated bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='10');
ALTER TABLE public.saga_counts ALTER COLUMN shard ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.saga_counts_shard_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.saga_steps (
    "position" smallint NOT NULL,
    name character varying(160) NOT NULL,
    status character varying(16) NOT NULL,
    attempts smallint NOT NULL,
    undo_attempts smallint NOT NULL,
    version integer NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    undo_started_at timestamp with time zone,
    undo_finished_at timestamp with time zone,
    problem jsonb,
    detail text,
    saga_id uuid NOT NULL
);
COMMENT ON TABLE public.saga_steps IS 'One record of the journal, keyed (saga, position); see `saga.journal.Record`.';
COMMENT ON COLUMN public.saga_steps.status IS 'PENDING: PENDING\nSTARTED: STARTED\nDONE: DONE\nREFUSED: REFUSED\nFAILED: FAILED\nCOMPENSATING: COMPENSATING\nCOMPENSATED: COMPENSATED\nSKIPPED: SKIPPED';
CREATE TABLE public.sagas (
    id uuid NOT NULL,
    accepted bigint NOT NULL,
    kind character varying(12) NOT NULL,
    status character varying(16) NOT NULL,
    version integer NOT NULL,
    plan character varying(40) NOT NULL,
    plan_version smallint NOT NULL,
    command jsonb NOT NULL,
    outcome jsonb NOT NULL,
    scope character varying(255) NOT NULL,
    idempotency_key character varying(255) NOT NULL,
    key_derived boolean NOT NULL,
    key_expires_at timestamp with time zone NOT NULL,
    key_released_at timestamp with time zone,
    fingerprint bytea NOT NULL,
    correlation_id character varying(128) NOT NULL,
    owner uuid,
    token uuid,
    claims integer DEFAULT 0 NOT NULL,
    stalled integer DEFAULT 0 NOT NULL,
    stuck_reason text,
    cancel_requested_at timestamp with time zone,
    accepted_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    student_id integer NOT NULL,
    term_id integer NOT NULL,
    ended character varying(16) GENERATED ALWAYS AS (
CASE
    WHEN (finished_at IS NOT NULL) THEN status
    ELSE NULL::character varying
END) STORED,
    due_at timestamp with time zone,
    waits_for character varying(60),
    wait_reason text,
    waiting_since timestamp with time zone,
    by_registrar boolean DEFAULT false NOT NULL,
    CONSTRAINT sagas_finished CHECK (((finished_at IS NOT NULL) = ((status)::text = ANY ((ARRAY['COMPLETED'::character varying, 'REJECTED'::character varying, 'COMPENSATED'::character varying, 'FAILED'::character varying])::text[])))),
    CONSTRAINT sagas_version CHECK ((version >= 1))
)
WITH (fillfactor='60');
COMMENT ON TABLE public.sagas IS 'A task and its saga.';
COMMENT ON COLUMN public.sagas.kind IS 'ENROLL: ENROLL\nDROP: DROP';
COMMENT ON COLUMN public.sagas.status IS 'PENDING: PENDING\nRUNNING: RUNNING\nCOMPENSATING: COMPENSATING\nSTUCK: STUCK\nCOMPLETED: COMPLETED\nREJECTED: REJECTED\nCOMPENSATED: COMPENSATED\nFAILED: FAILED';
CREATE SEQUENCE public.sagas_accepted_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sagas_accepted_seq OWNED BY public.sagas.accepted;
CREATE TABLE public.students (
    id integer NOT NULL,
    code character varying(100) NOT NULL,
    name character varying(200),
    active boolean DEFAULT true NOT NULL,
    max_credits smallint DEFAULT 30 NOT NULL,
    holds jsonb NOT NULL
);
COMMENT ON TABLE public.students IS '`holds`: a JSON list of `enrollment.problems.Hold`; `max_credits`: most they may hold in one term.';
CREATE SEQUENCE public.students_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.students_id_seq OWNED BY public.students.id;
CREATE TABLE public.terms (
    id integer NOT NULL,
    code character varying(100) NOT NULL,
    name character varying(200),
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    CONSTRAINT terms_window CHECK ((opens_at < closes_at)),
    CONSTRAINT terms_window_finite CHECK ((isfinite(opens_at) AND isfinite(closes_at)))
);
COMMENT ON TABLE public.terms IS '`opens_at` is inclusive, `closes_at` exclusive; both UTC, judged by the database''s clock at acceptance.';
CREATE SEQUENCE public.terms_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.terms_id_seq OWNED BY public.terms.id;
CREATE TABLE public.tortoise_migrations (
    id integer NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.tortoise_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tortoise_migrations_id_seq OWNED BY public.tortoise_migrations.id;
CREATE TABLE public.trusted_documents (
    id character varying(128) NOT NULL,
    text text NOT NULL,
    registered_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE public.workers (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    heartbeat_at timestamp with time zone NOT NULL,
    running integer DEFAULT 0 NOT NULL,
    plans text[]
);
COMMENT ON TABLE public.workers IS '`running`: sagas in its hands at the last beat.';
ALTER TABLE ONLY public.audit_log ALTER COLUMN id SET DEFAULT nextval('public.audit_log_id_seq'::regclass);
ALTER TABLE ONLY public.courses ALTER COLUMN id SET DEFAULT nextval('public.courses_id_seq'::regclass);
ALTER TABLE ONLY public.groups ALTER COLUMN id SET DEFAULT nextval('public.groups_id_seq'::regclass);
ALTER TABLE ONLY public.revocations ALTER COLUMN id SET DEFAULT nextval('public.revocations_id_seq'::regclass);
ALTER TABLE ONLY public.students ALTER COLUMN id SET DEFAULT nextval('public.students_id_seq'::regclass);
ALTER TABLE ONLY public.terms ALTER COLUMN id SET DEFAULT nextval('public.terms_id_seq'::regclass);
ALTER TABLE ONLY public.tortoise_migrations ALTER COLUMN id SET DEFAULT nextval('public.tortoise_migrations_id_seq'::regclass);
INSERT INTO public.audit_log VALUES (1, '2026-11-30 13:01:47.423204+00', 'seed', 'SAVE_TERM', NULL, 'SAVED', NULL, '2026-06-03 13:01:47.414377 to 2026-07-03 13:01:47.414377 UTC', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, '{"name": "Primer semestre 2024", "opensAt": "2026-06-03T13:01:47.414377Z", "closesAt": "2026-07-03T13:01:47.414377Z"}', NULL);
INSERT INTO public.audit_log VALUES (2, '2026-11-30 13:01:47.423646+00', 'seed', 'SAVE_TERM', NULL, 'SAVED', NULL, '2026-10-31 13:01:47.414377 to 2027-11-30 13:01:47.414377 UTC', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"name": "Segundo semestre 2024", "opensAt": "2026-10-31T13:01:47.414377Z", "closesAt": "2027-11-30T13:01:47.414377Z"}', NULL);
INSERT INTO public.audit_log VALUES (3, '2026-11-30 13:01:47.423657+00', 'seed', 'SAVE_TERM', NULL, 'SAVED', NULL, '2027-11-30 13:01:47.414377 to 2027-12-30 13:01:47.414377 UTC', NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, NULL, '{"name": "Primer semestre 2025", "opensAt": "2027-11-30T13:01:47.414377Z", "closesAt": "2027-12-30T13:01:47.414377Z"}', NULL);
INSERT INTO public.audit_log VALUES (4, '2026-11-30 13:01:47.426776+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ADM310', NULL, '{"title": "Administración de empresas", "credits": 3}', NULL);
INSERT INTO public.audit_log VALUES (5, '2026-11-30 13:01:47.426882+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ELC101', NULL, '{"title": "Circuitos eléctricos I", "credits": 5}', NULL);
INSERT INTO public.audit_log VALUES (6, '2026-11-30 13:01:47.426889+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ELC102', NULL, '{"title": "Circuitos eléctricos II", "credits": 5}', NULL);
INSERT INTO public.audit_log VALUES (7, '2026-11-30 13:01:47.426893+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ELC106', NULL, '{"title": "Sistemas digitales I", "credits": 4}', NULL);
INSERT INTO public.audit_log VALUES (8, '2026-11-30 13:01:47.426897+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'FIS102', NULL, '{"title": "Física II", "credits": 5}', NULL);
INSERT INTO public.audit_log VALUES (9, '2026-11-30 13:01:47.426901+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'INF/101-Ñ', NULL, '{"title": "Taller de informática para niños", "credits": 2}', NULL);
INSERT INTO public.audit_log VALUES (10, '2026-11-30 13:01:47.426953+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'INF101', NULL, '{"title": "Introducción a la informática", "credits": 3}', NULL);
INSERT INTO public.audit_log VALUES (11, '2026-11-30 13:01:47.426959+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'INF220', NULL, '{"title": "Estructuras de datos", "credits": 4}', NULL);
INSERT INTO public.audit_log VALUES (12, '2026-11-30 13:01:47.426964+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'LIN100', NULL, '{"title": "Inglés técnico", "credits": 2}', NULL);
INSERT INTO public.audit_log VALUES (13, '2026-11-30 13:01:47.426969+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'MAT207', NULL, '{"title": "Ecuaciones diferenciales", "credits": 5}', NULL);
INSERT INTO public.audit_log VALUES (14, '2026-11-30 13:01:47.426974+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'MATEMÁTICA', NULL, '{"title": "Matemática básica", "credits": 4}', NULL);
INSERT INTO public.audit_log VALUES (15, '2026-11-30 13:01:47.426979+00', 'seed', 'SAVE_COURSE', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'QMC100', NULL, '{"title": "Química general", "credits": 4}', NULL);
INSERT INTO public.audit_log VALUES (16, '2026-11-30 13:01:47.431725+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (17, '2026-11-30 13:01:47.431755+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (18, '2026-11-30 13:01:47.431761+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (19, '2026-11-30 13:01:47.431766+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 4, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (20, '2026-11-30 13:01:47.431773+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 5, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (21, '2026-11-30 13:01:47.431776+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (22, '2026-11-30 13:01:47.43178+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 7, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (23, '2026-11-30 13:01:47.431784+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (24, '2026-11-30 13:01:47.431787+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 9, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (25, '2026-11-30 13:01:47.431791+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (26, '2026-11-30 13:01:47.431797+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 11, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (27, '2026-11-30 13:01:47.4318+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 12, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (28, '2026-11-30 13:01:47.431804+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 13, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (29, '2026-11-30 13:01:47.431807+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 14, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Quispe", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (30, '2026-11-30 13:01:47.431811+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 15, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (31, '2026-11-30 13:01:47.431814+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 16, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (32, '2026-11-30 13:01:47.43182+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 17, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (33, '2026-11-30 13:01:47.431824+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 18, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (34, '2026-11-30 13:01:47.431828+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 19, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (35, '2026-11-30 13:01:47.431832+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 20, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (36, '2026-11-30 13:01:47.431835+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 21, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (37, '2026-11-30 13:01:47.431839+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 22, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (38, '2026-11-30 13:01:47.431844+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 23, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (39, '2026-11-30 13:01:47.431848+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 24, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (40, '2026-11-30 13:01:47.431851+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 25, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (41, '2026-11-30 13:01:47.431855+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 26, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (42, '2026-11-30 13:01:47.431859+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 27, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (43, '2026-11-30 13:01:47.431862+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 28, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Mamani", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (44, '2026-11-30 13:01:47.431868+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 29, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (45, '2026-11-30 13:01:47.431871+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 30, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (46, '2026-11-30 13:01:47.431875+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 31, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (47, '2026-11-30 13:01:47.431879+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 32, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (48, '2026-11-30 13:01:47.431882+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 33, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (49, '2026-11-30 13:01:47.431981+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 34, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (50, '2026-11-30 13:01:47.431984+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 35, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (51, '2026-11-30 13:01:47.43199+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 36, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (52, '2026-11-30 13:01:47.431994+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 37, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (53, '2026-11-30 13:01:47.431997+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 38, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (54, '2026-11-30 13:01:47.432001+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 39, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (55, '2026-11-30 13:01:47.432005+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 40, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (56, '2026-11-30 13:01:47.432008+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 41, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (57, '2026-11-30 13:01:47.432014+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 42, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Rojas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (58, '2026-11-30 13:01:47.432017+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (59, '2026-11-30 13:01:47.432021+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 44, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (60, '2026-11-30 13:01:47.432024+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 45, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (61, '2026-11-30 13:01:47.432028+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 46, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (62, '2026-11-30 13:01:47.432031+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 47, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (63, '2026-11-30 13:01:47.432037+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 48, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (64, '2026-11-30 13:01:47.43204+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 49, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (65, '2026-11-30 13:01:47.432044+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 50, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (66, '2026-11-30 13:01:47.432048+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 51, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (67, '2026-11-30 13:01:47.432051+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 52, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (68, '2026-11-30 13:01:47.432055+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 53, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (69, '2026-11-30 13:01:47.43206+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 54, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (70, '2026-11-30 13:01:47.432064+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 55, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (71, '2026-11-30 13:01:47.432067+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 56, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Vargas", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (72, '2026-11-30 13:01:47.432071+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 57, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (73, '2026-11-30 13:01:47.432075+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 58, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (74, '2026-11-30 13:01:47.432078+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 59, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (75, '2026-11-30 13:01:47.432082+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 60, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (76, '2026-11-30 13:01:47.432087+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 61, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (77, '2026-11-30 13:01:47.432091+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 62, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (78, '2026-11-30 13:01:47.432095+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 63, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (79, '2026-11-30 13:01:47.432098+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 64, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (80, '2026-11-30 13:01:47.432102+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 65, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (81, '2026-11-30 13:01:47.432105+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 66, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (82, '2026-11-30 13:01:47.432111+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 67, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (83, '2026-11-30 13:01:47.432115+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 68, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (84, '2026-11-30 13:01:47.432118+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 69, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (85, '2026-11-30 13:01:47.432122+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 70, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Núñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (86, '2026-11-30 13:01:47.432125+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 71, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (87, '2026-11-30 13:01:47.432129+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 72, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (88, '2026-11-30 13:01:47.432135+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 73, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (89, '2026-11-30 13:01:47.432138+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 74, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (90, '2026-11-30 13:01:47.432142+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 75, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (91, '2026-11-30 13:01:47.432146+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 76, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (92, '2026-11-30 13:01:47.432149+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 77, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (93, '2026-11-30 13:01:47.432153+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 78, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (94, '2026-11-30 13:01:47.432158+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 79, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (95, '2026-11-30 13:01:47.432162+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 80, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (96, '2026-11-30 13:01:47.432176+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 81, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (97, '2026-11-30 13:01:47.43218+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 82, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (98, '2026-11-30 13:01:47.432183+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 83, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (99, '2026-11-30 13:01:47.432187+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 84, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Peña", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (100, '2026-11-30 13:01:47.43219+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 85, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (101, '2026-11-30 13:01:47.432196+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 86, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (102, '2026-11-30 13:01:47.432199+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 87, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (103, '2026-11-30 13:01:47.432203+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 88, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (104, '2026-11-30 13:01:47.432207+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 89, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (105, '2026-11-30 13:01:47.43221+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 90, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (106, '2026-11-30 13:01:47.432214+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 91, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (107, '2026-11-30 13:01:47.43222+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 92, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (108, '2026-11-30 13:01:47.432223+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 93, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (109, '2026-11-30 13:01:47.432227+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 94, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (110, '2026-11-30 13:01:47.43223+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 95, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (111, '2026-11-30 13:01:47.432234+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 96, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (112, '2026-11-30 13:01:47.432237+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 97, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (113, '2026-11-30 13:01:47.432243+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 98, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Flores", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (114, '2026-11-30 13:01:47.432246+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 99, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (115, '2026-11-30 13:01:47.43225+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 100, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (116, '2026-11-30 13:01:47.432254+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 101, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (117, '2026-11-30 13:01:47.432257+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 102, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (118, '2026-11-30 13:01:47.432261+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 103, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (119, '2026-11-30 13:01:47.432266+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 104, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (120, '2026-11-30 13:01:47.43227+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 105, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (121, '2026-11-30 13:01:47.432274+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 106, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (122, '2026-11-30 13:01:47.432277+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 107, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (123, '2026-11-30 13:01:47.432281+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 108, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (124, '2026-11-30 13:01:47.432284+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 109, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (125, '2026-11-30 13:01:47.43229+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 110, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (126, '2026-11-30 13:01:47.432294+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 111, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (127, '2026-11-30 13:01:47.432297+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 112, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Choque", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (128, '2026-11-30 13:01:47.432301+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 113, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (129, '2026-11-30 13:01:47.432304+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 114, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (130, '2026-11-30 13:01:47.432308+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 115, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (131, '2026-11-30 13:01:47.432312+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 116, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (132, '2026-11-30 13:01:47.432318+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 117, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (133, '2026-11-30 13:01:47.432321+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 118, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (134, '2026-11-30 13:01:47.432325+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 119, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (135, '2026-11-30 13:01:47.432329+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 120, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (136, '2026-11-30 13:01:47.432332+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 121, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (137, '2026-11-30 13:01:47.432336+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 122, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (138, '2026-11-30 13:01:47.432342+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 123, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (139, '2026-11-30 13:01:47.432346+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 124, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (140, '2026-11-30 13:01:47.432349+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 125, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (141, '2026-11-30 13:01:47.432353+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 126, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Soliz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (142, '2026-11-30 13:01:47.432357+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 127, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (143, '2026-11-30 13:01:47.432373+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 128, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (144, '2026-11-30 13:01:47.432379+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 129, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (145, '2026-11-30 13:01:47.432382+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 130, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (146, '2026-11-30 13:01:47.432386+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 131, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (147, '2026-11-30 13:01:47.43239+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 132, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (148, '2026-11-30 13:01:47.432393+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 133, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (149, '2026-11-30 13:01:47.432397+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 134, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (150, '2026-11-30 13:01:47.432403+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 135, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (151, '2026-11-30 13:01:47.432406+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 136, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (152, '2026-11-30 13:01:47.43241+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 137, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (153, '2026-11-30 13:01:47.432414+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 138, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (154, '2026-11-30 13:01:47.432417+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 139, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (155, '2026-11-30 13:01:47.432421+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 140, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Ibáñez", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (156, '2026-11-30 13:01:47.432425+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 141, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (157, '2026-11-30 13:01:47.43243+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 142, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (158, '2026-11-30 13:01:47.432434+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 143, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (159, '2026-11-30 13:01:47.432437+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 144, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (160, '2026-11-30 13:01:47.432441+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 145, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (161, '2026-11-30 13:01:47.432445+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 146, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (162, '2026-11-30 13:01:47.432448+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 147, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (163, '2026-11-30 13:01:47.432454+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 148, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (164, '2026-11-30 13:01:47.432457+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 149, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (165, '2026-11-30 13:01:47.432461+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 150, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (166, '2026-11-30 13:01:47.432465+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 151, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (167, '2026-11-30 13:01:47.432468+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 152, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (168, '2026-11-30 13:01:47.432472+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 153, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (169, '2026-11-30 13:01:47.432478+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 154, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Cruz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (170, '2026-11-30 13:01:47.432481+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 155, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (171, '2026-11-30 13:01:47.432485+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 156, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (172, '2026-11-30 13:01:47.432489+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 157, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (173, '2026-11-30 13:01:47.432492+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 158, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (174, '2026-11-30 13:01:47.432496+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 159, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (175, '2026-11-30 13:01:47.432502+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 160, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (176, '2026-11-30 13:01:47.432505+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 161, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (177, '2026-11-30 13:01:47.432509+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 162, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (178, '2026-11-30 13:01:47.432513+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 163, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (179, '2026-11-30 13:01:47.432516+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 164, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (180, '2026-11-30 13:01:47.43252+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 165, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (181, '2026-11-30 13:01:47.432524+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 166, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (182, '2026-11-30 13:01:47.432529+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 167, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (183, '2026-11-30 13:01:47.432533+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 168, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Arce", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (184, '2026-11-30 13:01:47.432537+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 169, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (185, '2026-11-30 13:01:47.43254+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 170, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (186, '2026-11-30 13:01:47.432544+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 171, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (187, '2026-11-30 13:01:47.432548+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 172, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (188, '2026-11-30 13:01:47.432553+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 173, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (189, '2026-11-30 13:01:47.432557+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 174, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (190, '2026-11-30 13:01:47.432571+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 175, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (191, '2026-11-30 13:01:47.432574+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 176, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (192, '2026-11-30 13:01:47.432578+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 177, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (193, '2026-11-30 13:01:47.432582+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 178, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (194, '2026-11-30 13:01:47.432588+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 179, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (195, '2026-11-30 13:01:47.432592+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 180, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (196, '2026-11-30 13:01:47.432595+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 181, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (197, '2026-11-30 13:01:47.432599+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 182, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Zeballos", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (198, '2026-11-30 13:01:47.432602+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 183, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (199, '2026-11-30 13:01:47.432606+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 184, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (200, '2026-11-30 13:01:47.432612+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 185, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (201, '2026-11-30 13:01:47.432616+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 186, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (202, '2026-11-30 13:01:47.432619+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 187, NULL, NULL, NULL, NULL, NULL, '{"name": "Elena Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (203, '2026-11-30 13:01:47.432623+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 188, NULL, NULL, NULL, NULL, NULL, '{"name": "Marco Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (204, '2026-11-30 13:01:47.432626+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 189, NULL, NULL, NULL, NULL, NULL, '{"name": "Rosa Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (205, '2026-11-30 13:01:47.43263+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 190, NULL, NULL, NULL, NULL, NULL, '{"name": "Iván Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (206, '2026-11-30 13:01:47.432635+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 191, NULL, NULL, NULL, NULL, NULL, '{"name": "Sofía Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (207, '2026-11-30 13:01:47.432639+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 192, NULL, NULL, NULL, NULL, NULL, '{"name": "Noé Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (208, '2026-11-30 13:01:47.432643+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 193, NULL, NULL, NULL, NULL, NULL, '{"name": "Ñusta Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (209, '2026-11-30 13:01:47.432647+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 194, NULL, NULL, NULL, NULL, NULL, '{"name": "Pedro Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (210, '2026-11-30 13:01:47.43265+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 195, NULL, NULL, NULL, NULL, NULL, '{"name": "Julia Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (211, '2026-11-30 13:01:47.432654+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 196, NULL, NULL, NULL, NULL, NULL, '{"name": "Raúl Montaño", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (212, '2026-11-30 13:01:47.432658+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 197, NULL, NULL, NULL, NULL, NULL, '{"name": "Ana Ortiz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (213, '2026-11-30 13:01:47.432663+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 198, NULL, NULL, NULL, NULL, NULL, '{"name": "Luis Ortiz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (214, '2026-11-30 13:01:47.432667+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 199, NULL, NULL, NULL, NULL, NULL, '{"name": "Carla Ortiz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (215, '2026-11-30 13:01:47.43267+00', 'seed', 'SAVE_STUDENT', NULL, 'SAVED', NULL, NULL, NULL, NULL, NULL, 200, NULL, NULL, NULL, NULL, NULL, '{"name": "Jorge Ortiz", "holds": [], "active": true, "maxCredits": 30}', NULL);
INSERT INTO public.audit_log VALUES (216, '2026-11-30 13:01:47.434636+00', 'seed', 'SAVE_GROUP', 'OLD-G-ELC101-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}], "courseCode": "ELC101"}', NULL);
INSERT INTO public.audit_log VALUES (217, '2026-11-30 13:01:47.436449+00', 'seed', 'SAVE_GROUP', 'G-ADM310-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "12:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "11:30"}], "courseCode": "ADM310"}', NULL);
INSERT INTO public.audit_log VALUES (218, '2026-11-30 13:01:47.436475+00', 'seed', 'SAVE_GROUP', 'G-ADM310-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "18:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "17:00"}, {"ends_at": "18:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "17:00"}], "courseCode": "ADM310"}', NULL);
INSERT INTO public.audit_log VALUES (219, '2026-11-30 13:01:47.436486+00', 'seed', 'SAVE_GROUP', 'G-ADM310-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "21:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "20:00"}], "courseCode": "ADM310"}', NULL);
INSERT INTO public.audit_log VALUES (220, '2026-11-30 13:01:47.436492+00', 'seed', 'SAVE_GROUP', 'G-ELC101-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}], "courseCode": "ELC101"}', NULL);
INSERT INTO public.audit_log VALUES (221, '2026-11-30 13:01:47.436497+00', 'seed', 'SAVE_GROUP', 'G-ELC101-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}], "courseCode": "ELC101"}', NULL);
INSERT INTO public.audit_log VALUES (222, '2026-11-30 13:01:47.436502+00', 'seed', 'SAVE_GROUP', 'G-ELC101-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}], "courseCode": "ELC101"}', NULL);
INSERT INTO public.audit_log VALUES (223, '2026-11-30 13:01:47.436527+00', 'seed', 'SAVE_GROUP', 'G-ELC102-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "08:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "07:00"}], "courseCode": "ELC102"}', NULL);
INSERT INTO public.audit_log VALUES (285, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7973-94dc-c6741c0a872c', 160, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (286, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7973-94dc-c6741c0a872c', 160, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (224, '2026-11-30 13:01:47.436534+00', 'seed', 'SAVE_GROUP', 'G-ELC102-B', 'SAVED', NULL, 'capacity 25', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 25, "meetings": [{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}], "courseCode": "ELC102"}', NULL);
INSERT INTO public.audit_log VALUES (225, '2026-11-30 13:01:47.436723+00', 'seed', 'SAVE_GROUP', 'G-ELC102-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}], "courseCode": "ELC102"}', NULL);
INSERT INTO public.audit_log VALUES (226, '2026-11-30 13:01:47.436799+00', 'seed', 'SAVE_GROUP', 'G-ELC102-D', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}], "courseCode": "ELC102"}', NULL);
INSERT INTO public.audit_log VALUES (227, '2026-11-30 13:01:47.436806+00', 'seed', 'SAVE_GROUP', 'G-ELC102-E', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}], "courseCode": "ELC102"}', NULL);
INSERT INTO public.audit_log VALUES (228, '2026-11-30 13:01:47.437207+00', 'seed', 'SAVE_GROUP', 'G-ELC106-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}], "courseCode": "ELC106"}', NULL);
INSERT INTO public.audit_log VALUES (229, '2026-11-30 13:01:47.437214+00', 'seed', 'SAVE_GROUP', 'G-ELC106-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}], "courseCode": "ELC106"}', NULL);
INSERT INTO public.audit_log VALUES (230, '2026-11-30 13:01:47.437219+00', 'seed', 'SAVE_GROUP', 'G-ELC106-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}], "courseCode": "ELC106"}', NULL);
INSERT INTO public.audit_log VALUES (231, '2026-11-30 13:01:47.437224+00', 'seed', 'SAVE_GROUP', 'G-ELC106-D', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}], "courseCode": "ELC106"}', NULL);
INSERT INTO public.audit_log VALUES (232, '2026-11-30 13:01:47.437231+00', 'seed', 'SAVE_GROUP', 'G-ELC106-E', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}], "courseCode": "ELC106"}', NULL);
INSERT INTO public.audit_log VALUES (233, '2026-11-30 13:01:47.437237+00', 'seed', 'SAVE_GROUP', 'G-FIS102-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}], "courseCode": "FIS102"}', NULL);
INSERT INTO public.audit_log VALUES (234, '2026-11-30 13:01:47.437242+00', 'seed', 'SAVE_GROUP', 'G-FIS102-B', 'SAVED', NULL, 'capacity 30', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 30, "meetings": [{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}], "courseCode": "FIS102"}', NULL);
INSERT INTO public.audit_log VALUES (235, '2026-11-30 13:01:47.437247+00', 'seed', 'SAVE_GROUP', 'G-FIS102-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}], "courseCode": "FIS102"}', NULL);
INSERT INTO public.audit_log VALUES (236, '2026-11-30 13:01:47.437252+00', 'seed', 'SAVE_GROUP', 'G-INF101-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "09:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "08:30"}], "courseCode": "INF101"}', NULL);
INSERT INTO public.audit_log VALUES (237, '2026-11-30 13:01:47.437258+00', 'seed', 'SAVE_GROUP', 'G-INF101-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "15:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "14:00"}], "courseCode": "INF101"}', NULL);
INSERT INTO public.audit_log VALUES (238, '2026-11-30 13:01:47.437263+00', 'seed', 'SAVE_GROUP', 'G-INF101-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "18:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "17:00"}, {"ends_at": "18:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "17:00"}], "courseCode": "INF101"}', NULL);
INSERT INTO public.audit_log VALUES (239, '2026-11-30 13:01:47.437268+00', 'seed', 'SAVE_GROUP', 'G-INF220-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}], "courseCode": "INF220"}', NULL);
INSERT INTO public.audit_log VALUES (240, '2026-11-30 13:01:47.437273+00', 'seed', 'SAVE_GROUP', 'G-INF220-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}], "courseCode": "INF220"}', NULL);
INSERT INTO public.audit_log VALUES (241, '2026-11-30 13:01:47.437281+00', 'seed', 'SAVE_GROUP', 'G-INF220-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "19:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "18:30"}], "courseCode": "INF220"}', NULL);
INSERT INTO public.audit_log VALUES (242, '2026-11-30 13:01:47.437286+00', 'seed', 'SAVE_GROUP', 'G-LIN100-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "12:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "11:30"}], "courseCode": "LIN100"}', NULL);
INSERT INTO public.audit_log VALUES (243, '2026-11-30 13:01:47.437291+00', 'seed', 'SAVE_GROUP', 'G-LIN100-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "16:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "15:30"}], "courseCode": "LIN100"}', NULL);
INSERT INTO public.audit_log VALUES (287, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7973-94dc-c6741c0a872c', 160, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (288, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7db8-be75-2c0d196ad521', 161, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (244, '2026-11-30 13:01:47.437315+00', 'seed', 'SAVE_GROUP', 'G-LIN100-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "21:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "20:00"}], "courseCode": "LIN100"}', NULL);
INSERT INTO public.audit_log VALUES (245, '2026-11-30 13:01:47.437682+00', 'seed', 'SAVE_GROUP', 'G-MAT207-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}], "courseCode": "MAT207"}', NULL);
INSERT INTO public.audit_log VALUES (246, '2026-11-30 13:01:47.437813+00', 'seed', 'SAVE_GROUP', 'G-MAT207-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "12:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "11:30"}], "courseCode": "MAT207"}', NULL);
INSERT INTO public.audit_log VALUES (247, '2026-11-30 13:01:47.437818+00', 'seed', 'SAVE_GROUP', 'G-MAT207-C', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "16:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "15:30"}], "courseCode": "MAT207"}', NULL);
INSERT INTO public.audit_log VALUES (248, '2026-11-30 13:01:47.437823+00', 'seed', 'SAVE_GROUP', 'G-MAT207-D', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "21:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "20:00"}], "courseCode": "MAT207"}', NULL);
INSERT INTO public.audit_log VALUES (249, '2026-11-30 13:01:47.437828+00', 'seed', 'SAVE_GROUP', 'G-MATEMÁTICA-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "09:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "08:30"}], "courseCode": "MATEMÁTICA"}', NULL);
INSERT INTO public.audit_log VALUES (250, '2026-11-30 13:01:47.437834+00', 'seed', 'SAVE_GROUP', 'G-MATEMÁTICA-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "12:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "11:30"}], "courseCode": "MATEMÁTICA"}', NULL);
INSERT INTO public.audit_log VALUES (251, '2026-11-30 13:01:47.437841+00', 'seed', 'SAVE_GROUP', 'G-QMC100-A', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}], "courseCode": "QMC100"}', NULL);
INSERT INTO public.audit_log VALUES (252, '2026-11-30 13:01:47.437846+00', 'seed', 'SAVE_GROUP', 'G-QMC100-B', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}], "courseCode": "QMC100"}', NULL);
INSERT INTO public.audit_log VALUES (253, '2026-11-30 13:01:47.437851+00', 'seed', 'SAVE_GROUP', 'G-QMC100-C', 'SAVED', NULL, 'capacity 12', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 12, "meetings": [{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}], "courseCode": "QMC100"}', NULL);
INSERT INTO public.audit_log VALUES (254, '2026-11-30 13:01:47.437856+00', 'seed', 'SAVE_GROUP', 'INF/101-Ñ', 'SAVED', NULL, 'capacity 40', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, '{"capacity": 40, "meetings": [{"ends_at": "11:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "10:00"}], "courseCode": "INF/101-Ñ"}', NULL);
INSERT INTO public.audit_log VALUES (255, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7ec6-9133-8fc80b388d6d', 150, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (256, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7ec6-9133-8fc80b388d6d', 150, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (257, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7ec6-9133-8fc80b388d6d', 150, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (258, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 151, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (259, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 151, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (260, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 151, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (261, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7d85-8700-c89812c2ad74', 152, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (262, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7d85-8700-c89812c2ad74', 152, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (263, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7d85-8700-c89812c2ad74', 152, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (264, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-76a0-9730-dbfb621bb9e3', 153, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (265, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-76a0-9730-dbfb621bb9e3', 153, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (266, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-76a0-9730-dbfb621bb9e3', 153, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (267, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-774b-aa47-808b7056c31a', 154, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (268, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-774b-aa47-808b7056c31a', 154, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (269, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-774b-aa47-808b7056c31a', 154, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (270, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7437-8193-1c63ac8b856d', 155, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (271, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7437-8193-1c63ac8b856d', 155, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (272, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7437-8193-1c63ac8b856d', 155, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (273, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-77ec-99d3-fa80845ccda2', 156, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (274, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-77ec-99d3-fa80845ccda2', 156, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (275, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-77ec-99d3-fa80845ccda2', 156, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (276, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fa1-a752-7abea1f0830a', 157, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (277, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fa1-a752-7abea1f0830a', 157, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (278, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fa1-a752-7abea1f0830a', 157, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (279, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7011-bc6f-984757523e26', 158, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (280, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7011-bc6f-984757523e26', 158, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (281, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7011-bc6f-984757523e26', 158, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (282, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-73e7-8ff1-acedd33a308d', 159, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (283, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-73e7-8ff1-acedd33a308d', 159, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (284, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-73e7-8ff1-acedd33a308d', 159, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (289, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7db8-be75-2c0d196ad521', 161, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (290, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7db8-be75-2c0d196ad521', 161, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (291, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fb6-b937-963b998eb636', 162, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (292, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fb6-b937-963b998eb636', 162, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (293, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d', 163, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (294, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d', 163, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (295, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc', 164, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (296, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc', 164, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (297, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-76ec-b8ce-800e31b119f9', 165, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (298, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-76ec-b8ce-800e31b119f9', 165, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (299, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fdf-99ac-e4384b706051', 166, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (300, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7fdf-99ac-e4384b706051', 166, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (301, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-707a-9c24-3b031ef215ac', 167, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (302, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-707a-9c24-3b031ef215ac', 167, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (303, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-73fc-be3a-5c2a6b198e69', 168, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (304, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-73fc-be3a-5c2a6b198e69', 168, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (305, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7', 169, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (306, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7', 169, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (307, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3', 170, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (308, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3', 170, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (309, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7edf-b7b2-28e56b375e96', 171, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (310, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7edf-b7b2-28e56b375e96', 171, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (311, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7906-b61b-3b2fd990c1c3', 172, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (312, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7906-b61b-3b2fd990c1c3', 172, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (313, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-77c5-9c4a-bbedd5bb92c4', 173, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (314, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7186-9d5b-4e85b9dd98ee', 174, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (315, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-703c-960f-bc1f807464b7', 175, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (316, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7ec5-86a4-ad73b48a80ba', 176, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (317, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-7423-8d76-561734631917', 177, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (318, '2026-11-30 13:01:47.451501+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22c8c-142f-757e-95d1-46d25244e0ee', 178, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (319, '2026-11-30 13:01:49.015224+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, '1d4cee7ce0374fc281c3aa9a518bf681', 1, '01a22c8c-1a40-7fac-965c-3226f3f99bd4', 16, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (320, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC102-E', 'NOT_TAKEN', NULL, NULL, '6d98a9cc33044d789566456b62987126', 2, '01a22c8c-1a40-7fac-965c-3226f3f99bd4', 16, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (321, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC106-E', 'NOT_TAKEN', NULL, NULL, '6d98a9cc33044d789566456b62987126', 2, '01a22c8c-1a40-7fac-965c-3226f3f99bd4', 16, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (322, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '2f679e3478cc4018b60fb6e36767b4be', 2, '01a22c8c-1abe-7f14-8abd-cd37d08463d5', 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (323, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '2f679e3478cc4018b60fb6e36767b4be', 2, '01a22c8c-1abe-7f14-8abd-cd37d08463d5', 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (324, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '16b059a2f3a94aedaf6fc8b44862ba8c', 2, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de', 2, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (325, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '16b059a2f3a94aedaf6fc8b44862ba8c', 2, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de', 2, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (326, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, 'b593cc64794744d6ac6f375c19ed0c0a', 2, '01a22c8c-1acf-70cb-85c0-61858700e135', 3, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (327, '2026-11-30 13:01:49.207604+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, 'b593cc64794744d6ac6f375c19ed0c0a', 2, '01a22c8c-1acf-70cb-85c0-61858700e135', 3, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (328, '2026-11-30 13:01:49.284954+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '75f643e28b03477f919d519d1e8f784f', 5, '01a22c8c-1b3c-74fe-ad65-c093594bc72b', 14, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (329, '2026-11-30 13:01:49.284954+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '75f643e28b03477f919d519d1e8f784f', 5, '01a22c8c-1b3c-74fe-ad65-c093594bc72b', 14, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (330, '2026-11-30 13:01:49.294308+00', 'admin', 'DROP', 'G-ELC102-E', 'DROPPED', NULL, NULL, '0004678608414fcd87ea0871ecc20a13', 2, '01a22c8c-1b56-72b4-aaa5-ac4093abba96', 2, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (331, '2026-11-30 13:01:49.297083+00', 'admin', 'ENROLL', 'G-ELC102-A', 'REJECTED', '{"code": "SAME_COURSE_TWICE", "path": null, "course_code": "ELC102", "group_codes": ["G-ELC102-A", "G-ELC102-E"]}', NULL, 'da91b69c8e4e49a78d64835d864ed5e4', 2, '01a22c8c-1b61-7df7-ba02-0f622f8b7763', 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (332, '2026-11-30 13:01:49.297083+00', 'admin', 'ENROLL', 'G-MAT207-Z', 'REJECTED', '{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}', NULL, 'da91b69c8e4e49a78d64835d864ed5e4', 2, '01a22c8c-1b61-7df7-ba02-0f622f8b7763', 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (333, '2026-11-30 13:01:49.330088+00', 'admin', 'ENROLL', 'G-ELC102-E', 'RELEASED', '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '87ca44586bd0421a9b74f6956b24be03', 5, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226', 13, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (334, '2026-11-30 13:01:49.330088+00', 'admin', 'ENROLL', 'G-ELC106-E', 'RELEASED', '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '87ca44586bd0421a9b74f6956b24be03', 5, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226', 13, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (335, '2026-11-30 13:01:51.222198+00', 'admin', 'ENROLL', 'G-ELC102-E', 'RELEASED', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "c2ac879c5ff74a32adf591480deafac1"}', NULL, 'c2ac879c5ff74a32adf591480deafac1', 11, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94', 17, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (336, '2026-11-30 13:01:51.222198+00', 'admin', 'ENROLL', 'G-ELC106-E', 'RELEASED', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "c2ac879c5ff74a32adf591480deafac1"}', NULL, 'c2ac879c5ff74a32adf591480deafac1', 11, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94', 17, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (337, '2026-11-30 13:01:51.502744+00', 'admin', 'ENROLL', NULL, 'STUCK', NULL, 'claimed 10 times without progress', '9da8bb1cf5a949e8a0984ea2db3a42b2', 2, '01a22c8c-233d-7674-83e1-b9abce72d003', 12, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (338, '2026-11-30 13:01:53.624+00', 'system', 'CIRCUIT_BREAKER', NULL, 'OPEN', NULL, 'billing: it has answered with failures to vm:13600:3101: _FailedThere: billing: 500', NULL, NULL, NULL, NULL, NULL, 'billing', 1796043713624769, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (339, '2026-11-30 13:01:53.861+00', 'system', 'CIRCUIT_BREAKER', NULL, 'CLOSED', NULL, 'billing: vm:13600:3101 has reached it', NULL, NULL, NULL, NULL, NULL, 'billing', 1796043713861407, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (341, '2026-11-30 13:01:54.626+00', 'system', 'CIRCUIT_BREAKER', NULL, 'OPEN', NULL, 'billing: it has answered with failures to vm:13600:3101: _FailedThere: billing: 500', NULL, NULL, NULL, NULL, NULL, 'billing', 1796043714626430, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (343, '2026-11-30 13:01:54.863+00', 'system', 'CIRCUIT_BREAKER', NULL, 'CLOSED', NULL, 'billing: vm:13600:3101 has reached it', NULL, NULL, NULL, NULL, NULL, 'billing', 1796043714863137, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (344, '2026-11-30 13:01:55.511794+00', 'admin', 'ENROLL', NULL, 'STUCK', NULL, 'undo of ''charge'' fails: billing: 500', '3d1aef6a3ad14bf4ab8e29392dd36af0', 14, '01a22c8c-23ba-710b-a35c-b34218725039', 15, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (345, '2026-11-30 13:01:55.812151+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, 'b4d2a97efc414ee4ae2ae4d02968338b', 3, '01a22c8c-346e-7dbb-89da-b3c60bf0adf7', 20, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit_log VALUES (346, '2026-11-30 13:01:56.169233+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, '359448a2c91d4379bc97a76af3268f3b', 1, '01a22c8c-3641-75e8-97b1-6eb8fdb1e4ff', 11, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.courses VALUES (1, 'ADM310', 'Administración de empresas', 3);
INSERT INTO public.courses VALUES (2, 'ELC101', 'Circuitos eléctricos I', 5);
INSERT INTO public.courses VALUES (3, 'ELC102', 'Circuitos eléctricos II', 5);
INSERT INTO public.courses VALUES (4, 'ELC106', 'Sistemas digitales I', 4);
INSERT INTO public.courses VALUES (5, 'FIS102', 'Física II', 5);
INSERT INTO public.courses VALUES (6, 'INF/101-Ñ', 'Taller de informática para niños', 2);
INSERT INTO public.courses VALUES (7, 'INF101', 'Introducción a la informática', 3);
INSERT INTO public.courses VALUES (8, 'INF220', 'Estructuras de datos', 4);
INSERT INTO public.courses VALUES (9, 'LIN100', 'Inglés técnico', 2);
INSERT INTO public.courses VALUES (10, 'MAT207', 'Ecuaciones diferenciales', 5);
INSERT INTO public.courses VALUES (11, 'MATEMÁTICA', 'Matemática básica', 4);
INSERT INTO public.courses VALUES (12, 'QMC100', 'Química general', 4);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7cca-a4f2-18f149598005', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7ec6-9133-8fc80b388d6d', 150, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7a47-a5fb-5a945ee82047', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7ec6-9133-8fc80b388d6d', 150, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7758-b5a3-9e19f8ae3666', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7ec6-9133-8fc80b388d6d', 150, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7efd-b19a-caa444513458', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 151, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-76fb-b274-929b721f56ec', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 151, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7909-b2ed-ac01e24e7fb3', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 151, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-778e-aa7d-6d3413387238', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7d85-8700-c89812c2ad74', 152, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7e7f-906d-08268b8fc852', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7d85-8700-c89812c2ad74', 152, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-79af-85a2-67918617f978', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7d85-8700-c89812c2ad74', 152, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-719a-994a-1fdf839bc75d', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-76a0-9730-dbfb621bb9e3', 153, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7577-864e-1bb8be2ae8fb', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-76a0-9730-dbfb621bb9e3', 153, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7df7-9d2d-45b0144bfafa', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-76a0-9730-dbfb621bb9e3', 153, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7348-b12e-6ad3cb996abb', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-774b-aa47-808b7056c31a', 154, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-78fe-9248-9b78c4ce3a45', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-774b-aa47-808b7056c31a', 154, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7a02-972b-9904277b973b', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-774b-aa47-808b7056c31a', 154, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-795a-ae83-c926075b5665', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7437-8193-1c63ac8b856d', 155, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7d97-ae11-0cb634e7736b', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7437-8193-1c63ac8b856d', 155, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7411-8486-6980660cb76d', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7437-8193-1c63ac8b856d', 155, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-74da-b988-8648c770ca50', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-77ec-99d3-fa80845ccda2', 156, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7de8-8588-da019bfc6b36', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-77ec-99d3-fa80845ccda2', 156, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7d76-9fc3-b16d9c470a8c', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-77ec-99d3-fa80845ccda2', 156, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-75c6-ab76-89070ffcb064', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7fa1-a752-7abea1f0830a', 157, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-716f-850b-e43a2afddb23', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7fa1-a752-7abea1f0830a', 157, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-755d-a1d4-59a5a893f8d1', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7fa1-a752-7abea1f0830a', 157, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7330-b3c5-1dd31aacf65b', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7011-bc6f-984757523e26', 158, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7bfb-bf31-78bd87dcf9fd', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7011-bc6f-984757523e26', 158, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-704e-abb0-2459b4a38069', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7011-bc6f-984757523e26', 158, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7a78-b6a7-b3c30b013a51', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-73e7-8ff1-acedd33a308d', 159, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7b13-8d3f-814dc205f5cb', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-73e7-8ff1-acedd33a308d', 159, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-72ec-99cd-b089e5a85a2b', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-73e7-8ff1-acedd33a308d', 159, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7f2f-92c9-53a3896e0757', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7973-94dc-c6741c0a872c', 160, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-716e-92d3-22ba836c283c', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7973-94dc-c6741c0a872c', 160, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-79c3-8570-3aa1cd36c9c5', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7973-94dc-c6741c0a872c', 160, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-74c3-8a69-268d238342e1', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7db8-be75-2c0d196ad521', 161, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-71dc-aaa3-529a918cf1ee', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7db8-be75-2c0d196ad521', 161, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7f05-8e47-b853b79797af', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 12, 38, '01a22c8c-142f-7db8-be75-2c0d196ad521', 161, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-77b0-b574-72e03035ff5e', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7fb6-b937-963b998eb636', 162, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7eb7-a401-dd5840f9e7fb', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7fb6-b937-963b998eb636', 162, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7b7b-ac99-6fd35379b833', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d', 163, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-76bf-9cc2-8e60769688a9', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d', 163, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7a1e-81d2-7274f2eac51c', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc', 164, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-75b2-a8f9-b729b802ea31', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc', 164, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7592-ab64-d7973f14f483', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-76ec-b8ce-800e31b119f9', 165, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7972-abd6-70ffd95dc347', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-76ec-b8ce-800e31b119f9', 165, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7f38-b1ab-31e98344af81', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7fdf-99ac-e4384b706051', 166, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-71f8-856a-67c55a02d208', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7fdf-99ac-e4384b706051', 166, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7159-8116-54877ae6d89c', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-707a-9c24-3b031ef215ac', 167, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7186-97c4-1735f508f350', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-707a-9c24-3b031ef215ac', 167, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-79be-a877-deb3ebb7305b', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-73fc-be3a-5c2a6b198e69', 168, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7c8c-a771-dca94c101516', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-73fc-be3a-5c2a6b198e69', 168, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-720b-a8d6-5c794206b555', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7', 169, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-74f4-b374-d90778935371', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7', 169, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-75c5-8002-1ff0feabdb60', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3', 170, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-77d1-b5ca-0d99243e3539', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3', 170, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-720b-9d55-d09ba2c734ab', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7edf-b7b2-28e56b375e96', 171, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7b5c-8c46-c3d28c183a61', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7edf-b7b2-28e56b375e96', 171, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7612-a913-2f11cd9c78e9', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 3, 9, '01a22c8c-142f-7906-b61b-3b2fd990c1c3', 172, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7336-bcac-b3fcaaf949c6', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7906-b61b-3b2fd990c1c3', 172, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-728a-a172-d13ca55fa72f', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-77c5-9c4a-bbedd5bb92c4', 173, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7186-80a5-220083cc32e8', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7186-9d5b-4e85b9dd98ee', 174, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7a8a-9a15-46aa4535374c', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-703c-960f-bc1f807464b7', 175, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-7593-b823-1b79a20cf3a5', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7ec5-86a4-ad73b48a80ba', 176, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-733a-8a50-e4b1797a0134', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-7423-8d76-561734631917', 177, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-143e-77d4-8556-567f18739dbf', 'CONFIRMED', '2026-11-30 13:01:47.451501+00', '2026-11-30 13:01:47.451501+00', 5, 19, '01a22c8c-142f-757e-95d1-46d25244e0ee', 178, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b18-734c-91f1-283ebbf506ea', 'CONFIRMED', '2026-11-30 13:01:49.207604+00', '2026-11-30 13:01:49.207604+00', 3, 12, '01a22c8c-1abe-7f14-8abd-cd37d08463d5', 1, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b19-7d88-9698-47530d773db2', 'CONFIRMED', '2026-11-30 13:01:49.207604+00', '2026-11-30 13:01:49.207604+00', 4, 17, '01a22c8c-1abe-7f14-8abd-cd37d08463d5', 1, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b19-7d31-86ae-a3ac62861058', 'CONFIRMED', '2026-11-30 13:01:49.207604+00', '2026-11-30 13:01:49.207604+00', 4, 17, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de', 2, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b19-7615-9936-8b96c0b33f8c', 'CONFIRMED', '2026-11-30 13:01:49.207604+00', '2026-11-30 13:01:49.207604+00', 3, 12, '01a22c8c-1acf-70cb-85c0-61858700e135', 3, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b19-7f33-b9d3-9e35190302b4', 'CONFIRMED', '2026-11-30 13:01:49.207604+00', '2026-11-30 13:01:49.207604+00', 4, 17, '01a22c8c-1acf-70cb-85c0-61858700e135', 3, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b4b-75b6-a071-72d6c777de73', 'CONFIRMED', '2026-11-30 13:01:49.286233+00', '2026-11-30 13:01:49.259166+00', 3, 12, '01a22c8c-1b3c-74fe-ad65-c093594bc72b', 14, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b4b-7474-bd32-3b3944248992', 'CONFIRMED', '2026-11-30 13:01:49.286269+00', '2026-11-30 13:01:49.259166+00', 4, 17, '01a22c8c-1b3c-74fe-ad65-c093594bc72b', 14, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b19-7841-b6ff-968af783fc09', 'DROPPED', '2026-11-30 13:01:49.295367+00', '2026-11-30 13:01:49.207604+00', 3, 12, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de', 2, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b89-787f-adeb-3d643a5ee2e3', 'DROPPED', '2026-11-30 13:01:49.331014+00', '2026-11-30 13:01:49.32149+00', 3, 12, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226', 13, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1b89-7447-b675-a5c363d93512', 'DROPPED', '2026-11-30 13:01:49.331043+00', '2026-11-30 13:01:49.32149+00', 4, 17, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226', 13, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1bab-74a9-bff0-f9fb6333f7be', 'DROPPED', '2026-11-30 13:01:51.223547+00', '2026-11-30 13:01:49.354945+00', 3, 12, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94', 17, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-1bab-74da-af9e-7e4c2acd5e9e', 'DROPPED', '2026-11-30 13:01:51.223595+00', '2026-11-30 13:01:49.354945+00', 4, 17, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94', 17, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-2415-7648-90ea-f7107c03412a', 'RESERVED', '2026-11-30 13:01:51.507862+00', '2026-11-30 13:01:51.507862+00', 3, 12, '01a22c8c-23ba-710b-a35c-b34218725039', 15, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-2415-7dba-b686-0fc977afd3b3', 'RESERVED', '2026-11-30 13:01:51.507862+00', '2026-11-30 13:01:51.507862+00', 4, 17, '01a22c8c-23ba-710b-a35c-b34218725039', 15, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-34c5-7ea5-87ce-6975e77566d7', 'RESERVED', '2026-11-30 13:01:55.780564+00', '2026-11-30 13:01:55.780564+00', 3, 12, '01a22c8c-346e-7dbb-89da-b3c60bf0adf7', 20, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-34c5-7b01-8c57-7d73dce10e44', 'RESERVED', '2026-11-30 13:01:55.780564+00', '2026-11-30 13:01:55.780564+00', 4, 17, '01a22c8c-346e-7dbb-89da-b3c60bf0adf7', 20, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-350e-7b19-9f60-c6de138d5eb8', 'RESERVED', '2026-11-30 13:01:55.854095+00', '2026-11-30 13:01:55.854095+00', 3, 12, '01a22c8c-3509-73a5-9ddc-a5c37115a332', 21, 2);
INSERT INTO public.enrollments VALUES ('01a22c8c-350e-72db-a751-a38728faed06', 'RESERVED', '2026-11-30 13:01:55.854095+00', '2026-11-30 13:01:55.854095+00', 4, 17, '01a22c8c-3509-73a5-9ddc-a5c37115a332', 21, 2);
INSERT INTO public.groups VALUES (1, 'OLD-G-ELC101-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}]', 2, 1);
INSERT INTO public.groups VALUES (2, 'G-ADM310-A', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "11:30"}]', 1, 2);
INSERT INTO public.groups VALUES (3, 'G-ADM310-B', 40, 0, '[{"ends_at": "18:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "17:00"}, {"ends_at": "18:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "17:00"}]', 1, 2);
INSERT INTO public.groups VALUES (4, 'G-ADM310-C', 40, 0, '[{"ends_at": "21:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "20:00"}]', 1, 2);
INSERT INTO public.groups VALUES (5, 'G-ELC101-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}]', 2, 2);
INSERT INTO public.groups VALUES (6, 'G-ELC101-B', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}]', 2, 2);
INSERT INTO public.groups VALUES (7, 'G-ELC101-C', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}]', 2, 2);
INSERT INTO public.groups VALUES (8, 'G-ELC102-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "07:00"}]', 3, 2);
INSERT INTO public.groups VALUES (10, 'G-ELC102-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}]', 3, 2);
INSERT INTO public.groups VALUES (11, 'G-ELC102-D', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}]', 3, 2);
INSERT INTO public.groups VALUES (13, 'G-ELC106-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}]', 4, 2);
INSERT INTO public.groups VALUES (14, 'G-ELC106-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}]', 4, 2);
INSERT INTO public.groups VALUES (9, 'G-ELC102-B', 25, 23, '[{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}]', 3, 2);
INSERT INTO public.groups VALUES (12, 'G-ELC102-E', 40, 6, '[{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}]', 3, 2);
INSERT INTO public.groups VALUES (15, 'G-ELC106-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}]', 4, 2);
INSERT INTO public.groups VALUES (16, 'G-ELC106-D', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}]', 4, 2);
INSERT INTO public.groups VALUES (18, 'G-FIS102-A', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}]', 5, 2);
INSERT INTO public.groups VALUES (20, 'G-FIS102-C', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}]', 5, 2);
INSERT INTO public.groups VALUES (21, 'G-INF101-A', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "08:30"}]', 7, 2);
INSERT INTO public.groups VALUES (22, 'G-INF101-B', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "14:00"}]', 7, 2);
INSERT INTO public.groups VALUES (23, 'G-INF101-C', 40, 0, '[{"ends_at": "18:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "17:00"}, {"ends_at": "18:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "17:00"}]', 7, 2);
INSERT INTO public.groups VALUES (24, 'G-INF220-A', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}]', 8, 2);
INSERT INTO public.groups VALUES (25, 'G-INF220-B', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}]', 8, 2);
INSERT INTO public.groups VALUES (26, 'G-INF220-C', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "18:30"}]', 8, 2);
INSERT INTO public.groups VALUES (27, 'G-LIN100-A', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "11:30"}]', 9, 2);
INSERT INTO public.groups VALUES (28, 'G-LIN100-B', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "15:30"}]', 9, 2);
INSERT INTO public.groups VALUES (19, 'G-FIS102-B', 30, 29, '[{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}]', 5, 2);
INSERT INTO public.groups VALUES (17, 'G-ELC106-E', 40, 7, '[{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}]', 4, 2);
INSERT INTO public.groups VALUES (29, 'G-LIN100-C', 40, 0, '[{"ends_at": "21:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "20:00"}]', 9, 2);
INSERT INTO public.groups VALUES (30, 'G-MAT207-A', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}]', 10, 2);
INSERT INTO public.groups VALUES (31, 'G-MAT207-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "11:30"}]', 10, 2);
INSERT INTO public.groups VALUES (32, 'G-MAT207-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "15:30"}]', 10, 2);
INSERT INTO public.groups VALUES (33, 'G-MAT207-D', 40, 0, '[{"ends_at": "21:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "20:00"}]', 10, 2);
INSERT INTO public.groups VALUES (34, 'G-MATEMÁTICA-A', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "08:30"}]', 11, 2);
INSERT INTO public.groups VALUES (35, 'G-MATEMÁTICA-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "11:30"}]', 11, 2);
INSERT INTO public.groups VALUES (36, 'G-QMC100-A', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}]', 12, 2);
INSERT INTO public.groups VALUES (37, 'G-QMC100-B', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}]', 12, 2);
INSERT INTO public.groups VALUES (39, 'INF/101-Ñ', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "10:00"}]', 6, 2);
INSERT INTO public.groups VALUES (38, 'G-QMC100-C', 12, 12, '[{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}]', 12, 2);
INSERT INTO public.inspections VALUES (true, 0, 0, NULL, '2026-11-30 13:01:48.742969+00', '{}', '2026-11-30 13:01:48.742969+00', '[{"examples": [], "invariant": "OVER_CAPACITY", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "SEATS_MISCOUNTED", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "PARTIAL_BASKET", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "TASK_NOT_FINAL", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "VERSION_NOT_RISING", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "EFFECT_TWICE", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "SEAT_WITHOUT_SAGA", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "OUTCOME_NOT_RECORDED", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}, {"examples": [], "invariant": "KEY_NOT_RELEASED", "checked_at": "2026-11-30T13:01:48.742969Z", "violations": 0, "complete_since": "2026-11-30T13:01:48.742969Z"}]');
INSERT INTO public.retention VALUES (true, NULL, NULL);
INSERT INTO public.saga_counts OVERRIDING SYSTEM VALUE VALUES (1, 34, 1, 3, 0);
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec6-9133-8fc80b388d6d');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec6-9133-8fc80b388d6d');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec6-9133-8fc80b388d6d');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec6-9133-8fc80b388d6d');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec6-9133-8fc80b388d6d');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7d85-8700-c89812c2ad74');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7d85-8700-c89812c2ad74');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7d85-8700-c89812c2ad74');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7d85-8700-c89812c2ad74');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7d85-8700-c89812c2ad74');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76a0-9730-dbfb621bb9e3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76a0-9730-dbfb621bb9e3');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76a0-9730-dbfb621bb9e3');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76a0-9730-dbfb621bb9e3');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76a0-9730-dbfb621bb9e3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-774b-aa47-808b7056c31a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-774b-aa47-808b7056c31a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-774b-aa47-808b7056c31a');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-774b-aa47-808b7056c31a');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-774b-aa47-808b7056c31a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7437-8193-1c63ac8b856d');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7437-8193-1c63ac8b856d');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7437-8193-1c63ac8b856d');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7437-8193-1c63ac8b856d');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7437-8193-1c63ac8b856d');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77ec-99d3-fa80845ccda2');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77ec-99d3-fa80845ccda2');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77ec-99d3-fa80845ccda2');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77ec-99d3-fa80845ccda2');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77ec-99d3-fa80845ccda2');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fa1-a752-7abea1f0830a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fa1-a752-7abea1f0830a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fa1-a752-7abea1f0830a');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fa1-a752-7abea1f0830a');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fa1-a752-7abea1f0830a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7011-bc6f-984757523e26');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7011-bc6f-984757523e26');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7011-bc6f-984757523e26');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7011-bc6f-984757523e26');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7011-bc6f-984757523e26');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73e7-8ff1-acedd33a308d');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73e7-8ff1-acedd33a308d');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73e7-8ff1-acedd33a308d');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73e7-8ff1-acedd33a308d');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73e7-8ff1-acedd33a308d');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7973-94dc-c6741c0a872c');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7973-94dc-c6741c0a872c');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7973-94dc-c6741c0a872c');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7973-94dc-c6741c0a872c');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7973-94dc-c6741c0a872c');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7db8-be75-2c0d196ad521');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7db8-be75-2c0d196ad521');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7db8-be75-2c0d196ad521');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7db8-be75-2c0d196ad521');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7db8-be75-2c0d196ad521');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fb6-b937-963b998eb636');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fb6-b937-963b998eb636');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fb6-b937-963b998eb636');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fb6-b937-963b998eb636');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7cc6-87fa-a20fbda5a87d');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-751f-8b7e-8bbbee5d0ddc');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76ec-b8ce-800e31b119f9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76ec-b8ce-800e31b119f9');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76ec-b8ce-800e31b119f9');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-76ec-b8ce-800e31b119f9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fdf-99ac-e4384b706051');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fdf-99ac-e4384b706051');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fdf-99ac-e4384b706051');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7fdf-99ac-e4384b706051');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-707a-9c24-3b031ef215ac');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-707a-9c24-3b031ef215ac');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-707a-9c24-3b031ef215ac');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-707a-9c24-3b031ef215ac');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73fc-be3a-5c2a6b198e69');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73fc-be3a-5c2a6b198e69');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73fc-be3a-5c2a6b198e69');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-73fc-be3a-5c2a6b198e69');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7dfd-b6bc-f92deefd6dd7');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7f4d-9ccb-9ccbb09402f3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7edf-b7b2-28e56b375e96');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7edf-b7b2-28e56b375e96');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7edf-b7b2-28e56b375e96');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7edf-b7b2-28e56b375e96');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7906-b61b-3b2fd990c1c3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7906-b61b-3b2fd990c1c3');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7906-b61b-3b2fd990c1c3');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7906-b61b-3b2fd990c1c3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77c5-9c4a-bbedd5bb92c4');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77c5-9c4a-bbedd5bb92c4');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-77c5-9c4a-bbedd5bb92c4');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7186-9d5b-4e85b9dd98ee');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7186-9d5b-4e85b9dd98ee');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7186-9d5b-4e85b9dd98ee');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-703c-960f-bc1f807464b7');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-703c-960f-bc1f807464b7');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-703c-960f-bc1f807464b7');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec5-86a4-ad73b48a80ba');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec5-86a4-ad73b48a80ba');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7ec5-86a4-ad73b48a80ba');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7423-8d76-561734631917');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7423-8d76-561734631917');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-7423-8d76-561734631917');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-757e-95d1-46d25244e0ee');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-757e-95d1-46d25244e0ee');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:47.449903+00', '2026-11-30 13:01:47.451501+00', NULL, NULL, NULL, NULL, '01a22c8c-142f-757e-95d1-46d25244e0ee');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1abe-7f14-8abd-cd37d08463d5');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1abe-7f14-8abd-cd37d08463d5');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1abe-7f14-8abd-cd37d08463d5');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1abe-7f14-8abd-cd37d08463d5');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1ac8-7fbd-b9f6-47a042c445de');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1acf-70cb-85c0-61858700e135');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1acf-70cb-85c0-61858700e135');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1acf-70cb-85c0-61858700e135');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.205396+00', '2026-11-30 13:01:49.207604+00', NULL, NULL, NULL, NULL, '01a22c8c-1acf-70cb-85c0-61858700e135');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.258753+00', '2026-11-30 13:01:49.259166+00', NULL, NULL, NULL, NULL, '01a22c8c-1b3c-74fe-ad65-c093594bc72b');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.258753+00', '2026-11-30 13:01:49.259166+00', NULL, NULL, NULL, NULL, '01a22c8c-1b3c-74fe-ad65-c093594bc72b');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.258753+00', '2026-11-30 13:01:49.259166+00', NULL, NULL, NULL, NULL, '01a22c8c-1b3c-74fe-ad65-c093594bc72b');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'DONE', 1, 0, 4, '2026-11-30 13:01:49.26645+00', '2026-11-30 13:01:49.282421+00', NULL, NULL, NULL, 'billing: ok', '01a22c8c-1b3c-74fe-ad65-c093594bc72b');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 5, '2026-11-30 13:01:49.284346+00', '2026-11-30 13:01:49.284954+00', NULL, NULL, NULL, NULL, '01a22c8c-1b3c-74fe-ad65-c093594bc72b');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.293987+00', '2026-11-30 13:01:49.294308+00', NULL, NULL, NULL, NULL, '01a22c8c-1b56-72b4-aaa5-ac4093abba96');
INSERT INTO public.saga_steps VALUES (2, 'drop seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.293987+00', '2026-11-30 13:01:49.294308+00', NULL, NULL, NULL, NULL, '01a22c8c-1b56-72b4-aaa5-ac4093abba96');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'REFUSED', 1, 0, 2, '2026-11-30 13:01:49.296622+00', '2026-11-30 13:01:49.297083+00', NULL, NULL, '{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}', NULL, '01a22c8c-1b61-7df7-ba02-0f622f8b7763');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-A', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a22c8c-1b61-7df7-ba02-0f622f8b7763');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-MAT207-Z', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a22c8c-1b61-7df7-ba02-0f622f8b7763');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a22c8c-1b61-7df7-ba02-0f622f8b7763');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.320877+00', '2026-11-30 13:01:49.32149+00', NULL, NULL, NULL, NULL, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'REFUSED', 1, 0, 4, '2026-11-30 13:01:49.323992+00', '2026-11-30 13:01:49.328301+00', NULL, NULL, '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'COMPENSATED', 1, 1, 5, '2026-11-30 13:01:49.320877+00', '2026-11-30 13:01:49.32149+00', '2026-11-30 13:01:49.329729+00', '2026-11-30 13:01:49.330088+00', NULL, NULL, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'COMPENSATED', 1, 1, 5, '2026-11-30 13:01:49.320877+00', '2026-11-30 13:01:49.32149+00', '2026-11-30 13:01:49.329729+00', '2026-11-30 13:01:49.330088+00', NULL, NULL, '01a22c8c-1b83-7430-b9ae-f2eb7cdc3226');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:49.354083+00', '2026-11-30 13:01:49.354945+00', NULL, NULL, NULL, NULL, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATED', 3, 1, 10, '2026-11-30 13:01:49.357148+00', '2026-11-30 13:01:51.213264+00', '2026-11-30 13:01:51.215811+00', '2026-11-30 13:01:51.21967+00', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "c2ac879c5ff74a32adf591480deafac1"}', 'billing: 500', '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'COMPENSATED', 1, 1, 11, '2026-11-30 13:01:49.354083+00', '2026-11-30 13:01:49.354945+00', '2026-11-30 13:01:51.220923+00', '2026-11-30 13:01:51.222198+00', NULL, NULL, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'COMPENSATED', 1, 1, 11, '2026-11-30 13:01:49.354083+00', '2026-11-30 13:01:49.354945+00', '2026-11-30 13:01:51.220923+00', '2026-11-30 13:01:51.222198+00', NULL, NULL, '01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:51.505389+00', '2026-11-30 13:01:51.507862+00', NULL, NULL, NULL, NULL, '01a22c8c-23ba-710b-a35c-b34218725039');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:51.505389+00', '2026-11-30 13:01:51.507862+00', NULL, NULL, NULL, NULL, '01a22c8c-23ba-710b-a35c-b34218725039');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:51.505389+00', '2026-11-30 13:01:51.507862+00', NULL, NULL, NULL, NULL, '01a22c8c-23ba-710b-a35c-b34218725039');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATING', 3, 3, 14, '2026-11-30 13:01:51.513716+00', '2026-11-30 13:01:53.508521+00', '2026-11-30 13:01:53.510702+00', NULL, '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "3d1aef6a3ad14bf4ab8e29392dd36af0"}', 'billing: 500', '01a22c8c-23ba-710b-a35c-b34218725039');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:55.778387+00', '2026-11-30 13:01:55.780564+00', NULL, NULL, NULL, NULL, '01a22c8c-346e-7dbb-89da-b3c60bf0adf7');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:55.778387+00', '2026-11-30 13:01:55.780564+00', NULL, NULL, NULL, NULL, '01a22c8c-346e-7dbb-89da-b3c60bf0adf7');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:55.778387+00', '2026-11-30 13:01:55.780564+00', NULL, NULL, NULL, NULL, '01a22c8c-346e-7dbb-89da-b3c60bf0adf7');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATING', 1, 1, 5, '2026-11-30 13:01:55.786876+00', '2026-11-30 13:01:55.817882+00', '2026-11-30 13:01:55.820146+00', NULL, NULL, 'billing: ok', '01a22c8c-346e-7dbb-89da-b3c60bf0adf7');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-30 13:01:55.853711+00', '2026-11-30 13:01:55.854095+00', NULL, NULL, NULL, NULL, '01a22c8c-3509-73a5-9ddc-a5c37115a332');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:55.853711+00', '2026-11-30 13:01:55.854095+00', NULL, NULL, NULL, NULL, '01a22c8c-3509-73a5-9ddc-a5c37115a332');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-30 13:01:55.853711+00', '2026-11-30 13:01:55.854095+00', NULL, NULL, NULL, NULL, '01a22c8c-3509-73a5-9ddc-a5c37115a332');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'STARTED', 1, 0, 3, '2026-11-30 13:01:55.856702+00', NULL, NULL, NULL, NULL, NULL, '01a22c8c-3509-73a5-9ddc-a5c37115a332');
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7ec6-9133-8fc80b388d6d', 1, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST150"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST150', false, '2026-11-30 14:01:47.441856+00', NULL, '\x0967650c2d3faa2e5d802fed3c1e18ae2befc313f612cf75724d10dfabd2df0e', 'demo', NULL, 'a15c73a9-3dc8-421d-9ef0-2b91dd286d56', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.447918+00', '2026-11-30 13:01:47.451501+00', 150, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7fd6-bb06-dc4e1ffefa0c', 2, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST151"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST151', false, '2026-11-30 14:01:47.441856+00', NULL, '\xc247d539f1536966766351634700bc3cc0f5b01527b767f47dd1b8da475ff27f', 'demo', NULL, '62d4d546-d139-4919-9c78-537538645366', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.447992+00', '2026-11-30 13:01:47.451501+00', 151, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7d85-8700-c89812c2ad74', 3, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST152"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST152', false, '2026-11-30 14:01:47.441856+00', NULL, '\x0b2d07d505e2be7e325ef1feef92d8ddbb8cc975c2a68308783b32a75fd656ee', 'demo', NULL, '475ba347-d46f-4687-9b8f-b33cc7e48c21', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448013+00', '2026-11-30 13:01:47.451501+00', 152, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-76a0-9730-dbfb621bb9e3', 4, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST153"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST153', false, '2026-11-30 14:01:47.441856+00', NULL, '\xea82f0d60d1874fdf0422c4069bbcec32bb73535a9ee9c706a8dcaf0729a8d87', 'demo', NULL, 'b309ee0a-b4af-4267-9237-1294f4596290', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448024+00', '2026-11-30 13:01:47.451501+00', 153, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-774b-aa47-808b7056c31a', 5, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST154"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST154', false, '2026-11-30 14:01:47.441856+00', NULL, '\xc8ff539a5e6934414592fee73907270f9a40749f30658766258da2bbd444d7e3', 'demo', NULL, '6dc0b9b1-3b71-46d5-9f0c-2b4f6f80412b', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448034+00', '2026-11-30 13:01:47.451501+00', 154, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7011-bc6f-984757523e26', 9, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST158"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST158', false, '2026-11-30 14:01:47.441856+00', NULL, '\x96c882e397aba15d3025b1a7bdb15669c401e2b736db911c5bd02c1ac0df57f2', 'demo', NULL, 'f4e4f72d-f8dd-499b-bb19-8ac456443707', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448099+00', '2026-11-30 13:01:47.451501+00', 158, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-73e7-8ff1-acedd33a308d', 10, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST159"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST159', false, '2026-11-30 14:01:47.441856+00', NULL, '\xa0b1e694881584d6a2eb5d3f82c7c0b750f6be6608f4f1ddd9f445d9acb55ba7', 'demo', NULL, '149de1eb-9f6d-4cf9-b48d-13af96cd9539', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448109+00', '2026-11-30 13:01:47.451501+00', 159, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7973-94dc-c6741c0a872c', 11, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST160"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST160', false, '2026-11-30 14:01:47.441856+00', NULL, '\x812cde9924772778a9db82182f68ca4a80996439d63fdf3edaa6cf77679ee35f', 'demo', NULL, '4335e165-3a01-45a4-80b6-e7bb7ec14b48', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448119+00', '2026-11-30 13:01:47.451501+00', 160, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7db8-be75-2c0d196ad521', 12, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST161"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST161', false, '2026-11-30 14:01:47.441856+00', NULL, '\xfbd7add4f3e6ab7f9765ca33d08ff597d295ebc512ff3565c25b791ef91ef6d5', 'demo', NULL, 'c36692ae-1ebc-4732-a8a4-2237ac6bed23', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448128+00', '2026-11-30 13:01:47.451501+00', 161, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7fb6-b937-963b998eb636', 13, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST162"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST162', false, '2026-11-30 14:01:47.441856+00', NULL, '\x9ecec5ef40abd4a1646df0be2fe4c2465f243600a442af9d014fdf52c2207d6d', 'demo', NULL, '8067f295-f56c-41e3-be51-9ed0c15ea1f6', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448137+00', '2026-11-30 13:01:47.451501+00', 162, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7fdf-99ac-e4384b706051', 17, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST166"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST166', false, '2026-11-30 14:01:47.441856+00', NULL, '\x5baf022513b7cb128ba20341649a5642658d36508efccc0e4bbbceab341ca83c', 'demo', NULL, '7b6e394b-8f62-443c-8703-bffd5abb5df4', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448204+00', '2026-11-30 13:01:47.451501+00', 166, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-707a-9c24-3b031ef215ac', 18, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST167"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST167', false, '2026-11-30 14:01:47.441856+00', NULL, '\x3376856cad0ad9b4f60eefebbced27f6c3f261e98988d2f6e512cd39e03f67fb', 'demo', NULL, 'b97a870e-f386-4b8b-8242-4cc6bc8ca816', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448214+00', '2026-11-30 13:01:47.451501+00', 167, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-73fc-be3a-5c2a6b198e69', 19, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST168"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST168', false, '2026-11-30 14:01:47.441856+00', NULL, '\xce79e3e47109023718a396beabac2847e4cfa2a3b72233270df90e3d992e9527', 'demo', NULL, 'b7309f37-d7ca-4f5c-96ca-8f479a08ac52', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448223+00', '2026-11-30 13:01:47.451501+00', 168, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7dfd-b6bc-f92deefd6dd7', 20, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST169"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST169', false, '2026-11-30 14:01:47.441856+00', NULL, '\xa4c6c44582e798e9f1a1be4232a8c3880df6b45df3fedb9c3d3395aff601ff48', 'demo', NULL, '41461388-7fc9-48fd-9eb0-546c3aff1f41', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448232+00', '2026-11-30 13:01:47.451501+00', 169, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7f4d-9ccb-9ccbb09402f3', 21, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST170"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST170', false, '2026-11-30 14:01:47.441856+00', NULL, '\xe857ea729a00d10e94b6d5cd7a2f744241435e9ba03ea2a5a987dbd4d850027d', 'demo', NULL, '603d9b60-01cb-4a48-9dea-250c0c7326dc', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448241+00', '2026-11-30 13:01:47.451501+00', 170, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7edf-b7b2-28e56b375e96', 22, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST171"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST171', false, '2026-11-30 14:01:47.441856+00', NULL, '\xd6c9b0e6e5c89313f2818768825e4e450e52826b69cd15da08a22219411dd3d0', 'demo', NULL, '036ba043-6a10-4949-bde0-f78315c958eb', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.44825+00', '2026-11-30 13:01:47.451501+00', 171, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7437-8193-1c63ac8b856d', 6, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST155"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST155', false, '2026-11-30 14:01:47.441856+00', NULL, '\x731cf98cbb04b634f6fc4a0c69738ee8e037c13ea2d2a89228014ec0f150ac3c', 'demo', NULL, 'aae847f2-cb8a-4fe7-af40-8713daf1199d', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448043+00', '2026-11-30 13:01:47.451501+00', 155, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-77ec-99d3-fa80845ccda2', 7, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST156"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST156', false, '2026-11-30 14:01:47.441856+00', NULL, '\x4b989d2c34247ac7e5ebed21e93b78cbbf520ba0383885802c7c22e57baee7b2', 'demo', NULL, '4224d206-b358-47c0-a710-54df92269abf', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448068+00', '2026-11-30 13:01:47.451501+00', 156, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7fa1-a752-7abea1f0830a', 8, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST157"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST157', false, '2026-11-30 14:01:47.441856+00', NULL, '\x08a094c877539fe737985d4d40fd634932d418b87b17bbe17c0d6177a66c6c18', 'demo', NULL, 'da9970e6-9cd4-4d7f-bc10-2023aec713c7', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448084+00', '2026-11-30 13:01:47.451501+00', 157, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7cc6-87fa-a20fbda5a87d', 14, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST163"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST163', false, '2026-11-30 14:01:47.441856+00', NULL, '\x939a4c7249fa5b56c82a05b618fba361396c4d472691eea6fdf5e633e32cb794', 'demo', NULL, '26e82b48-8136-4363-8488-91373feb9a86', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448147+00', '2026-11-30 13:01:47.451501+00', 163, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-751f-8b7e-8bbbee5d0ddc', 15, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST164"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST164', false, '2026-11-30 14:01:47.441856+00', NULL, '\xd1a26a1a38816f3222970937c7f7aa74813238f4b736faf0da0aeef5dbac6120', 'demo', NULL, 'a0cbd4ab-a41c-433e-9a7b-36d2ebcfe27a', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448164+00', '2026-11-30 13:01:47.451501+00', 164, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-76ec-b8ce-800e31b119f9', 16, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST165"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST165', false, '2026-11-30 14:01:47.441856+00', NULL, '\xacb8dd482b39adf826535318008d964b07467dc1a6d851173fb076ec3ab37380', 'demo', NULL, '5585c246-7148-47de-a323-0201ac55b7ff', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448177+00', '2026-11-30 13:01:47.451501+00', 165, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7ec5-86a4-ad73b48a80ba', 27, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST176"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST176', false, '2026-11-30 14:01:47.441856+00', NULL, '\x402dd42de050e3c198576b175d028768274f692242bb21b10ad0a2d1260b3534', 'demo', NULL, 'b28c84ca-5dc8-4144-ad5d-920b45eebf87', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.44819+00', '2026-11-30 13:01:47.451501+00', 176, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7423-8d76-561734631917', 28, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST177"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST177', false, '2026-11-30 14:01:47.441856+00', NULL, '\x068a8ec8d753573ba20a4a6bbb1fe65492e19c42bd5e7b739b0eed24eb97f758', 'demo', NULL, '97ea4e6c-9462-42c6-855e-d961747c7eb6', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448337+00', '2026-11-30 13:01:47.451501+00', 177, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-757e-95d1-46d25244e0ee', 29, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST178"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST178', false, '2026-11-30 14:01:47.441856+00', NULL, '\xd76ebd852f7819821737004689192b18d635379dac207df6bb2923264e83f144', 'demo', NULL, 'c8d4ac8e-8bd0-4e3b-9342-c821399a555c', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448348+00', '2026-11-30 13:01:47.451501+00', 178, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7906-b61b-3b2fd990c1c3', 23, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST172"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST172', false, '2026-11-30 14:01:47.441856+00', NULL, '\x74d4b974f60cae953f2d027e5ca26a40e99bf7e88cb7013a66faf63fbf7d2c90', 'demo', NULL, '15bc2201-35c4-4218-9d1c-a4fce9c050e5', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448259+00', '2026-11-30 13:01:47.451501+00', 172, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-77c5-9c4a-bbedd5bb92c4', 24, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST173"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST173', false, '2026-11-30 14:01:47.441856+00', NULL, '\x667475fdded3bb12999a34f1f4ebe40b58b346f5bd7d86f6b77d28fc68efaaa7', 'demo', NULL, '37aebd00-9355-49c9-9a4a-5d9887fdf6ae', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448298+00', '2026-11-30 13:01:47.451501+00', 173, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-7186-9d5b-4e85b9dd98ee', 25, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST174"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST174', false, '2026-11-30 14:01:47.441856+00', NULL, '\x3efb55a34bdc19778f5eee0d097a1938adaf45dc5cb5ff9d87ce536b0bf26c36', 'demo', NULL, '962755b8-f92d-4a0e-b836-c52411e93bce', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448311+00', '2026-11-30 13:01:47.451501+00', 174, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-142f-703c-960f-bc1f807464b7', 26, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST175"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST175', false, '2026-11-30 14:01:47.441856+00', NULL, '\x1e215445f0ae69e1f66789ec9d4dccd51d8eab43e012719f9aa0454c0c7f7cdd', 'demo', NULL, 'c80177ca-a328-40af-ade4-20b5b8946ba7', 1, 0, NULL, NULL, '2026-11-30 13:01:47.441856+00', '2026-11-30 13:01:47.448324+00', '2026-11-30 13:01:47.451501+00', 175, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1a40-7fac-965c-3226f3f99bd4', 30, 'ENROLL', 'COMPENSATED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST016"}', '{"groups": [{"status": "NOT_TAKEN", "problems": [], "group_code": "G-ELC102-E"}, {"status": "NOT_TAKEN", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:0096763974153a5918a2704fc556148fd086a799f9c8e6446828e6b63f00fb68', true, '2126-11-06 13:01:48.998493+00', '2026-11-30 13:01:49.013347+00', '\x03787958be15d3038addba1e901659574c90793dfde0b73e22970ac608860e76', '6d98a9cc33044d789566456b62987126', NULL, '3e29e955-bb2c-4d06-b0c0-b8a0ff92fa08', 1, 0, NULL, '2026-11-30 13:01:49.013347+00', '2026-11-30 13:01:48.998493+00', '2026-11-30 13:01:49.20431+00', '2026-11-30 13:01:49.207604+00', 16, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1b3c-74fe-ad65-c093594bc72b', 34, 'ENROLL', 'COMPLETED', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST014"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:408996903f67aad9a083f1ff633896bcdb1d67af5beba8f60a46e52fee6d927e', true, '2126-11-06 13:01:49.250596+00', NULL, '\x32ee9e406c3213a7be357e51f5d2d09080d3fd083bafc113bb6facd96df59e4b', '75f643e28b03477f919d519d1e8f784f', NULL, 'e712e0a0-7401-46f8-a51e-e5e68093c0c9', 1, 0, NULL, NULL, '2026-11-30 13:01:49.250596+00', '2026-11-30 13:01:49.25802+00', '2026-11-30 13:01:49.284954+00', 14, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1b83-7430-b9ae-f2eb7cdc3226', 37, 'ENROLL', 'COMPENSATED', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST013"}', '{"groups": [{"status": "RELEASED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RELEASED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}]}', 'admin', 'inscription:4c7cf64fe354cb744879c26198ce67c3b925939be35c047b1566cc67c3a2f571', true, '2126-11-06 13:01:49.315439+00', '2026-11-30 13:01:49.328691+00', '\x6a9449aa7ae3867110be102723cbdef45f390633cdfb9f9c0da238f1dabd7130', '87ca44586bd0421a9b74f6956b24be03', NULL, '38863218-9856-4d43-a73a-de0d5fc5d703', 1, 0, NULL, NULL, '2026-11-30 13:01:49.315439+00', '2026-11-30 13:01:49.320233+00', '2026-11-30 13:01:49.330088+00', 13, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1abe-7f14-8abd-cd37d08463d5', 31, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST001"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:2c15d1f2fadb524ad297fd1cf563c0567c38a4aa2f1ed3dcca2b59de1dfa4198', true, '2126-11-06 13:01:49.118923+00', NULL, '\x4d9f5a941935aca53c0d7179304df8c32b1425764ca0f57a0c121b1937553f52', '2f679e3478cc4018b60fb6e36767b4be', NULL, '33fcca05-95cf-4d38-b476-d03833481175', 1, 0, NULL, NULL, '2026-11-30 13:01:49.118923+00', '2026-11-30 13:01:49.204424+00', '2026-11-30 13:01:49.207604+00', 1, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1ac8-7fbd-b9f6-47a042c445de', 32, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST002"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:e81e6aecf28e12f231edf9454f93e94be03e08ca420335792d95045487761ff0', true, '2126-11-06 13:01:49.128424+00', NULL, '\xf903a45f268e2285b38838f6f37de024f1684ab4752d8079934e7d255de8603f', '16b059a2f3a94aedaf6fc8b44862ba8c', NULL, '7341bf04-8104-47b2-a7fc-60e8720c75fb', 1, 0, NULL, NULL, '2026-11-30 13:01:49.128424+00', '2026-11-30 13:01:49.20444+00', '2026-11-30 13:01:49.207604+00', 2, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1acf-70cb-85c0-61858700e135', 33, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST003"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:5302d308390bbc0aacf3d4bc541855173afcbe2c85c9b3c939efaa12f31e2188', true, '2126-11-06 13:01:49.135568+00', NULL, '\x525f4bb1865f64e57efb5c42b99041c4f182f8e553c623ea85b5a46f19001ed1', 'b593cc64794744d6ac6f375c19ed0c0a', NULL, 'a605c845-17d3-4276-88c2-c6d689f49f8d', 1, 0, NULL, NULL, '2026-11-30 13:01:49.135568+00', '2026-11-30 13:01:49.204451+00', '2026-11-30 13:01:49.207604+00', 3, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1b56-72b4-aaa5-ac4093abba96', 35, 'DROP', 'COMPLETED', 2, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST002"}', '{"groups": [{"status": "DROPPED", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'admin', 'drop:8bc50d7a10774cbffcf9573106e63e80b356afbdc92bd5360ad48ad1390058c2', true, '2126-11-06 13:01:49.271086+00', NULL, '\x2a73ba0eaa884f1c11e713a425d44fb3e72e40d0cf5b21da74520d4029b306b0', '0004678608414fcd87ea0871ecc20a13', NULL, '86777758-81d9-4b9a-92fc-23b8b10e0140', 1, 0, NULL, NULL, '2026-11-30 13:01:49.271086+00', '2026-11-30 13:01:49.293157+00', '2026-11-30 13:01:49.294308+00', 2, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1b61-7df7-ba02-0f622f8b7763', 36, 'ENROLL', 'REJECTED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-A", "G-MAT207-Z"], "student_code": "EST001"}', '{"groups": [{"status": "REJECTED", "problems": [{"code": "SAME_COURSE_TWICE", "path": null, "course_code": "ELC102", "group_codes": ["G-ELC102-A", "G-ELC102-E"]}], "group_code": "G-ELC102-A"}, {"status": "REJECTED", "problems": [{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}], "group_code": "G-MAT207-Z"}], "problems": []}', 'admin', 'inscription:02eee5b13a03bc93f70caaf6b510758540a6d56bf0c6184f14ae7a017a171b1d', true, '2126-11-06 13:01:49.28113+00', '2026-11-30 13:01:49.297668+00', '\x8ec3f26f3a0c4feaccab54a234a1d6d16bce1dec6d6adc33efb1323db3c5f6b4', 'da91b69c8e4e49a78d64835d864ed5e4', NULL, 'cc5a0a3d-666a-4dba-8286-e7bd033a483e', 1, 0, NULL, NULL, '2026-11-30 13:01:49.28113+00', '2026-11-30 13:01:49.294037+00', '2026-11-30 13:01:49.297083+00', 1, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-233d-7674-83e1-b9abce72d003', 39, 'ENROLL', 'STUCK', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST012"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}, {"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:c9a2885f62caaaaf437eb08a7a90a1544dc5cf4a1013a995a29769fe0fc4ec84', true, '2126-11-06 13:01:51.293118+00', NULL, '\x5e7563584896d9da3949ef1dc34ecb6c26fde00563d9ebed3591285a0dbf3536', '9da8bb1cf5a949e8a0984ea2db3a42b2', NULL, NULL, 1, 11, 'claimed 10 times without progress', NULL, '2026-11-30 13:01:51.293118+00', '2026-11-30 13:01:51.4999+00', NULL, 12, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-1ba6-75ae-8ca0-820fb0fd2a94', 38, 'ENROLL', 'COMPENSATED', 11, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST017"}', '{"groups": [{"status": "RELEASED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RELEASED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "c2ac879c5ff74a32adf591480deafac1"}]}', 'admin', 'inscription:9aafd7021131b382dd13774d5a625d7f33d0a67e48b66a109cb71d8d6aa7f425', true, '2126-11-06 13:01:49.350594+00', '2026-11-30 13:01:51.213784+00', '\xbd9fdd5838504ae6ae02e5369efea410756f4f609cc248768668c72215caccfe', 'c2ac879c5ff74a32adf591480deafac1', NULL, '016ebc2a-9095-4a10-9d6e-ca668fefc0d7', 3, 0, NULL, NULL, '2026-11-30 13:01:49.350594+00', '2026-11-30 13:01:49.353485+00', '2026-11-30 13:01:51.222198+00', 17, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-23ba-710b-a35c-b34218725039', 40, 'ENROLL', 'STUCK', 14, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST015"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "3d1aef6a3ad14bf4ab8e29392dd36af0"}]}', 'admin', 'inscription:fdc7d33fd60f5a5d508423757b34f718e960acc80b32ad79bf0c7a6eb65ec599', true, '2126-11-06 13:01:51.418222+00', '2026-11-30 13:01:53.509036+00', '\x0630131e5e4bf6d54d44d63fd8f41eb210b8644c0d6ae0919f329c0e77b77bc2', '3d1aef6a3ad14bf4ab8e29392dd36af0', NULL, '5299200e-a589-41f1-8750-590940a1be7f', 5, 0, 'undo of ''charge'' fails: billing: 500', NULL, '2026-11-30 13:01:51.418222+00', '2026-11-30 13:01:51.500018+00', NULL, 15, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-346e-7dbb-89da-b3c60bf0adf7', 41, 'ENROLL', 'COMPENSATING', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST020"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:03eb37cf575eed05e481cacc8f5780ea40645d9e5c14304013d0f17dfd3858fc', true, '2126-11-06 13:01:55.694449+00', '2026-11-30 13:01:55.811789+00', '\x2fbd7212d3d53ffb242a697b47ab4b5e6000c627967cb48b03dfce83dc2eda0e', '3d45d44798da427cbdbd8bc9f80154b9', '01a22c8c-3434-778d-97e7-ae40a664e345', 'c2e98f18-6e7f-43c6-98f7-1177e6c5c4ba', 1, 0, NULL, '2026-11-30 13:01:55.811789+00', '2026-11-30 13:01:55.694449+00', '2026-11-30 13:01:55.777292+00', NULL, 20, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3509-73a5-9ddc-a5c37115a332', 42, 'ENROLL', 'RUNNING', 3, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST021"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:36c33232b8b5f7937075677d88c2b00aa4a448454de467754a0e0b8fd3b584cc', true, '2126-11-06 13:01:55.849693+00', NULL, '\x69a497d525b68abbb4ee1f80f3db6418f20bce90738475f22177b2cdad78b7e4', '9afb9de85513411091bd7b6cecac3815', '01a22c8c-3434-778d-97e7-ae40a664e345', 'aa167e1e-130a-4371-89d1-bd62d487a653', 1, 0, NULL, NULL, '2026-11-30 13:01:55.849693+00', '2026-11-30 13:01:55.853054+00', NULL, 21, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-362d-775f-bf45-fb2db2a5c48c', 50, 'ENROLL', 'PENDING', 1, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST022"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}, {"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'a key that the client chose', false, '2126-11-06 13:01:56.141865+00', NULL, '\x6391f3bd9af712d524e84aa10c10cb73c84f3ab4735a989bcec5e09f5f6ce987', 'de936c801b39415d897b1b22c34e90a4', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.141865+00', NULL, NULL, 22, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-35a6-751e-8b26-c2e43c6d049c', 43, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST010"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:301abab4ea9abf2584c0fccfdb3be78f7d161038b7aaf896cf79ae40cb1db810', true, '2126-11-06 13:01:56.006476+00', NULL, '\x845aa353f9d6c04a20fbdfefc35d224aca7fdc97f1526d7a41905975b07ce477', '965b4c7bf5a340258d88cc8db15daddc', '01a22c8c-356c-7d5c-a289-2a685d08c5ca', '2b94afeb-bf90-4655-bf7f-3879d2f4ed9e', 1, 1, NULL, NULL, '2026-11-30 13:01:56.006476+00', '2026-11-30 13:01:56.085219+00', NULL, 10, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3603-76f4-840a-94962dd94e72', 44, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST004"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:844eb52ade233feeef1fcee9cef0f5805953f5fbbf60353caf6398ef7648c518', true, '2126-11-06 13:01:56.099537+00', NULL, '\x10cc96134bb9828ce29417219922c0e77b8e360f2c63d73044d7b3455b2de9d3', 'e32333e11e7f4042a7482cfe234262ea', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.099537+00', NULL, NULL, 4, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-360b-7030-9cdb-cf855842cfc8', 45, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST005"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:bef8da6a5911d9cb11f2e340aa6a3505e1fbb131085357b82e89595140f2c722', true, '2126-11-06 13:01:56.108089+00', NULL, '\x6d82b54dfd7cd40dddbb6b69e462ccf4c60aedf1cd2906b5ef443d74e453bb57', 'bbc2f71df19a4395970910b99d4d192e', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.108089+00', NULL, NULL, 5, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3613-706f-af7e-d58774eee29d', 46, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST006"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:78835bed40ce010565caa92d7bc07917df6a2094e694f893c7d66dbb1077915a', true, '2126-11-06 13:01:56.115519+00', NULL, '\x27a766e3c747ecfe1e6851b7403d5f22e92c9d27dbb608eb724dc3b7abc8195d', '37b70a81bdd84b358cd0d162ce7195a3', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.115519+00', NULL, NULL, 6, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-361a-7c76-94ce-7f515d06965d', 47, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST007"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:14c794cc92dd8f2ba6671cb1911bb1d4bf3afbb2f34130eda7d0ef1b4a86dd51', true, '2126-11-06 13:01:56.122129+00', NULL, '\x62dea21456fcbf39b0ad224792ae7ea03c572d010f53f8ecf68bbe99e8e33f8f', 'cf6051293b864229a8838bbbb2b06e9f', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.122129+00', NULL, NULL, 7, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3620-720a-9f9a-cd8ce559771b', 48, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST008"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:0154fec8d79fcb7987e4faaee729c98ad9895e69ad5113d4f6510d7363ee4d27', true, '2126-11-06 13:01:56.128294+00', NULL, '\xe863d2b2316bf320fbb8d15080d0d072aa47df6a062ef3112b12dcf2ec22ad21', '1b13091644d848f184afec6ddb55454a', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.128294+00', NULL, NULL, 8, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3626-7d9b-99cc-54da53b5933e', 49, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST009"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:cc7efc5d9f39773160195826f13f3fd6bda0e219c3a90e4733dee0e93cb04ca9', true, '2126-11-06 13:01:56.134694+00', NULL, '\x404eaae7fe7de94fa0750f53e226563e09479214da43a40b86f9508527f5d835', '6b44c44fb52746aeb44d48c230aa218b', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.134694+00', NULL, NULL, 9, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3634-71cd-bf03-cce7882d8734', 51, 'DROP', 'PENDING', 1, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'admin', 'drop:794bf4b36264f04df8a6cc5c3fd94f49c4459d567cffe9cd326907374064869b', true, '2126-11-06 13:01:56.148486+00', NULL, '\xbc9118806e95a2098139e2c1921513e9918e54dbcd9b01ffa0299e56a25b931f', '3d2bcb5214054c88a4cc10b32d4dda2d', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.148486+00', NULL, NULL, 1, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-363c-7d25-99d9-b8172d44155f', 52, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-D"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-D"}], "problems": []}', 'admin', 'inscription:a84e7fa8d729811be9f70bd931e06043188ca69306278b0b0899b63004148bb5', true, '2126-11-06 13:01:56.156194+00', NULL, '\xd11a98d4da9513fda693cec16044762c2a7321636fb9015bd3f26071795a196d', '24508c3c37c44352a6d634dedd7962ef', NULL, NULL, 0, 0, NULL, NULL, '2026-11-30 13:01:56.156194+00', NULL, NULL, 1, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.sagas VALUES ('01a22c8c-3641-75e8-97b1-6eb8fdb1e4ff', 53, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST011"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:b5e6514569c2667fb1df097d6dc429d3e3241279af11c7c0ec527c8ae1b7a4df', true, '2126-11-06 13:01:56.161804+00', '2026-11-30 13:01:56.168875+00', '\x70d5c4b47cc7f8d2d567ee02085484c03a51e4a7131b90a13e8a3d4afcea420a', '12777b800bd54177b1321eee19bea322', NULL, NULL, 0, 0, NULL, '2026-11-30 13:01:56.168875+00', '2026-11-30 13:01:56.161804+00', NULL, NULL, 11, 2, DEFAULT, NULL, NULL, NULL, NULL, false);
INSERT INTO public.students VALUES (1, 'EST001', 'Ana Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (2, 'EST002', 'Luis Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (3, 'EST003', 'Carla Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (4, 'EST004', 'Jorge Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (5, 'EST005', 'Elena Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (6, 'EST006', 'Marco Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (7, 'EST007', 'Rosa Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (8, 'EST008', 'Iván Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (9, 'EST009', 'Sofía Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (10, 'EST010', 'Noé Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (11, 'EST011', 'Ñusta Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (12, 'EST012', 'Pedro Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (13, 'EST013', 'Julia Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (14, 'EST014', 'Raúl Quispe', true, 30, '[]');
INSERT INTO public.students VALUES (15, 'EST015', 'Ana Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (16, 'EST016', 'Luis Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (17, 'EST017', 'Carla Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (18, 'EST018', 'Jorge Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (19, 'EST019', 'Elena Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (20, 'EST020', 'Marco Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (21, 'EST021', 'Rosa Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (22, 'EST022', 'Iván Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (23, 'EST023', 'Sofía Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (24, 'EST024', 'Noé Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (25, 'EST025', 'Ñusta Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (26, 'EST026', 'Pedro Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (27, 'EST027', 'Julia Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (28, 'EST028', 'Raúl Mamani', true, 30, '[]');
INSERT INTO public.students VALUES (29, 'EST029', 'Ana Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (30, 'EST030', 'Luis Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (31, 'EST031', 'Carla Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (32, 'EST032', 'Jorge Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (33, 'EST033', 'Elena Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (34, 'EST034', 'Marco Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (35, 'EST035', 'Rosa Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (36, 'EST036', 'Iván Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (37, 'EST037', 'Sofía Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (38, 'EST038', 'Noé Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (39, 'EST039', 'Ñusta Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (40, 'EST040', 'Pedro Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (41, 'EST041', 'Julia Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (42, 'EST042', 'Raúl Rojas', true, 30, '[]');
INSERT INTO public.students VALUES (43, 'EST043', 'Ana Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (44, 'EST044', 'Luis Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (45, 'EST045', 'Carla Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (46, 'EST046', 'Jorge Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (47, 'EST047', 'Elena Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (48, 'EST048', 'Marco Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (49, 'EST049', 'Rosa Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (50, 'EST050', 'Iván Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (51, 'EST051', 'Sofía Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (52, 'EST052', 'Noé Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (53, 'EST053', 'Ñusta Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (54, 'EST054', 'Pedro Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (55, 'EST055', 'Julia Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (56, 'EST056', 'Raúl Vargas', true, 30, '[]');
INSERT INTO public.students VALUES (57, 'EST057', 'Ana Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (58, 'EST058', 'Luis Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (59, 'EST059', 'Carla Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (60, 'EST060', 'Jorge Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (61, 'EST061', 'Elena Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (62, 'EST062', 'Marco Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (63, 'EST063', 'Rosa Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (64, 'EST064', 'Iván Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (65, 'EST065', 'Sofía Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (66, 'EST066', 'Noé Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (67, 'EST067', 'Ñusta Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (68, 'EST068', 'Pedro Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (69, 'EST069', 'Julia Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (70, 'EST070', 'Raúl Núñez', true, 30, '[]');
INSERT INTO public.students VALUES (71, 'EST071', 'Ana Peña', true, 30, '[]');
INSERT INTO public.students VALUES (72, 'EST072', 'Luis Peña', true, 30, '[]');
INSERT INTO public.students VALUES (73, 'EST073', 'Carla Peña', true, 30, '[]');
INSERT INTO public.students VALUES (74, 'EST074', 'Jorge Peña', true, 30, '[]');
INSERT INTO public.students VALUES (75, 'EST075', 'Elena Peña', true, 30, '[]');
INSERT INTO public.students VALUES (76, 'EST076', 'Marco Peña', true, 30, '[]');
INSERT INTO public.students VALUES (77, 'EST077', 'Rosa Peña', true, 30, '[]');
INSERT INTO public.students VALUES (78, 'EST078', 'Iván Peña', true, 30, '[]');
INSERT INTO public.students VALUES (79, 'EST079', 'Sofía Peña', true, 30, '[]');
INSERT INTO public.students VALUES (80, 'EST080', 'Noé Peña', true, 30, '[]');
INSERT INTO public.students VALUES (81, 'EST081', 'Ñusta Peña', true, 30, '[]');
INSERT INTO public.students VALUES (82, 'EST082', 'Pedro Peña', true, 30, '[]');
INSERT INTO public.students VALUES (83, 'EST083', 'Julia Peña', true, 30, '[]');
INSERT INTO public.students VALUES (84, 'EST084', 'Raúl Peña', true, 30, '[]');
INSERT INTO public.students VALUES (85, 'EST085', 'Ana Flores', true, 30, '[]');
INSERT INTO public.students VALUES (86, 'EST086', 'Luis Flores', true, 30, '[]');
INSERT INTO public.students VALUES (87, 'EST087', 'Carla Flores', true, 30, '[]');
INSERT INTO public.students VALUES (88, 'EST088', 'Jorge Flores', true, 30, '[]');
INSERT INTO public.students VALUES (89, 'EST089', 'Elena Flores', true, 30, '[]');
INSERT INTO public.students VALUES (90, 'EST090', 'Marco Flores', true, 30, '[]');
INSERT INTO public.students VALUES (91, 'EST091', 'Rosa Flores', true, 30, '[]');
INSERT INTO public.students VALUES (92, 'EST092', 'Iván Flores', true, 30, '[]');
INSERT INTO public.students VALUES (93, 'EST093', 'Sofía Flores', true, 30, '[]');
INSERT INTO public.students VALUES (94, 'EST094', 'Noé Flores', true, 30, '[]');
INSERT INTO public.students VALUES (95, 'EST095', 'Ñusta Flores', true, 30, '[]');
INSERT INTO public.students VALUES (96, 'EST096', 'Pedro Flores', true, 30, '[]');
INSERT INTO public.students VALUES (97, 'EST097', 'Julia Flores', true, 30, '[]');
INSERT INTO public.students VALUES (98, 'EST098', 'Raúl Flores', true, 30, '[]');
INSERT INTO public.students VALUES (99, 'EST099', 'Ana Choque', true, 30, '[]');
INSERT INTO public.students VALUES (100, 'EST100', 'Luis Choque', true, 30, '[]');
INSERT INTO public.students VALUES (101, 'EST101', 'Carla Choque', true, 30, '[]');
INSERT INTO public.students VALUES (102, 'EST102', 'Jorge Choque', true, 30, '[]');
INSERT INTO public.students VALUES (103, 'EST103', 'Elena Choque', true, 30, '[]');
INSERT INTO public.students VALUES (104, 'EST104', 'Marco Choque', true, 30, '[]');
INSERT INTO public.students VALUES (105, 'EST105', 'Rosa Choque', true, 30, '[]');
INSERT INTO public.students VALUES (106, 'EST106', 'Iván Choque', true, 30, '[]');
INSERT INTO public.students VALUES (107, 'EST107', 'Sofía Choque', true, 30, '[]');
INSERT INTO public.students VALUES (108, 'EST108', 'Noé Choque', true, 30, '[]');
INSERT INTO public.students VALUES (109, 'EST109', 'Ñusta Choque', true, 30, '[]');
INSERT INTO public.students VALUES (110, 'EST110', 'Pedro Choque', true, 30, '[]');
INSERT INTO public.students VALUES (111, 'EST111', 'Julia Choque', true, 30, '[]');
INSERT INTO public.students VALUES (112, 'EST112', 'Raúl Choque', true, 30, '[]');
INSERT INTO public.students VALUES (113, 'EST113', 'Ana Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (114, 'EST114', 'Luis Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (115, 'EST115', 'Carla Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (116, 'EST116', 'Jorge Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (117, 'EST117', 'Elena Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (118, 'EST118', 'Marco Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (119, 'EST119', 'Rosa Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (120, 'EST120', 'Iván Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (121, 'EST121', 'Sofía Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (122, 'EST122', 'Noé Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (123, 'EST123', 'Ñusta Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (124, 'EST124', 'Pedro Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (125, 'EST125', 'Julia Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (126, 'EST126', 'Raúl Soliz', true, 30, '[]');
INSERT INTO public.students VALUES (127, 'EST127', 'Ana Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (128, 'EST128', 'Luis Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (129, 'EST129', 'Carla Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (130, 'EST130', 'Jorge Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (131, 'EST131', 'Elena Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (132, 'EST132', 'Marco Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (133, 'EST133', 'Rosa Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (134, 'EST134', 'Iván Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (135, 'EST135', 'Sofía Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (136, 'EST136', 'Noé Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (137, 'EST137', 'Ñusta Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (138, 'EST138', 'Pedro Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (139, 'EST139', 'Julia Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (140, 'EST140', 'Raúl Ibáñez', true, 30, '[]');
INSERT INTO public.students VALUES (141, 'EST141', 'Ana Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (142, 'EST142', 'Luis Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (143, 'EST143', 'Carla Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (144, 'EST144', 'Jorge Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (145, 'EST145', 'Elena Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (146, 'EST146', 'Marco Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (147, 'EST147', 'Rosa Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (148, 'EST148', 'Iván Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (149, 'EST149', 'Sofía Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (150, 'EST150', 'Noé Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (151, 'EST151', 'Ñusta Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (152, 'EST152', 'Pedro Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (153, 'EST153', 'Julia Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (154, 'EST154', 'Raúl Cruz', true, 30, '[]');
INSERT INTO public.students VALUES (155, 'EST155', 'Ana Arce', true, 30, '[]');
INSERT INTO public.students VALUES (156, 'EST156', 'Luis Arce', true, 30, '[]');
INSERT INTO public.students VALUES (157, 'EST157', 'Carla Arce', true, 30, '[]');
INSERT INTO public.students VALUES (158, 'EST158', 'Jorge Arce', true, 30, '[]');
INSERT INTO public.students VALUES (159, 'EST159', 'Elena Arce', true, 30, '[]');
INSERT INTO public.students VALUES (160, 'EST160', 'Marco Arce', true, 30, '[]');
INSERT INTO public.students VALUES (161, 'EST161', 'Rosa Arce', true, 30, '[]');
INSERT INTO public.students VALUES (162, 'EST162', 'Iván Arce', true, 30, '[]');
INSERT INTO public.students VALUES (163, 'EST163', 'Sofía Arce', true, 30, '[]');
INSERT INTO public.students VALUES (164, 'EST164', 'Noé Arce', true, 30, '[]');
INSERT INTO public.students VALUES (165, 'EST165', 'Ñusta Arce', true, 30, '[]');
INSERT INTO public.students VALUES (166, 'EST166', 'Pedro Arce', true, 30, '[]');
INSERT INTO public.students VALUES (167, 'EST167', 'Julia Arce', true, 30, '[]');
INSERT INTO public.students VALUES (168, 'EST168', 'Raúl Arce', true, 30, '[]');
INSERT INTO public.students VALUES (169, 'EST169', 'Ana Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (170, 'EST170', 'Luis Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (171, 'EST171', 'Carla Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (172, 'EST172', 'Jorge Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (173, 'EST173', 'Elena Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (174, 'EST174', 'Marco Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (175, 'EST175', 'Rosa Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (176, 'EST176', 'Iván Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (177, 'EST177', 'Sofía Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (178, 'EST178', 'Noé Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (179, 'EST179', 'Ñusta Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (180, 'EST180', 'Pedro Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (181, 'EST181', 'Julia Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (182, 'EST182', 'Raúl Zeballos', true, 30, '[]');
INSERT INTO public.students VALUES (183, 'EST183', 'Ana Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (184, 'EST184', 'Luis Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (185, 'EST185', 'Carla Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (186, 'EST186', 'Jorge Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (187, 'EST187', 'Elena Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (188, 'EST188', 'Marco Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (189, 'EST189', 'Rosa Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (190, 'EST190', 'Iván Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (191, 'EST191', 'Sofía Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (192, 'EST192', 'Noé Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (193, 'EST193', 'Ñusta Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (194, 'EST194', 'Pedro Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (195, 'EST195', 'Julia Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (196, 'EST196', 'Raúl Montaño', true, 30, '[]');
INSERT INTO public.students VALUES (197, 'EST197', 'Ana Ortiz', true, 30, '[]');
INSERT INTO public.students VALUES (198, 'EST198', 'Luis Ortiz', true, 30, '[]');
INSERT INTO public.students VALUES (199, 'EST199', 'Carla Ortiz', true, 30, '[]');
INSERT INTO public.students VALUES (200, 'EST200', 'Jorge Ortiz', true, 30, '[]');
INSERT INTO public.terms VALUES (1, '2024-1', 'Primer semestre 2024', '2026-06-03 13:01:47.414377+00', '2026-07-03 13:01:47.414377+00');
INSERT INTO public.terms VALUES (2, '2024-2', 'Segundo semestre 2024', '2026-10-31 13:01:47.414377+00', '2027-11-30 13:01:47.414377+00');
INSERT INTO public.terms VALUES (3, '2025-1', 'Primer semestre 2025', '2027-11-30 13:01:47.414377+00', '2027-12-30 13:01:47.414377+00');
INSERT INTO public.tortoise_migrations VALUES (1, 'models', '0001_initial', '2026-11-30 13:01:46.95013+00');
INSERT INTO public.tortoise_migrations VALUES (2, 'models', '0002_rules', '2026-11-30 13:01:46.958049+00');
INSERT INTO public.tortoise_migrations VALUES (3, 'models', '0003_supervision', '2026-11-30 13:01:46.964349+00');
INSERT INTO public.tortoise_migrations VALUES (4, 'models', '0004_keys', '2026-11-30 13:01:46.969219+00');
INSERT INTO public.tortoise_migrations VALUES (5, 'models', '0005_history', '2026-11-30 13:01:46.976342+00');
INSERT INTO public.tortoise_migrations VALUES (6, 'models', '0006_counts', '2026-11-30 13:01:46.98323+00');
INSERT INTO public.tortoise_migrations VALUES (7, 'models', '0007_circuit_changes', '2026-11-30 13:01:46.987939+00');
INSERT INTO public.tortoise_migrations VALUES (8, 'models', '0008_inspections', '2026-11-30 13:01:46.993478+00');
INSERT INTO public.tortoise_migrations VALUES (9, 'models', '0009_model_state', '2026-11-30 13:01:47.101608+00');
INSERT INTO public.tortoise_migrations VALUES (10, 'models', '0010_waits', '2026-11-30 13:01:47.12303+00');
INSERT INTO public.tortoise_migrations VALUES (11, 'models', '0011_due_sagas', '2026-11-30 13:01:47.152244+00');
INSERT INTO public.tortoise_migrations VALUES (12, 'models', '0012_limits', '2026-11-30 13:01:47.171681+00');
INSERT INTO public.tortoise_migrations VALUES (13, 'models', '0013_similar_codes', '2026-11-30 13:01:47.181352+00');
INSERT INTO public.tortoise_migrations VALUES (14, 'models', '0014_finite_windows', '2026-11-30 13:01:47.185987+00');
INSERT INTO public.tortoise_migrations VALUES (15, 'models', '0015_registrars', '2026-11-30 13:01:47.197529+00');
INSERT INTO public.tortoise_migrations VALUES (16, 'models', '0016_saved_things', '2026-11-30 13:01:47.215817+00');
INSERT INTO public.tortoise_migrations VALUES (17, 'models', '0017_audit_by_course', '2026-11-30 13:01:47.222028+00');
INSERT INTO public.tortoise_migrations VALUES (18, 'models', '0018_known_plans', '2026-11-30 13:01:47.255881+00');
INSERT INTO public.tortoise_migrations VALUES (19, 'models', '0019_refused_baskets', '2026-11-30 13:01:47.267942+00');
INSERT INTO public.tortoise_migrations VALUES (20, 'models', '0020_audit_by_groups', '2026-11-30 13:01:47.274427+00');
INSERT INTO public.tortoise_migrations VALUES (21, 'models', '0021_trusted_documents', '2026-11-30 13:01:47.286167+00');
INSERT INTO public.tortoise_migrations VALUES (22, 'models', '0022_revocations', '2026-11-30 13:01:47.298185+00');
INSERT INTO public.tortoise_migrations VALUES (23, 'models', '0023_retention', '2026-11-30 13:01:47.310615+00');
INSERT INTO public.tortoise_migrations VALUES (24, 'models', '0024_rosters', '2026-11-30 13:01:47.332851+00');
INSERT INTO public.tortoise_migrations VALUES (25, 'models', '0025_claim_function', '2026-11-30 13:01:47.339569+00');
INSERT INTO public.tortoise_migrations VALUES (26, 'models', '0026_commit_functions', '2026-11-30 13:01:47.380409+00');
INSERT INTO public.tortoise_migrations VALUES (27, 'models', '0027_hold_codes', '2026-11-30 13:01:47.386757+00');
INSERT INTO public.tortoise_migrations VALUES (28, 'models', '0028_unfinished_sagas', '2026-11-30 13:01:47.39893+00');
INSERT INTO public.workers VALUES ('01a22c8c-3434-778d-97e7-ae40a664e345', 'vm:13612', '2026-11-30 13:01:55.670435+00', '2026-11-30 13:01:55.760297+00', 0, '{"drop 1","enroll 1","enroll by capacity 1","enroll with billing 1"}');
INSERT INTO public.workers VALUES ('01a22c8c-356c-7d5c-a289-2a685d08c5ca', 'vm:13638', '2026-11-30 13:01:55.982856+00', '2026-11-30 13:01:56.069612+00', 0, '{"drop 1","enroll 1","enroll by capacity 1","enroll with billing 1"}');
SELECT pg_catalog.setval('public.audit_log_id_seq', 346, true);
SELECT pg_catalog.setval('public.courses_id_seq', 12, true);
SELECT pg_catalog.setval('public.groups_id_seq', 39, true);
SELECT pg_catalog.setval('public.revocations_id_seq', 1, false);
SELECT pg_catalog.setval('public.saga_counts_shard_seq', 1, true);
SELECT pg_catalog.setval('public.sagas_accepted_seq', 53, true);
SELECT pg_catalog.setval('public.students_id_seq', 200, true);
SELECT pg_catalog.setval('public.terms_id_seq', 3, true);
SELECT pg_catalog.setval('public.tortoise_migrations_id_seq', 28, true);
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courses
    ADD CONSTRAINT courses_code_key UNIQUE (code);
ALTER TABLE ONLY public.courses
    ADD CONSTRAINT courses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inspections
    ADD CONSTRAINT inspections_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.retention
    ADD CONSTRAINT retention_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.saga_counts
    ADD CONSTRAINT saga_counts_pkey PRIMARY KEY (shard);
ALTER TABLE ONLY public.saga_steps
    ADD CONSTRAINT saga_steps_pkey PRIMARY KEY (saga_id, "position");
ALTER TABLE ONLY public.sagas
    ADD CONSTRAINT sagas_accepted_key UNIQUE (accepted);
ALTER TABLE ONLY public.sagas
    ADD CONSTRAINT sagas_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.students
    ADD CONSTRAINT students_code_key UNIQUE (code);
ALTER TABLE ONLY public.students
    ADD CONSTRAINT students_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_code_key UNIQUE (code);
ALTER TABLE ONLY public.terms
    ADD CONSTRAINT terms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tortoise_migrations
    ADD CONSTRAINT tortoise_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.trusted_documents
    ADD CONSTRAINT trusted_documents_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT uid_groups_term_id_d28d13 UNIQUE (term_id, code);
ALTER TABLE ONLY public.tortoise_migrations
    ADD CONSTRAINT uid_tortoise_mi_app_3803a5 UNIQUE (app, name);
ALTER TABLE ONLY public.workers
    ADD CONSTRAINT workers_pkey PRIMARY KEY (id);
CREATE INDEX audit_log_by_actor ON public.audit_log USING btree (actor, at, id);
CREATE INDEX audit_log_by_correlation ON public.audit_log USING btree (correlation_id, at, id);
CREATE INDEX audit_log_by_course ON public.audit_log USING btree (course_code, at, id) WHERE (course_code IS NOT NULL);
CREATE INDEX audit_log_by_group ON public.audit_log USING btree (group_code, at, id);
CREATE INDEX audit_log_by_groups ON public.audit_log USING gin (group_codes) WHERE (group_codes IS NOT NULL);
CREATE INDEX audit_log_by_student ON public.audit_log USING btree (student_id, at, id);
CREATE INDEX audit_log_by_time ON public.audit_log USING btree (at, id);
CREATE UNIQUE INDEX audit_log_one_change ON public.audit_log USING btree (service, epoch) WHERE (service IS NOT NULL);
CREATE INDEX enrollments_by_student ON public.enrollments USING btree (student_id, created_at DESC, id DESC);
CREATE INDEX enrollments_held ON public.enrollments USING btree (saga_id) WHERE ((status)::text = 'RESERVED'::text);
CREATE UNIQUE INDEX enrollments_one_per_course ON public.enrollments USING btree (student_id, term_id, course_id) WHERE ((status)::text = 'CONFIRMED'::text);
CREATE UNIQUE INDEX enrollments_one_seat ON public.enrollments USING btree (group_id, student_id) WHERE ((status)::text <> 'DROPPED'::text);
CREATE INDEX idx_enrollments_saga_id_908ca3 ON public.enrollments USING btree (saga_id);
CREATE INDEX revocations_by_time ON public.revocations USING btree (revoked_at);
CREATE INDEX sagas_by_student ON public.sagas USING btree (student_id, accepted DESC);
CREATE INDEX sagas_due ON public.sagas USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX sagas_ended ON public.sagas USING btree (kind, ended, accepted_at, accepted) WHERE (ended IS NOT NULL);
CREATE INDEX sagas_ended_by_correlation ON public.sagas USING btree (correlation_id, accepted_at, accepted) WHERE (ended IS NOT NULL);
CREATE INDEX sagas_ended_by_term ON public.sagas USING btree (term_id, kind, ended, accepted_at, accepted) WHERE (ended IS NOT NULL);
CREATE INDEX sagas_keys_released ON public.sagas USING btree (key_expires_at, accepted) WHERE (key_released_at IS NOT NULL);
CREATE INDEX sagas_keys_standing ON public.sagas USING btree (key_expires_at, accepted) WHERE (key_released_at IS NULL);
CREATE UNIQUE INDEX sagas_one_live_key ON public.sagas USING btree (idempotency_key, scope) WHERE (key_released_at IS NULL);
CREATE INDEX sagas_released_by_key ON public.sagas USING btree (idempotency_key) WHERE (key_released_at IS NOT NULL);
CREATE INDEX sagas_turn ON public.sagas USING btree (student_id, term_id, accepted) WHERE (finished_at IS NULL);
CREATE INDEX sagas_unfinished ON public.sagas USING btree (accepted) WHERE (ended IS NULL);
CREATE INDEX students_by_similar_code ON public.students USING btree (public.similar_code((code)::text));
CREATE TRIGGER sagas_counted_again AFTER UPDATE ON public.sagas REFERENCING NEW TABLE AS more FOR EACH STATEMENT EXECUTE FUNCTION public.sagas_more();
CREATE TRIGGER sagas_counted_before AFTER UPDATE ON public.sagas REFERENCING OLD TABLE AS less FOR EACH STATEMENT EXECUTE FUNCTION public.sagas_less();
CREATE TRIGGER sagas_counted_in AFTER INSERT ON public.sagas REFERENCING NEW TABLE AS more FOR EACH STATEMENT EXECUTE FUNCTION public.sagas_more();
CREATE TRIGGER sagas_counted_out AFTER DELETE ON public.sagas REFERENCING OLD TABLE AS less FOR EACH STATEMENT EXECUTE FUNCTION public.sagas_less();
CREATE TRIGGER sagas_counted_out_all AFTER TRUNCATE ON public.sagas FOR EACH STATEMENT EXECUTE FUNCTION public.sagas_none();
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_saga_id_fkey FOREIGN KEY (saga_id) REFERENCES public.sagas(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_student_id_fkey FOREIGN KEY (student_id) REFERENCES public.students(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_course_id_fkey FOREIGN KEY (course_id) REFERENCES public.courses(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_term_id_fkey FOREIGN KEY (term_id) REFERENCES public.terms(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.saga_steps
    ADD CONSTRAINT saga_steps_saga_id_fkey FOREIGN KEY (saga_id) REFERENCES public.sagas(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sagas
    ADD CONSTRAINT sagas_student_id_fkey FOREIGN KEY (student_id) REFERENCES public.students(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.sagas
    ADD CONSTRAINT sagas_term_id_fkey FOREIGN KEY (term_id) REFERENCES public.terms(id) ON DELETE RESTRICT;
