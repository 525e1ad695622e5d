"""Two faults of Python itself, mended for the releases of 3.11 that have them. Debian 12 has 3.11.2.

Until 3.11.2 a timeout that expires while a cancelled task cleans up raises CancelledError again instead of TimeoutError
(https://github.com/python/cpython/issues/102780), so that the rest of the clean-up is left out. Libraries are affected
as well: redis-py looks with a timeout of no seconds whether a connection can be used again.

Until 3.11.7 `ast.parse` counts its depth for the whole interpreter, and raises SystemError if something else is parsed
in between (https://github.com/python/cpython/issues/106905). Whatever formats a traceback parses. While `ast.parse` is
at work only the garbage collector can run something else: finalizers, which may log an error.
"""

import ast
import asyncio
import gc
import sys
from types import TracebackType
from typing import Any
from weakref import WeakKeyDictionary

_begin = asyncio.Timeout.__aenter__
_end = asyncio.Timeout.__aexit__
_cancelled_before: WeakKeyDictionary[asyncio.Timeout, int] = WeakKeyDictionary()
_parse = ast.parse


async def _begin_mended(this: asyncio.Timeout) -> asyncio.Timeout:
    _cancelled_before[this] = _cancellations()
    return await _begin(this)


async def _end_mended(
    this: asyncio.Timeout, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> None:
    await _end(this, kind, error, trace)
    if kind is asyncio.CancelledError and this.expired() and _cancellations() <= _cancelled_before[this]:
        raise TimeoutError from error


def _cancellations() -> int:
    """How often the current task was cancelled, without what an expired timeout has taken back."""
    task = asyncio.current_task()
    return task.cancelling() if task else 0


def _parse_mended(*args: Any, **kwargs: Any) -> Any:
    if not gc.isenabled():
        return _parse(*args, **kwargs)
    gc.disable()
    try:
        return _parse(*args, **kwargs)
    finally:
        gc.enable()


def mend_python() -> None:
    """Let timeouts heed only the cancellations since they began, and `ast.parse` be alone, as in newer releases."""
    for mended_in, owner, name, mended in (
        ((3, 11, 3), asyncio.Timeout, "__aenter__", _begin_mended),
        ((3, 11, 3), asyncio.Timeout, "__aexit__", _end_mended),
        ((3, 11, 8), ast, "parse", _parse_mended),
    ):
        if sys.version_info < mended_in:
            setattr(owner, name, mended)
