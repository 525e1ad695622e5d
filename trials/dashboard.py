"""Shows a registration day as it goes: a table that stands still in a terminal, else a line now and then."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from reports.percentiles import percentile
from trials.clicks import Day
from trials.wording import refusal_in_words

_MOST_GROUPS = 12
_BAR_WIDTH = 40


def dashboard(day: Day, demand: Mapping[str, int]) -> RenderableType:
    """What a terminal shows now.

    Args:
        demand: how many students want each group first; those that most want for each seat are shown.
    """
    students = Table.grid(padding=(0, 1))
    students.add_row(
        "students", ProgressBar(day.students, day.gone, width=_BAR_WIDTH), f"{day.gone:,}/{day.students:,}"
    )
    shown = sorted(_scarcest(day, demand)[:_MOST_GROUPS])
    seats = Table.grid(padding=(0, 1))
    for code in shown:
        capacity, taken = day.seats[code]
        full = taken >= capacity
        seats.add_row(
            Text(code, style="red" if full else ""),
            ProgressBar(
                max(capacity, 1), min(taken, capacity), width=_BAR_WIDTH, complete_style="red" if full else "cyan"
            ),
            Text("full" if full else f"{taken:,}/{capacity:,}", style="red" if full else ""),
        )
    return Group(students, Text(_figures(day)), Text(_refusals(day)), Text(""), seats)


def plain_line(day: Day) -> str:
    """The same in a line, without the seats."""
    return f"{day.now:.0f} s: {day.gone:,} of {day.students:,} students have left; {_figures(day)}; {_refusals(day)}"


def _figures(day: Day) -> str:
    accepted, ended, certain = day.recent()
    latency = (
        ""
        if not certain
        else (f", known after {_milliseconds(certain, 50)} (half) and {_milliseconds(certain, 95)} (95 %)")
    )
    return f"{day.present} connected, {accepted:.0f} accepted/s, {ended:.0f} finished/s{latency}"


def _refusals(day: Day) -> str:
    reasons = ", ".join(f"{refusal_in_words(code)} {count:,}" for code, count in day.refusals.most_common(3))
    limits = f", limits met {day.limits.total():,}" if day.limits else ""
    return f"{day.enrolled:,} enrolled, {day.refused:,} refused{f' ({reasons})' if reasons else ''}{limits}"


def _milliseconds(certain: Sequence[float], percent: float) -> str:
    return f"{percentile(certain, percent) * 1000:.0f} ms"


def _scarcest(day: Day, demand: Mapping[str, int]) -> list[str]:
    return sorted(day.seats, key=lambda code: (-demand.get(code, 0) / max(day.seats[code][0], 1), code))
