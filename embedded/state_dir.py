"""The folder that embedded servers live in: whose it is, where their sockets are, who may start them.

lock     held while servers are started or stopped: however many start at once, one pair of servers comes of it
pg       PostgreSQL's data, named so only when initdb has finished
redis    the append-only file
run      both sockets, 0700: being able to enter it is what the servers take for a password
bin      copies of the programs, where the servers' account cannot reach the originals
*.log    what the servers say
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

from embedded.executables import Account, CannotBoot

LONGEST_SOCKET = 100  # bytes: Linux allows 107, macOS 103
FOR_ROOT = Path("/var/lib/registro")


def default_state(checkout: Path) -> Path:
    """Where data goes by default: beside the code, or in /var/lib for root in a checkout closed to others.

    PostgreSQL refuses to run as root, so root's servers run as `nobody`, who cannot walk into /root, say.
    """
    closed = os.geteuid() == 0 and not _nobody().may_enter(checkout.absolute())
    return FOR_ROOT if closed else checkout.absolute() / ".state"


@contextlib.contextmanager
def temporary_state(purpose: str) -> Iterator[Path]:
    """A folder for servers that are gone with the block, and everything in it with them."""
    state = Path(tempfile.mkdtemp(prefix=f"registro-{purpose}-"))
    state.chmod(0o711)  # root's servers run as `nobody` and have to get in
    try:
        yield state
    finally:
        shutil.rmtree(state, ignore_errors=True)


@dataclass(frozen=True)
class Place:
    """A state folder that is ready to hold servers."""

    state: Path
    run: Path
    account: Account | None  # whom the servers run as; None: as ourselves

    @property
    def postgres_socket(self) -> Path:
        return self.run / ".s.PGSQL.5432"

    @property
    def redis_socket(self) -> Path:
        return self.run / "r.sock"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else starts or stops servers here meanwhile. A holder that is killed lets go."""
        with (self.state / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def private_folder(self, name: str) -> Path:
        """A folder of the servers' own."""
        return _private(self.state / name, self.account)


def settle(state: Path) -> Place:
    """Make the folder if need be. Folders that were there before keep their mode, whatever it is."""
    state = state.absolute()
    account = _servers_account(state)
    if not state.exists():
        state.mkdir(mode=0o700, parents=True)
        if account:
            state.chmod(0o711)
    if account and not account.may_enter(state):
        raise CannotBoot(
            f"Servers started by root run as another account, which cannot enter {state}: "
            "set REGISTRO_STATE to a folder that all may walk into (chmod o+x), such as /var/lib/registro."
        )
    return Place(state, _run_folder(state, account), account)


def _servers_account(state: Path) -> Account | None:
    """Root's servers run as the owner of the data, or as `nobody` if there is none yet."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(FileNotFoundError):
        status = (state / "pg").stat()
        if status.st_uid != 0:
            return Account(status.st_uid, status.st_gid)
    return _nobody()


def _nobody() -> Account:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotBoot(
            "PostgreSQL does not run as root, and there is no account `nobody`: set DATABASE_URL."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def _run_folder(state: Path, account: Account | None) -> Path:
    """Beside the data if a socket's path may be that long, else in the temporary folder."""
    beside = state / "run"
    if len(os.fsencode(beside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return _private(beside, account)
    name = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    return _private(Path(tempfile.gettempdir()) / f"registro-{name}", account)


def _private(folder: Path, account: Account | None) -> Path:
    """A folder that only the servers' account and root may enter. In /tmp a stranger may have been first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    owners = {os.geteuid(), account.uid if account else os.geteuid()}
    if folder.is_symlink() or status.st_uid not in owners or status.st_mode & 0o077:
        raise CannotBoot(f"{folder} is not a private folder of ours: move it away, or set another REGISTRO_STATE.")
    if account and status.st_uid != account.uid:
        shutil.chown(folder, account.uid, account.gid)
    return folder
