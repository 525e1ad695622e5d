"""The embedded servers: started once however many processes ask, used by all of them, stopped when they should be."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import asyncpg
import psutil
import pytest
from redis.asyncio import Redis

from embedded import state_dir
from embedded.executables import EmbeddedServerError
from embedded.readiness import Readiness, postgres_readiness
from embedded.servers import EmbeddedServers, boot, default_state_dir
from tests.support.poll import wait_for
from tests.support.scratch import scratch_folder

BOOTER = """
import sys
from pathlib import Path
from embedded.servers import boot
with boot(Path(sys.argv[1]), fast=True) as servers:
    print(*servers.started, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def state() -> Iterator[Path]:
    with scratch_folder() as folder:
        yield folder / "state"


def booter(state: Path) -> subprocess.Popen[str]:
    """Another process that boots, prints what it started, and stops at the end of its input."""
    command = [sys.executable, "-c", BOOTER, str(state)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def started_by(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout
    return process.stdout.readline().split()


def servers_of(state: Path) -> list[psutil.Process]:
    """The running server processes that have this folder in their command lines."""
    found = []
    for process in psutil.process_iter(["name", "cmdline", "status"]):
        words = " ".join(process.info["cmdline"] or [])
        if str(state) in words and process.info["name"] in {"postgres", "valkey-server", "redis-server"}:
            found.append(process)
    return found


async def number_in(servers: EmbeddedServers, query: str, *, after: str = "SELECT") -> int:
    """The number that a query gives, after another statement."""
    connection = await asyncpg.connect(servers.database_url)
    try:
        await connection.execute(after)
        return int(await connection.fetchval(query))
    finally:
        await connection.close()


async def key_in(servers: EmbeddedServers, *write: str) -> str | None:
    """The value of the key `k`, after writing it if there is something to write."""
    assert servers.redis_url
    async with Redis.from_url(servers.redis_url, decode_responses=True) as client:
        for value in write:
            await client.set("k", value)
        return str(await client.get("k"))


async def test_data_survives_a_stop(state: Path) -> None:
    with boot(state) as servers:
        assert set(servers.started) == {"postgres", "redis"}
        await number_in(servers, "SELECT n FROM t", after="CREATE TABLE t AS SELECT 42 AS n")
        await key_in(servers, "kept")
    assert servers_of(state) == []
    with boot(state) as servers:
        assert await number_in(servers, "SELECT n FROM t") == 42
        assert await key_in(servers) == "kept"


async def test_text_is_utf8_whatever_the_locale(state: Path) -> None:
    with boot(state, redis=False, fast=True) as servers:
        assert servers.redis_url is None
        assert set(servers.started) == {"postgres"}
        assert await number_in(servers, "SELECT (upper('éßñ') = 'ÉßÑ' AND 'É' ~* 'é')::int") == 1


async def test_a_second_boot_attaches_and_stops_nothing(state: Path) -> None:
    with boot(state, fast=True) as first:
        with boot(state, fast=True) as second:
            assert second.started == {}
            assert second.database_url == first.database_url
        assert first.dead() == []
        assert await number_in(first, "SELECT 1") == 1


def test_eight_simultaneous_boots_start_one_pair(state: Path) -> None:
    processes = [booter(state) for _ in range(8)]
    started = [name for process in processes for name in started_by(process)]
    assert sorted(started) == ["postgres", "redis"]
    for process in processes:
        process.communicate("", timeout=120)
    assert [process.returncode for process in processes] == [0] * 8
    assert servers_of(state) == []


def test_a_folder_that_many_make_together_is_there_once_with_its_mode(state: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(100):
            folder, together = state / str(number), Barrier(8)

            def make(folder: Path = folder, together: Barrier = together) -> Path:
                together.wait()
                return state_dir.prepare(folder).path

            made = [pool.submit(make) for _ in range(8)]
            assert {one.result() for one in made} == {folder}
            assert stat.S_IMODE(folder.stat().st_mode) & 0o007 == 0
    assert {folder.name for folder in state.iterdir()} == {str(number) for number in range(100)}, "nothing else is left"


async def test_a_path_with_spaces_and_accents(state: Path) -> None:
    with boot(state / "mi matrícula 100%", fast=True) as servers:
        assert await number_in(servers, "SELECT 1") == 1
        assert await key_in(servers, "there") == "there"


async def test_a_path_too_long_for_a_socket(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(state.parent))
    with boot(state / ("long" * 30), fast=True) as servers:
        assert servers.state_dir.sockets.parent == state.parent
        assert servers.state_dir.sockets.stat().st_mode & 0o777 == 0o700
        assert await number_in(servers, "SELECT 1") == 1
        assert await key_in(servers, "there") == "there"


def test_a_folder_that_others_may_enter_is_not_trusted(state: Path) -> None:
    run = state / "run"
    run.mkdir(parents=True)
    run.chmod(0o755)
    for folder in (state, state.parent):
        folder.chmod(0o711)
    with pytest.raises(EmbeddedServerError, match="not a private folder of ours"):
        boot(state)


def test_only_the_servers_account_gets_anywhere_in_the_folder(state: Path) -> None:
    servers = EmbeddedServers(state, postgres=False, fast=True)
    (state / "redis.log").touch()
    (state / "redis.log").chmod(0o644)  # as earlier releases made it
    with servers:
        servers.ensure_running()
        assert state.stat().st_mode & 0o007 == 0
        modes = {name: (state / name).stat().st_mode & 0o077 for name in ("redis", "run", "lock", "redis.log")}
        assert set(modes.values()) == {0}, modes


def test_what_a_killed_initdb_left_is_not_used(state: Path) -> None:
    debris = state / "pg.tmp"
    debris.mkdir(parents=True)
    state.chmod(0o711)
    (debris / "PG_VERSION").write_text("18\n")
    with boot(state, redis=False, fast=True) as servers:
        assert postgres_readiness(servers.state_dir.postgres_socket) is Readiness.READY
    assert not debris.exists()


def test_data_of_another_major_version_is_refused(state: Path) -> None:
    with boot(state, redis=False, fast=True):
        pass
    (state / "pg" / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 9"):
        boot(state)
    assert servers_of(state) == []


async def test_killed_servers_come_back_with_their_data(state: Path) -> None:
    with boot(state) as servers:
        await number_in(servers, "SELECT n FROM t", after="CREATE TABLE t AS SELECT 42 AS n")
        for server in servers.started.values():
            server.kill()
            server.wait()
        assert servers.dead() == ["postgres", "redis"]
        servers.ensure_running()
        assert servers.dead() == []
        assert await number_in(servers, "SELECT n FROM t") == 42


def test_an_immediate_stop_of_postgres(state: Path) -> None:
    with boot(state, redis=False) as servers:
        servers.started["postgres"].send_signal(signal.SIGQUIT)
        servers.started["postgres"].wait(10)
        servers.ensure_running()
        assert postgres_readiness(servers.state_dir.postgres_socket) is Readiness.READY


def test_frozen_servers_can_be_stopped(state: Path) -> None:
    with boot(state, fast=True) as servers:
        for server in servers.started.values():
            server.send_signal(signal.SIGSTOP)
    assert servers_of(state) == []


if sys.platform == "linux":  # no other system ends children with their parent

    def test_kill_9_of_the_starter_leaves_nothing_within_two_seconds(state: Path) -> None:
        process = booter(state)
        assert started_by(process) == ["postgres", "redis"]
        assert len(servers_of(state)) >= 2
        process.kill()
        process.communicate()
        wait_for(lambda: not servers_of(state), 2, "the end of the servers")


def test_servers_stop_even_if_their_folder_was_deleted(state: Path) -> None:
    with boot(state, fast=True):
        shutil.rmtree(state)
    assert servers_of(state) == []


def test_postgres_ignores_the_port_of_its_environment(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "6543")
    with boot(state, redis=False, fast=True) as servers:
        assert servers.state_dir.postgres_socket.exists()


def test_what_the_system_refuses_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedServerError, match=r"cannot run in .*file/state.*Not a directory"):
        boot(tmp_path / "file" / "state")


def test_the_default_state_is_beside_the_code_unless_others_cannot_enter_there(state: Path) -> None:
    state.mkdir()
    state.chmod(0o711)
    assert default_state_dir(state) == state / ".state"
    state.chmod(0o700)
    assert default_state_dir(state) == (state_dir.ROOT_STATE_DIR if os.geteuid() == 0 else state / ".state")
    assert state.stat().st_mode & 0o777 == 0o700


def test_no_port_is_opened(state: Path) -> None:
    with boot(state, fast=True):
        listening = [
            connection
            for process in servers_of(state)
            for connection in process.net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        ]
        assert listening == []


OWNER = """
import sys
from embedded.state_dir import temporary_state_dir
with temporary_state_dir("test") as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_the_folder_of_a_killed_process_is_deleted_by_the_next_one_and_that_of_a_living_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "registro-of-mine").mkdir()

    def owner() -> tuple[subprocess.Popen[str], Path]:
        process = subprocess.Popen(
            [sys.executable, "-c", OWNER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )
        return process, Path(*started_by(process))

    (living, kept), (killed, abandoned) = owner(), owner()
    killed.kill()
    killed.communicate()
    assert abandoned.is_dir()
    with state_dir.temporary_state_dir("test") as mine:
        assert sorted(tmp_path.iterdir()) == sorted([kept, mine, tmp_path / "registro-of-mine"])
    living.communicate()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "registro-of-mine"]
