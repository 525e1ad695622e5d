"""`registro dev`: everything in one terminal, with one Ctrl-C.

The servers that have no URL, the database brought up to date, the API and the workers, restarted when they die.
It ends on Ctrl-C, on SIGTERM, when the terminal is closed, and when something dies again and again. Nothing of it
is left then.
"""

import asyncio
import json
import os
import secrets
import select
import shlex
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial

from pydantic import SecretStr

from app.http.auth.dev_tokens import DEMO_STUDENT, demo_tokens, load_or_create_secret
from app.http.pages import is_loopback
from app.settings import NO_KEYS, Settings
from commands.processes import COMMAND, Child, Processes, describe_exit, free_port, print_line, write_stdout
from embedded.servers import EmbeddedServerError, EmbeddedServers, boot

SUPERVISOR = "registro"
MAX_EXITS, EXITS_PERIOD_SECONDS = 5, 30.0  # so many deaths of one thing in so many seconds are too many
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TERMINAL_POLL_SECONDS = 0.25  # seconds between two looks at the terminal
SERVERS_POLL_SECONDS = 1.0  # seconds between two looks at the servers
_BILLING_URL = "REGISTRO_PARTICIPANTS__BILLING_URL"
ENROLL_MUTATION = (
    "mutation($input: EnrollInput!) { enroll(input: $input) { __typename"
    " ... on TaskAccepted { replayed task { id status } } ... on Problem { code message } } }"
)
DEMO_INPUT = {"studentCode": DEMO_STUDENT, "termCode": "2024-2", "groupCodes": ["G-ELC102-E", "G-ELC106-E"]}


def run(settings: Settings, command: Sequence[str] = COMMAND, *, billing: bool = False) -> int:
    """Supervise until told to stop; the return code is 128 + the signal that did, or 1.

    `command` stands before `prepare`, `api`, `worker` and `billing`. `billing`: whether the demonstration's is run too.
    """
    try:
        _check_port(settings.host, settings.port)
    except OSError as error:
        reason = error.strerror or str(error)
        print(  # noqa: T201
            f"registro: cannot listen on {settings.host}, port {settings.port}: {reason}. "
            f"Another port: PORT={settings.port + 1} make run",
            file=sys.stderr,
        )
        return 1
    if settings.keyless and not is_loopback(settings.host):
        print(f"{NO_KEYS} It does so on loopback only, not on {settings.host}.", file=sys.stderr)  # noqa: T201 - for a person
        return 1
    return asyncio.run(_supervise(settings, command, _billing_environment(settings) if billing else {}))


def _billing_environment(settings: Settings) -> dict[str, str]:
    """Variables that switch billing on; with an address and a secret of its own where none is set."""
    url = settings.participants.billing_url or f"http://127.0.0.1:{free_port()}/"
    secret = settings.participants.signing_secret.decode() or secrets.token_urlsafe()
    return {"REGISTRO_PARTICIPANTS__ENABLED": "1", _BILLING_URL: url, "REGISTRO_PARTICIPANTS__SECRET": secret}


