"""Output of commands: progress bars on standard error, only the result on standard output."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress, ProgressColumn

from kit.errors import DatabaseRefused, DatabaseUnavailable


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


PIECE_CHARACTERS = 1_000
"""At most 4,000 bytes, which a pipe takes whole or not at all: PIPE_BUF of pipe(7) is 4,096."""


def print_text(text: str) -> None:
    """Write text to standard output, in pieces.

    With PYTHONUNBUFFERED, which containers often set, Python does not notice that a pipe has taken a part of a write
    only, and the rest is lost: so it is where uvloop's io_uring interrupts a write that waits for the reader.
    """
    for start in range(0, len(text), PIECE_CHARACTERS):
        sys.stdout.write(text[start : start + PIECE_CHARACTERS])


def print_json(document: object) -> None:
    """Write a JSON document to standard output."""
    print_text(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")


def report_problem(report: Path) -> str:
    """Why a report cannot be written to this file, with JSON beside it; empty if it can."""
    if not report.absolute().parent.is_dir():
        return f"there is no folder {report.parent} for the report."
    if report.suffix == ".json":
        return "--report names the HTML file; the JSON file is written beside it."
    for path in (report, report.with_suffix(".json")):
        if path.is_dir() or not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
            return f"{path} cannot be written: name another file with --report."
    return ""


def database_problem(error: DatabaseUnavailable) -> str:
    """A sentence about a database that cannot be used, without secrets."""
    if isinstance(error, DatabaseRefused):
        return f"DATABASE_URL: {error}."
    return f"the database cannot be reached: {error}. See DATABASE_URL."


def fail(problem: str, *, as_json: bool) -> int:
    """Report an error; returns the return code 1."""
    sys.stderr.write(f"registro: {problem}\n")
    if as_json:
        print_json({"error": problem})
    return 1
