"""The pages: what set-up builds from `web/`, looked for at each request, so that it may come later or change."""

import ipaddress
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles

from app.settings import CHECKOUT

BUILT = CHECKOUT / "web" / "dist"

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "  # the editor writes style elements as it goes
    "font-src 'self' data:; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a page may load: its own origin's files, and nothing else."""

PageTokens = Callable[[], Mapping[str, str]]
"""Makes tokens for the page, by role."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_ALWAYS_ASK = "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"  # the names of assets change with their content

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


def page_routes(folder: Path, tokens: PageTokens | None = None) -> list[BaseRoute]:
    """GraphiQL at `/graphiql/`, to which the front door leads, and the files that pages load at `/assets/`.

    `tokens` are for a page on this machine alone; all others find none.
    """
    files = StaticFiles(directory=folder, check_dir=False)

    async def to_graphiql(_: Request) -> Response:
        return RedirectResponse("graphiql/")  # relative: right under any prefix

    async def graphiql(request: Request) -> Response:
        try:
            answer = await files.get_response("graphiql/index.html", request.scope)
            answer.headers["Cache-Control"] = _ALWAYS_ASK
        except HTTPException:
            answer = HTMLResponse(_NOT_BUILT, status_code=503, headers={"Cache-Control": "no-store"})
        answer.headers.update(_HEADERS)
        return answer

    async def page_tokens(request: Request) -> Response:
        given = tokens() if tokens is not None and _of_this_machine(request) else {}
        return JSONResponse(dict(given), headers={"Cache-Control": "no-store", **_HEADERS})

    async def asset(request: Request) -> Response:
        answer = await files.get_response(f"assets/{request.path_params['name']}", request.scope)
        answer.headers["Cache-Control"] = _FOR_EVER
        answer.headers.update(_HEADERS)
        return answer

    return [
        Route("/", to_graphiql),
        Route("/graphiql", to_graphiql),
        Route("/graphiql/", graphiql),
        Route("/graphiql/tokens", page_tokens),
        Route("/assets/{name}", asset),
    ]


def _of_this_machine(request: Request) -> bool:
    """Whether our own page asks, in a browser on this machine.

    Not if the address says another name, which somebody else's name server may have led here; not for pages of other
    origins; and not through a proxy, whose clients may be anywhere.
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


def is_loopback(host: str) -> bool:
    """Whether an address leads to this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
