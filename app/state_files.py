"""Secrets that `registro dev` makes and keeps in its state folder."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from embedded.executables import EmbeddedServerError


def load_or_create(path: Path, make: Callable[[], str]) -> str:
    """What is in the file, which is made if it does not exist. Only this account can read it.

    Raises EmbeddedServerError.
    """
    if (found := read(path)) is not None:
        return found
    with _errors_as_messages(path):
        return _create(path, make)


def _create(path: Path, make: Callable[[], str]) -> str:
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
    """What is in the file; None if there is none. Raises EmbeddedServerError, for one, if it is another account's."""
    with _errors_as_messages(path):
        try:
            return path.read_text()
        except FileNotFoundError:
            return None


@contextlib.contextmanager
def _errors_as_messages(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EmbeddedServerError(
            f"{path} cannot be used: {error.strerror}. Set REGISTRO_STATE_DIR to another folder."
        ) from error
