"""What the linter or mypy is told to overlook has its reason beside it."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"# (?:ruff: )?noqa|# type: ignore")
MARK_WITH_REASON = re.compile(r"# (?:noqa: [A-Z0-9, ]+ - |type: ignore\[[a-z-]+\]  # )\w")


def without_reason(source: str) -> Iterator[int]:
    """Lines that switch a check off and do not say why, as `# noqa: S603 - why` or `# type: ignore[misc]  # why`."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and MARK.match(token.string) and not MARK_WITH_REASON.match(token.string):
            yield token.start[0]


def test_each_check_that_is_switched_off_has_a_reason() -> None:
    ours = [path for path in ROOT.rglob("*.py") if not {".venv", ".venv-sbom", "node_modules"} & set(path.parts)]
    assert len(ours) > 400
    found = [f"{path.relative_to(ROOT)}:{line}" for path in ours for line in without_reason(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("comment", "has_reason"),
    [
        ("# noqa", False),
        ("# noqa: S603", False),
        ("# noqa: S603, S607 -", False),
        ("# noqa: S603, S607 - our own command", True),
        ("# ruff: noqa: INP001", False),
        ("# type: ignore", False),
        ("# type: ignore[misc]", False),
        ("# type: ignore[misc]  # asyncpg ships no types", True),
        ("# a comment", True),
    ],
)
def test_a_reason_is_told_from_none(comment: str, has_reason: bool) -> None:
    assert list(without_reason(f"x = 1  {comment}\n")) == ([] if has_reason else [1])
