"""Makes a run of a command that tries an installation out, writes its report, and prints its result."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx
import uvloop

from commands.run_tasks import NoOutcome
from commands.running_api import NoServer
from commands.smoke.session import SmokeFailure
from commands.terminal import fail, print_json, report_problem, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from kit.errors import DatabaseUnavailable
from reports.document import ReportDocument
from reports.page import write


class RunResult(Protocol):
    """What a run has found out."""

    @property
    def passed(self) -> bool: ...


ResultT = TypeVar("ResultT", bound=RunResult)

_FAILURES = (NoServer, NoOutcome, SmokeFailure, EmbeddedServerError, DatabaseUnavailable)
"""What any run may raise, with a message that says why there is no result."""


def reported(
    work: Callable[[], Coroutine[Any, Any, ResultT]],
    describe: Callable[[ResultT], ReportDocument],
    show: Callable[[ResultT], None],
    report: Path,
    *,
    failures: tuple[type[Exception], ...],
    as_json: bool,
) -> int:
    """Make a run and write its report as HTML, and as JSON beside it. Returns 0 if it passed, else 1.

    SIGTERM cancels the run, so that everything that was started is stopped in that case, too.

    Args:
        show: prints the result for people.
        failures: exceptions of this run alone, whose message says why there is no result.
    """
    expected: tuple[type[Exception], ...] = (*_FAILURES, *failures)
    if problem := report_problem(report):
        return fail(problem, as_json=as_json)
    try:
        with stdout_to_stderr():
            result = uvloop.run(_until_terminated(work))
        write(describe(result), result, report)
    except expected as error:
        return fail(str(error), as_json=as_json)
    except httpx.TransportError as error:
        return fail(f"the server cannot be reached: {type(error).__name__} {error}".rstrip(), as_json=as_json)
    except OSError as error:
        return fail(f"the report cannot be written: {error}", as_json=as_json)
    except asyncio.CancelledError:
        return 128 + signal.SIGTERM
    if as_json:
        print_json(result)
    else:
        show(result)
    return 0 if result.passed else 1


async def _until_terminated(work: Callable[[], Coroutine[Any, Any, ResultT]]) -> ResultT:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await work()
