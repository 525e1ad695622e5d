"""The table of `make bench`: in a terminal, on a page, as JSON."""

from pathlib import Path

import pytest

from bench.compare.figures import Row, Sample, judge
from bench.compare.rows import ROWS, STEPS
from bench.compare.table import BEGIN, END, as_document, as_markdown, cells, has_marks, number, put_into

RATE = Row("burst", "rate", "registro.rate", "peer.rate", more_is_better=True, at_least=10)
FOUND = [Sample({"registro.rate": rate}) for rate in (900.0, 1000.0, 1234.0)] + [Sample({"peer.rate": 80.0})]


def test_a_line_has_medians_with_extremes_the_ratio_the_target_and_the_verdict() -> None:
    assert cells(judge(RATE, FOUND)) == ("rate", "1,000 [900–1,234]", "80.0", "12.5 ×", "≥ 10 ×", "met")


def test_what_is_not_the_peer_is_named() -> None:
    row = Row("hot", "hot", "registro.rate", "peer.rate", "200 groups", more_is_better=True)
    assert cells(judge(row, FOUND))[2] == "200 groups: 80.0"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.123, "0.12"), (9.876, "9.88"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_numbers_have_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_a_page_gets_the_table_between_its_marks_again_and_again(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert has_marks(page)
    text = as_markdown([judge(RATE, FOUND)], "Measured.")
    for _ in range(2):
        put_into(page, text)
    lines = page.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("before", BEGIN, END, "after")
    assert "Measured." in lines
    assert "| rate | 1,000 [900–1,234] | 80.0 | 12.5 × | ≥ 10 × | met |" in lines


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a page\n", encoding="utf-8")
    assert not has_marks(page)
    with pytest.raises(ValueError, match="has no lines"):
        put_into(page, "table")
    assert page.read_text(encoding="utf-8") == "a page\n"


def test_the_document_has_what_a_script_needs() -> None:
    document = as_document([judge(RATE, FOUND)], "Measured.")
    assert document["figures"] == {
        "rate": {
            "registro": {"value": 1000.0, "lowest": 900.0, "highest": 1234.0, "samples": 3, "counts": True},
            "reference": {"value": 80.0, "lowest": 80.0, "highest": 80.0, "samples": 1, "counts": True},
            "ratio": 12.5,
            "target": "≥ 10 ×",
            "verdict": "met",
            "parts": [],
            "reference_parts": [],
        }
    }


def test_the_labels_of_the_table_are_its_keys() -> None:
    assert len({(row.step, row.label) for row in ROWS if not row.parts}) == len([row for row in ROWS if not row.parts])
    assert STEPS == ("burst", "gentle", "c64", "catalogue", "live", "idle", "hot", "growth", "limits")
