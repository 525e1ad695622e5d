"""Settings are read in one place: no other module looks at the environment."""

import ast

from tests.architecture.test_tasks import PACKAGES, ROOT

READS = {"environ", "environb", "getenv", "getenvb"}
HANDS_ON = {"commands/processes.py"}
"""Child processes are given the environment of their parent, which does not read it."""


def reads_environment(source: str) -> bool:
    """Whether a module uses a name of `os` that gives access to the environment."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in READS) or (isinstance(node, ast.alias) and node.name in READS)
        for node in ast.walk(ast.parse(source))
    )


def test_reading_the_environment_is_found() -> None:
    assert reads_environment("import os\nos.environ['HOME']")
    assert reads_environment("from os import getenv as get")
    assert not reads_environment("environment = {}")


def test_only_the_settings_read_the_environment() -> None:
    modules = {path.relative_to(ROOT).as_posix(): path for room in PACKAGES for path in (ROOT / room).rglob("*.py")}
    readers = {name for name, path in modules.items() if reads_environment(path.read_text(encoding="utf-8"))}
    assert "app/settings/__init__.py" in modules
    assert readers == HANDS_ON
