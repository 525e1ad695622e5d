"""A GraphQL client for the demo, scripts and tests: HTTP, and WebSocket (graphql-transport-ws) for subscriptions."""

import ssl
from collections.abc import AsyncGenerator, Mapping
from functools import cache
from typing import Any, Self

import httpx
import orjson
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

GraphQLResponse = dict[str, Any]
"""With `data`, `errors` and `extensions`, if the server sent them."""

_PROTOCOL = Subprotocol("graphql-transport-ws")


@cache
def tls_context() -> ssl.SSLContext:
    """The same for all clients: loading the certificates takes longer than most requests."""
    return httpx.create_ssl_context()


class ProtocolError(Exception):
    """The server sent a message that graphql-transport-ws does not allow at this point."""


class GraphQLClient:
    """A client of the server at `base_url`, for example `http://127.0.0.1:8003`.

    Args:
        tls: whom an https server has to prove to be; None: the authorities that this machine trusts decide.

    Attributes:
        http: for requests to the same server that are not GraphQL.
    """

    def __init__(
        self, base_url: str, headers: Mapping[str, str] | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._headers = dict(headers or {})
        self._tls = tls or tls_context()
        self._socket_url = f"{base_url.replace('http', 'ws', 1).rstrip('/')}/graphql"
        self.http = httpx.AsyncClient(base_url=base_url, headers=self._headers, timeout=30, verify=self._tls)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def execute(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        operation: str | None = None,
    ) -> GraphQLResponse:
        """Send a query or mutation. Returns the response, even if it has errors; raises ValueError if it is no JSON.

        `operation`: which one of the document is to be executed; None: it has one.
        """
        body = {"query": query, "variables": dict(variables or {})} | (
            {"operationName": operation} if operation else {}
        )
        response = await self.http.post("/graphql", json=body, headers=dict(headers or {}))
        answer: GraphQLResponse = orjson.loads(response.content)
        return answer

    async def subscribe(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> AsyncGenerator[GraphQLResponse, None]:
        """The payloads of a subscription until the server completes it. After an error the last payload has `errors`.

        To unsubscribe earlier, close the generator (`contextlib.aclosing`). Raises ProtocolError.
        """
        handshake = {**self._headers, **(headers or {})}
        async with connect(
            self._socket_url,
            subprotocols=[_PROTOCOL],
            additional_headers=handshake,
            ssl=self._tls if self._socket_url.startswith("wss") else None,
        ) as socket:
            await socket.send('{"type":"connection_init"}', text=True)
            if (first := orjson.loads(await socket.recv()))["type"] != "connection_ack":
                raise ProtocolError(f"expected connection_ack, got {first}")
            payload = {"query": query, "variables": dict(variables or {})}
            await socket.send(orjson.dumps({"id": "1", "type": "subscribe", "payload": payload}), text=True)
            while True:
                message = orjson.loads(await socket.recv())
                match message["type"]:
                    case "next":
                        yield message["payload"]
                    case "error":
                        yield {"errors": message["payload"]}
                        return
                    case "complete":
                        return
                    case "ping":
                        await socket.send('{"type":"pong"}', text=True)
                    case other:
                        raise ProtocolError(f"unexpected message {other}")
