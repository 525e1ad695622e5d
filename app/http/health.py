"""Health endpoints: whether the process is alive, and whether it is ready for requests."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from app.http.asgi import Route
from app.http.responses import json_response
from kit.background import Loops

Check = Callable[[], Awaitable[object]]
"""Raises if a dependency cannot be used."""

_CHECK_TIMEOUT_SECONDS = 2.0
_OPTIONAL_CHECK_TIMEOUT_SECONDS = 0.5
"""For dependencies that are not required: they must not delay the response beyond the probe's own timeout."""


def health_routes(checks: Mapping[str, Check], required: frozenset[str], loops: Loops) -> list[Route]:
    """`/healthz`: the process answers. `/readyz`: so do its dependencies. `/health`: as in Registro's predecessor.

    All dependencies are reported, and the loops that have just failed; only `required` dependencies decide whether the
    process is ready.
    """
    released = version("registro")

    async def alive(_: Request) -> Response:
        return json_response({"status": "alive"})

    async def ready(_: Request) -> Response:
        limits = [_CHECK_TIMEOUT_SECONDS if name in required else _OPTIONAL_CHECK_TIMEOUT_SECONDS for name in checks]
        results = await asyncio.gather(*map(succeeds, checks.values(), limits))
        states = {name: "ready" if ok else "unavailable" for name, ok in zip(checks, results, strict=True)}
        unavailable = [name for name, state in states.items() if state == "unavailable"]
        is_ready = required.isdisjoint(unavailable)
        status = "ready" if is_ready else "unavailable"
        content = {"status": status, "checks": states, "unavailable": unavailable, "failing_loops": loops.failing}
        return json_response(content, 200 if is_ready else 503)

    async def healthy(_: Request) -> Response:
        return json_response({"status": "healthy", "service": "registro", "version": released})

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/health", healthy)]


async def succeeds(check: Check, seconds: float) -> bool:
    """Whether the check returns within this time.

    One that does not is cancelled, and not waited for: a query that is cancelled asks the database to be so, and a
    frozen one does not answer that either.
    """
    checking = asyncio.ensure_future(check())
    checking.add_done_callback(_ignore_error)
    try:
        await asyncio.wait([checking], timeout=seconds)
    finally:
        checking.cancel()
    return checking.done() and not checking.cancelled() and checking.exception() is None


def _ignore_error(checked: asyncio.Future[object]) -> None:
    """Any error means that the dependency cannot be used; without this asyncio would log it."""
    if not checked.cancelled():
        checked.exception()
