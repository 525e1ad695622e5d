"""tools/bootstrap.py: when it installs, and the messages that it prints instead of tracebacks.

Nothing here reaches for the network: each test works on a checkout of its own that holds little more than the tool.
"""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
TOOL = ROOT / "tools" / "bootstrap.py"
FAKE_OLD = "import runpy, sys; sys.version_info = (3, 10, 13); sys.argv[1:] = ['run']; "
FAKE_DEBIAN = "import runpy, sys; sys.modules['ensurepip'] = None; sys.argv[1:] = ['setup']; "


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "mi clon"
    (folder / "tools").mkdir(parents=True)
    shutil.copy(TOOL, folder / "tools")
    for name in ("requirements.txt", "requirements-dev.txt", "requirements.in", "pyproject.toml"):
        (folder / name).write_text(f"# {name}\n")
    return folder


@pytest.fixture
def tool(checkout: Path) -> Any:
    spec = importlib.util.spec_from_file_location("bootstrap_of_a_test", checkout / "tools" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, env=os.environ | environment
    )


def through(prelude: str, checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run the tool in a Python that was made to look like another one."""
    tool = str(checkout / "tools" / "bootstrap.py")
    return run("-c", f"{prelude} runpy.run_path({tool!r}, run_name='__main__')")


def pretend_installed(tool: Any, files: tuple[str, ...]) -> None:
    Path(tool.PYTHON).parent.mkdir(parents=True, exist_ok=True)
    if not Path(tool.PYTHON).exists():
        Path(tool.PYTHON).symlink_to(sys.executable)
    tool.put_stamp("packages", tool.stamp_of(files))
    tool.put_stamp("project", tool.project_stamp())


def test_it_parses_on_python_3_6() -> None:
    ast.parse(TOOL.read_text(), feature_version=(3, 6))


def test_an_old_python_is_refused_in_a_sentence(checkout: Path) -> None:
    said = through(FAKE_OLD, checkout)
    assert said.returncode == 1
    assert said.stderr.startswith("registro: Python 3.11 or newer is needed; this is Python 3.10 (")
    assert "make run PYTHON=python3.12" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_for_a_python_without_ensurepip_the_message_says_what_to_install(checkout: Path) -> None:
    said = through(FAKE_DEBIAN, checkout)
    assert said.returncode == 1
    assert "apt install python3-venv" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (checkout / ".venv").exists()


def test_a_failing_pip_leaves_no_stamp(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("registro-has-no-such-package==1 --hash=sha256:" + 64 * "0")
    said = run(str(checkout / "tools" / "bootstrap.py"), "setup", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert said.returncode == 1
    assert "registro: pip could not install, see above" in said.stderr
    assert "registro-has-no-such-package" in said.stderr
    assert "Traceback" not in said.stderr
    assert not list((checkout / ".venv").glob(".stamp*"))


def test_an_unwritable_checkout_is_named(tool: Any, tmp_path: Path) -> None:
    tool.ROOT = str(tmp_path / "gone")  # root may write everywhere, but not where nothing is
    with pytest.raises(SystemExit, match="is not writable by you; clone your own copy"):
        tool.check_checkout()


def test_an_unknown_verb_is_named(checkout: Path) -> None:
    said = run(str(checkout / "tools" / "bootstrap.py"), "rnu")
    assert said.returncode == 1
    assert said.stderr == "registro: there is no command `rnu`; `make help` lists them\n"


def test_what_is_installed_is_not_installed_again(tool: Any) -> None:
    assert not tool.is_ready(tool.RUNTIME)
    pretend_installed(tool, tool.RUNTIME)
    assert tool.is_ready(tool.RUNTIME)


def test_the_dev_packages_serve_for_running_but_not_the_other_way_round(tool: Any) -> None:
    pretend_installed(tool, tool.RUNTIME)
    assert not tool.is_ready(tool.DEV)
    pretend_installed(tool, tool.DEV)
    assert tool.is_ready(tool.DEV)
    assert tool.is_ready(tool.RUNTIME)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements.in", "pyproject.toml"])
def test_a_changed_file_is_noticed(tool: Any, checkout: Path, name: str) -> None:
    pretend_installed(tool, tool.DEV)
    (checkout / name).write_text("# changed\n")
    assert not tool.is_ready(tool.DEV)


def test_a_touched_file_is_no_change(tool: Any, checkout: Path) -> None:
    pretend_installed(tool, tool.RUNTIME)
    os.utime(checkout / "requirements.txt", (0, 0))
    assert tool.is_ready(tool.RUNTIME)


def test_a_moved_checkout_and_another_python_are_noticed(tool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tool.stamp_of(tool.RUNTIME)
    with monkeypatch.context() as moved:
        moved.setattr(tool, "VENV", "/somewhere/else/.venv")
        assert tool.stamp_of(tool.RUNTIME) != before
    with monkeypatch.context() as other:
        other.setattr(sys, "executable", "/usr/bin/python3-of-another-user")
        assert tool.stamp_of(tool.RUNTIME) != before
    assert tool.stamp_of(tool.RUNTIME) == before


def test_the_environment_leads_to_no_other_packages(tool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("PYTHONHOME", "/somewhere")
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(tool.environment())


def test_processes_may_cache_their_bytecode(tool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in tool.environment()


@pytest.mark.parametrize(
    ("verb", "steps"),
    [
        ("setup", [["pages"]]),
        ("run", [["pages", "--unless-failed"]]),
        ("demo", []),
        ("test", []),
        ("test-all", [["machine"]]),
        ("checks", [["machine", "clients"]]),
    ],
)
def test_the_pages_are_built_where_they_are_needed(
    tool: Any, monkeypatch: pytest.MonkeyPatch, verb: str, steps: list[list[str]]
) -> None:
    done: list[Sequence[str]] = []
    monkeypatch.setattr(tool, "install", lambda _, beside=(): done.extend([beside] if beside else []))
    monkeypatch.setattr(tool, "become", lambda *_: None)
    monkeypatch.setattr(tool, "in_order", lambda *commands: done.extend(commands))
    tool.VERBS[verb][0]([])
    assert [[Path(program).stem, *rest] for program, *rest in done] == steps
    assert all((ROOT / "tools" / Path(program).name).exists() for program, *_ in done)


def test_what_runs_beside_an_installation_begins_before_that_ends(tool: Any, tmp_path: Path) -> None:
    tool.PYTHON = sys.executable
    installed = tmp_path / "installed"
    wait = "import os, sys\nwhile not os.path.exists(sys.argv[1]): pass"
    with tool.running(["-c", wait, str(installed)]):
        installed.touch()
    with pytest.raises(SystemExit, match="3"), tool.running(["-c", "exit(3)"]):
        pass


def test_what_runs_beside_a_failed_installation_is_ended(tool: Any) -> None:
    tool.PYTHON = sys.executable
    with pytest.raises(SystemExit, match="pip could not install"), tool.running(["-c", "while True: pass"]):
        raise SystemExit("pip could not install")


def test_help_names_every_verb_and_make_knows_them(tool: Any, capsys: pytest.CaptureFixture[str]) -> None:
    tool.show_help([])
    said = capsys.readouterr().out
    makefile = (ROOT / "Makefile").read_text()
    for verb in tool.VERBS:
        assert f"make {verb} " in said
        assert f" {verb}" in makefile
