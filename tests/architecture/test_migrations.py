"""Migrations newer than 0.1.0 meet big tables that are in use: what each statement may be is held here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "models" / "migrations"
LAST_OF_0_1 = "0009"
WRONG = {
    "makes an index that keeps others from writing: use CreateIndexConcurrently": r"CREATE (UNIQUE )?INDEX",
    "cannot be run again: write ADD COLUMN IF NOT EXISTS": r"ADD COLUMN (?!IF NOT EXISTS)",
    "reads the whole table under a lock: write NOT VALID, and validate in a later migration": (
        r"ADD (CONSTRAINT \w+ )?(CHECK|FOREIGN KEY)(?!.*NOT VALID)"
    ),
    "writes the whole table anew under a lock": (
        r"ALTER COLUMN \w+ (SET DATA )?TYPE (?!varchar)|GENERATED ALWAYS AS \(.*STORED"
    ),
}
"""A `varchar` that becomes wider changes the catalogue only."""


def faults(sql: str) -> Iterator[str]:
    """What is wrong with the statements of a migration. A table that it creates is empty, and not in use."""
    new = re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)", sql)
    for statement in sql.split(";"):
        if new and re.search(rf"\b(TABLE|ON)\s+(IF EXISTS )?({'|'.join(new)})\b", statement):
            continue
        yield from (fault for fault, pattern in WRONG.items() if re.search(pattern, statement, re.DOTALL))


def test_migrations_can_be_applied_while_others_work() -> None:
    newer = [path for path in sorted(FOLDER.glob("0*.py")) if path.name[:4] > LAST_OF_0_1]
    assert {path.name: found for path in newer if (found := list(faults(path.read_text())))} == {}


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX a ON sagas (due_at)",
        "ALTER TABLE sagas ADD COLUMN due_at timestamptz",
        "ALTER TABLE sagas ADD CONSTRAINT a CHECK (version > 0)",
        "ALTER TABLE sagas ALTER COLUMN kind TYPE text",
    ],
)
def test_what_would_keep_others_from_working_is_found(sql: str) -> None:
    assert len(list(faults(sql))) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE a (b int); CREATE INDEX c ON a (b)",
        "ALTER TABLE sagas ADD COLUMN IF NOT EXISTS due_at timestamptz",
        "ALTER TABLE sagas ADD CONSTRAINT a CHECK (version > 0) NOT VALID",
        "ALTER TABLE sagas ALTER COLUMN scope TYPE varchar(255)",
    ],
)
def test_what_lets_others_work_is_let_pass(sql: str) -> None:
    assert list(faults(sql)) == []
