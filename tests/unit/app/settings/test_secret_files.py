"""Secrets in files, and passwords beside URLs."""

import string
from pathlib import Path

import pytest
from pydantic_settings import SettingsError

from app.settings import Settings
from app.settings.secret_files import SECRETS, with_password
from models.database_url import DatabaseUrl
from tests.support.receipts import ISSUER, KEY_SET, RFC_KEY, RFC_PEM

SECRET = string.ascii_letters


def test_a_secret_may_be_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for number, name in enumerate(SECRETS):
        monkeypatch.delenv(name, raising=False)
        (tmp_path / name).write_text(f"{number}{SECRET}\n")
    (tmp_path / "DATABASE_URL").write_text("postgresql://registro@db/registro\n")
    (tmp_path / "REDIS_URL").write_text("redis://redis\r\n")
    (tmp_path / "REGISTRO_RECEIPT__KEY").write_text(RFC_PEM)
    (tmp_path / "REGISTRO_RECEIPT__OLD_KEYS").write_text(KEY_SET)
    monkeypatch.setenv("REGISTRO_RECEIPT__ISSUER", ISSUER)
    for name in SECRETS:
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / name))
    settings = Settings()
    assert settings.database_url == f"postgresql://registro:1{SECRET}@db/registro"
    assert settings.redis_url == f"redis://:3{SECRET}@redis"
    assert settings.token_secret == f"4{SECRET}"
    assert settings.participants.signing_secret == f"5{SECRET}".encode()
    key = settings.receipt.signing_key
    assert key is not None
    assert key.public == RFC_KEY.public
    assert list(settings.receipt.old_public_keys) == [RFC_KEY.public.kid]


def test_a_file_that_is_no_use_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "jwt"
    monkeypatch.setenv("REGISTRO_JWT_SECRET_FILE", str(file))
    sentences = []
    for content in (None, b"\n", b"\xff"):
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(SettingsError) as caught:
            Settings()
        sentences.append(str(caught.value))
    assert sentences == [
        f"registro: REGISTRO_JWT_SECRET_FILE: {file} cannot be read: No such file or directory.",
        f"registro: REGISTRO_JWT_SECRET_FILE: {file} is empty.",
        f"registro: REGISTRO_JWT_SECRET_FILE: {file} cannot be read: it is not text.",
    ]
    monkeypatch.setenv("REGISTRO_JWT_SECRET", SECRET)
    assert Settings().token_secret == SECRET


@pytest.mark.parametrize(
    ("url", "completed"),
    [
        ("postgresql://db/registro", "postgresql://:p%40%2F@db/registro"),
        (
            "postgresql://a@h1:5432,h2:5432/b?sslmode=require",
            "postgresql://a:p%40%2F@h1:5432,h2:5432/b?sslmode=require",
        ),
        ("postgresql://a@db?sslmode=require", "postgresql://a:p%40%2F@db?sslmode=require"),
        ("postgresql://a:own@db/b", "postgresql://a:own@db/b"),
        ("rediss://user@redis:6380/1", "rediss://user:p%40%2F@redis:6380/1"),
        ("unix:///run/redis.sock", "unix://:p%40%2F@/run/redis.sock"),
    ],
)
def test_a_url_is_completed_with_the_password_that_it_lacks(url: str, completed: str) -> None:
    assert with_password(url, "p@/") == completed
    if url.startswith("postgresql"):
        assert DatabaseUrl.parse(completed).password == ("own" if "own" in url else "p@/")
