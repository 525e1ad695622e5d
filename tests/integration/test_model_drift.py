"""The models say what the migrated database has: every table, column, constraint and index, in both directions.

Tortoise makes the tables of the models in an empty database, and the catalogues of the two databases are compared.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor

from models.database import tortoise_config
from models.migration_runner import migrate
from models.scratch_databases import scratch_database
from tests.support.installation import Servers, named

_NOT_EQUAL = "Tortoise's partial index takes conditions of the form column = value only"
_DESCENDING = "Tortoise's index has no descending columns"
_TRIGGER = "Tortoise has no triggers; these keep the sums in saga_counts"

ONLY_IN_DATABASE = {
    'saga_steps: PRIMARY KEY (saga_id, "position")': "Tortoise has no composite key; `StepRow` names the saga alone",
    'batch_rows: PRIMARY KEY (batch_id, "row")': "the same; `BatchedRow` names the batch alone",
    "saga_counts: column shard integer NOT NULL IDENTITY": "Tortoise makes a serial of every integer key",
    "sagas: column ended character varying(16) GENERATED "
    "CASE WHEN (finished_at IS NOT NULL) THEN status ELSE NULL::character varying END": (
        "Tortoise leaves a generated column out of what it writes, and has no expression for it"
    ),
    "enrollments: btree (student_id, created_at DESC, id DESC)": _DESCENDING,
    "sagas: btree (student_id, accepted DESC)": _DESCENDING,
    "sagas: btree (accepted) WHERE (ended IS NULL)": _NOT_EQUAL,
    "sagas: btree (accepted) WHERE ((batch_id IS NOT NULL) AND (ended IS NULL))": _NOT_EQUAL,
    "sagas: btree (student_id, term_id, accepted) WHERE (finished_at IS NULL)": _NOT_EQUAL,
    "sagas: btree (due_at) WHERE (due_at IS NOT NULL)": _NOT_EQUAL,
    "seat_holds: btree (offered_until) WHERE (offered_until IS NOT NULL)": _NOT_EQUAL,
    "groups: btree (releases_at) WHERE (releases_at IS NOT NULL)": _NOT_EQUAL,
    "audit_log: btree (course_code, at, id) WHERE (course_code IS NOT NULL)": _NOT_EQUAL,
    "audit_log: gin (group_codes) WHERE (group_codes IS NOT NULL)": _NOT_EQUAL,
    "sagas: btree (kind, ended, accepted_at, accepted) WHERE (ended IS NOT NULL)": _NOT_EQUAL,
    "sagas: btree (term_id, kind, ended, accepted_at, accepted) WHERE (ended IS NOT NULL)": _NOT_EQUAL,
    "sagas: btree (correlation_id, accepted_at, accepted) WHERE (ended IS NOT NULL)": _NOT_EQUAL,
    "sagas: btree (idempotency_key) WHERE (key_released_at IS NOT NULL)": _NOT_EQUAL,
    "sagas: btree (key_expires_at, accepted) WHERE (key_released_at IS NOT NULL)": _NOT_EQUAL,
    "sagas: btree (key_expires_at, accepted) WHERE (key_released_at IS NULL)": _NOT_EQUAL,
    "students: btree (similar_code((code)::text))": "Tortoise's index has no expression",
    "overrides: trigger overrides_mark": "Tortoise has no triggers; this keeps students.overridden",
    "sagas: trigger sagas_counted_in": _TRIGGER,
    "sagas: trigger sagas_counted_before": _TRIGGER,
    "sagas: trigger sagas_counted_again": _TRIGGER,
    "sagas: trigger sagas_counted_out": _TRIGGER,
    "sagas: trigger sagas_counted_out_all": _TRIGGER,
}
"""What no model can say, with the reason."""

ONLY_IN_MODELS = {
    "saga_steps: btree (saga_id)": "what Tortoise makes of a relation that is a key",
    "batch_rows: btree (batch_id)": "the same",
    "saga_counts: column shard integer NOT NULL DEFAULT nextval('saga_counts_shard_seq'::regclass)": (
        "stands for the identity column"
    ),
    "sagas: column ended character varying(16)": "stands for the generated column",
}
"""What the models say instead."""

_CATALOGUE = """
WITH tables AS (
    SELECT oid, relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'tortoise_migrations')
SELECT format('%s: column %s %s', t.name, a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    CASE WHEN a.attgenerated = '' THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END,
    CASE WHEN a.attgenerated <> '' THEN 'GENERATED ' || pg_get_expr(d.adbin, d.adrelid) END,
    CASE WHEN a.attidentity <> '' THEN 'IDENTITY' END)) AS line
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT format('%s: %s', t.name, pg_get_constraintdef(c.oid)) FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
WHERE c.contype <> 't'
UNION ALL
SELECT format('%s: %s', t.name,
              regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX .* USING ', '\\1'))
FROM tables t JOIN pg_index i ON i.indrelid = t.oid
WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))
UNION ALL
SELECT format('%s: trigger %s', t.name, g.tgname) FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid
WHERE NOT g.tgisinternal"""


async def test_models_and_database_say_the_same_but_for_what_tortoise_cannot_say(servers: Servers) -> None:
    async with _empty_database(servers) as migrated, _empty_database(servers) as modelled:
        await migrate(migrated)
        await _make_tables_of_models(modelled)
        in_database, in_models = await _catalogue(migrated), await _catalogue(modelled)
    assert in_database - in_models == ONLY_IN_DATABASE.keys()
    assert in_models - in_database == ONLY_IN_MODELS.keys()


async def test_makemigrations_finds_nothing_to_do(servers: Servers) -> None:
    settings = tortoise_config(servers.database_url, pool_size=1)
    async with TortoiseContext() as tortoise:
        await tortoise.init(config=settings)
        assert tortoise.apps is not None
        found = await MigrationAutodetector(tortoise.apps, settings["apps"]).changes()
    assert [operation.describe() for migration in found for operation in migration.operations] == []


@asynccontextmanager
async def _empty_database(servers: Servers) -> AsyncIterator[str]:
    async with scratch_database(servers.database_url, "drift") as name:
        yield named(servers.database_url, name)


async def _make_tables_of_models(url: str) -> None:
    async with TortoiseContext() as tortoise:
        await tortoise.init(config=tortoise_config(url, pool_size=1))
        await tortoise.generate_schemas(safe=False)
        assert tortoise.apps is not None
        editor = AsyncpgSchemaEditor(tortoise.connections.get("default"))
        for model in tortoise.apps["models"].values():
            for constraint in model._meta.constraints:  # `generate_schemas` leaves these out
                await editor.add_constraint(model, constraint)


async def _catalogue(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    try:
        return {" ".join(row["line"].split()) for row in await connection.fetch(_CATALOGUE)}
    finally:
        await connection.close()
