"""`registro dev`: runs a whole installation in one terminal.

It starts servers for which no URL is set, migrates and seeds the database, and runs the API and the workers, which are
restarted when they end. It stops on Ctrl-C, on SIGTERM, when the terminal is closed, and when a process ends again and
again. All processes that it started have ended then.
"""

import asyncio
import contextlib
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
from pathlib import Path

from pydantic import SecretStr

from app.dev_receipt_key import with_made_key
from app.http.auth.dev_tokens import DEMO_STUDENT, load_or_create_secret, make_token
from app.settings import NO_KEYS_MESSAGE, Settings
from commands.processes import COMMAND, Child, Processes, describe_exit, free_port, print_line, write_stdout
from commands.running_api import announced
from embedded.servers import EmbeddedServerError, EmbeddedServers, boot
from guards.access_policy import Profile
from kit.loopback import is_loopback
from resolvers.caller import Role

SUPERVISOR = "registro"
MAX_EXITS, EXITS_PERIOD_SECONDS = 5, 30.0
"""If one process ends this often within this time, everything is stopped."""
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TERMINAL_POLL_SECONDS = 0.25
SERVERS_POLL_SECONDS = 1.0
_BILLING_URL = "REGISTRO_PARTICIPANTS__BILLING_URL"
ENROLL_MUTATION = (
    "mutation($input: EnrollInput!) { enroll(input: $input) { __typename"
    " ... on TaskAccepted { replayed task { id status } } ... on Problem { code message } } }"
)
DEMO_INPUT = {"studentCode": DEMO_STUDENT, "termCode": "2024-2", "groupCodes": ["G-ELC102-E", "G-ELC106-E"]}


def run(settings: Settings, command: Sequence[str] = COMMAND, *, billing: bool = False) -> int:
    """Run everything until told to stop. Returns 128 + the number of the signal, or 1 after an error.

    Args:
        command: the command that `prepare`, `api`, `worker` and `billing` are appended to.
        billing: whether to run the demo billing system, too.
    """
    try:
        _check_port(settings.host, settings.port)
    except OSError as error:
        reason = error.strerror or str(error)
        print(  # noqa: T201 - a message
            f"registro: cannot listen on {settings.host}, port {settings.port}: {reason}. "
            f"Another port: PORT={settings.port + 1} make run",
            file=sys.stderr,
        )
        return 1
    if settings.keyless and not is_loopback(settings.host):
        print(f"{NO_KEYS_MESSAGE} It does so on loopback only, not on {settings.host}.", file=sys.stderr)  # noqa: T201 - a message
        return 1
    return asyncio.run(_supervise(settings, command, _billing_environment(settings) if billing else {}))


def _billing_environment(settings: Settings) -> dict[str, str]:
    """Environment variables that enable billing, with a new address and secret if none is set."""
    url = settings.participants.billing_url or f"http://127.0.0.1:{free_port()}/"
    secret = settings.participants.signing_secret.decode() or secrets.token_urlsafe()
    return {"REGISTRO_PARTICIPANTS__ENABLED": "1", _BILLING_URL: url, "REGISTRO_PARTICIPANTS__SECRET": secret}


def _check_port(host: str, port: int) -> None:
    """Raise OSError if the port cannot be listened on, before anything is started."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    socket.create_server(address[:2], family=family).close()


async def _supervise(settings: Settings, command: Sequence[str], billed: Mapping[str, str]) -> int:
    signals = _stop_signals()  # first, so that a Ctrl-C during the start stops what has been started
    try:
        servers = _boot(settings)
        if settings.keyless:
            settings = settings.model_copy(update={"jwt_secret": SecretStr(load_or_create_secret(settings.state_dir))})
    except EmbeddedServerError as error:
        print_line(SUPERVISOR, str(error))
        return 1
    if settings.dev_nonce is None:
        settings = settings.model_copy(update={"dev_nonce": SecretStr(secrets.token_urlsafe())})
    with contextlib.suppress(EmbeddedServerError):  # there are no receipts where nothing can be kept
        settings = with_made_key(settings)
    processes = _processes(settings, servers, command, billed)
    terminal = asyncio.create_task(_watch_terminal(signals))
    try:
        with announced(settings.state_dir, processes.base_url):
            return await _run_until_signal(signals, _run_everything(settings, processes, billed.get(_BILLING_URL)))
    finally:
        terminal.cancel()
        kill_on_interrupt = asyncio.create_task(_kill_on_second_interrupt(signals, processes))
        await processes.stop()
        kill_on_interrupt.cancel()
        if servers:
            servers.stop()  # after the processes that use them
        print_line(SUPERVISOR, "stopped")


def _stop_signals() -> asyncio.Queue[signal.Signals]:
    """A queue that receives the signals to stop.

    An ignored SIGHUP stays ignored, because that is what nohup asks for. An ignored SIGINT is handled nevertheless:
    shells ignore it for background processes of scripts, and such a script may send one.
    """
    signals: asyncio.Queue[signal.Signals] = asyncio.Queue()
    for number in STOP_SIGNALS:
        if not (number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN):
            asyncio.get_running_loop().add_signal_handler(number, signals.put_nowait, number)
    return signals


async def _watch_terminal(signals: asyncio.Queue[signal.Signals]) -> None:
    """Put a SIGHUP into the queue when the reader of standard output has closed it.

    Closing a terminal signals only the leader of its session, and make does not pass the signal on. Files and /dev/null
    are never closed in this sense.
    """
    poll = select.poll()
    poll.register(1, 0)
    while not any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)):  # noqa: ASYNC110 - no event
        await asyncio.sleep(TERMINAL_POLL_SECONDS)
    signals.put_nowait(signal.SIGHUP)


async def _run_until_signal(signals: asyncio.Queue[signal.Signals], everything: Coroutine[None, None, None]) -> int:
    """Run everything until the first signal, or until it gives up. Returns the return code."""
    work, signalled = asyncio.create_task(everything), asyncio.create_task(signals.get())
    await asyncio.wait({work, signalled}, return_when=asyncio.FIRST_COMPLETED)
    if not signalled.done():
        signalled.cancel()
        await work  # raises unexpected errors; if it gave up, it has printed the reason
        return 1
    print_line(SUPERVISOR, f"{signalled.result().name}: stopping")
    work.cancel()
    await asyncio.wait({work})
    return 128 + signalled.result()


async def _kill_on_second_interrupt(signals: asyncio.Queue[signal.Signals], processes: Processes) -> None:
    """Kill all processes on a second Ctrl-C. Other signals may come twice when a terminal is closed."""
    while await signals.get() is not signal.SIGINT:
        pass
    print_line(SUPERVISOR, "killing the processes that have not stopped yet")
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
    if settings.dev_nonce is not None:
        environment |= {"REGISTRO_DEV_NONCE": settings.dev_nonce.get_secret_value()}
    if (key := settings.receipt.key) is not None:
        environment |= {
            "REGISTRO_RECEIPT__KEY": key.get_secret_value(),
            "REGISTRO_RECEIPT__ISSUER": settings.receipt.issuer or "",
        }
    profile = settings.profile if "profile" in settings.model_fields_set else Profile.OPEN
    environment |= {
        "REGISTRO_DEV": "1",
        "REGISTRO_PROFILE": profile.value,
        "REGISTRO_STATE_DIR": str(settings.state_dir),
    }
    environment |= {**billed, **_log_environment(settings)}
    return Processes(environment, host=settings.host, port=settings.port, servers=servers, command=command)


def _log_environment(settings: Settings) -> dict[str, str]:
    """Format and colours of the children's logs, for which only this process knows whether its output is a terminal."""
    terminal = os.isatty(1)
    form = settings.log_format or ("console" if terminal else "json")
    return {"LOG_FORMAT": form} | ({"FORCE_COLOR": "1"} if settings.colours(terminal=terminal) else {})


