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
INSERT INTO public.audit_log VALUES (1, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d58-b944-923b67802b64', 150, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (2, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d58-b944-923b67802b64', 150, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (3, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d58-b944-923b67802b64', 150, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (4, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7796-ae3a-4462b47aa8cd', 151, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (5, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7796-ae3a-4462b47aa8cd', 151, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (6, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7796-ae3a-4462b47aa8cd', 151, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (7, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76bc-ad0f-705d05094d32', 152, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (8, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76bc-ad0f-705d05094d32', 152, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (9, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76bc-ad0f-705d05094d32', 152, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (10, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d3b-99df-78a6f4dcdde4', 153, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (11, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d3b-99df-78a6f4dcdde4', 153, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (12, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d3b-99df-78a6f4dcdde4', 153, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (13, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7664-9df5-5ceb4982e482', 154, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (14, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7664-9df5-5ceb4982e482', 154, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (15, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7664-9df5-5ceb4982e482', 154, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (16, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7cf3-ae2a-e5d1872d02c0', 155, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (17, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7cf3-ae2a-e5d1872d02c0', 155, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (18, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7cf3-ae2a-e5d1872d02c0', 155, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (19, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-74d4-9f2e-996a56332db9', 156, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (20, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-74d4-9f2e-996a56332db9', 156, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (21, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-74d4-9f2e-996a56332db9', 156, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (22, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7ae1-bba3-2c15a7df4e69', 157, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (23, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7ae1-bba3-2c15a7df4e69', 157, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (24, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7ae1-bba3-2c15a7df4e69', 157, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (25, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76b9-98cd-ab74d09d2fee', 158, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (26, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76b9-98cd-ab74d09d2fee', 158, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (27, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76b9-98cd-ab74d09d2fee', 158, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (28, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-765e-8816-6ea0b1f89b23', 159, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (29, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-765e-8816-6ea0b1f89b23', 159, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (30, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-765e-8816-6ea0b1f89b23', 159, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (31, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d57-86e3-1636ff58642f', 160, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (32, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d57-86e3-1636ff58642f', 160, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (33, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7d57-86e3-1636ff58642f', 160, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (34, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76ba-bcbb-7133cb1ad100', 161, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (35, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76ba-bcbb-7133cb1ad100', 161, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (36, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-76ba-bcbb-7133cb1ad100', 161, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (37, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7626-8aa8-7107da74cbdb', 162, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (38, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7626-8aa8-7107da74cbdb', 162, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (39, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7760-b7b0-ad42101e1ef1', 163, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (40, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7760-b7b0-ad42101e1ef1', 163, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (41, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7eb3-9c17-f359f0c6b2f7', 164, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (42, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7eb3-9c17-f359f0c6b2f7', 164, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (43, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-78f6-8c49-32e0807c0f91', 165, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (44, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-78f6-8c49-32e0807c0f91', 165, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (45, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7dcb-98c6-6cc32ba58771', 166, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (46, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7dcb-98c6-6cc32ba58771', 166, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (47, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7a67-8dfe-fd9f4374ab1d', 167, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (48, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7a67-8dfe-fd9f4374ab1d', 167, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (49, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7dc0-af34-b3d86c573d1e', 168, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (50, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7dc0-af34-b3d86c573d1e', 168, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (51, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-764d-8f7b-5116ae794daf', 169, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (52, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-764d-8f7b-5116ae794daf', 169, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (53, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7a03-a022-02de10f86958', 170, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (54, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7a03-a022-02de10f86958', 170, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (55, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-769b-9fcd-d666207e51d0', 171, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (56, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-769b-9fcd-d666207e51d0', 171, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (57, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7990-b5ce-49be69291da4', 172, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (58, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7990-b5ce-49be69291da4', 172, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (59, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-79be-86d2-7021945e76e5', 173, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (60, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-763b-a8c4-3b31cac0925f', 174, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (61, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7ce3-b2e3-53f1541163cb', 175, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (62, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-758a-b986-f9ca8be539b6', 176, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (63, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-77d1-bc28-5e48916a65d4', 177, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (64, '2026-11-29 21:40:24.081132+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a22940-8536-7987-9100-324e01b09e93', 178, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (65, '2026-11-29 21:40:35.314067+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, '13496624abbd4744826dbb6aa2c84688', 1, '01a22940-b123-748f-8313-976842c66f5c', 16, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (66, '2026-11-29 21:40:38.874699+00', 'admin', 'ENROLL', 'G-ELC102-E', 'NOT_TAKEN', NULL, NULL, '7607c3a67b9c4bcba6f2a82ec349a0bb', 2, '01a22940-b123-748f-8313-976842c66f5c', 16, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (67, '2026-11-29 21:40:38.874699+00', 'admin', 'ENROLL', 'G-ELC106-E', 'NOT_TAKEN', NULL, NULL, '7607c3a67b9c4bcba6f2a82ec349a0bb', 2, '01a22940-b123-748f-8313-976842c66f5c', 16, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (68, '2026-11-29 21:40:38.874699+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '6b60b3fb996b45c3a21ad6c4aadc2561', 2, '01a22940-be94-7015-beba-abf95602a5ba', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (69, '2026-11-29 21:40:38.874699+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '6b60b3fb996b45c3a21ad6c4aadc2561', 2, '01a22940-be94-7015-beba-abf95602a5ba', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (70, '2026-11-29 21:40:39.042044+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '15135f0ea0a2408b8092ab3d6c4e8b60', 2, '01a22940-bf75-7569-a57f-8e94b2a908ba', 2, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (71, '2026-11-29 21:40:39.042044+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '15135f0ea0a2408b8092ab3d6c4e8b60', 2, '01a22940-bf75-7569-a57f-8e94b2a908ba', 2, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (72, '2026-11-29 21:40:39.150877+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '67fcb72ad33b43c284bc20222ed4e75a', 2, '01a22940-c038-7539-b8ec-1cf925813f49', 3, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (73, '2026-11-29 21:40:39.150877+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '67fcb72ad33b43c284bc20222ed4e75a', 2, '01a22940-c038-7539-b8ec-1cf925813f49', 3, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (74, '2026-11-29 21:40:39.66218+00', 'admin', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, '5a9d7d62252a4083ae92dfa08573af7e', 5, '01a22940-c15c-73aa-808b-25cf0b113d87', 14, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (75, '2026-11-29 21:40:39.66218+00', 'admin', 'ENROLL', 'G-ELC106-E', 'CONFIRMED', NULL, NULL, '5a9d7d62252a4083ae92dfa08573af7e', 5, '01a22940-c15c-73aa-808b-25cf0b113d87', 14, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (76, '2026-11-29 21:40:39.731103+00', 'admin', 'DROP', 'G-ELC102-E', 'DROPPED', NULL, NULL, '40ca4c1dba964af59dd5a0b997de3825', 2, '01a22940-c269-7f7d-9285-8a14151b1ae1', 2, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (77, '2026-11-29 21:40:39.902353+00', 'admin', 'ENROLL', 'G-ELC102-A', 'REJECTED', '{"code": "SAME_COURSE_TWICE", "path": null, "course_code": "ELC102", "group_codes": ["G-ELC102-A", "G-ELC102-E"]}', NULL, 'b3c194f0d0824dc3b64bc08e01162fea', 2, '01a22940-c32d-7c17-9178-30da81b67a68', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (78, '2026-11-29 21:40:39.902353+00', 'admin', 'ENROLL', 'G-MAT207-Z', 'REJECTED', '{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}', NULL, 'b3c194f0d0824dc3b64bc08e01162fea', 2, '01a22940-c32d-7c17-9178-30da81b67a68', 1, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (79, '2026-11-29 21:40:40.359407+00', 'admin', 'ENROLL', 'G-ELC102-E', 'RELEASED', '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '7e3487d51da54ca4b7accfbf451f2c29', 5, '01a22940-c496-7e51-8e04-467323668cca', 13, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (80, '2026-11-29 21:40:40.359407+00', 'admin', 'ENROLL', 'G-ELC106-E', 'RELEASED', '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '7e3487d51da54ca4b7accfbf451f2c29', 5, '01a22940-c496-7e51-8e04-467323668cca', 13, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (81, '2026-11-29 21:40:41.194301+00', 'admin', 'ENROLL', 'G-ELC102-E', 'RELEASED', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "444e592be8bf4c7695075accca5bcf8c"}', NULL, '444e592be8bf4c7695075accca5bcf8c', 11, '01a22940-c62c-73ea-9776-f77a46c4f0c3', 17, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (82, '2026-11-29 21:40:41.194301+00', 'admin', 'ENROLL', 'G-ELC106-E', 'RELEASED', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "444e592be8bf4c7695075accca5bcf8c"}', NULL, '444e592be8bf4c7695075accca5bcf8c', 11, '01a22940-c62c-73ea-9776-f77a46c4f0c3', 17, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (83, '2026-11-29 21:40:49.189196+00', 'admin', 'ENROLL', NULL, 'STUCK', NULL, 'claimed 10 times without progress', 'd981624ae1d34488a350c496831b1ca8', 2, '01a22940-ca7e-764e-b17d-9f6bb25683eb', 12, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (84, '2026-11-29 21:40:50.127304+00', 'admin', 'ENROLL', NULL, 'STUCK', NULL, 'undo of ''charge'' fails: billing: 500', '3ae2ce2039da4d21a6f31e4329a60c1d', 14, '01a22940-e66f-7227-b59e-01445ed8591a', 15, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (85, '2026-11-29 21:40:57.358781+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, 'f5229e0310ca4c1690ec82c47a22c1af', 3, '01a22941-04d5-7efc-a4ef-83cfb4922721', 20, 2, NULL, NULL);
INSERT INTO public.audit_log VALUES (86, '2026-11-29 21:41:05.462625+00', 'admin', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, NULL, 'fcd9722ed8604993943954ace2e9172c', 1, '01a22941-26b1-7d20-99f0-15c13ead018e', 11, 2, NULL, NULL);
INSERT INTO public.courses VALUES (1, 'ELC101', 'Circuitos eléctricos I', 5);
INSERT INTO public.courses VALUES (2, 'ELC102', 'Circuitos eléctricos II', 5);
INSERT INTO public.courses VALUES (3, 'ELC106', 'Sistemas digitales I', 4);
INSERT INTO public.courses VALUES (4, 'MAT207', 'Ecuaciones diferenciales', 5);
INSERT INTO public.courses VALUES (5, 'MATEMÁTICA', 'Matemática básica', 4);
INSERT INTO public.courses VALUES (6, 'INF101', 'Introducción a la informática', 3);
INSERT INTO public.courses VALUES (7, 'INF/101-Ñ', 'Taller de informática para niños', 2);
INSERT INTO public.courses VALUES (8, 'INF220', 'Estructuras de datos', 4);
INSERT INTO public.courses VALUES (9, 'FIS102', 'Física II', 5);
INSERT INTO public.courses VALUES (10, 'QMC100', 'Química general', 4);
INSERT INTO public.courses VALUES (11, 'LIN100', 'Inglés técnico', 2);
INSERT INTO public.courses VALUES (12, 'ADM310', 'Administración de empresas', 3);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7049-b22f-b38d4f3f84df', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7d58-b944-923b67802b64', 150, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-76e7-a14d-49cde54774f9', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7d58-b944-923b67802b64', 150, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7f0b-bbe1-af431302bee3', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7d58-b944-923b67802b64', 150, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-74d2-ae75-2708c49556f1', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7796-ae3a-4462b47aa8cd', 151, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7034-814d-ae266d284635', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7796-ae3a-4462b47aa8cd', 151, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-70bb-bffa-15d37732d6d7', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7796-ae3a-4462b47aa8cd', 151, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-76c9-8f9c-2a9cab4c5413', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-76bc-ad0f-705d05094d32', 152, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7209-884d-f0e0292f6e31', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-76bc-ad0f-705d05094d32', 152, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7504-8cca-f77b4228024d', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-76bc-ad0f-705d05094d32', 152, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7026-9e4d-085e14c3baef', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7d3b-99df-78a6f4dcdde4', 153, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-72c2-bb35-944424c8d3ee', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7d3b-99df-78a6f4dcdde4', 153, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7a32-9c41-023b5c7299cc', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7d3b-99df-78a6f4dcdde4', 153, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7754-bdd1-e7d68bdd092b', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7664-9df5-5ceb4982e482', 154, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7bd3-84f8-1854dfea98da', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7664-9df5-5ceb4982e482', 154, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-780d-bb72-3b747214d518', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7664-9df5-5ceb4982e482', 154, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7c5b-9c0f-438136ea2794', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7cf3-ae2a-e5d1872d02c0', 155, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7b21-be28-a9f90576f743', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7cf3-ae2a-e5d1872d02c0', 155, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7933-87c2-ad56c8c99322', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7cf3-ae2a-e5d1872d02c0', 155, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-75ce-b87d-3e1b051c05cd', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-74d4-9f2e-996a56332db9', 156, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7085-a215-541a2da983e0', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-74d4-9f2e-996a56332db9', 156, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-738f-b11a-e60db613ca70', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-74d4-9f2e-996a56332db9', 156, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7a53-9b9a-e77c1227134e', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7ae1-bba3-2c15a7df4e69', 157, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7102-af1a-ca41f4a61355', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7ae1-bba3-2c15a7df4e69', 157, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7cc3-8bed-a969c131c5dc', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7ae1-bba3-2c15a7df4e69', 157, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-73ca-a60a-ae567ee2e8cc', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-76b9-98cd-ab74d09d2fee', 158, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-72cb-8a65-758d7faa2b10', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-76b9-98cd-ab74d09d2fee', 158, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7ecd-915f-5f3fd6065c8c', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-76b9-98cd-ab74d09d2fee', 158, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-74ea-b860-2c64c87797ac', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-765e-8816-6ea0b1f89b23', 159, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-76cf-b007-96798ceb734d', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-765e-8816-6ea0b1f89b23', 159, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7dcc-a591-9e3b7ba1a70f', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-765e-8816-6ea0b1f89b23', 159, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-72b3-9ea3-1fb206609205', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7d57-86e3-1636ff58642f', 160, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-78f7-9b06-ebc01397b104', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7d57-86e3-1636ff58642f', 160, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7047-9b7f-935833e9d921', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-7d57-86e3-1636ff58642f', 160, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-762e-8ae4-d89a4bc7071d', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-76ba-bcbb-7133cb1ad100', 161, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-79d1-bfdf-e059cd8e9451', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-76ba-bcbb-7133cb1ad100', 161, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-788f-af74-a407a1d14f96', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 10, 31, '01a22940-8536-76ba-bcbb-7133cb1ad100', 161, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-776c-903e-9bcc0306db67', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7626-8aa8-7107da74cbdb', 162, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7657-8fbc-6c9896721f8d', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7626-8aa8-7107da74cbdb', 162, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-74ed-818a-db7ff5a32e6a', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7760-b7b0-ad42101e1ef1', 163, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7c4b-be8b-6897f7a9ddd4', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7760-b7b0-ad42101e1ef1', 163, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7f64-8a3c-b1cf64c1a7b7', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7eb3-9c17-f359f0c6b2f7', 164, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-76ef-9e96-f48da166eb3c', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7eb3-9c17-f359f0c6b2f7', 164, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7b60-a87b-529abfd939fa', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-78f6-8c49-32e0807c0f91', 165, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-791e-9dbc-51eb95ab0e53', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-78f6-8c49-32e0807c0f91', 165, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7232-93c5-1d098d9558b7', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7dcb-98c6-6cc32ba58771', 166, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7488-aea5-db5ac95e9a97', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7dcb-98c6-6cc32ba58771', 166, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7d19-8fd2-f785e0e92131', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7a67-8dfe-fd9f4374ab1d', 167, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-77a5-958c-fe19879eaf4c', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7a67-8dfe-fd9f4374ab1d', 167, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7bde-83b7-dd6f40728665', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7dc0-af34-b3d86c573d1e', 168, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7da6-9e78-f1805cb00417', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7dc0-af34-b3d86c573d1e', 168, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7dcd-b97c-87d47930cd15', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-764d-8f7b-5116ae794daf', 169, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7e65-b9ad-bece5387fe23', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-764d-8f7b-5116ae794daf', 169, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-77fd-9815-78e0a72a543c', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7a03-a022-02de10f86958', 170, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7fa3-b5fa-67811e619beb', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7a03-a022-02de10f86958', 170, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7d44-8a8d-c81688d3e58a', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-769b-9fcd-d666207e51d0', 171, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dc-7a06-bd0f-bde16a15af46', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-769b-9fcd-d666207e51d0', 171, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-77d1-8d37-db865942a775', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 2, 8, '01a22940-8536-7990-b5ce-49be69291da4', 172, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7e9a-898f-585498bb591a', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7990-b5ce-49be69291da4', 172, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7f91-a773-9f74c60110fd', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-79be-86d2-7021945e76e5', 173, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7648-bebd-bbef18e6a68a', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-763b-a8c4-3b31cac0925f', 174, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7a93-8280-bce32c7b87d4', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7ce3-b2e3-53f1541163cb', 175, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7467-89af-054e27ae8a2e', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-758a-b986-f9ca8be539b6', 176, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7d22-ad0a-efc7a0d4f3d9', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-77d1-bc28-5e48916a65d4', 177, 2);
INSERT INTO public.enrollments VALUES ('01a22940-85dd-7d0f-aae7-d30b46aa8f6a', 'CONFIRMED', '2026-11-29 21:40:24.081132+00', '2026-11-29 21:40:24.081132+00', 9, 29, '01a22940-8536-7987-9100-324e01b09e93', 178, 2);
INSERT INTO public.enrollments VALUES ('01a22940-bf75-7414-ab71-589e3e322f4d', 'CONFIRMED', '2026-11-29 21:40:38.874699+00', '2026-11-29 21:40:38.874699+00', 2, 5, '01a22940-be94-7015-beba-abf95602a5ba', 1, 2);
INSERT INTO public.enrollments VALUES ('01a22940-bf75-79cd-ab33-dd5a687ca46a', 'CONFIRMED', '2026-11-29 21:40:38.874699+00', '2026-11-29 21:40:38.874699+00', 3, 10, '01a22940-be94-7015-beba-abf95602a5ba', 1, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c029-76ec-940c-280a2ca45987', 'CONFIRMED', '2026-11-29 21:40:39.042044+00', '2026-11-29 21:40:39.042044+00', 3, 10, '01a22940-bf75-7569-a57f-8e94b2a908ba', 2, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c07a-7aee-a0f9-0a059ad74874', 'CONFIRMED', '2026-11-29 21:40:39.150877+00', '2026-11-29 21:40:39.150877+00', 2, 5, '01a22940-c038-7539-b8ec-1cf925813f49', 3, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c07a-7b38-b248-74f4c0b6ae25', 'CONFIRMED', '2026-11-29 21:40:39.150877+00', '2026-11-29 21:40:39.150877+00', 3, 10, '01a22940-c038-7539-b8ec-1cf925813f49', 3, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c1d5-779d-8a91-e5aa1add6dec', 'CONFIRMED', '2026-11-29 21:40:39.686163+00', '2026-11-29 21:40:39.484918+00', 2, 5, '01a22940-c15c-73aa-808b-25cf0b113d87', 14, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c1d5-7380-8bd1-89707414b617', 'CONFIRMED', '2026-11-29 21:40:39.686231+00', '2026-11-29 21:40:39.484918+00', 3, 10, '01a22940-c15c-73aa-808b-25cf0b113d87', 14, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c029-7c9a-bbac-ec36cfcc9a91', 'DROPPED', '2026-11-29 21:40:39.737601+00', '2026-11-29 21:40:39.042044+00', 2, 5, '01a22940-bf75-7569-a57f-8e94b2a908ba', 2, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c4cd-7602-923f-f5a25d54809c', 'DROPPED', '2026-11-29 21:40:40.366178+00', '2026-11-29 21:40:40.261801+00', 2, 5, '01a22940-c496-7e51-8e04-467323668cca', 13, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c4cd-72fe-a546-29c8f9c8b2fb', 'DROPPED', '2026-11-29 21:40:40.366221+00', '2026-11-29 21:40:40.261801+00', 3, 10, '01a22940-c496-7e51-8e04-467323668cca', 13, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c65e-7ae0-b547-79f661e90412', 'DROPPED', '2026-11-29 21:40:41.211912+00', '2026-11-29 21:40:40.663206+00', 2, 5, '01a22940-c62c-73ea-9776-f77a46c4f0c3', 17, 2);
INSERT INTO public.enrollments VALUES ('01a22940-c65e-7eb1-94c4-2af473a50b6a', 'DROPPED', '2026-11-29 21:40:41.212017+00', '2026-11-29 21:40:40.663206+00', 3, 10, '01a22940-c62c-73ea-9776-f77a46c4f0c3', 17, 2);
INSERT INTO public.enrollments VALUES ('01a22940-e7e9-71cd-b393-e08c8dadfd55', 'RESERVED', '2026-11-29 21:40:49.218079+00', '2026-11-29 21:40:49.218079+00', 2, 5, '01a22940-e66f-7227-b59e-01445ed8591a', 15, 2);
INSERT INTO public.enrollments VALUES ('01a22940-e7e9-7b9b-9e11-fc5f7a723782', 'RESERVED', '2026-11-29 21:40:49.218079+00', '2026-11-29 21:40:49.218079+00', 3, 10, '01a22940-e66f-7227-b59e-01445ed8591a', 15, 2);
INSERT INTO public.enrollments VALUES ('01a22941-0639-7312-a99a-fd92282d99ea', 'RESERVED', '2026-11-29 21:40:56.980942+00', '2026-11-29 21:40:56.980942+00', 2, 5, '01a22941-04d5-7efc-a4ef-83cfb4922721', 20, 2);
INSERT INTO public.enrollments VALUES ('01a22941-0639-77e7-8d8d-8a0051bf0fe5', 'RESERVED', '2026-11-29 21:40:56.980942+00', '2026-11-29 21:40:56.980942+00', 3, 10, '01a22941-04d5-7efc-a4ef-83cfb4922721', 20, 2);
INSERT INTO public.enrollments VALUES ('01a22941-092a-78bc-8663-3402ea441064', 'RESERVED', '2026-11-29 21:40:57.762547+00', '2026-11-29 21:40:57.762547+00', 2, 5, '01a22941-08f4-7d76-af60-4f9af78a9272', 21, 2);
INSERT INTO public.enrollments VALUES ('01a22941-092a-7ab8-b7b4-9d53c8aa6c2f', 'RESERVED', '2026-11-29 21:40:57.762547+00', '2026-11-29 21:40:57.762547+00', 3, 10, '01a22941-08f4-7d76-af60-4f9af78a9272', 21, 2);
INSERT INTO public.groups VALUES (1, 'OLD-G-ELC101-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}]', 1, 1);
INSERT INTO public.groups VALUES (2, 'G-ELC101-C', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}]', 1, 2);
INSERT INTO public.groups VALUES (3, 'G-ELC101-B', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}]', 1, 2);
INSERT INTO public.groups VALUES (4, 'G-ELC101-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}]', 1, 2);
INSERT INTO public.groups VALUES (6, 'G-ELC102-D', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}]', 2, 2);
INSERT INTO public.groups VALUES (7, 'G-ELC102-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}]', 2, 2);
INSERT INTO public.groups VALUES (9, 'G-ELC102-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "07:00"}]', 2, 2);
INSERT INTO public.groups VALUES (11, 'G-ELC106-D', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}]', 3, 2);
INSERT INTO public.groups VALUES (12, 'G-ELC106-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}]', 3, 2);
INSERT INTO public.groups VALUES (13, 'G-ELC106-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}]', 3, 2);
INSERT INTO public.groups VALUES (14, 'G-ELC106-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}]', 3, 2);
INSERT INTO public.groups VALUES (8, 'G-ELC102-B', 25, 23, '[{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}]', 2, 2);
INSERT INTO public.groups VALUES (5, 'G-ELC102-E', 40, 6, '[{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}]', 2, 2);
INSERT INTO public.groups VALUES (10, 'G-ELC106-E', 40, 7, '[{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}]', 3, 2);
INSERT INTO public.groups VALUES (15, 'G-MAT207-D', 40, 0, '[{"ends_at": "21:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "20:00"}]', 4, 2);
INSERT INTO public.groups VALUES (16, 'G-MAT207-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "15:30"}]', 4, 2);
INSERT INTO public.groups VALUES (17, 'G-MAT207-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "11:30"}]', 4, 2);
INSERT INTO public.groups VALUES (18, 'G-MAT207-A', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}]', 4, 2);
INSERT INTO public.groups VALUES (19, 'G-MATEMÁTICA-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "11:30"}]', 5, 2);
INSERT INTO public.groups VALUES (20, 'G-MATEMÁTICA-A', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "08:30"}]', 5, 2);
INSERT INTO public.groups VALUES (21, 'G-INF101-C', 40, 0, '[{"ends_at": "18:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "17:00"}, {"ends_at": "18:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "17:00"}]', 6, 2);
INSERT INTO public.groups VALUES (22, 'G-INF101-B', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "14:00"}]', 6, 2);
INSERT INTO public.groups VALUES (23, 'G-INF101-A', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "08:30"}]', 6, 2);
INSERT INTO public.groups VALUES (24, 'INF/101-Ñ', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "10:00"}]', 7, 2);
INSERT INTO public.groups VALUES (25, 'G-INF220-C', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "18:30"}]', 8, 2);
INSERT INTO public.groups VALUES (26, 'G-INF220-B', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}]', 8, 2);
INSERT INTO public.groups VALUES (27, 'G-INF220-A', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}]', 8, 2);
INSERT INTO public.groups VALUES (28, 'G-FIS102-C', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}]', 9, 2);
INSERT INTO public.groups VALUES (30, 'G-FIS102-A', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}]', 9, 2);
INSERT INTO public.groups VALUES (32, 'G-QMC100-B', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}]', 10, 2);
INSERT INTO public.groups VALUES (33, 'G-QMC100-A', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}]', 10, 2);
INSERT INTO public.groups VALUES (34, 'G-LIN100-C', 40, 0, '[{"ends_at": "21:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "20:00"}]', 11, 2);
INSERT INTO public.groups VALUES (35, 'G-LIN100-B', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "15:30"}]', 11, 2);
INSERT INTO public.groups VALUES (36, 'G-LIN100-A', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "11:30"}]', 11, 2);
INSERT INTO public.groups VALUES (37, 'G-ADM310-C', 40, 0, '[{"ends_at": "21:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "20:00"}, {"ends_at": "21:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "20:00"}]', 12, 2);
INSERT INTO public.groups VALUES (38, 'G-ADM310-B', 40, 0, '[{"ends_at": "18:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "17:00"}, {"ends_at": "18:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "17:00"}]', 12, 2);
INSERT INTO public.groups VALUES (39, 'G-ADM310-A', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "11:30"}]', 12, 2);
INSERT INTO public.groups VALUES (29, 'G-FIS102-B', 30, 29, '[{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}]', 9, 2);
INSERT INTO public.groups VALUES (31, 'G-QMC100-C', 12, 12, '[{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}]', 10, 2);
INSERT INTO public.inspections VALUES (true, 0, 0, NULL, '2026-11-29 21:40:31.405464+00', '{}', '2026-11-29 21:40:31.405464+00', '[{"examples": [], "invariant": "OVER_CAPACITY", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "SEATS_MISCOUNTED", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "PARTIAL_BASKET", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "TASK_NOT_FINAL", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "VERSION_NOT_RISING", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "EFFECT_TWICE", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "SEAT_WITHOUT_SAGA", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "OUTCOME_NOT_RECORDED", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}, {"examples": [], "invariant": "KEY_NOT_RELEASED", "checked_at": "2026-11-29T21:40:31.405464Z", "violations": 0, "complete_since": "2026-11-29T21:40:31.405464Z"}]');
INSERT INTO public.saga_counts OVERRIDING SYSTEM VALUE VALUES (1, 34, 1, 3, 0);
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d58-b944-923b67802b64');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d58-b944-923b67802b64');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d58-b944-923b67802b64');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d58-b944-923b67802b64');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d58-b944-923b67802b64');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7796-ae3a-4462b47aa8cd');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7796-ae3a-4462b47aa8cd');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7796-ae3a-4462b47aa8cd');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7796-ae3a-4462b47aa8cd');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7796-ae3a-4462b47aa8cd');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76bc-ad0f-705d05094d32');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76bc-ad0f-705d05094d32');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76bc-ad0f-705d05094d32');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76bc-ad0f-705d05094d32');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76bc-ad0f-705d05094d32');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d3b-99df-78a6f4dcdde4');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d3b-99df-78a6f4dcdde4');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d3b-99df-78a6f4dcdde4');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d3b-99df-78a6f4dcdde4');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d3b-99df-78a6f4dcdde4');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7664-9df5-5ceb4982e482');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7664-9df5-5ceb4982e482');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7664-9df5-5ceb4982e482');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7664-9df5-5ceb4982e482');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7664-9df5-5ceb4982e482');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7cf3-ae2a-e5d1872d02c0');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7cf3-ae2a-e5d1872d02c0');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7cf3-ae2a-e5d1872d02c0');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7cf3-ae2a-e5d1872d02c0');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7cf3-ae2a-e5d1872d02c0');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-74d4-9f2e-996a56332db9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-74d4-9f2e-996a56332db9');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-74d4-9f2e-996a56332db9');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-74d4-9f2e-996a56332db9');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-74d4-9f2e-996a56332db9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ae1-bba3-2c15a7df4e69');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ae1-bba3-2c15a7df4e69');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ae1-bba3-2c15a7df4e69');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ae1-bba3-2c15a7df4e69');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ae1-bba3-2c15a7df4e69');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76b9-98cd-ab74d09d2fee');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76b9-98cd-ab74d09d2fee');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76b9-98cd-ab74d09d2fee');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76b9-98cd-ab74d09d2fee');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76b9-98cd-ab74d09d2fee');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-765e-8816-6ea0b1f89b23');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-765e-8816-6ea0b1f89b23');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-765e-8816-6ea0b1f89b23');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-765e-8816-6ea0b1f89b23');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-765e-8816-6ea0b1f89b23');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d57-86e3-1636ff58642f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d57-86e3-1636ff58642f');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d57-86e3-1636ff58642f');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d57-86e3-1636ff58642f');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7d57-86e3-1636ff58642f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76ba-bcbb-7133cb1ad100');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76ba-bcbb-7133cb1ad100');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76ba-bcbb-7133cb1ad100');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76ba-bcbb-7133cb1ad100');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-76ba-bcbb-7133cb1ad100');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7626-8aa8-7107da74cbdb');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7626-8aa8-7107da74cbdb');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7626-8aa8-7107da74cbdb');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7626-8aa8-7107da74cbdb');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7760-b7b0-ad42101e1ef1');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7760-b7b0-ad42101e1ef1');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7760-b7b0-ad42101e1ef1');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7760-b7b0-ad42101e1ef1');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7eb3-9c17-f359f0c6b2f7');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7eb3-9c17-f359f0c6b2f7');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7eb3-9c17-f359f0c6b2f7');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7eb3-9c17-f359f0c6b2f7');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-78f6-8c49-32e0807c0f91');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-78f6-8c49-32e0807c0f91');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-78f6-8c49-32e0807c0f91');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-78f6-8c49-32e0807c0f91');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dcb-98c6-6cc32ba58771');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dcb-98c6-6cc32ba58771');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dcb-98c6-6cc32ba58771');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dcb-98c6-6cc32ba58771');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a67-8dfe-fd9f4374ab1d');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a67-8dfe-fd9f4374ab1d');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a67-8dfe-fd9f4374ab1d');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a67-8dfe-fd9f4374ab1d');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dc0-af34-b3d86c573d1e');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dc0-af34-b3d86c573d1e');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dc0-af34-b3d86c573d1e');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7dc0-af34-b3d86c573d1e');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-764d-8f7b-5116ae794daf');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-764d-8f7b-5116ae794daf');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-764d-8f7b-5116ae794daf');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-764d-8f7b-5116ae794daf');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a03-a022-02de10f86958');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a03-a022-02de10f86958');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a03-a022-02de10f86958');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7a03-a022-02de10f86958');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-769b-9fcd-d666207e51d0');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-769b-9fcd-d666207e51d0');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-769b-9fcd-d666207e51d0');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-769b-9fcd-d666207e51d0');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7990-b5ce-49be69291da4');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7990-b5ce-49be69291da4');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7990-b5ce-49be69291da4');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7990-b5ce-49be69291da4');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-79be-86d2-7021945e76e5');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-79be-86d2-7021945e76e5');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-79be-86d2-7021945e76e5');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-763b-a8c4-3b31cac0925f');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-763b-a8c4-3b31cac0925f');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-763b-a8c4-3b31cac0925f');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ce3-b2e3-53f1541163cb');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ce3-b2e3-53f1541163cb');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7ce3-b2e3-53f1541163cb');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-758a-b986-f9ca8be539b6');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-758a-b986-f9ca8be539b6');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-758a-b986-f9ca8be539b6');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-77d1-bc28-5e48916a65d4');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-77d1-bc28-5e48916a65d4');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-77d1-bc28-5e48916a65d4');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7987-9100-324e01b09e93');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7987-9100-324e01b09e93');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:24.07252+00', '2026-11-29 21:40:24.081132+00', NULL, NULL, NULL, NULL, '01a22940-8536-7987-9100-324e01b09e93');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:38.870916+00', '2026-11-29 21:40:38.874699+00', NULL, NULL, NULL, NULL, '01a22940-be94-7015-beba-abf95602a5ba');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:38.870916+00', '2026-11-29 21:40:38.874699+00', NULL, NULL, NULL, NULL, '01a22940-be94-7015-beba-abf95602a5ba');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:38.870916+00', '2026-11-29 21:40:38.874699+00', NULL, NULL, NULL, NULL, '01a22940-be94-7015-beba-abf95602a5ba');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:38.870916+00', '2026-11-29 21:40:38.874699+00', NULL, NULL, NULL, NULL, '01a22940-be94-7015-beba-abf95602a5ba');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.032765+00', '2026-11-29 21:40:39.042044+00', NULL, NULL, NULL, NULL, '01a22940-bf75-7569-a57f-8e94b2a908ba');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.032765+00', '2026-11-29 21:40:39.042044+00', NULL, NULL, NULL, NULL, '01a22940-bf75-7569-a57f-8e94b2a908ba');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.032765+00', '2026-11-29 21:40:39.042044+00', NULL, NULL, NULL, NULL, '01a22940-bf75-7569-a57f-8e94b2a908ba');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.032765+00', '2026-11-29 21:40:39.042044+00', NULL, NULL, NULL, NULL, '01a22940-bf75-7569-a57f-8e94b2a908ba');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.14345+00', '2026-11-29 21:40:39.150877+00', NULL, NULL, NULL, NULL, '01a22940-c038-7539-b8ec-1cf925813f49');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.14345+00', '2026-11-29 21:40:39.150877+00', NULL, NULL, NULL, NULL, '01a22940-c038-7539-b8ec-1cf925813f49');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.14345+00', '2026-11-29 21:40:39.150877+00', NULL, NULL, NULL, NULL, '01a22940-c038-7539-b8ec-1cf925813f49');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.14345+00', '2026-11-29 21:40:39.150877+00', NULL, NULL, NULL, NULL, '01a22940-c038-7539-b8ec-1cf925813f49');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.482571+00', '2026-11-29 21:40:39.484918+00', NULL, NULL, NULL, NULL, '01a22940-c15c-73aa-808b-25cf0b113d87');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.482571+00', '2026-11-29 21:40:39.484918+00', NULL, NULL, NULL, NULL, '01a22940-c15c-73aa-808b-25cf0b113d87');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.482571+00', '2026-11-29 21:40:39.484918+00', NULL, NULL, NULL, NULL, '01a22940-c15c-73aa-808b-25cf0b113d87');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'DONE', 1, 0, 4, '2026-11-29 21:40:39.517908+00', '2026-11-29 21:40:39.638587+00', NULL, NULL, NULL, 'billing: ok', '01a22940-c15c-73aa-808b-25cf0b113d87');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 5, '2026-11-29 21:40:39.66218+00', '2026-11-29 21:40:39.66218+00', NULL, NULL, NULL, NULL, '01a22940-c15c-73aa-808b-25cf0b113d87');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.712001+00', '2026-11-29 21:40:39.731103+00', NULL, NULL, NULL, NULL, '01a22940-c269-7f7d-9285-8a14151b1ae1');
INSERT INTO public.saga_steps VALUES (2, 'drop seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:39.712001+00', '2026-11-29 21:40:39.731103+00', NULL, NULL, NULL, NULL, '01a22940-c269-7f7d-9285-8a14151b1ae1');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'REFUSED', 1, 0, 2, '2026-11-29 21:40:39.897537+00', '2026-11-29 21:40:39.902353+00', NULL, NULL, '{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}', NULL, '01a22940-c32d-7c17-9178-30da81b67a68');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-A', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a22940-c32d-7c17-9178-30da81b67a68');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-MAT207-Z', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a22940-c32d-7c17-9178-30da81b67a68');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'SKIPPED', 0, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL, '01a22940-c32d-7c17-9178-30da81b67a68');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:40.259014+00', '2026-11-29 21:40:40.261801+00', NULL, NULL, NULL, NULL, '01a22940-c496-7e51-8e04-467323668cca');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'REFUSED', 1, 0, 4, '2026-11-29 21:40:40.281148+00', '2026-11-29 21:40:40.326935+00', NULL, NULL, '{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}', NULL, '01a22940-c496-7e51-8e04-467323668cca');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'COMPENSATED', 1, 1, 5, '2026-11-29 21:40:40.259014+00', '2026-11-29 21:40:40.261801+00', '2026-11-29 21:40:40.358389+00', '2026-11-29 21:40:40.359407+00', NULL, NULL, '01a22940-c496-7e51-8e04-467323668cca');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'COMPENSATED', 1, 1, 5, '2026-11-29 21:40:40.259014+00', '2026-11-29 21:40:40.261801+00', '2026-11-29 21:40:40.358389+00', '2026-11-29 21:40:40.359407+00', NULL, NULL, '01a22940-c496-7e51-8e04-467323668cca');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:40.655464+00', '2026-11-29 21:40:40.663206+00', NULL, NULL, NULL, NULL, '01a22940-c62c-73ea-9776-f77a46c4f0c3');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATED', 3, 1, 10, '2026-11-29 21:40:40.689963+00', '2026-11-29 21:40:41.084642+00', '2026-11-29 21:40:41.105371+00', '2026-11-29 21:40:41.153184+00', '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "444e592be8bf4c7695075accca5bcf8c"}', 'billing: 500', '01a22940-c62c-73ea-9776-f77a46c4f0c3');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'COMPENSATED', 1, 1, 11, '2026-11-29 21:40:40.655464+00', '2026-11-29 21:40:40.663206+00', '2026-11-29 21:40:41.188021+00', '2026-11-29 21:40:41.194301+00', NULL, NULL, '01a22940-c62c-73ea-9776-f77a46c4f0c3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'COMPENSATED', 1, 1, 11, '2026-11-29 21:40:40.655464+00', '2026-11-29 21:40:40.663206+00', '2026-11-29 21:40:41.188021+00', '2026-11-29 21:40:41.194301+00', NULL, NULL, '01a22940-c62c-73ea-9776-f77a46c4f0c3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:49.202822+00', '2026-11-29 21:40:49.218079+00', NULL, NULL, NULL, NULL, '01a22940-e66f-7227-b59e-01445ed8591a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:49.202822+00', '2026-11-29 21:40:49.218079+00', NULL, NULL, NULL, NULL, '01a22940-e66f-7227-b59e-01445ed8591a');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:49.202822+00', '2026-11-29 21:40:49.218079+00', NULL, NULL, NULL, NULL, '01a22940-e66f-7227-b59e-01445ed8591a');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATING', 3, 3, 14, '2026-11-29 21:40:49.279602+00', '2026-11-29 21:40:49.714851+00', '2026-11-29 21:40:49.737972+00', NULL, '{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "3ae2ce2039da4d21a6f31e4329a60c1d"}', 'billing: 500', '01a22940-e66f-7227-b59e-01445ed8591a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:56.978153+00', '2026-11-29 21:40:56.980942+00', NULL, NULL, NULL, NULL, '01a22941-04d5-7efc-a4ef-83cfb4922721');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:56.978153+00', '2026-11-29 21:40:56.980942+00', NULL, NULL, NULL, NULL, '01a22941-04d5-7efc-a4ef-83cfb4922721');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:56.978153+00', '2026-11-29 21:40:56.980942+00', NULL, NULL, NULL, NULL, '01a22941-04d5-7efc-a4ef-83cfb4922721');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'COMPENSATING', 1, 1, 5, '2026-11-29 21:40:57.038056+00', '2026-11-29 21:40:57.413746+00', '2026-11-29 21:40:57.439964+00', NULL, NULL, 'billing: ok', '01a22941-04d5-7efc-a4ef-83cfb4922721');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-29 21:40:57.762069+00', '2026-11-29 21:40:57.762547+00', NULL, NULL, NULL, NULL, '01a22941-08f4-7d76-af60-4f9af78a9272');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:57.762069+00', '2026-11-29 21:40:57.762547+00', NULL, NULL, NULL, NULL, '01a22941-08f4-7d76-af60-4f9af78a9272');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-ELC106-E', 'DONE', 1, 0, 2, '2026-11-29 21:40:57.762069+00', '2026-11-29 21:40:57.762547+00', NULL, NULL, NULL, NULL, '01a22941-08f4-7d76-af60-4f9af78a9272');
INSERT INTO public.saga_steps VALUES (4, 'charge', 'STARTED', 1, 0, 3, '2026-11-29 21:40:57.786292+00', NULL, NULL, NULL, NULL, NULL, '01a22941-08f4-7d76-af60-4f9af78a9272');
INSERT INTO public.sagas VALUES ('01a22940-8536-7d58-b944-923b67802b64', 1, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST150"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST150', false, '2026-11-29 22:40:24.001963+00', NULL, '\x0967650c2d3faa2e5d802fed3c1e18ae2befc313f612cf75724d10dfabd2df0e', 'demo', NULL, '25ea0807-3dab-4bda-9cb8-3476c4369eab', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.052948+00', '2026-11-29 21:40:24.081132+00', 150, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7796-ae3a-4462b47aa8cd', 2, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST151"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST151', false, '2026-11-29 22:40:24.001963+00', NULL, '\xc247d539f1536966766351634700bc3cc0f5b01527b767f47dd1b8da475ff27f', 'demo', NULL, '4fd98e88-545b-4740-84e3-05f5ca06e198', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.05304+00', '2026-11-29 21:40:24.081132+00', 151, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-76bc-ad0f-705d05094d32', 3, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST152"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST152', false, '2026-11-29 22:40:24.001963+00', NULL, '\x0b2d07d505e2be7e325ef1feef92d8ddbb8cc975c2a68308783b32a75fd656ee', 'demo', NULL, 'ddf6d39a-e77b-44e4-ab70-5206b7aa4850', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053057+00', '2026-11-29 21:40:24.081132+00', 152, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7d3b-99df-78a6f4dcdde4', 4, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST153"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST153', false, '2026-11-29 22:40:24.001963+00', NULL, '\xea82f0d60d1874fdf0422c4069bbcec32bb73535a9ee9c706a8dcaf0729a8d87', 'demo', NULL, 'a92af2fd-16ac-4b07-98b9-d313229fa045', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.05307+00', '2026-11-29 21:40:24.081132+00', 153, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7664-9df5-5ceb4982e482', 5, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST154"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST154', false, '2026-11-29 22:40:24.001963+00', NULL, '\xc8ff539a5e6934414592fee73907270f9a40749f30658766258da2bbd444d7e3', 'demo', NULL, '91cc74e1-ce44-4280-bbc6-bd15484d27d8', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053083+00', '2026-11-29 21:40:24.081132+00', 154, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-76b9-98cd-ab74d09d2fee', 9, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST158"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST158', false, '2026-11-29 22:40:24.001963+00', NULL, '\x96c882e397aba15d3025b1a7bdb15669c401e2b736db911c5bd02c1ac0df57f2', 'demo', NULL, '27cc5789-dd0d-4040-aa21-bd6ce7b36722', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053171+00', '2026-11-29 21:40:24.081132+00', 158, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-765e-8816-6ea0b1f89b23', 10, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST159"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST159', false, '2026-11-29 22:40:24.001963+00', NULL, '\xa0b1e694881584d6a2eb5d3f82c7c0b750f6be6608f4f1ddd9f445d9acb55ba7', 'demo', NULL, 'b05f287f-02bb-4fe5-aed3-f5e3c2942d22', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053184+00', '2026-11-29 21:40:24.081132+00', 159, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7d57-86e3-1636ff58642f', 11, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST160"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST160', false, '2026-11-29 22:40:24.001963+00', NULL, '\x812cde9924772778a9db82182f68ca4a80996439d63fdf3edaa6cf77679ee35f', 'demo', NULL, '63a8854e-23c8-4189-9138-1f0af7fa5e5f', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053196+00', '2026-11-29 21:40:24.081132+00', 160, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-76ba-bcbb-7133cb1ad100', 12, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST161"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST161', false, '2026-11-29 22:40:24.001963+00', NULL, '\xfbd7add4f3e6ab7f9765ca33d08ff597d295ebc512ff3565c25b791ef91ef6d5', 'demo', NULL, 'eed8b9fd-c6c2-4568-bf61-3d687085b447', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053208+00', '2026-11-29 21:40:24.081132+00', 161, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7626-8aa8-7107da74cbdb', 13, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST162"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST162', false, '2026-11-29 22:40:24.001963+00', NULL, '\x9ecec5ef40abd4a1646df0be2fe4c2465f243600a442af9d014fdf52c2207d6d', 'demo', NULL, '717b0f1f-dde9-440b-9e8c-2cabbcfe6d1c', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.05322+00', '2026-11-29 21:40:24.081132+00', 162, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7a67-8dfe-fd9f4374ab1d', 18, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST167"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST167', false, '2026-11-29 22:40:24.001963+00', NULL, '\x3376856cad0ad9b4f60eefebbced27f6c3f261e98988d2f6e512cd39e03f67fb', 'demo', NULL, 'ea84d795-ff04-4d72-be8e-163188adc519', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055679+00', '2026-11-29 21:40:24.081132+00', 167, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7dc0-af34-b3d86c573d1e', 19, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST168"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST168', false, '2026-11-29 22:40:24.001963+00', NULL, '\xce79e3e47109023718a396beabac2847e4cfa2a3b72233270df90e3d992e9527', 'demo', NULL, '62c7df5f-1922-486d-90b0-9dcd1b80ab87', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055692+00', '2026-11-29 21:40:24.081132+00', 168, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-764d-8f7b-5116ae794daf', 20, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST169"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST169', false, '2026-11-29 22:40:24.001963+00', NULL, '\xa4c6c44582e798e9f1a1be4232a8c3880df6b45df3fedb9c3d3395aff601ff48', 'demo', NULL, 'db59736c-2394-4d3f-ac4a-5e6d6cc69ad8', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055705+00', '2026-11-29 21:40:24.081132+00', 169, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7a03-a022-02de10f86958', 21, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST170"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST170', false, '2026-11-29 22:40:24.001963+00', NULL, '\xe857ea729a00d10e94b6d5cd7a2f744241435e9ba03ea2a5a987dbd4d850027d', 'demo', NULL, 'bdaf570c-f051-4692-8564-b4bc15a64e06', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055716+00', '2026-11-29 21:40:24.081132+00', 170, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-769b-9fcd-d666207e51d0', 22, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST171"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST171', false, '2026-11-29 22:40:24.001963+00', NULL, '\xd6c9b0e6e5c89313f2818768825e4e450e52826b69cd15da08a22219411dd3d0', 'demo', NULL, 'e0f16c98-f7eb-4f84-a2b5-ced71b0c3f4e', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055728+00', '2026-11-29 21:40:24.081132+00', 171, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7990-b5ce-49be69291da4', 23, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST172"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST172', false, '2026-11-29 22:40:24.001963+00', NULL, '\x74d4b974f60cae953f2d027e5ca26a40e99bf7e88cb7013a66faf63fbf7d2c90', 'demo', NULL, '4d8000d4-5c8b-4278-8e0c-39980128b0e0', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055739+00', '2026-11-29 21:40:24.081132+00', 172, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7cf3-ae2a-e5d1872d02c0', 6, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST155"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST155', false, '2026-11-29 22:40:24.001963+00', NULL, '\x731cf98cbb04b634f6fc4a0c69738ee8e037c13ea2d2a89228014ec0f150ac3c', 'demo', NULL, '52a3a1e7-7e53-4eca-9332-6de4920ab35a', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053095+00', '2026-11-29 21:40:24.081132+00', 155, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-74d4-9f2e-996a56332db9', 7, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST156"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST156', false, '2026-11-29 22:40:24.001963+00', NULL, '\x4b989d2c34247ac7e5ebed21e93b78cbbf520ba0383885802c7c22e57baee7b2', 'demo', NULL, 'bad1996b-4cbd-459f-aae2-556a1e9269ad', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053132+00', '2026-11-29 21:40:24.081132+00', 156, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7ae1-bba3-2c15a7df4e69', 8, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST157"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST157', false, '2026-11-29 22:40:24.001963+00', NULL, '\x08a094c877539fe737985d4d40fd634932d418b87b17bbe17c0d6177a66c6c18', 'demo', NULL, '2fcae024-c369-438f-a068-f5b0d0668455', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053151+00', '2026-11-29 21:40:24.081132+00', 157, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7760-b7b0-ad42101e1ef1', 14, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST163"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST163', false, '2026-11-29 22:40:24.001963+00', NULL, '\x939a4c7249fa5b56c82a05b618fba361396c4d472691eea6fdf5e633e32cb794', 'demo', NULL, '72f1e2ad-5ae7-4e75-9b8d-5c4f3d36e67c', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.053235+00', '2026-11-29 21:40:24.081132+00', 163, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7eb3-9c17-f359f0c6b2f7', 15, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST164"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST164', false, '2026-11-29 22:40:24.001963+00', NULL, '\xd1a26a1a38816f3222970937c7f7aa74813238f4b736faf0da0aeef5dbac6120', 'demo', NULL, '28067b02-b99c-410f-9029-ae4cc6505089', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055613+00', '2026-11-29 21:40:24.081132+00', 164, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-78f6-8c49-32e0807c0f91', 16, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST165"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST165', false, '2026-11-29 22:40:24.001963+00', NULL, '\xacb8dd482b39adf826535318008d964b07467dc1a6d851173fb076ec3ab37380', 'demo', NULL, 'eb8e7997-04e3-495f-9b22-ca1834689878', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055639+00', '2026-11-29 21:40:24.081132+00', 165, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7dcb-98c6-6cc32ba58771', 17, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST166"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST166', false, '2026-11-29 22:40:24.001963+00', NULL, '\x5baf022513b7cb128ba20341649a5642658d36508efccc0e4bbbceab341ca83c', 'demo', NULL, 'e60cadd4-a32d-49cc-8838-bb3b65b4af2b', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055657+00', '2026-11-29 21:40:24.081132+00', 166, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-77d1-bc28-5e48916a65d4', 28, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST177"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST177', false, '2026-11-29 22:40:24.001963+00', NULL, '\x068a8ec8d753573ba20a4a6bbb1fe65492e19c42bd5e7b739b0eed24eb97f758', 'demo', NULL, 'c6edcf66-d8c9-4787-a1b7-288e2df85de9', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055887+00', '2026-11-29 21:40:24.081132+00', 177, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7987-9100-324e01b09e93', 29, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST178"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST178', false, '2026-11-29 22:40:24.001963+00', NULL, '\xd76ebd852f7819821737004689192b18d635379dac207df6bb2923264e83f144', 'demo', NULL, 'f9e0c309-94d5-40a0-912e-8ee25909cb33', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055898+00', '2026-11-29 21:40:24.081132+00', 178, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-79be-86d2-7021945e76e5', 24, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST173"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST173', false, '2026-11-29 22:40:24.001963+00', NULL, '\x667475fdded3bb12999a34f1f4ebe40b58b346f5bd7d86f6b77d28fc68efaaa7', 'demo', NULL, '5fed616b-a597-4861-ab62-a56d9ddd3a81', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055751+00', '2026-11-29 21:40:24.081132+00', 173, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-763b-a8c4-3b31cac0925f', 25, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST174"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST174', false, '2026-11-29 22:40:24.001963+00', NULL, '\x3efb55a34bdc19778f5eee0d097a1938adaf45dc5cb5ff9d87ce536b0bf26c36', 'demo', NULL, '6496c157-8e07-4a6d-b4a2-15e0e5c45a70', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055835+00', '2026-11-29 21:40:24.081132+00', 174, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-7ce3-b2e3-53f1541163cb', 26, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST175"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST175', false, '2026-11-29 22:40:24.001963+00', NULL, '\x1e215445f0ae69e1f66789ec9d4dccd51d8eab43e012719f9aa0454c0c7f7cdd', 'demo', NULL, 'd0285edf-3006-4060-bce9-25f1e3a6bf7a', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055853+00', '2026-11-29 21:40:24.081132+00', 175, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-8536-758a-b986-f9ca8be539b6', 27, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST176"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST176', false, '2026-11-29 22:40:24.001963+00', NULL, '\x402dd42de050e3c198576b175d028768274f692242bb21b10ad0a2d1260b3534', 'demo', NULL, 'ac6760aa-5080-4b70-8296-4e102404d925', 1, 0, NULL, NULL, '2026-11-29 21:40:24.001963+00', '2026-11-29 21:40:24.055868+00', '2026-11-29 21:40:24.081132+00', 176, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-b123-748f-8313-976842c66f5c', 30, 'ENROLL', 'COMPENSATED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST016"}', '{"groups": [{"status": "NOT_TAKEN", "problems": [], "group_code": "G-ELC102-E"}, {"status": "NOT_TAKEN", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:0096763974153a5918a2704fc556148fd086a799f9c8e6446828e6b63f00fb68', true, '2126-11-05 21:40:35.241626+00', '2026-11-29 21:40:38.887618+00', '\x03787958be15d3038addba1e901659574c90793dfde0b73e22970ac608860e76', '7607c3a67b9c4bcba6f2a82ec349a0bb', NULL, '447e18d8-7738-4e40-9861-30af6df2703d', 1, 0, NULL, '2026-11-29 21:40:35.312052+00', '2026-11-29 21:40:35.241626+00', '2026-11-29 21:40:38.853751+00', '2026-11-29 21:40:38.874699+00', 16, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-c038-7539-b8ec-1cf925813f49', 33, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST003"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:5302d308390bbc0aacf3d4bc541855173afcbe2c85c9b3c939efaa12f31e2188', true, '2126-11-05 21:40:39.097033+00', NULL, '\x525f4bb1865f64e57efb5c42b99041c4f182f8e553c623ea85b5a46f19001ed1', '67fcb72ad33b43c284bc20222ed4e75a', NULL, '1ee4510b-a8d9-4cfc-9158-f5697ad8b66a', 1, 0, NULL, NULL, '2026-11-29 21:40:39.097033+00', '2026-11-29 21:40:39.131545+00', '2026-11-29 21:40:39.150877+00', 3, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-be94-7015-beba-abf95602a5ba', 31, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST001"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:2c15d1f2fadb524ad297fd1cf563c0567c38a4aa2f1ed3dcca2b59de1dfa4198', true, '2126-11-05 21:40:38.676276+00', NULL, '\x4d9f5a941935aca53c0d7179304df8c32b1425764ca0f57a0c121b1937553f52', '6b60b3fb996b45c3a21ad6c4aadc2561', NULL, '3d204346-0104-4097-804c-75406c0340d1', 1, 0, NULL, NULL, '2026-11-29 21:40:38.676276+00', '2026-11-29 21:40:38.858328+00', '2026-11-29 21:40:38.874699+00', 1, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-bf75-7569-a57f-8e94b2a908ba', 32, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST002"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:e81e6aecf28e12f231edf9454f93e94be03e08ca420335792d95045487761ff0', true, '2126-11-05 21:40:38.905457+00', NULL, '\xf903a45f268e2285b38838f6f37de024f1684ab4752d8079934e7d255de8603f', '15135f0ea0a2408b8092ab3d6c4e8b60', NULL, '39ad11c5-58d6-4df5-a413-b0856db861b3', 1, 0, NULL, NULL, '2026-11-29 21:40:38.905457+00', '2026-11-29 21:40:39.014501+00', '2026-11-29 21:40:39.042044+00', 2, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-c496-7e51-8e04-467323668cca', 37, 'ENROLL', 'COMPENSATED', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST013"}', '{"groups": [{"status": "RELEASED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RELEASED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "PARTICIPANT_DECLINED", "path": null, "reason": "declined", "service": "billing"}]}', 'admin', 'inscription:4c7cf64fe354cb744879c26198ce67c3b925939be35c047b1566cc67c3a2f571', true, '2126-11-05 21:40:40.214484+00', '2026-11-29 21:40:40.3604+00', '\x6a9449aa7ae3867110be102723cbdef45f390633cdfb9f9c0da238f1dabd7130', '7e3487d51da54ca4b7accfbf451f2c29', NULL, '5d8a4384-dac6-4a8c-ac10-7dc7574e8b73', 1, 0, NULL, NULL, '2026-11-29 21:40:40.214484+00', '2026-11-29 21:40:40.242514+00', '2026-11-29 21:40:40.359407+00', 13, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-c62c-73ea-9776-f77a46c4f0c3', 38, 'ENROLL', 'COMPENSATED', 11, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST017"}', '{"groups": [{"status": "RELEASED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RELEASED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "444e592be8bf4c7695075accca5bcf8c"}]}', 'admin', 'inscription:9aafd7021131b382dd13774d5a625d7f33d0a67e48b66a109cb71d8d6aa7f425', true, '2126-11-05 21:40:40.620426+00', '2026-11-29 21:40:41.199231+00', '\xbd9fdd5838504ae6ae02e5369efea410756f4f609cc248768668c72215caccfe', '444e592be8bf4c7695075accca5bcf8c', NULL, 'cda2037c-ac36-40c5-a99f-21eee71113df', 1, 0, NULL, NULL, '2026-11-29 21:40:40.620426+00', '2026-11-29 21:40:40.643238+00', '2026-11-29 21:40:41.194301+00', 17, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-c15c-73aa-808b-25cf0b113d87', 34, 'ENROLL', 'COMPLETED', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST014"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:408996903f67aad9a083f1ff633896bcdb1d67af5beba8f60a46e52fee6d927e', true, '2126-11-05 21:40:39.405431+00', NULL, '\x32ee9e406c3213a7be357e51f5d2d09080d3fd083bafc113bb6facd96df59e4b', '5a9d7d62252a4083ae92dfa08573af7e', NULL, '1413e47d-b5c9-4feb-a273-2cb9fbdf5baa', 1, 0, NULL, NULL, '2026-11-29 21:40:39.405431+00', '2026-11-29 21:40:39.473519+00', '2026-11-29 21:40:39.66218+00', 14, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-e66f-7227-b59e-01445ed8591a', 40, 'ENROLL', 'STUCK', 14, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST015"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": [{"code": "TECHNICAL_FAILURE", "path": null, "correlation_id": "3ae2ce2039da4d21a6f31e4329a60c1d"}]}', 'admin', 'inscription:fdc7d33fd60f5a5d508423757b34f718e960acc80b32ad79bf0c7a6eb65ec599', true, '2126-11-05 21:40:48.879907+00', NULL, '\x0630131e5e4bf6d54d44d63fd8f41eb210b8644c0d6ae0919f329c0e77b77bc2', '3ae2ce2039da4d21a6f31e4329a60c1d', NULL, '0783bc89-eb80-4a10-b4d1-b6e9f77b8fe1', 1, 0, 'undo of ''charge'' fails: billing: 500', NULL, '2026-11-29 21:40:48.879907+00', '2026-11-29 21:40:49.14615+00', NULL, 15, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-ca7e-764e-b17d-9f6bb25683eb', 39, 'ENROLL', 'STUCK', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST012"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}, {"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:c9a2885f62caaaaf437eb08a7a90a1544dc5cf4a1013a995a29769fe0fc4ec84', true, '2126-11-05 21:40:41.728096+00', NULL, '\x5e7563584896d9da3949ef1dc34ecb6c26fde00563d9ebed3591285a0dbf3536', 'd981624ae1d34488a350c496831b1ca8', NULL, NULL, 1, 11, 'claimed 10 times without progress', NULL, '2026-11-29 21:40:41.728096+00', '2026-11-29 21:40:49.146285+00', NULL, 12, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-c269-7f7d-9285-8a14151b1ae1', 35, 'DROP', 'COMPLETED', 2, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST002"}', '{"groups": [{"status": "DROPPED", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'admin', 'drop:8bc50d7a10774cbffcf9573106e63e80b356afbdc92bd5360ad48ad1390058c2', true, '2126-11-05 21:40:39.658131+00', NULL, '\x2a73ba0eaa884f1c11e713a425d44fb3e72e40d0cf5b21da74520d4029b306b0', '40ca4c1dba964af59dd5a0b997de3825', NULL, 'c130f984-79f2-4289-b22e-274a2786edb3', 1, 0, NULL, NULL, '2026-11-29 21:40:39.658131+00', '2026-11-29 21:40:39.686933+00', '2026-11-29 21:40:39.731103+00', 2, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22940-c32d-7c17-9178-30da81b67a68', 36, 'ENROLL', 'REJECTED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-A", "G-MAT207-Z"], "student_code": "EST001"}', '{"groups": [{"status": "REJECTED", "problems": [{"code": "SAME_COURSE_TWICE", "path": null, "course_code": "ELC102", "group_codes": ["G-ELC102-A", "G-ELC102-E"]}], "group_code": "G-ELC102-A"}, {"status": "REJECTED", "problems": [{"code": "GROUP_NOT_FOUND", "path": null, "term_code": "2024-2", "group_code": "G-MAT207-Z"}], "group_code": "G-MAT207-Z"}], "problems": []}', 'admin', 'inscription:02eee5b13a03bc93f70caaf6b510758540a6d56bf0c6184f14ae7a017a171b1d', true, '2126-11-05 21:40:39.854037+00', '2026-11-29 21:40:39.907169+00', '\x8ec3f26f3a0c4feaccab54a234a1d6d16bce1dec6d6adc33efb1323db3c5f6b4', 'b3c194f0d0824dc3b64bc08e01162fea', NULL, '5fd69326-11c4-47cf-855e-de7c4afdc61c', 1, 0, NULL, NULL, '2026-11-29 21:40:39.854037+00', '2026-11-29 21:40:39.883527+00', '2026-11-29 21:40:39.902353+00', 1, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-1fe9-712f-a473-2f75c7a9c09a', 43, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST010"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:301abab4ea9abf2584c0fccfdb3be78f7d161038b7aaf896cf79ae40cb1db810', true, '2126-11-05 21:41:03.594216+00', NULL, '\x845aa353f9d6c04a20fbdfefc35d224aca7fdc97f1526d7a41905975b07ce477', '51327c9e04b74d56ad8c0b6abf0c1c5e', '01a22941-1e67-77bc-8263-d4c370819adb', '4f8687c2-f95d-4e06-b268-e65bef623a06', 1, 1, NULL, NULL, '2026-11-29 21:41:03.594216+00', '2026-11-29 21:41:03.852096+00', NULL, 10, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-26b1-7d20-99f0-15c13ead018e', 53, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST011"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:b5e6514569c2667fb1df097d6dc429d3e3241279af11c7c0ec527c8ae1b7a4df', true, '2126-11-05 21:41:05.333178+00', NULL, '\x70d5c4b47cc7f8d2d567ee02085484c03a51e4a7131b90a13e8a3d4afcea420a', 'e30e56e8272e46caac5461a413fe3a03', NULL, NULL, 0, 0, NULL, '2026-11-29 21:41:05.457431+00', '2026-11-29 21:41:05.333178+00', NULL, NULL, 11, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-04d5-7efc-a4ef-83cfb4922721', 41, 'ENROLL', 'COMPENSATING', 5, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST020"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:03eb37cf575eed05e481cacc8f5780ea40645d9e5c14304013d0f17dfd3858fc', true, '2126-11-05 21:40:56.669472+00', NULL, '\x2fbd7212d3d53ffb242a697b47ab4b5e6000c627967cb48b03dfce83dc2eda0e', 'cf7e2d9d60bc4d2198b4bed38576aa8b', '01a22941-0314-7fd6-8339-c2a96e734c60', 'fd297f7a-9213-4ea0-b219-26a4fafeab79', 1, 0, NULL, '2026-11-29 21:40:57.358299+00', '2026-11-29 21:40:56.669472+00', '2026-11-29 21:40:56.957268+00', NULL, 20, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-08f4-7d76-af60-4f9af78a9272', 42, 'ENROLL', 'RUNNING', 3, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST021"}', '{"groups": [{"status": "RESERVED", "problems": [], "group_code": "G-ELC102-E"}, {"status": "RESERVED", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'inscription:36c33232b8b5f7937075677d88c2b00aa4a448454de467754a0e0b8fd3b584cc', true, '2126-11-05 21:40:57.716993+00', NULL, '\x69a497d525b68abbb4ee1f80f3db6418f20bce90738475f22177b2cdad78b7e4', 'e18d14fe85494ec9a5602e19b87f8f26', '01a22941-0314-7fd6-8339-c2a96e734c60', '79b6f565-c7cf-4066-b906-0fb877d8af14', 1, 0, NULL, NULL, '2026-11-29 21:40:57.716993+00', '2026-11-29 21:40:57.745998+00', NULL, 21, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-2511-72e7-be33-d516b0f3c4ef', 50, 'ENROLL', 'PENDING', 1, 'enroll with billing', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E", "G-ELC106-E"], "student_code": "EST022"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}, {"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'admin', 'a key that the client chose', false, '2126-11-05 21:41:04.913847+00', NULL, '\x6391f3bd9af712d524e84aa10c10cb73c84f3ab4735a989bcec5e09f5f6ce987', 'bb9b9f0b61a4474883a8cf5b8175d377', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.913847+00', NULL, NULL, 22, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-21a4-7ff9-bfb6-bdc3ac9e7e2a', 44, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST004"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:844eb52ade233feeef1fcee9cef0f5805953f5fbbf60353caf6398ef7648c518', true, '2126-11-05 21:41:04.036956+00', NULL, '\x10cc96134bb9828ce29417219922c0e77b8e360f2c63d73044d7b3455b2de9d3', '203588ce209f4b039d8f4bdc1f335425', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.036956+00', NULL, NULL, 4, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-2228-7725-b138-67d7efdacab8', 45, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST005"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:bef8da6a5911d9cb11f2e340aa6a3505e1fbb131085357b82e89595140f2c722', true, '2126-11-05 21:41:04.168675+00', NULL, '\x6d82b54dfd7cd40dddbb6b69e462ccf4c60aedf1cd2906b5ef443d74e453bb57', '5f93b32c52574efc9cd1eda7326ba152', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.168675+00', NULL, NULL, 5, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-22ad-78ca-8387-6eb965fcb29b', 46, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST006"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:78835bed40ce010565caa92d7bc07917df6a2094e694f893c7d66dbb1077915a', true, '2126-11-05 21:41:04.302124+00', NULL, '\x27a766e3c747ecfe1e6851b7403d5f22e92c9d27dbb608eb724dc3b7abc8195d', '8a4d6a67be914404a1c15bdbc5bb0d7a', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.302124+00', NULL, NULL, 6, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-2327-7eac-b018-2f2f689c7922', 47, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST007"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:14c794cc92dd8f2ba6671cb1911bb1d4bf3afbb2f34130eda7d0ef1b4a86dd51', true, '2126-11-05 21:41:04.424005+00', NULL, '\x62dea21456fcbf39b0ad224792ae7ea03c572d010f53f8ecf68bbe99e8e33f8f', '505d55cd37df43419108fb96115370cd', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.424005+00', NULL, NULL, 7, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-23bd-7609-8da6-08dae47546d9', 48, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST008"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:0154fec8d79fcb7987e4faaee729c98ad9895e69ad5113d4f6510d7363ee4d27', true, '2126-11-05 21:41:04.573953+00', NULL, '\xe863d2b2316bf320fbb8d15080d0d072aa47df6a062ef3112b12dcf2ec22ad21', '3e40eb01b42f4b68a164b93ed9ed0bd8', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.573953+00', NULL, NULL, 8, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-2453-73eb-b525-7c10c9275117', 49, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST009"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'admin', 'inscription:cc7efc5d9f39773160195826f13f3fd6bda0e219c3a90e4733dee0e93cb04ca9', true, '2126-11-05 21:41:04.725439+00', NULL, '\x404eaae7fe7de94fa0750f53e226563e09479214da43a40b86f9508527f5d835', '84adeb75725e4559952908be6efd8fa4', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:04.725439+00', NULL, NULL, 9, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-2594-7603-a1a1-cfa65ef90e99', 51, 'DROP', 'PENDING', 1, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'admin', 'drop:794bf4b36264f04df8a6cc5c3fd94f49c4459d567cffe9cd326907374064869b', true, '2126-11-05 21:41:05.045858+00', NULL, '\xbc9118806e95a2098139e2c1921513e9918e54dbcd9b01ffa0299e56a25b931f', 'faca08564fa84a53abf9a5f4b2792057', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:05.045858+00', NULL, NULL, 1, 2, DEFAULT);
INSERT INTO public.sagas VALUES ('01a22941-2620-7429-b799-410eeefca5af', 52, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-D"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-D"}], "problems": []}', 'admin', 'inscription:a84e7fa8d729811be9f70bd931e06043188ca69306278b0b0899b63004148bb5', true, '2126-11-05 21:41:05.185021+00', NULL, '\xd11a98d4da9513fda693cec16044762c2a7321636fb9015bd3f26071795a196d', '9f5bceeb51fe42bb9c6f78e2adef753f', NULL, NULL, 0, 0, NULL, NULL, '2026-11-29 21:41:05.185021+00', NULL, NULL, 1, 2, DEFAULT);
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
INSERT INTO public.terms VALUES (1, '2024-1', 'Primer semestre 2024', '2026-06-02 21:40:23.899543+00', '2026-07-02 21:40:23.899543+00');
INSERT INTO public.terms VALUES (2, '2024-2', 'Segundo semestre 2024', '2026-10-30 21:40:23.899543+00', '2027-11-29 21:40:23.899543+00');
INSERT INTO public.terms VALUES (3, '2025-1', 'Primer semestre 2025', '2027-11-29 21:40:23.899543+00', '2027-12-29 21:40:23.899543+00');
INSERT INTO public.tortoise_migrations VALUES (1, 'models', '0001_initial', '2026-11-29 21:40:22.403819+00');
INSERT INTO public.tortoise_migrations VALUES (2, 'models', '0002_rules', '2026-11-29 21:40:22.436357+00');
INSERT INTO public.tortoise_migrations VALUES (3, 'models', '0003_supervision', '2026-11-29 21:40:22.455085+00');
INSERT INTO public.tortoise_migrations VALUES (4, 'models', '0004_keys', '2026-11-29 21:40:22.470653+00');
INSERT INTO public.tortoise_migrations VALUES (5, 'models', '0005_history', '2026-11-29 21:40:22.483989+00');
INSERT INTO public.tortoise_migrations VALUES (6, 'models', '0006_counts', '2026-11-29 21:40:22.556136+00');
INSERT INTO public.tortoise_migrations VALUES (7, 'models', '0007_circuit_changes', '2026-11-29 21:40:22.575329+00');
INSERT INTO public.tortoise_migrations VALUES (8, 'models', '0008_inspections', '2026-11-29 21:40:22.587317+00');
INSERT INTO public.tortoise_migrations VALUES (9, 'models', '0009_model_state', '2026-11-29 21:40:22.956652+00');
INSERT INTO public.workers VALUES ('01a22941-0314-7fd6-8339-c2a96e734c60', 'vm:14281', '2026-11-29 21:40:56.450939+00', '2026-11-29 21:40:56.82186+00', 0);
INSERT INTO public.workers VALUES ('01a22941-1e67-77bc-8263-d4c370819adb', 'vm:14697', '2026-11-29 21:41:03.421227+00', '2026-11-29 21:41:03.730968+00', 0);
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
