"""The diagrams in docs/architecture.md: of modules, steps and statuses that there are, and of all changes of status."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from enrollment.plans import enroll, enroll_with_billing
from enrollment.task import Command, TaskStatus
from saga.decide import CallStep, CallUndo, Commit, GiveUp, Undo, decide
from saga.journal import Records, SagaStatus, StepRecord, StepStatus
from saga.plan import Plan
from saga.retry import Retry
from saga.settle import CommitIntent, CommitStamp, settle
from tests.architecture.test_texts import ROOT

TRIP, STATUSES = re.findall(
    r"^```mermaid\n(.*?)^```$",
    (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
COMMAND, TWICE = Command("EST001", "2024-2", ("G-A", "G-B")), Retry(tries=2)
PLANS = (enroll(COMMAND, TWICE), enroll_with_billing(COMMAND, TWICE))
STAMP = CommitStamp(2, datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC))
BY_HAND_OR_CLAIM = {
    *(("PENDING", "STUCK"), ("RUNNING", "STUCK")),
    *(("STUCK", "PENDING"), ("STUCK", "RUNNING"), ("STUCK", "COMPENSATING")),
}
"""Changes that the engine does not decide: the SQL in `models` does, for sagas claimed in vain and for retrySaga."""


@dataclass(frozen=True)
class Journal:
    """Where a saga stands; `records` in order of position."""

    plan: Plan
    status: SagaStatus
    records: tuple[StepRecord[str], ...]
    cancelled: bool

    def settled(self, intent: CommitIntent, refused: int | None = None) -> "Journal":
        problems = {} if refused is None else {refused: "no"}
        after = settle(self.plan, self.by_position, intent, STAMP, problems=problems, cancelled=self.cancelled)
        return Journal(self.plan, after.status, tuple(after.records[n] for n in sorted(after.records)), self.cancelled)

    @property
    def by_position(self) -> Records:
        return {record.position: record for record in self.records}


def begun(journal: Journal, position: int) -> StepRecord[str]:
    """A record of the call at this position, about to be written."""
    return journal.by_position.get(position) or StepRecord(
        position, journal.plan.steps[position - 1].name, StepStatus.PENDING
    )


def following(journal: Journal) -> Iterator[Journal]:
    """All that may come after it: whatever is decided succeeds, is refused, or is answered in every way."""
    if not journal.cancelled:
        yield Journal(journal.plan, journal.status, journal.records, cancelled=True)
    match decide(journal.plan, journal.by_position, cancelled=journal.cancelled):
        case Commit(positions):
            for refused in (None, *positions):
                yield journal.settled(CommitIntent(forward=positions), refused)
            failed = replace(begun(journal, positions[0]), status=StepStatus.FAILED, attempts=1, problem="broken")
            yield journal.settled(CommitIntent(remote_records=(failed,)))
        case CallStep(position):
            record = begun(journal, position)
            started = replace(record, status=StepStatus.STARTED, attempts=record.attempts + 1)
            under_way = journal.settled(CommitIntent(remote_records=(started,), begins=True))
            yield under_way
            for status, problem in ((StepStatus.DONE, None), (StepStatus.REFUSED, "no"), (StepStatus.FAILED, "broken")):
                answer = replace(started, status=status, problem=problem)
                yield under_way.settled(CommitIntent(remote_records=(answer,)))
        case GiveUp(position):
            failed = replace(begun(journal, position), status=StepStatus.FAILED, problem="no answer")
            yield journal.settled(CommitIntent(remote_records=(failed,)))
        case Undo(positions):
            yield journal.settled(CommitIntent(backward=positions))
        case CallUndo(position):
            record = begun(journal, position)
            undoing = replace(record, status=StepStatus.COMPENSATING, undo_attempts=record.undo_attempts + 1)
            under_way = journal.settled(CommitIntent(remote_records=(undoing,), begins=True))
            yield under_way
            yield under_way.settled(CommitIntent())
            undone = replace(undoing, status=StepStatus.COMPENSATED)
            yield under_way.settled(CommitIntent(remote_records=(undone,)))
        case _:
            yield journal.settled(CommitIntent())


def ways() -> set[tuple[str, str]]:
    """Every change of status that the engine can decide for an enrollment, from any journal."""
    found, seen = set(), set()
    pending = [Journal(plan, SagaStatus.PENDING, (), cancelled=False) for plan in PLANS]
    while pending:
        journal = pending.pop()
        if journal in seen or journal.status.final or journal.status is SagaStatus.STUCK:
            continue
        seen.add(journal)
        for after in following(journal):
            if after.status is not journal.status:
                found.add((journal.status.value, after.status.value))
            pending.append(after)
    return found


def test_the_diagram_of_statuses_has_every_way_and_no_other() -> None:
    drawn = set(re.findall(r"^ +([A-Z]+) --> ([A-Z]+)", STATUSES, re.MULTILINE))
    assert drawn == ways() | BY_HAND_OR_CLAIM
    ends = set(re.findall(r"^ +([A-Z]+) --> \[\*\]", STATUSES, re.MULTILINE))
    assert ends == {status.value for status in SagaStatus if status.final}
    assert re.findall(r"\[\*\] --> ([A-Z]+)", STATUSES) == ["PENDING"]


def test_the_diagram_of_the_trip_names_modules_steps_and_statuses_that_there_are() -> None:
    modules = re.findall(r"[a-z_]+(?:/[a-z_]+)*\.py", TRIP)
    assert len(modules) >= 8
    assert [module for module in modules if not (ROOT / module).is_file()] == []
    steps = {re.sub(r" G-.*", "", step.name) for step in PLANS[-1].steps}
    assert {step for step in steps if step not in TRIP} == {"charge"}, "all are drawn but that of another system"
    statuses = set(re.findall(r"\b[A-Z]{5,}\b", TRIP)) - {"INSERT"}
    assert statuses == {TaskStatus.QUEUED, TaskStatus.SUCCEEDED}
