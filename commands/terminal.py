"""Output of commands: progress bars on standard error, only the result on standard output."""

import contextlib
import sys
from collections.abc import Iterator

import msgspec
from rich.console import Console
from rich.progress import Progress, ProgressColumn


@contextlib.contextmanager
def stdout_to_stderr() -> Iterator[None]:
    """Redirect standard output to standard error during the block, so that logs do not mix with the result."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


@contextlib.contextmanager
def progress_bars(*columns: ProgressColumn) -> Iterator[Progress]:
    """Show progress on standard error during the block, if that is a terminal."""
    shown = sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True) as progress:
        yield progress


def print_text(text: str) -> None:
    """Write text to standard output."""
    sys.stdout.write(text)


def print_json(document: object) -> None:
    """Write a JSON document to standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")


def fail(problem: str, *, as_json: bool) -> int:
    """Report an error; returns the return code 1."""
    sys.stderr.write(f"registro: {problem}\n")
    if as_json:
        print_json({"error": problem})
    return 1
