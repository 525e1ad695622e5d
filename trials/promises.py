"""What must hold whatever a run does, and how often it did not."""

from collections.abc import Iterable, Sequence

import msgspec

from reports.document import Cell, Section, Table

_EXAMPLES = 5


class Promise(msgspec.Struct, frozen=True):
    """Something that must hold, how often it did not, and examples."""

    name: str
    meaning: str
    violations: int
    examples: Sequence[str] = ()


def promise(name: str, meaning: str, violations: Iterable[str]) -> Promise:
    """A promise that is broken as often as there are lines, of which it keeps some as examples."""
    lines = list(violations)
    return Promise(name, meaning, len(lines), lines[:_EXAMPLES])


def promises_section(promises: Iterable[Promise]) -> Section:
    """A section of a report."""
    found = list(promises)
    rows: list[list[Cell]] = [[one.meaning, one.violations, one.violations == 0] for one in found]
    violated = [[one.meaning, example] for one in found for example in one.examples]
    examples = [Table(["violated", "example"], violated)] if violated else []
    return Section(
        "What must always hold",
        [Table(["", "violations", ""], rows), *examples],
        "Checked in the database after the run, too, from outside the code that keeps it.",
    )
