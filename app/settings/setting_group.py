"""A group of settings: a member is set by `REGISTRO_<GROUP>__<NAME>`; `app/settings` reads them."""

from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, field_validator


def http_url(value: str | None) -> str | None:
    """The value, if it is unset or an HTTP URL. Raises ValueError otherwise."""
    parts = urlsplit(value or "http://unset")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("use http://host:port/path or https://")
    return value


LARGEST_NUMBER = 10**10
"""Of any setting: 317 years, or 10 GB. Moments and intervals that are computed with it can be represented."""


def representable(value: object) -> object:
    """The value, unless it is a number that is too large, or infinite. Raises ValueError then."""
    if isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:
        raise ValueError(f"use a number up to {LARGEST_NUMBER:,}")
    return value


class SettingGroup(BaseModel):
    """Settings that belong together. A name that the group does not have is refused: it is misspelt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _check_numbers = field_validator("*")(representable)
