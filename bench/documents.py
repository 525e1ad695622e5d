"""What hostile documents cost an API process: milliseconds until each kind is refused or found valid, and memory.

    python -m bench.documents [--documents N]

Nothing is started. For each kind of `tests/support/hostile_documents.py` the size is shown that took longest. Then N
different documents are sent, half of them valid, and the memory is shown on the way: it must not grow after the first.
"""

import argparse
import asyncio
import resource
import sys
import time
from pathlib import Path

import structlog

from schema.build import SCHEMA
from schema.document_cache import Documents
from tests.support.hostile_documents import SHAPES, document, prepared
from tests.support.memory import MemoryServices

SIZES = (10, 20, 40, 60, 80, 100, 150, 200, 330, 490, 900)


def resident_mib() -> float:
    """The memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def milliseconds(text: str) -> tuple[float, str]:
    """How long it takes to prepare the document, at best of three, and what comes of it."""
    best = float("inf")
    for _ in range(3):
        documents = Documents(SCHEMA.core, SCHEMA.limits)
        began = time.perf_counter()
        found = prepared(documents, text)
        best = min(best, (time.perf_counter() - began) * 1000)
    return best, "valid" if found else "refused"


def show_times() -> None:
    """A row for each kind of document."""
    sys.stdout.write("| kind | ms | bytes | |\n| --- | --- | --- | --- |\n")
    for name, make in SHAPES.items():
        rows = []
        for size in SIZES:
            text = document([make(size)])
            taken, outcome = milliseconds(text)
            rows.append((taken, len(text.encode()), outcome))
        worst, length, outcome = max(rows)
        sys.stdout.write(f"| {name} | {worst:.1f} | {length:,} | {outcome} |\n")


async def show_memory(count: int) -> None:
    """Memory after `count` different documents."""
    context = MemoryServices().context()
    sys.stdout.write("\n| documents | kept | counted MiB | resident MiB |\n| --- | --- | --- | --- |\n")
    for n in range(count + 1):
        text = f"query Q{n} {{ {'viewer { subject } ' * 20} }}" if n % 2 else f"query Q{n} {{ {'nothing ' * 300} }}"
        await SCHEMA.execute(text, context_value=context)
        if n % (count // 10) == 0:
            kept = SCHEMA.documents
            sys.stdout.write(f"| {n:,} | {len(kept)} | {kept.kept_bytes / 2**20:.1f} | {resident_mib():.0f} |\n")


async def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    show_times()
    await show_memory(arguments.documents)


if __name__ == "__main__":
    asyncio.run(main())
