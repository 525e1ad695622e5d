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
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying(200) NOT NULL,
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
    epoch bigint
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
    scope character varying(200) NOT NULL,
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
    CONSTRAINT terms_window CHECK ((opens_at < closes_at))
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
CREATE TABLE public.workers (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    heartbeat_at timestamp with time zone NOT NULL,
    running integer DEFAULT 0 NOT NULL
);
COMMENT ON TABLE public.workers IS '`running`: sagas in its hands at the last beat.';
ALTER TABLE ONLY public.audit_log ALTER COLUMN id SET DEFAULT nextval('public.audit_log_id_seq'::regclass);
ALTER TABLE ONLY public.courses ALTER COLUMN id SET DEFAULT nextval('public.courses_id_seq'::regclass);
ALTER TABLE ONLY public.groups ALTER COLUMN id SET DEFAULT nextval('public.groups_id_seq'::regclass);
ALTER TABLE ONLY public.students ALTER COLUMN id SET DEFAULT nextval('public.students_id_seq'::regclass);
ALTER TABLE ONLY public.terms ALTER COLUMN id SET DEFAULT nextval('public.terms_id_seq'::regclass);
ALTER TABLE ONLY public.tortoise_migrations ALTER COLUMN id SET DEFAULT nextval('public.tortoise_migrations_id_seq'::regclass);
INSERT INTO public.audit_log VALUES (1, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7fef-997b-55e4290fa390', 150, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (2, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7fef-997b-55e4290fa390', 150, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (3, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7fef-997b-55e4290fa390', 150, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (4, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7140-a560-78d9495d96fc', 151, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (5, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7140-a560-78d9495d96fc', 151, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (6, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7140-a560-78d9495d96fc', 151, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (7, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bc4-9a30-6b3261e8f088', 152, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (8, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bc4-9a30-6b3261e8f088', 152, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (9, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bc4-9a30-6b3261e8f088', 152, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (10, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7fec-8008-5d0d15e653a9', 153, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (11, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7fec-8008-5d0d15e653a9', 153, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (12, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7fec-8008-5d0d15e653a9', 153, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (13, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7d1d-b5b5-d02f43dd764f', 154, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (14, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7d1d-b5b5-d02f43dd764f', 154, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (15, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7d1d-b5b5-d02f43dd764f', 154, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (16, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7b3d-a97c-6ff0a35365c6', 155, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (17, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7b3d-a97c-6ff0a35365c6', 155, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (18, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7b3d-a97c-6ff0a35365c6', 155, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (19, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7034-ae77-020b15c6ae2f', 156, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (20, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7034-ae77-020b15c6ae2f', 156, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (21, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7034-ae77-020b15c6ae2f', 156, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (22, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7aa9-a660-2c160b07f598', 157, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (23, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7aa9-a660-2c160b07f598', 157, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (24, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7aa9-a660-2c160b07f598', 157, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (25, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7470-89de-fe35f9e8a077', 158, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (26, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7470-89de-fe35f9e8a077', 158, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (27, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7470-89de-fe35f9e8a077', 158, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (28, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bdc-b310-524b8332691a', 159, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (29, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bdc-b310-524b8332691a', 159, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (30, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bdc-b310-524b8332691a', 159, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (31, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 160, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (32, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 160, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (33, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 160, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (34, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7d74-9db0-cae8debbece8', 161, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (35, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7d74-9db0-cae8debbece8', 161, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (36, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7d74-9db0-cae8debbece8', 161, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (37, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7afd-b6aa-401c6212096c', 162, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (38, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7afd-b6aa-401c6212096c', 162, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (39, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-78cc-b3d3-5e205b836de0', 163, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (40, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-78cc-b3d3-5e205b836de0', 163, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (41, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-771e-843d-0b0a6ae7aa40', 164, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (42, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-771e-843d-0b0a6ae7aa40', 164, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (43, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7973-a919-d150feaacb60', 165, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (44, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7973-a919-d150feaacb60', 165, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (45, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7c98-ac2d-8713908ef1f8', 166, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (46, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7c98-ac2d-8713908ef1f8', 166, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (47, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7830-a507-d9979f17701a', 167, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (48, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7830-a507-d9979f17701a', 167, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (49, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-750e-ae40-1ab8e099c573', 168, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (50, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-750e-ae40-1ab8e099c573', 168, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (51, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-77b6-88ea-54f1b6580aa3', 169, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (52, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-77b6-88ea-54f1b6580aa3', 169, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (53, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-78da-80ec-d61619a70112', 170, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (54, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-78da-80ec-d61619a70112', 170, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (55, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bdc-ac8a-fef3402b503a', 171, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (56, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7bdc-ac8a-fef3402b503a', 171, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (57, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7c86-a88b-6c7376efd53a', 172, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (58, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7c86-a88b-6c7376efd53a', 172, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (59, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7f1c-8a4f-fddb0dcadc80', 173, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (60, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7526-84d2-137858252b07', 174, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (61, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7a90-99e7-18d6bef42f9d', 175, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (62, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7054-ac14-75db257deb7f', 176, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (63, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7aee-9363-e285900562b3', 177, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (64, '2026-11-29 22:11:52.892315+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a2295d-5798-7f4c-86e5-cd09d2a3a7c8', 178, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (65, '2026-11-29 22:11:59.407347+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, '31fb429b62c0440a98422902098226fd', 1, '01a2295d-70d4-7401-bedb-6a501a889f0b', 16, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (66, '2026-11-29 22:12:01.620232+00', 'admin', 'ENROLL', 'G-ELC102-E', 'NOT_TAKEN', NULL, NULL, '5756d9a71c2e48e69c445995ecd733e5', 2, '01a2295d-70d4-7401-bedb-6a501a889f0b', 16, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (67, '2026-11-29 22:12:01.620232+00', 'admin', 'ENROLL', 'G-ELC106-E', 'NOT_TAKEN', NULL, NULL, '5756d9a71c2e48e69c445995ecd733e5', 2, '01a2295d-70d4-7401-bedb-6a501a889f0b', 16, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (68, '2026-11-29 22:12:01.620232+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '49ebb521b3f1443d9840ce49921670f8', 2, '01a2295d-7943-762e-8c72-dc1caa51a231', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (69, '2026-11-29 22:12:01.620232+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '49ebb521b3f1443d9840ce49921670f8', 2, '01a2295d-7943-762e-8c72-dc1caa51a231', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (70, '2026-11-29 22:12:01.620232+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, 'b0e7bb1849204b0f8915d1ea8c827163', 2, '01a2295d-7985-7b41-9616-519f8037a4e1', 2, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (71, '2026-11-29 22:12:01.620232+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, 'b0e7bb1849204b0f8915d1ea8c827163', 2, '01a2295d-7985-7b41-9616-519f8037a4e1', 2, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (72, '2026-11-29 22:12:01.666357+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '5b2a05f0a051472b8e0494710255a698', 2, '01a2295d-79e5-76c8-b104-25a08faea5c9', 3, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (73, '2026-11-29 22:12:01.666357+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '5b2a05f0a051472b8e0494710255a698', 2, '01a2295d-79e5-76c8-b104-25a08faea5c9', 3, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (74, '2026-11-29 22:12:01.83543+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, 'f9d2b818424c4e6b9fa45294669a2a4d', 5, '01a2295d-7a65-75eb-8027-f21d5b894d61', 14, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (75, '2026-11-29 22:12:01.83543+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, 'f9d2b818424c4e6b9fa45294669a2a4d', 5, '01a2295d-7a65-75eb-8027-f21d5b894d61', 14, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (76, '2026-11-29 22:12:01.853598+00', 'admin', 'DROP', 'G-ELC102-E', 'DROPPED', NULL, NULL, '73c84c932ded433d84ec6e39e935c2ce', 2, '01a2295d-7aaa-7ffd-a969-c6d8e57bd056', 2, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (77, '2026-11-29 22:12:01.902347+00', 'admin', 'ENROLL', 'G-ELC102-A', 'REJECTED', '{"code": "SAME_COURSE_TWICE", "path": null, "course_code": "ELC102", "group_codes": ["G-ELC102-A", "G-ELC102-E"]}', NULL, '8bbdf5e368f0481383e674108d5b5842', 2, '01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (78, '2026-11-29 22:12:01.902347+00', 'admin', 'ENROLL', 'G-MAT207-Z', 'REJECTED', '{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}', NULL, '8bbdf5e368f0481383e674108d5b5842', 2, '01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (79, '2026-11-29 22:12:02.00284+00', 'admin', 'ENROLL', 'G-ELC102-E', 'RELEASED', '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, 'b47b3191c2fe4e3c94c9298684c45c41', 5, '01a2295d-7b22-7103-9002-296337b36a8f', 13, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (80, '2026-11-29 22:12:02.00284+00', 'admin', 'ENROLL', 'G-ELC106-E', 'RELEASED', '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, 'b47b3191c2fe4e3c94c9298684c45c41', 5, '01a2295d-7b22-7103-9002-296337b36a8f', 13, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (81, '2026-11-29 22:12:02.363725+00', 'admin', 'ENROLL', 'G-ELC102-E', 'RELEASED', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "b6b0052f6ac5486c9bb31f0379a02aad"}', NULL, 'b6b0052f6ac5486c9bb31f0379a02aad', 11, '01a2295d-7b8b-7a55-a90d-66eb7b72beea', 17, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (82, '2026-11-29 22:12:02.363725+00', 'admin', 'ENROLL', 'G-ELC106-E', 'RELEASED', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "b6b0052f6ac5486c9bb31f0379a02aad"}', NULL, 'b6b0052f6ac5486c9bb31f0379a02aad', 11, '01a2295d-7b8b-7a55-a90d-66eb7b72beea', 17, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (83, '2026-11-29 22:12:04.122845+00', 'admin', 'ENROLL', NULL, 'STUCK', NULL, 'claimed 10 times without progress', 'ccebeeaa13f84cca85ade4b47943d5e7', 2, '01a2295d-7d44-7d6d-8ce7-31eea7cffb81', 12, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (84, '2026-11-29 22:12:04.645037+00', 'admin', 'ENROLL', NULL, 'STUCK', NULL, 'undo of ''charge'' fails: billing: 500', '380de9999e6d45b5865e7e305110a9c4', 14, '01a2295d-8351-7131-942e-df31371f7477', 15, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (85, '2026-11-29 22:12:06.377357+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, 'a195706a7513466c885bc73dea8330c5', 3, '01a2295d-8bc5-7eef-9f85-96cde7068d5f', 20, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (86, '2026-11-29 22:12:08.308673+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, 'fd1a36ad4a8d4d06ad1eeea7c40e3b5c', 1, '01a2295d-93cc-7ec0-b95f-57412a8be333', 11, 2, NULL, NULL);
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
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-746f-bdfa-b9e2f54fafa7', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7fef-997b-55e4290fa390', 150, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-74a5-85d8-e298c80737ae', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7fef-997b-55e4290fa390', 150, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7985-9995-f0b061ff4bed', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7fef-997b-55e4290fa390', 150, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7350-b12f-c591079eaa90', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7140-a560-78d9495d96fc', 151, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7e11-8b72-88880ed734ab', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7140-a560-78d9495d96fc', 151, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7993-8b6d-cf102d6103bc', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7140-a560-78d9495d96fc', 151, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-77e6-af82-f45548fc415d', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7bc4-9a30-6b3261e8f088', 152, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-74ac-baae-6ddb4fc903ff', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7bc4-9a30-6b3261e8f088', 152, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-72f1-b2bc-47d4dcd75062', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7bc4-9a30-6b3261e8f088', 152, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-789c-8acc-0bfeee3e1830', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7fec-8008-5d0d15e653a9', 153, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7b35-a90a-5d5e98cea48b', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7fec-8008-5d0d15e653a9', 153, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7d9c-acff-272f73953f22', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7fec-8008-5d0d15e653a9', 153, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7862-9255-ff1f96bce6ad', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7d1d-b5b5-d02f43dd764f', 154, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7308-8864-59a685c34e8f', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7d1d-b5b5-d02f43dd764f', 154, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7d70-830c-c537b44511ce', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7d1d-b5b5-d02f43dd764f', 154, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-76eb-b2b0-4f620c383f9a', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7b3d-a97c-6ff0a35365c6', 155, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7ad3-8c3b-c57ea82f0fff', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7b3d-a97c-6ff0a35365c6', 155, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-76a9-9d37-3297110aaae6', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7b3d-a97c-6ff0a35365c6', 155, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7bc9-8d4e-0d694de1f2d5', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7034-ae77-020b15c6ae2f', 156, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-70df-8891-1ac43b6d2c0b', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7034-ae77-020b15c6ae2f', 156, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7031-99cf-3c1a9b1423d9', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7034-ae77-020b15c6ae2f', 156, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-71a9-bcbc-723bfe12f03a', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7aa9-a660-2c160b07f598', 157, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-77cd-a261-66a5ffe51f30', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7aa9-a660-2c160b07f598', 157, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7f8f-972a-4ea5618efdef', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7aa9-a660-2c160b07f598', 157, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-77d7-8eaf-58f1072848d6', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7470-89de-fe35f9e8a077', 158, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-74fb-a389-84dda258a6e1', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7470-89de-fe35f9e8a077', 158, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-706b-b3a1-ef45a310ab83', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7470-89de-fe35f9e8a077', 158, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7f59-a413-2d4f0649d8ff', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7bdc-b310-524b8332691a', 159, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7161-b9f7-29391646e699', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7bdc-b310-524b8332691a', 159, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7644-88b3-2da67e1d9eec', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7bdc-b310-524b8332691a', 159, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7afe-a562-728f01743337', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 160, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7d0e-9272-15da498e3d3a', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 160, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7473-803c-0d8d07e4825e', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 160, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7c7c-a85d-a80d8ef3b5ea', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7d74-9db0-cae8debbece8', 161, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7ee9-bfac-933e963ec3e1', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7d74-9db0-cae8debbece8', 161, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-78db-b406-7ed994ee82c7', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 12, 38, '01a2295d-5798-7d74-9db0-cae8debbece8', 161, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-79a3-9692-ce13759372a0', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7afd-b6aa-401c6212096c', 162, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7b03-a867-dba11e297136', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7afd-b6aa-401c6212096c', 162, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-70fb-aa95-58433bbce2e1', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-78cc-b3d3-5e205b836de0', 163, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7a50-af65-6f6f3dcb2384', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-78cc-b3d3-5e205b836de0', 163, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7421-ad1c-f0bbcada0c7b', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-771e-843d-0b0a6ae7aa40', 164, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7a2e-ab40-3d47e8ad8e19', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-771e-843d-0b0a6ae7aa40', 164, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7a81-b2a2-01c040ff5610', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7973-a919-d150feaacb60', 165, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-74c2-a1fe-9420972bfbfb', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7973-a919-d150feaacb60', 165, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-78a0-9c62-f3c2157f4379', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7c98-ac2d-8713908ef1f8', 166, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7632-89c5-0758cc04e273', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7c98-ac2d-8713908ef1f8', 166, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7c6b-b855-50140cdcad03', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7830-a507-d9979f17701a', 167, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-71e0-9ae9-0828dfe47564', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7830-a507-d9979f17701a', 167, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7c5f-9e01-0f1927f3d9de', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-750e-ae40-1ab8e099c573', 168, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7183-bd4c-e4f0d852a2d2', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-750e-ae40-1ab8e099c573', 168, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7690-bcce-2de3854eb334', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-77b6-88ea-54f1b6580aa3', 169, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-74e3-94c0-571c98372125', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-77b6-88ea-54f1b6580aa3', 169, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7faf-aae8-686060c1af39', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-78da-80ec-d61619a70112', 170, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7e9e-a131-0bb7a24c98e5', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-78da-80ec-d61619a70112', 170, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-756a-9b9b-38b8451bd7bf', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7bdc-ac8a-fef3402b503a', 171, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7b52-8a45-df95903c6b09', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7bdc-ac8a-fef3402b503a', 171, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-777d-93b1-a15e7911e90a', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 3, 9, '01a2295d-5798-7c86-a88b-6c7376efd53a', 172, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7a62-9c03-d02612080cd2', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7c86-a88b-6c7376efd53a', 172, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7930-ac1e-0b5a70ad7ffd', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7f1c-8a4f-fddb0dcadc80', 173, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7998-a55d-55afa509d90f', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7526-84d2-137858252b07', 174, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-72d1-9678-e55d5974e8ee', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7a90-99e7-18d6bef42f9d', 175, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7037-b386-d80ec4c5dea6', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7054-ac14-75db257deb7f', 176, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7ae2-bd81-13608982c54b', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7aee-9363-e285900562b3', 177, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-57cc-7151-85bc-8e351165c1f1', 'CONFIRMED', '2026-11-29 22:11:52.892315+00', '2026-11-29 22:11:52.892315+00', 5, 19, '01a2295d-5798-7f4c-86e5-cd09d2a3a7c8', 178, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-79ef-795a-ac28-d9a8b97cf3a0', 'CONFIRMED', '2026-11-29 22:12:01.620232+00', '2026-11-29 22:12:01.620232+00', 3, 12, '01a2295d-7943-762e-8c72-dc1caa51a231', 1, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-79ef-7d1f-8492-c8d0e50dc385', 'CONFIRMED', '2026-11-29 22:12:01.620232+00', '2026-11-29 22:12:01.620232+00', 4, 17, '01a2295d-7943-762e-8c72-dc1caa51a231', 1, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-79ef-7155-9b9d-34d6c8a33ac7', 'CONFIRMED', '2026-11-29 22:12:01.620232+00', '2026-11-29 22:12:01.620232+00', 4, 17, '01a2295d-7985-7b41-9616-519f8037a4e1', 2, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7a0a-7c2c-9fac-ea849aceefea', 'CONFIRMED', '2026-11-29 22:12:01.666357+00', '2026-11-29 22:12:01.666357+00', 3, 12, '01a2295d-79e5-76c8-b104-25a08faea5c9', 3, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7a0a-7b9d-9189-38a41c6868da', 'CONFIRMED', '2026-11-29 22:12:01.666357+00', '2026-11-29 22:12:01.666357+00', 4, 17, '01a2295d-79e5-76c8-b104-25a08faea5c9', 3, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7a79-789c-ae70-fded1254ad20', 'CONFIRMED', '2026-11-29 22:12:01.837716+00', '2026-11-29 22:12:01.784186+00', 3, 12, '01a2295d-7a65-75eb-8027-f21d5b894d61', 14, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7a79-7c94-bbf9-c76c82356297', 'CONFIRMED', '2026-11-29 22:12:01.83777+00', '2026-11-29 22:12:01.784186+00', 4, 17, '01a2295d-7a65-75eb-8027-f21d5b894d61', 14, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-79ef-7ca2-b0f7-004dfb0e7cdf', 'DROPPED', '2026-11-29 22:12:01.857572+00', '2026-11-29 22:12:01.620232+00', 3, 12, '01a2295d-7985-7b41-9616-519f8037a4e1', 2, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7b37-749e-8ecf-d69a5efef180', 'DROPPED', '2026-11-29 22:12:02.005028+00', '2026-11-29 22:12:01.97434+00', 3, 12, '01a2295d-7b22-7103-9002-296337b36a8f', 13, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7b37-7984-99f0-596c5fd73c4f', 'DROPPED', '2026-11-29 22:12:02.005062+00', '2026-11-29 22:12:01.97434+00', 4, 17, '01a2295d-7b22-7103-9002-296337b36a8f', 13, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7ba0-709c-8e7e-83080e9db13c', 'DROPPED', '2026-11-29 22:12:02.367635+00', '2026-11-29 22:12:02.077922+00', 3, 12, '01a2295d-7b8b-7a55-a90d-66eb7b72beea', 17, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-7ba0-72ae-adfe-5e0ac0175817', 'DROPPED', '2026-11-29 22:12:02.367683+00', '2026-11-29 22:12:02.077922+00', 4, 17, '01a2295d-7b8b-7a55-a90d-66eb7b72beea', 17, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-83ae-79f2-b0ae-2324ec1ff28c', 'RESERVED', '2026-11-29 22:12:04.130771+00', '2026-11-29 22:12:04.130771+00', 3, 12, '01a2295d-8351-7131-942e-df31371f7477', 15, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-83ae-7bb6-9866-8af071e1baf6', 'RESERVED', '2026-11-29 22:12:04.130771+00', '2026-11-29 22:12:04.130771+00', 4, 17, '01a2295d-8351-7131-942e-df31371f7477', 15, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-8bf2-7165-bf5e-503fd5b4cf25', 'RESERVED', '2026-11-29 22:12:06.247079+00', '2026-11-29 22:12:06.247079+00', 3, 12, '01a2295d-8bc5-7eef-9f85-96cde7068d5f', 20, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-8bf2-7148-a639-5d8d200c0d3b', 'RESERVED', '2026-11-29 22:12:06.247079+00', '2026-11-29 22:12:06.247079+00', 4, 17, '01a2295d-8bc5-7eef-9f85-96cde7068d5f', 20, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-8cc0-7ac2-8c89-182ab195e5b4', 'RESERVED', '2026-11-29 22:12:06.461111+00', '2026-11-29 22:12:06.461111+00', 3, 12, '01a2295d-8cb2-7a70-8626-450c4ee2dc19', 21, 2);
INSERT INTO public.enrollments VALUES ('01a2295d-8cc0-7216-b26f-40453526dad4', 'RESERVED', '2026-11-29 22:12:06.461111+00', '2026-11-29 22:12:06.461111+00', 4, 17, '01a2295d-8cb2-7a70-8626-450c4ee2dc19', 21, 2);
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
INSERT INTO public.inspections VALUES (true, 0, 0, NULL, '2026-11-29 22:11:56.67817+00', '{}', '2026-11-29 22:11:56.67817+00', '[{"examples": [], "invariant": "OVER_CAPACITY", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "SEATS_MISCOUNTED", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "PARTIAL_BASKET", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "TASK_NOT_FINAL", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "VERSION_NOT_RISING", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "EFFECT_TWICE", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "SEAT_WITHOUT_SAGA", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "OUTCOME_NOT_RECORDED", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}, {"examples": [], "invariant": "KEY_NOT_RELEASED", "checked_at": "2026-11-29T22:11:56.678170Z", "violations": 0, "complete_since": "2026-11-29T22:11:56.678170Z"}]');
INSERT INTO public.saga_counts OVERRIDING SYSTEM VALUE VALUES (1, 34, 1, 3, 0);
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fef-997b-55e4290fa390');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fef-997b-55e4290fa390');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fef-997b-55e4290fa390');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fef-997b-55e4290fa390');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fef-997b-55e4290fa390');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7140-a560-78d9495d96fc');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7140-a560-78d9495d96fc');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7140-a560-78d9495d96fc');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7140-a560-78d9495d96fc');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7140-a560-78d9495d96fc');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bc4-9a30-6b3261e8f088');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bc4-9a30-6b3261e8f088');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bc4-9a30-6b3261e8f088');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bc4-9a30-6b3261e8f088');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bc4-9a30-6b3261e8f088');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fec-8008-5d0d15e653a9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fec-8008-5d0d15e653a9');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fec-8008-5d0d15e653a9');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fec-8008-5d0d15e653a9');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7fec-8008-5d0d15e653a9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d1d-b5b5-d02f43dd764f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d1d-b5b5-d02f43dd764f');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d1d-b5b5-d02f43dd764f');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d1d-b5b5-d02f43dd764f');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d1d-b5b5-d02f43dd764f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7b3d-a97c-6ff0a35365c6');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7b3d-a97c-6ff0a35365c6');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7b3d-a97c-6ff0a35365c6');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7b3d-a97c-6ff0a35365c6');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7b3d-a97c-6ff0a35365c6');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7034-ae77-020b15c6ae2f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7034-ae77-020b15c6ae2f');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7034-ae77-020b15c6ae2f');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7034-ae77-020b15c6ae2f');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7034-ae77-020b15c6ae2f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aa9-a660-2c160b07f598');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aa9-a660-2c160b07f598');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aa9-a660-2c160b07f598');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aa9-a660-2c160b07f598');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aa9-a660-2c160b07f598');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7470-89de-fe35f9e8a077');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7470-89de-fe35f9e8a077');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7470-89de-fe35f9e8a077');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7470-89de-fe35f9e8a077');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7470-89de-fe35f9e8a077');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-b310-524b8332691a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-b310-524b8332691a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-b310-524b8332691a');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-b310-524b8332691a');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-b310-524b8332691a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7cc3-a2fe-397b7f5a46ea');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d74-9db0-cae8debbece8');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d74-9db0-cae8debbece8');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d74-9db0-cae8debbece8');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d74-9db0-cae8debbece8');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7d74-9db0-cae8debbece8');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7afd-b6aa-401c6212096c');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7afd-b6aa-401c6212096c');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7afd-b6aa-401c6212096c');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7afd-b6aa-401c6212096c');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78cc-b3d3-5e205b836de0');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78cc-b3d3-5e205b836de0');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78cc-b3d3-5e205b836de0');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78cc-b3d3-5e205b836de0');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-771e-843d-0b0a6ae7aa40');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-771e-843d-0b0a6ae7aa40');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-771e-843d-0b0a6ae7aa40');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-771e-843d-0b0a6ae7aa40');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7973-a919-d150feaacb60');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7973-a919-d150feaacb60');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7973-a919-d150feaacb60');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7973-a919-d150feaacb60');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c98-ac2d-8713908ef1f8');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c98-ac2d-8713908ef1f8');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c98-ac2d-8713908ef1f8');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c98-ac2d-8713908ef1f8');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7830-a507-d9979f17701a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7830-a507-d9979f17701a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7830-a507-d9979f17701a');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7830-a507-d9979f17701a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-750e-ae40-1ab8e099c573');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-750e-ae40-1ab8e099c573');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-750e-ae40-1ab8e099c573');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-750e-ae40-1ab8e099c573');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-77b6-88ea-54f1b6580aa3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-77b6-88ea-54f1b6580aa3');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-77b6-88ea-54f1b6580aa3');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-77b6-88ea-54f1b6580aa3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78da-80ec-d61619a70112');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78da-80ec-d61619a70112');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78da-80ec-d61619a70112');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-78da-80ec-d61619a70112');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-ac8a-fef3402b503a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-ac8a-fef3402b503a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-ac8a-fef3402b503a');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7bdc-ac8a-fef3402b503a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c86-a88b-6c7376efd53a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c86-a88b-6c7376efd53a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c86-a88b-6c7376efd53a');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7c86-a88b-6c7376efd53a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7f1c-8a4f-fddb0dcadc80');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7f1c-8a4f-fddb0dcadc80');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7f1c-8a4f-fddb0dcadc80');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7526-84d2-137858252b07');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7526-84d2-137858252b07');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7526-84d2-137858252b07');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7a90-99e7-18d6bef42f9d');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7a90-99e7-18d6bef42f9d');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7a90-99e7-18d6bef42f9d');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7054-ac14-75db257deb7f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7054-ac14-75db257deb7f');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7054-ac14-75db257deb7f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aee-9363-e285900562b3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aee-9363-e285900562b3');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7aee-9363-e285900562b3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7f4c-86e5-cd09d2a3a7c8');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7f4c-86e5-cd09d2a3a7c8');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:11:52.890838+00', '2026-11-29 22:11:52.892315+00', NULL, NULL, NULL, NULL, '01a2295d-5798-7f4c-86e5-cd09d2a3a7c8');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7943-762e-8c72-dc1caa51a231');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7943-762e-8c72-dc1caa51a231');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7943-762e-8c72-dc1caa51a231');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7943-762e-8c72-dc1caa51a231');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7985-7b41-9616-519f8037a4e1');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7985-7b41-9616-519f8037a4e1');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7985-7b41-9616-519f8037a4e1');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.614167+00', '2026-11-29 22:12:01.620232+00', NULL, NULL, NULL, NULL, '01a2295d-7985-7b41-9616-519f8037a4e1');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.664995+00', '2026-11-29 22:12:01.666357+00', NULL, NULL, NULL, NULL, '01a2295d-79e5-76c8-b104-25a08faea5c9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.664995+00', '2026-11-29 22:12:01.666357+00', NULL, NULL, NULL, NULL, '01a2295d-79e5-76c8-b104-25a08faea5c9');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.664995+00', '2026-11-29 22:12:01.666357+00', NULL, NULL, NULL, NULL, '01a2295d-79e5-76c8-b104-25a08faea5c9');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.664995+00', '2026-11-29 22:12:01.666357+00', NULL, NULL, NULL, NULL, '01a2295d-79e5-76c8-b104-25a08faea5c9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.783765+00', '2026-11-29 22:12:01.784186+00', NULL, NULL, NULL, NULL, '01a2295d-7a65-75eb-8027-f21d5b894d61');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.783765+00', '2026-11-29 22:12:01.784186+00', NULL, NULL, NULL, NULL, '01a2295d-7a65-75eb-8027-f21d5b894d61');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.783765+00', '2026-11-29 22:12:01.784186+00', NULL, NULL, NULL, NULL, '01a2295d-7a65-75eb-8027-f21d5b894d61');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'DONE', 1, 0, 4, '2026-11-29 22:12:01.793972+00', '2026-11-29 22:12:01.829812+00', NULL, NULL, NULL, 'billing: ok', '01a2295d-7a65-75eb-8027-f21d5b894d61');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 5, '2026-11-29 22:12:01.83543+00', '2026-11-29 22:12:01.83543+00', NULL, NULL, NULL, NULL, '01a2295d-7a65-75eb-8027-f21d5b894d61');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.849511+00', '2026-11-29 22:12:01.853598+00', NULL, NULL, NULL, NULL, '01a2295d-7aaa-7ffd-a969-c6d8e57bd056');
INSERT INTO public.saga_steps VALUES (2, 'drop seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.849511+00', '2026-11-29 22:12:01.853598+00', NULL, NULL, NULL, NULL, '01a2295d-7aaa-7ffd-a969-c6d8e57bd056');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'REFUSED', 1, 0, 2, '2026-11-29 22:12:01.901985+00', '2026-11-29 22:12:01.902347+00', NULL, NULL, '{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}', NULL, '01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-A', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-MAT207-Z', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:01.969744+00', '2026-11-29 22:12:01.97434+00', NULL, NULL, NULL, NULL, '01a2295d-7b22-7103-9002-296337b36a8f');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'REFUSED', 1, 0, 4, '2026-11-29 22:12:01.981263+00', '2026-11-29 22:12:01.9951+00', NULL, NULL, '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '01a2295d-7b22-7103-9002-296337b36a8f');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'COMPENSATED', 1, 1, 5, '2026-11-29 22:12:01.969744+00', '2026-11-29 22:12:01.97434+00', '2026-11-29 22:12:02.000999+00', '2026-11-29 22:12:02.00284+00', NULL, NULL, '01a2295d-7b22-7103-9002-296337b36a8f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'COMPENSATED', 1, 1, 5, '2026-11-29 22:12:01.969744+00', '2026-11-29 22:12:01.97434+00', '2026-11-29 22:12:02.000999+00', '2026-11-29 22:12:02.00284+00', NULL, NULL, '01a2295d-7b22-7103-9002-296337b36a8f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:02.075859+00', '2026-11-29 22:12:02.077922+00', NULL, NULL, NULL, NULL, '01a2295d-7b8b-7a55-a90d-66eb7b72beea');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATED', 3, 1, 10, '2026-11-29 22:12:02.088005+00', '2026-11-29 22:12:02.32736+00', '2026-11-29 22:12:02.339682+00', '2026-11-29 22:12:02.35525+00', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "b6b0052f6ac5486c9bb31f0379a02aad"}', 'billing: 500', '01a2295d-7b8b-7a55-a90d-66eb7b72beea');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'COMPENSATED', 1, 1, 11, '2026-11-29 22:12:02.075859+00', '2026-11-29 22:12:02.077922+00', '2026-11-29 22:12:02.362636+00', '2026-11-29 22:12:02.363725+00', NULL, NULL, '01a2295d-7b8b-7a55-a90d-66eb7b72beea');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'COMPENSATED', 1, 1, 11, '2026-11-29 22:12:02.075859+00', '2026-11-29 22:12:02.077922+00', '2026-11-29 22:12:02.362636+00', '2026-11-29 22:12:02.363725+00', NULL, NULL, '01a2295d-7b8b-7a55-a90d-66eb7b72beea');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:04.127183+00', '2026-11-29 22:12:04.130771+00', NULL, NULL, NULL, NULL, '01a2295d-8351-7131-942e-df31371f7477');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:04.127183+00', '2026-11-29 22:12:04.130771+00', NULL, NULL, NULL, NULL, '01a2295d-8351-7131-942e-df31371f7477');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:04.127183+00', '2026-11-29 22:12:04.130771+00', NULL, NULL, NULL, NULL, '01a2295d-8351-7131-942e-df31371f7477');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATING', 3, 3, 14, '2026-11-29 22:12:04.150467+00', '2026-11-29 22:12:04.417127+00', '2026-11-29 22:12:04.42733+00', NULL, '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "380de9999e6d45b5865e7e305110a9c4"}', 'billing: 500', '01a2295d-8351-7131-942e-df31371f7477');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:06.245048+00', '2026-11-29 22:12:06.247079+00', NULL, NULL, NULL, NULL, '01a2295d-8bc5-7eef-9f85-96cde7068d5f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:06.245048+00', '2026-11-29 22:12:06.247079+00', NULL, NULL, NULL, NULL, '01a2295d-8bc5-7eef-9f85-96cde7068d5f');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:06.245048+00', '2026-11-29 22:12:06.247079+00', NULL, NULL, NULL, NULL, '01a2295d-8bc5-7eef-9f85-96cde7068d5f');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATING', 1, 1, 5, '2026-11-29 22:12:06.263216+00', '2026-11-29 22:12:06.391513+00', '2026-11-29 22:12:06.398517+00', NULL, NULL, 'billing: ok', '01a2295d-8bc5-7eef-9f85-96cde7068d5f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 22:12:06.460713+00', '2026-11-29 22:12:06.461111+00', NULL, NULL, NULL, NULL, '01a2295d-8cb2-7a70-8626-450c4ee2dc19');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:06.460713+00', '2026-11-29 22:12:06.461111+00', NULL, NULL, NULL, NULL, '01a2295d-8cb2-7a70-8626-450c4ee2dc19');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 22:12:06.460713+00', '2026-11-29 22:12:06.461111+00', NULL, NULL, NULL, NULL, '01a2295d-8cb2-7a70-8626-450c4ee2dc19');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'STARTED', 1, 0, 3, '2026-11-29 22:12:06.468121+00', NULL, NULL, NULL, NULL, NULL, '01a2295d-8cb2-7a70-8626-450c4ee2dc19');
INSERT INTO public.sagas VALUES ('01a2295d-5798-7fef-997b-55e4290fa390', 1, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST150"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST150', false, '2026-11-29 23:11:52.858942+00', NULL, '\x0967650c2d3faa2e5d802fed3c1e18ae2befc313f612cf75724d10dfabd2df0e', 'demo', NULL, '2ca7bdd2-2c2e-4fc7-9df6-f25de787b619', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.878872+00', '2026-11-29 22:11:52.892315+00', 150, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7140-a560-78d9495d96fc', 2, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST151"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST151', false, '2026-11-29 23:11:52.858942+00', NULL, '\xc247d539f1536966766351634700bc3cc0f5b01527b767f47dd1b8da475ff27f', 'demo', NULL, '2f390c44-dc57-4655-aac6-4a34581ed294', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.878966+00', '2026-11-29 22:11:52.892315+00', 151, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7bc4-9a30-6b3261e8f088', 3, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST152"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST152', false, '2026-11-29 23:11:52.858942+00', NULL, '\x0b2d07d505e2be7e325ef1feef92d8ddbb8cc975c2a68308783b32a75fd656ee', 'demo', NULL, '0d495776-613e-47c7-8d9b-e80eabe2d837', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.878983+00', '2026-11-29 22:11:52.892315+00', 152, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7fec-8008-5d0d15e653a9', 4, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST153"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST153', false, '2026-11-29 23:11:52.858942+00', NULL, '\xea82f0d60d1874fdf0422c4069bbcec32bb73535a9ee9c706a8dcaf0729a8d87', 'demo', NULL, '5cc3a9e5-69c2-4121-9aaa-ba7b698f68c0', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.878997+00', '2026-11-29 22:11:52.892315+00', 153, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7d1d-b5b5-d02f43dd764f', 5, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST154"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST154', false, '2026-11-29 23:11:52.858942+00', NULL, '\xc8ff539a5e6934414592fee73907270f9a40749f30658766258da2bbd444d7e3', 'demo', NULL, '340a2cd5-9dba-40db-b542-1708bd360765', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879009+00', '2026-11-29 22:11:52.892315+00', 154, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7470-89de-fe35f9e8a077', 9, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST158"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST158', false, '2026-11-29 23:11:52.858942+00', NULL, '\x96c882e397aba15d3025b1a7bdb15669c401e2b736db911c5bd02c1ac0df57f2', 'demo', NULL, '950809ac-c952-4da1-b9d5-733a9b6d4ae2', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879101+00', '2026-11-29 22:11:52.892315+00', 158, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7bdc-b310-524b8332691a', 10, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST159"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST159', false, '2026-11-29 23:11:52.858942+00', NULL, '\xa0b1e694881584d6a2eb5d3f82c7c0b750f6be6608f4f1ddd9f445d9acb55ba7', 'demo', NULL, '146d6caa-3f34-4d38-bcf1-941ebd4e178e', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879115+00', '2026-11-29 22:11:52.892315+00', 159, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7cc3-a2fe-397b7f5a46ea', 11, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST160"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST160', false, '2026-11-29 23:11:52.858942+00', NULL, '\x812cde9924772778a9db82182f68ca4a80996439d63fdf3edaa6cf77679ee35f', 'demo', NULL, 'a8aa82a6-f337-4131-8f38-efdfa4029621', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879126+00', '2026-11-29 22:11:52.892315+00', 160, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7d74-9db0-cae8debbece8', 12, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST161"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST161', false, '2026-11-29 23:11:52.858942+00', NULL, '\xfbd7add4f3e6ab7f9765ca33d08ff597d295ebc512ff3565c25b791ef91ef6d5', 'demo', NULL, 'd5420311-c41a-4b68-961c-a2c52092e935', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879138+00', '2026-11-29 22:11:52.892315+00', 161, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7afd-b6aa-401c6212096c', 13, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST162"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST162', false, '2026-11-29 23:11:52.858942+00', NULL, '\x9ecec5ef40abd4a1646df0be2fe4c2465f243600a442af9d014fdf52c2207d6d', 'demo', NULL, 'c6233b9d-43ec-4225-81dc-fe94c1a8455a', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.87915+00', '2026-11-29 22:11:52.892315+00', 162, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7830-a507-d9979f17701a', 18, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST167"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST167', false, '2026-11-29 23:11:52.858942+00', NULL, '\x3376856cad0ad9b4f60eefebbced27f6c3f261e98988d2f6e512cd39e03f67fb', 'demo', NULL, 'e362955f-3d57-4083-b3f0-c8afacb8a08d', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879234+00', '2026-11-29 22:11:52.892315+00', 167, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-750e-ae40-1ab8e099c573', 19, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST168"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST168', false, '2026-11-29 23:11:52.858942+00', NULL, '\xce79e3e47109023718a396beabac2847e4cfa2a3b72233270df90e3d992e9527', 'demo', NULL, 'c67d8ef9-8f47-4d3d-9dd1-a3976cd6c49a', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879251+00', '2026-11-29 22:11:52.892315+00', 168, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-77b6-88ea-54f1b6580aa3', 20, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST169"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST169', false, '2026-11-29 23:11:52.858942+00', NULL, '\xa4c6c44582e798e9f1a1be4232a8c3880df6b45df3fedb9c3d3395aff601ff48', 'demo', NULL, 'b45bd06c-51bf-48bd-bd3c-346e076633ca', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879262+00', '2026-11-29 22:11:52.892315+00', 169, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-78da-80ec-d61619a70112', 21, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST170"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST170', false, '2026-11-29 23:11:52.858942+00', NULL, '\xe857ea729a00d10e94b6d5cd7a2f744241435e9ba03ea2a5a987dbd4d850027d', 'demo', NULL, '82ee07d6-be86-41e9-ae07-76175d21be2e', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879274+00', '2026-11-29 22:11:52.892315+00', 170, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7bdc-ac8a-fef3402b503a', 22, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST171"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST171', false, '2026-11-29 23:11:52.858942+00', NULL, '\xd6c9b0e6e5c89313f2818768825e4e450e52826b69cd15da08a22219411dd3d0', 'demo', NULL, '4ad9c9a1-01a3-4c91-9259-2323ab09e894', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879285+00', '2026-11-29 22:11:52.892315+00', 171, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7c86-a88b-6c7376efd53a', 23, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST172"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST172', false, '2026-11-29 23:11:52.858942+00', NULL, '\x74d4b974f60cae953f2d027e5ca26a40e99bf7e88cb7013a66faf63fbf7d2c90', 'demo', NULL, '18ac0291-34aa-41d5-95a2-4a28c367b80c', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879297+00', '2026-11-29 22:11:52.892315+00', 172, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7b3d-a97c-6ff0a35365c6', 6, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST155"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST155', false, '2026-11-29 23:11:52.858942+00', NULL, '\x731cf98cbb04b634f6fc4a0c69738ee8e037c13ea2d2a89228014ec0f150ac3c', 'demo', NULL, '458fa5da-01ce-4ca6-82d6-05c1e56472bb', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879021+00', '2026-11-29 22:11:52.892315+00', 155, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7034-ae77-020b15c6ae2f', 7, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST156"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST156', false, '2026-11-29 23:11:52.858942+00', NULL, '\x4b989d2c34247ac7e5ebed21e93b78cbbf520ba0383885802c7c22e57baee7b2', 'demo', NULL, '074b7b0d-df7d-4904-b285-b2709efccc81', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.87906+00', '2026-11-29 22:11:52.892315+00', 156, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7aa9-a660-2c160b07f598', 8, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST157"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST157', false, '2026-11-29 23:11:52.858942+00', NULL, '\x08a094c877539fe737985d4d40fd634932d418b87b17bbe17c0d6177a66c6c18', 'demo', NULL, '40f3a830-1881-43eb-b7a9-fced8d0759ef', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879081+00', '2026-11-29 22:11:52.892315+00', 157, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-78cc-b3d3-5e205b836de0', 14, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST163"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST163', false, '2026-11-29 23:11:52.858942+00', NULL, '\x939a4c7249fa5b56c82a05b618fba361396c4d472691eea6fdf5e633e32cb794', 'demo', NULL, 'ac1ea738-0310-448d-a229-af58e0a61b96', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879162+00', '2026-11-29 22:11:52.892315+00', 163, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-771e-843d-0b0a6ae7aa40', 15, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST164"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST164', false, '2026-11-29 23:11:52.858942+00', NULL, '\xd1a26a1a38816f3222970937c7f7aa74813238f4b736faf0da0aeef5dbac6120', 'demo', NULL, '79e80b2a-34dd-46cc-bf7f-9d7492c5435e', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879184+00', '2026-11-29 22:11:52.892315+00', 164, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7973-a919-d150feaacb60', 16, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST165"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST165', false, '2026-11-29 23:11:52.858942+00', NULL, '\xacb8dd482b39adf826535318008d964b07467dc1a6d851173fb076ec3ab37380', 'demo', NULL, '9f50ae67-967b-497f-bb46-e946ff87cb83', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879201+00', '2026-11-29 22:11:52.892315+00', 165, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7c98-ac2d-8713908ef1f8', 17, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST166"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST166', false, '2026-11-29 23:11:52.858942+00', NULL, '\x5baf022513b7cb128ba20341649a5642658d36508efccc0e4bbbceab341ca83c', 'demo', NULL, '92e5572e-b284-4190-b729-b343bd5e6b34', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879217+00', '2026-11-29 22:11:52.892315+00', 166, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7aee-9363-e285900562b3', 28, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST177"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST177', false, '2026-11-29 23:11:52.858942+00', NULL, '\x068a8ec8d753573ba20a4a6bbb1fe65492e19c42bd5e7b739b0eed24eb97f758', 'demo', NULL, '96ad3d1a-db99-4347-92f9-b44c840dcd65', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879419+00', '2026-11-29 22:11:52.892315+00', 177, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7f4c-86e5-cd09d2a3a7c8', 29, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST178"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST178', false, '2026-11-29 23:11:52.858942+00', NULL, '\xd76ebd852f7819821737004689192b18d635379dac207df6bb2923264e83f144', 'demo', NULL, '5473e91f-b7fa-475f-8861-d1e2d7632985', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879431+00', '2026-11-29 22:11:52.892315+00', 178, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7f1c-8a4f-fddb0dcadc80', 24, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST173"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST173', false, '2026-11-29 23:11:52.858942+00', NULL, '\x667475fdded3bb12999a34f1f4ebe40b58b346f5bd7d86f6b77d28fc68efaaa7', 'demo', NULL, 'da315027-fd73-40f4-97d3-0af8d342fdc9', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879308+00', '2026-11-29 22:11:52.892315+00', 173, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7526-84d2-137858252b07', 25, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST174"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST174', false, '2026-11-29 23:11:52.858942+00', NULL, '\x3efb55a34bdc19778f5eee0d097a1938adaf45dc5cb5ff9d87ce536b0bf26c36', 'demo', NULL, '9173f04f-99ee-452a-a42d-7cffd05f7417', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879367+00', '2026-11-29 22:11:52.892315+00', 174, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7a90-99e7-18d6bef42f9d', 26, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST175"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST175', false, '2026-11-29 23:11:52.858942+00', NULL, '\x1e215445f0ae69e1f66789ec9d4dccd51d8eab43e012719f9aa0454c0c7f7cdd', 'demo', NULL, 'dbaad640-5bfe-491e-a643-9e514e7915dd', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.879384+00', '2026-11-29 22:11:52.892315+00', 175, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-5798-7054-ac14-75db257deb7f', 27, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST176"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST176', false, '2026-11-29 23:11:52.858942+00', NULL, '\x402dd42de050e3c198576b175d028768274f692242bb21b10ad0a2d1260b3534', 'demo', NULL, '3a50fde4-9a5b-4c53-baf1-d686eeda2baf', 1, 0, NULL, NULL, '2026-11-29 22:11:52.858942+00', '2026-11-29 22:11:52.8794+00', '2026-11-29 22:11:52.892315+00', 176, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-70d4-7401-bedb-6a501a889f0b', 30, 'ENROLL', 'COMPENSATED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST016"}', '{"groups": [{"status": "NOT_TAKEN", "problems": [], "group_code": "G-ELC102-E"}, {"status": "NOT_TAKEN", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:0096763974153a5918a2704fc556148fd086a799f9c8e6446828e6b63f00fb68', true, '2126-11-05 22:11:59.323872+00', '2026-11-29 22:12:01.639071+00', '\x03787958be15d3038addba1e901659574c90793dfde0b73e22970ac608860e76', '5756d9a71c2e48e69c445995ecd733e5', NULL, '08f3f1f0-1985-4058-9614-2dd0557bc59f', 1, 0, NULL, '2026-11-29 22:11:59.405542+00', '2026-11-29 22:11:59.323872+00', '2026-11-29 22:12:01.600996+00', '2026-11-29 22:12:01.620232+00', 16, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7943-762e-8c72-dc1caa51a231', 31, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST001"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:2c15d1f2fadb524ad297fd1cf563c0567c38a4aa2f1ed3dcca2b59de1dfa4198', true, '2126-11-05 22:12:01.475824+00', NULL, '\x4d9f5a941935aca53c0d7179304df8c32b1425764ca0f57a0c121b1937553f52', '49ebb521b3f1443d9840ce49921670f8', NULL, 'bde92f31-a634-46fa-b44b-808424240c6c', 1, 0, NULL, NULL, '2026-11-29 22:12:01.475824+00', '2026-11-29 22:12:01.601117+00', '2026-11-29 22:12:01.620232+00', 1, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7985-7b41-9616-519f8037a4e1', 32, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST002"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:e81e6aecf28e12f231edf9454f93e94be03e08ca420335792d95045487761ff0', true, '2126-11-05 22:12:01.542584+00', NULL, '\xf903a45f268e2285b38838f6f37de024f1684ab4752d8079934e7d255de8603f', 'b0e7bb1849204b0f8915d1ea8c827163', NULL, '35006a4c-f131-4b3a-b138-06b1dead369e', 1, 0, NULL, NULL, '2026-11-29 22:12:01.542584+00', '2026-11-29 22:12:01.601135+00', '2026-11-29 22:12:01.620232+00', 2, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-79e5-76c8-b104-25a08faea5c9', 33, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST003"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:5302d308390bbc0aacf3d4bc541855173afcbe2c85c9b3c939efaa12f31e2188', true, '2126-11-05 22:12:01.637796+00', NULL, '\x525f4bb1865f64e57efb5c42b99041c4f182f8e553c623ea85b5a46f19001ed1', '5b2a05f0a051472b8e0494710255a698', NULL, '28717edc-0b46-4f77-9b99-85c2676718dd', 1, 0, NULL, NULL, '2026-11-29 22:12:01.637796+00', '2026-11-29 22:12:01.658143+00', '2026-11-29 22:12:01.666357+00', 3, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7b22-7103-9002-296337b36a8f', 37, 'ENROLL', 'COMPENSATED', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST013"}', '{"groups": [{"status": "RELEASED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RELEASED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}]}', 'admin', 'inscription:4c7cf64fe354cb744879c26198ce67c3b925939be35c047b1566cc67c3a2f571', true, '2126-11-05 22:12:01.954676+00', '2026-11-29 22:12:02.004173+00', '\x6a9449aa7ae3867110be102723cbdef45f390633cdfb9f9c0da238f1dabd7130', 'b47b3191c2fe4e3c94c9298684c45c41', NULL, '128a56fd-8182-4712-8139-c33f233104cd', 1, 0, NULL, NULL, '2026-11-29 22:12:01.954676+00', '2026-11-29 22:12:01.962208+00', '2026-11-29 22:12:02.00284+00', 13, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7a65-75eb-8027-f21d5b894d61', 34, 'ENROLL', 'COMPLETED', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST014"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:408996903f67aad9a083f1ff633896bcdb1d67af5beba8f60a46e52fee6d927e', true, '2126-11-05 22:12:01.770089+00', NULL, '\x32ee9e406c3213a7be357e51f5d2d09080d3fd083bafc113bb6facd96df59e4b', 'f9d2b818424c4e6b9fa45294669a2a4d', NULL, '609df670-ca69-4ca1-8a49-89e2b5a8bbc9', 1, 0, NULL, NULL, '2026-11-29 22:12:01.770089+00', '2026-11-29 22:12:01.780829+00', '2026-11-29 22:12:01.83543+00', 14, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7d44-7d6d-8ce7-31eea7cffb81', 39, 'ENROLL', 'STUCK', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST012"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}, {"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:c9a2885f62caaaaf437eb08a7a90a1544dc5cf4a1013a995a29769fe0fc4ec84', true, '2126-11-05 22:12:02.500321+00', NULL, '\x5e7563584896d9da3949ef1dc34ecb6c26fde00563d9ebed3591285a0dbf3536', 'ccebeeaa13f84cca85ade4b47943d5e7', NULL, NULL, 1, 11, 'claimed 10 times without progress', NULL, '2026-11-29 22:12:02.500321+00', '2026-11-29 22:12:04.115731+00', NULL, 12, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7aaa-7ffd-a969-c6d8e57bd056', 35, 'DROP', 'COMPLETED', 2, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST002"}', '{"groups": [{"status": "DROPPED", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'admin', 'drop:8bc50d7a10774cbffcf9573106e63e80b356afbdc92bd5360ad48ad1390058c2', true, '2126-11-05 22:12:01.836147+00', NULL, '\x2a73ba0eaa884f1c11e713a425d44fb3e72e40d0cf5b21da74520d4029b306b0', '73c84c932ded433d84ec6e39e935c2ce', NULL, 'cca0ab6a-983f-4dbf-a23a-461adba76457', 1, 0, NULL, NULL, '2026-11-29 22:12:01.836147+00', '2026-11-29 22:12:01.846705+00', '2026-11-29 22:12:01.853598+00', 2, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7ae0-78b3-9eb0-94a63c6d8e2a', 36, 'ENROLL', 'REJECTED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-A", "G-MAT207-Z"], "student_code": "EST001"}', '{"groups": [{"status": "REJECTED", "problems": [{"code": "SAME_COURSE_TWICE", "path": null, "course_code": "ELC102", "group_codes": ["G-ELC102-A", "G-ELC102-E"]}], "group_code": "G-ELC102-A"}, {"status": "REJECTED", "problems": [{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}], "group_code": "G-MAT207-Z"}], "problems": []}', 'admin', 'inscription:02eee5b13a03bc93f70caaf6b510758540a6d56bf0c6184f14ae7a017a171b1d', true, '2126-11-05 22:12:01.893679+00', '2026-11-29 22:12:01.906709+00', '\x8ec3f26f3a0c4feaccab54a234a1d6d16bce1dec6d6adc33efb1323db3c5f6b4', '8bbdf5e368f0481383e674108d5b5842', NULL, 'cab51c7b-e2fc-4644-bb59-c1395794c421', 1, 0, NULL, NULL, '2026-11-29 22:12:01.893679+00', '2026-11-29 22:12:01.900295+00', '2026-11-29 22:12:01.902347+00', 1, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-91b7-7222-b3a9-76174b91a7d4', 43, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST010"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:301abab4ea9abf2584c0fccfdb3be78f7d161038b7aaf896cf79ae40cb1db810', true, '2126-11-05 22:12:07.735955+00', NULL, '\x845aa353f9d6c04a20fbdfefc35d224aca7fdc97f1526d7a41905975b07ce477', '6ea8c1da19564fa8ada59457c67068cf', '01a2295d-90de-7708-9589-5ddd32b05f09', '2ed390f9-9657-4e55-9af8-fb557bc73db4', 1, 1, NULL, NULL, '2026-11-29 22:12:07.735955+00', '2026-11-29 22:12:07.762638+00', NULL, 10, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-93cc-7ec0-b95f-57412a8be333', 53, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST011"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:b5e6514569c2667fb1df097d6dc429d3e3241279af11c7c0ec527c8ae1b7a4df', true, '2126-11-05 22:12:08.269035+00', NULL, '\x70d5c4b47cc7f8d2d567ee02085484c03a51e4a7131b90a13e8a3d4afcea420a', '72d04462157149b8b59b956d5f3f7a9a', NULL, NULL, 0, 0, NULL, '2026-11-29 22:12:08.308321+00', '2026-11-29 22:12:08.269035+00', NULL, NULL, 11, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-8351-7131-942e-df31371f7477', 40, 'ENROLL', 'STUCK', 14, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST015"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "380de9999e6d45b5865e7e305110a9c4"}]}', 'admin', 'inscription:fdc7d33fd60f5a5d508423757b34f718e960acc80b32ad79bf0c7a6eb65ec599', true, '2126-11-05 22:12:04.049868+00', NULL, '\x0630131e5e4bf6d54d44d63fd8f41eb210b8644c0d6ae0919f329c0e77b77bc2', '380de9999e6d45b5865e7e305110a9c4', NULL, 'bdb24f9f-c429-4d56-b9b9-8ef4d89b05b2', 1, 0, 'undo of ''charge'' fails: billing: 500', NULL, '2026-11-29 22:12:04.049868+00', '2026-11-29 22:12:04.115856+00', NULL, 15, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-7b8b-7a55-a90d-66eb7b72beea', 38, 'ENROLL', 'COMPENSATED', 11, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST017"}', '{"groups": [{"status": "RELEASED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RELEASED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "b6b0052f6ac5486c9bb31f0379a02aad"}]}', 'admin', 'inscription:9aafd7021131b382dd13774d5a625d7f33d0a67e48b66a109cb71d8d6aa7f425', true, '2126-11-05 22:12:02.059729+00', '2026-11-29 22:12:02.365163+00', '\xbd9fdd5838504ae6ae02e5369efea410756f4f609cc248768668c72215caccfe', 'b6b0052f6ac5486c9bb31f0379a02aad', NULL, 'beeed343-af38-4a22-b3fd-2dbbcf1f15a5', 1, 0, NULL, NULL, '2026-11-29 22:12:02.059729+00', '2026-11-29 22:12:02.07261+00', '2026-11-29 22:12:02.363725+00', 17, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-8bc5-7eef-9f85-96cde7068d5f', 41, 'ENROLL', 'COMPENSATING', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST020"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:03eb37cf575eed05e481cacc8f5780ea40645d9e5c14304013d0f17dfd3858fc', true, '2126-11-05 22:12:06.213673+00', NULL, '\x2fbd7212d3d53ffb242a697b47ab4b5e6000c627967cb48b03dfce83dc2eda0e', '3370e609d90e423fb81dc03a7ad94fef', '01a2295d-8ae9-73bf-acea-b3cd6c46d77c', 'a65252f2-5062-4d50-90a2-0ba982ada1c8', 1, 0, NULL, '2026-11-29 22:12:06.376602+00', '2026-11-29 22:12:06.213673+00', '2026-11-29 22:12:06.242952+00', NULL, 20, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-8cb2-7a70-8626-450c4ee2dc19', 42, 'ENROLL', 'RUNNING', 3, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST021"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:36c33232b8b5f7937075677d88c2b00aa4a448454de467754a0e0b8fd3b584cc', true, '2126-11-05 22:12:06.451185+00', NULL, '\x69a497d525b68abbb4ee1f80f3db6418f20bce90738475f22177b2cdad78b7e4', '2ee4fb6c2aae444db9faac0ee5bf75b9', '01a2295d-8ae9-73bf-acea-b3cd6c46d77c', '269c2e69-f0a9-4626-9c2c-a387a0a8af61', 1, 0, NULL, NULL, '2026-11-29 22:12:06.451185+00', '2026-11-29 22:12:06.457681+00', NULL, 21, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-9351-769a-ba13-0975e8bbed89', 50, 'ENROLL', 'PENDING', 1, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST022"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}, {"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'a key that the client chose', false, '2126-11-05 22:12:08.14575+00', NULL, '\x6391f3bd9af712d524e84aa10c10cb73c84f3ab4735a989bcec5e09f5f6ce987', 'b42e9f2e77a948f585919deb799a11b5', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:08.14575+00', NULL, NULL, 22, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-9219-7ca4-aaec-763add1fa024', 44, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST004"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:844eb52ade233feeef1fcee9cef0f5805953f5fbbf60353caf6398ef7648c518', true, '2126-11-05 22:12:07.833853+00', NULL, '\x10cc96134bb9828ce29417219922c0e77b8e360f2c63d73044d7b3455b2de9d3', 'fcd18481c1d84b859b982feb866c201b', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:07.833853+00', NULL, NULL, 4, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-924e-74b2-95ae-0939da9fa5a3', 45, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST005"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:bef8da6a5911d9cb11f2e340aa6a3505e1fbb131085357b82e89595140f2c722', true, '2126-11-05 22:12:07.88698+00', NULL, '\x6d82b54dfd7cd40dddbb6b69e462ccf4c60aedf1cd2906b5ef443d74e453bb57', '73fa728c282a4f9e990c05a28348429c', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:07.88698+00', NULL, NULL, 5, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-9276-76f1-b5aa-5c9854d40b27', 46, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST006"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:78835bed40ce010565caa92d7bc07917df6a2094e694f893c7d66dbb1077915a', true, '2126-11-05 22:12:07.926301+00', NULL, '\x27a766e3c747ecfe1e6851b7403d5f22e92c9d27dbb608eb724dc3b7abc8195d', '4527c7a171f0474caca0b7ba4f665fa8', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:07.926301+00', NULL, NULL, 6, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-92b8-7fe5-99d5-555d73114432', 47, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST007"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:14c794cc92dd8f2ba6671cb1911bb1d4bf3afbb2f34130eda7d0ef1b4a86dd51', true, '2126-11-05 22:12:07.992285+00', NULL, '\x62dea21456fcbf39b0ad224792ae7ea03c572d010f53f8ecf68bbe99e8e33f8f', '42b0c090219a448991f808c6b0be7040', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:07.992285+00', NULL, NULL, 7, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-92fc-7362-a5b5-6276feb46c10', 48, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST008"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:0154fec8d79fcb7987e4faaee729c98ad9895e69ad5113d4f6510d7363ee4d27', true, '2126-11-05 22:12:08.061098+00', NULL, '\xe863d2b2316bf320fbb8d15080d0d072aa47df6a062ef3112b12dcf2ec22ad21', '76100472455744808ebd65f4b9f75891', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:08.061098+00', NULL, NULL, 8, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-9326-7a53-ab3a-f2e148823173', 49, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST009"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:cc7efc5d9f39773160195826f13f3fd6bda0e219c3a90e4733dee0e93cb04ca9', true, '2126-11-05 22:12:08.103074+00', NULL, '\x404eaae7fe7de94fa0750f53e226563e09479214da43a40b86f9508527f5d835', '394e2d7aec3645378df96e875a27fa84', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:08.103074+00', NULL, NULL, 9, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-9381-702c-90c4-5fd7d038ec0a', 51, 'DROP', 'PENDING', 1, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'admin', 'drop:794bf4b36264f04df8a6cc5c3fd94f49c4459d567cffe9cd326907374064869b', true, '2126-11-05 22:12:08.194572+00', NULL, '\xbc9118806e95a2098139e2c1921513e9918e54dbcd9b01ffa0299e56a25b931f', '70879122f47042d38afede5f4feacbe5', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:08.194572+00', NULL, NULL, 1, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a2295d-93a5-74b6-a6cb-f0810c9472c5', 52, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-D"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-D"}], "problems": []}', 'admin', 'inscription:a84e7fa8d729811be9f70bd931e06043188ca69306278b0b0899b63004148bb5', true, '2126-11-05 22:12:08.229661+00', NULL, '\xd11a98d4da9513fda693cec16044762c2a7321636fb9015bd3f26071795a196d', 'cc523c769dcd4e80b110a0121c8b9aa3', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 22:12:08.229661+00', NULL, NULL, 1, 2, DEFAULT);
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
INSERT INTO public.terms VALUES (1, '2024-1', 'Primer semestre 2024', '2026-06-02 22:11:52.809613+00', '2026-07-02 22:11:52.809613+00');
INSERT INTO public.terms VALUES (2, '2024-2', 'Segundo semestre 2024', '2026-10-30 22:11:52.809613+00', '2027-11-29 22:11:52.809613+00');
INSERT INTO public.terms VALUES (3, '2025-1', 'Primer semestre 2025', '2027-11-29 22:11:52.809613+00', '2027-12-29 22:11:52.809613+00');
INSERT INTO public.tortoise_migrations VALUES (1, 'models', '0001_initial', '2026-11-29 22:11:50.997739+00');
INSERT INTO public.tortoise_migrations VALUES (2, 'models', '0002_rules', '2026-11-29 22:11:51.03019+00');
INSERT INTO public.tortoise_migrations VALUES (3, 'models', '0003_supervision', '2026-11-29 22:11:51.066482+00');
INSERT INTO public.tortoise_migrations VALUES (4, 'models', '0004_keys', '2026-11-29 22:11:51.108746+00');
INSERT INTO public.tortoise_migrations VALUES (5, 'models', '0005_history', '2026-11-29 22:11:51.143632+00');
INSERT INTO public.tortoise_migrations VALUES (6, 'models', '0006_counts', '2026-11-29 22:11:51.329749+00');
INSERT INTO public.tortoise_migrations VALUES (7, 'models', '0007_circuit_changes', '2026-11-29 22:11:51.353715+00');
INSERT INTO public.tortoise_migrations VALUES (8, 'models', '0008_inspections', '2026-11-29 22:11:51.369846+00');
INSERT INTO public.tortoise_migrations VALUES (9, 'models', '0009_model_state', '2026-11-29 22:11:51.999387+00');
INSERT INTO public.workers VALUES ('01a2295d-8ae9-73bf-acea-b3cd6c46d77c', 'vm:30824', '2026-11-29 22:12:06.134032+00', '2026-11-29 22:12:06.212788+00', 0);
INSERT INTO public.workers VALUES ('01a2295d-90de-7708-9589-5ddd32b05f09', 'vm:30899', '2026-11-29 22:12:07.645196+00', '2026-11-29 22:12:07.745489+00', 0);
SELECT pg_catalog.setval('public.audit_log_id_seq', 86, true);
SELECT pg_catalog.setval('public.courses_id_seq', 12, true);
SELECT pg_catalog.setval('public.groups_id_seq', 39, true);
SELECT pg_catalog.setval('public.saga_counts_shard_seq', 1, true);
SELECT pg_catalog.setval('public.sagas_accepted_seq', 53, true);
SELECT pg_catalog.setval('public.students_id_seq', 200, true);
SELECT pg_catalog.setval('public.terms_id_seq', 3, true);
SELECT pg_catalog.setval('public.tortoise_migrations_id_seq', 9, true);
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
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT uid_groups_term_id_d28d13 UNIQUE (term_id, code);
ALTER TABLE ONLY public.tortoise_migrations
    ADD CONSTRAINT uid_tortoise_mi_app_3803a5 UNIQUE (app, name);
ALTER TABLE ONLY public.workers
    ADD CONSTRAINT workers_pkey PRIMARY KEY (id);
CREATE INDEX audit_log_by_actor ON public.audit_log USING btree (actor, at, id);
CREATE INDEX audit_log_by_correlation ON public.audit_log USING btree (correlation_id, at, id);
CREATE INDEX audit_log_by_group ON public.audit_log USING btree (group_code, at, id);
CREATE INDEX audit_log_by_student ON public.audit_log USING btree (student_id, at, id);
CREATE INDEX audit_log_by_time ON public.audit_log USING btree (at, id);
CREATE UNIQUE INDEX audit_log_one_change ON public.audit_log USING btree (service, epoch) WHERE (service IS NOT NULL);
CREATE INDEX enrollments_by_student ON public.enrollments USING btree (student_id, created_at DESC, id DESC);
CREATE INDEX enrollments_held ON public.enrollments USING btree (saga_id) WHERE ((status)::text = 'RESERVED'::text);
CREATE UNIQUE INDEX enrollments_one_live ON public.enrollments USING btree (student_id, group_id) WHERE ((status)::text <> 'DROPPED'::text);
CREATE UNIQUE INDEX enrollments_one_per_course ON public.enrollments USING btree (student_id, term_id, course_id) WHERE ((status)::text = 'CONFIRMED'::text);
CREATE INDEX idx_enrollments_saga_id_908ca3 ON public.enrollments USING btree (saga_id);
CREATE INDEX sagas_by_student ON public.sagas USING btree (student_id, accepted DESC);
CREATE INDEX sagas_ended ON public.sagas USING btree (kind, ended, accepted_at, accepted) WHERE (ended IS NOT NULL);
CREATE INDEX sagas_ended_by_correlation ON public.sagas USING btree (correlation_id, accepted_at, accepted) WHERE (ended IS NOT NULL);
CREATE INDEX sagas_ended_by_term ON public.sagas USING btree (term_id, kind, ended, accepted_at, accepted) WHERE (ended IS NOT NULL);
CREATE INDEX sagas_keys_released ON public.sagas USING btree (key_expires_at, accepted) WHERE (key_released_at IS NOT NULL);
CREATE INDEX sagas_keys_standing ON public.sagas USING btree (key_expires_at, accepted) WHERE (key_released_at IS NULL);
CREATE INDEX sagas_live ON public.sagas USING btree (accepted) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX sagas_one_live_key ON public.sagas USING btree (idempotency_key, scope) WHERE (key_released_at IS NULL);
CREATE INDEX sagas_released_by_key ON public.sagas USING btree (idempotency_key) WHERE (key_released_at IS NOT NULL);
CREATE INDEX sagas_turn ON public.sagas USING btree (student_id, term_id, accepted) WHERE (finished_at IS NULL);
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
