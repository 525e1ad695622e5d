"""The APIs that the suites are run against."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from commands.processes import Child
from tests.support.installation import Installation, Servers

CLOSED = {"REGISTRO_PROFILE": "closed"}


@dataclass(frozen=True, slots=True)
class Place:
    """An open API with a worker, and a closed API, on one database.

    Attributes:
        examples: most requests that schemathesis makes up for a root field.
    """

    installation: Installation
    examples: int

    @property
    def base_url(self) -> str:
        return self.installation.processes[0].base_url

    @property
    def url(self) -> str:
        return f"{self.base_url}/graphql"

    @property
    def closed_base_url(self) -> str:
        return self.installation.processes[1].base_url

    @property
    def workers(self) -> list[Child]:
        return [child for child in self.installation.processes[0].children if child.name.startswith("worker")]


@asynccontextmanager
async def running(servers: Servers, examples: int) -> AsyncIterator[Place]:
    """A place of its own."""
    async with servers.installation() as installation:
        await installation.start()
        await installation.start(workers=0, environment=CLOSED)
        yield Place(installation, examples)
