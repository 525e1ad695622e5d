"""What most tests need: servers, an installation, a running API and a client of it."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, settings

from app.container import Container
from commands.graphql_client import GraphQLClient
from tests.support import both_ways
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.servers import running_servers
from tests.support.tokens import signed_in

# Without limits of time, which a busy machine exceeds.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture(scope="session")
async def servers() -> AsyncIterator[Servers]:
    """The run's servers."""
    async with running_servers() as made:
        yield made


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
    """An installation for all api tests, its API and worker running. Tests keep apart by taking different students.

    Queries are executed both ways there, compiled and by graphql-core.
    """
    async with servers.installation() as made:
        await made.sql("UPDATE groups SET capacity = 1000 WHERE code IN ('G-ELC102-E', 'G-ELC106-E')")  # for all
        await made.start(command=both_ways.COMMAND)
        yield made


@pytest.fixture
async def api(live: Installation) -> AsyncIterator[GraphQLClient]:
    """A client of the running API. What the test has begun there has ended before the next test begins."""
    async with signed_in(live.processes[0].base_url) as client:
        yield client

    async def nothing_runs() -> bool:
        return not await live.sql("SELECT FROM sagas WHERE finished_at IS NULL AND status <> 'STUCK' LIMIT 1")

    await wait_for_async(nothing_runs, 30, "the ends of all tasks")
