"""`make checks`: runs the suites of others against servers of its own and prints a table.

`make checks ARGS="audit cop"` runs these only. It ends with 1 if one falls short.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tests.clients.place import Place, running
from tests.clients.suites import SUITES
from tests.support.servers import running_servers

EXAMPLES = 500
REPORT_SECONDS = 60
"""Pause between two words about a suite that goes on."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a suite found, and how long that took."""

    suite: str
    title: str
    passed: int
    checks: int
    seconds: float
    failures: list[str]

    @property
    def verdict(self) -> str:
        return "FALLS SHORT" if self.failures else "passed"


async def check(names: Sequence[str], examples: int) -> list[Row]:
    """Run the suites in order on servers that are started for them."""
    say("starting servers, an open API with a worker, and a closed API ...")
    async with running_servers() as servers, running(servers, examples) as place:
        return [await run_suite(name, place) for name in names]


async def run_suite(name: str, place: Place) -> Row:
    """Run a suite, and say now and then that it goes on."""
    suite = SUITES[name]
    say(f"{name}: {suite.title} ...")
    began = time.monotonic()  # clock: it is shown
    run = asyncio.create_task(suite.outcome(place))
    while not (await asyncio.wait({run}, timeout=REPORT_SECONDS))[0]:
        say(f"{name} has run for {time.monotonic() - began:.0f} s")  # clock: it is shown
    outcome, seconds = run.result(), time.monotonic() - began  # clock: it is shown
    made = Row(name, suite.title, outcome.passed, suite.checks, round(seconds, 1), outcome.failures)
    say(f"{name} {made.verdict} after {seconds:.1f} s")
    return made


def table(rows: Sequence[Row]) -> str:
    """A line a suite, the verdict, and below what falls short."""
    lines = [f"{'suite':13} {'passed':>8} {'seconds':>8}  of"]
    for row in rows:
        of = f"{row.passed}/{row.checks}"
        lines.append(f"{row.suite:13} {of:>8} {row.seconds:>8}  {row.title}{'  FALLS SHORT' * bool(row.failures)}")
    short = [row for row in rows if row.failures]
    lines.append(f"{len(short)} of {len(rows)} suites fall short." if short else "All is passed.")
    for row in short:
        lines += ["", f"{row.suite}:", *map(indent, row.failures)]
    return "\n".join(lines)


def as_json(rows: Sequence[Row]) -> str:
    """The rows for other programs."""
    return json.dumps([asdict(row) for row in rows], indent=1)


def indent(failure: str) -> str:
    """A failure as an item of a list."""
    return "- " + failure.replace("\n", "\n  ")


def say(text: str) -> None:
    """Report progress."""
    print(f"registro: {text}", file=sys.stderr, flush=True)  # noqa: T201 - a message


def main() -> int:
    """Run the suites that the command line names."""
    parser = argparse.ArgumentParser(prog="make checks", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="suite", help=f"only these of: {', '.join(SUITES)}")
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument(
        "--examples", type=int, default=EXAMPLES, help=f"requests of schemathesis for each root field ({EXAMPLES})"
    )
    chosen = parser.parse_args()
    if unknown := set(chosen.suites) - SUITES.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(SUITES)}")
    rows = asyncio.run(check(chosen.suites or list(SUITES), chosen.examples))
    print(as_json(rows) if chosen.json else table(rows))  # noqa: T201 - the result
    return 1 if any(row.failures for row in rows) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
