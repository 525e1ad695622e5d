"""The HTML file of a report."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reports.document import BarChart, Cell, Figure, Line, LineChart, ReportDocument, Section, Share, Table
from reports.page import html, write

EVIL = "<script>alert('x')</script> & \"more\""
TABLE = Table(["what", "how many", ""], [["good", 1234, True], ["bad", 5, False], ["unknown", 0, None]])
LINES = LineChart(
    "seconds", "requests a second", [Line("one", [(0, 1), (1, None), (2, 4)]), Line("two", [(0, 2), (2, 3)])]
)
BARS = BarChart("tasks", [("enrolled", 12), (EVIL, 3)])


def report(*parts: Table | LineChart | BarChart, passed: bool = True, title: str = "Load") -> ReportDocument:
    figures = [Figure("Requests", "1,234", "in 2 s")]
    return ReportDocument(
        title, "a subtitle", passed, "a verdict", figures, [Section("A section", parts, "a lead")], ["a note"]
    )


def body(document: str) -> ET.Element:
    """The body, which has to be well-formed."""
    return ET.fromstring(re.sub(r"(?s).*(<body>.*</body>).*", r"\1", document))  # noqa: S314 - our own page


def test_the_page_has_everything_and_loads_nothing(tmp_path: Path) -> None:
    write(report(TABLE, LINES, BARS), {"requests": 1234}, tmp_path / "report.html")
    assert json.loads((tmp_path / "report.json").read_bytes()) == {"requests": 1234}
    document = (tmp_path / "report.html").read_text(encoding="utf-8")
    shown = " ".join(body(document).itertext())
    for text in ("Load", "a subtitle", "Passed", "a verdict", "1,234", "in 2 s", "A section", "a lead", "a note"):
        assert text in shown
    for text in ("seconds", "requests a second", "one", "two", "tasks", "enrolled"):
        assert text in shown, "axes have titles, lines and bars have names"
    assert not re.search(r"\b(?:src|href|url)\s*[=(]|<script|@import", document)
    assert set(re.findall(r"https?://[\w.]+", document)) == {"http://www.w3.org"}, "the name of SVG's elements"
    assert "prefers-color-scheme: dark" in document


@pytest.mark.parametrize(("passed", "word", "tone"), [(True, "Passed", "good"), (False, "Failed", "bad")])
def test_the_verdict_stands_on_top(passed: bool, word: str, tone: str) -> None:
    header = body(html(report(passed=passed))).find("main/header")
    assert header is not None
    verdict = header.findall("p")[-1]
    assert verdict.get("class") == f"verdict {tone}"
    assert "".join(verdict.itertext()).startswith(word)


def test_texts_are_escaped() -> None:
    document = html(report(Table([EVIL], [[EVIL]], EVIL), BARS, title=EVIL))
    assert "<script" not in document
    assert EVIL in "".join(body(document).itertext())


def test_numbers_are_aligned_and_checks_have_words() -> None:
    table = body(html(report(TABLE))).find(".//table")
    assert table is not None
    rows = [[(cell.get("class"), cell.text) for cell in row] for row in table.iter("tr")]
    assert rows[0][1] == ("number", "how many")
    assert [row[1] for row in rows[1:]] == [("number", "1,234"), ("number", "5"), ("number", "0")]
    assert [row[2] for row in rows[1:]] == [("good", "✓ passed"), ("bad", "✗ failed"), ("unjudged", "–")]


def test_a_table_without_rows_says_so() -> None:
    assert "nothing went wrong" in "".join(body(html(report(Table(["a"], [], "nothing went wrong")))).itertext())


def test_charts_without_measurements_can_be_drawn() -> None:
    empty = LineChart("seconds", "milliseconds", [Line("one", [])])
    assert "nothing was measured" in "".join(body(html(report(empty))).itertext())


def test_a_share_is_a_bar_that_is_whole_for_a_whole_alone() -> None:
    rows: list[list[Cell]] = [["A", Share(1.0)], ["B", Share(0.999)], ["C", Share(0)]]
    document = html(report(Table(["group", "taken"], rows)))
    assert re.findall(r'class="(whole|part)" style="width:(\d+)%"', document) == [
        ("whole", "100"), ("part", "99"), ("part", "0"),
    ]  # fmt: skip


def test_drawing_charts_leaves_imports_as_they_were() -> None:
    assert [finder for finder in sys.meta_path if not hasattr(finder, "find_spec")] == []
