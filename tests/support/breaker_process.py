"""A process with a circuit breaker that makes calls by order: `python -m tests.support.breaker_process SOCKET NAME`.

It reads an order a line and answers each in a line. `slow` begins a call that lasts until `finish`; its first answer is
`begun` if the call is made. `fail` is a failure of this process, `error` one that the service has answered.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable

from redis.asyncio import Redis

from guards.breaker.breaker import Breaker
from guards.breaker.policy import Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from kit.errors import CircuitOpen
from tests.support.failures import ServerError, judged

POLICY = Policy(failure_threshold=3, recovery_seconds=3, success_threshold=2, timeout_seconds=10)


async def fail() -> None:
    raise ConnectionResetError("gone")


async def error() -> None:
    raise ServerError("500")


async def work() -> None:
    pass


async def called(breaker: Breaker, func: Callable[[], Awaitable[object]]) -> str:
    try:
        await breaker.call_async(func)
    except (OSError, CircuitOpen, ServerError) as met:
        return type(met).__name__
    return "done"


async def answer(breakers: BreakerRegistry, word: str) -> str:
    breaker = breakers.of("database")
    match word:
        case "state":
            return breakers.status("database").state.value
        case "own":
            return breakers.status("database").own_state.value
        case "audit":
            return json.dumps([[change.before, change.after] for change in breakers.unaudited])
        case "due":
            return str(breaker.retry_after_seconds == 0)
        case "changes":
            return json.dumps([[before, after, count] for (_, before, after), count in breakers.changes.items()])
        case "fail":
            return await called(breaker, fail)
        case "error":
            return await called(breaker, error)
        case "slow":
            return await called(breaker, until_finished)
    return await called(breaker, work)


async def until_finished() -> None:
    say("begun")
    assert await order() == "finish"


async def order() -> str:
    """The next line of standard input."""
    line: str = await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    return line.strip()


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - standard output is where the answers are read


async def main(socket: str, name: str) -> None:
    def client() -> Redis:
        return Redis(unix_socket_path=socket)

    async with client() as redis:
        breakers = BreakerRegistry(redis, "t", {"database": GuardedService(POLICY, judged)}, name)
        async with breakers.running(Loops()):
            say("ready")
            while word := await order():
                say(await answer(breakers, word))


if __name__ == "__main__":
    # Logs go to standard output unless configured otherwise, and that is where the answers are read.
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(main(*sys.argv[1:]))
