"""graphql-transport-ws: Strawberry's handler, which signs nobody in and takes the shape of messages on trust."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol, cast

from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage, Message

from app.http.auth.authenticator import SignsIn
from app.http.auth.claims import BadToken
from app.http.auth.jwks import KeysAway
from resolvers.context import Caller, Context

FORBIDDEN = 4403
"""The code for a token that is bad, or has expired. graphql-ws comes again, with what `connectionParams` then gives;
4401 it would take for the end (graphql-ws, src/client.ts)."""
TRY_AGAIN_LATER = 1013


class _View(Protocol):
    """The endpoint that a connection belongs to."""

    signs_in: SignsIn


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """Signs in by the first message, and closes when the token expires; a misshapen message closes with 4400."""

    _expiry: asyncio.Task[None] | None = None
    _expired = False

    async def handle_message(self, message: Message) -> None:
        """One message of the client; those that were under way when the token expired are nobody's."""
        if self._expired:
            return
        if _well_formed(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Failed to parse message")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """The first message: its payload may have an `Authorization`; without one the handshake's header counts."""
        payload = message.get("payload", {})
        if isinstance(payload, dict) and not self.connection_init_received:
            try:
                caller = await self._caller(payload)
            except BadToken as refusal:
                await self.websocket.close(code=FORBIDDEN, reason=f"Forbidden: {refusal}"[:120])
                return
            except KeysAway:
                await self.websocket.close(code=TRY_AGAIN_LATER, reason="Tokens cannot be judged now")
                return
            self.context = replace(self.context, caller=caller)
            if caller.roles:
                self._expiry = asyncio.create_task(self._close_at(caller.until), name="expiry of a socket")
        await super().handle_connection_init(message)

    async def handle_task_exception(self, error: Exception) -> None:
        """What ended an operation. That its client has gone away, in the middle of an answer, is no trouble of ours."""
        if not isinstance(error, WebSocketDisconnected):
            await super().handle_task_exception(error)

    async def shutdown(self) -> None:
        """The socket is closed."""
        if self._expiry is not None:
            self._expiry.cancel()
        await super().shutdown()

    async def _caller(self, payload: Mapping[str, object]) -> Caller:
        view = cast("_View", self.view)
        sent = [value for name, value in payload.items() if name.lower() == "authorization" and value is not None]
        if not sent:
            handshake = cast("ASGIWebSocketAdapter", self.websocket).ws
            return await view.signs_in.caller(handshake.headers.get("authorization"))
        if len(sent) > 1 or not isinstance(sent[0], str):
            raise BadToken("`Authorization` must be one text.")
        return await view.signs_in.caller(sent[0])

    async def _close_at(self, moment: float) -> None:
        await asyncio.sleep(moment - time.time())
        # What runs would go on writing into a closed socket.
        self._expired = True
        for operation_id in list(self.operations):
            await self.cleanup_operation(operation_id)
        await self.websocket.close(code=FORBIDDEN, reason="Forbidden: The token has expired.")


def _well_formed(message: object) -> bool:
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
