# ruff: noqa: INP001
"""Installs what the tests marked `machine` need beside Python packages.

It goes on after what it cannot get, and says so; the tests that need that then fail.
"""

import os
import shutil
import sys
from collections.abc import Callable

import node
import pages
from steps import ROOT, Impossible, has_stamp, only_one, pip, put_stamp, run, say, stamp_of

CLIENTS = ROOT / "tests" / "clients"


def clients_in_javascript() -> None:
    """GraphQL clients, the driver of the browser, the checker of types."""
    node.get().install(CLIENTS)


def clients_in_python() -> None:
    """A GraphQL client, in an environment of its own."""
    environment, lock = CLIENTS / ".venv", CLIENTS / "requirements.txt"
    stamp = f"{stamp_of([lock])} {sys.version} {environment}"  # another Python or place breaks it
    if has_stamp(environment, stamp):
        return
    say("installing what tests/clients/requirements.txt says ...")
    run("python -m venv", sys.executable, "-I", "-m", "venv", "--clear", environment)
    pip(environment / "bin" / "python", lock)
    put_stamp(environment, stamp)


def browser() -> None:
    """Debian's Chromium, where there is none."""
    _of_debian("chromium")


def curl() -> None:
    """Debian's curl, where there is none."""
    _of_debian("curl")


def jq() -> None:
    """Debian's jq, where there is none."""
    _of_debian("jq")


def openssl() -> None:
    """Debian's openssl, where there is none."""
    _of_debian("openssl")


def faketime() -> None:
    """Debian's faketime, where there is none."""
    _of_debian("faketime")


def _of_debian(program: str) -> None:
    """Install the package that is called like the program."""
    if shutil.which(program):
        return
    apt = shutil.which("apt-get")
    if not apt:
        raise Impossible(f"there is no `{program}`, and no apt-get to install it with")
    if os.geteuid() != 0:
        raise Impossible(f"there is no `{program}`: sudo apt-get install {program}")
    say(f"installing {program} ...")
    run("apt-get update", apt, "update", "-qq")
    install = ("install", "-y", "-qq", "--no-install-recommends", program)
    run(f"apt-get install {program}", apt, *install, environment={"DEBIAN_FRONTEND": "noninteractive"})


def main() -> None:
    """All of it."""
    pages.main(again=True)
    steps: list[Callable[[], None]] = [clients_in_javascript, clients_in_python, browser, curl, jq, openssl, faketime]
    with only_one():
        for step in steps:
            try:
                step()
            except (Impossible, OSError) as problem:
                say(f"{problem}; the tests that need it will fail")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
