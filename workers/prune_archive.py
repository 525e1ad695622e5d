"""The archive of what is pruned: a file of JSON lines, compressed by gzip, which only grows.

Each batch is a member of the gzip file of its own, complete or not there at all: a member that an interruption has left
incomplete is removed before the next one is written.
"""

import asyncio
import fcntl
import gzip
import os
import shutil
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

_BLOCK_BYTES = 1 << 20
_GZIP = zlib.MAX_WBITS | 16


class UnusableArchive(Exception):
    """The file cannot be written, has something else in it, or is damaged. Says which."""


class PruneArchive:
    """Appends to a file, which is made when there is something to write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bytes = 0

    async def append(self, lines: Sequence[str]) -> None:
        """Return when the lines are on the disk. Raises UnusableArchive."""
        try:
            await asyncio.to_thread(self._append, lines)
        except OSError as error:  # which would be taken for one of the database, in its transaction
            raise UnusableArchive(f"{self.path} cannot be written: {error.strerror}") from error

    def _append(self, lines: Sequence[str]) -> None:
        is_new = not self.path.exists()
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_size != self._bytes:
                self._bytes = _complete_bytes(self.path)
                file.truncate(self._bytes)
            member = gzip.compress("".join(f"{line}\n" for line in lines).encode())
            file.write(member)
            file.flush()
            os.fsync(file.fileno())
            self._bytes += len(member)
        if is_new:
            _sync_folder(self.path.parent)


async def rewrite_archive(path: Path, change: Callable[[str], str]) -> None:
    """Replace each line by what `change` makes of it; the file is the old one or the new one, whole.

    No other process may prune at the same time. Raises UnusableArchive.
    """
    try:
        await asyncio.to_thread(_rewrite, path, change)
    except (OSError, EOFError, zlib.error) as error:
        raise UnusableArchive(f"{path} cannot be rewritten: {error}") from error


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    path = path.resolve()  # a link stays one: its file is what has the lines
    complete = _complete_bytes(path)
    if path.stat().st_size != complete:  # by an interruption, as in `_append`: those lines are still in the database
        os.truncate(path, complete)
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with gzip.open(path, "rt", encoding="utf-8") as lines, gzip.GzipFile(fileobj=file, mode="wb") as members:
            for line in lines:
                members.write(change(line.rstrip("\n")).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(path, new)
    new.replace(path)
    _sync_folder(path.parent)


def _complete_bytes(path: Path) -> int:
    """Where the last complete member ends. Raises UnusableArchive if there is anything but gzip in the file."""
    complete = read = 0
    member = zlib.decompressobj(_GZIP)
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            read += len(block)
            while block:
                try:
                    member.decompress(block)
                except zlib.error as error:
                    raise UnusableArchive(
                        f"{path} is no gzip file, or is damaged after byte {complete}: {error}"
                    ) from error
                block = member.unused_data
                if member.eof:
                    complete = read - len(block)
                    member = zlib.decompressobj(_GZIP)
    return complete


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
