"""Runs the plan with JMeter: `tests/jmeter/enrollment.jmx`, whose requests are read from CSV files."""

import asyncio
import csv
import shutil
import signal
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from app.settings import CHECKOUT
from commands.load.load_plan import RACERS, REPEATERS, LoadPlan, PlannedRequests, write_csv
from embedded.parent_death import die_with_parent
from trials.samples import Sample

PLAN = CHECKOUT / "tests" / "jmeter" / "enrollment.jmx"
_LAUNCHER = PLAN.with_name("Launcher.java")
_DEBIAN_HOME = Path("/usr/share/jmeter")
_HTTP_SAMPLERS = _DEBIAN_HOME / "lib" / "ext" / "ApacheJMeter_http.jar"
_LAST_LINES = 15


class JMeterFailed(Exception):
    """JMeter cannot be run. The message says why."""


def jmeter_command() -> list[str]:
    """How JMeter is started here: Debian's by a launcher of ours, any other by its own command. Raises JMeterFailed."""
    if not PLAN.exists():
        raise JMeterFailed(f"the plan is not here: it is in the checkout, {PLAN.relative_to(CHECKOUT)}.")
    java = shutil.which("java")
    if java and _HTTP_SAMPLERS.exists():
        jars = [
            _DEBIAN_HOME / "bin" / "ApacheJMeter.jar",
            _DEBIAN_HOME / "lib" / "*",
            _DEBIAN_HOME / "lib" / "ext" / "*",
        ]
        opened = ("java.base/java.lang=ALL-UNNAMED", "java.base/java.util=ALL-UNNAMED")
        options = ["-Xmx512m", "-Djava.awt.headless=true", f"-Djmeter.home={_DEBIAN_HOME}"]
        options += [word for module in opened for word in ("--add-opens", module)]
        return [java, *options, "-cp", ":".join(map(str, jars)), str(_LAUNCHER)]
    if jmeter := shutil.which("jmeter"):
        return [jmeter]
    raise JMeterFailed("there is no JMeter: apt-get install jmeter jmeter-http default-jdk-headless")


async def drive(base_url: str, run: str, term: str, plan: LoadPlan, requests: PlannedRequests) -> Sequence[Sample]:
    """Run the plan. Returns a sample for each request. Raises JMeterFailed."""
    command = jmeter_command()
    with TemporaryDirectory(prefix="registro-jmeter-") as name:
        folder = Path(name)
        write_csv(requests, folder)
        results = folder / "results.csv"
        arguments = ["-n", "-t", PLAN, "-l", results, "-j", folder / "jmeter.log"]
        given = {**_properties(base_url, run, term, plan), "data": folder}
        arguments += [f"-J{name}={value}" for name, value in given.items()]
        process = await asyncio.create_subprocess_exec(
            *die_with_parent([*command, *map(str, arguments)], signal.SIGKILL),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode or not results.exists():
            last = output.decode(errors="replace").splitlines()[-_LAST_LINES:]
            raise JMeterFailed("\n".join(["JMeter failed:", *last]))
        return read_results(results.read_text(encoding="utf-8").splitlines())


def read_results(lines: Iterable[str]) -> list[Sample]:
    """The samples in JMeter's file of results (CSV with a head). Raises JMeterFailed if there are none."""
    rows = list(csv.DictReader(lines))
    if not rows:
        raise JMeterFailed("JMeter has sent nothing.")
    began = min(int(row["timeStamp"]) for row in rows)
    return [
        Sample(
            row["label"],
            (int(row["timeStamp"]) - began) / 1000,
            float(row["elapsed"]),
            row["threadName"],
            ""
            if row["success"] == "true"
            else row["failureMessage"] or f"{row['responseCode']} {row['responseMessage']}",
        )
        for row in rows
    ]


def _properties(base_url: str, run: str, term: str, plan: LoadPlan) -> Mapping[str, object]:
    parts = urlsplit(base_url)
    return {
        "protocol": parts.scheme,
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or {"http": 80, "https": 443}[parts.scheme],
        "prefix": parts.path,
        "run": run,
        "term": term,
        "users": plan.users,
        "ramp": plan.ramp_seconds,
        "loops": plan.loops,
        "racers": RACERS,
        "races": plan.loops,
        "repeaters": REPEATERS,
        "repeats": plan.loops,
        "jmeterengine.nongui.port": 0,  # it would listen for commands to stop
        "summariser.name": "",
        "jmeter.save.saveservice.output_format": "csv",
        "jmeter.save.saveservice.print_field_names": "true",
        "jmeter.save.saveservice.assertion_results_failure_message": "true",
    }
