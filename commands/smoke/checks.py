"""The checks of a smoke test, in their order. Each yields a result for everything that it has seen to work.

A check that finds a fault raises SmokeFailure; what comes after it in the same check is not tried.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from enum import StrEnum

import httpx
import msgspec

from commands.smoke.session import Session, SmokeFailure, task_id

REPEATS = 3
"""Identical requests of the check of idempotency."""
TIMED = 5
"""Timed requests of the check of performance."""
COUNTED_WITHIN_SECONDS = 5.0
"""In which hits of the cache have to be counted."""
_PAUSE_SECONDS = 0.5
_UNKNOWN_GROUP = "SMOKE-NO-SUCH-GROUP"

_KNOWN = "Known"
_SCHEMA = """
query Known { viewer { subject roles } terms { code isOpen } }
mutation Needed($enroll: EnrollInput!, $drop: DropInput!, $cancel: CancelTaskInput!) {
  enroll(input: $enroll) { __typename }
  drop(input: $drop) { __typename }
  cancelTask(input: $cancel) { __typename }
}
subscription NeededToo($id: ID!) { task(id: $id) { version final } }"""
"""The whole document is validated and only its query executed: it shows what the schema has without introspection."""
_CACHE = "{ idempotencyCache { backend hits } }"


class SmokeCheck(StrEnum):
    """What can be asked for by name."""

    HEALTH = "health"
    ENROLL = "enroll"
    IDEMPOTENCY = "idempotency"
    PERFORMANCE = "performance"


class SmokeResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that was tried. `ok` is None if it could not be, or is turned off; `figures` are its numbers."""

    name: str
    ok: bool | None
    detail: str
    figures: Mapping[str, float] = {}


Check = Callable[[Session], AsyncIterator[SmokeResult]]


async def health(session: Session) -> AsyncIterator[SmokeResult]:
    """The endpoints for probes, the schema, and the page; each is tried whatever becomes of the others."""
    for name, look in {"alive": _alive, "ready": _ready, "schema": _schema, "page": _page}.items():
        try:
            yield await look(session)
        except SmokeFailure as failure:
            yield SmokeResult(name, ok=False, detail=str(failure))


async def enroll(session: Session) -> AsyncIterator[SmokeResult]:
    """A basket of two groups, followed to its end by subscription; then one that has to be refused as a whole."""
    groups = await session.basket(2)
    began = time.perf_counter()
    task = await session.accepted("Enroll", groups, "enroll")
    yield SmokeResult("accepted", ok=True, detail=f"{session.student} in {' and '.join(groups)}: task {task}")
    ended = await session.follow(task)
    seconds = time.perf_counter() - began
    if ended.status != "SUCCEEDED" or set(ended.groups.values()) != {"CONFIRMED"}:
        raise SmokeFailure(f"the enrollment ended {ended.status}: {ended.problems or ended.groups}")
    versions = "version" if len(ended.versions) == 1 else "versions"
    shown = f"{versions} {', '.join(map(str, ended.versions))}; each group CONFIRMED after {seconds * 1000:.0f} ms"
    yield SmokeResult("followed", ok=True, detail=f"{shown}, by subscription", figures={"seconds": seconds})
    await _holds(session, groups)
    yield SmokeResult("seats", ok=True, detail=f"the student has a seat in {' and '.join(groups)}")
    yield await _refusal(session)


async def idempotency(session: Session) -> AsyncIterator[SmokeResult]:
    """Identical requests, which must have one task and find their key in the cache."""
    groups = await session.basket(1)
    hits = await _cache_hits(session)
    answers = [await session.submit("Enroll", groups, "idempotency") for _ in range(REPEATS)]
    tasks = {task_id(answer) for answer in answers}
    replayed = [answer["replayed"] for answer in answers]
    if len(tasks) != 1 or replayed != [False, *[True] * (REPEATS - 1)]:
        raise SmokeFailure(f"{REPEATS} identical requests have {len(tasks)} tasks; replayed: {replayed}")
    yield SmokeResult("one task", ok=True, detail=f"{REPEATS} identical requests: task {tasks.copy().pop()}")
    await session.follow(tasks.pop())
    yield await _cache_result(session, hits)


async def performance(session: Session) -> AsyncIterator[SmokeResult]:
    """Timed requests: the student enrolls and drops in turn, and each is followed to its end."""
    groups = await session.basket(1)
    milliseconds: list[float] = []
    failures: list[str] = []
    for number in range(TIMED):
        kind = "Drop" if number % 2 else "Enroll"
        began = time.perf_counter()
        try:
            task = await session.accepted(kind, groups, f"performance-{number}")
            milliseconds.append((time.perf_counter() - began) * 1000)
            ended = await session.follow(task)
        except SmokeFailure as failure:
            failures.append(str(failure))
            continue
        if ended.status != "SUCCEEDED":
            failures.append(f"{kind} ended {ended.status}: {ended.problems}")
    yield timing(milliseconds, failures)


CHECKS: Mapping[SmokeCheck, Check] = {
    SmokeCheck.HEALTH: health,
    SmokeCheck.ENROLL: enroll,
    SmokeCheck.IDEMPOTENCY: idempotency,
    SmokeCheck.PERFORMANCE: performance,
}


