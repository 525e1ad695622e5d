"""Refusals on their way into the audit log: in order, none lost in an outage, none held up by another."""

from collections import Counter
from collections.abc import Sequence
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from enrollment.audit import RefusedRequest
from enrollment.problems import AlreadyFinal, InvalidInput, ServiceUnavailable, TermNotOpen
from enrollment.task import TaskKind
from kit.background import Loops
from kit.errors import DatabaseUnavailable
from resolvers.caller import Caller, Role
from resolvers.cancel_task import cancel_task
from resolvers.errors import NotSignedIn
from resolvers.submit import SubmitRequest, submit
from services import refusal_log
from services.refusal_log import LINES_A_MINUTE, MOST, RefusalLog
from tests.support.memory import MemoryRefusals, MemoryServices, MemoryTasks
from tests.support.poll import turns, until
from tests.support.problems import AUGUST, JULY, SEPTEMBER

OPEN = TermNotOpen(term_code="2024-2", opens_at=AUGUST, closes_at=SEPTEMBER, now=JULY)
STUDENT = Caller("est001", frozenset({Role.STUDENT}), "EST001")


class Store:
    """Keeps what is written; `unavailable` makes writing fail, and it takes nothing of action BAD."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.counted: list[RefusedRequest] = []
        self.batches: list[int] = []
        self.unavailable = False

    async def write(self, refused: Sequence[tuple[RefusedRequest, float]]) -> None:
        self.batches.append(len(refused))
        await turns()
        if self.unavailable:
            raise DatabaseUnavailable("OSError: refused")
        if any(one.action == "BAD" for one, _ in refused):
            raise ValueError("no")
        ages = [age for _, age in refused]
        assert ages == sorted(ages, reverse=True), "the oldest come first"
        self.written += [one.action for one, _ in refused]
        self.counted += [one for one, _ in refused if one.correlation_id is None]


def refused(action: str, actor: str = "est001") -> RefusedRequest:
    return RefusedRequest(action=action, problem=OPEN, actor=actor, correlation_id="c-1")


@pytest.mark.parametrize("problem", [None, OPEN])
async def test_of_each_callers_refusals_a_bounded_number_is_written_in_a_minute_and_then_how_many_more(
    problem: TermNotOpen | None,
) -> None:
    store, now = Store(), [30.0]
    log = RefusalLog(store.write, lambda: now[0])
    async with log.running(Loops()):
        for second in (30.0, 59.0, 60.0):
            now[0] = second
            for n in range(2 * LINES_A_MINUTE):
                for actor in ("a", "b"):
                    log.record(RefusedRequest(f"{actor}{n}", problem, actor, "c-1"))
            log.record(refused(f"another's at {second}"))
    assert Counter(action[0] for action in store.written if "another" not in action) == {
        "a": 2 * LINES_A_MINUTE,
        "b": 2 * LINES_A_MINUTE,
        "M": 4,
    }
    assert [action for action in store.written if "another" in action] == [
        f"another's at {second}" for second in (30.0, 59.0, 60.0)
    ]
    assert [(one.actor, one.outcome, one.reason) for one in store.counted] == [
        (actor, "REFUSED", f"{count * LINES_A_MINUTE} more requests of this caller were refused within a minute")
        for count in (3, 1)
        for actor in ("a", "b")
    ]


async def test_how_many_more_there_were_is_written_when_the_minute_ends_though_no_other_refusal_comes() -> None:
    store, now = Store(), [59.99]
    log = RefusalLog(store.write, lambda: now[0])
    async with log.running(Loops()):
        for n in range(LINES_A_MINUTE + 7):
            log.record(refused(str(n)))
        await turns()
        now[0] = 60.0
        await until(lambda: bool(store.counted), 5, "the minute is over")
        assert store.counted[0].reason == "7 more requests of this caller were refused within a minute"
    assert len(store.counted) == 1


async def test_a_flood_of_one_caller_pushes_out_nothing_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal_log, "_PAUSE", 0.0)
    store, now = Store(), [0.0]
    store.unavailable = True
    log = RefusalLog(store.write, lambda: now[0])
    async with log.running(Loops()):
        log.record(RefusedRequest("quiet", OPEN, "a quiet caller", "c-1"))
        for n in range(2 * MOST):
            log.record(refused(str(n)))
        store.unavailable = False
    assert store.written[0] == "quiet"
    assert len(store.written) == 1 + LINES_A_MINUTE + 1


async def test_they_are_written_in_order_many_together_and_to_the_last() -> None:
    store = Store()
    log = RefusalLog(store.write)
    async with log.running(Loops()):
        for n in range(1000):
            log.record(refused(str(n), f"est{n % 50}"))
    assert store.written == [str(n) for n in range(1000)]
    assert len(store.batches) == 5


async def test_one_that_cannot_be_written_keeps_no_other() -> None:
    store = Store()
    log = RefusalLog(store.write)
    with capture_logs() as logs:
        async with log.running(Loops()):
            for action in ("1", "BAD", "2", "3"):
                log.record(refused(action))
    assert store.written == ["1", "2", "3"]
    # Each as it comes, and that one once more.
    assert [entry["event"] for entry in logs] == [*["refused"] * 4, "a refusal cannot be written"]
    assert {entry.get("problem") for entry in logs[:4]} == {"TERM_NOT_OPEN"}


async def test_while_the_database_is_unavailable_they_wait_and_the_oldest_are_lost_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refusal_log, "_PAUSE", 0.0)
    store = Store()
    store.unavailable = True
    log = RefusalLog(store.write)
    with capture_logs() as logs:
        async with log.running(Loops()):
            for n in range(MOST + 5):
                log.record(refused(str(n), str(n)))
            await until(lambda: len(store.batches) > 2, 5, "it is tried again")
            store.unavailable = False
    assert store.written == [str(n) for n in range(5, MOST + 5)]
    said = [entry["event"] for entry in logs]
    assert said.count("refusals are lost: too many wait for the audit log") == 1
    assert said.count("refusals wait for the audit log: the database cannot be reached") == 1


async def test_a_refusal_is_noted_with_whatever_it_was_about() -> None:
    tasks, noted = MemoryTasks(), MemoryRefusals()
    context = MemoryServices(tasks=tasks, refusal_log=noted).context(STUDENT)
    tasks.answer = OPEN
    assert await submit(context, TaskKind.DROP, SubmitRequest("EST001 ", "2024-2", ["B", "A", "A"])) == OPEN
    assert noted.noted == [
        RefusedRequest(
            action="DROP",
            problem=OPEN,
            actor="est001",
            correlation_id="c-test",
            student_code="EST001",
            term_code="2024-2",
            group_codes=("A", "B"),
        )
    ]


async def test_malformed_requests_and_steering_are_noted_too() -> None:
    tasks, noted = MemoryTasks(), MemoryRefusals()
    context = MemoryServices(tasks=tasks, refusal_log=noted).context(Caller("reg", frozenset({Role.REGISTRAR})))
    assert isinstance(await submit(context, TaskKind.ENROLL, SubmitRequest("", "2024-2", [])), InvalidInput)
    task_id = uuid4()
    tasks.states = {task_id: AlreadyFinal(task_id=str(task_id))}  # type: ignore[dict-item]  # what cancel answers
    await cancel_task(context, task_id, "why")
    assert [(one.action, one.problem and one.problem.code, one.reason, one.task_id) for one in noted.noted] == [
        ("ENROLL", "INVALID_INPUT", None, None),
        ("CANCEL_TASK", "ALREADY_FINAL", "why", task_id),
    ]


async def test_no_refusal_is_logged_for_outages_strangers_or_finished_tasks() -> None:
    tasks, noted = MemoryTasks(), MemoryRefusals()
    basket = SubmitRequest("EST001", "2024-2", ["A"])
    context = MemoryServices(tasks=tasks, refusal_log=noted).context(STUDENT)
    await submit(context, TaskKind.ENROLL, basket)
    tasks.answer = DatabaseUnavailable("connection refused", 2.0)
    assert isinstance(await submit(context, TaskKind.ENROLL, basket), ServiceUnavailable)
    tasks.answer = OPEN
    stranger = MemoryServices(tasks=tasks, refusal_log=noted).context(Caller("stranger", frozenset()))
    with pytest.raises(NotSignedIn):
        await submit(stranger, TaskKind.ENROLL, basket)
    assert noted.noted == []
