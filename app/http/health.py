"""Health endpoints: whether the process is alive, and whether it is ready for requests."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.responses import json_response

Check = Callable[[], Awaitable[object]]
"""Raises if a dependency cannot be used."""

_CHECK_TIMEOUT_SECONDS = 2.0
_OPTIONAL_CHECK_TIMEOUT_SECONDS = 0.5
"""For dependencies that are not required: they must not delay the response beyond the probe's own timeout."""


def health_routes(checks: Mapping[str, Check], required: frozenset[str]) -> list[Route]:
    """`/healthz`: the process answers. `/readyz`: so do its dependencies. `/health`: as in Registro's predecessor.

    All dependencies are reported; only `required` ones decide whether the process is ready.
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
        content = {"status": status, "checks": states, "unavailable": unavailable}
        return json_response(content, 200 if is_ready else 503)

    async def healthy(_: Request) -> Response:
        return json_response({"status": "healthy", "service": "registro", "version": released})

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/health", healthy)]


async def succeeds(check: Check, seconds: float) -> bool:
    """Whether the check returns within this time."""
    try:
        async with asyncio.timeout(seconds):
            await check()
    except Exception:  # noqa: BLE001 - any error means that the dependency cannot be used
        return False
    return True
