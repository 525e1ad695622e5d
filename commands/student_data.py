"""`registro student-data`: writes what the database has about one student."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_text, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from enrollment.text import normalized
from kit.errors import DatabaseUnavailable
from models.retention import Retention
from models.student_rows import StudentData, read_student_data


def run(settings: Settings, code: str, out: Path | None) -> int:
    """Write it. Returns 1 if there is no such student, or if the file or the database cannot be used."""
    code = normalized(code)
    try:
        with stdout_to_stderr(), open_database(settings) as usable:
            data = asyncio.run(_read(usable, code))
        if data is None:
            return fail(f"There is no student with code {code}.", as_json=False)
        text = msgspec.json.format(msgspec.json.encode(data)).decode() + "\n"
        if out is None:
            print_text(text)
        else:
            _write_private(out, text)
    except (EmbeddedServerError, OSError) as error:
        return fail(str(error), as_json=False)
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=False)
    return 0


async def _read(settings: Settings, code: str) -> StudentData | None:
    await ensure_tables(settings)
    async with Container.connected(settings) as container:
        data = await read_student_data(container.database, code)
        before = await Retention(container.database).archived_before()
    return None if data is None else {"written_at": datetime.now(UTC), "archived_before": before, **data}


def _write_private(path: Path, text: str) -> None:
    """A new file that no one else may read. Raises OSError, also if there is one of this name."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