async def _run_everything(settings: Settings, processes: Processes, billing_url: str | None) -> None:
    """Start everything and keep it running. Returns if it has to give up, after printing why."""
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
    except* EmbeddedServerError as errors:
        for error in errors.exceptions:
            print_line(SUPERVISOR, str(error))


async def _keep_running(processes: Processes, name: str, start: Callable[[], Awaitable[Child]]) -> None:
    """Start a process, and start it again whenever it has ended."""
    exits = _ExitCounter(name)
    while True:
        child = await start()
        code = await child.wait()
        processes.children.remove(child)
        exits.record(f"ended with {describe_exit(code)}")


async def _keep_servers_running(servers: EmbeddedServers | None) -> None:
    """Restart servers that have ended: killed, or stopped by another `registro dev` that had started them."""
    exits = {name: _ExitCounter(name) for name in ("postgres", "redis")}
    while servers:
        await asyncio.sleep(SERVERS_POLL_SECONDS)
        for name in (dead := servers.dead()):
            exits[name].record("has ended")
        if dead:
            servers.ensure_running()


class _ExitCounter:
    """Counts how often a process has ended, and raises EmbeddedServerError if that happens too fast."""

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
        print_line(SUPERVISOR, f"{self._name} {how}: restarting it")


async def _print_welcome(settings: Settings, processes: Processes, began: float, billing_url: str | None) -> None:
    while not await processes.is_ready():  # noqa: ASYNC110 - readiness is an HTTP probe
        await asyncio.sleep(0.05)
    print_line(SUPERVISOR, f"ready after {time.monotonic() - began:.1f} s")
    secret, nonce = settings.token_secret, settings.dev_nonce
    page = f"{processes.base_url}/graphiql/"
    if secret is not None and nonce is not None and is_loopback(settings.host):
        page += f"#nonce={nonce.get_secret_value()}"
    token = "" if secret is None else make_token(settings, secret, Role.STUDENT, DEMO_STUDENT)
    write_stdout(welcome(processes.base_url, page, token, _token_command(settings), billing_url))


def _token_command(settings: Settings) -> str:
    """What prints another token, typed in another terminal, which may have other variables."""
    command = f"{shlex.quote(str(Path(sys.executable).with_name('registro')))} token --role admin"
    elsewhere = "state_dir" in settings.model_fields_set
    return f"REGISTRO_STATE_DIR={shlex.quote(str(settings.state_dir))} {command}" if elsewhere else command


def welcome(base_url: str, page: str, token: str, token_command: str, billing_url: str | None = None) -> str:
    """The text that is printed when everything is ready.

    Args:
        page: the address of GraphiQL, with the nonce for which it is given tokens. It stands behind the `#`, which
            browsers send to no server.
        token: the demo student's; empty without a secret to sign with.
        token_command: what prints an administrator's.
    """
    body = json.dumps({"query": ENROLL_MUTATION, "variables": {"input": DEMO_INPUT}})
    headers = f"-H 'content-type: application/json' -H 'authorization: Bearer {token or 'TOKEN'}'"
    curl = f"curl -s {base_url}/graphql {headers} -d {shlex.quote(body)}"
    billing = f"Charge {billing_url}ledger lists the charges; EST013 is declined\n" if billing_url else ""
    others = "--role registrar, operator, or student --student EST002"
    tokens = f"Token  {token} (student {DEMO_STUDENT})\nOthers {token_command} (or {others})\n" if token else ""
    return f"\nOpen   {page}\nTry    {curl}\n{billing}{tokens}Stop   Ctrl-C\n"
