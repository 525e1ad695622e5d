"""Measures Registro, the peer and the limits of the machine by turns, and prints one table.

    make bench ARGS="[--quick] [--repeats N] [--only STEP …] [--state DIR] [--json] [--markdown FILE]"

The peer and the limits need the comparing load driver in `../shared/yardstick`; without it only Registro is measured.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bench.compare import paper, table
from bench.compare.comparison import Comparison, Size
from bench.compare.figures import Judged, judge, median_of
from bench.compare.rows import PARTS, ROWS, STEPS
from bench.compare.servers import YARDSTICK, running_servers
from bench.seed_operators import data_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; returns the return code."""
    options = _options(arguments)
    only = options.only or STEPS
    size = Size(options.repeats, 2000, 20_000, 5000, 10, options.sagas)
    if options.quick:
        size = Size(1, 1000, 4000, 2000, 5, options.sagas // 10)
    began = time.monotonic()
    with data_folder(options.state) as folder, running_servers(folder, options.yardstick) as servers, _bars() as bars:
        task = bars.add_task("starting", total=None)

        def advance(title: str) -> None:
            bars.update(task, description=title, total=comparison.parts())
            bars.advance(task)
            if not sys.stderr.isatty():
                sys.stderr.write(f"bench: {title}\n")

        comparison = Comparison(servers, size, only, advance)
        samples = comparison.run()
        minutes = (time.monotonic() - began) / 60
        about = table.about_machine(servers.version(), servers.yardstick is not None, size.rounds, minutes)
    rows = [judge(row, samples) for row in ROWS if row.step in only]
    if options.markdown:
        medians = {part: median_of(samples, f"registro.burst.cpu.{part}") for part in PARTS}
        costs = {part: median.value if median else 0.0 for part, median in medians.items()}
        table.put_into(options.markdown, f"{table.as_markdown(rows, about)}\n\n{paper.as_markdown(costs)}".strip())
    _print(rows, about, options)
    return 0


def _print(rows: Sequence[Judged], about: str, options: argparse.Namespace) -> None:
    if options.json:
        sys.stdout.write(json.dumps(table.as_document(rows, about), indent=2, ensure_ascii=False) + "\n")
        return
    console = Console(width=None if sys.stdout.isatty() else 160)
    table.for_terminal(rows, console)
    console.print(about)


def _bars() -> Progress:
    """On standard error, if that is a terminal; rarely drawn, because that takes processor time, too."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    shown = sys.stderr.isatty()
    return Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True, refresh_per_second=1)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=3, help="rounds of what is measured by turns")
    parser.add_argument("--quick", action="store_true", help="one round of everything, with less of it: a first look")
    parser.add_argument("--only", nargs="+", choices=STEPS, metavar="STEP", help=f"some of: {', '.join(STEPS)}")
    parser.add_argument("--sagas", type=int, default=1_000_000, help="final sagas of the step growth")
    parser.add_argument("--state", type=Path, help="folder that keeps the set-up driver and the seeded data")
    parser.add_argument("--yardstick", type=Path, default=YARDSTICK, help="folder of the comparing load driver")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="put the table into this page, between its marks")
    options = parser.parse_args(arguments)
    if options.markdown and not table.has_marks(options.markdown):
        parser.error(f"{options.markdown} has no lines {table.BEGIN} and {table.END}")
    return options


if __name__ == "__main__":
    sys.exit(main())
