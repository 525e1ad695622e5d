"""`registro rush`: lets the students of a registration day enroll, and writes a report as HTML and JSON."""

import asyncio
import contextlib
import os
import secrets
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.live import Live
from websockets.exceptions import WebSocketException

from app.http.middleware.answer_headers import CORRELATION_HEADER
from app.settings import Settings
from commands.graphql_client import GraphQLClient, ProtocolError
from commands.import_folder import BadTerm
from commands.load.dropping import drop_all
from commands.rehearsal.baskets import BadBaskets
from commands.reported_run import reported
from commands.run_tasks import invariants_of, tasks_of_run
from commands.rush.target import RushTarget, given_target, own_target
from commands.rush.visit import SEATS, Site, take_part
from commands.smoke.baskets import ListedGroup
from commands.smoke.session import Session
from commands.terminal import fail, print_text
from importing.importer import FilesMissing
from reports.percentiles import Distribution
from telemetry import logs
from trials.behaviour import StudentPlan, draw_baskets, plan_day
from trials.clicks import Day
from trials.dashboard import dashboard, plain_line
from trials.rush_report import rush_report
from trials.rush_summary import RushConditions, RushSummary, rush_summary

MARK = "rush-"
"""The beginning of the correlation ids of all runs."""
_LIVE_SECONDS, _LINE_SECONDS = 0.25, 5.0
"""Between two pictures in a terminal, and two lines elsewhere."""


@dataclass(frozen=True, slots=True)
class RushOptions:
    """What to run against what.

    Attributes:
        within: seconds in which all students arrive.
        longest: seconds after which those who are not done are given up.
        connected: most students at the same time.
        folder: a term to import, with its baskets; None: the demo's term. Not with `url`.
        url: None: an installation of its own, with `workers` workers.
        token, term, codes: with `url`: an administrator's token, in which term whom to enroll.
        keep: with `url`: whether to leave what succeeded.
        report: the HTML file; the JSON file lies beside it.
    """

    students: int
    seed: int
    within: float
    longest: float
    connected: int
    folder: Path | None
    workers: int
    url: str | None
    token: str | None
    term: str
    codes: Sequence[str]
    keep: bool
    report: Path


def run(settings: Settings, options: RushOptions, *, as_json: bool) -> int:
    """Let students enroll and write the report. Returns 0 if everything holds that must, else 1."""
    logs.configure("WARNING", settings.log_form)
    if options.url and options.folder:
        return fail("a folder is imported into an installation of its own: leave out --url.", as_json=as_json)
    return reported(
        partial(_rush, settings, options),
        rush_report,
        partial(_print, report=options.report),
        options.report,
        failures=(BadBaskets, BadTerm, FilesMissing),
        as_json=as_json,
    )


async def _rush(settings: Settings, options: RushOptions) -> RushSummary:
    async with _target(settings, options) as target:
        return await _registration_day(target, options)


@contextlib.asynccontextmanager
async def _target(settings: Settings, options: RushOptions) -> AsyncIterator[RushTarget]:
    if options.url:
        yield given_target(settings, options.url, options.token, options.term, options.codes[: options.students])
        return
    async with own_target(settings, options.folder, options.students, options.workers) as target:
        yield target


async def _registration_day(target: RushTarget, options: RushOptions) -> RushSummary:
    """The day from its opening to the last task's end; then what became of it is read."""
    mark, began = f"{MARK}{secrets.token_hex(6)}", datetime.now(UTC)
    headers = {"Authorization": f"Bearer {target.admin}", CORRELATION_HEADER: mark}
    async with GraphQLClient(target.base_url, headers) as admin:
        session = Session(admin, mark, "", target.term)
        offered = await session.offered()
        baskets = target.baskets or draw_baskets(options.seed, target.students, offered)
        plans = plan_day(options.seed, baskets, options.within)
        day = Day(len(plans))
        site = Site(
            target.base_url, mark, target.term, offered, day, asyncio.Semaphore(options.connected), target.token
        )
        seconds = await _play(site, plans, admin, options.longest)
        tasks = list(reversed(await tasks_of_run(admin, mark)))
        groups = [_row(group) for group in await session.offered()]
        conditions = RushConditions(
            url=target.base_url if options.url else "an installation of its own on this machine",
            run=mark,
            term=target.term,
            seed=options.seed,
            students=len(plans),
            within_seconds=options.within,
            connected=options.connected,
            began=began,
            machine_load=os.getloadavg()[0] / (os.cpu_count() or 1),
            own=target.own,
        )
        result = rush_summary(conditions, day, seconds, tasks, groups, await invariants_of(admin))
        if not target.own and not options.keep:
            for line in await drop_all(admin, mark, target.term, tasks):
                sys.stderr.write(f"not dropped: {line}\n")
    return result


