"""`registro smoke`: runs checks against a server and prints a green or red line for each thing that was tried."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import msgspec
from rich.console import Console
from rich.markup import escape

from app.http.middleware.answer_headers import CORRELATION_HEADER
from app.settings import Settings
from commands.graphql_client import GraphQLClient
from commands.running_api import NoServer, admin_token, base_url_of, find_running_api
from commands.smoke.checks import CHECKS, SmokeCheck, SmokeResult
from commands.smoke.session import MARK, HeldSeat, Session, SmokeFailure
from commands.terminal import fail, print_json
from telemetry import logs

_TERMS = "{ viewer { student { code } } terms { code isOpen } }"
_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class SmokePlan:
    """What to run, and as whom.

    Attributes:
        checks: in this order; none: only take back what earlier runs have left.
        url, token: None: of the server that runs on this machine.
        student: who is enrolled, unless the token is a student's own.
        term: None: the newest that is open.
        keep: whether seats are left as they are.
    """

    checks: Sequence[SmokeCheck]
    url: str | None
    token: str | None
    student: str
    term: str | None
    keep: bool


class SmokeReport(msgspec.Struct, frozen=True):
    """The results of all checks. `run` is the mark of the run, which its requests have as correlation id."""

    passed: bool
    url: str
    run: str
    results: Sequence[SmokeResult]


def run(settings: Settings, plan: SmokePlan, *, as_json: bool) -> int:
    """Run the checks and print a line for each result. Returns 0 if none failed, else 1."""
    logs.configure("WARNING", settings.log_form)
    try:
        url = base_url_of(plan.url) if plan.url else find_running_api(settings)
        token = plan.token or admin_token(settings)
        report = asyncio.run(_smoke(plan, url, token, None if as_json else Console()))
    except NoServer as problem:
        return fail(str(problem), as_json=as_json)
    except KeyboardInterrupt:
        sys.stderr.write("registro: interrupted; `registro smoke cleanup` takes back what is left.\n")
        return _INTERRUPTED
    if as_json:
        print_json(report)
    return 0 if report.passed else 1


async def _smoke(plan: SmokePlan, url: str, token: str, console: Console | None) -> SmokeReport:
    mark = f"{MARK}{secrets.token_hex(6)}"
    results: list[SmokeResult] = []
    headers = {"Authorization": f"Bearer {token}", CORRELATION_HEADER: mark}
    async with GraphQLClient(url, headers) as client:
        async for result in _results(plan, client, mark):
            results.append(result)
            if console:
                sign = {True: "[green]✓[/]", False: "[red]✗[/]", None: "-"}[result.ok]
                colour = "red" if result.ok is False else "default"
                console.print(f"{sign} [{colour}]{result.name:10}[/] {escape(result.detail)}", soft_wrap=True)
    return SmokeReport(not any(result.ok is False for result in results), url, mark, results)


async def _results(plan: SmokePlan, client: GraphQLClient, mark: str) -> AsyncIterator[SmokeResult]:
    session = Session(client, mark, plan.student, plan.term or "")
    if SmokeCheck.HEALTH in plan.checks:
        async for result in _of_check(SmokeCheck.HEALTH, session):
            yield result
    changing = [check for check in plan.checks if check is not SmokeCheck.HEALTH]
    if plan.checks and not changing:
        return
    try:
        await _choose(session, plan, term_needed=bool(changing))
        before = await session.held()
    except SmokeFailure as failure:
        yield SmokeResult("student", ok=False, detail=str(failure))
        return
    async for result in _of_changing(changing, session, before, keep=plan.keep):
        yield result


async def _of_changing(
    checks: Sequence[SmokeCheck], session: Session, before: Sequence[HeldSeat], *, keep: bool
) -> AsyncIterator[SmokeResult]:
    """Run checks that take seats, and drop these after each, so that each begins with the same. None: only clean up."""
    dropped: list[str] = []
    for check in checks:
        async for result in _of_check(check, session):
            yield result
        try:
            dropped += [] if keep else await session.take_back(session.run)
        except SmokeFailure as failure:
            yield SmokeResult("taken back", ok=False, detail=f"{failure}; `registro smoke cleanup` tries again")
            return
    if not checks:
        yield await _cleaned_up(session)
    elif keep:
        yield SmokeResult("kept", ok=None, detail="seats are left; `registro smoke cleanup` takes them back")
    else:
        yield await _last_look(session, before, len(dropped))


async def _of_check(check: SmokeCheck, session: Session) -> AsyncIterator[SmokeResult]:
    try:
        async for result in CHECKS[check](session):
            yield result
    except SmokeFailure as failure:
        yield SmokeResult(check.value, ok=False, detail=str(failure))


async def _last_look(session: Session, before: Sequence[HeldSeat], dropped: int) -> SmokeResult:
    """Whether the student has the seats again that they had before."""
    name = "taken back"
    try:
        after = await session.held()
    except SmokeFailure as failure:
        return SmokeResult(name, ok=False, detail=str(failure))
    if after != before:
        return SmokeResult(name, ok=False, detail=f"{session.student} has other seats than before")
    return SmokeResult(name, ok=True, detail=f"{dropped} seats dropped; {session.student} has what they had before")


async def _cleaned_up(session: Session) -> SmokeResult:
    """Drop what all runs have left behind."""
    try:
        dropped = await session.take_back(MARK)
    except SmokeFailure as failure:
        return SmokeResult("cleanup", ok=False, detail=str(failure))
    return SmokeResult("cleanup", ok=True, detail=f"dropped {', '.join(dropped)}" if dropped else "nothing was left")


async def _choose(session: Session, plan: SmokePlan, *, term_needed: bool) -> None:
    """Set the student and the term. Raises SmokeFailure."""
    found = await session.ask(_TERMS)
    own = found["viewer"]["student"]
    session.student = own["code"] if own else plan.student
    open_terms = [term["code"] for term in found["terms"] if term["isOpen"]]
    if term_needed and not session.term:
        if not open_terms:
            raise SmokeFailure("no term is open; name one with --term to see how it refuses")
        session.term = open_terms[0]
