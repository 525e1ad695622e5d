"""What `make test-all` installs besides Python packages, as tests find it. What is missing fails them, and says so."""

import asyncio
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.poll import in_time
from tests.support.tokens import token

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "tests" / "clients"
MISSING = "run `make test-all`, which installs it, or says why it cannot"


@cache
def node() -> Path:
    """Node: the machine's, or else the one that builds the pages."""
    found = subprocess.run([sys.executable, ROOT / "tools" / "node.py"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(f"{found.stderr.strip()}: {MISSING}")
    return there(Path(found.stdout.strip()))


def pgbouncer() -> Path:
    """PgBouncer."""
    return there(Path(shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"))


def nginx() -> Path:
    """nginx."""
    return there(Path(shutil.which("nginx") or "/usr/sbin/nginx"))


def caddy() -> Path:
    """Caddy."""
    return there(Path(shutil.which("caddy") or "/usr/bin/caddy"))


def chromium() -> Path:
    """Chromium."""
    return there(Path(shutil.which("chromium") or "/usr/bin/chromium"))


def there(path: Path) -> Path:
    """The path, if something is there."""
    if not path.exists():
        pytest.fail(f"there is no {path}: {MISSING}")
    return path


async def ended(
    *command: str | Path, seconds: float = 60, folder: Path = CLIENTS, **environment: str
) -> tuple[int, str, str]:
    """The return code of a program, and what it printed on its two outputs. TOKEN lets it do everything."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env={**os.environ, "TOKEN": token(), **environment}, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        out, err = await in_time(process.communicate(), seconds)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()
