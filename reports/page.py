"""Makes one HTML file of a report: no scripts, no addresses, light or dark as the reader's system is."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

import msgspec

from reports.charts import svg
from reports.document import BarChart, Cell, Figure, LineChart, ReportDocument, Section, Share, Table

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Html(str):
    """Text that is HTML already; any other text is escaped."""

    __slots__ = ()


def write(report: ReportDocument, result: object, path: Path) -> None:
    """Write the report to an HTML file, and what it was made of beside it as JSON. Raises OSError."""
    path.write_text(html(report), encoding="utf-8")
    path.with_suffix(".json").write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")


def html(report: ReportDocument) -> str:
    """The whole document."""
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        element("title", report.title),
        element("style", Html(_style_sheet())),
    )
    parts = [_header(report), _figures(report.figures), *map(_section, report.sections), _notes(report.notes)]
    return "<!doctype html>\n" + element("html", head, element("body", element("main", *parts)), lang="en")


def element(tag: str, *children: str, **attributes: str) -> Html:
    """An element. Children that are not Html are escaped; `class_` is the attribute `class`."""
    opening = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items())
    content = "".join(child if isinstance(child, Html) else escape(child) for child in children)
    return Html(f"<{tag}{opening}>{content}</{tag}>")


def _header(report: ReportDocument) -> Html:
    word, tone = ("Passed", "good") if report.passed else ("Failed", "bad")
    verdict = element("p", element("strong", word), " ", report.verdict, class_=f"verdict {tone}")
    return element("header", element("h1", report.title), element("p", report.subtitle, class_="subtitle"), verdict)


def _figures(figures: Sequence[Figure]) -> Html:
    shown = (
        element(
            "div",
            element("dt", figure.label),
            element("dd", figure.value),
            *([element("dd", figure.note, class_="note")] if figure.note else []),
        )
        for figure in figures
    )
    return element("dl", *shown, class_="figures") if figures else Html("")


def _section(section: Section) -> Html:
    lead = [element("p", section.lead, class_="lead")] if section.lead else []
    return element("section", element("h2", section.title), *lead, *map(_part, section.parts))


def _part(part: Table | LineChart | BarChart) -> Html:
    if isinstance(part, Table):
        return _table(part)
    legend = _legend(part) if isinstance(part, LineChart) else Html("")
    return element("figure", legend, Html(svg(part)))


def _legend(chart: LineChart) -> Html:
    """The names of the lines, unless there is only one, which the axis names."""
    if len(chart.lines) == 1:
        return Html("")
    items = (
        element("li", element("span", class_=f"swatch color-{number}"), line.name)
        for number, line in enumerate(chart.lines)
    )
    return element("ul", *items, class_="legend")


def _table(table: Table) -> Html:
    if not table.rows:
        return element("p", table.empty, class_="empty")
    # A column is aligned as its numbers are.
    numeric = [all(_is_number(row[column]) for row in table.rows) for column in range(len(table.head))]
    head = (_cell("th", name, number=number) for name, number in zip(table.head, numeric, strict=True))
    body = (
        element("tr", *(_cell("td", cell, number=number) for cell, number in zip(row, numeric, strict=True)))
        for row in table.rows
    )
    whole = element("table", element("thead", element("tr", *head)), element("tbody", *body))
    return element("div", whole, class_="scroll")


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _cell(tag: str, cell: Cell, *, number: bool) -> Html:
    if cell is None:
        return element(tag, "–", class_="unjudged")
    if isinstance(cell, bool):
        return element(tag, "✓ passed" if cell else "✗ failed", class_="good" if cell else "bad")
    if isinstance(cell, Share):
        return element(tag, _meter(cell), class_="share")
    text = cell if isinstance(cell, str) else f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}"
    if number:
        return element(tag, text, class_="number")
    return element(tag, text) if " " in text else element(tag, text, class_="word")


def _meter(share: Share) -> Html:
    """A bar with its percentage; only a whole is 100 %."""
    percent = 100 if share.part >= 1 else min(round(100 * share.part), 99)
    tone = "whole" if percent == 100 else "part"
    bar = element("span", element("span", class_=tone, style=f"width:{percent}%"), class_="meter")
    return element("span", bar, f"{percent} %", class_="measured")


def _notes(notes: Sequence[str]) -> Html:
    return element("footer", *(element("p", note) for note in notes)) if notes else Html("")


@cache
def _style_sheet() -> str:
    return (files("reports") / "report.css").read_text(encoding="utf-8")
