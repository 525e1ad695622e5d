"""An installation as compose.yml starts it, as plain processes: the proxy, two APIs, a worker, PostgreSQL and Redis.

What is different here is where things are (addresses, folders), and how long nginx waits and how many it lets in.
"""

import asyncio
import os
import shutil
import signal
import ssl
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from commands.graphql_client import GraphQLClient
from commands.processes import free_port
from embedded.executables import accessible_path, find_postgres
from embedded.parent_death import die_with_parent
from embedded.state_dir import StateDir, prepare
from tests.support.compose import ROOT, Service
from tests.support.machine import nginx
from tests.support.poll import in_time, wait_for_async
from tests.support.scratch import scratch_folder

APIS = ("api-1", "api-2")
CONNECTIONS = 8
"""How many nginx lets one address have here."""
_SOON = 60.0
_NGINX_FILES = ("nginx.pid", "client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(slots=True)
class Deployment:
    """The installation. Each service writes to a log of its name in the folder.

    Attributes:
        state: PostgreSQL's account, its volume and its backups.
        ports: of the services, on 127.0.0.1.
        tls: knows the proxy's certificate.
    """

    folder: Path
    state: StateDir
    ports: Mapping[str, int]
    tls: ssl.SSLContext
    _moved: Mapping[str, str]
    _running: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"https://localhost:{self.ports['proxy']}"

    def service(self, name: str) -> Service:
        """A service of compose.yml, or one of its replicas, as it is here."""
        return Service(name.partition("-")[0], {"FRONT_SUBNET": "127.0.0.1/32"}, self._moved)

    async def run(self, name: str, *command: str | Path, stdin: bytes | None = None) -> bytes:
        """What a command prints that is run in a service's environment, once it has succeeded."""
        process = await self._begin(name, command, asyncio.subprocess.PIPE)
        printed, said = await in_time(process.communicate(stdin), _SOON)
        assert process.returncode == 0, f"{name}: {command}: {said.decode()}"
        return printed

    async def healthy(self, name: str) -> bool:
        """Whether a service's health check succeeds."""
        process = await self._begin(name, self.service(name).health_check, asyncio.subprocess.DEVNULL)
        return await in_time(process.wait(), _SOON) == 0

    async def start(self, *names: str) -> None:
        """Start services; returns when they are healthy, or listen where the check of that is slow."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                command = [*self.service(name).command, *self._additions(name)]
                self._running[name] = await self._begin(name, command, log.fileno())
        for name in names:
            look = partial(self._listens if name in APIS else self.healthy, name)
            if name != "worker":
                await wait_for_async(look, _SOON, f"{name} is healthy")

    async def stop(self, *names: str) -> None:
        """Stop services in order."""
        for name in names:
            process = self._running.pop(name)
            process.send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
            await in_time(process.wait(), _SOON)

    async def end(self) -> None:
        """Stop all that runs, PostgreSQL and Redis last."""
        await self.stop(*reversed(self._running))

    async def sql(self, statement: str) -> str:
        """What psql prints for it, as the superuser."""
        command = ("psql", "--username=postgres", "--dbname=registro", "-tAc", statement)
        return (await self.run("postgres", *command)).decode().strip()

    def client(self, token: str) -> GraphQLClient:
        """A client who comes in by the proxy."""
        return GraphQLClient(self.url, {"Authorization": f"Bearer {token}"}, self.tls)

    async def _begin(self, name: str, command: Sequence[str | Path], output: int) -> asyncio.subprocess.Process:
        words = [str(word) for word in command]
        environment = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", **self.service(name).environment}
        if name in APIS:
            environment["PORT"] = str(self.ports[name])
        if name == "worker":
            environment["REGISTRO_WORKER__METRICS_PORT"] = str(self.ports[name])
        account = None
        if name == "postgres":
            account = self.state.run_as
            places = {
                "PGHOST": self.state.sockets,
                "PGPORT": self.ports[name],
                "PGDATA": self.state.path / "volume" / "data",
            }
            environment |= {variable: str(place) for variable, place in places.items()}
        # The shell looks for the program on that PATH.
        words = die_with_parent(["/bin/sh", "-c", 'exec "$@"', "sh", *words], signal.SIGTERM, account)
        return await asyncio.create_subprocess_exec(
            *words, env=environment, cwd=self.folder, start_new_session=True,
            stdin=asyncio.subprocess.PIPE, stdout=output, stderr=output,
        )  # fmt: skip

    async def _listens(self, name: str) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.ports[name])
        except OSError:
            return False
        writer.close()
        return True

    def _additions(self, name: str) -> list[str]:
        """Arguments that say where things are which containers have to themselves."""
        if name == "proxy":
            return ["-c", str(self.folder / "nginx.conf")]
        if name == "postgres":
            return ["-k", str(self.state.sockets), "-c", f"port={self.ports[name]}", "-c", "listen_addresses=127.0.0.1"]
        return []


@asynccontextmanager
async def deployment() -> AsyncIterator[Deployment]:
    """It runs, with the demo term in it, until the block ends."""
    with scratch_folder() as folder:
        state = prepare(folder / "state")
        ports = {name: free_port() for name in ("proxy", *APIS, "worker", "postgres", "redis")}
        private, scripts = folder / "private", folder / "postgres"
        setup = await asyncio.create_subprocess_exec(
            "sh", ROOT / "deploy" / "prepare.sh", private, stdout=asyncio.subprocess.DEVNULL
        )
        assert await setup.wait() == 0
        private.chmod(0o755)  # in a container there is no folder around them
        shutil.copytree(ROOT / "deploy" / "postgres", scripts)
        moved = {
            "0.0.0.0": "127.0.0.1",
            "/run/secrets": str(private),
            "/opt/registro": str(scripts),
            "/etc/redis.conf": str(folder / "redis.conf"),
            "/backups": str(state.private_folder("backups")),
            "@postgres:5432": f"@127.0.0.1:{ports['postgres']}",
            "redis:6379": f"127.0.0.1:{ports['redis']}",
            "redis-cli ping": f"redis-cli -p {ports['redis']} ping",
            "127.0.0.1:8443": f"127.0.0.1:{ports['proxy']}",
        }
        tls = ssl.create_default_context(cafile=private / "tls_certificate")
        made = Deployment(folder, state, ports, tls, moved)
        _place_programs(made)
        _place_configurations(made)
        try:
            await _up(made)
            yield made
        finally:
            await made.end()


async def _up(made: Deployment) -> None:
    """What `docker compose up` does, and what the images do that it uses."""
    made.state.private_folder("volume")
    await made.run(
        "postgres", "initdb", "--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256",
        "--encoding=UTF8", "--locale=C", "--no-sync",
    )  # fmt: skip
    await made.start("postgres", "redis")
    role, password = made.folder / "postgres" / "create-role.sql", made.folder / "private" / "database_password"
    await made.run("postgres", "psql", "--username=postgres", "--set", f"password_file={password}", f"--file={role}")
    await made.run("migrate", *made.service("migrate").command)
    await made.run("migrate", "registro", "seed")
    await made.start(*APIS, "worker", "proxy")


def _place_programs(made: Deployment) -> None:
    """Those that images have and this machine need not have on its PATH."""
    programs = made.folder / "bin"
    programs.mkdir()
    postgres = accessible_path(find_postgres(), made.state.run_as, made.state.path / "bin")
    for program in (*postgres.parent.iterdir(), nginx(), Path(sys.executable).with_name("registro")):
        (programs / program.name).symlink_to(program)


def _place_configurations(made: Deployment) -> None:
    """Those of the images, with what is elsewhere here. Each change is of something that is there once."""
    redis, nginx_folder = made.folder / "redis", made.folder / "nginx"
    redis.mkdir()
    nginx_folder.mkdir()
    _place(
        made, "redis/redis.conf", "redis.conf",
        {"dir /data": f"dir {redis}\nbind 127.0.0.1\nport {made.ports['redis']}"},
    )  # fmt: skip
    apis = [f"server 127.0.0.1:{made.ports[name]} max_fails=3" for name in APIS]
    _place(
        made, "nginx/nginx.conf", "nginx.conf",
        {
            "server api:8003 max_fails=3": " fail_timeout=10s; ".join(apis),
            "listen 8443": f"listen 127.0.0.1:{made.ports['proxy']}",
            "/run/secrets/tls_certificate": f"{made.folder}/private/tls_certificate",
            "/run/secrets/tls_key": f"{made.folder}/private/tls_key",
            "/dev/stdout": f"{made.folder}/access.log",
            "client_header_timeout 10s": "client_header_timeout 1s",
            "limit_conn addresses 200": f"limit_conn addresses {CONNECTIONS}",
            **{f"/tmp/{name};": f"{nginx_folder}/{name};" for name in _NGINX_FILES},  # noqa: S108 - in the file
        },
    )  # fmt: skip


def _place(made: Deployment, source: str, name: str, changes: Mapping[str, str]) -> None:
    text = (ROOT / "deploy" / source).read_text(encoding="utf-8")
    for there, here in changes.items():
        assert text.count(there) == 1, f"{source} has not one `{there}`"
        text = text.replace(there, here)
    (made.folder / name).write_text(text, encoding="utf-8")
