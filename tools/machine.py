# ruff: noqa: INP001
"""Installs programs and packages for the tests marked `machine`.

What cannot be installed is reported and left out; the tests that need it fail.
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
    """Install GraphQL clients, the driver of the browser and the checker of types."""
    node.get().install(CLIENTS)


def clients_in_python() -> None:
    """Install a GraphQL client in its own virtual environment."""
    environment, lock = CLIENTS / ".venv", CLIENTS / "requirements.txt"
    stamp = f"{stamp_of([lock])} {sys.version} {environment}"  # depends on the Python and on the path
    if has_stamp(environment, stamp):
        return
    say("installing tests/clients/requirements.txt ...")
    run("python -m venv", sys.executable, "-I", "-m", "venv", "--clear", environment)
    pip(environment / "bin" / "python", lock)
    put_stamp(environment, stamp)


def browser() -> None:
    """Install Debian's Chromium, if there is none."""
    _of_debian("chromium")


def curl() -> None:
    """Install Debian's curl, if there is none."""
    _of_debian("curl")


def jq() -> None:
    """Install Debian's jq, if there is none."""
    _of_debian("jq")


def openssl() -> None:
    """Install Debian's openssl, if there is none."""
    _of_debian("openssl")


def faketime() -> None:
    """Install Debian's faketime, if there is none."""
    _of_debian("faketime")


def _of_debian(program: str) -> None:
    """Install the Debian package with the program's name."""
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
    """Install everything."""
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
