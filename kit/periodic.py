"""A loop that acts immediately and then at intervals."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from kit.errors import DatabaseUnavailable
from kit.outage import Outage

_log = structlog.get_logger("kit.periodic")


async def every(seconds: float, act: Callable[[], Awaitable[None]], what: str) -> None:
    """Await `act` now and again `seconds` after each time it ended, until cancelled. No error of it ends the loop.

    That the database is unavailable is logged once when it begins and once when it is over; any other error is logged
    each time, with its traceback.

    Args:
        what: the name of the loop in log lines.
    """
    outage = Outage(_log, f"{what}: the database cannot be reached", f"{what}: the database is back")
    while True:
        try:
            await act()
        except DatabaseUnavailable as error:
            outage.failed(error)
        except Exception:  # noqa: BLE001 - one bad pass must not end the loop
            _log.exception(f"{what} failed")
        else:
            outage.recovered()
        await asyncio.sleep(seconds)
