"""Subscriptions over WebSocket: graphql-transport-ws, with authentication and limits.

Strawberry's handler is a coroutine for each socket, with a timer, and stacks of objects for each operation. This one is
called for each message; it has a task for each operation, and nothing else while its client is silent.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Protocol, TypeGuard

import orjson
import structlog
from graphql import GraphQLError, GraphQLFormattedError
from strawberry.schema import BaseSchema
from strawberry.types.execution import ExecutionResult, PreExecutionError

from app.http.auth.jwks import JwksUnavailable
from app.http.auth.sign_in import SignIn
from app.http.auth.token_claims import InvalidToken
from app.http.connections.ceilings import Ceilings, TooManySockets, TooManySubscriptions, nothing
from app.http.documents import SEND_DOCUMENT, HashNotKnown, RequestedDocuments
from app.http.responses import HttpError, Texts
from guards.rate_limits.rates import Allowance, Rates
from resolvers.caller import Caller
from resolvers.context import Context
from resolvers.errors import TooManyRequests
from resolvers.language import in_language
from schema.event_answers import EventAnswer

FORBIDDEN = 4403
"""Close code for an invalid, expired or revoked token. The client graphql-ws connects again after it, with a new result
of its `connectionParams`; after 4401 it would give up (graphql-ws, src/client.ts)."""
TRY_AGAIN_LATER = 1013
TOO_MANY = 4429
"""Close code for a caller who has as many WebSockets open as allowed. The client graphql-ws does not connect again."""
BAD_MESSAGE = 4400

_log = structlog.get_logger("app.websocket")


class _View(Protocol):
    """What a connection needs of the endpoint that it belongs to."""

    sign_in: SignIn
    rates: Rates
    requested_documents: RequestedDocuments
    ceilings: Ceilings
    schema: BaseSchema

    def draw_before_reading(self, query: str, operation_name: str | None, allowance: Allowance) -> None:
        """Raise TooManyRequests unless the caller may have an operation read."""
        ...


class SocketConnection(Protocol):
    """The connection, as far as it is used here: see `HandledMessages`."""

    @property
    def writable(self) -> "_Writable": ...
    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]: ...
    def came_in_time(self) -> None: ...
    def send_text(self, text: bytes) -> None: ...
    def close(self, code: int, reason: str) -> None: ...


class _Writable(Protocol):
    async def wait(self) -> Any: ...


class SocketSession:
    """The session of one client. It signs in by its first message, and ends when its token expires or is revoked.

    Args:
        context: of the connection; its caller is not known yet.
        authorization: the handshake's header.
    """

    __slots__ = (
        "_acknowledged",
        "_asked_to_sign_in",
        "_authorization",
        "_connection",
        "_context",
        "_give_back",
        "_operations",
        "_unwatch",
        "_view",
    )

    def __init__(self, view: _View, connection: SocketConnection, context: Context, authorization: str | None) -> None:
        self._view = view
        self._connection = connection
        self._context = context
        self._authorization = authorization
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._unwatch: Callable[[], None] = nothing
        self._give_back: Callable[[], None] = nothing
        self._asked_to_sign_in = False
        self._acknowledged = False

    # --- what arrives

    def received(self, text: str | None) -> Coroutine[Any, Any, None] | None:
        """Handle a message; see `MessageHandler`. A malformed one closes the connection with 4400."""
        message = self._parsed(text)
        if message is None:
            return None
        match message["type"]:
            case "connection_init":
                return self._sign_in(message.get("payload"))
            case "subscribe":
                self._subscribe(message["id"], message["payload"])
            case _ if wait := self._context.allowance.queries.draw():
                return self._handle_later(message, wait)
            case _:
                self._handle(message)
        return None

    def not_in_time(self) -> None:
        """The client has not asked to sign in."""
        self._connection.close(4408, "Connection initialisation timeout")

    def disconnected(self) -> None:
        """The connection has ended."""
        self._unwatch()
        if not self._asked_to_sign_in:
            self._context.allowance.queries.draw()  # it was without a token to its end
        self._end_operations()
        self._give_back()

    def _parsed(self, text: str | None) -> Mapping[str, Any] | None:
        """The message, if it is one; else the connection is closed."""
        if text is None:
            self._refuse("WebSocket message type must be text")
            return None
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            self._refuse("WebSocket message must be valid JSON")
            return None
        if _is_well_formed(message):
            return message
        self._refuse("Failed to parse message")
        return None

    def _refuse(self, reason: str) -> None:
        self._connection.close(BAD_MESSAGE, reason)

    def _handle(self, message: Mapping[str, Any]) -> None:
        match message["type"]:
            case "ping":
                self._send({"type": "pong"})
            case "complete":
                if task := self._operations.pop(message["id"], None):
                    task.cancel()
            case "pong":
                pass
            case unknown:
                self._refuse(f"Unknown message type: {unknown}")

    async def _handle_later(self, message: Mapping[str, Any], wait: float) -> None:
        while wait:
            await asyncio.sleep(wait)  # tokens come with time
            wait = self._context.allowance.queries.draw()
        self._handle(message)

    # --- signing in

    async def _sign_in(self, payload: object) -> None:
        """Authenticate by `Authorization` in the payload of the first message, else by the handshake's header."""
        if not isinstance(payload, dict | None):
            self._refuse("Invalid connection init payload")
        elif self._asked_to_sign_in:
            self._connection.close(TOO_MANY, "Too many initialisation requests")
        else:
            self._asked_to_sign_in = True
            self._connection.came_in_time()
            await self._begin(payload or {})

    async def _begin(self, payload: Mapping[str, object]) -> None:
        view, close = self._view, self._connection.close
        try:
            caller = await self._caller(payload)
        except InvalidToken as error:
            if not self._too_many_connections():
                close(FORBIDDEN, f"Forbidden: {error}")
            return
        except JwksUnavailable:
            close(TRY_AGAIN_LATER, "Tokens cannot be verified now")
            return
        try:
            self._give_back = view.ceilings.sockets.take(caller, self._context.address)
        except TooManySockets as error:
            close(TOO_MANY, str(error))
            return
        if caller.roles:
            allowance = view.rates.of_caller(caller.subject, caller.roles)
            self._context = replace(self._context, caller=caller, allowance=allowance)
        if self._too_many_connections():
            return
        if caller.roles:
            self._unwatch = view.sign_in.session(caller).watch(self._expired)
        self._acknowledged = True
        self._connection.send_text(b'{"type":"connection_ack"}')

    async def _caller(self, payload: Mapping[str, object]) -> Caller:
        sent = [value for name, value in payload.items() if name.lower() == "authorization" and value is not None]
        authorization = (sent[0] if len(sent) == 1 else sent) if sent else self._authorization
        return await self._view.sign_in.caller(self._context.address, authorization)

    def _too_many_connections(self) -> bool:
        """Count a connection of the caller, or of the address without a valid token; close it if there are too many."""
        if not self._context.allowance.queries.draw():
            return False
        whose = "" if self._context.caller.roles else " without a valid token"
        self._connection.close(TRY_AGAIN_LATER, f"Too many connections{whose}")
        return True

    def _expired(self, error: InvalidToken) -> None:
        self._connection.close(FORBIDDEN, f"Forbidden: {error}")

    # --- operations

    def _subscribe(self, id_: str, payload: Mapping[str, Any]) -> None:
        if not self._acknowledged:
            self._connection.close(4401, "Unauthorized")
        elif id_ in self._operations:
            self._connection.close(4409, f"Subscriber for {id_} already exists")
        else:
            self._operations[id_] = self._connection.start(self._run(id_, payload))

    async def _run(self, id_: str, payload: Mapping[str, Any]) -> None:
        """Execute an operation, unless its document is refused or its caller asks too often or has too many open."""
        view, context, give_back = self._view, self._context, nothing
        try:
            query = await view.requested_documents.text(payload) or ""
            name = payload.get("operationName")
            view.draw_before_reading(query, name, context.allowance)
            give_back = view.ceilings.subscriptions.take(context.caller, context.address)
            results = await view.schema.stream(
                query, variable_values=payload.get("variables"), context_value=context, operation_name=name
            )
            async with aclosing(results):
                await self._send_results(id_, results)
        except HttpError as error:
            self._refuse_operation(id_, error.texts, {"code": error.code or "BAD_REQUEST"})
        except HashNotKnown:
            code, texts = SEND_DOCUMENT
            self._refuse_operation(id_, texts, {"code": code})
        except (TooManyRequests, TooManySubscriptions) as error:
            self._refuse_operation(id_, error.texts, error.extensions)
        except Exception:  # noqa: BLE001 - it is logged, and the other operations go on
            _log.exception("an operation of a WebSocket failed")
            self._send_end(id_, {"id": id_, "type": "complete"})
        finally:
            give_back()

    async def _send_results(self, id_: str, results: Any) -> None:
        writable, quoted = self._connection.writable, orjson.dumps(id_)
        async for result in results:
            if isinstance(result, PreExecutionError):
                self._send_end(id_, _error(id_, [error.formatted for error in result.errors or ()]))
                return
            await writable.wait()
            self._connection.send_text(b'{"id":%b,"type":"next","payload":%b}' % (quoted, _payload(result)))
            del result  # the next one may come hours later
        self._send_end(id_, {"id": id_, "type": "complete"})

    def _refuse_operation(self, id_: str, texts: Texts, extensions: Mapping[str, Any]) -> None:
        context = self._context.for_operation()
        refusal = GraphQLError(
            in_language(texts, context.language),
            extensions={**extensions, "correlationId": context.correlation_id},
        )
        self._send_end(id_, _error(id_, [refusal.formatted]))

    def _send_end(self, id_: str, message: Mapping[str, Any]) -> None:
        """Send the last message of an operation, whose id is free from now on; not if the client has ended it."""
        if self._operations.get(id_) is asyncio.current_task():
            del self._operations[id_]
            self._send(message)

    def _end_operations(self) -> None:
        operations, self._operations = self._operations, {}
        for task in operations.values():
            task.cancel()

    def _send(self, message: Mapping[str, Any]) -> None:
        self._connection.send_text(orjson.dumps(message))


def _payload(result: ExecutionResult) -> bytes:
    if isinstance(result, EventAnswer):
        return result.json
    payload: dict[str, Any] = {"data": result.data}
    if result.errors:
        payload["errors"] = [error.formatted for error in result.errors]
    if result.extensions:
        payload["extensions"] = result.extensions
    return orjson.dumps(payload)


def _error(id_: str, errors: list[GraphQLFormattedError]) -> dict[str, Any]:
    return {"id": id_, "type": "error", "payload": errors}


def _is_well_formed(message: object) -> TypeGuard[Mapping[str, Any]]:
    if not isinstance(message, dict) or not isinstance(message.get("id", ""), str):
        return False
    match message.get("type"):
        case "subscribe":
            return "id" in message and _is_operation(message.get("payload"))
        case "complete":
            return "id" in message
        case kind:
            return isinstance(kind, str)


def _is_operation(payload: object) -> bool:
    return (
        isinstance(payload, dict)
        and (isinstance(payload.get("query"), str) or not payload.keys().isdisjoint(("documentId", "extensions")))
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )
