"""The programs in docs/recipes.md, taken from the page and run as they stand there."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commands.demo_term.billing import DECLINED_STUDENTS
from tests.support.installation import Installation, Servers
from tests.support.machine import CLIENTS, ROOT, ended, node, there
from tests.support.poll import within
from tests.support.tokens import token

pytestmark = pytest.mark.machine

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
PROGRAM = re.compile(r"^```\w+\n((?:#|//) (\S+\.\w+)\n.*?)^```$", re.DOTALL | re.MULTILINE)
PROGRAMS = {name: text for text, name in PROGRAM.findall(PAGE)}
UNBUFFERED = {".py": ("-u",)}
GROUPS = ("G-ELC102-E", "G-ELC106-E")


@pytest.fixture(scope="module")
async def place(servers: Servers) -> AsyncIterator[Installation]:
    async with servers.installation() as made:
        await made.start()
        yield made


def runner(name: str, folder: Path) -> Path:
    """What runs the program, with the packages that the page says to install."""
    match Path(name).suffix:
        case ".sh":
            return there(Path("/bin/sh"))
        case ".py":
            return there(CLIENTS / ".venv" / "bin" / "python")
        case _:
            (folder / "node_modules").symlink_to(there(CLIENTS / "node_modules"))
            return node()


def test_every_block_is_a_program_or_has_no_language_of_one() -> None:
    blocks = re.findall(r"^```(?:sh|python|js)$", PAGE, re.MULTILINE)
    assert len(blocks) == len(PROGRAMS)
    assert list(PROGRAMS) == ["enroll.sh", "enroll.py", "enroll-apollo.mjs", "enroll-urql.mjs"]


@pytest.mark.parametrize("name", PROGRAMS)
async def test_a_recipe_works(name: str, place: Installation, tmp_path: Path) -> None:
    program = tmp_path / name
    program.write_text(PROGRAMS[name], encoding="utf-8")
    (student,) = set(re.findall(r"EST\d{3}", PROGRAMS[name]))
    command = (runner(name, tmp_path), program, f"{place.processes[0].base_url}/graphql")

    code, said, complaint = await ended(*command)
    assert (code, complaint) == (0, ""), said + complaint
    assert "SUCCEEDED" in said
    assert await seats(place, student) == list(GROUPS)

    # Another run is another wish, with another key; it is refused, and the student is enrolled.
    code, said, complaint = await ended(*command)
    assert (code, complaint) == (0, ""), said + complaint
    assert "ALREADY_ENROLLED" in said
    assert await seats(place, student) == list(GROUPS)


def test_each_recipe_has_a_student_of_its_own_whom_billing_does_not_decline() -> None:
    students = [student for text in PROGRAMS.values() for student in set(re.findall(r"EST\d{3}", text))]
    assert len(set(students)) == len(PROGRAMS) == len(students)
    assert not set(students) & set(DECLINED_STUDENTS)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("name", [name for name in PROGRAMS if name != "enroll.sh"])
async def test_a_recipe_outlives_the_api_it_talks_to(
    name: str, how: signal.Signals, servers: Servers, tmp_path: Path
) -> None:
    """It sees its task wait; the API goes and comes back; only then a worker begins."""
    program = tmp_path / name
    program.write_text(PROGRAMS[name], encoding="utf-8")
    async with servers.installation() as place, within(60):
        (processes,) = await place.start(workers=0)
        process = await asyncio.create_subprocess_exec(
            runner(name, tmp_path), *UNBUFFERED.get(program.suffix, ()), program, f"{processes.base_url}/graphql",
            env={**os.environ, "TOKEN": token()}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout
        try:
            while b"QUEUED" not in (line := await process.stdout.readline()):
                assert line, "it ended before it saw its task"
            (api,) = processes.children
            api.send_signal(how)
            await api.wait()
            processes.children.remove(api)
            await processes.start_api()
            await processes.wait_until_ready()
            await processes.start_worker()
            out, err = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        assert process.returncode == 0, out + err
        assert b"SUCCEEDED" in out


async def seats(place: Installation, student: str) -> list[str]:
    """Codes of the groups in which the student has a confirmed seat."""
    rows = await place.sql(
        """
        SELECT g.code FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN students s ON s.id = e.student_id
        WHERE s.code = $1 AND e.status = 'CONFIRMED' ORDER BY g.code""",
        student,
    )
    return [row["code"] for row in rows]
