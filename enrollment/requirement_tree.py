"""Prerequisites as other systems write them: a tree in JSON.

`{"type": "and", "nested": [{"type": "course", "course": "MAT 101"}, {"type": "or", "nested": [...]}]}`
"""

from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from enrollment.requirements import Need, Requirement, all_of, any_of
from enrollment.text import normalized


class BadTree(Exception):
    """A text is no such tree. The message says what is wrong."""


def read_tree(text: str, known: AbstractSet[str] = frozenset()) -> Requirement:
    """The requirement that a tree says. Raises BadTree.

    Args:
        known: codes of the catalogue. `MAT 101` stands for `MAT-101` if only that is among them.
    """
    try:
        return _read(msgspec.json.decode(text), known)
    except msgspec.MsgspecError as error:
        raise BadTree(f"this is no tree in JSON: {error}") from None
    except RecursionError:
        raise BadTree("its parts are nested too deeply") from None


def _read(tree: Any, known: AbstractSet[str]) -> Requirement:
    match tree:
        case {"type": "course", "course": str(code)} if normalized(code):
            dashed = normalized(code).replace(" ", "-")
            return Need(dashed if dashed in known and normalized(code) not in known else normalized(code))
        case {"type": "and" | "or" as kind, "nested": [_, *_] as nested}:
            joined = (all_of if kind == "and" else any_of)(_read(part, known) for part in nested)
            assert joined is not None, "there is a part"
            return joined
    shown = msgspec.json.encode(tree).decode()
    raise BadTree(f"a part has type and, or (with nested parts), or course (with a code), not {shown[:60]}")
