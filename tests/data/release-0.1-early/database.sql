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
    term_id integer
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
INSERT INTO public.audit_log VALUES (1, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a39-bb24-271acc82890c', 150, 2);
INSERT INTO public.audit_log VALUES (2, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a39-bb24-271acc82890c', 150, 2);
INSERT INTO public.audit_log VALUES (3, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a39-bb24-271acc82890c', 150, 2);
INSERT INTO public.audit_log VALUES (4, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-740a-895e-06563d28bd58', 151, 2);
INSERT INTO public.audit_log VALUES (5, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-740a-895e-06563d28bd58', 151, 2);
INSERT INTO public.audit_log VALUES (6, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-740a-895e-06563d28bd58', 151, 2);
INSERT INTO public.audit_log VALUES (7, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-74d8-b3b7-4d97671c5a59', 152, 2);
INSERT INTO public.audit_log VALUES (8, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-74d8-b3b7-4d97671c5a59', 152, 2);
INSERT INTO public.audit_log VALUES (9, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-74d8-b3b7-4d97671c5a59', 152, 2);
INSERT INTO public.audit_log VALUES (10, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7d09-9cc4-dc34dd040256', 153, 2);
INSERT INTO public.audit_log VALUES (11, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7d09-9cc4-dc34dd040256', 153, 2);
INSERT INTO public.audit_log VALUES (12, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7d09-9cc4-dc34dd040256', 153, 2);
INSERT INTO public.audit_log VALUES (13, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a46-8708-25f28ea4d6d3', 154, 2);
INSERT INTO public.audit_log VALUES (14, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a46-8708-25f28ea4d6d3', 154, 2);
INSERT INTO public.audit_log VALUES (15, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a46-8708-25f28ea4d6d3', 154, 2);
INSERT INTO public.audit_log VALUES (16, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-796d-a60a-e29598915636', 155, 2);
INSERT INTO public.audit_log VALUES (17, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-796d-a60a-e29598915636', 155, 2);
INSERT INTO public.audit_log VALUES (18, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-796d-a60a-e29598915636', 155, 2);
INSERT INTO public.audit_log VALUES (19, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77d8-bb7f-c2b41466dc60', 156, 2);
INSERT INTO public.audit_log VALUES (20, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77d8-bb7f-c2b41466dc60', 156, 2);
INSERT INTO public.audit_log VALUES (21, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77d8-bb7f-c2b41466dc60', 156, 2);
INSERT INTO public.audit_log VALUES (22, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7cb3-9f35-e6362052aaee', 157, 2);
INSERT INTO public.audit_log VALUES (23, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7cb3-9f35-e6362052aaee', 157, 2);
INSERT INTO public.audit_log VALUES (24, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7cb3-9f35-e6362052aaee', 157, 2);
INSERT INTO public.audit_log VALUES (25, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7544-b74b-f5325b242e40', 158, 2);
INSERT INTO public.audit_log VALUES (26, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7544-b74b-f5325b242e40', 158, 2);
INSERT INTO public.audit_log VALUES (27, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7544-b74b-f5325b242e40', 158, 2);
INSERT INTO public.audit_log VALUES (28, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77c3-9bd4-44ed3ecab818', 159, 2);
INSERT INTO public.audit_log VALUES (29, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77c3-9bd4-44ed3ecab818', 159, 2);
INSERT INTO public.audit_log VALUES (30, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77c3-9bd4-44ed3ecab818', 159, 2);
INSERT INTO public.audit_log VALUES (31, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-786f-83ef-75ff24db7a9e', 160, 2);
INSERT INTO public.audit_log VALUES (32, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-786f-83ef-75ff24db7a9e', 160, 2);
INSERT INTO public.audit_log VALUES (33, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-786f-83ef-75ff24db7a9e', 160, 2);
INSERT INTO public.audit_log VALUES (34, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-799c-9111-31953af761ed', 161, 2);
INSERT INTO public.audit_log VALUES (35, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-799c-9111-31953af761ed', 161, 2);
INSERT INTO public.audit_log VALUES (36, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-QMC100-C', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-799c-9111-31953af761ed', 161, 2);
INSERT INTO public.audit_log VALUES (37, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9', 162, 2);
INSERT INTO public.audit_log VALUES (38, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9', 162, 2);
INSERT INTO public.audit_log VALUES (39, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-76dd-8320-b1cb00a50213', 163, 2);
INSERT INTO public.audit_log VALUES (40, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-76dd-8320-b1cb00a50213', 163, 2);
INSERT INTO public.audit_log VALUES (41, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-73d6-842c-5469e441eca0', 164, 2);
INSERT INTO public.audit_log VALUES (42, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-73d6-842c-5469e441eca0', 164, 2);
INSERT INTO public.audit_log VALUES (43, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7873-bfef-f438cb5ef624', 165, 2);
INSERT INTO public.audit_log VALUES (44, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7873-bfef-f438cb5ef624', 165, 2);
INSERT INTO public.audit_log VALUES (45, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-72a5-b1f6-f28150296cc6', 166, 2);
INSERT INTO public.audit_log VALUES (46, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-72a5-b1f6-f28150296cc6', 166, 2);
INSERT INTO public.audit_log VALUES (47, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7e48-be69-ac4618cfd2de', 167, 2);
INSERT INTO public.audit_log VALUES (48, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7e48-be69-ac4618cfd2de', 167, 2);
INSERT INTO public.audit_log VALUES (49, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073', 168, 2);
INSERT INTO public.audit_log VALUES (50, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073', 168, 2);
INSERT INTO public.audit_log VALUES (51, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-70e5-88cc-a6e790a0b333', 169, 2);
INSERT INTO public.audit_log VALUES (52, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-70e5-88cc-a6e790a0b333', 169, 2);
INSERT INTO public.audit_log VALUES (53, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-71d1-9487-63ab8c01dae9', 170, 2);
INSERT INTO public.audit_log VALUES (54, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-71d1-9487-63ab8c01dae9', 170, 2);
INSERT INTO public.audit_log VALUES (55, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6', 171, 2);
INSERT INTO public.audit_log VALUES (56, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6', 171, 2);
INSERT INTO public.audit_log VALUES (57, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-ELC102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77c4-a8df-dd31289299e0', 172, 2);
INSERT INTO public.audit_log VALUES (58, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77c4-a8df-dd31289299e0', 172, 2);
INSERT INTO public.audit_log VALUES (59, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-77cb-87f3-39e6e0565f95', 173, 2);
INSERT INTO public.audit_log VALUES (60, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7587-8b33-bf45e49c2783', 174, 2);
INSERT INTO public.audit_log VALUES (61, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-71a1-9aa4-df8e5bff9dde', 175, 2);
INSERT INTO public.audit_log VALUES (62, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7f54-a840-f767ec707b34', 176, 2);
INSERT INTO public.audit_log VALUES (63, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-7228-b789-31948bed7bbb', 177, 2);
INSERT INTO public.audit_log VALUES (64, '2026-11-25 03:07:50.935518+00', 'demo', 'ENROLL', 'G-FIS102-B', 'CONFIRMED', NULL, NULL, 'demo', 2, '01a210ac-82f9-78d4-8db8-1dc299123e55', 178, 2);
INSERT INTO public.audit_log VALUES (65, '2026-11-25 03:07:51.000603+00', 'test', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, 'test-2abf8593', 2, '01a210ac-834f-7a84-b9d9-4b592dbe526a', 1, 2);
INSERT INTO public.audit_log VALUES (66, '2026-11-25 03:07:51.012556+00', 'test', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, 'test-e4d1ea8c', 2, '01a210ac-834f-72cd-b1cf-740702e9d0b9', 2, 2);
INSERT INTO public.audit_log VALUES (67, '2026-11-25 03:07:51.025912+00', 'test', 'ENROLL', 'G-ELC102-E', 'CONFIRMED', NULL, NULL, 'test-4d0bc603', 2, '01a210ac-834f-766b-8c74-33141956bb92', 3, 2);
INSERT INTO public.audit_log VALUES (68, '2026-11-25 03:07:51.050011+00', 'EST011', 'CANCEL_TASK', NULL, 'REQUESTED', NULL, 'changed my mind', 'test-d53ac2c4', 1, '01a210ac-8387-7fb2-a6cb-cd12ff2ec7a7', 11, 2);
INSERT INTO public.audit_log VALUES (69, '2026-11-25 03:07:51.063107+00', 'test', 'ENROLL', NULL, 'STUCK', NULL, 'claimed 10 times without getting anywhere', 'test-e3cca87e', 2, '01a210ac-838e-752d-8d36-a5f978126422', 12, 2);
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
INSERT INTO public.enrollments VALUES ('01a210ac-832d-73b4-9e58-9d34542a9640', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7a39-bb24-271acc82890c', 150, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7c9d-b2f2-54125fcbca82', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7a39-bb24-271acc82890c', 150, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7303-a640-0497b03c13a2', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-7a39-bb24-271acc82890c', 150, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-787e-aa76-396936c5940c', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-740a-895e-06563d28bd58', 151, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-752d-8fa8-dbb610e6ec94', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-740a-895e-06563d28bd58', 151, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-78e0-809d-8f7a33a83f08', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-740a-895e-06563d28bd58', 151, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7238-853d-89aebf08f39d', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-74d8-b3b7-4d97671c5a59', 152, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7f6c-974b-ff9717056ead', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-74d8-b3b7-4d97671c5a59', 152, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7ffa-8f0a-3085c0f84e65', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-74d8-b3b7-4d97671c5a59', 152, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-72fb-a506-6d21073a94af', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7d09-9cc4-dc34dd040256', 153, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7f1b-9f00-54b60e05b217', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7d09-9cc4-dc34dd040256', 153, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7cd7-ab3b-12da79ab5bc1', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-7d09-9cc4-dc34dd040256', 153, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7799-b223-a7c9241bfac3', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7a46-8708-25f28ea4d6d3', 154, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7637-8214-08577417bb27', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7a46-8708-25f28ea4d6d3', 154, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7a28-9463-f8dd52bf927f', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-7a46-8708-25f28ea4d6d3', 154, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-74e1-a77b-1d54c6ea7517', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-796d-a60a-e29598915636', 155, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7699-b468-327d9e51230a', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-796d-a60a-e29598915636', 155, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7662-bc2a-06a990cd3bfb', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-796d-a60a-e29598915636', 155, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-72fb-969d-8fbb38d19ce0', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-77d8-bb7f-c2b41466dc60', 156, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7657-96ed-0778a46fa873', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-77d8-bb7f-c2b41466dc60', 156, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-722a-84b6-1ec16f252d3f', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-77d8-bb7f-c2b41466dc60', 156, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-76a6-9a17-7dfd67a4fc38', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7cb3-9f35-e6362052aaee', 157, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7158-ae84-d7dd38a43cf5', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7cb3-9f35-e6362052aaee', 157, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7c51-8df1-ee8bd3f4d683', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-7cb3-9f35-e6362052aaee', 157, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-788f-844a-2433c5df1e1b', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7544-b74b-f5325b242e40', 158, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-72b2-bb6d-4fff54ee3f52', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7544-b74b-f5325b242e40', 158, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7d5d-968a-f33fd3e8ccf6', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-7544-b74b-f5325b242e40', 158, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7758-999a-e853a86c5c43', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-77c3-9bd4-44ed3ecab818', 159, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-755e-a68c-8a8a70330883', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-77c3-9bd4-44ed3ecab818', 159, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7764-a76b-578f93f8f2e3', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-77c3-9bd4-44ed3ecab818', 159, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7bc5-84da-d7b4fab54291', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-786f-83ef-75ff24db7a9e', 160, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7f0e-a7b3-5e04bec6987e', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-786f-83ef-75ff24db7a9e', 160, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7cb4-9e0f-31843423cee7', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-786f-83ef-75ff24db7a9e', 160, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7cf8-95fa-41c2fa29aa19', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-799c-9111-31953af761ed', 161, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-70ad-b6a0-b664b799b010', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-799c-9111-31953af761ed', 161, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7893-8997-7b77f75dee10', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 10, 31, '01a210ac-82f9-799c-9111-31953af761ed', 161, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-77bc-a128-08d0ef178261', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9', 162, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-773d-ad16-aeaee1adb19e', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9', 162, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7c80-b0d4-3b239249ce8a', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-76dd-8320-b1cb00a50213', 163, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-70c4-94c2-cc295cf813a8', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-76dd-8320-b1cb00a50213', 163, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-77d1-93c6-a7bfb9804017', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-73d6-842c-5469e441eca0', 164, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7a19-b85b-ae7576544714', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-73d6-842c-5469e441eca0', 164, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-784e-ac36-fe69878caefe', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7873-bfef-f438cb5ef624', 165, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832d-7941-8d28-4d7e68b1e9d1', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7873-bfef-f438cb5ef624', 165, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7196-aec3-e14f30f76a97', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-72a5-b1f6-f28150296cc6', 166, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7af7-bb76-435f1ffa9c83', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-72a5-b1f6-f28150296cc6', 166, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7746-aca3-ce442a117599', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7e48-be69-ac4618cfd2de', 167, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7bd3-8afa-53d224587895', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7e48-be69-ac4618cfd2de', 167, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7756-82c0-d0774746915b', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073', 168, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7bb1-9d3a-9bcf9ca2c631', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073', 168, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-77ec-af7b-844793544c08', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-70e5-88cc-a6e790a0b333', 169, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7b77-8eb5-8b057c1e69b6', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-70e5-88cc-a6e790a0b333', 169, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7926-a43d-fd051667a997', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-71d1-9487-63ab8c01dae9', 170, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7b8d-bf61-62b36dd0e69b', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-71d1-9487-63ab8c01dae9', 170, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7971-9708-54699de53abc', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6', 171, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-77fc-815f-42176875819e', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6', 171, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-77f3-82e7-f0160cc6ec53', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 2, 8, '01a210ac-82f9-77c4-a8df-dd31289299e0', 172, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7a73-83ba-0b723e573328', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-77c4-a8df-dd31289299e0', 172, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-704b-8c75-37fe78942ff6', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-77cb-87f3-39e6e0565f95', 173, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7687-9828-0b077b98486d', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7587-8b33-bf45e49c2783', 174, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7f08-8281-09ca57d98936', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-71a1-9aa4-df8e5bff9dde', 175, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7349-8424-fab73d656298', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7f54-a840-f767ec707b34', 176, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7c57-8b50-432798c62727', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-7228-b789-31948bed7bbb', 177, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-832e-7249-a228-843ab31ffefe', 'CONFIRMED', '2026-11-25 03:07:50.935518+00', '2026-11-25 03:07:50.935518+00', 9, 29, '01a210ac-82f9-78d4-8db8-1dc299123e55', 178, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-8359-7033-a532-f0a330c7c2dd', 'CONFIRMED', '2026-11-25 03:07:51.000603+00', '2026-11-25 03:07:51.000603+00', 2, 5, '01a210ac-834f-7a84-b9d9-4b592dbe526a', 1, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-8365-702e-8729-472a43fd470a', 'CONFIRMED', '2026-11-25 03:07:51.012556+00', '2026-11-25 03:07:51.012556+00', 2, 5, '01a210ac-834f-72cd-b1cf-740702e9d0b9', 2, 2);
INSERT INTO public.enrollments VALUES ('01a210ac-8373-73bb-a251-7d7e5d507161', 'CONFIRMED', '2026-11-25 03:07:51.025912+00', '2026-11-25 03:07:51.025912+00', 2, 5, '01a210ac-834f-766b-8c74-33141956bb92', 3, 2);
INSERT INTO public.groups VALUES (1, 'OLD-G-ELC101-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}]', 1, 1);
INSERT INTO public.groups VALUES (2, 'G-ELC101-C', 40, 0, '[{"ends_at": "15:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "14:00"}, {"ends_at": "15:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "14:00"}]', 1, 2);
INSERT INTO public.groups VALUES (3, 'G-ELC101-B', 40, 0, '[{"ends_at": "11:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "10:00"}]', 1, 2);
INSERT INTO public.groups VALUES (4, 'G-ELC101-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "07:00"}]', 1, 2);
INSERT INTO public.groups VALUES (6, 'G-ELC102-D', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "18:30"}]', 2, 2);
INSERT INTO public.groups VALUES (7, 'G-ELC102-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "15:30"}]', 2, 2);
INSERT INTO public.groups VALUES (9, 'G-ELC102-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "07:00"}]', 2, 2);
INSERT INTO public.groups VALUES (10, 'G-ELC106-E', 40, 0, '[{"ends_at": "09:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "08:30"}, {"ends_at": "09:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "08:30"}]', 3, 2);
INSERT INTO public.groups VALUES (11, 'G-ELC106-D', 40, 0, '[{"ends_at": "19:30", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "18:30"}, {"ends_at": "19:30", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "18:30"}]', 3, 2);
INSERT INTO public.groups VALUES (12, 'G-ELC106-C', 40, 0, '[{"ends_at": "16:30", "to_date": null, "weekday": 2, "from_date": null, "starts_at": "15:30"}, {"ends_at": "16:30", "to_date": null, "weekday": 4, "from_date": null, "starts_at": "15:30"}]', 3, 2);
INSERT INTO public.groups VALUES (13, 'G-ELC106-B', 40, 0, '[{"ends_at": "12:30", "to_date": null, "weekday": 1, "from_date": null, "starts_at": "11:30"}, {"ends_at": "12:30", "to_date": null, "weekday": 3, "from_date": null, "starts_at": "11:30"}]', 3, 2);
INSERT INTO public.groups VALUES (14, 'G-ELC106-A', 40, 0, '[{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}]', 3, 2);
INSERT INTO public.groups VALUES (8, 'G-ELC102-B', 25, 23, '[{"ends_at": "11:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "10:00"}, {"ends_at": "11:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "10:00"}]', 2, 2);
INSERT INTO public.groups VALUES (5, 'G-ELC102-E', 40, 3, '[{"ends_at": "08:00", "to_date": null, "weekday": 5, "from_date": null, "starts_at": "07:00"}, {"ends_at": "08:00", "to_date": null, "weekday": 6, "from_date": null, "starts_at": "07:00"}]', 2, 2);
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
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a39-bb24-271acc82890c');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a39-bb24-271acc82890c');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a39-bb24-271acc82890c');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a39-bb24-271acc82890c');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a39-bb24-271acc82890c');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-740a-895e-06563d28bd58');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-740a-895e-06563d28bd58');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-740a-895e-06563d28bd58');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-740a-895e-06563d28bd58');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-740a-895e-06563d28bd58');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-74d8-b3b7-4d97671c5a59');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-74d8-b3b7-4d97671c5a59');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-74d8-b3b7-4d97671c5a59');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-74d8-b3b7-4d97671c5a59');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-74d8-b3b7-4d97671c5a59');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d09-9cc4-dc34dd040256');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d09-9cc4-dc34dd040256');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d09-9cc4-dc34dd040256');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d09-9cc4-dc34dd040256');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d09-9cc4-dc34dd040256');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a46-8708-25f28ea4d6d3');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a46-8708-25f28ea4d6d3');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a46-8708-25f28ea4d6d3');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a46-8708-25f28ea4d6d3');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a46-8708-25f28ea4d6d3');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-796d-a60a-e29598915636');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-796d-a60a-e29598915636');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-796d-a60a-e29598915636');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-796d-a60a-e29598915636');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-796d-a60a-e29598915636');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77d8-bb7f-c2b41466dc60');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77d8-bb7f-c2b41466dc60');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77d8-bb7f-c2b41466dc60');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77d8-bb7f-c2b41466dc60');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77d8-bb7f-c2b41466dc60');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7cb3-9f35-e6362052aaee');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7cb3-9f35-e6362052aaee');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7cb3-9f35-e6362052aaee');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7cb3-9f35-e6362052aaee');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7cb3-9f35-e6362052aaee');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7544-b74b-f5325b242e40');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7544-b74b-f5325b242e40');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7544-b74b-f5325b242e40');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7544-b74b-f5325b242e40');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7544-b74b-f5325b242e40');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c3-9bd4-44ed3ecab818');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c3-9bd4-44ed3ecab818');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c3-9bd4-44ed3ecab818');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c3-9bd4-44ed3ecab818');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c3-9bd4-44ed3ecab818');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-786f-83ef-75ff24db7a9e');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-786f-83ef-75ff24db7a9e');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-786f-83ef-75ff24db7a9e');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-786f-83ef-75ff24db7a9e');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-786f-83ef-75ff24db7a9e');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-799c-9111-31953af761ed');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-799c-9111-31953af761ed');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-799c-9111-31953af761ed');
INSERT INTO public.saga_steps VALUES (4, 'take seat G-QMC100-C', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-799c-9111-31953af761ed');
INSERT INTO public.saga_steps VALUES (5, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-799c-9111-31953af761ed');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7a9f-87f6-a60edc3dfee9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-76dd-8320-b1cb00a50213');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-76dd-8320-b1cb00a50213');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-76dd-8320-b1cb00a50213');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-76dd-8320-b1cb00a50213');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-73d6-842c-5469e441eca0');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-73d6-842c-5469e441eca0');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-73d6-842c-5469e441eca0');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-73d6-842c-5469e441eca0');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7873-bfef-f438cb5ef624');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7873-bfef-f438cb5ef624');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7873-bfef-f438cb5ef624');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7873-bfef-f438cb5ef624');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-72a5-b1f6-f28150296cc6');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-72a5-b1f6-f28150296cc6');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-72a5-b1f6-f28150296cc6');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-72a5-b1f6-f28150296cc6');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7e48-be69-ac4618cfd2de');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7e48-be69-ac4618cfd2de');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7e48-be69-ac4618cfd2de');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7e48-be69-ac4618cfd2de');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7d5b-8828-cc2d8cbf3073');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-70e5-88cc-a6e790a0b333');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-70e5-88cc-a6e790a0b333');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-70e5-88cc-a6e790a0b333');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-70e5-88cc-a6e790a0b333');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71d1-9487-63ab8c01dae9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71d1-9487-63ab8c01dae9');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71d1-9487-63ab8c01dae9');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71d1-9487-63ab8c01dae9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7c95-ad9e-dba5bdebc0b6');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c4-a8df-dd31289299e0');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c4-a8df-dd31289299e0');
INSERT INTO public.saga_steps VALUES (3, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c4-a8df-dd31289299e0');
INSERT INTO public.saga_steps VALUES (4, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77c4-a8df-dd31289299e0');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77cb-87f3-39e6e0565f95');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77cb-87f3-39e6e0565f95');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-77cb-87f3-39e6e0565f95');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7587-8b33-bf45e49c2783');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7587-8b33-bf45e49c2783');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7587-8b33-bf45e49c2783');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71a1-9aa4-df8e5bff9dde');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71a1-9aa4-df8e5bff9dde');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-71a1-9aa4-df8e5bff9dde');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7f54-a840-f767ec707b34');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7f54-a840-f767ec707b34');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7f54-a840-f767ec707b34');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7228-b789-31948bed7bbb');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7228-b789-31948bed7bbb');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-7228-b789-31948bed7bbb');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-78d4-8db8-1dc299123e55');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-FIS102-B', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-78d4-8db8-1dc299123e55');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:50.934124+00', '2026-11-25 03:07:50.935518+00', NULL, NULL, NULL, NULL, '01a210ac-82f9-78d4-8db8-1dc299123e55');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.000159+00', '2026-11-25 03:07:51.000603+00', NULL, NULL, NULL, NULL, '01a210ac-834f-7a84-b9d9-4b592dbe526a');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.000159+00', '2026-11-25 03:07:51.000603+00', NULL, NULL, NULL, NULL, '01a210ac-834f-7a84-b9d9-4b592dbe526a');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.000159+00', '2026-11-25 03:07:51.000603+00', NULL, NULL, NULL, NULL, '01a210ac-834f-7a84-b9d9-4b592dbe526a');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.009489+00', '2026-11-25 03:07:51.012556+00', NULL, NULL, NULL, NULL, '01a210ac-834f-72cd-b1cf-740702e9d0b9');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.009489+00', '2026-11-25 03:07:51.012556+00', NULL, NULL, NULL, NULL, '01a210ac-834f-72cd-b1cf-740702e9d0b9');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.009489+00', '2026-11-25 03:07:51.012556+00', NULL, NULL, NULL, NULL, '01a210ac-834f-72cd-b1cf-740702e9d0b9');
INSERT INTO public.saga_steps VALUES (1, 'validate', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.02553+00', '2026-11-25 03:07:51.025912+00', NULL, NULL, NULL, NULL, '01a210ac-834f-766b-8c74-33141956bb92');
INSERT INTO public.saga_steps VALUES (2, 'take seat G-ELC102-E', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.02553+00', '2026-11-25 03:07:51.025912+00', NULL, NULL, NULL, NULL, '01a210ac-834f-766b-8c74-33141956bb92');
INSERT INTO public.saga_steps VALUES (3, 'confirm', 'DONE', 1, 0, 2, '2026-11-25 03:07:51.02553+00', '2026-11-25 03:07:51.025912+00', NULL, NULL, NULL, NULL, '01a210ac-834f-766b-8c74-33141956bb92');
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7a39-bb24-271acc82890c', 1, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST150"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST150', false, '2026-11-25 04:07:50.908379+00', NULL, '\x0967650c2d3faa2e5d802fed3c1e18ae2befc313f612cf75724d10dfabd2df0e', 'demo', NULL, 'bb1ece4e-27cd-41a0-8886-b79827fd7695', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923294+00', '2026-11-25 03:07:50.935518+00', 150, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-740a-895e-06563d28bd58', 2, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST151"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST151', false, '2026-11-25 04:07:50.908379+00', NULL, '\xc247d539f1536966766351634700bc3cc0f5b01527b767f47dd1b8da475ff27f', 'demo', NULL, '11cf62d5-4cbf-47c4-9211-66a99590dd0a', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923379+00', '2026-11-25 03:07:50.935518+00', 151, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-74d8-b3b7-4d97671c5a59', 3, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST152"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST152', false, '2026-11-25 04:07:50.908379+00', NULL, '\x0b2d07d505e2be7e325ef1feef92d8ddbb8cc975c2a68308783b32a75fd656ee', 'demo', NULL, '987ac83d-aaac-44a7-b7f5-5d1214f767f1', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923392+00', '2026-11-25 03:07:50.935518+00', 152, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7d09-9cc4-dc34dd040256', 4, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST153"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST153', false, '2026-11-25 04:07:50.908379+00', NULL, '\xea82f0d60d1874fdf0422c4069bbcec32bb73535a9ee9c706a8dcaf0729a8d87', 'demo', NULL, '75f082ad-65b7-44c4-8067-f654829ffc8a', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923401+00', '2026-11-25 03:07:50.935518+00', 153, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7a46-8708-25f28ea4d6d3', 5, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST154"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST154', false, '2026-11-25 04:07:50.908379+00', NULL, '\xc8ff539a5e6934414592fee73907270f9a40749f30658766258da2bbd444d7e3', 'demo', NULL, '91803ed7-1cd2-414b-98bf-a6fa532d8f3d', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.92341+00', '2026-11-25 03:07:50.935518+00', 154, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7544-b74b-f5325b242e40', 9, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST158"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST158', false, '2026-11-25 04:07:50.908379+00', NULL, '\x96c882e397aba15d3025b1a7bdb15669c401e2b736db911c5bd02c1ac0df57f2', 'demo', NULL, '708272a6-7b0f-47b9-bb9f-7e69cb137b7c', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923478+00', '2026-11-25 03:07:50.935518+00', 158, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-77c3-9bd4-44ed3ecab818', 10, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST159"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST159', false, '2026-11-25 04:07:50.908379+00', NULL, '\xa0b1e694881584d6a2eb5d3f82c7c0b750f6be6608f4f1ddd9f445d9acb55ba7', 'demo', NULL, 'c4954d0c-91da-4088-8723-b0f6244bba9e', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923487+00', '2026-11-25 03:07:50.935518+00', 159, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-786f-83ef-75ff24db7a9e', 11, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST160"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST160', false, '2026-11-25 04:07:50.908379+00', NULL, '\x812cde9924772778a9db82182f68ca4a80996439d63fdf3edaa6cf77679ee35f', 'demo', NULL, '7197d9b2-8134-43f8-9e22-35a1b275ebe6', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923496+00', '2026-11-25 03:07:50.935518+00', 160, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-799c-9111-31953af761ed', 12, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST161"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST161', false, '2026-11-25 04:07:50.908379+00', NULL, '\xfbd7add4f3e6ab7f9765ca33d08ff597d295ebc512ff3565c25b791ef91ef6d5', 'demo', NULL, '29907ba5-ba39-4762-b0aa-217c585d2f30', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923504+00', '2026-11-25 03:07:50.935518+00', 161, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7a9f-87f6-a60edc3dfee9', 13, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST162"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST162', false, '2026-11-25 04:07:50.908379+00', NULL, '\x9ecec5ef40abd4a1646df0be2fe4c2465f243600a442af9d014fdf52c2207d6d', 'demo', NULL, '969448f3-0d5f-430e-a20d-cf173e073d07', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923513+00', '2026-11-25 03:07:50.935518+00', 162, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7e48-be69-ac4618cfd2de', 18, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST167"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST167', false, '2026-11-25 04:07:50.908379+00', NULL, '\x3376856cad0ad9b4f60eefebbced27f6c3f261e98988d2f6e512cd39e03f67fb', 'demo', NULL, '3f60f26e-2008-4569-897e-75300b131a20', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923576+00', '2026-11-25 03:07:50.935518+00', 167, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7d5b-8828-cc2d8cbf3073', 19, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST168"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST168', false, '2026-11-25 04:07:50.908379+00', NULL, '\xce79e3e47109023718a396beabac2847e4cfa2a3b72233270df90e3d992e9527', 'demo', NULL, 'c3f07317-ff88-45bd-b113-98880de18737', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923585+00', '2026-11-25 03:07:50.935518+00', 168, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-70e5-88cc-a6e790a0b333', 20, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST169"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST169', false, '2026-11-25 04:07:50.908379+00', NULL, '\xa4c6c44582e798e9f1a1be4232a8c3880df6b45df3fedb9c3d3395aff601ff48', 'demo', NULL, '7a0c1796-e775-4fbc-b24f-7dcfa345171e', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923593+00', '2026-11-25 03:07:50.935518+00', 169, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-71d1-9487-63ab8c01dae9', 21, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST170"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST170', false, '2026-11-25 04:07:50.908379+00', NULL, '\xe857ea729a00d10e94b6d5cd7a2f744241435e9ba03ea2a5a987dbd4d850027d', 'demo', NULL, '43fe8b1c-6457-48e8-8458-24be6677e432', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923601+00', '2026-11-25 03:07:50.935518+00', 170, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7c95-ad9e-dba5bdebc0b6', 22, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST171"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST171', false, '2026-11-25 04:07:50.908379+00', NULL, '\xd6c9b0e6e5c89313f2818768825e4e450e52826b69cd15da08a22219411dd3d0', 'demo', NULL, 'def995f5-e24e-451e-b533-ebcdb0911f06', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.92361+00', '2026-11-25 03:07:50.935518+00', 171, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-77c4-a8df-dd31289299e0', 23, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST172"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST172', false, '2026-11-25 04:07:50.908379+00', NULL, '\x74d4b974f60cae953f2d027e5ca26a40e99bf7e88cb7013a66faf63fbf7d2c90', 'demo', NULL, '4a2eab6c-9c65-419a-8c04-7fb11dc872a8', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923618+00', '2026-11-25 03:07:50.935518+00', 172, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-796d-a60a-e29598915636', 6, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST155"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST155', false, '2026-11-25 04:07:50.908379+00', NULL, '\x731cf98cbb04b634f6fc4a0c69738ee8e037c13ea2d2a89228014ec0f150ac3c', 'demo', NULL, 'a61d857f-3eed-42f7-ad0a-aff9fee462b4', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923418+00', '2026-11-25 03:07:50.935518+00', 155, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-77d8-bb7f-c2b41466dc60', 7, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST156"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST156', false, '2026-11-25 04:07:50.908379+00', NULL, '\x4b989d2c34247ac7e5ebed21e93b78cbbf520ba0383885802c7c22e57baee7b2', 'demo', NULL, '547e1f77-1896-4eff-a1fc-77f5bd4805a4', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923448+00', '2026-11-25 03:07:50.935518+00', 156, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7cb3-9f35-e6362052aaee', 8, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B", "G-QMC100-C"], "student_code": "EST157"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-QMC100-C"}], "problems": []}', 'demo', 'demo:EST157', false, '2026-11-25 04:07:50.908379+00', NULL, '\x08a094c877539fe737985d4d40fd634932d418b87b17bbe17c0d6177a66c6c18', 'demo', NULL, 'c72ed61a-41c4-40e3-9e39-1fd881908e3e', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923463+00', '2026-11-25 03:07:50.935518+00', 157, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-76dd-8320-b1cb00a50213', 14, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST163"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST163', false, '2026-11-25 04:07:50.908379+00', NULL, '\x939a4c7249fa5b56c82a05b618fba361396c4d472691eea6fdf5e633e32cb794', 'demo', NULL, 'dac5f539-7051-42d2-9c5f-e4b3de22cb85', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923521+00', '2026-11-25 03:07:50.935518+00', 163, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-73d6-842c-5469e441eca0', 15, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST164"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST164', false, '2026-11-25 04:07:50.908379+00', NULL, '\xd1a26a1a38816f3222970937c7f7aa74813238f4b736faf0da0aeef5dbac6120', 'demo', NULL, '8fcdf43c-b24e-4a30-8977-e83507a890ed', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923536+00', '2026-11-25 03:07:50.935518+00', 164, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7873-bfef-f438cb5ef624', 16, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST165"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST165', false, '2026-11-25 04:07:50.908379+00', NULL, '\xacb8dd482b39adf826535318008d964b07467dc1a6d851173fb076ec3ab37380', 'demo', NULL, '366f0cf6-7215-4873-854e-a81dca679539', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923549+00', '2026-11-25 03:07:50.935518+00', 165, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-72a5-b1f6-f28150296cc6', 17, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-B", "G-FIS102-B"], "student_code": "EST166"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-B"}, {"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST166', false, '2026-11-25 04:07:50.908379+00', NULL, '\x5baf022513b7cb128ba20341649a5642658d36508efccc0e4bbbceab341ca83c', 'demo', NULL, '8f98cd6e-9fc4-450e-963c-19205f873e27', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923562+00', '2026-11-25 03:07:50.935518+00', 166, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7228-b789-31948bed7bbb', 28, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST177"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST177', false, '2026-11-25 04:07:50.908379+00', NULL, '\x068a8ec8d753573ba20a4a6bbb1fe65492e19c42bd5e7b739b0eed24eb97f758', 'demo', NULL, 'd12ec397-10c7-4e39-b15c-211fb706f738', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923723+00', '2026-11-25 03:07:50.935518+00', 177, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-78d4-8db8-1dc299123e55', 29, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST178"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST178', false, '2026-11-25 04:07:50.908379+00', NULL, '\xd76ebd852f7819821737004689192b18d635379dac207df6bb2923264e83f144', 'demo', NULL, '01a0a23f-ec7d-4b63-9f1e-d857abc94333', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923731+00', '2026-11-25 03:07:50.935518+00', 178, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-77cb-87f3-39e6e0565f95', 24, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST173"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST173', false, '2026-11-25 04:07:50.908379+00', NULL, '\x667475fdded3bb12999a34f1f4ebe40b58b346f5bd7d86f6b77d28fc68efaaa7', 'demo', NULL, '8af122bb-cd0b-464b-a9de-edba90a889bf', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923626+00', '2026-11-25 03:07:50.935518+00', 173, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7587-8b33-bf45e49c2783', 25, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST174"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST174', false, '2026-11-25 04:07:50.908379+00', NULL, '\x3efb55a34bdc19778f5eee0d097a1938adaf45dc5cb5ff9d87ce536b0bf26c36', 'demo', NULL, '739de6c6-8f8f-453d-89f4-d32fcb15d5a6', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923683+00', '2026-11-25 03:07:50.935518+00', 174, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-71a1-9aa4-df8e5bff9dde', 26, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST175"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST175', false, '2026-11-25 04:07:50.908379+00', NULL, '\x1e215445f0ae69e1f66789ec9d4dccd51d8eab43e012719f9aa0454c0c7f7cdd', 'demo', NULL, '2badec78-6962-4d58-ac8a-741c40f59584', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923696+00', '2026-11-25 03:07:50.935518+00', 175, 2);
INSERT INTO public.sagas VALUES ('01a210ac-82f9-7f54-a840-f767ec707b34', 27, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-FIS102-B"], "student_code": "EST176"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-FIS102-B"}], "problems": []}', 'demo', 'demo:EST176', false, '2026-11-25 04:07:50.908379+00', NULL, '\x402dd42de050e3c198576b175d028768274f692242bb21b10ad0a2d1260b3534', 'demo', NULL, '50ee3b71-15dd-4107-8de0-8eb45f51d9f8', 1, 0, NULL, NULL, '2026-11-25 03:07:50.908379+00', '2026-11-25 03:07:50.923709+00', '2026-11-25 03:07:50.935518+00', 176, 2);
INSERT INTO public.sagas VALUES ('01a210ac-834f-7a84-b9d9-4b592dbe526a', 30, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST001"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'test', '512a6c0a82ec405791d1466004380a22', false, '2026-11-25 04:07:50.991458+00', NULL, '\x43a202b0ee6422d4f3191c36eb15c698ba578a2e642260b63e2fab4d42c8b190', 'test-2abf8593', NULL, '28f5bd5d-fbec-43ea-9a0f-77d5c9185e42', 1, 0, NULL, NULL, '2026-11-25 03:07:50.991458+00', '2026-11-25 03:07:50.993633+00', '2026-11-25 03:07:51.000603+00', 1, 2);
INSERT INTO public.sagas VALUES ('01a210ac-834f-766b-8c74-33141956bb92', 32, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST003"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'test', '01aac59327744a0fb01f1515fa50ff57', false, '2026-11-25 04:07:50.991458+00', NULL, '\x0a39ab0a0615d0ce7ceb9c01c56426945f818ce3a9b61f59c5b332bb6fe86b45', 'test-4d0bc603', NULL, '2d945ff7-789a-4f3f-92c8-6d4f65b1088e', 1, 0, NULL, NULL, '2026-11-25 03:07:50.991458+00', '2026-11-25 03:07:51.023012+00', '2026-11-25 03:07:51.025912+00', 3, 2);
INSERT INTO public.sagas VALUES ('01a210ac-834f-72cd-b1cf-740702e9d0b9', 31, 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST002"}', '{"groups": [{"status": "CONFIRMED", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'test', 'a4285fb5671542278f7a774f665a2018', false, '2026-11-25 04:07:50.991458+00', NULL, '\x32a2d123f8e371df1cc83e9c7e60b085c1d04f241df2a9d8877a6a8023637d44', 'test-e4d1ea8c', NULL, '1b86d569-610a-4457-beb8-73fc21b73d20', 1, 0, NULL, NULL, '2026-11-25 03:07:50.991458+00', '2026-11-25 03:07:51.00802+00', '2026-11-25 03:07:51.012556+00', 2, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8376-76d2-ad10-34793a478542', 36, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST007"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'test', '049323b2b12044a29b9b0138279fe3a0', false, '2026-11-25 04:07:51.030722+00', NULL, '\x62dea21456fcbf39b0ad224792ae7ea03c572d010f53f8ecf68bbe99e8e33f8f', 'test-7bf44e4b', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.030722+00', NULL, NULL, 7, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8376-7a7a-b0e3-7a6f7b9f1f50', 35, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST006"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'test', '0e879f3d6d6d416dab7727a5357b06f2', false, '2026-11-25 04:07:51.030722+00', NULL, '\x27a766e3c747ecfe1e6851b7403d5f22e92c9d27dbb608eb724dc3b7abc8195d', 'test-46fd652f', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.030722+00', NULL, NULL, 6, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8376-7ea2-bdf5-b77bb236ddbb', 33, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST004"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'test', '2ee88ae30a944240a44354be1ed8ef7e', false, '2026-11-25 04:07:51.030722+00', NULL, '\x10cc96134bb9828ce29417219922c0e77b8e360f2c63d73044d7b3455b2de9d3', 'test-c9c3bd15', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.030722+00', NULL, NULL, 4, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8376-7494-8d97-24ed648ba002', 38, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST009"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'test', '49f2a509ffcc47ad875ef67c18f8f7d9', false, '2026-11-25 04:07:51.030722+00', NULL, '\x404eaae7fe7de94fa0750f53e226563e09479214da43a40b86f9508527f5d835', 'test-7c366d01', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.030722+00', NULL, NULL, 9, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8376-783d-ba71-79bb638388d8', 37, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST008"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'test', '8153111bfd6643d1b01508029906e81a', false, '2026-11-25 04:07:51.030722+00', NULL, '\xe863d2b2316bf320fbb8d15080d0d072aa47df6a062ef3112b12dcf2ec22ad21', 'test-61002f19', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.030722+00', NULL, NULL, 8, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8376-729c-bcb4-4fc0ac488560', 34, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E", "G-LIN100-B"], "student_code": "EST005"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}, {"status": "PENDING", "problems": [], "group_code": "G-LIN100-B"}], "problems": []}', 'test', '827e033cb79c47ea955b2c1861260253', false, '2026-11-25 04:07:51.030722+00', NULL, '\x6d82b54dfd7cd40dddbb6b69e462ccf4c60aedf1cd2906b5ef443d74e453bb57', 'test-9efe86f5', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.030722+00', NULL, NULL, 5, 2);
INSERT INTO public.sagas VALUES ('01a210ac-837d-722a-9f7f-30216ad6da2f', 40, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-D"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-D"}], "problems": []}', 'test', '77c2436cdd1f4aa1891e42c16eb3f181', false, '2026-11-25 04:07:51.03772+00', NULL, '\xd11a98d4da9513fda693cec16044762c2a7321636fb9015bd3f26071795a196d', 'test-4c30bbbc', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.03772+00', NULL, NULL, 1, 2);
INSERT INTO public.sagas VALUES ('01a210ac-837d-7d4e-b205-ee50168c213d', 39, 'DROP', 'PENDING', 1, 'drop', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC102-E"], "student_code": "EST001"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC102-E"}], "problems": []}', 'test', 'd14d68b1b65a44ff9bcc8fc39dc0e709', false, '2026-11-25 04:07:51.03772+00', NULL, '\xbc9118806e95a2098139e2c1921513e9918e54dbcd9b01ffa0299e56a25b931f', 'test-55033e91', NULL, NULL, 0, 0, NULL, NULL, '2026-11-25 03:07:51.03772+00', NULL, NULL, 1, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8381-743f-8d0a-20d466698809', 41, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST010"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'test', 'bd3d9f72c9e64f7e8c1a184ae1141829', false, '2026-11-25 04:07:51.041682+00', NULL, '\x845aa353f9d6c04a20fbdfefc35d224aca7fdc97f1526d7a41905975b07ce477', 'test-553bfe24', '01a210ac-82ba-7e54-8f78-a1d82f323f94', 'aea5946d-50ca-4cb3-8796-4298b8e893f0', 1, 1, NULL, NULL, '2026-11-25 03:07:51.041682+00', '2026-11-25 03:07:51.045966+00', NULL, 10, 2);
INSERT INTO public.sagas VALUES ('01a210ac-8387-7fb2-a6cb-cd12ff2ec7a7', 42, 'ENROLL', 'PENDING', 1, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST011"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'test', '9f3e4967bc794d48be9f4b0f48371be9', false, '2026-11-25 04:07:51.04813+00', NULL, '\x70d5c4b47cc7f8d2d567ee02085484c03a51e4a7131b90a13e8a3d4afcea420a', 'test-d53ac2c4', NULL, NULL, 0, 0, NULL, '2026-11-25 03:07:51.049964+00', '2026-11-25 03:07:51.04813+00', NULL, NULL, 11, 2);
INSERT INTO public.sagas VALUES ('01a210ac-838e-752d-8d36-a5f978126422', 43, 'ENROLL', 'STUCK', 2, 'enroll', 1, '{"term_code": "2024-2", "group_codes": ["G-ELC106-E"], "student_code": "EST012"}', '{"groups": [{"status": "PENDING", "problems": [], "group_code": "G-ELC106-E"}], "problems": []}', 'test', 'b281125a4de6480da9332b4a36e77894', false, '2026-11-25 04:07:51.0543+00', NULL, '\x2e0681516776a50898f7ed7c08f06da9f98bd1b1664cbade89096b088678ccef', 'test-e3cca87e', NULL, NULL, 1, 11, 'claimed 10 times without getting anywhere', NULL, '2026-11-25 03:07:51.0543+00', '2026-11-25 03:07:51.061917+00', NULL, 12, 2);
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
INSERT INTO public.terms VALUES (1, '2024-1', 'Primer semestre 2024', '2026-05-29 03:07:50.857791+00', '2026-06-28 03:07:50.857791+00');
INSERT INTO public.terms VALUES (2, '2024-2', 'Segundo semestre 2024', '2026-10-26 03:07:50.857791+00', '2027-11-25 03:07:50.857791+00');
INSERT INTO public.terms VALUES (3, '2025-1', 'Primer semestre 2025', '2027-11-25 03:07:50.857791+00', '2027-12-25 03:07:50.857791+00');
INSERT INTO public.tortoise_migrations VALUES (1, 'models', '0001_initial', '2026-11-25 03:07:50.768425+00');
INSERT INTO public.tortoise_migrations VALUES (2, 'models', '0002_rules', '2026-11-25 03:07:50.814279+00');
INSERT INTO public.workers VALUES ('01a210ac-82ba-7e54-8f78-a1d82f323f94', 'vm:1814', '2026-11-25 03:07:50.989766+00', '2026-11-25 02:07:51.07011+00', 0);
SELECT pg_catalog.setval('public.audit_log_id_seq', 69, true);
SELECT pg_catalog.setval('public.courses_id_seq', 12, true);
SELECT pg_catalog.setval('public.groups_id_seq', 39, true);
SELECT pg_catalog.setval('public.sagas_accepted_seq', 43, true);
SELECT pg_catalog.setval('public.students_id_seq', 200, true);
SELECT pg_catalog.setval('public.terms_id_seq', 3, true);
SELECT pg_catalog.setval('public.tortoise_migrations_id_seq', 2, true);
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
CREATE INDEX audit_log_by_actor ON public.audit_log USING btree (actor, id);
CREATE INDEX audit_log_by_correlation ON public.audit_log USING btree (correlation_id, id);
CREATE INDEX audit_log_by_group ON public.audit_log USING btree (group_code, id);
CREATE INDEX audit_log_by_student ON public.audit_log USING btree (student_id, id);
CREATE INDEX audit_log_by_time ON public.audit_log USING brin (at);
CREATE INDEX enrollments_by_student ON public.enrollments USING btree (student_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX enrollments_one_live ON public.enrollments USING btree (student_id, group_id) WHERE ((status)::text <> 'DROPPED'::text);
CREATE UNIQUE INDEX enrollments_one_per_course ON public.enrollments USING btree (student_id, term_id, course_id) WHERE ((status)::text = 'CONFIRMED'::text);
CREATE INDEX idx_enrollments_saga_id_908ca3 ON public.enrollments USING btree (saga_id);
CREATE INDEX sagas_by_student ON public.sagas USING btree (student_id, accepted DESC);
CREATE INDEX sagas_live ON public.sagas USING btree (accepted) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX sagas_one_live_key ON public.sagas USING btree (scope, idempotency_key) WHERE (key_released_at IS NULL);
CREATE INDEX sagas_turn ON public.sagas USING btree (student_id, term_id, accepted) WHERE (finished_at IS NULL);
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_saga_id_fkey FOREIGN KEY (saga_id) REFERENCES public.sagas(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_student_id_fkey FOREIGN KEY (student_id) REFERENCES public.students(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_term_id_fkey FOREIGN KEY (term_id) REFERENCES public.terms(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_course_id_fkey FOREIGN KEY (course_id) REFERENCES public.courses(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_saga_id_fkey FOREIGN KEY (saga_id) REFERENCES public.sagas(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_student_id_fkey FOREIGN KEY (student_id) REFERENCES public.students(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_term_id_fkey FOREIGN KEY (term_id) REFERENCES public.terms(id) ON DELETE RESTRICT;
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
