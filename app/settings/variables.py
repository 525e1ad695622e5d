"""The environment variables of the settings: their names, and what is wrong with a value."""

from collections.abc import Iterator
from typing import get_args

from pydantic import AliasChoices, BaseModel, SecretStr, ValidationError
from pydantic_settings import SettingsError

from app.settings import Settings


def variable(*path: str) -> str:
    """The environment variable of a setting, given the names of its groups and its own."""
    field = Settings.model_fields.get(path[0])
    alias = None if field is None else field.validation_alias
    if alias is None:
        return f"{Settings.model_config['env_prefix']}{'__'.join(path)}".upper()
    return str(alias.choices[0] if isinstance(alias, AliasChoices) else alias)


def error_messages(error: ValidationError | SettingsError) -> str:
    """What is wrong with which variable, a line each."""
    if not isinstance(error, ValidationError):
        return str(error)
    lines = []
    for problem in error.errors():
        unknown = problem["type"] == "extra_forbidden"
        message = "there is no such setting" if unknown else problem["msg"].removeprefix("Value error, ")
        if not problem["loc"] or isinstance(problem["input"], (dict, BaseModel)):
            lines.append(f"registro: {message}.")
            continue
        path = [str(name) for name in problem["loc"] if isinstance(name, str)]  # not the number in a list
        name = path[0] if path[0].isupper() else variable(*path)
        shown = f"; it is {problem['input']!r}" if _may_be_shown(name) else ""
        lines.append(f"registro: {name}: {message}{shown}.")
    return "\n".join(lines)


def _may_be_shown(name: str) -> bool:
    """Whether the value of a variable contains no secret. Addresses may, and so may what has a misspelt name."""
    return name in _shown_names(Settings)


def _shown_names(group: type[BaseModel], *path: str) -> Iterator[str]:
    for name, field in group.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _shown_names(kind, *path, name)
        elif SecretStr not in {kind, *get_args(kind)} and not name.endswith("url"):
            alias = field.validation_alias
            yield from map(str, alias.choices) if isinstance(alias, AliasChoices) else [variable(*path, name)]
