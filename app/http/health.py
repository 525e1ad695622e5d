"""Is it alive, and is it ready: for whoever restarts it and whoever sends it requests."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.responses import json_answer

Check = Callable[[], Awaitable[object]]
"""Returns if what it checks can be used, raises if not."""

_PATIENCE = 2.0
"""Seconds that a check may take."""
_LITTLE_PATIENCE = 0.5
"""Seconds that the check of something dispensable may take: whoever asks may not wait long for the answer."""


def health_routes(checks: Mapping[str, Check], required: frozenset[str]) -> list[Route]:
    """`/healthz`: this process answers. `/readyz`: so does what it needs. `/health`: for those who know it of old.

    Everything checked is reported; only what is `required` makes the process unready.
    """
    released = version("registro")

    async def alive(_: Request) -> Response:
        return json_answer({"status": "alive"})

    async def ready(_: Request) -> Response:
        patience = {name: _PATIENCE if name in required else _LITTLE_PATIENCE for name in checks}
        found = await asyncio.gather(*(passes(check, patience[name]) for name, check in checks.items()))
        away = [name for name, passed in zip(checks, found, strict=True) if not passed]
        states = {name: "away" if name in away else "ready" for name in checks}
        able = required.isdisjoint(away)
        status = {"status": "ready" if able else "away", "checks": states, "away": away}
        return json_answer(status, 200 if able else 503)

    async def healthy(_: Request) -> Response:
        return json_answer({"status": "healthy", "service": "registro", "version": released})

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/health", healthy)]


async def passes(check: Check, patience: float) -> bool:
    """Whether the check passes within so many seconds."""
    try:
        async with asyncio.timeout(patience):
            await check()
    except Exception:  # noqa: BLE001 - whatever it raises, it is not ready
        return False
    return True
