"""A folder for the servers of tests, in memory where there is room: a disk shared with others is five times slower."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 512 * 2**20  # bytes


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that root's servers, which run as `nobody`, can walk into; it is gone afterwards."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="registro-test-", dir=MEMORY if roomy else None))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
