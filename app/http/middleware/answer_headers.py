"""Headers that every answer has."""

from typing import Final

from starlette.types import Scope

CORRELATION_HEADER: Final = "X-Correlation-ID"

Headers = list[tuple[bytes, bytes]]
"""As ASGI has them: names in lower case."""

_CORRELATION = CORRELATION_HEADER.lower().encode()
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_CACHE_CONTROL = b"cache-control"
_NO_STORE = (_CACHE_CONTROL, b"no-store")
WITHOUT_REQUEST: Final[Headers] = [_NO_SNIFFING, _NO_STORE]
"""Those of an answer that the server gives before there is a request."""


def complete(headers: Headers, scope: Scope) -> None:
    """Add the correlation id of the request, and what keeps browsers from guessing a type and caches from storing.

    An answer that may be stored says so itself: it has a Cache-Control already.
    """
    headers.append((_CORRELATION, scope["state"]["correlation_id"].encode()))
    headers.append(_NO_SNIFFING)
    for name, _ in headers:
        if name == _CACHE_CONTROL:
            return
    headers.append(_NO_STORE)
