"""Writes sbom.cdx.json: the software bill of materials, with the licences, in the form of CycloneDX.

It lists what an installation runs on, which is what requirements.txt locks, and what the page is built from, which is
what web/package-lock.json locks. `make sbom` installs both first. CycloneDX's own tool reads the Python packages, npm
those of the page.
"""

import json
import re
import sys
from typing import Any

import node
from steps import ROOT, Impossible, has_stamp, only_one, pip, put_stamp, run, run_script, say, stamp_of

BILL = ROOT / "sbom.cdx.json"
LOCK = ROOT / "requirements-sbom.txt"
ENVIRONMENT = ROOT / ".venv-sbom"
WEB = ROOT / "web"
Document = dict[str, Any]


def main() -> None:
    """Write the file, and say what has no licence. Raises Impossible."""
    with only_one():
        bill = merged(of_python(locked((ROOT / "requirements.txt").read_text())), of_page())
    BILL.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n")
    components = bill["components"]
    say(f"{BILL.name} has {len(components)} components")
    if unlicensed := [part["name"] for part in components if not part.get("licenses")]:
        raise Impossible(f"without a licence: {', '.join(unlicensed)}")


def of_python(names: frozenset[str]) -> Document:
    """What CycloneDX's tool finds in .venv of these packages; others are there for tests and checks only."""
    stamp = stamp_of([LOCK])
    if not has_stamp(ENVIRONMENT, stamp):
        say(f"installing {LOCK.name} ...")
        run("python -m venv", sys.executable, "-I", "-m", "venv", "--clear", ENVIRONMENT)
        pip(ENVIRONMENT / "bin" / "python", LOCK)
        put_stamp(ENVIRONMENT, stamp)
    found = ENVIRONMENT / "found.json"
    tool = (ENVIRONMENT / "bin" / "python", "-W", "ignore", "-m", "cyclonedx_py", "environment", sys.executable)
    what = ("--pyproject", ROOT / "pyproject.toml", "--mc-type", "application", "--output-reproducible")
    run("cyclonedx-py", *tool, *what, "--output-format", "JSON", "--output-file", found)
    return only(json.loads(found.read_text()), names)


def of_page() -> Document:
    """What npm finds in the lock of the page."""
    options = ("--sbom-format=cyclonedx", "--package-lock-only", "--loglevel=silent")
    found: Document = json.loads(node.get().run("npm sbom", "sbom", *options, cwd=WEB, npm=True))
    return found


def locked(requirements: str) -> frozenset[str]:
    """The names that a lock file pins."""
    return frozenset(_plain(name) for name in re.findall(r"^([\w.-]+)(?:\[[\w,.-]+\])?==", requirements, re.MULTILINE))


def only(bill: Document, names: frozenset[str]) -> Document:
    """The bill with the components of these names only, which the root depends on."""
    root = bill["metadata"]["component"]["bom-ref"]
    components = [part for part in bill["components"] if _plain(part["name"]) in names]
    kept = {part["bom-ref"] for part in components}
    dependencies = [
        {"ref": entry["ref"], "dependsOn": [ref for ref in entry.get("dependsOn", ()) if ref in kept]}
        for entry in bill["dependencies"]
        if entry["ref"] in kept
    ]
    return {
        **bill,
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": sorted(kept)}, *dependencies],
    }


def merged(bill: Document, page: Document) -> Document:
    """The bill with the page, which it depends on, and the page's components."""
    part = page["metadata"]["component"]
    [of_root, *others] = bill["dependencies"]
    of_root = {**of_root, "dependsOn": [*of_root["dependsOn"], part["bom-ref"]]}
    return {
        **bill,
        "components": [*bill["components"], part, *page["components"]],
        "dependencies": [of_root, *others, *page["dependencies"]],
    }


def _plain(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    run_script(main)
