"""The supervisor behind `registro dev`: what it starts, restarts and stops, and that nothing of it is ever left.

In all tests but one the application is a stub that starts immediately; the servers and the processes are real.
"""

import contextlib
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil
import pytest

from commands.processes import free_port
from tests.support.poll import wait_for
from tests.support.scratch import scratch_folder

ROOT = Path(__file__).parents[2]
STUB = ("tests.support.supervise",)
UNDECIDED = {"LOG_FORMAT": "", "FORCE_COLOR": "", "NO_COLOR": ""}


class Supervisor:
    """A running supervisor; what it prints goes to a file, unless a test gives it a terminal or a pipe."""

    def __init__(self, module: Sequence[str], state: Path, log: Path, environment: dict[str, str], stdout: Any) -> None:
        self.port = int(environment["PORT"])
        self._log = log
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *module],
                cwd=ROOT,
                env=os.environ | {"REGISTRO_STATE_DIR": str(state), "HOST": "127.0.0.1"} | environment,
                stdin=subprocess.DEVNULL,
                stdout=file if stdout is None else stdout,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self._log.read_text()

    def hears(self, words: str, times: int = 1) -> None:
        wait_for(lambda: self.said.count(words) >= times, 15, f"{words!r} in the output")

    def ready(self) -> None:
        def answers() -> bool:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
            assert self.process.poll() is None, self.said
            return False

        wait_for(answers, 15, "an answer on the port")
        wait_for(lambda: self.child("worker"), 5, "a worker")

    @cached_property
    def admin_token(self) -> str:
        """What the command for another token, which it printed, prints."""
        (command,) = set(re.findall(r"^Others (.+?) \(or ", self.said, re.MULTILINE))
        return subprocess.check_output(["/bin/sh", "-c", command], text=True).strip()

    def asks(self, query: str, **variables: str) -> Any:
        """The data of the API's answer to an administrator."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.admin_token}"}
        url = f"http://127.0.0.1:{self.port}/graphql"
        with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
            return json.load(answer)["data"]

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process | None:
        """The child with this word in its command line: api, worker, postgres, valkey-server."""
        children = psutil.Process(self.process.pid).children()
        return next((child for child in children if word in command_line(child)), None)

    def looks(self) -> tuple[str, str]:
        """In what form a child is to write its lines, and whether in colours."""
        worker = self.child("worker")
        assert worker
        environment = worker.environ()
        return environment["LOG_FORMAT"], environment["FORCE_COLOR"]

    def ends(self, seconds: float) -> int:
        return self.process.wait(seconds)


def command_line(process: psutil.Process) -> list[str]:
    """The words of its command line, without folders; none if it has just ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return [Path(word).name for word in " ".join(process.cmdline()).split()]
    return []


