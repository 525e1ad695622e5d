"""How tests are not written: no sleep that hopes, no clock that judges, no limit of a quiet machine, no assertion that
cannot fail."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
POLLING = TESTS / "support" / "poll.py"
CLOCKS = {"monotonic", "perf_counter"}
EXCUSES = {
    "clock": re.compile(r"# clock: \w"),
    "sleep": re.compile(r"# sleeps: \w"),
    "limit": re.compile(r"# limit: \w"),
}
"""What a line says that reads a clock or limits time, or that begins a text in which something sleeps, because that is
its subject."""
ANYTHING = {"", ".", ".*", ".+"}
"""Patterns that every message matches, or nearly."""

Finding = tuple[int, str]
Rule = Callable[[ast.AST], Iterator[Finding]]


def sleeps(node: ast.AST) -> Iterator[Finding]:
    """Anything called `sleep`, and texts that call it: scripts for other processes, SQL."""
    match node:
        case ast.Attribute(attr="sleep") | ast.Name(id="sleep") | ast.alias(name="sleep"):
            yield node.lineno, "sleep"
        case ast.Constant(value=str(text)) if re.search(r"sleep\(", text):
            yield node.lineno, "sleep"


def clocks(node: ast.AST) -> Iterator[Finding]:
    """Clocks by which one measures how long something took, which depends on what else the machine does.

    Processor time (`time.process_time`, `tests.support.processes.cpu_seconds`) does not.
    """
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in CLOCKS:
            yield node.lineno, "clock"


def limits(node: ast.AST) -> Iterator[Finding]:
    """Limits that are the same on a busy machine; `within` and `in_time` of the polling helper are not."""
    match node:
        case ast.Attribute(value=ast.Name(id="asyncio"), attr="timeout" | "timeout_at" | "wait_for"):
            yield node.lineno, "limit"


def vacuous(node: ast.AST) -> Iterator[Finding]:
    """`raises` of whatever is raised, and comparisons of a number with 0 that every count and duration passes."""
    match node:
        case ast.Call(func=ast.Attribute(attr="raises"), args=[ast.Name(id="BaseException" | "Exception"), *_]):
            yield node.lineno, "raises anything"
        case ast.keyword(arg="match", value=ast.Constant(value=str(pattern))) if pattern in ANYTHING:
            yield node.value.lineno, "matches anything"
        case ast.Assert(test=ast.Compare(ops=[ast.GtE()], comparators=[ast.Constant(value=0)])):
            yield node.lineno, "never negative"


def found(source: str, rule: Rule) -> Iterator[Finding]:
    """What breaks the rule and is not excused on its line or, for a text, on the line above."""
    lines = ["", *source.splitlines()]
    for node in ast.walk(ast.parse(source)):
        for line, what in rule(node):
            excuse = EXCUSES.get(what)
            if not (excuse and excuse.search(lines[line - 1] + lines[line])):
                yield line, what


@pytest.mark.parametrize("rule", [sleeps, clocks, limits, vacuous])
def test_no_test_does_this(rule: Rule) -> None:
    # The clients of the machine's tests have an environment of their own among the tests.
    ours = (path for path in sorted(TESTS.rglob("*.py")) if ".venv" not in path.parts)
    files = [path for path in ours if path not in {POLLING, Path(__file__)}]
    assert len(files) > 150
    assert [
        f"{path.relative_to(TESTS)}:{line}: {what}"
        for path in files
        for line, what in found(path.read_text(encoding="utf-8"), rule)
    ] == [], "see CONTRIBUTING.md, Tests"


@pytest.mark.parametrize(
    ("rule", "source", "what"),
    [
        (sleeps, "await asyncio.sleep(0)", "sleep"),
        (sleeps, "from time import sleep", "sleep"),
        (sleeps, "pause = asyncio.sleep", "sleep"),
        (sleeps, "script = '''\nimport time\ntime.sleep(1)'''", "sleep"),
        (sleeps, "sql = f'SELECT pg_sleep({seconds})'", "sleep"),
        (clocks, "began = time.monotonic()", "clock"),
        (clocks, "from time import perf_counter", "clock"),
        (limits, "async with asyncio.timeout(5): pass", "limit"),
        (limits, "await asyncio.wait_for(answer, 5)", "limit"),
        (vacuous, "with pytest.raises(BaseException, match=r'.'): pass", "raises anything"),
        (vacuous, "with pytest.raises(Exception): pass", "raises anything"),
        (vacuous, "with pytest.raises(ValueError, match='.*'): pass", "matches anything"),
        (vacuous, "assert len(found) >= 0", "never negative"),
    ],
)
def test_what_is_looked_for_is_found(rule: Rule, source: str, what: str) -> None:
    assert what in [name for _, name in found(source, rule)]


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (limits, "async with within(5): pass"),
        (limits, "async with asyncio.timeout(0): pass  # limit: it expires"),
        (sleeps, "# sleeps: a slow statement is what this is about\nsql = 'SELECT pg_sleep(1)'"),
        (clocks, "began = time.monotonic()  # clock: how long the outage lasts"),
        (vacuous, "assert 0 <= left <= 5"),
        (vacuous, "with pytest.raises((OSError, ValueError)): pass"),
    ],
)
def test_what_is_excused_or_means_something_is_left_alone(rule: Rule, source: str) -> None:
    assert list(found(source, rule)) == []