async def _play(site: Site, plans: Sequence[StudentPlan], admin: GraphQLClient, longest: float) -> float:
    """Let all students take part. Returns the seconds until the last has left, or is given up."""
    demand = Counter(code for plan in plans for code in plan.basket)
    beside = [asyncio.create_task(_watch_seats(site, admin)), asyncio.create_task(_show(site.day, demand))]
    try:
        async with asyncio.timeout(longest), asyncio.TaskGroup() as group:
            for plan in plans:
                group.create_task(take_part(site, plan))
    except TimeoutError:
        sys.stderr.write(
            f"registro: given up after {longest:g} s; {len(plans) - site.day.gone} students are not done\n"
        )
    finally:
        for task in beside:
            task.cancel()
        await asyncio.wait(beside)
    return site.day.now


async def _watch_seats(site: Site, admin: GraphQLClient) -> None:
    """Keep the seats of all groups as the server shows them, until it is cancelled."""
    while True:
        with contextlib.suppress(OSError, WebSocketException, ProtocolError):
            async with aclosing(admin.subscribe(SEATS, {"term": site.term})) as events:
                async for payload in events:
                    groups = ((payload.get("data") or {}).get("seats") or {"groups": ()})["groups"]
                    site.day.seats.update({it["groupCode"]: (it["capacity"], it["taken"]) for it in groups})
        await asyncio.sleep(_LIVE_SECONDS)


async def _show(day: Day, demand: Counter[str]) -> None:
    """Show the day on standard error until it is cancelled."""
    console = Console(stderr=True)
    if not console.is_terminal:
        while True:
            await asyncio.sleep(_LINE_SECONDS)
            sys.stderr.write(f"{plain_line(day)}\n")
    with Live(console=console, auto_refresh=False, transient=True) as live:
        while True:
            live.update(dashboard(day, demand), refresh=True)
            await asyncio.sleep(_LIVE_SECONDS)


def _row(group: ListedGroup) -> tuple[str, str, int, int]:
    return group.code, group.title, group.capacity, group.capacity - group.seats_available


def _print(result: RushSummary, report: Path) -> None:
    kept = sum(not one.violations for one in result.promises)
    limits = ", ".join(f"{code} {count} times" for code, count in result.limits.items()) or "none"
    print_text(
        f"{result.conditions.students:,} students in {result.seconds:.1f} s: {result.tasks:,} baskets, "
        f"{result.enrolled:,} enrolled, {result.refused:,} refused\n"
        f"from the click to acceptance: {_spread(result.answered)}\n"
        f"from the click to certainty:  {_spread(result.certain)}\n"
        f"inversions: {result.inversions:,} of {result.pairs:,} pairs; "
        f"overtaken: {result.overtaken:,} of {result.refused:,} refusals\n"
        f"limits met: {limits}\n"
        f"{kept} of {len(result.promises)} promises hold\n\nReport: {report}\n"
    )
    for one in result.promises:
        if one.violations:
            sys.stderr.write(f"{one.name}: {one.violations}. {'; '.join(one.examples)}\n")


def _spread(found: Distribution) -> str:
    return f"p50 {found.p50:.0f} ms, p95 {found.p95:.0f} ms, p99 {found.p99:.0f} ms, max {found.max:.0f} ms"
