"""Installs programs and packages for the tests marked `machine`; with the argument `clients` only the packages.

What cannot be installed is reported and left out; the tests that need it fail.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import node
import pages
from steps import ROOT, Impossible, has_stamp, only_one, pip, put_stamp, run, say, stamp_of

Step = Callable[[], None]
CLIENTS = ROOT / "tests" / "clients"
HTTP_SAMPLERS = Path("/usr/share/jmeter/lib/ext/ApacheJMeter_http.jar")


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


def pgbouncer() -> None:
    """Install Debian's PgBouncer, if there is none."""
    _of_debian("pgbouncer")


def nginx() -> None:
    """Install Debian's nginx, if there is none."""
    _of_debian("nginx")


def caddy() -> None:
    """Install Debian's Caddy, if there is none."""
    _of_debian("caddy")


def redis() -> None:
    """Install Debian's Redis, if there is none."""
    _of_debian("redis-server")


def java() -> None:
    """Install a Java with a compiler, which runs JMeter's launcher, if there is none."""
    _of_debian("javac", "default-jdk-headless")


def jmeter() -> None:
    """Install Debian's JMeter and what it sends HTTP requests with, if they are missing."""
    if not HTTP_SAMPLERS.exists():
        _of_debian("jmeter-http", "jmeter", "jmeter-http")


def _of_debian(program: str, *packages: str) -> None:
    """Install Debian packages, by default the one with the program's name, unless the program is there."""
    if shutil.which(program) or Path("/usr/sbin", program).exists():
        return
    apt = shutil.which("apt-get")
    if not apt:
        raise Impossible(f"there is no `{program}`, and no apt-get to install it with")
    if os.geteuid() != 0:
        raise Impossible(f"there is no `{program}`: sudo apt-get install {' '.join(packages or (program,))}")
    say(f"installing {program} ...")
    run("apt-get update", apt, "update", "-qq")
    install = ("install", "-y", "-qq", "--no-install-recommends", *(packages or (program,)))
    run(f"apt-get install {program}", apt, *install, environment={"DEBIAN_FRONTEND": "noninteractive"})


PACKAGES: list[Step] = [clients_in_javascript, clients_in_python]
PROGRAMS: list[Step] = [browser, curl, jq, openssl, faketime, pgbouncer, java, jmeter, nginx, caddy, redis]


def main(*, only_clients: bool = False) -> None:
    """Install everything, or only what others wrote to try an API with."""
    if not only_clients:
        pages.main(again=True)
    with only_one():
        for step in PACKAGES if only_clients else PACKAGES + PROGRAMS:
            try:
                step()
            except (Impossible, OSError) as problem:
                say(f"{problem}; the tests that need it will fail")


if __name__ == "__main__":
    try:
        main(only_clients=sys.argv[1:] == ["clients"])
    except KeyboardInterrupt:
        sys.exit(130)
