"""What commands of some length say: bars on standard error, and on standard output the result alone."""

import contextlib
import sys
from collections.abc import Iterator

import msgspec
from rich.console import Console
from rich.progress import Progress, ProgressColumn


@contextlib.contextmanager
def stdout_to_stderr() -> Iterator[None]:
    """Whatever is logged in the block goes to standard error, so that it cannot spoil a document."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


@contextlib.contextmanager
def progress_bars(*columns: ProgressColumn) -> Iterator[Progress]:
    """Progress on standard error while the block runs; nothing at all where that is no terminal."""
    shown = sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True) as progress:
        yield progress


def print_text(text: str) -> None:
    """Lines of standard output."""
    sys.stdout.write(text)


def print_json(document: object) -> None:
    """The one document of standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")


def fail(problem: str, *, as_json: bool) -> int:
    """Say why there is no result; the return code 1."""
    sys.stderr.write(f"registro: {problem}\n")
    if as_json:
        print_json({"error": problem})
    return 1
