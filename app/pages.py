"""The pages: what set-up builds from `web/`, looked for at each request, so that it may come later or change."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
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


def page_routes(folder: Path) -> list[BaseRoute]:
    """GraphiQL at `/graphiql/`, to which the front door leads, and the files that pages load at `/assets/`."""
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

    async def asset(request: Request) -> Response:
        answer = await files.get_response(f"assets/{request.path_params['name']}", request.scope)
        answer.headers["Cache-Control"] = _FOR_EVER
        answer.headers.update(_HEADERS)
        return answer

    return [
        Route("/", to_graphiql),
        Route("/graphiql", to_graphiql),
        Route("/graphiql/", graphiql),
        Route("/assets/{name}", asset),
    ]
