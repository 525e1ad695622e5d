"""Secrets and keys in files, as container platforms mount them: NAME_FILE has the path of what NAME would be."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from pydantic_settings import SettingsError

SECRETS = (
    "DATABASE_URL",
    "DATABASE_PASSWORD",
    "REDIS_URL",
    "REDIS_PASSWORD",
    "REGISTRO_JWT_SECRET",
    "REGISTRO_PARTICIPANTS__SECRET",
    "REGISTRO_RECEIPT__KEY",
    "REGISTRO_RECEIPT__OLD_KEYS",
)
"""The settings that can be given so."""


def with_secret_files(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """The variables, by names in lower case, with what is in the files. Raises SettingsError if one cannot be read.

    Where NAME is set, its file is not read: a command that starts processes gives them what it has found.
    """
    completed = dict(variables)
    for name in SECRETS:
        path = completed.pop(f"{name}_FILE".lower(), None)
        if not path or completed.get(name.lower()):
            continue
        try:
            completed[name.lower()] = Path(path).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise SettingsError(f"registro: {name}_FILE: {path} cannot be read: {reason}.") from None
        if not completed[name.lower()]:
            raise SettingsError(f"registro: {name}_FILE: {path} is empty.")
    return completed


def with_password(url: str, password: str) -> str:
    """The URL with this password, unless it has one."""
    scheme, separator, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    login, _, hosts = authority.rpartition("@")
    user, colon, _ = login.partition(":")
    if colon:
        return url
    return f"{scheme}{separator}{user}:{quote(password, safe='')}@{hosts}{slash}{path}"
