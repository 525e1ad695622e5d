"""gql from PyPI, over each of its transports."""

import pytest

from tests.support.installation import Servers
from tests.support.machine import CLIENTS, ended, there

pytestmark = pytest.mark.machine


async def test_gql_asks_changes_and_subscribes(servers: Servers) -> None:
    python = there(CLIENTS / ".venv" / "bin" / "python")
    async with servers.installation() as installation:
        (processes,) = await installation.start()
        students = [f"EST{number:03}" for number in range(1, 9)]
        code, said, complaint = await ended(python, "gql_check.py", f"{processes.base_url}/graphql", *students)
    assert code == 0, said + complaint
    assert said.count("ok ") == 9, said
