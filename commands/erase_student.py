"""`registro erase-student`: replaces what names a student by a pseudonym, in archives first, then in the database."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_text
from embedded.servers import EmbeddedServerError
from enrollment.text import normalized
from kit.errors import DatabaseUnavailable
from models.retention import prune_turn
from models.student_erasure import NotErased, erase_student, is_named_in, names_of, pseudonym_for, without_names
from resolvers.language import Language
from resolvers.reasons import reason_errors, trimmed_reason
from workers.prune_archive import UnusableArchive, rewrite_archive


class _Busy(Exception):
    """Another process prunes."""


def run(settings: Settings, code: str, reason: str, archives: Sequence[Path]) -> int:
    """Erase the student. Returns 0 if they are erased, now or before, and 1 if not."""
    code, reason = normalized(code), trimmed_reason(reason)
    if errors := reason_errors(reason, Language.EN):
        return fail(f"--reason {errors[0].message}", as_json=False)
    try:
        with open_database(settings) as usable:
            erased = asyncio.run(_erase(usable, code, reason, archives))
    except (EmbeddedServerError, UnusableArchive, OSError) as error:
        return fail(str(error), as_json=False)
    except _Busy:
        return fail("another process is pruning this database; wait until it ends.", as_json=False)
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=False)
    if isinstance(erased, NotErased):
        text = erased.value.format(code=code)
        if erased is not NotErased.ERASED:
            return fail(text, as_json=False)
        print_text(f"{text}\n")
        return 0
    print_text(f"Student {code} is {erased} from now on.\n")
    return 0


async def _erase(settings: Settings, code: str, reason: str, archives: Sequence[Path]) -> str | NotErased:
    """The pseudonym. What an interruption has left undone, the same command does."""
    await ensure_tables(settings)
    async with Container.connected(settings) as container, prune_turn(settings.require_database()) as mine:
        if not mine:
            raise _Busy
        pseudonym = await pseudonym_for(container.database, code)
        if isinstance(pseudonym, NotErased):
            return pseudonym
        names = await names_of(container.database, code)
        for path in archives:
            await rewrite_archive(path, lambda line: _renamed(line, code, names, pseudonym))
        return await erase_student(container.database, code, pseudonym, reason) or pseudonym


def _renamed(line: str, code: str, names: Sequence[str], pseudonym: str) -> str:
    """A line of an archive without the student's code, names, key and subject, if it is about the student."""
    decoded = msgspec.json.decode(line)
    if decoded.get("student") != code:
        return line
    saga = decoded["saga"]
    saga |= {"idempotency_key": decoded["id"], "fingerprint": ""}
    old = {"student": code, "student_code": code}
    if not saga["by_registrar"] and is_named_in(saga["scope"], code):
        old |= {"scope": saga["scope"], "actor": saga["scope"]}
    return msgspec.json.encode(_replaced(decoded, old, names, pseudonym)).decode()


_WRITTEN_BY_PEOPLE = frozenset({"reason", "detail"})


def _replaced(value: Any, old: Mapping[str, str], names: Sequence[str], new: str) -> Any:
    """`value` with `new` for each member of an object that has a name and a value of `old`, and for `names` where
    people have written."""
    if isinstance(value, list):
        return [_replaced(each, old, names, new) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _replaced_member(name, each, old, names, new) for name, each in value.items()}


def _replaced_member(name: str, value: Any, old: Mapping[str, str], names: Sequence[str], new: str) -> Any:
    if name in old and old[name] == value:
        return new
    if name in _WRITTEN_BY_PEOPLE and isinstance(value, str):
        return without_names(value, names, new)
    return _replaced(value, old, names, new)
