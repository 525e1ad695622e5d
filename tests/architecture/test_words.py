"""No word that only we would understand in a special sense; docs/glossary.md has the few that need a sentence.

A stranger reads `wake-up`, not `bell`, and `unavailable`, not `away`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_texts import ROOT, texts

OURS = (
    r"bells?|rings?|rang|rung|desks?|boards?|stretch(?:es|ed)?|carriers?|heal(?:s|ed|ers?)?|leash(?:es|ed)?|troubles?"
    r"|(?<![`\"'])nobody|whoever|somebody|anybody|everybody|meanwhile|away|at[\s_]+once|so[\s_]+many"
    r"|(?:tells?|told|telling)[\s_]+of"
)
"""Quoted, `nobody` is an account of the operating system."""
PRIVATE = re.compile(
    rf"(?<![a-z])(?:{OURS})(?![a-z])|(?-i:[a-z](?:Bell|Desk|Board|Stretch|Carrier|Healer|Leash)(?![a-z]))",
    re.IGNORECASE,
)

ALLOWED = {
    "CHANGELOG.md": "names what was renamed",
    "app/settings/renamed.py": "so does this",
    "tests/unit/app/settings/test_renamed.py": "and its test",
    "docs/adr/": "decisions stand as they were written",
    "models/migrations/": "so do migrations that were released",
    "tests/data/": "and what a released version wrote",
    "tests/architecture/test_words.py": "the words themselves",
}
"""Texts that are not searched, or beginnings of their paths."""
SUFFIXES = (
    *(".md", ".py", ".sql", ".lua", ".graphql", ".yml", ".toml", ".in", "Dockerfile", "Makefile", ".ci/run"),
    *(".ts", ".tsx", ".js", ".mjs", ".html", ".css"),
)


def private_words(text: str) -> Iterator[tuple[int, str]]:
    """Each with its line."""
    for hit in PRIVATE.finditer(text):
        yield text.count("\n", 0, hit.start()) + 1, hit.group()


def test_texts_use_plain_words() -> None:
    found = [
        f"{path}:{line}: {word!r}"
        for path, text in texts(*SUFFIXES)
        if not path.startswith(tuple(ALLOWED))
        for line, word in private_words(text)
    ]
    assert found == [], "say what is meant"


def test_what_is_allowed_is_there() -> None:
    assert [path for path in ALLOWED if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    "text",
    [
        "the bell",
        "Whoever asks",
        "is away",
        "at\nonce",
        "at_once(",
        "so many seats",
        "told of it",
        "SeatBoard",
        "nobody",
    ],
)
def test_what_is_looked_for_is_found(text: str) -> None:
    assert list(private_words(text))


@pytest.mark.parametrize(
    "text", ["told to stop", "a string", "the dashboard", "keyboards", "`nobody`", "health", "carries", "once at most"]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert list(private_words(text)) == []


def test_this_file_is_the_one_that_is_allowed() -> None:
    assert Path(__file__).relative_to(ROOT).as_posix() in ALLOWED
