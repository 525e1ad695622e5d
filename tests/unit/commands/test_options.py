"""What all commands do before they begin."""

import sys
from pathlib import Path

import pytest

from app.settings import Settings
from commands import options
from commands.rehearsal import scratch
from telemetry import logs


def test_a_file_of_settings_in_another_encoding_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("REGISTRO_JWT_ISSUER=España".encode("latin-1"))
    with pytest.raises(SystemExit, match=r"registro: \.env cannot be read: it is not UTF-8\."):
        options.command_settings()


def test_what_is_said_of_tidying_is_not_part_of_a_commands_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def remove(settings: Settings) -> None:
        assert settings.database_url
        sys.stdout.write("removed\n")

    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")
    monkeypatch.setattr(scratch, "remove_abandoned_installations", remove)
    monkeypatch.setattr(logs, "configure", lambda *_, **__: None)
    options.tidied_settings()
    assert capsys.readouterr() == ("", "removed\n")
