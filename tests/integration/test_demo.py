"""`registro demo`, which leaves nothing behind."""

import asyncio
import os
import signal
import sys

from tests.support.poll import wait_for
from tests.support.scratch import scratch_folder


async def test_stopped_midway_it_leaves_nothing() -> None:
    with scratch_folder() as temporary:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "commands", "demo", "--json"),
            env={**os.environ, "DATABASE_URL": "", "REDIS_URL": "", "TMPDIR": str(temporary)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            wait_for(lambda: any(temporary.glob("registro-demo-*/pg*")), 30, "its servers are being made")
            process.terminate()
            await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        assert process.returncode == 128 + signal.SIGTERM
        assert not list(temporary.glob("registro-*"))
