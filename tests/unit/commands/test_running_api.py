"""How commands find the API of this machine where the state folder is none."""

from pathlib import Path

import pytest

from app.settings import Settings
from commands.processes import free_port
from commands.running_api import NoServer, admin_token, announced, find_running_api


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a file where the folder should be."""
    state = tmp_path / "state"
    state.touch()
    settings = Settings(database_url=None, redis_url=None, port=free_port(), state_dir=state)
    return settings.model_copy(update={"jwt_secret": None, "jwks_url": None})


def test_no_api_is_found_there(settings: Settings) -> None:
    with announced(settings.state_dir, "http://127.0.0.1:1"), pytest.raises(NoServer, match="no server answers"):
        find_running_api(settings)


def test_why_there_is_no_token_is_said_in_a_sentence(settings: Settings) -> None:
    with pytest.raises(NoServer, match="jwt-secret cannot be used: Not a directory"):
        admin_token(settings)
