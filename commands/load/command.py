"""`registro load`: runs the plan, reads what became of it, and writes a report as HTML and JSON."""

import contextlib
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from app.container import Container
from app.http.auth.dev_tokens import make_token, signing_secret
from app.http.middleware.answer_headers import CORRELATION_HEADER
from app.settings import Settings
from commands.graphql_client import GraphQLClient
from commands.load import jmeter
from commands.load.driver import Driver
from commands.load.dropping import drop_all
from commands.load.load_plan import RACERS, REPEATERS, Baskets, LoadPlan, PlannedRequests, planned
from commands.load.load_report import report_of
from commands.load.load_term import TERM, baskets_of_term, fill, own_baskets
from commands.load.outcome import LoadOutcome, read_outcome
from commands.load.result import LoadResult, summed_up
from commands.reported_run import reported
from commands.running_api import admin_token, base_url_of
from commands.scratch_api import scratch_api
from commands.smoke.session import Session
from commands.terminal import progress_bars
from resolvers.caller import Role
from telemetry import logs
from trials.samples import Sample
from trials.thresholds import Limits

MARK = "load-"
"""The beginning of the correlation ids of all runs."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What to run against what.

    Attributes:
        url: None: an installation of its own, with `workers` workers.
        token: for everything, if the server's secret is not known; only with `url`.
        term, students: in which term whom to enroll; only with `url`.
        keep: whether to leave what succeeded; only with `url`.
        report: the HTML file; the JSON file lies beside it.
    """

    plan: LoadPlan
    limits: Limits
    with_jmeter: bool
    workers: int
    url: str | None
    token: str | None
    term: str
    students: Sequence[str]
    keep: bool
    report: Path


@dataclass(frozen=True, slots=True)
class _Target:
    """Where to send what. `token` is an administrator's."""

    base_url: str
    token: str
    term: str
    baskets: Baskets


def run(settings: Settings, options: LoadOptions, *, as_json: bool) -> int:
    """Run the plan and write the report. Returns 0 if every threshold is met, else 1."""
    logs.configure("WARNING", settings.log_form)
    return reported(
        partial(_load, settings, options),
        report_of,
        partial(_print, report=options.report),
        options.report,
        failures=(jmeter.JMeterFailed,),
        as_json=as_json,
    )


async def _load(settings: Settings, options: LoadOptions) -> LoadResult:
    mark, began = f"{MARK}{secrets.token_hex(6)}", datetime.now(UTC)
    if options.with_jmeter:
        jmeter.jmeter_command()  # before anything is started
    async with _target(settings, options, mark) as target:
        requests = planned(options.plan, target.baskets)
        samples = await _drive(options, target, mark, requests)
        outcome = await _outcome(options, target, mark, samples, requests)
        return summed_up(
            samples,
            outcome,
            options.limits,
            options.plan,
            driver="JMeter" if options.with_jmeter else "Registro's own driver",
            url=target.base_url if options.url else "an installation of its own on this machine",
            run=mark,
            began=began,
        )


@contextlib.asynccontextmanager
async def _target(settings: Settings, options: LoadOptions, mark: str) -> AsyncIterator[_Target]:
    if options.url:
        yield await _given_server(settings, options, base_url_of(options.url), mark)
        return
    async with scratch_api(settings, "load", options.workers) as api:
        async with Container.connected(api.settings) as container:
            await fill(container.database, options.plan)
        baskets = own_baskets(lambda student: api.token(Role.STUDENT, student))
        yield _Target(api.base_url, api.token(Role.ADMIN, None), TERM, baskets)


async def _given_server(settings: Settings, options: LoadOptions, base_url: str, mark: str) -> _Target:
    """A server that runs already. Its students have tokens of their own, unless its secret is not known."""
    admin, secret = options.token or admin_token(settings), signing_secret(settings)

    def token(student: str) -> str:
        if options.token or secret is None:
            return admin
        return make_token(settings, secret, Role.STUDENT, student)

    async with GraphQLClient(base_url, {"Authorization": f"Bearer {admin}"}) as client:
        offered = await Session(client, mark, "", options.term).offered()
    return _Target(base_url, admin, options.term, baskets_of_term(offered, options.students, token))


async def _drive(options: LoadOptions, target: _Target, mark: str, requests: PlannedRequests) -> Sequence[Sample]:
    if options.with_jmeter:
        return await jmeter.drive(target.base_url, mark, target.term, options.plan, requests)
    plan = options.plan
    total = 2 * plan.users * plan.loops + RACERS * plan.loops + 4 * REPEATERS * plan.loops
    with _progress_bar(total) as show:
        return await Driver(target.base_url, mark, target.term, show).drive(plan, requests)


async def _outcome(
    options: LoadOptions, target: _Target, mark: str, samples: Sequence[Sample], requests: PlannedRequests
) -> LoadOutcome:
    """What became of the tasks; then, on a server that is not ours, what succeeded is dropped."""
    racers = {request.student for request in requests.race}
    headers = {"Authorization": f"Bearer {target.token}", CORRELATION_HEADER: mark}
    async with GraphQLClient(target.base_url, headers) as client:
        outcome = await read_outcome(client, mark, samples, racers)
        if options.url and not options.keep:
            for line in await drop_all(client, mark, target.term, outcome.tasks):
                sys.stderr.write(f"not dropped: {line}\n")
    return outcome


@contextlib.contextmanager
def _progress_bar(total: int) -> Iterator[Callable[[int], None]]:
    with progress_bars(TextColumn("requests"), BarColumn(), MofNCompleteColumn()) as progress:
        bar = progress.add_task("requests", total=total)
        yield lambda done: progress.update(bar, completed=done)


def _print(result: LoadResult, report: Path) -> None:
    console = Console()
    for one in result.thresholds:
        sign = {True: "[green]✓[/]", False: "[red]✗[/]", None: "-"}[one.passed]
        console.print(f"{sign} {one.name}: {escape(one.measured)} ({escape(one.limit)})", soft_wrap=True)
    for label in result.labels:
        for failure in label.failures:
            sys.stderr.write(f"{label.label}: {failure}\n")
    for promise in result.promises:
        if promise.violations:
            sys.stderr.write(f"{promise.name}: {promise.violations}. {'; '.join(promise.examples)}\n")
    console.print(f"\nReport: {report}", soft_wrap=True)