def timing(milliseconds: Sequence[float], failures: Sequence[str]) -> SmokeResult:
    """The times of the requests that were accepted, and how many of all succeeded. Fails if one did not."""
    succeeded = TIMED - len(failures)
    figures = {"success_rate": succeeded / TIMED}
    shown = f"{succeeded} of {TIMED} succeeded ({succeeded / TIMED:.0%})"
    if milliseconds:
        mean = sum(milliseconds) / len(milliseconds)
        figures |= {"min_ms": min(milliseconds), "mean_ms": mean, "max_ms": max(milliseconds)}
        shown += f"; min {min(milliseconds):.1f} ms, mean {mean:.1f} ms, max {max(milliseconds):.1f} ms"
    if failures:
        shown += f"; {failures[0]}"
    return SmokeResult("requests", ok=not failures, detail=shown, figures=figures)


async def _get(session: Session, path: str) -> httpx.Response:
    try:
        return await session.client.http.get(path)
    except httpx.TransportError as error:
        raise SmokeFailure(f"{path}: no answer: {type(error).__name__} {error}".rstrip()) from error


async def _probe(session: Session, path: str) -> httpx.Response:
    response = await _get(session, path)
    if response.status_code != httpx.codes.OK:
        raise SmokeFailure(f"{path}: {response.status_code} {response.text[:300]}".rstrip())
    return response


async def _alive(session: Session) -> SmokeResult:
    await _probe(session, "/healthz")
    return SmokeResult("alive", ok=True, detail="/healthz: 200")


async def _ready(session: Session) -> SmokeResult:
    ready = await _probe(session, "/readyz")
    return SmokeResult("ready", ok=True, detail=f"/readyz: 200{_states(ready)}")


def _states(response: httpx.Response) -> str:
    """What `/readyz` says about the services, which a proxy may keep to itself."""
    try:
        states = response.json()["checks"]
    except (ValueError, KeyError, TypeError):
        return ""
    return "".join(f", {name} {state}" for name, state in states.items())


async def _schema(session: Session) -> SmokeResult:
    """A query that every release answers, in a document with what else clients need."""
    viewer = (await session.ask(_SCHEMA, operation=_KNOWN))["viewer"]
    who = f"answers {viewer['subject']} ({', '.join(viewer['roles']).lower()})"
    return SmokeResult("schema", ok=True, detail=f"{who}; has what clients need")


async def _page(session: Session) -> SmokeResult:
    response = await _get(session, "/graphiql/")
    if response.status_code == httpx.codes.NOT_FOUND:
        return SmokeResult("page", ok=None, detail="/graphiql/: off")
    is_html = response.headers.get("content-type", "").startswith("text/html")
    if response.status_code != httpx.codes.OK or not is_html:
        not_built = ": it is not built" if response.status_code == httpx.codes.SERVICE_UNAVAILABLE else ""
        raise SmokeFailure(f"/graphiql/: {response.status_code}{not_built}")
    return SmokeResult("page", ok=True, detail="/graphiql/: 200")


async def _holds(session: Session, groups: Sequence[str]) -> None:
    held = {seat.group.code for seat in await session.held() if seat.correlation_id == session.run}
    if missing := sorted(set(groups) - held):
        raise SmokeFailure(f"the task says CONFIRMED, but the student has no seat in {', '.join(missing)}")


async def _refusal(session: Session) -> SmokeResult:
    """A basket with a group that is full, or that there is not, leaves no seat in the other."""
    before = await session.held()
    [free] = await session.basket(1)
    bad = await session.full_group() or _UNKNOWN_GROUP
    ended = await session.follow(await session.accepted("Enroll", [free, bad], "refused"))
    if ended.status != "REJECTED":
        raise SmokeFailure(f"a basket with {bad} was not refused: it ended {ended.status}")
    if await session.held() != before:
        raise SmokeFailure(f"a basket that was refused because of {bad} has left a seat behind")
    return SmokeResult("refused", ok=True, detail=f"{free} with {bad}: {ended.problems}; no seat is left behind")


async def _cache_hits(session: Session) -> int | None:
    """How often a key was found in the cache so far; None if the caller may not see that."""
    try:
        return int((await session.ask(_CACHE))["idempotencyCache"]["hits"])
    except SmokeFailure:
        return None


async def _cache_result(session: Session, before: int | None) -> SmokeResult:
    """Whether the repeats were hits, once that is counted: a slow Redis leaves an API with counts of its own."""
    deadline = time.monotonic() + COUNTED_WITHIN_SECONDS
    while before is not None and (after := await _cache_hits(session)) is not None:
        hits = after - before
        if hits >= REPEATS - 1:
            return SmokeResult("cache", ok=True, detail=f"{hits} hits", figures={"hits": hits})
        if time.monotonic() >= deadline:
            raise SmokeFailure(f"{REPEATS} identical requests had {hits} hits of the cache")
        await asyncio.sleep(_PAUSE_SECONDS)
    return SmokeResult("cache", ok=None, detail="hits are shown to operators only")
