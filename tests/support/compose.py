"""compose.yml as tests read it: what its services are started with, without a container engine."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::?[-?]([^}]*))?\})")


@cache
def compose() -> dict[str, Any]:
    """The file, with its anchors resolved."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
    return read


@cache
def _entry_point() -> list[str]:
    [words] = re.findall(r"^ENTRYPOINT (.*)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    entry_point: list[str] = json.loads(words)
    return entry_point


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the file.

    Args:
        variables: of the environment that Compose is run in; without one, the default in the file.
        moved: what stands elsewhere here than in the containers (paths, addresses), and where.
    """

    name: str
    variables: Mapping[str, str]
    moved: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """The variables of its processes."""
        given = {name: self._read(name, value) for name, value in self._definition.get("environment", {}).items()}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def command(self) -> list[str]:
        """The program and its arguments; those of our own image begin with what its Dockerfile says."""
        words = [self._resolved(word) for word in self._definition["command"]]
        return [*_entry_point(), *words] if "build" in self._definition else words

    @property
    def health_check(self) -> list[str]:
        """The program that checks its health, and its arguments."""
        kind, *words = self._definition["healthcheck"]["test"]
        resolved = [self._resolved(word) for word in words]
        return resolved if kind == "CMD" else ["sh", "-c", *resolved]

    @property
    def _definition(self) -> dict[str, Any]:
        definition: dict[str, Any] = compose()["services"][self.name]
        return definition

    def _read(self, name: str, value: object) -> str | None:
        return self.variables.get(name) if value is None else self._resolved(str(value))

    def _resolved(self, text: str) -> str:
        text = _VARIABLE.sub(lambda it: self.variables.get(it[1], it[2] or "") if it[1] else "$", text)
        for there, here in self.moved.items():
            text = text.replace(there, here)
        return text
