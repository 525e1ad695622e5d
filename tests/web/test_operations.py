"""The pages, as far as that can be known without a browser."""

import json
import re
from pathlib import Path

import pytest
from graphql import parse, validate

from commands.dev import welcome
from schema.build import SCHEMA

WEB = Path(__file__).parents[2] / "web"
OPERATIONS = sorted((WEB / "graphiql" / "operations").glob("*.graphql"))


@pytest.mark.parametrize("path", OPERATIONS, ids=[path.stem for path in OPERATIONS])
def test_a_tab_holds_one_named_operation_that_is_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = parse(text)
    assert validate(SCHEMA._schema, document) == []
    assert len(document.definitions) == 1
    assert re.search(r"^(query|mutation|subscription) \w+", text, re.MULTILINE)  # its tab is called so
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert comments
    assert max(map(len, comments)) <= 48  # what the editor shows without scrolling


def test_every_operation_has_its_tab() -> None:
    imported = re.findall(r"'\./operations/(.+)\.graphql\?raw'", (WEB / "graphiql" / "tabs.ts").read_text())
    assert sorted(imported) == [path.stem for path in OPERATIONS]


def test_versions_are_exact() -> None:
    for path in (WEB, WEB.parent / "tests" / "clients"):
        for name, version in json.loads((path / "package.json").read_text())["dependencies"].items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


def test_registro_dev_says_where_the_page_is() -> None:
    page = "http://127.0.0.1:8004/graphiql/#nonce=n0nce"
    said = welcome("http://127.0.0.1:8004", page, "s.t.u", "registro token --role admin")
    assert f"\nOpen   {page}\n" in said
    assert "-H 'authorization: Bearer s.t.u'" in said
    assert "\nToken  s.t.u (student EST001)\nOthers registro token --role admin (or --role registrar, " in said
