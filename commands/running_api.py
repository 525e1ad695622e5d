"""Finds the API that `registro dev` runs on this machine, for commands that are given no URL."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import httpx

from app.http.auth.dev_tokens import make_token, signing_secret
from app.settings import Settings
from app.settings.setting_group import http_url
from commands.graphql_client import tls_context
from commands.processes import REACHABLE_HOST
from embedded.servers import EmbeddedServerError
from resolvers.caller import Role

_FILE_NAME = "url"
_TIMEOUT_SECONDS = 2.0


class NoServer(Exception):
    """There is no server, or no token for it. The message says what to do."""


@contextlib.contextmanager
def announced(state: Path, base_url: str) -> Iterator[None]:
    """Let `find_running_api` find the API at `base_url` during the block, if the state folder can be written to."""
    path = state / _FILE_NAME
    with contextlib.suppress(OSError):
        path.write_text(base_url)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def base_url_of(given: str) -> str:
    """A given URL of a server, or of its `/graphql`, without the path. Raises NoServer if it is none."""
    try:
        http_url(given)
    except ValueError as error:
        raise NoServer(f"{given} is not the URL of a server: {error}") from None
    return given.rstrip("/").removesuffix("/graphql")


def find_running_api(settings: Settings) -> str:
    """The URL of the API that `registro dev` runs, else of one that listens where the settings say. Raises NoServer."""
    host = REACHABLE_HOST.get(settings.host, settings.host)
    configured = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    with contextlib.suppress(OSError):
        announced_url = (settings.state_dir / _FILE_NAME).read_text()
        if _answers(announced_url):
            return announced_url
    if _answers(configured):
        return configured
    raise NoServer(f"no server answers at {configured}: start one with `registro dev`, or name one with --url.")


def admin_token(settings: Settings) -> str:
    """A token for everything, signed with the configured secret or that of `registro dev`. Raises NoServer."""
    try:
        secret = signing_secret(settings)
    except EmbeddedServerError as error:
        raise NoServer(str(error)) from None
    if secret is None:
        raise NoServer(
            "there is no secret to sign a token with: give a token with --token, or set REGISTRO_JWT_SECRET."
        )
    return make_token(settings, secret, Role.ADMIN, hours=1)


def _answers(base_url: str) -> bool:
    try:
        return httpx.get(f"{base_url}/healthz", timeout=_TIMEOUT_SECONDS, verify=tls_context()).is_success
    except (httpx.TransportError, httpx.InvalidURL):
        return False