def _check_port(host: str, port: int) -> None:
    """Find out before anything is started."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    socket.create_server(address[:2], family=family).close()


async def _supervise(settings: Settings, command: Sequence[str], billed: Mapping[str, str]) -> int:
    asked = _stop_signals()  # first of all: a Ctrl-C during the start stops what has started
    try:
        servers = _boot(settings)
    except EmbeddedServerError as problem:
        print_line(SUPERVISOR, str(problem))
        return 1
    if settings.keyless:
        settings = settings.model_copy(update={"jwt_secret": SecretStr(load_or_create_secret(settings.state_dir))})
    processes = _processes(settings, servers, command, billed)
    terminal = asyncio.create_task(_watch_terminal(asked))
    try:
        return await _run_until_signal(asked, _run_everything(settings, processes, billed.get(_BILLING_URL)))
    finally:
        terminal.cancel()
        impatience = asyncio.create_task(_kill_on_second_interrupt(asked, processes))
        await processes.stop()
        impatience.cancel()
        if servers:
            servers.stop()  # last, and only those that we started
        print_line(SUPERVISOR, "stopped")


def _stop_signals() -> asyncio.Queue[signal.Signals]:
    """The signals that ask us to stop.

    A SIGHUP that we were told to ignore stays ignored: that is nohup. An ignored SIGINT does not: that is only how
    shells start what scripts put into the background, and such a script may well send one.
    """
    asked: asyncio.Queue[signal.Signals] = asyncio.Queue()
    for number in STOP_SIGNALS:
        if not (number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN):
            asyncio.get_running_loop().add_signal_handler(number, asked.put_nowait, number)
    return asked


async def _watch_terminal(asked: asyncio.Queue[signal.Signals]) -> None:
    """Take the end of whatever reads our output for a SIGHUP.

    Closing a terminal signals only the leader of its session. If that is make, it tells nobody. A file or /dev/null
    never ends, so these are never taken for closed.
    """
    poll = select.poll()
    poll.register(1, 0)
    while not any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)):  # noqa: ASYNC110
        await asyncio.sleep(TERMINAL_POLL_SECONDS)
    asked.put_nowait(signal.SIGHUP)


async def _run_until_signal(asked: asyncio.Queue[signal.Signals], everything: Coroutine[None, None, None]) -> int:
    """Work until the first signal comes, or until the work gives up."""
    work, signalled = asyncio.create_task(everything), asyncio.create_task(asked.get())
    await asyncio.wait({work, signalled}, return_when=asyncio.FIRST_COMPLETED)
    if not signalled.done():
        signalled.cancel()
        await work  # it gave up and has said why, or it raises what nobody foresaw
        return 1
    print_line(SUPERVISOR, f"{signalled.result().name}: stopping")
    work.cancel()
    await asyncio.wait({work})
    return 128 + signalled.result()


async def _kill_on_second_interrupt(asked: asyncio.Queue[signal.Signals], processes: Processes) -> None:
    """Only a second Ctrl-C is impatience: a closing terminal often brings a SIGHUP and an end of output."""
    while await asked.get() is not signal.SIGINT:
        pass
    print_line(SUPERVISOR, "killing what has not stopped yet")
    processes.kill()


def _boot(settings: Settings) -> EmbeddedServers | None:
    postgres, redis = settings.database_url is None, settings.redis_url is None
    if not (postgres or redis):
        return None
    names = " and ".join([*["PostgreSQL"] * postgres, *["Redis"] * redis])
    print_line(SUPERVISOR, f"starting {names} in {settings.state_dir}")
    return boot(settings.state_dir, postgres=postgres, redis=redis)


def _processes(
    settings: Settings, servers: EmbeddedServers | None, command: Sequence[str], billed: Mapping[str, str]
) -> Processes:
    given = {"DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url}
    environment = {name: url for name, url in given.items() if url}
    if settings.token_secret is not None:
        environment |= {"REGISTRO_JWT_SECRET": settings.token_secret}
    environment |= {"REGISTRO_DEV": "1", "REGISTRO_STATE_DIR": str(settings.state_dir)}
    environment |= {**billed, **_log_environment(settings)}
    return Processes(environment, host=settings.host, port=settings.port, servers=servers, command=command)


def _log_environment(settings: Settings) -> dict[str, str]:
    """What the children cannot see: whether what they say ends on a terminal, where somebody reads it."""
    terminal = os.isatty(1)
    form = settings.log_format or ("console" if terminal else "json")
    return {"LOG_FORMAT": form} | ({"FORCE_COLOR": "1"} if settings.colours(terminal=terminal) else {})


async def _run_everything(settings: Settings, processes: Processes, billing_url: str | None) -> None:
    """Start everything and keep it running; returns only when it has to give up."""
    began = time.monotonic()
    workers = [f"worker-{number}" for number in range(1, settings.workers + 1)]
    if len(workers) == 1:
        workers = ["worker"]
    try:
        await processes.prepare()
        async with asyncio.TaskGroup() as group:
            group.create_task(_keep_running(processes, "api", processes.start_api))
            for name in workers:
                group.create_task(_keep_running(processes, name, partial(processes.start_worker, name=name)))
            if billing_url:
                group.create_task(_keep_running(processes, "billing", partial(processes.start, "billing", "billing")))
            group.create_task(_keep_servers_running(processes.servers))
            group.create_task(_print_welcome(settings, processes, began, billing_url))
    except* EmbeddedServerError as problems:
        for problem in problems.exceptions:
            print_line(SUPERVISOR, str(problem))


async def _keep_running(processes: Processes, name: str, start: Callable[[], Awaitable[Child]]) -> None:
    """Start a child, and another whenever it has ended, whatever the reason."""
    deaths = _ExitCounter(name)
    while True:
        child = await start()
        code = await child.wait()
        processes.children.remove(child)
        deaths.record(f"ended with {describe_exit(code)}")


async def _keep_servers_running(servers: EmbeddedServers | None) -> None:
    """Bring back servers that are gone: killed, or stopped by another supervisor that had started them."""
    deaths = {name: _ExitCounter(name) for name in ("postgres", "redis")}
    while servers:
        await asyncio.sleep(SERVERS_POLL_SECONDS)
        for name in (lost := servers.dead()):
            deaths[name].record("is gone")
        if lost:
            servers.ensure_running()


class _ExitCounter:
    """Counts the deaths of one thing, and gives up when they come too fast."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._times: deque[float] = deque(maxlen=MAX_EXITS)

    def record(self, how: str) -> None:
        now = time.monotonic()
        self._times.append(now)
        if len(self._times) == MAX_EXITS and now - self._times[0] < EXITS_PERIOD_SECONDS:
            raise EmbeddedServerError(
                f"{self._name} {how}, {MAX_EXITS} times within {EXITS_PERIOD_SECONDS:.0f} s: giving up"
            )
        print_line(SUPERVISOR, f"{self._name} {how}: starting another")


async def _print_welcome(settings: Settings, processes: Processes, began: float, billing_url: str | None) -> None:
    while not await processes.is_ready():  # noqa: ASYNC110  nobody tells us, we have to ask
        await asyncio.sleep(0.05)
    print_line(SUPERVISOR, f"ready after {time.monotonic() - began:.1f} s")
    secret = settings.token_secret
    write_stdout(welcome(processes.base_url, {} if secret is None else demo_tokens(settings, secret), billing_url))


def welcome(base_url: str, tokens: Mapping[str, str], billing_url: str | None = None) -> str:
    """Where to click, what to paste, who to be, how to stop. `tokens`: by role; none if we cannot make any."""
    body = json.dumps({"query": ENROLL_MUTATION, "variables": {"input": DEMO_INPUT}})
    token = tokens.get("student", "TOKEN")
    headers = f"-H 'content-type: application/json' -H 'authorization: Bearer {token}'"
    curl = f"curl -s {base_url}/graphql {headers} -d {shlex.quote(body)}"
    signed = "".join(f"Token  {role:10}{made}\n" for role, made in tokens.items())
    billing = f"Charge {billing_url}ledger shows who was; EST013 is declined\n" if billing_url else ""
    return f"\nOpen   {base_url}/graphiql/\nTry    {curl}\n{billing}{signed}Stop   Ctrl-C\n"
