"""Runs an API until it is told to stop."""

import structlog
import uvicorn
import uvloop

from app.asgi import Parts, build
from app.container import Container

_log = structlog.get_logger("app.api")


def run_api(container: Container) -> None:
    """Serve the API on its settings' host and port; returns when it was told to stop."""
    uvloop.run(_api(container))


async def _api(container: Container) -> None:
    settings = container.settings
    async with container.database(), container.api() as parts:
        app = build(
            Parts(
                catalogue=parts.catalogue,
                tasks=parts.tasks,
                board=parts.board,
                planning=parts.planning,
                history=parts.history,
                checks=parts.checks,
                required=parts.required,
                dev=settings.dev,
            )
        )
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                lifespan="off",
                log_config=None,
                access_log=False,
                backlog=2048,
                server_header=False,
                ws_max_size=64 * 1024,
                # Browsers always offer compression; it would cost each subscriber about as much memory as all the rest.
                ws_per_message_deflate=False,
                # In development the terminal wants back quickly; kill -9 of the supervisor leaves 2 s to be gone.
                timeout_graceful_shutdown=1 if settings.dev else 5,
            )
        )
        _log.info("api starts", host=settings.host, port=settings.port)
        await server.serve()
