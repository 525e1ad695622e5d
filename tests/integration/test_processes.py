"""What crash tests stand on: an installation in a block, whose processes can be killed, frozen and started again."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from commands.processes import Child, Processes, describe_exit, free_port, running_processes
from embedded.servers import EmbeddedServerError
from tests.support.poll import wait_for_async
from tests.support.scratch import scratch_folder

STUB = (sys.executable, "-m", "tests.support.stub_app")


@pytest.fixture
def state() -> Iterator[Path]:
    with scratch_folder() as folder:
        yield folder / "state"


def names(processes: Processes) -> list[str]:
    return [child.name for child in processes.children]


async def test_everything_runs_in_the_block_and_nothing_after_it(state: Path) -> None:
    async with running_processes(state, free_port(), workers=2, fast=True, command=STUB) as processes:
        assert await processes.is_ready()
        assert names(processes) == ["api", "worker", "worker"]
        assert processes.servers
        pids = [child.pid for child in processes.children]
        pids += [server.pid for server in processes.servers.started.values()]
        assert len(pids) == 5
    assert not any(psutil.pid_exists(pid) for pid in pids)


async def test_children_can_be_frozen_killed_and_started_again(state: Path) -> None:
    async with running_processes(state, free_port(), fast=True, command=STUB) as processes:
        api, worker = processes.children
        api.send_signal(signal.SIGSTOP)
        assert not await processes.is_ready()
        api.send_signal(signal.SIGCONT)
        await wait_for_async(processes.is_ready, 5, "a thawed API")
        worker.kill()
        assert await worker.wait() == -9
        assert not worker.alive
        again = await processes.start_worker({"STUB_CRASHES": "worker"}, name="doomed")
        assert again.name == "doomed"
        assert await again.wait() == 7


async def test_a_return_code_is_the_childs_own_however_many_signals_follow_its_end() -> None:
    for _ in range(40):
        process = await asyncio.create_subprocess_exec("sleep", "60", stdout=asyncio.subprocess.PIPE)
        child = Child("sleeper", process, say=lambda *_: None)
        child.send_signal(signal.SIGTERM)
        for _ in range(100):
            child.send_signal(signal.SIGCONT)
        assert await child.wait() == -signal.SIGTERM


async def test_what_a_child_needs_is_in_its_environment(state: Path) -> None:
    said: list[str] = []
    async with running_processes(state, free_port(), fast=True, command=STUB) as processes:
        other = Processes(
            processes.environment, port=free_port(), command=STUB, say=lambda name, line: said.append(f"{name}: {line}")
        )
        await other.prepare()
    assert len(said) == 1
    assert said[0].startswith("prepare: prepare says hello: postgresql://postgres@/registro?host=")


@pytest.mark.parametrize(
    ("crashes", "message"), [("api", "api ended with code 7"), ("prepare", "`prepare` ended with code 7")]
)
async def test_a_start_that_fails_is_reported_and_leaves_nothing(state: Path, crashes: str, message: str) -> None:
    before = {child.pid for child in psutil.Process().children()}  # the servers of the other tests among them
    with pytest.raises(EmbeddedServerError, match=message):
        async with running_processes(
            state, free_port(), fast=True, command=STUB, environment={"STUB_CRASHES": crashes}
        ):
            raise AssertionError("it started")
    assert {child.pid for child in psutil.Process().children()} <= before


def test_exit_codes_are_described() -> None:
    assert describe_exit(-9) == "SIGKILL"
    assert describe_exit(3) == "code 3"
