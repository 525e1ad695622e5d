"""The database is connected to as its URL says; a final refusal is a sentence, and a passing one is waited out."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from structlog.testing import capture_logs

from app.startup import wait_for_database
from commands.processes import Processes, free_port
from kit.errors import DatabaseRefused, DatabaseUnavailable
from models.database import Database
from models.database_url import DatabaseUrl, with_database
from models.migration_runner import migrate
from tests.support.forked import completed, forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import until, wait_for_async, within
from tests.support.processes import beats
from tests.support.relay import relay, to_postgres
from tests.support.tls import Certificate, certificate, tls_port
from tests.support.tokens import KEYS

SOON = 60.0
"""Seconds."""


@pytest.fixture
async def port(installation: Installation) -> AsyncIterator[int]:
    """Where the database is reached by TCP."""
    async with relay(installation.database_url) as given:
        yield given


@asynccontextmanager
async def strange_server(answer: bytes) -> AsyncIterator[int]:
    """The port of a server that gives this answer to the first message, which asks for TLS, and no other."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await reader.readexactly(8)
        writer.write(answer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in writers:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


def by_tcp(installation: Installation, hosts: str, query: str = "") -> str:
    """The installation's URL at these hosts."""
    parsed = DatabaseUrl.parse(installation.database_url)
    login = parsed.user if parsed.password is None else f"{parsed.user}:{parsed.password}"
    return f"postgresql://{login}@{hosts}/{parsed.database}?{query}"


@pytest.mark.parametrize(
    "query",
    [
        *(f"sslmode={mode}" for mode in ("disable", "allow", "prefer")),
        "ssl=prefer",
        "channel_binding=require",
        "statement_cache_size=0",
        "pgbouncer=true",
        "target_session_attrs=read-write",
        "target_session_attrs=prefer-standby",
        "connect_timeout=9",
        "options=-c%20work_mem%3D1MB",
    ],
)
async def test_the_products_settings_are_in_force_however_the_url_says_to_connect(
    installation: Installation, port: int, query: str
) -> None:
    async with Database.open(by_tcp(installation, f"127.0.0.1:{port}", query), pool_size=2) as database:
        for _ in range(2):
            rows = await database.query("SELECT name, setting FROM pg_settings WHERE name = ANY($1)", list(SETTINGS))
            assert {row["name"]: row["setting"] for row in rows} == SETTINGS
        async with database.transaction() as transaction:
            rows = await transaction.query("SELECT name, setting FROM pg_settings WHERE name = ANY($1)", list(SETTINGS))
            assert {row["name"]: row["setting"] for row in rows} == SETTINGS


SETTINGS = {
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "5000",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "TimeZone": "UTC",
    "application_name": "registro",
}


async def test_the_next_host_is_used_if_one_does_not_answer(installation: Installation, port: int) -> None:
    async with strange_server(b"") as silent:
        hosts = f"127.0.0.1:{free_port()},127.0.0.1:{silent},127.0.0.1:{port}"
        async with Database.open(by_tcp(installation, hosts, "connect_timeout=1"), pool_size=1) as database:
            await database.ping()


async def test_a_server_that_is_not_what_is_wanted_is_passed_over(installation: Installation, port: int) -> None:
    url = by_tcp(installation, f"127.0.0.1:{port},127.0.0.1:{port}", "target_session_attrs=standby")
    async with Database.open(url, pool_size=1) as database:
        with pytest.raises(DatabaseUnavailable) as caught:
            await database.ping()
    assert not isinstance(caught.value, DatabaseRefused)


async def test_a_server_without_tls_is_refused_in_a_sentence_where_tls_is_asked_for(installation: Installation) -> None:
    async with strange_server(b"N") as port:
        url = by_tcp(installation, f"127.0.0.1:{port}", "sslmode=require")
        async with Database.open(url, pool_size=1) as database:
            with pytest.raises(DatabaseRefused, match="the server does not offer TLS, which sslmode asks for"):
                await database.ping()


@pytest.fixture
async def secure(installation: Installation, tmp_path: Path) -> AsyncIterator[tuple[int, Certificate]]:
    """Where the database is reached by TLS, and the server's certificate."""
    own = certificate(tmp_path)
    async with tls_port(own, partial(to_postgres, installation.database_url), postgres=True) as given:
        yield given, own


@pytest.mark.parametrize("mode", ["prefer", "require", "verify-ca", "verify-full"])
async def test_a_server_with_tls_is_used_in_every_mode(
    installation: Installation, secure: tuple[int, Certificate], mode: str
) -> None:
    port, own = secure
    root = f"&sslrootcert={own.certificate}" if mode.startswith("verify") else ""
    url = by_tcp(installation, f"localhost:{port}", f"sslmode={mode}{root}")
    async with Database.open(url, pool_size=1) as database:
        await database.ping()


@pytest.mark.parametrize(
    ("host", "query", "reason"),
    [
        ("localhost", "sslrootcert=system", "the server's certificate is not accepted: self-signed certificate"),
        (
            "127.0.0.1",
            "sslmode=verify-full&sslrootcert={}",
            "the server's certificate is not accepted: IP address mism",
        ),
    ],
)
async def test_a_certificate_that_is_not_accepted_is_a_final_refusal(
    installation: Installation, secure: tuple[int, Certificate], host: str, query: str, reason: str
) -> None:
    port, own = secure
    url = by_tcp(installation, f"{host}:{port}", query.format(own.certificate))
    async with Database.open(url, pool_size=1) as database:
        with pytest.raises(DatabaseRefused, match=reason):
            await database.ping()


async def test_what_the_url_asks_for_in_vain_is_logged(installation: Installation, port: int) -> None:
    url = by_tcp(installation, f"127.0.0.1:{port}", "channel_binding=require")
    with capture_logs() as logs:
        async with Database.open(url, pool_size=1):
            pass
    assert [line["event"] for line in logs] == ["a part of the database's URL has no effect"]


@pytest.mark.parametrize(
    "command",
    [
        *(["api"], ["worker"], ["migrate"], ["seed"], ["prepare"], ["healthy"]),
        ["replay", str(UUID(int=1))],
        ["import", str(Path(__file__).parent)],
    ],
    ids=" ".join,
)
async def test_every_command_says_in_a_sentence_that_the_database_does_not_exist(
    installation: Installation, command: list[str]
) -> None:
    url = with_database(installation.database_url, "geheim")
    code, said = await _run(installation, command, {"DATABASE_URL": url})
    assert code == 1
    [sentence] = [line for line in said.splitlines() if not line.startswith("{")]
    assert sentence == 'registro: DATABASE_URL: database "geheim" does not exist.'


@pytest.mark.parametrize(
    ("command", "query"),
    [("doctor", "sslmode=geheim"), ("migrate", "unknown=geheim"), ("api", "statement_cache_size=geheim")],
)
async def test_every_command_names_the_setting_and_not_its_secret(
    installation: Installation, command: str, query: str
) -> None:
    code, said = await _run(installation, [command], {"DATABASE_URL": f"postgresql://u:geheim@h/d?{query}"})
    assert code == 1
    [sentence] = said.splitlines()
    assert sentence.startswith("registro: DATABASE_URL: ")
    assert "geheim" not in sentence


@pytest.mark.parametrize(
    ("login", "query", "says"),
    [
        ("", "db=99999", "the server has no database with this number"),
        ("stranger:geheim@", "", "Redis refuses the user or the password"),
    ],
)
async def test_a_final_refusal_of_redis_is_a_sentence(
    installation: Installation, login: str, query: str, says: str
) -> None:
    parts = urlsplit(installation.redis_url)
    url = parts._replace(netloc=f"{login}{parts.netloc}", query=query or parts.query).geturl()
    code, said = await _run(installation, ["api"], {"REDIS_URL": url})
    assert code == 1
    [sentence] = [line for line in said.splitlines() if not line.startswith("{")]
    assert sentence.startswith(f"registro: REDIS_URL: {says}")
    assert "geheim" not in said


async def test_a_command_waits_for_a_database_that_does_not_answer_yet(installation: Installation) -> None:
    later = free_port()
    url = by_tcp(installation, f"127.0.0.1:{later}")
    with capture_logs() as logs:
        async with Database.open(url, pool_size=1) as database:
            with pytest.raises(DatabaseUnavailable):
                await wait_for_database(database, seconds=0)
            waiting = asyncio.create_task(wait_for_database(database))
            await until(lambda: bool(logs), SOON, "it says for what it waits")
            async with relay(installation.database_url, later), within(SOON):
                await waiting
    assert [line["event"] for line in logs] == ["waiting for the database", "the database answers"]


async def test_a_worker_that_waits_for_its_database_can_be_stopped(installation: Installation) -> None:
    said: list[str] = []
    processes = Processes(
        {"DATABASE_URL": by_tcp(installation, f"127.0.0.1:{free_port()}"), "REDIS_URL": installation.redis_url},
        port=free_port(),
        say=lambda _, line: said.append(line),
        spawn=forked,
    )
    worker = await processes.start_worker()
    try:
        await until(lambda: any("waiting for the database" in line for line in said), SOON, "it says for what it waits")
        assert await worker.stop() == 0
    finally:
        await processes.stop()


async def test_a_worker_that_starts_before_its_database_waits_for_it(installation: Installation) -> None:
    later, said = free_port(), list[str]()
    environment = {**installation.environment, "DATABASE_URL": by_tcp(installation, f"127.0.0.1:{later}")}
    processes = Processes(
        {"REDIS_URL": installation.redis_url, "REGISTRO_REDIS_PREFIX": installation.prefix, **environment},
        port=free_port(),
        say=lambda _, line: said.append(line),
        spawn=forked,
    )
    worker = await processes.start_worker()
    try:
        await until(lambda: any("waiting for the database" in line for line in said), SOON, "it says for what it waits")
        async with relay(installation.database_url, later):
            await beats(installation, worker)
            assert await worker.stop() == 0
    finally:
        await processes.stop()


async def test_an_api_is_not_ready_and_a_worker_waits_until_the_database_is_migrated(servers: Servers) -> None:
    async with servers.installation(QUICK, empty=True) as unmigrated:
        await _become_ready_by_migrating(unmigrated)


async def _become_ready_by_migrating(unmigrated: Installation) -> None:
    said: list[str] = []
    starting = asyncio.create_task(unmigrated.start(say=lambda _, line: said.append(line)))
    await until(
        lambda: any("waiting for `registro migrate`" in line for line in said),
        SOON,
        "the worker says for what it waits",
    )
    [processes] = unmigrated.processes
    async with httpx.AsyncClient() as http:

        async def states() -> object:
            try:
                return (await http.get(f"{processes.base_url}/readyz")).json()["checks"]
            except httpx.ConnectError:
                return None

        assert await wait_for_async(states, SOON, "the API answers") == {
            "database": "ready",
            "migrations": "unavailable",
            "redis": "ready",
        }
        assert not starting.done()
        await migrate(unmigrated.database_url)
        async with within(SOON):
            await starting
    api, worker = processes.children
    assert api.alive
    await beats(unmigrated, worker)


async def _run(installation: Installation, command: list[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """The return code of a command, and all that it prints."""
    servers = {"DATABASE_URL": installation.database_url, "REDIS_URL": installation.redis_url}
    code, out, err = await completed(*command, **{**installation.environment, **servers, **KEYS, **environment})
    return code, out + err
