"""Functions shared by the steps of set-up. They run on .venv's Python and need only the standard library."""

import contextlib
import fcntl
import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Impossible(Exception):
    """Something cannot be installed or run on this machine. The message says what and why."""


def say(text: str) -> None:
    """Print a message on standard error."""
    print(f"registro: {text}", file=sys.stderr, flush=True)  # noqa: T201 - a message


def run_script(main: Callable[[], object]) -> None:
    """Call a script's `main`. What is impossible ends the script with a sentence, Ctrl-C with code 130."""
    try:
        main()
    except Impossible as problem:
        sys.exit(f"registro: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(what: str, *command: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and return its output. Raises Impossible with the likely reason if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - commands of ours
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise Impossible(f"{what}: {error}") from error
    if done.returncode:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()] or [f"code {done.returncode}"]
        reason = next((line for line in lines if "error" in line.lower()), lines[-1])
        raise Impossible(f"{what}: {reason[:300]}")
    return done.stdout


def pip(python: Path | str, lock: Path, *more: str | Path) -> None:
    """Install the packages of a lock file."""
    options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet"]
    run(f"pip install {lock.name}", python, "-I", "-m", "pip", "install", *options, "-r", lock, *more)


def stamp_of(files: Iterable[Path]) -> str:
    """A hash of the content of these files and the kind of machine."""
    digest = hashlib.sha256(f"{sys.platform} {platform.machine()}".encode())
    for file in files:
        digest.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def has_stamp(folder: Path, stamp: str) -> bool:
    """Whether the folder is complete and has this stamp."""
    try:
        return (folder / ".stamp").read_text() == stamp
    except OSError:
        return False


def put_stamp(folder: Path, stamp: str) -> None:
    """Mark the folder as complete."""
    (folder / ".stamp").write_text(stamp)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """One step at a time. Not bootstrap.py's lock: the pages are built while it installs into .venv."""
    with (ROOT / ".steps.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
