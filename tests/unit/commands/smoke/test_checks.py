"""Each check fails if the server does not do what it should: tried with the answers of servers that have a fault."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import pytest

from commands.graphql_client import GraphQLClient
from commands.smoke import checks
from commands.smoke.checks import SmokeResult, enroll, health, idempotency, performance, timing
from commands.smoke.session import Session, SmokeFailure

RUN = "smoke-test"
FREE, FULL = ("G-A", "G-B", "G-C"), "G-FULL"


@dataclass
class RecordedServer:
    """Answers as a server does that has two free groups for each request, and one full one.

    Attributes:
        pages: statuses of GET by path; what is not named is 200.
        answers: instead of the usual answer to a submission, in their order.
        ends: instead of the events of a subscription.
        keeps: whether the seats of a refused basket stay.
        takes: whether an accepted basket gets its seats.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    ends: list[dict[str, Any]] | None = None
    lacks: str = ""
    keeps: bool = False
    takes: bool = True
    counts_hits: bool = True
    held: list[str] = field(default_factory=list)
    tasks: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    hits: int = 0

    @property
    def http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url="http://server", transport=httpx.MockTransport(self._get))

    def _get(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(self.pages.get(request.url.path, 200), html="<p>")

    async def execute(
        self, query: str, variables: Mapping[str, Any] | None = None, operation: str | None = None
    ) -> dict[str, Any]:
        if "__schema" in query:
            return {"errors": [{"message": "introspection is off"}]}
        if operation and self.lacks:
            return {"errors": [{"message": f"Cannot query field '{self.lacks}' on type 'Mutation'."}]}
        if "submit:" in query:
            return {"data": {"submit": self._submit(query, (variables or {})["input"])}}
        seats = [{"group": _group(code), "task": {"correlationId": RUN}} for code in self.held]
        return {
            "data": {
                "viewer": {"subject": "admin", "roles": ["ADMIN"]},
                "idempotencyCache": {"hits": self.hits},
                "student": {"enrollments": _page(seats)},
                "term": {"groups": _page([*(_group(code) for code in FREE), _group(FULL, seats=0)])},
            }
        }

    def _submit(self, query: str, given: Mapping[str, Any]) -> dict[str, Any]:
        if self.answers:
            return self.answers.pop(0)
        key, groups = given["idempotencyKey"], list(given["groupCodes"])
        replayed = key in self.keys
        self.hits += replayed and self.counts_hits
        task = self.keys.setdefault(key, f"task-{len(self.keys)}")
        self.tasks[task] = ("Drop" if "DropInput" in query else "Enroll", groups)
        return accepted(task, replayed=replayed)

    async def subscribe(self, _: str, variables: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        kind, groups = self.tasks.get(variables["id"], ("Enroll", []))
        for payload in self.ends if self.ends is not None else [self._end(kind, groups)]:
            yield payload

    def _end(self, kind: str, groups: Sequence[str]) -> dict[str, Any]:
        if FULL in groups:
            self.held += [code for code in groups if code != FULL and self.keeps]
            return event("REJECTED", {code: "REJECTED" if code == FULL else "NOT_TAKEN" for code in groups})
        if kind == "Drop":
            self.held = [code for code in self.held if code not in groups]
            return event("SUCCEEDED", dict.fromkeys(groups, "DROPPED"))
        self.held += groups if self.takes else ()
        return event("SUCCEEDED", dict.fromkeys(groups, "CONFIRMED"))


def _group(code: str, seats: int = 9) -> dict[str, Any]:
    return {
        "code": code,
        "capacity": 9,
        "seatsAvailable": seats,
        "component": None,
        "course": {"code": f"COURSE-{code}", "title": code, "credits": 4},
        "meetings": [],
        "term": {"code": "T"},
    }


def _page(nodes: Sequence[Any]) -> dict[str, Any]:
    return {"nodes": list(nodes), "pageInfo": {"hasNextPage": False, "endCursor": None}}


def accepted(task: str, *, replayed: bool) -> dict[str, Any]:
    return {"__typename": "TaskAccepted", "replayed": replayed, "task": {"id": task}}


def event(status: str, groups: Mapping[str, str], *, version: int = 2, final: bool = True) -> dict[str, Any]:
    shown = [
        {"groupCode": code, "status": became, "problems": [{"code": "GROUP_FULL"}] if became == "REJECTED" else []}
        for code, became in groups.items()
    ]
    return {"data": {"task": {"version": version, "final": final, "task": _task(status, shown)}}}


def _task(status: str, groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"status": status, "problems": [], "groups": groups}


def session(server: RecordedServer) -> Session:
    return Session(cast("GraphQLClient", server), RUN, "EST149", "T")


async def results(check: AsyncIterator[SmokeResult]) -> dict[str, tuple[bool | None, str]]:
    return {result.name: (result.ok, result.detail) async for result in check}


async def fault(check: AsyncIterator[SmokeResult]) -> str:
    """What a check says when it fails."""
    with pytest.raises(SmokeFailure) as failure:
        await results(check)
    return str(failure.value)


async def test_a_server_without_a_fault_passes() -> None:
    found = await results(health(session(RecordedServer())))
    for check in (enroll, idempotency, performance):
        found |= await results(check(session(RecordedServer())))
    assert {name for name, (ok, _) in found.items() if ok} == set(found)
    assert {"alive", "page", "followed", "refused", "one task", "cache", "requests"} <= set(found)


async def test_parts_of_the_health_check_fail_on_their_own() -> None:
    found = await results(health(session(RecordedServer(pages={"/readyz": 503}))))
    assert {name: ok for name, (ok, _) in found.items()} == {
        "alive": True,
        "ready": False,
        "schema": True,
        "page": True,
    }
    assert found["schema"][1] == "answers admin (admin); has what clients need"
    found = await results(health(session(RecordedServer(lacks="cancelTask"))))
    assert found["schema"] == (False, "Cannot query field 'cancelTask' on type 'Mutation'.")


@pytest.mark.parametrize(("status", "ok", "said"), [(404, None, "off"), (503, False, "not built"), (500, False, "500")])
async def test_a_page_may_be_off_but_not_broken(status: int, ok: bool | None, said: str) -> None:
    found = (await results(health(session(RecordedServer(pages={"/graphiql/": status})))))["page"]
    assert found[0] is ok
    assert said in found[1]


@pytest.mark.parametrize(
    ("server", "said"),
    [
        (
            RecordedServer(answers=[{"__typename": "TermNotOpen", "code": "TERM_NOT_OPEN"}]),
            "not accepted: TERM_NOT_OPEN",
        ),
        (RecordedServer(ends=[]), "ended before the task did"),
        (RecordedServer(ends=[event("RUNNING", {}, final=False)]), "ended before the task did"),
        (RecordedServer(ends=[event("RUNNING", {}, version=3, final=False), event("SUCCEEDED", {})]), "do not rise"),
        (RecordedServer(ends=[event("SUCCEEDED", {"G-A": "CONFIRMED", "G-B": "RELEASED"})]), "ended SUCCEEDED"),
        (RecordedServer(ends=[event("REJECTED", {"G-A": "REJECTED"})]), "ended REJECTED: GROUP_FULL G-A"),
        (RecordedServer(ends=[{"errors": [{"message": "no"}]}]), "the subscription failed: no"),
        (RecordedServer(takes=False), "but the student has no seat in G-A, G-B"),
        (RecordedServer(keeps=True), "has left a seat behind"),
    ],
)
async def test_an_enrollment_that_is_not_as_it_should_be_fails(server: RecordedServer, said: str) -> None:
    assert said in await fault(enroll(session(server)))


async def test_a_basket_with_a_full_group_that_is_not_refused_fails() -> None:
    server = RecordedServer()
    steps = enroll(session(server))
    async for step in steps:
        if step.name == "seats":
            break
    server.ends = [event("SUCCEEDED", {})]
    assert "was not refused: it ended SUCCEEDED" in await fault(steps)


@pytest.mark.parametrize(
    ("tasks", "replayed", "said"),
    [
        (["1", "1", "2"], [False, True, True], "have 2 tasks"),
        (["1", "1", "1"], [False, True, False], "replayed: [False, True, False]"),
        (["1", "1", "1"], [True, True, True], "replayed: [True, True, True]"),
    ],
)
async def test_identical_requests_with_several_tasks_fail(tasks: list[str], replayed: list[bool], said: str) -> None:
    answers = [accepted(task, replayed=is_replay) for task, is_replay in zip(tasks, replayed, strict=True)]
    assert said in await fault(idempotency(session(RecordedServer(answers=answers))))


async def test_identical_requests_that_miss_the_cache_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "COUNTED_WITHIN_SECONDS", 0.0)
    assert (
        await fault(idempotency(session(RecordedServer(counts_hits=False))))
        == "3 identical requests had 0 hits of the cache"
    )


def test_times_are_summed_up() -> None:
    found = timing([2.0, 4.0, 3.0, 3.0, 8.0], [])
    assert found.ok
    assert found.figures == {"success_rate": 1.0, "min_ms": 2.0, "mean_ms": 4.0, "max_ms": 8.0}
    assert found.detail == "5 of 5 succeeded (100%); min 2.0 ms, mean 4.0 ms, max 8.0 ms"


def test_one_request_that_fails_is_enough() -> None:
    found = timing([2.0, 4.0], ["Drop ended REJECTED: NOT_ENROLLED"])
    assert found.ok is False
    assert found.figures["success_rate"] == 0.8
    assert found.detail.endswith("Drop ended REJECTED: NOT_ENROLLED")
    assert timing([], ["no answer"] * 5).detail == "0 of 5 succeeded (0%); no answer"
