"""The statements in models/sql: each has a name, a comment and a use, and goes where the package goes."""

import re
import tomllib
from pathlib import Path

import pytest

from models.sql import SQL, parse

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "models" / "sql"
PARSED = {
    f"{file.stem}.{name}": body
    for file in sorted(FOLDER.glob("*.sql"))
    for name, body in parse(file.read_text()).items()
}


def test_each_statement_begins_with_a_comment() -> None:
    assert [name for name, body in PARSED.items() if not body.startswith("-- ")] == []


def test_each_file_begins_with_what_it_is_about() -> None:
    assert [file.name for file in FOLDER.glob("*.sql") if not re.match(r"-- \w.*\n", file.read_text())] == []


def test_each_statement_is_used_and_each_use_has_its_statement() -> None:
    product = [path for path in ROOT.glob("*/**/*.py") if path.parts[len(ROOT.parts)] not in {"tests", ".venv"}]
    used = {name for path in product for name in re.findall(r'SQL\["([\w.]+)"\]', path.read_text())}
    used |= {f"fragments.{name}" for body in PARSED.values() for name in re.findall(r"\{(\w+)\}", body)}
    assert used == PARSED.keys()


def test_what_is_sent_has_neither_heading_nor_open_fragment() -> None:
    assert SQL.keys() == PARSED.keys()
    assert [name for name, text in SQL.items() if re.search(r"^--|\{\w+\}|\A\s|\s\Z", text)] == []


def test_a_fragment_is_filled_in_wherever_it_is_named() -> None:
    assert SQL["fragments.worker_alive"] in SQL["fragments.owner_alive"]
    for name in ("invariants.overdue", "sweep.due"):
        assert SQL["fragments.owner_alive"] in SQL[name]


@pytest.mark.parametrize("fragment", ["owner_alive", "has_its_turn"])
def test_the_function_that_claims_says_the_same_as_the_fragment(fragment: str) -> None:
    function = ROOT.joinpath("models", "migrations", "0036_turns_of_refunds.py").read_text()
    text = SQL[f"fragments.{fragment}"].replace("$1::interval", "lease")
    assert _without_blanks(text) in _without_blanks(function)


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_groups_are_locked_in_the_order_of_their_codes_so_that_none_waits_for_one_that_waits_for_it() -> None:
    locks = re.compile(r"ORDER BY (.*) (FOR [A-Z ]+?) OF g\b")
    found = {name: match.groups() for name, text in SQL.items() if (match := locks.search(text))}
    assert len(found) > 3
    assert set(found.values()) == {("g.term_id, g.code", "FOR NO KEY UPDATE")}


def test_two_statements_of_one_name_in_a_file_are_refused() -> None:
    with pytest.raises(ValueError, match="two statements have one name"):
        parse("-- name: a --\nSELECT 1\n-- name: a --\nSELECT 2\n")


def test_the_statements_are_installed_with_the_package() -> None:
    installed = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text())["tool"]["setuptools"]
    assert "models.sql" in installed["packages"]
    assert installed["package-data"]["models.sql"] == ["*.sql"]
