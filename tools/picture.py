"""Takes docs/graphiql.png: an accepted enrollment in GraphiQL, and below it the last event of its subscription.

It starts servers, API, worker and demo term in a temporary folder, and runs the page's own tabs in Chromium.
`make picture` installs Chromium and its driver first.
"""

import asyncio
import secrets
import shutil
from pathlib import Path

import node
from steps import ROOT, Impossible, run_script, say

from commands.processes import free_port, running_processes
from embedded.state_dir import temporary_state_dir

PICTURE = ROOT / "docs" / "graphiql.png"
CLIENTS = ROOT / "tests" / "clients"
LARGEST = 250_000


async def take(state: Path) -> None:
    """Start everything, take the picture, stop. Raises Impossible."""
    chromium = shutil.which("chromium")
    if not chromium:
        raise Impossible("there is no `chromium`")
    nonce = secrets.token_urlsafe()
    environment = {"REGISTRO_DEV_NONCE": nonce}
    async with running_processes(state, free_port(), fast=True, environment=environment, say=lambda *_: None) as up:
        found, page = node.get(), f"{up.base_url}/graphiql/#nonce={nonce}"
        await asyncio.to_thread(found.run, "the browser", "graphiql/picture.mjs", page, PICTURE, chromium, cwd=CLIENTS)


def main() -> None:
    """Take the picture and print its size."""
    with temporary_state_dir("picture") as state:
        asyncio.run(take(state))
    size = PICTURE.stat().st_size
    say(f"{PICTURE.relative_to(ROOT)} has {size / 1000:.0f} kB")
    if size > LARGEST:
        raise Impossible(f"that is more than {LARGEST / 1000:.0f}")


if __name__ == "__main__":
    run_script(main)
