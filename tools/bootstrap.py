"""The commands of `make`, in Python: `python3 tools/bootstrap.py run` works where make is missing.

It installs the hash-locked requirements into .venv, again when they change, and then replaces itself with the command.
It uses the standard library only and has to parse on Python 3.6, so that an old Python gets a message instead of a
syntax error. Further steps of set-up are in the files beside it, which run on .venv's Python.
"""

import contextlib
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)

# What to install: the runtime packages, or these and the packages for tests and checks. Both go into the same .venv.
RUNTIME = ("requirements.txt",)
DEV = ("requirements.txt", "requirements-dev.txt")

# Many tests wait rather than compute, so there are two processes for each processor. The tests of a file share
# fixtures, so a file stays in one process. The files begin in the order of their names: the unit tests, which are fast,
# come last. A later `-n 0` runs all tests in this process.
PROCESSES = min(2 * (os.cpu_count() or 1), 8)
PARALLEL = ("-n", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder")

LOCK = "uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate"
LOCK += " --no-emit-index-url --no-emit-find-links -o "
LOCKS = [
    LOCK + "requirements.txt requirements.in",
    LOCK + "requirements-dev.txt requirements.in requirements-dev.in",
    LOCK + "requirements-build.txt requirements-build.in",
    LOCK + "requirements-sbom.txt requirements-sbom.in",
    LOCK + "tests/clients/requirements.txt tests/clients/requirements.in",
]


def say(text):
    sys.stderr.write("registro: %s\n" % text)
    sys.stderr.flush()


# The commands


def setup(_):
    install(RUNTIME, beside=[tool("pages")])


def run(arguments):
    install(RUNTIME, beside=[tool("pages"), "--unless-failed"])
    become("-m", "commands", "dev", *arguments)


def demo(arguments):
    install(RUNTIME)
    become("-m", "commands", "demo", *arguments)


def test(arguments):
    install(DEV)
    become("-m", "pytest", *PARALLEL, "-m", "not machine", *arguments)


def test_all(arguments):
    install(DEV)
    in_order([tool("machine")])
    become("-m", "pytest", *PARALLEL, *arguments)


def checks(arguments):
    install(DEV)
    in_order([tool("machine"), "clients"])
    become("-m", "tests.clients.checks", *arguments)


def bench(arguments):
    install(DEV)
    become("-m", "bench.compare", *arguments)


def lint(arguments):
    install(DEV)
    in_order(
        ["-m", "ruff", "check", *arguments],
        ["-m", "ruff", "format", "--check"],
        ["-m", "mypy"],
        [os.path.join(VENV, "bin", "lint-imports"), "--no-cache"],
    )


def reformat(arguments):
    install(DEV)
    in_order(["-m", "ruff", "format", *arguments], ["-m", "ruff", "check", "--fix", *arguments])


def lock(arguments):
    if not shutil.which("uv"):
        sys.exit("registro: locking needs uv, a tool for maintainers only: https://docs.astral.sh/uv/")
    for command in LOCKS:
        code = subprocess.call(command.split() + arguments, stdout=subprocess.DEVNULL)
        if code:
            sys.exit(code)


def release(_):
    install(DEV)
    become("-m", "tests.data.keep_release")


def picture(_):
    install(DEV)
    in_order([tool("machine")], [tool("picture")], [tool("runs")])


def sbom(_):
    install(RUNTIME)
    become(tool("sbom"))


def show_help(_):
    for verb, (_, text) in VERBS.items():
        print("  make %-9s %s" % (verb, text))
    print('\nMore arguments: make test ARGS="-k saga". Another Python: make run PYTHON=python3.12. Without make:')
    print("python3 tools/bootstrap.py test -k saga")


VERBS = {
    "setup": (setup, "install the packages for running into .venv, and build the pages"),
    "run": (run, "start everything: servers, API, worker, demo data (PORT=8004 make run for another port)"),
    "demo": (demo, "watch one enrollment from request to outcome"),
    "test": (test, "run the tests, except those that need a browser, Node or other programs"),
    "test-all": (test_all, "run all tests"),
    "checks": (checks, "run the suites of others against the API, a quarter of an hour, and print a table"),
    "bench": (bench, "measure speed against the peer and the machine's limits, and print a table (bench/README.md)"),
    "lint": (lint, "check style, types and imports"),
    "format": (reformat, "format the code"),
    "lock": (lock, "resolve the requirements again (maintainers; needs uv; --upgrade for newer versions)"),
    "picture": (picture, "make the pictures in docs again (maintainers; needs what the tests of test-all need)"),
    "sbom": (sbom, "write sbom.cdx.json, the software bill of materials, with licences (CycloneDX)"),
    "release": (release, "keep the schema and the wire forms of this release (maintainers; CONTRIBUTING.md)"),
    "help": (show_help, "this list"),
}


# Installing


def install(files, beside=()):
    """Install `files` into .venv, if that is not done yet. Simultaneous calls do it once.

    `beside`: arguments for .venv's Python, to be run at the same time: they need none of the packages.
    """
    if is_ready(files):
        in_order(*([beside] if beside else []))
        return
    check_checkout()
    with only_one():
        began = time.time()
        make_venv_unless_usable(files)
        with running(beside):
            if stamped("packages") not in accepted_stamps(files):
                install_packages(files)
            if not is_ready(files):
                install_project()
                say("installed in %.1f s" % (time.time() - began))


def is_ready(files):
    return (
        os.access(PYTHON, os.X_OK)
        and stamped("packages") in accepted_stamps(files)
        and stamped("project") == project_stamp()
    )


def accepted_stamps(files):
    """A .venv with the dev packages also serves for running, because these contain the runtime packages."""
    return {stamp_of(DEV), stamp_of(files)}


def stamp_of(files):
    """A hash of these files' content and of everything else that .venv depends on."""
    depends_on = [VENV, platform.python_version(), os.path.realpath(sys.executable), platform.machine()]
    digest = hashlib.sha256("\0".join(depends_on).encode("utf-8", "surrogateescape"))
    for name in files:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(b"\0" + file.read())
    return digest.hexdigest()


def project_stamp():
    return stamp_of(("pyproject.toml", "requirements.in"))


def stamped(name):
    try:
        with open(os.path.join(VENV, ".stamp-" + name)) as file:
            return file.read()
    except OSError:
        return ""


def put_stamp(name, stamp):
    with open(os.path.join(VENV, ".stamp-" + name), "w") as file:
        file.write(stamp)


def install_packages(files):
    say("installing %s into .venv, a minute on a slow network ..." % files[-1])
    pip("--require-hashes", "--only-binary", ":all:", "-r", os.path.join(ROOT, files[-1]))
    put_stamp("packages", stamp_of(files))


def install_project():
    """Install this checkout in editable form, with the command `registro`."""
    say("installing this checkout into .venv ...")
    pip("--no-deps", "--no-build-isolation", "-e", ROOT)
    put_stamp("project", project_stamp())


def make_venv_unless_usable(files):
    """Make .venv anew, unless it has `files`, or the runtime packages, to which others can be added."""
    usable = accepted_stamps(files) | {stamp_of(RUNTIME)}
    if not (stamped("packages") in usable and os.access(PYTHON, os.X_OK)):
        make_venv()


def make_venv():
    if not importlib.util.find_spec("ensurepip"):
        sys.exit(
            "registro: this Python (%s) cannot make virtual environments. On Debian and Ubuntu: "
            "apt install python3-venv" % sys.executable
        )
    made = quietly([base_python(), "-m", "venv", "--clear", VENV])
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("%sregistro: could not make .venv, see above" % made.stdout)


def base_python():
    """The Python that a virtual environment was made from; this may run on .venv, which is to be replaced."""
    base = os.path.join(sys.base_prefix, "bin", "python%d.%d" % sys.version_info[:2])
    return base if os.access(base, os.X_OK) else sys.executable


def pip(*arguments):
    done = quietly([PYTHON, "-I", "-m", "pip", "install", *arguments])
    if done.returncode:
        sys.exit("%sregistro: pip could not install, see above; run it again to continue" % done.stdout)


def quietly(command):
    """Run a command and capture its output, which is printed if it fails."""
    return subprocess.run(
        command, env=environment(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0"), cwd=ROOT,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
    )  # fmt: skip


def environment(**more):
    """The environment without variables that would add other packages to Python's path, or forbid it to cache bytecode.

    Tests and demonstrations start hundreds of processes; without the cache each compiles the project again.
    """
    dropped = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return dict(kept, **more)


@contextlib.contextmanager
def only_one():
    """One installation at a time. The lock ends with its process, even by kill -9."""
    import fcntl  # imported here because Windows has none, and should get a message

    with open(os.path.join(ROOT, ".setup.lock"), "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another installation ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# Running


def become(*arguments):
    """Replace this process with .venv's Python, so that Ctrl-C and SIGTERM reach the program itself."""
    os.execve(PYTHON, [PYTHON, *arguments], environment())  # noqa: S606 - our own program


def tool(name):
    """The path of a step of set-up."""
    return os.path.join(ROOT, "tools", name + ".py")


def in_order(*commands):
    """Run commands; exits with the code of the first that fails."""
    for command in commands:
        code = subprocess.call([PYTHON, *command], env=environment())
        if code:
            sys.exit(code)


@contextlib.contextmanager
def running(arguments):
    """Run .venv's Python beside the block, and wait for it; exits with its code if it fails. Empty: only the block."""
    if not arguments:
        yield
        return
    child = subprocess.Popen([PYTHON, *arguments], env=environment())
    try:
        yield
    except BaseException:
        child.terminate()
        raise
    finally:
        code = child.wait()
    if code:
        sys.exit(code)


def check_python():
    if sys.version_info < OLDEST:
        sys.exit(
            "registro: Python %d.%d or newer is needed; this is Python %d.%d (%s). "
            "Use another one: make run PYTHON=python3.12" % (OLDEST + sys.version_info[:2] + (sys.executable,))
        )
    if os.name != "posix":
        sys.exit("registro: on Windows use WSL, or Docker: docker compose up")


def check_checkout():
    if not os.access(ROOT, os.W_OK):
        sys.exit("registro: %s is not writable by you; clone your own copy, or run as its owner" % ROOT)
    if os.geteuid() == 0 and os.stat(ROOT).st_uid != 0:
        say("warning: you are root and this checkout is not root's; the files of .venv will be root's")


def main(arguments):
    check_python()
    os.chdir(ROOT)
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if verb not in VERBS:
        sys.exit("registro: there is no command `%s`; `make help` lists them" % verb)
    try:
        VERBS[verb][0](rest)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit("registro: %s" % error)


if __name__ == "__main__":
    main(sys.argv[1:])
