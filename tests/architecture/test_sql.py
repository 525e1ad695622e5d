"""SQL stands in models, and nowhere else in the product."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE FROM|TRUNCATE|LOCK TABLE|SET TRANSACTION"
    r"|(CREATE|ALTER|DROP) (DATABASE|TABLE|INDEX|FUNCTION))\b"
)
EXCEPT = {
    # They ask a server that is starting whether it answers, and for its first database.
    "embedded/readiness.py",
    "embedded/servers.py",
}


def _files() -> Iterator[Path]:
    packages = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    for package in {name.split(".")[0] for name in packages} - {"models"}:
        yield from ROOT.joinpath(package).rglob("*.py")


def _strings(source: str) -> Iterator[str]:
    """The texts of a module that are not docstrings."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_sql_stands_outside_models() -> None:
    found = {
        str(path.relative_to(ROOT)) for path in _files() if any(SQL.search(text) for text in _strings(path.read_text()))
    }
    assert found == EXCEPT


def test_sql_is_recognized() -> None:
    assert all(SQL.search(text) for text in ("SELECT 1", "UPDATE terms\n   SET name = $1", "DROP DATABASE x"))
    assert not SQL.search("Selected terms are updated and set")
