"""The reference of all settings, as Markdown: what docs/configuration.md holds and `registro settings` prints."""

from collections.abc import Iterator
from enum import StrEnum
from inspect import cleandoc
from textwrap import fill
from typing import Any, get_args

from annotated_types import Ge, Gt, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.settings import Settings
from app.settings.secret_files import SECRETS
from app.settings.setting_group import SettingGroup
from app.settings.variables import variable

_INTRO = """\
# Configuration

Each setting is an environment variable, or a line of a file `.env` in the folder that a command is started in. The
environment wins. A value that cannot be used is refused when the process starts; so is a name that a setting had in an
earlier release, with the line to write instead. Only `app/settings` reads them. Those of a group have two underscores
between the group's name and their own.

{secrets}

This page is written by `registro settings > docs/configuration.md`; a test checks that it is current.

"""
_HEADER = """\
| Variable | Default | Values | Meaning |
| --- | --- | --- | --- |
"""
_COMPUTED = {"state_dir": "`.state` beside the code, or `/var/lib/registro`"}
"""Defaults that depend on the machine, in words."""
_BOUNDS = {Ge: "ge", Gt: "gt", Le: "le"}
_WORDS = {"ge": "from {}", "gt": "above {}", "le": "to {}"}
_KINDS = {"int": "integer", "float": "number", "bool": "true or false", "str": "text", "Path": "path"} | {
    "pathlib.Path": "path",
    "pydantic.types.SecretStr": "text",
    "tuple": "list",
    "ZoneInfo": "time zone",
}


def reference() -> str:
    """The page: what stands alone, then a section for each group."""
    rows, sections = [], []
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, SettingGroup):
            sections.append(_section(name, field.default))
        else:
            rows.append(_row((name,), field, field.default))
    return "".join([_introduction(), _HEADER, *rows, *sections])


def _introduction() -> str:
    *others, last = (f"`{name}`" for name in SECRETS)
    secrets = f"""\
Secrets and keys can be given as files, as container platforms mount them: NAME_FILE has the path, for
{", ".join(others)} and
{last}. A line break at the end of the file does not count, and NAME itself wins."""
    return _INTRO.format(secrets=fill(secrets, 120))


def _section(name: str, group: SettingGroup) -> str:
    about = cleandoc(group.__doc__ or "")
    return f"\n## {group.model_config['title']}\n\n{about}\n\n{_HEADER}{''.join(_members((name,), group))}"


def _members(path: tuple[str, ...], group: BaseModel) -> Iterator[str]:
    """A row for each member, those of inner groups too. The group's values are the defaults."""
    for name, field in type(group).model_fields.items():
        default = getattr(group, name)
        if isinstance(default, SettingGroup):
            yield from _members((*path, name), default)
        else:
            yield _row((*path, name), field, default)


def _row(path: tuple[str, ...], field: FieldInfo, default: Any) -> str:
    cells = f"`{variable(*path)}`", _default(path[-1], field, default), _values(field), field.description or ""
    row = " | ".join(cell.replace("|", r"\|") for cell in cells)
    return f"| {row} |\n"


def _default(name: str, field: FieldInfo, default: Any) -> str:
    if field.default_factory is not None:
        return _COMPUTED[name]
    return "unset" if default in {None, ()} else f"`{_text(default)}`"


def _values(field: FieldInfo) -> str:
    for choice in (field.annotation, *get_args(field.annotation)):
        if isinstance(choice, type) and issubclass(choice, StrEnum):
            *first, last = choice
            return f"{', '.join(first)} or {last}"
    kind = str(getattr(field.annotation, "__name__", field.annotation)).removesuffix(" | None")
    bounds = [
        _WORDS[attribute].format(_text(getattr(bound, attribute)))
        for bound in field.metadata
        for kind_of_bound, attribute in _BOUNDS.items()
        if isinstance(bound, kind_of_bound)
    ]
    return " ".join([_KINDS.get(kind, kind), *bounds])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
