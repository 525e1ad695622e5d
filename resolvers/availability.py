"""A service that is away, as a member of a mutation's result; queries end with a top-level error instead."""

from collections.abc import Awaitable
from typing import TypeVar

from enrollment.problems import ServiceUnavailable
from resolvers.ports import Unavailable

Answer = TypeVar("Answer")


async def or_unavailable(asked: Awaitable[Answer]) -> Answer | ServiceUnavailable:
    """What a port answers, or that it cannot be reached."""
    try:
        return await asked
    except Unavailable as away:
        return ServiceUnavailable(service=away.service, retry_after_seconds=away.retry_after_seconds)
