-- The tables of `minimal_service.py`: 200 groups, of which every 28th has three seats, as in `yardstick.sql`.
CREATE TABLE groups (code text PRIMARY KEY, capacity integer NOT NULL, seats_taken integer NOT NULL DEFAULT 0);
CREATE TABLE tasks (
    id uuid PRIMARY KEY, student text NOT NULL, groups text[] NOT NULL, status text NOT NULL DEFAULT 'PENDING'
);
CREATE TABLE enrollments (
    student text NOT NULL, group_code text NOT NULL REFERENCES groups, task_id uuid NOT NULL REFERENCES tasks,
    PRIMARY KEY (student, group_code)
);
INSERT INTO groups (code, capacity)
SELECT 'G' || lpad(i::text, 3, '0'), CASE WHEN i % 28 = 0 THEN 3 ELSE 1000000 END FROM generate_series(1, 200) i;
