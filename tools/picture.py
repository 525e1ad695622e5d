# ruff: noqa: INP001
"""Takes docs/graphiql.png: an enrollment accepted in GraphiQL, and below it the last event of its subscription.

Nothing in it is made up: servers, API, worker and demo term are started in a temporary folder, and Chromium plays the
page's own tabs. `make picture` installs what this needs first.
"""

import asyncio
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import node
from steps import ROOT, Impossible, say

from app.processes import running

PICTURE = ROOT / "docs" / "graphiql.png"
CLIENTS = ROOT / "tests" / "clients"
LARGEST = 250_000


async def take(state: Path) -> None:
    """Boot, play, shut down. Raises Impossible."""
    chromium = shutil.which("chromium")
    if not chromium:
        raise Impossible("there is no `chromium`")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    async with running(state, port, fast=True, say=lambda *_: None) as up:
        found, page = node.get(), f"{up.base_url}/graphiql/"
        await asyncio.to_thread(found.run, "the browser", "graphiql/picture.mjs", page, PICTURE, chromium, cwd=CLIENTS)


def main() -> None:
    """Take it, and say how large it is."""
    state = Path(tempfile.mkdtemp(prefix="registro-picture-"))
    state.chmod(0o711)  # root's servers run as `nobody` and have to get in
    try:
        asyncio.run(take(state))
    finally:
        shutil.rmtree(state, ignore_errors=True)
    size = PICTURE.stat().st_size
    say(f"{PICTURE.relative_to(ROOT)} has {size / 1000:.0f} kB")
    if size > LARGEST:
        raise Impossible(f"that is more than {LARGEST / 1000:.0f}")


if __name__ == "__main__":
    try:
        main()
    except Impossible as problem:
        sys.exit(f"registro: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
