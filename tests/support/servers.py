"""Servers for the tests: one PostgreSQL and one Redis a run, a database cloned from a migrated template each test.

They are embedded, unless DATABASE_URL or REDIS_URL say otherwise: then everything happens in databases and under key
prefixes of its own there.
"""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from embedded.servers import boot
from models.scratch_databases import scratch_database
from tests.support.forked import completed
from tests.support.installation import Servers, named
from tests.support.scratch import scratch_folder


@asynccontextmanager
async def running_servers() -> AsyncIterator[Servers]:
    """A run's servers, and the template: migrated and seeded by the commands that users run."""
    with ExitStack() as stack:
        database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
        if not (database_url and redis_url):
            state = stack.enter_context(scratch_folder())
            embedded = stack.enter_context(boot(state, postgres=not database_url, redis=not redis_url, fast=True))
            database_url = database_url or embedded.database_url
            redis_url = redis_url or embedded.redis_url
        assert database_url
        assert redis_url
        async with scratch_database(database_url, "template") as template:
            urls = {"DATABASE_URL": named(database_url, template), "REDIS_URL": redis_url}
            assert (await completed("prepare", **urls))[0] == 0
            yield Servers(database_url, redis_url, template)
