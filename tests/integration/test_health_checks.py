"""The health checks of compose.yml, against real processes."""

import asyncio
import os
import sys

from tests.support.compose import Service
from tests.support.installation import Installation
from tests.support.poll import wait_for_async
from tests.support.processes import frozen


async def test_a_process_is_well_until_it_is_frozen_or_gone(installation: Installation) -> None:
    (processes,) = await installation.start()
    worker = next(child for child in processes.children if child.name.startswith("worker"))
    api = next(child for child in processes.children if child.name.startswith("api"))
    port = processes.base_url.rpartition(":")[2]

    async def ill() -> bool:
        return await _health("worker", installation) != 0

    assert not await ill()
    assert await _health("api", installation, port) == 0

    with frozen(worker, api):
        await wait_for_async(ill, 20, "a frozen worker is unhealthy")
        assert await _health("api", installation, port) != 0
    await installation.stop()
    assert await _health("api", installation, port) != 0


async def _health(name: str, installation: Installation, port: str = "1") -> int:
    program, *arguments = Service(name, {}, {}).health_check
    assert program == "registro"
    environment = {**os.environ, **installation.environment, "DATABASE_URL": installation.database_url, "PORT": port}
    check = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commands", *arguments), env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    return await check.wait()
