"""A running installation of its own, for commands that try something out: an API on loopback and workers."""

import contextlib
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from app.http.auth.dev_tokens import make_token
from app.settings import Settings
from commands.processes import Processes, free_port
from commands.rehearsal.scratch import scratch_installation
from embedded.servers import EmbeddedServerError
from resolvers.caller import Role

_SHOWN_LINES = 30
"""Of what the processes printed, if one does not start."""


@dataclass(frozen=True, slots=True)
class ScratchApi:
    """Where the API is, the settings of its installation, and a maker of tokens that it accepts."""

    base_url: str
    settings: Settings
    token: Callable[[Role, str | None], str]


@contextlib.asynccontextmanager
async def scratch_api(settings: Settings, purpose: str, workers: int) -> AsyncIterator[ScratchApi]:
    """An installation with empty tables, running and ready during the block; nothing of it is left afterwards.

    Call it in the main thread. Raises EmbeddedServerError.
    """
    secret = secrets.token_urlsafe(48)
    output: deque[str] = deque(maxlen=_SHOWN_LINES)
    async with scratch_installation(settings, purpose) as own:
        environment = {
            "DATABASE_URL": own.require_database(),
            "REDIS_URL": own.require_redis(),
            "REGISTRO_REDIS_PREFIX": own.redis_prefix,
            "REGISTRO_JWT_SECRET": secret,
            "REGISTRO_JWKS_URL": "",
            "REGISTRO_PARTICIPANTS__ENABLED": "0",
            "REGISTRO_ACCESS__TRUSTED_DOCUMENTS_ONLY": "0",  # whatever the machine's own API may execute
            "LOG_LEVEL": "WARNING",
        }
        processes = Processes(environment, port=free_port(), say=lambda name, line: output.append(f"{name}: {line}"))
        try:
            await processes.start_api()
            for number in range(1, workers + 1):
                await processes.start_worker(name=f"worker-{number}")
            try:
                await processes.wait_until_ready()
            except (EmbeddedServerError, TimeoutError) as error:
                raise EmbeddedServerError("\n".join([f"The API did not start: {error}", *output])) from error
            yield ScratchApi(processes.base_url, own, lambda role, student: make_token(own, secret, role, student))
        finally:
            await processes.stop()
