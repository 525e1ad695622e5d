"""What the columns of terms, courses and groups say about rules, and how they are written.

A column that is there says all of its rule: an empty cell means that there is none.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import partial
from typing import Any

from enrollment.catalogue_edits import RuleChanges
from enrollment.limits import MAX_ATTEMPTS, MAX_CREDITS, MAX_OFFER_SECONDS, MAX_TRAVEL_MINUTES
from enrollment.requirement_tree import BadTree, read_tree
from enrollment.requirements import BadRequirement, asks_for_grades, read_requirement, written
from enrollment.reserved_seats import BadReservations, read_reservations, written_reservations
from enrollment.rule_settings import (
    NO_COURSE_RULES,
    NO_GROUP_RULES,
    NO_TERM_RULES,
    CourseRules,
    DependentDrops,
    GroupRules,
    Refunds,
    TermRules,
)
from importing.cells import CellReader

_LIST = re.compile(r"[^\s()\"<>=,;&|]+(\s+[^\s()\"<>=,;&|]+)+")
"""Codes with nothing but blanks between them."""

_Read = Callable[[CellReader, str], Any]


def _flag(reader: CellReader, column: str) -> bool:
    return reader.flag(column)


def _attempts(reader: CellReader, column: str) -> int:
    return reader.number(column, MAX_ATTEMPTS)


def _credits(reader: CellReader, column: str) -> int:
    return reader.number(column, MAX_CREDITS)


def _offer_seconds(reader: CellReader, column: str) -> int:
    return reader.number(column, MAX_OFFER_SECONDS)


def _travel_minutes(reader: CellReader, column: str) -> int:
    return reader.number(column, MAX_TRAVEL_MINUTES)


def _refunds(reader: CellReader, column: str) -> Refunds | None:
    """Whether money is given back after a drop: always, never, or until a moment."""
    said = reader.raw(column).lower()
    return None if said == "none" else Refunds(None if said == "full" else reader.timestamp(column, "full, none, or "))


def _dependent_drops(reader: CellReader, column: str) -> DependentDrops:
    return reader.choice(column, DependentDrops) or DependentDrops.REFUSED


def _requirement(reader: CellReader, column: str, known: AbstractSet[str] = frozenset()) -> str:
    text = reader.raw(column)
    try:
        return written(read_requirement(written(read_tree(text, known)) if text.startswith("{") else text))
    except (BadRequirement, BadTree) as error:
        reader.reject(column, str(error))
        return ""


def _ungraded(reader: CellReader, column: str) -> str:
    """What is taken in the same term and has no grade yet; also a list of codes, all of which are meant."""
    text = reader.raw(column)
    listed = _LIST.fullmatch(text) and not {"and", "or"}.intersection(text.lower().split())
    try:
        requirement = read_requirement(" and ".join(text.split()) if listed else text)
    except BadRequirement as error:
        reader.reject(column, str(error))
        return ""
    if asks_for_grades(requirement):
        reader.reject(column, "what is taken in the same term has no grade yet; leave >= out")
    return written(requirement)


def _reserved(reader: CellReader, column: str) -> str:
    try:
        return written_reservations(read_reservations(reader.raw(column)))
    except BadReservations as error:
        reader.reject(column, str(error))
        return ""


def _component(reader: CellReader, column: str) -> str:
    return reader.code(column)


TERM_RULES: Mapping[str, _Read] = {
    "prerequisites": _flag,
    "in_progress_counts": _flag,
    "passed_again": _flag,
    "max_attempts": _attempts,
    "dependent_drops": _dependent_drops,
    "min_credits": _credits,
    "offer_seconds": _offer_seconds,
    "refunds": _refunds,
    "travel_gap_minutes": _travel_minutes,
}
COURSE_RULES: Mapping[str, _Read] = {
    "prerequisites": _requirement,
    "corequisites": _ungraded,
    "max_attempts": _attempts,
}
GROUP_RULES: Mapping[str, _Read] = {"linked": _ungraded, "reserved": _reserved, "component": _component}
"""How a cell that is not empty is read, by its column, which has the name of the rule."""


def term_rules(reader: CellReader) -> RuleChanges:
    """What a row of terms.csv says."""
    return _changes(reader, TERM_RULES, NO_TERM_RULES)


def course_rules(reader: CellReader, known: AbstractSet[str]) -> RuleChanges:
    """What a row of courses.csv says. `known`: the codes of all its courses."""
    columns: dict[str, _Read] = {**COURSE_RULES, "prerequisites": partial(_requirement, known=known)}
    return _changes(reader, columns, NO_COURSE_RULES)


def group_rules(reader: CellReader) -> RuleChanges:
    """What a row of groups.csv says."""
    return _changes(reader, GROUP_RULES, NO_GROUP_RULES)


def _changes(
    reader: CellReader, columns: Mapping[str, _Read], without: TermRules | CourseRules | GroupRules
) -> RuleChanges:
    return {
        column: read(reader, column) if reader.has(column) else getattr(without, column)
        for column, read in columns.items()
        if reader.there(column)
    }


def rule_cells(rules: RuleChanges, columns: Iterable[str], without: TermRules | CourseRules | GroupRules) -> list[str]:
    """The cells of these columns, as they are read back."""
    return [_cell(rules.get(column, getattr(without, column))) for column in columns]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case DependentDrops():
            return value.value.lower().replace("_", " ")
        case Refunds():
            return "full" if value.until is None else moment_cell(value.until)
        case _:
            return str(value)


def moment_cell(moment: datetime) -> str:
    """A moment as it is read back."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
