"""The least that can answer over HTTP: reads a request, checks its token, answers with the bytes of the file ANSWER.

KEY is the key of its tokens (HS256).
"""

import os
from pathlib import Path

import jwt
from starlette.types import Receive, Scope, Send

_KEY = os.environ["KEY"]
_BODY = Path(os.environ["ANSWER"]).read_bytes()
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_BODY)).encode())]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request. Raises InvalidTokenError if its token is not valid."""
    token = next(value for name, value in scope["headers"] if name == b"authorization").removeprefix(b"Bearer ")
    jwt.decode(token, _KEY, algorithms=["HS256"])
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})
