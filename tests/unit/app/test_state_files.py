"""Secrets in a state folder that cannot be used: it is another account's, or no folder."""

from pathlib import Path

import pytest

from app.state_files import load_or_create, read
from embedded.servers import EmbeddedServerError


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(EmbeddedServerError, match="secret cannot be used: Not a directory"):
        read(tmp_path / "state" / "secret")


def test_what_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    with pytest.raises(EmbeddedServerError, match="secret cannot be used: Is a directory"):
        load_or_create(tmp_path / "secret", str)
