"""The package: aiobreaker's wheel brings a top-level `test`, and `tests` is ours; the changelog knows the version."""

import re
import tomllib
from pathlib import Path

import tests

ROOT = Path(__file__).parents[2]


def test_our_tests_are_ours() -> None:
    assert Path(str(tests.__file__)).parent == Path(__file__).parents[1]


def test_the_changelog_has_this_version_and_what_comes_after_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased, latest, *_ = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    assert unreleased == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(project['version'])}\] - \d{{4}}-\d\d-\d\d", latest)
