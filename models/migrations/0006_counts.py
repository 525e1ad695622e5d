"""How many sagas have ended in which way, without counting them each time it is asked.

A trigger and not the code that ends them: the sums are right whoever writes, an older release's worker included.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
-- The sums of all rows count. A commit adds to any row that nobody holds, or to a new one, so that none ever waits for
-- another; there are as many rows as there once were commits at the same moment.
CREATE TABLE saga_counts (
    shard int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    completed bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    compensated bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

CREATE FUNCTION saga_counts_add(more_completed bigint, more_rejected bigint, more_compensated bigint,
                                more_failed bigint) RETURNS void LANGUAGE plpgsql AS $$
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

-- `more`: rows as they are now, `less`: as they were.
CREATE FUNCTION sagas_more() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION sagas_less() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION sagas_none() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM saga_counts;
    RETURN NULL;
END $$;

CREATE TRIGGER sagas_counted_in AFTER INSERT ON sagas REFERENCING NEW TABLE AS more
    FOR EACH STATEMENT EXECUTE FUNCTION sagas_more();
CREATE TRIGGER sagas_counted_again AFTER UPDATE ON sagas REFERENCING NEW TABLE AS more
    FOR EACH STATEMENT EXECUTE FUNCTION sagas_more();
CREATE TRIGGER sagas_counted_before AFTER UPDATE ON sagas REFERENCING OLD TABLE AS less
    FOR EACH STATEMENT EXECUTE FUNCTION sagas_less();
CREATE TRIGGER sagas_counted_out AFTER DELETE ON sagas REFERENCING OLD TABLE AS less
    FOR EACH STATEMENT EXECUTE FUNCTION sagas_less();
CREATE TRIGGER sagas_counted_out_all AFTER TRUNCATE ON sagas FOR EACH STATEMENT EXECUTE FUNCTION sagas_none();

-- Making the triggers has locked out whoever writes, until this is committed.
INSERT INTO saga_counts (completed, rejected, compensated, failed)
SELECT count(*) FILTER (WHERE ended = 'COMPLETED'), count(*) FILTER (WHERE ended = 'REJECTED'),
       count(*) FILTER (WHERE ended = 'COMPENSATED'), count(*) FILTER (WHERE ended = 'FAILED')
FROM sagas WHERE ended IS NOT NULL;
"""


class Migration(migrations.Migration):
    """A table, and triggers."""

    dependencies = [("models", "0005_history")]

    operations = [ops.RunSQL(_UP)]