def alive(process: psutil.Process) -> bool:
    """A process that has ended, but is not reaped yet, does not count."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def gone(processes: list[psutil.Process], seconds: float = 0) -> None:
    wait_for(lambda: not any(alive(one) for one in processes), seconds, f"the end of {processes}")


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    with scratch_folder() as folder:
        yield folder / "state of tests"


@pytest.fixture
def supervise(state: Path, tmp_path: Path) -> Iterator[Callable[..., Supervisor]]:
    """Starts supervisors, and makes sure that they are gone afterwards."""
    started: list[Supervisor] = []

    def start(module: Sequence[str] = STUB, stdout: Any = None, **environment: str) -> Supervisor:
        environment = {"PORT": str(free_port())} | environment
        started.append(Supervisor(module, state, tmp_path / f"{len(started)}.log", environment, stdout))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.terminate()
        one.process.wait(20)


Supervise = Callable[..., Supervisor]


def test_ctrl_c_stops_everything(supervise: Supervise) -> None:
    dev = supervise()
    dev.hears("Ctrl-C")
    family = dev.family()
    assert {"postgres", "valkey-server"} <= {word for child in family for word in command_line(child)}
    dev.process.send_signal(signal.SIGINT)
    assert dev.ends(5) == 130
    gone(family)
    assert f"http://127.0.0.1:{dev.port}/graphql" in dev.said
    assert "api      | api says hello: postgresql://postgres@/registro?host=" in dev.said
    assert dev.said.endswith("registro | stopped\n")


def test_the_whole_application_starts_bills_and_stops(supervise: Supervise) -> None:
    dev = supervise(module=("commands", "dev", "--billing"))
    dev.hears("Ctrl-C")
    family = dev.family()
    with urllib.request.urlopen(f"http://127.0.0.1:{dev.port}/readyz") as answer:
        assert answer.status == 200
    dev.hears("EST013 is declined")
    accepted = dev.asks(
        """mutation { enroll(input: {studentCode: "EST013", termCode: "2024-2", groupCodes: ["G-ELC102-E"]}) {
             ... on TaskAccepted { task { id } } } }"""
    )

    def ended() -> Any:
        query = "query ($id: ID!) { task(id: $id) { final status problems { code message } groups { status } } }"
        task = dev.asks(query, id=accepted["enroll"]["task"]["id"])["task"]
        return task if task["final"] else None

    task = wait_for(ended, 15, "the task ends")
    assert (task["status"], task["groups"]) == ("REJECTED", [{"status": "RELEASED"}])
    assert [problem["code"] for problem in task["problems"]] == ["PARTICIPANT_DECLINED"]
    dev.process.send_signal(signal.SIGINT)
    assert dev.ends(10) == 130
    gone(family)
    assert "Traceback" not in dev.said


def test_sigterm_stops_everything(supervise: Supervise) -> None:
    dev = supervise()
    dev.ready()
    family = dev.family()
    dev.process.terminate()
    assert dev.ends(5) == 143
    gone(family)


def test_a_script_may_interrupt_what_it_put_into_the_background(supervise: Supervise) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for `make run &`; children inherit it
    try:
        dev = supervise()
    finally:
        signal.signal(signal.SIGINT, before)
    dev.ready()
    dev.process.send_signal(signal.SIGINT)
    assert dev.ends(5) == 130


def test_nohup_keeps_it_running(supervise: Supervise) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        dev = supervise()
    finally:
        signal.signal(signal.SIGHUP, before)
    dev.ready()
    dev.process.send_signal(signal.SIGHUP)
    dev.process.terminate()
    assert dev.ends(5) == 143


def test_a_second_ctrl_c_does_not_wait(supervise: Supervise) -> None:
    dev = supervise(STUB_STUBBORN="worker")
    dev.ready()
    dev.hears("worker says hello")
    family = dev.family()
    dev.process.send_signal(signal.SIGINT)
    dev.hears("SIGINT: stopping")
    dev.process.send_signal(signal.SIGINT)
    assert dev.ends(4) == 130
    gone(family)


def test_ctrl_c_while_starting(supervise: Supervise) -> None:
    dev = supervise()
    dev.hears("starting PostgreSQL and Redis")
    dev.process.send_signal(signal.SIGINT)
    assert dev.ends(5) == 130
    assert "ready after" not in dev.said


def test_kill_9_leaves_nothing_within_two_seconds(supervise: Supervise) -> None:
    dev = supervise()
    dev.ready()
    family = dev.family()
    assert len(family) >= 4
    dev.process.kill()
    gone(family, 2)


def test_a_closed_terminal_stops_everything(supervise: Supervise) -> None:
    ours, theirs = pty.openpty()
    dev = supervise(stdout=theirs, **UNDECIDED)
    os.close(theirs)
    dev.ready()
    assert dev.looks() == ("console", "1")  # output is a terminal
    family = dev.family()
    os.close(ours)
    assert dev.ends(5) == 129
    gone(family)


def test_a_closed_pipe_stops_everything(supervise: Supervise) -> None:
    ours, theirs = os.pipe()
    dev = supervise(stdout=theirs, **UNDECIDED)
    os.close(theirs)
    dev.ready()
    assert dev.looks() == ("json", "")
    family = dev.family()
    os.close(ours)
    assert dev.ends(5) == 129
    gone(family)


def test_dev_null_is_not_taken_for_a_closed_terminal(supervise: Supervise) -> None:
    dev = supervise(stdout=subprocess.DEVNULL)
    dev.ready()
    before = dev.child("worker")
    assert before
    before.kill()
    wait_for(lambda: dev.child("worker") not in {None, before}, 10, "another worker: it goes on")


def test_a_taken_port_is_reported_before_anything_starts(supervise: Supervise, state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        dev = supervise(PORT=str(port), REGISTRO_STATE_DIR=str(state / "never made"))
        assert dev.ends(5) == 1
    assert "Address already in use" in dev.said
    assert f"PORT={port + 1} make run" in dev.said
    assert len(dev.said.splitlines()) == 1
    assert not (state / "never made").exists()


@pytest.mark.parametrize("name", ["worker", "api", "billing", "valkey-server", "postgres"])
def test_a_killed_process_is_restarted(supervise: Supervise, name: str) -> None:
    dev = supervise(module=(*STUB, "--billing"))
    dev.ready()
    before = dev.child(name)
    assert before
    before.kill()
    dev.hears("restarting it")
    wait_for(lambda: dev.child(name) not in {None, before}, 10, f"another {name}")
    dev.ready()


def test_a_process_that_ends_again_and_again_stops_everything(supervise: Supervise) -> None:
    dev = supervise(STUB_CRASHES="worker")
    assert dev.ends(15) == 1
    assert "worker ended with code 7, 5 times within 30 s: giving up" in dev.said


def test_a_failing_preparation_stops_everything(supervise: Supervise) -> None:
    dev = supervise(STUB_CRASHES="prepare")
    assert dev.ends(15) == 1
    assert "could not be prepared" in dev.said


def test_two_on_one_state_share_the_servers_of_the_first(supervise: Supervise) -> None:
    first = supervise()
    first.ready()
    second = supervise()
    second.ready()
    assert second.child("postgres") is None
    second.process.send_signal(signal.SIGINT)
    assert second.ends(5) == 130
    assert first.child("postgres")
    assert first.process.poll() is None
    third = supervise()
    third.ready()
    first.process.send_signal(signal.SIGINT)
    assert first.ends(5) == 130
    third.hears("has ended: restarting it", times=2)
    wait_for(lambda: third.child("postgres"), 10, "servers of its own")
