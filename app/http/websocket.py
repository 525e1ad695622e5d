"""Subscriptions over WebSocket (graphql-transport-ws): adds authentication and checks of messages to Strawberry's
handler."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol, cast

from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage, Message

from app.http.auth.authenticator import Authenticates
from app.http.auth.jwks import JwksUnavailable
from app.http.auth.token_claims import InvalidToken
from resolvers.caller import Caller
from resolvers.context import Context

FORBIDDEN = 4403
"""Close code for an invalid or expired token. The client graphql-ws connects again after it, with a new result of its
`connectionParams`; after 4401 it would give up (graphql-ws, src/client.ts)."""
TRY_AGAIN_LATER = 1013


class _View(Protocol):
    """What a connection needs of the endpoint that it belongs to."""

    authentication: Authenticates


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """Authenticates by the first message and closes when the token expires. A malformed message closes with 4400."""

    _expiry: asyncio.Task[None] | None = None
    _expired = False

    async def handle_message(self, message: Message) -> None:
        """Handle a message of the client. Messages after the token has expired are ignored."""
        if self._expired:
            return
        if _is_well_formed(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Failed to parse message")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Authenticate by `Authorization` in the payload of the first message, else by the handshake's header."""
        payload = message.get("payload", {})
        if isinstance(payload, dict) and not self.connection_init_received:
            try:
                caller = await self._caller(payload)
            except InvalidToken as error:
                await self.websocket.close(code=FORBIDDEN, reason=f"Forbidden: {error}"[:120])
                return
            except JwksUnavailable:
                await self.websocket.close(code=TRY_AGAIN_LATER, reason="Tokens cannot be verified now")
                return
            self.context = replace(self.context, caller=caller)
            if caller.roles:
                self._expiry = asyncio.create_task(self._close_at(caller.expires_at), name="token expiry")
        await super().handle_connection_init(message)

    async def handle_task_exception(self, error: Exception) -> None:
        """Log the error that ended an operation, unless it is only that the client has disconnected."""
        if not isinstance(error, WebSocketDisconnected):
            await super().handle_task_exception(error)

    async def shutdown(self) -> None:
        """Clean up after the connection was closed."""
        if self._expiry is not None:
            self._expiry.cancel()
        await super().shutdown()

    async def _caller(self, payload: Mapping[str, object]) -> Caller:
        view = cast("_View", self.view)
        sent = [value for name, value in payload.items() if name.lower() == "authorization" and value is not None]
        if not sent:
            handshake = cast("ASGIWebSocketAdapter", self.websocket).ws
            return await view.authentication.caller(handshake.headers.get("authorization"))
        if len(sent) > 1 or not isinstance(sent[0], str):
            raise InvalidToken("`Authorization` must be a string, and given once.")
        return await view.authentication.caller(sent[0])

    async def _close_at(self, expiry: float) -> None:
        await asyncio.sleep(expiry - time.time())
        # Operations are ended first: they would write to the closed socket.
        self._expired = True
        for operation_id in list(self.operations):
            await self.cleanup_operation(operation_id)
        await self.websocket.close(code=FORBIDDEN, reason="Forbidden: The token has expired.")


def _is_well_formed(message: object) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("id", ""), str):
        return False
    if message.get("type") != "subscribe":
        return True
    payload = message.get("payload")
    return (
        isinstance(payload, dict)
        and isinstance(payload.get("query"), str)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )
