"""Commands without URLs: they use the servers that run on this machine, or start them for as long as it takes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.dev_receipt_key import with_made_key
from app.settings import Settings
from commands.server_access import joined
from embedded.servers import EmbeddedServerError, RunningServers, boot, find_running, has_data
from tests.support.forked import completed
from tests.support.installation import Installation
from tests.support.scratch import scratch_folder


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    with scratch_folder() as folder:
        yield folder / "state"


async def registro(state: Path, *arguments: str) -> tuple[int, str, str]:
    """The command in an environment without URLs: its return code and outputs."""
    return await completed(*arguments, DATABASE_URL="", REDIS_URL="", REGISTRO_STATE_DIR=str(state))


async def test_commands_use_the_servers_that_run_and_leave_them_running(state: Path) -> None:
    assert find_running(state) == RunningServers(None, None)
    with boot(state, fast=True) as servers:
        assert find_running(state) == RunningServers(servers.database_url, servers.redis_url)
        code, out, err = await registro(state, "prepare")
        assert (code, out) == (0, "All migrations are applied.\nThe demo term is loaded.\n"), err
        _, out, _ = await registro(state, "doctor", "--json")
        seen = {check["name"]: check["ok"] for check in json.loads(out)["checks"]}
        assert seen["database"] is seen["redis"] is True
        assert servers.dead() == []
        beside = Settings(database_url=None, redis_url=None, state_dir=state)
        assert joined(beside).redis_url == servers.redis_url
        assert joined(beside).receipt.key is None
        made = with_made_key(beside).receipt
        assert joined(beside).receipt == made, "it signs receipts as the API of `registro dev` does"
        half = Settings(database_url="postgresql://elsewhere/registro", redis_url=None, state_dir=state)
        assert joined(half).redis_url is None, "it is another installation's"


async def test_commands_start_servers_where_none_run_and_stop_them(state: Path) -> None:
    code, out, err = await registro(state, "seed")
    assert (code, out) == (0, "The demo term is there already.\n"), err
    assert find_running(state) == RunningServers(None, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "new"),
        ("student-data", "EST001"),
        ("erase-student", "EST001", "--reason", "asked for it"),
        ("prune", "--older-than", "400d"),
        ("revoke", "someone", "--reason", "lost"),
        ("documents", "list"),
        ("replay", "01a21082-246c-793e-a9a8-a5372b789407"),
        ("seed",),
    ],
    ids=lambda arguments: arguments[0],
)
async def test_commands_say_that_a_database_of_an_earlier_release_has_to_be_migrated(
    installation: Installation, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    [last] = await installation.sql(
        "DELETE FROM tortoise_migrations WHERE id = (SELECT max(id) FROM tortoise_migrations) RETURNING name"
    )
    named = [str(tmp_path / word) if word == "new" else word for word in arguments]
    code, out, err = await completed(*named, DATABASE_URL=installation.database_url)
    assert (code, out) == (1, "")
    assert err == f"registro: DATABASE_URL: migrations are missing: {last['name']}; run `registro migrate`.\n"
    assert not (tmp_path / "new").exists()


def test_nothing_runs_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    assert find_running(tmp_path / "state") == RunningServers(None, None)


def test_whether_there_is_data_of_another_account_cannot_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_dir", refuse)
        with pytest.raises(EmbeddedServerError, match="Permission denied"):
            has_data(tmp_path)
