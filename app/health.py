"""Is it alive, and is it ready: for whoever restarts it and whoever sends it requests."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.answers import json_answer

Check = Callable[[], Awaitable[object]]
"""Returns if what it checks can be used, raises if not."""

_PATIENCE = 2.0
"""Seconds that a check may take."""


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """`/healthz`: this process answers. `/readyz`: so does what it needs. `/health`: for those who know it of old."""
    released = version("registro")

    async def alive(_: Request) -> Response:
        return json_answer({"status": "alive"})

    async def ready(_: Request) -> Response:
        found = await asyncio.gather(*(_passes(check) for check in checks.values()))
        away = [name for name, passed in zip(checks, found, strict=True) if not passed]
        states = {name: "away" if name in away else "ready" for name in checks}
        status = {"status": "away" if away else "ready", "checks": states, "away": away}
        return json_answer(status, 503 if away else 200)

    async def healthy(_: Request) -> Response:
        return json_answer({"status": "healthy", "service": "registro", "version": released})

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/health", healthy)]


async def _passes(check: Check) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE):
            await check()
    except Exception:  # noqa: BLE001 - whatever it raises, it is not ready
        return False
    return True
