"""Secrets that `registro dev` makes and keeps in its state folder."""

import os
from collections.abc import Callable
from pathlib import Path


def load_or_create(path: Path, make: Callable[[], str]) -> str:
    """What is in the file, which is made if it does not exist. Only this account can read it."""
    if (found := read(path)) is not None:
        return found
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(make())
    try:
        os.link(draft, path)  # a complete file; if another `registro dev` was faster, its file stays
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()


def read(path: Path) -> str | None:
    """What is in the file; None if there is none."""
    try:
        return path.read_text()
    except FileNotFoundError:
        return None
