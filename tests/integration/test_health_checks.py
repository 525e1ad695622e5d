"""The health checks of compose.yml, against real processes."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any, cast

import yaml

from tests.support.installation import Installation
from tests.support.poll import wait_for_async
from tests.support.processes import frozen

COMPOSE = Path(__file__).parents[2] / "compose.yml"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]


async def test_a_worker_is_well_until_it_is_frozen_and_an_api_until_it_is_gone(
    installation: Installation,
) -> None:
    (processes,) = await installation.start()
    worker = next(child for child in processes.children if child.name.startswith("worker"))

    async def ill() -> bool:
        return await _health("worker", installation) != 0

    assert not await ill()
    assert await _health("api", installation, processes.base_url) == 0

    with frozen(worker):
        await wait_for_async(ill, 20, "a frozen worker is unhealthy")
    await installation.stop()
    assert await _health("api", installation, processes.base_url) != 0


async def _health(name: str, installation: Installation, base_url: str = "") -> int:
    kind, program, *arguments = cast("list[str]", SERVICES[name]["healthcheck"]["test"])
    assert kind == "CMD"
    # The programs of the image, as they stand in this environment.
    start = {"python": [], "registro": ["-m", "commands"]}[program]
    arguments = [argument.replace("http://127.0.0.1:8003", base_url) for argument in arguments]
    environment = {**os.environ, **installation.environment, "DATABASE_URL": installation.database_url}
    check = await asyncio.create_subprocess_exec(
        *(sys.executable, *start, *arguments), env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    return await check.wait()
