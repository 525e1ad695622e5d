"""What a report is made of. Nothing here knows how it is shown."""

from collections.abc import Sequence

import msgspec


class Share(msgspec.Struct, frozen=True):
    """A part of a whole, from 0 to 1, shown as a bar with its percentage."""

    part: float


Cell = str | int | float | bool | Share | None
"""A bool is shown as passed or failed, None as not judged; a float with one decimal."""


class Figure(msgspec.Struct, frozen=True):
    """A number that stands out. `value` has its unit; `note` is a few words below it."""

    label: str
    value: str
    note: str = ""


class Table(msgspec.Struct, frozen=True, tag=True):
    """Rows of cells under a head. `empty` is shown if there are no rows."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str = "none"


class Line(msgspec.Struct, frozen=True):
    """A line of a chart: points (x, y), where y is None if nothing was measured."""

    name: str
    points: Sequence[tuple[float, float | None]]


class LineChart(msgspec.Struct, frozen=True, tag=True):
    """Up to four lines over a common axis; the last lies on top. The titles of the axes have their units."""

    x_title: str
    y_title: str
    lines: Sequence[Line]


class BarChart(msgspec.Struct, frozen=True, tag=True):
    """A horizontal bar for each name, in the order given. `title` says what its length means, with the unit."""

    title: str
    bars: Sequence[tuple[str, float]]


class Section(msgspec.Struct, frozen=True):
    """A part of a report under a heading. `lead` is a sentence that says what to see in it."""

    title: str
    parts: Sequence[Table | LineChart | BarChart]
    lead: str = ""


class ReportDocument(msgspec.Struct, frozen=True):
    """A whole report.

    Attributes:
        passed: the verdict, which `verdict` says in a sentence.
        subtitle: what was tried, on what, when.
        notes: how it was measured; shown at the end.
    """

    title: str
    subtitle: str
    passed: bool
    verdict: str
    figures: Sequence[Figure]
    sections: Sequence[Section]
    notes: Sequence[str] = ()
