"""Which pages of other origins may call the API, as browsers ask (CORS)."""

import re

from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from app.http.middleware.answer_headers import CORRELATION_HEADER

_TRACE_HEADERS = ["traceparent", "tracestate"]


class CrossOrigin(CORSMiddleware):
    """Starlette's rules, applied to finished responses: nothing is wrapped.

    Args:
        origins: match the origins whose pages may call the API.
    """

    def __init__(self, origins: re.Pattern[str]) -> None:
        super().__init__(
            Response(),  # the application around which it would be wrapped
            allow_origin_regex=origins.pattern,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", CORRELATION_HEADER, *_TRACE_HEADERS],
            expose_headers=[CORRELATION_HEADER, "Retry-After", "RateLimit", "RateLimit-Policy"],
        )

    def preflight(self, scope: Scope) -> Response | None:
        """The answer to a browser that asks whether a page may send a request; None if it is another request."""
        if scope["method"] != "OPTIONS":
            return None
        headers = HTTPConnection(scope).headers
        asks = "origin" in headers and "access-control-request-method" in headers
        return self.preflight_response(headers) if asks else None

    def allow(self, response: Response, origin: str | None) -> None:
        """Say in the response whether a page of this origin may read it."""
        headers = response.headers
        if origin is not None:
            headers.update(self.simple_headers)
        if origin is not None and self.is_allowed_origin(origin):
            self.allow_explicit_origin(headers, origin)
        else:
            headers["Vary"] = ", ".join([*headers.getlist("Vary"), "Origin"])
