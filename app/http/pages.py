"""The web pages, which set-up builds from `web/`. Files are looked for at each request, so a build needs no restart."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from app.http.asgi import Route
from app.settings import CHECKOUT
from kit.loopback import is_loopback

BUILT_PAGES = CHECKOUT / "web" / "dist"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "  # the editor creates style elements
    "font-src 'self' data:; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""A page may load files of its own origin and nothing else."""

NONCE_HEADER = "X-Page-Nonce"
_NO_NONCE = (
    "Tokens are for the page at the address that `make run` prints: open that. Or type a token; "
    "`registro token` makes one."
)


@dataclass(frozen=True, slots=True)
class PageTokens:
    """Tokens for GraphiQL in development.

    Attributes:
        nonce: what the page has to send for them. It stands in the address that `registro dev` prints.
        make: makes them, by role.
    """

    nonce: str
    make: Callable[[], Mapping[str, str]]

    def are_for(self, request: Request) -> bool:
        """Whether the request comes from the page on this machine, opened at the address that was printed."""
        sent = request.headers.get(NONCE_HEADER, "")
        return compare_digest(sent.encode(), self.nonce.encode()) and _is_local(request)


_SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
}
_REVALIDATE = "no-cache"
_CACHE_FOREVER = "public, max-age=31536000, immutable"  # an asset's name changes with its content

_NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not built · Registro</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 36rem; padding: 0 1rem }</style>
<h1>This page is not built</h1>
<p>In the checkout, run <code>make setup</code> (without make: <code>python3 tools/bootstrap.py setup</code>). It says
what is missing, if something is. Then load this page again; nothing has to be restarted.</p>
<p>The API does not need it: send GraphQL to <code>/graphql</code>.</p>
"""


def documents_of_pages(folder: Path) -> Sequence[str]:
    """The texts of the documents that the built pages send by themselves; set-up lists them."""
    with suppress(FileNotFoundError):
        texts: list[str] = orjson.loads((folder / "documents.json").read_bytes())
        return texts
    return ()


def page_routes(folder: Path, tokens: PageTokens | None = None) -> list[Route]:
    """GraphiQL at `/graphiql/`, a redirect to it at `/`, and the files that pages load at `/assets/`.

    `tokens` are given only to a page in a browser on this machine that was opened at the address with the nonce.
    """
    files = StaticFiles(directory=folder, check_dir=False)

    async def to_graphiql(_: Request) -> Response:
        return RedirectResponse("graphiql/")  # relative, so that it is right under any prefix

    async def file(path: str, request: Request) -> Response:
        """The whole file. Ranges are not served: Starlette refuses one without the headers that all answers have."""
        scope = request.scope
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"range"]
        response = await files.get_response(path, scope)
        response.headers["Accept-Ranges"] = "none"
        return response

    async def graphiql(request: Request) -> Response:
        try:
            response = await file("graphiql/index.html", request)
            response.headers["Cache-Control"] = _REVALIDATE
        except HTTPException:
            response = HTMLResponse(_NOT_BUILT, status_code=503)
        response.headers.update(_SECURITY_HEADERS)
        return response

    async def page_tokens(request: Request) -> Response:
        if tokens is None:
            return JSONResponse({"tokens": {}}, headers=_SECURITY_HEADERS)
        if not tokens.are_for(request):
            return JSONResponse({"message": _NO_NONCE}, status_code=403, headers=_SECURITY_HEADERS)
        return JSONResponse({"tokens": dict(tokens.make())}, headers=_SECURITY_HEADERS)

    async def asset(request: Request) -> Response:
        response = await file(f"assets/{request.path_params['name']}", request)
        response.headers["Cache-Control"] = _CACHE_FOREVER
        response.headers.update(_SECURITY_HEADERS)
        return response

    return [
        Route("/", to_graphiql),
        Route("/graphiql", to_graphiql),
        Route("/graphiql/", graphiql),
        Route("/graphiql/tokens", page_tokens),
        Route("/assets/{name}", asset),
    ]


def _is_local(request: Request) -> bool:
    """Whether the request comes from our own page in a browser on this machine.

    Requests under another host name are refused, because any name server can resolve its names to 127.0.0.1. So are
    requests from pages of other origins, and those through a proxy, whose clients may be anywhere.
    """
    origin = request.headers.get("origin")
    return (
        request.client is not None
        and is_loopback(request.client.host)
        and is_loopback(request.url.hostname or "")
        and origin in {None, f"{request.url.scheme}://{request.url.netloc}"}
        and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and not {"forwarded", "via", "x-forwarded-for", "x-real-ip"} & set(request.headers)
    )
