"""A folder for the servers of tests, in memory where there is room: a disk shared with others is five times slower."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from embedded.state_dir import temporary_state_dir

MEMORY = Path("/dev/shm")  # noqa: S108 - folders in it have names of their own
ROOM = 512 * 2**20  # bytes


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that root's servers, which run as `nobody`, can walk into; it is gone afterwards."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with temporary_state_dir("test", MEMORY if roomy else None) as folder:
        yield folder
