"""The table: for a terminal, for a page, and as JSON."""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.compare.figures import Judged, Median, Verdict

COLUMNS = ("figure", "Registro", "peer or reference", "ratio", "target", "")
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
_STYLES = {Verdict.MET: "green", Verdict.MISSED: "red", Verdict.NOT_COUNTING: "yellow", Verdict.NOT_MEASURED: "dim"}


def cells(judged: Judged) -> tuple[str, ...]:
    """A line of the table, as texts."""
    row = judged.row
    if row.parts:
        ours, reference = (" / ".join(map(number, parts)) for parts in (judged.ours_parts, judged.reference_parts))
        return row.label, ours, reference, "", "", ""
    reference = shown(judged.reference)
    if reference and row.reference_label:
        reference = f"{row.reference_label}: {reference}"
    ratio = f"{number(judged.ratio)} ×" if judged.ratio is not None else ""
    return row.label, shown(judged.ours), reference, ratio, target(judged), judged.verdict


def target(judged: Judged) -> str:
    """The target, on this machine."""
    row = judged.row
    if row.at_least is not None:
        return f"≥ {row.at_least:.2g} ×"
    if row.limit is None:
        return ""
    limit = judged.limit if judged.limit is not None else row.limit
    return f"{'≥' if row.more_is_better else '≤'} {limit:,.3g}"


def shown(median: Median | None) -> str:
    """A median with its extremes, if there are some."""
    if median is None:
        return ""
    if median.samples == 1:
        return number(median.value)
    return f"{number(median.value)} [{number(median.lowest)}–{number(median.highest)}]"


def number(value: float) -> str:
    """With as many digits as are worth reading."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def for_terminal(rows: Sequence[Judged], console: Console) -> None:
    """Print the table, and what was wrong."""
    table = Table(*COLUMNS)
    for judged in rows:
        table.add_row(*cells(judged), style=_STYLES.get(judged.verdict))
    console.print(table)
    for problem in problems(rows):
        console.print(f"[red]does not count:[/red] {problem}")


def problems(rows: Sequence[Judged]) -> list[str]:
    """What was wrong with outcomes, each once."""
    return sorted({problem for judged in rows for problem in judged.problems})


def as_markdown(rows: Sequence[Judged], about: str) -> str:
    """The table as a part of a page. `about`: a sentence in front of it."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(cells(judged))} |" for judged in rows]
    lines += [f"\nDoes not count: {problem}." for problem in problems(rows)]
    return "\n".join([about, "", *lines])


def has_marks(page: Path) -> bool:
    """Whether the page has a place for the table."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    return bool(before and END in rest)


def put_into(page: Path, text: str) -> None:
    """Replace what stands between the two marks. Raises ValueError if the page lacks them."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page} has no lines {BEGIN} and {END}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def as_document(rows: Sequence[Judged], about: str) -> dict[str, object]:
    """The table for scripts."""

    def values(median: Median | None) -> object:
        if median is None:
            return None
        names = ("value", "lowest", "highest", "samples", "counts")
        return {name: getattr(median, name) for name in names}

    return {
        "about": about,
        "figures": {
            judged.row.label: {
                "registro": values(judged.ours),
                "reference": values(judged.reference),
                "ratio": judged.ratio,
                "target": target(judged),
                "verdict": judged.verdict.value,
                "parts": judged.ours_parts,
                "reference_parts": judged.reference_parts,
            }
            for judged in rows
        },
        "problems": problems(rows),
    }


def about_machine(postgres: str, peer: bool, rounds: int, minutes: float) -> str:
    """A sentence that says when, where and how it was measured."""
    models = [line for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    model = models[0].partition(": ")[2] if models else "unknown processor"
    today = datetime.datetime.now(tz=datetime.UTC).date()
    sides = "by turns with the peer" if peer else "without the peer"
    return (
        f"Measured on {today} in {minutes:.0f} minutes, {sides}: {os.cpu_count()} cores ({model}), "
        f"PostgreSQL {postgres}, medians of {rounds} [lowest–highest] where there is a range."
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
