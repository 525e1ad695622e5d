"""The ASGI application: the one layer between the server and the endpoints.

It finds the endpoint by the path, limits the request's body, gives the request its correlation id and the answer the
headers that all have. Endpoints return their answers, so nothing has to be wrapped around what sends them.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from app.http.middleware.answer_headers import complete
from app.http.middleware.body_limit import BodyTooLarge, LimitedBody
from app.http.middleware.correlation import correlation_id_of
from app.http.middleware.cross_origin import CrossOrigin
from app.http.responses import error_response, sent_headers
from schema.errors import INTERNAL_ERROR

Endpoint = Callable[[Request], Awaitable[Response]]

_SOCKET_ANSWERED = {"websocket.accept", "websocket.http.response.start"}


class Route(NamedTuple):
    """What answers the requests to a path.

    Attributes:
        path: it may end with a parameter: `/assets/{name}`.
        methods: None: any.
    """

    path: str
    endpoint: Endpoint
    methods: tuple[str, ...] | None = ("GET", "HEAD")


class Application:
    """Answers requests and WebSockets.

    Args:
        routes: of requests. sockets: what serves WebSockets, by path.
        max_body_bytes: of a request. Messages of WebSockets are limited by the server instead.
        cross_origin: which pages of other origins may call it; None: none.

    Attributes:
        routes: by path.
    """

    def __init__(
        self,
        routes: Iterable[Route],
        max_body_bytes: int,
        sockets: dict[str, ASGIApp] | None = None,
        cross_origin: CrossOrigin | None = None,
    ) -> None:
        self.routes = {route.path: route for route in routes}
        self._sockets = sockets or {}
        self._max_body_bytes = max_body_bytes
        self._cross_origin = cross_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request or a WebSocket connection."""
        headers = sent_headers(scope)
        scope["state"]["correlation_id"] = correlation_id = correlation_id_of(headers)
        clear_contextvars()
        bind_contextvars(correlation_id=correlation_id)
        if scope["type"] == "websocket":
            await self._serve_socket(scope, receive, send)
            clear_contextvars()
            return
        body = LimitedBody.of(headers, self._max_body_bytes, receive, send)
        failure = None
        try:
            response = await self._endpoint(scope, body)(Request(scope, receive if body is None else body.receive))
        except BodyTooLarge:
            response = _too_large(scope, self._max_body_bytes)
        except HTTPException as error:
            response = PlainTextResponse(error.detail, error.status_code, error.headers)
        except ClientDisconnect:
            clear_contextvars()
            return
        except Exception as error:  # noqa: BLE001 - it is raised again, so that the server logs it
            failure = error
            response = error_response(scope, 500, "INTERNAL", INTERNAL_ERROR)
        complete(response.raw_headers, scope)
        if self._cross_origin is not None:
            self._cross_origin.allow(response, headers.get(b"origin", b"").decode("latin-1") or None)
        await response(scope, receive, send if body is None else body.sender())
        if failure is not None:
            raise failure  # its log line needs the correlation id
        clear_contextvars()

    def _endpoint(self, scope: Scope, body: LimitedBody | None) -> Endpoint:
        """What answers the request. Raises BodyTooLarge, HTTPException."""
        if self._cross_origin is not None and (preflight := self._cross_origin.preflight(scope)) is not None:
            return _answered(preflight)
        if body is not None and body.announced_bytes > self._max_body_bytes:
            raise BodyTooLarge
        path: str = scope["path"]
        route = self.routes.get(path)
        if route is None or "{" in route.path:
            folder, _, name = path.rpartition("/")
            route = self.routes.get(f"{folder}/{{name}}") if name else None
            if route is None:
                raise HTTPException(404)
            scope["path_params"] = {"name": name}
        if route.methods and scope["method"] not in route.methods:
            raise HTTPException(405, headers={"Allow": ", ".join(route.methods)})
        return route.endpoint

    async def _serve_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        answered = False

        async def send_completed(message: Message) -> None:
            nonlocal answered
            closed = not answered and message["type"] == "websocket.close"
            if closed:
                message = {"type": "websocket.http.response.start", "status": 403}
            if not answered and message["type"] in _SOCKET_ANSWERED:
                answered = True
                complete(message.setdefault("headers", []), scope)
            await send(message)
            if closed:
                await send({"type": "websocket.http.response.body", "body": b""})

        socket = self._sockets.get(scope["path"])
        if socket is None:
            await send_completed({"type": "websocket.close"})
        else:
            await socket(scope, receive, send_completed)


def _answered(response: Response) -> Endpoint:
    async def answer(_: Request) -> Response:
        return response

    return answer


def _too_large(scope: Scope, most: int) -> Response:
    texts = (f"The body may have at most {most} bytes.", f"El cuerpo puede tener como máximo {most} bytes.")
    return error_response(scope, 413, "CONTENT_TOO_LARGE", texts, {"Connection": "close"})
