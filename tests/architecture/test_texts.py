"""What is committed: no place outside the clone in it, no address in a lock, no link that leads nowhere."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from graphql import build_schema, parse, validate

from commands.cli import app
from commands.settings_reference import reference

ROOT = Path(__file__).resolve().parents[2]

PLACES = re.compile(
    r"(?<![\w.])/(?:root|home/[a-z_][\w.-]*|Users/[A-Za-z][\w.-]*)/"
    r"|files\.pythonhosted|pypi\.org/simple|registry\.npmjs|registry\.yarnpkg|deb\.debian\.org"
    r"|--(?:extra-)?index-url\s+\S+|--find-links\s+\S+"
)
"""Folders of one machine, and hosts from which packages are fetched."""
MADE_HERE = {
    *(".venv", ".venv-node", ".git", ".state", "node_modules", "dist", "__pycache__", "registro.egg-info"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
}
"""Folders that installing, building and testing leave in a checkout."""
FOREIGN = {"tests/data/compose-spec.json", "tests/data/compose-spec.LICENSE"}
"""Texts of others, kept as they are."""


def committed() -> list[str]:
    """Paths of what git has; in a copy without git, of everything that is not made here."""
    listed = subprocess.run(
        # A checkout may belong to another user than the one who tests it.
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        here = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in here if not MADE_HERE & set(path.parts))
    return sorted(path for path in listed.stdout.decode().split("\0") if path and (ROOT / path).is_file())


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Committed texts by path."""
    for path in committed():
        if path in FOREIGN or (suffixes and not path.endswith(suffixes)):
            continue
        try:
            yield path, (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, say


def test_nothing_refers_to_a_place_outside_the_clone() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    found = {
        f"{path}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}"
        for path, text in texts()
        if path != here
        for hit in PLACES.finditer(text)
    }
    assert found == set()


def test_the_search_finds_places() -> None:
    # Put together here, so that no text of ours holds what is looked for.
    for parts in (
        ("cd /", "root/x"),
        ("'/", "home/ana/x'"),
        ("https://files.python", "hosted.org/x"),
        ("--find-", "links /opt/x"),
    ):
        assert PLACES.search("".join(parts)), parts
    for text in ("cannot walk into /root, say", "docs/home/page/", "https://github.com/sponsors/x"):
        assert not PLACES.search(text), text


def test_python_locks_carry_hashes_and_no_addresses() -> None:
    for path, text in texts(".txt"):
        if not Path(path).name.startswith("requirements"):
            continue
        assert "://" not in text, path
        assert set(re.findall(r"^\s*(--[\w-]+)", text, re.MULTILINE)) == {"--hash"}, path


def test_npm_locks_carry_hashes_and_no_addresses() -> None:
    for path, text in texts("package-lock.json"):
        packages = json.loads(text)["packages"]
        assert [name for name, package in packages.items() if "resolved" in package] == [], path


LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#[^)\s]*)?\)")


def test_links_between_texts_lead_somewhere() -> None:
    dead = {
        f"{path}: {target}"
        for path, text in texts(".md")
        for target in LINK.findall(text)
        if target and not (ROOT / path).parent.joinpath(target).exists()
    }
    assert dead == set()


def test_graphql_in_texts_is_valid() -> None:
    """What a reader pastes works."""
    schema = build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))
    seen = 0
    for path, text in texts(".md"):
        for block in re.findall(r"^```graphql\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            seen += 1
            assert validate(schema, parse(block)) == [], f"{path}:\n{block}"
    assert seen


def test_the_page_of_settings_is_current() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert page == reference(), "run: .venv/bin/registro settings > docs/configuration.md"


def test_both_readmes_have_one_structure() -> None:
    """The same sections with the same commands; only the words differ."""
    shapes = []
    for name in ("README.md", "README.es.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        outside = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
        headings = re.findall(r"^(#+) ", outside, re.MULTILINE)
        shapes.append((headings, blocks))
    assert shapes[0] == shapes[1]


def shown_commands(text: str) -> Iterator[tuple[str, str]]:
    """Names of our commands that a text marks as code, each with what stands behind it."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    for code in (*blocks, *re.findall(r"`([^`]+)`|^ {4}(registro .+)$", outside, re.MULTILINE)):
        yield from re.findall(r"\bregistro ([a-z][a-z-]*)((?:\\\n|[^\n;|&#])*)", "".join(code))


def test_commands_in_texts_exist_and_have_their_options() -> None:
    """But for CHANGELOG, which names what was renamed."""
    group: Any = typer.main.get_command(app)
    shown = [(path, *it) for path, text in texts(".md") if path != "CHANGELOG.md" for it in shown_commands(text)]
    assert len(shown) > 50
    for path, name, arguments in shown:
        assert name in group.commands, f"{path}: registro {name}"
        command = group.commands[name]
        for word in arguments.split():
            command = getattr(command, "commands", {}).get(word, command)
        options = {"--help", *(option for parameter in command.params for option in parameter.opts)}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", arguments)) <= options, f"{path}: registro {name}{arguments}"


def test_diffs_in_texts_apply_to_the_code() -> None:
    """What a reader is shown as the way to change something still fits what is there."""
    diffs = [
        (path, diff)
        for path, text in texts(".md")
        for diff in re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ]
    assert diffs
    for path, diff in diffs:
        applied = subprocess.run(["git", "apply", "--check", "-"], input=diff, cwd=ROOT, text=True, capture_output=True)
        assert applied.returncode == 0, f"{path}: {applied.stderr}"
