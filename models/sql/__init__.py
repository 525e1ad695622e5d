"""The SQL that is set-based or hot, by name: `SQL["claim.claim"]` is what stands under that heading in claim.sql.

A file is a list of statements. Each has a heading, `-- name: claim --`, and a comment that says what it is for.
`{owner_alive}` in a statement stands for the text of that name in fragments.sql, which several statements share.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType

_HEADING = re.compile(r"^-- name: (\w+) --\n", re.MULTILINE)
_FRAGMENT = re.compile(r"\{(\w+)\}")
_COMMENT = re.compile(r"\A(?:--.*\n)*")
_FRAGMENTS = "fragments"


def parse(text: str) -> dict[str, str]:
    """What stands under each heading of a file, its comment included, by name. Raises ValueError for a double name."""
    _, *parts = _HEADING.split(text)
    names, bodies = parts[::2], parts[1::2]
    if len(set(names)) < len(names):
        raise ValueError(f"two statements have one name: {sorted(names)}")
    return dict(zip(names, bodies, strict=True))


def _load() -> Mapping[str, str]:
    """All statements by file and name, as they are sent: without their comments, with their fragments."""
    found: dict[str, str] = {}
    for file in files(__name__).iterdir():
        stem, _, extension = file.name.partition(".")
        if extension == "sql":
            found |= {
                f"{stem}.{name}": _COMMENT.sub("", body).strip() for name, body in parse(file.read_text()).items()
            }
    return MappingProxyType({name: _expanded(text, found) for name, text in found.items()})


def _expanded(text: str, statements: Mapping[str, str]) -> str:
    """`text` with its fragments, and with theirs. Raises KeyError for one that does not exist."""
    return _FRAGMENT.sub(lambda match: _expanded(statements[f"{_FRAGMENTS}.{match[1]}"], statements), text)


def columns(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    """Rows as the columns that statements unnest; none without rows."""
    return [list(column) for column in zip(*rows, strict=True)]


SQL = _load()
