"""The reference of all settings, as Markdown: what docs/configuration.md holds and `registro settings` prints."""

from typing import Any

from annotated_types import Ge, Gt, Le
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from app.settings import Settings

_INTRO = """\
# Configuration

Each setting is an environment variable, or a line of a file `.env` in the folder that a command is started in. The
environment wins. A value that cannot be used is refused when the process starts. Only `app/settings.py` reads them.

This page is written by `registro settings > docs/configuration.md`; a test checks that it is current.

| Variable | Default | Values | Meaning |
| --- | --- | --- | --- |
"""
_COMPUTED = {"state": "`.state` beside the code, or `/var/lib/registro`"}
"""Defaults that depend on the machine, in words."""
_PREFIX = Settings.model_config["env_prefix"]
_BOUNDS = {Ge: "ge", Gt: "gt", Le: "le"}
_WORDS = {"ge": "from {}", "gt": "above {}", "le": "to {}"}
_KINDS = {"int": "integer", "float": "number", "bool": "true or false", "str": "text", "Path": "path"} | {
    "pydantic.types.SecretStr": "text"
}


def reference() -> str:
    """The page."""
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return _INTRO + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(name: str, field: FieldInfo) -> list[str]:
    alias = field.validation_alias
    variable = alias.choices[0] if isinstance(alias, AliasChoices) else alias or f"{_PREFIX}{name}".upper()
    cells = f"`{variable}`", _default(name, field), _values(field), field.description or ""
    return [cell.replace("|", r"\|") for cell in cells]


def _default(name: str, field: FieldInfo) -> str:
    if field.default_factory is not None:
        return _COMPUTED.get(name, "computed")
    return "unset" if field.default is None else f"`{_text(field.default)}`"


def _values(field: FieldInfo) -> str:
    kind = str(getattr(field.annotation, "__name__", field.annotation)).removesuffix(" | None")
    bounds = [
        _WORDS[attribute].format(_text(getattr(bound, attribute)))
        for bound in field.metadata
        for kind_of_bound, attribute in _BOUNDS.items()
        if isinstance(bound, kind_of_bound)
    ]
    return " ".join([_KINDS.get(kind, kind), *bounds])


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
