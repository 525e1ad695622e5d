"""Makes the dump of a release's database with sagas in every state of being under way.

Run once for a release, by hand (`python -m tests.data.keep_release FOLDER`); what it wrote is kept, never made again:
later code has to bring to an end what this release began.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from app.container import Container
from app.settings import Settings
from commands.demo_term.seeding import seed_demo
from embedded.executables import find_postgres
from embedded.servers import boot
from enrollment.submission import Submission
from enrollment.task import TaskKind
from models.database import migrate
from models.saga_control import SagaControl
from tests.support.engine import accept, submission

_NOT_EVERYWHERE = ("\\restrict", "\\unrestrict", "SET transaction_timeout")
"""Lines that older servers or other clients do not understand."""


async def leave_under_way(settings: Settings) -> None:
    """Some tasks final, some not begun, one in a dead worker's hands, one cancelled, one stuck, a drop waiting."""
    async with Container.connected(settings) as container, container.worker() as worker:
        await seed_demo(container)
        await worker.heartbeat.beat()
        done = await accept(container, *(submission(f"EST{n:03}", ["G-ELC102-E"]) for n in range(1, 4)))
        for saga_id in done:
            await worker.executor.execute(saga_id)
        await accept(container, *(submission(f"EST{n:03}", ["G-ELC106-E", "G-LIN100-B"]) for n in range(4, 10)))
        await accept(container, _drop("EST001", "G-ELC102-E"), submission("EST001", ["G-ELC102-D"]))
        [held] = await accept(container, submission("EST010", ["G-ELC106-E"]))
        await worker.executor._claiming.submit(held)
        [cancelled] = await accept(container, submission("EST011", ["G-ELC106-E"]))
        await SagaControl(container.database).request_cancel(cancelled, actor="EST011", reason="changed my mind")
        [stuck] = await accept(container, submission("EST012", ["G-ELC106-E"]))
        await container.database.query(
            "UPDATE sagas SET stalled = $2 WHERE id = $1", stuck, container.settings.worker.max_stalled_claims
        )
        await worker.executor.execute(stuck)
        await container.database.query("UPDATE workers SET heartbeat_at = now() - interval '1 hour'")


def _drop(student: str, group: str) -> Submission:
    return submission(student, [group], kind=TaskKind.DROP)


def dump(database_url: str) -> str:
    """The database as SQL that any PostgreSQL from 15 on can read through any client."""
    program = find_postgres().path.with_name("pg_dump")
    text = subprocess.run(
        [program, "--inserts", "--no-owner", database_url], check=True, capture_output=True, text=True
    ).stdout
    lines = (line for line in text.splitlines() if not line.startswith(_NOT_EVERYWHERE))
    return "\n".join(line for line in lines if line and not line.startswith("--")) + "\n"


def main(folder: Path) -> None:
    """Write `folder`/database.sql."""
    with tempfile.TemporaryDirectory() as state:
        Path(state).chmod(0o711)
        with boot(Path(state)) as servers:
            assert servers.database_url
            asyncio.run(migrate(servers.database_url))
            settings = Settings(database_url=servers.database_url, redis_url=servers.redis_url)
            asyncio.run(leave_under_way(settings))
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "database.sql").write_text(dump(servers.database_url))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
