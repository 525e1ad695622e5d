"""Servers for the tests: one PostgreSQL and one Redis a run, a database cloned from a migrated template each test.

They are embedded, unless DATABASE_URL or REDIS_URL say otherwise: then everything happens in databases and under key
prefixes of its own there.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack
from uuid import uuid4

import pytest

from app.container import Container
from commands.graphql_client import GraphQLClient
from embedded.servers import boot
from tests.support.installation import QUICK, Installation, Servers, named
from tests.support.scratch import scratch_folder
from tests.support.tokens import signed_in


@pytest.fixture(scope="session")
async def servers() -> AsyncIterator[Servers]:
    """The run's servers, and the template: migrated and seeded by the commands that users run."""
    with ExitStack() as stack:
        database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
        if not (database_url and redis_url):
            state = stack.enter_context(scratch_folder())
            embedded = stack.enter_context(boot(state, postgres=not database_url, redis=not redis_url, fast=True))
            database_url = database_url or embedded.database_url
            redis_url = redis_url or embedded.redis_url
        assert database_url
        assert redis_url
        template = f"registro_template_{uuid4().hex[:12]}"
        made = Servers(database_url, redis_url, template)
        await made.execute(f'CREATE DATABASE "{template}"')
        try:
            environment = {**os.environ, "DATABASE_URL": named(database_url, template), "REDIS_URL": redis_url}
            prepare = await asyncio.create_subprocess_exec(sys.executable, "-m", "commands", "prepare", env=environment)
            assert await prepare.wait() == 0
            yield made
        finally:
            await made.execute(f'DROP DATABASE "{template}" WITH (FORCE)')


@pytest.fixture
async def installation(servers: Servers) -> AsyncIterator[Installation]:
    """An installation of the test's own, with the demo term and short leases; nothing runs yet."""
    async with servers.installation(QUICK) as made:
        yield made


@pytest.fixture
async def container(installation: Installation) -> AsyncIterator[Container]:
    """The installation's container, its database connected inside the test."""
    async with Container.connected(installation.settings()) as made:
        yield made


@pytest.fixture(scope="session")
async def live(servers: Servers) -> AsyncIterator[Installation]:
    """An installation for all api tests, its API and worker running. Tests keep apart by taking different students."""
    async with servers.installation() as made:
        await made.start()
        yield made


@pytest.fixture
async def api(live: Installation) -> AsyncIterator[GraphQLClient]:
    """A client of the running API."""
    async with signed_in(live.processes[0].base_url) as client:
        yield client
