"""Builds the web pages from web/ into web/dist, again when web/ changes.

It never fails: without the pages everything else works, and their address says how to build them. With
`--unless-failed` a build that has failed is not repeated until web/ changes, so that a start does not wait for a
missing network.
"""

import shutil
import sys
import time
from pathlib import Path

import node
from steps import ROOT, Impossible, has_stamp, only_one, put_stamp, say, stamp_of

WEB = ROOT / "web"
BUILT = WEB / "dist"
FAILED = ROOT / ".venv" / ".stamp-pages-failed"


def sources() -> list[Path]:
    """The source files of the pages, sorted."""
    tops = (top for top in WEB.iterdir() if top.name != "node_modules" and not top.name.startswith("dist"))
    files = (file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file())
    return sorted(files)


def build(stamp: str) -> None:
    """Build the pages in another folder, then replace the old ones. Raises Impossible."""
    say("building the pages ...")
    began = time.monotonic()
    found = node.get()
    found.install(WEB)
    new, old = WEB / "dist.new", WEB / "dist.old"
    vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
    found.run("vite build", vite, "build", "--outDir", new.name, "--logLevel", "warn", cwd=WEB)
    put_stamp(new, stamp)
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    new.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)
    say(f"the pages are built, in {time.monotonic() - began:.1f} s")


def main(*, again: bool) -> None:
    """Build the pages if they are missing or out of date."""
    stamp = stamp_of(sources())
    if has_stamp(BUILT, stamp):
        return
    if not again and FAILED.exists() and FAILED.read_text() == stamp:
        say("the pages are not built; `make setup` tries again and says why")
        return
    with only_one():
        if has_stamp(BUILT, stamp):
            return
        try:
            build(stamp)
            FAILED.unlink(missing_ok=True)
        except (Impossible, OSError) as problem:
            FAILED.write_text(stamp)
            say(f"the pages cannot be built ({problem}); everything else works, and `make setup` tries again")


if __name__ == "__main__":
    try:
        main(again="--unless-failed" not in sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
