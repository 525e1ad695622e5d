"""The folder that holds the data, sockets and logs of embedded servers, and the account that these run as.

lock     locked while servers are started or stopped, so that simultaneous starts end up with one pair of servers
pg       PostgreSQL's data; it gets this name when initdb has finished
redis    the append-only file
run      both sockets, mode 0700: the servers ask for no password, so access to this folder is access to the data
bin      copies of the executables, if the servers' account cannot reach the originals
*.log    the output of the servers, mode 0600

The folder has mode 0700. Root's has 0710 and the group of the servers' account, which has to enter it.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embedded.executables import EmbeddedServerError, RunAs

POSTGRES_SOCKET, REDIS_SOCKET = ".s.PGSQL.5432", "r.sock"
MAX_SOCKET_PATH_BYTES = 100  # Linux allows 107, macOS 103
ROOT_STATE_DIR = Path("/var/lib/registro")
_OWNED = "owned"
"""The file in a temporary folder that its owner has locked."""


def default_state_dir(checkout: Path) -> Path:
    """`.state` in the checkout; for root /var/lib/registro, if `nobody` cannot enter the checkout.

    PostgreSQL refuses to run as root, so root's servers run as `nobody`, who has no access to /root, for example.
    """
    inaccessible = os.geteuid() == 0 and not _unprivileged_account().can_enter(checkout.absolute())
    return ROOT_STATE_DIR if inaccessible else checkout.absolute() / ".state"


@contextlib.contextmanager
def temporary_state_dir(purpose: str, parent: Path | None = None) -> Iterator[Path]:
    """A folder that is deleted at the end of the block, with everything in it.

    It contains a file that is locked for as long. Folders of processes that were killed, whose files are locked no
    more, are deleted first.

    Args:
        parent: the folder to make it in; None: the system's for temporary files.
    """
    place = parent or Path(tempfile.gettempdir())
    _delete_abandoned(place)
    path = Path(tempfile.mkdtemp(prefix=f"registro-{purpose}-", dir=place))
    _admit(_account_for_servers(path), path)
    unlocked = path / f"{_OWNED}.new"
    with unlocked.open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        unlocked.rename(path / _OWNED)  # nothing but a locked file ever has this name
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def _delete_abandoned(place: Path) -> None:
    for path in place.glob(f"registro-*-*/{_OWNED}"):
        # Others may have made a folder with such a name, or be deleting it.
        with contextlib.suppress(OSError):
            if path.parent.lstat().st_uid == os.geteuid():
                with path.open("w") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path.parent, ignore_errors=True)


@dataclass(frozen=True)
class StateDir:
    """A state folder that servers can be started in.

    Attributes:
        sockets: the folder of the sockets.
        run_as: the account that the servers run as; None: the account of this process.
    """

    path: Path
    sockets: Path
    run_as: RunAs | None

    @property
    def postgres_socket(self) -> Path:
        return self.sockets / POSTGRES_SOCKET

    @property
    def redis_socket(self) -> Path:
        return self.sockets / REDIS_SOCKET

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """No other process starts or stops servers here during the block. The system unlocks if a holder is killed."""
        with self.private_file("lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def private_file(self, name: str) -> Path:
        """A file in the state folder that only this account and root can read."""
        path = self.path / name
        path.touch(mode=0o600)
        path.chmod(0o600)  # an earlier release made it with another mode
        return path

    def private_folder(self, name: str) -> Path:
        """A folder in the state folder that only the servers' account and root can enter."""
        return _make_private(self.path / name, self.run_as)


def prepare(path: Path) -> StateDir:
    """Make the state folder if it does not exist. The mode of an existing folder is not changed.

    Raises EmbeddedServerError if the servers' account cannot enter it.
    """
    path = path.absolute()
    run_as = _account_for_servers(path)
    if not path.exists():
        _make(path, run_as)
    if run_as and not run_as.can_enter(path):
        raise EmbeddedServerError(
            f"Servers started by root run as another account, which cannot enter {path}: "
            "set REGISTRO_STATE_DIR to a folder that every account can enter (chmod o+x), such as /var/lib/registro."
        )
    return StateDir(path, _make_private(sockets_folder(path), run_as), run_as)


def _make(path: Path, run_as: RunAs | None) -> None:
    """Make the folder, unless another process does at the same time. It is never there without its mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        _admit(run_as, made)
        made.rename(path)  # over an empty folder, too
    except OSError:
        made.rmdir()
        if not path.is_dir():
            raise


def _admit(run_as: RunAs | None, folder: Path) -> None:
    """Let the account of root's servers enter, and no other account."""
    if run_as:
        shutil.chown(folder, group=run_as.gid)
        folder.chmod(0o710)


def _account_for_servers(state: Path) -> RunAs | None:
    """For root: the owner of the data, or `nobody` if there is no data yet. For other accounts: None."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(FileNotFoundError):
        status = (state / "pg").stat()
        if status.st_uid != 0:
            return RunAs(status.st_uid, status.st_gid)
    return _unprivileged_account()


def _unprivileged_account() -> RunAs:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedServerError(
            "PostgreSQL does not run as root, and there is no account `nobody`: set DATABASE_URL."
        ) from None
    return RunAs(entry.pw_uid, entry.pw_gid)


def sockets_folder(state: Path) -> Path:
    """`run` in the state folder, or a folder in the temporary folder if a socket's path would be too long there."""
    beside = state / "run"
    if len(os.fsencode(beside / POSTGRES_SOCKET)) <= MAX_SOCKET_PATH_BYTES:
        return beside
    name = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"registro-{name}"


def _make_private(folder: Path, run_as: RunAs | None) -> Path:
    """Make a folder that only the servers' account and root can enter.

    Raises EmbeddedServerError if it exists and others can enter it: in /tmp, anyone may have made it before us.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    owners = {os.geteuid(), run_as.uid if run_as else os.geteuid()}
    if folder.is_symlink() or status.st_uid not in owners or status.st_mode & 0o077:
        raise EmbeddedServerError(
            f"{folder} is not a private folder of ours: move it elsewhere, or set another REGISTRO_STATE_DIR."
        )
    if run_as and status.st_uid != run_as.uid:
        shutil.chown(folder, run_as.uid, run_as.gid)
    return folder
