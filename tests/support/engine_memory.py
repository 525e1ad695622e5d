"""What surrounds the engine, in memory: a store with seats, and a participant that keeps its contract."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from msgspec import structs

from enrollment.allocate import SeatRequest, allocate
from saga.claimed_saga import ClaimedSaga, CommitRequest, Waiting
from saga.errors import Declined, Postponed
from saga.journal import Record, Records, SagaStatus, StepRecord, StepStatus
from saga.plan import Call, CallContext, Effect, Plan, Step
from saga.retry import Retry
from saga.settle import CommitStamp, settle, still_forward

EPOCH = datetime(2025, 1, 6, 8, tzinfo=UTC)
WITHOUT_DELAY = Retry(tries=3, first_delay=0)


class Outage(Exception):
    """A transient error of a commit."""


class Bug(Exception):
    """An error of a commit that trying again would repeat."""


@dataclass(frozen=True, slots=True)
class Check(Effect):
    """A rule: refuses unless it is `met`, and leaves nothing behind."""

    met: bool = True


@dataclass(frozen=True, slots=True)
class Take(Effect):
    """Take a seat."""

    group: str


@dataclass(frozen=True, slots=True)
class Free(Effect):
    """Give the seat back."""

    group: str


def check(name: str = "check", *, met: bool = True) -> Step:
    """A local step with nothing to undo."""
    return Step(name, Check(met))


def seat(group: str) -> Step:
    """A local step that takes a seat in `group`."""
    return Step(f"seat {group}", Take(group), undo=Free(group), subject=group, retry=WITHOUT_DELAY)


Ask = Callable[[CallContext], Awaitable[str | None]]


@dataclass(frozen=True, slots=True)
class AskTest(Call):
    """A call that the test answers itself."""

    ask: Ask

    @property
    def asked(self) -> str:
        """The name of the other system."""
        return "the bank"


@dataclass(slots=True)
class AskingTheTest:
    """Has the test answer calls; `saga.plan.Calls`.

    Attributes:
        refusals: raised one by one instead of a call that is to be made.
    """

    refusals: list[Postponed] = field(default_factory=list)

    def check(self, call: Call) -> None:
        """Raise the next refusal, while there is one."""
        assert isinstance(call, AskTest)
        if self.refusals:
            raise self.refusals.pop(0)

    async def make(self, call: Call, context: CallContext) -> str | None:
        """Have the test answer."""
        assert isinstance(call, AskTest)
        return await call.ask(context)


def call(name: str, do: Ask, undo: Ask | None = None, *, retry: Retry = WITHOUT_DELAY) -> Step:
    """A step at another system."""
    return Step(name, AskTest(do), undo=AskTest(undo) if undo else None, retry=retry)


def journal(plan: Plan, *statuses: StepStatus | Record) -> Records:
    """A journal of `plan` whose first records have these statuses; a whole Record stands for itself."""
    records = (
        status
        if isinstance(status, StepRecord)
        else Record(position, plan.steps[position - 1].name, status, attempts=1, version=2)
        for position, status in enumerate(statuses, 1)
    )
    return {record.position: record for record in records}


@dataclass(slots=True)
class Row:
    """One saga as the store keeps it."""

    id: UUID
    plan: Plan
    accepted: int
    token: UUID | None = None
    version: int = 1
    status: SagaStatus = SagaStatus.PENDING
    records: Records = field(default_factory=dict)
    cancelled: bool = False

    def claimed(self, token: UUID) -> ClaimedSaga:
        """What the worker with this token is handed."""
        return ClaimedSaga(
            id=self.id,
            token=token,
            version=self.version,
            plan=self.plan,
            records=dict(self.records),
            status=self.status,
            cancelled=self.cancelled,
            correlation_id="corr-1",
            command="the command",
            details=None,
        )


class MemoryStore:
    """Keeps what the real store promises: fence, version, effect and record together, seats in order of acceptance.

    A saga that is final or stuck has no owner. Seats are written as SQL would write them, taken and given
    back without looking, so that an effect carried out twice makes `seats_taken` and `held` differ.
    """

    def __init__(self, capacities: Mapping[str, int] | None = None) -> None:
        self.capacities = dict(capacities or {})
        self.seats_taken: Counter[str] = Counter()
        self.held: set[tuple[UUID, str]] = set()
        self.rows: dict[UUID, Row] = {}
        self.commits: list[tuple[Row, Row]] = []
        self.now = EPOCH

    def accept(self, *steps: Step) -> UUID:
        """A new saga with a plan of `steps`."""
        row = Row(uuid4(), Plan("test", 1, steps), accepted=len(self.rows) + 1)
        self.rows[row.id] = row
        return row.id

    def claim(self, saga_id: UUID) -> ClaimedSaga:
        """Give the saga to another worker: the one that had it is fenced from now on."""
        row = self.rows[saga_id]
        row.token = uuid4()
        return row.claimed(row.token)

    def put_down(self, wait: Waiting) -> None:
        """Take the saga from its worker and let the time pass after which it is due."""
        row = self.rows[wait.saga.id]
        if row.token == wait.saga.token:
            row.token = None
        self.now += timedelta(seconds=wait.seconds)

    def cancel(self, saga_id: UUID) -> None:
        """Request a cancellation, unless the saga is final."""
        row = self.rows[saga_id]
        row.cancelled = row.cancelled or not row.status.final

    def retry_stuck(self, saga_id: UUID) -> None:
        """What an operator does for a stuck saga."""
        row = self.rows[saga_id]
        row.version += 1
        row.status = SagaStatus.COMPENSATING
        row.records = {n: structs.replace(record, undo_attempts=0) for n, record in row.records.items()}

    def held_by(self, saga_id: UUID) -> set[str]:
        """The groups in which the saga holds a seat."""
        return {group for holder, group in self.held if holder == saga_id}

    def commit(self, requests: Sequence[CommitRequest]) -> list[ClaimedSaga | None]:
        """One transaction for all of `requests`."""
        moment = self.now = self.now + timedelta(seconds=1)
        ours = [request for request in requests if self.rows[request.saga.id].token == request.saga.token]
        fresh = [request for request in ours if self.rows[request.saga.id].version == request.saga.version]
        fresh.sort(key=lambda request: self.rows[request.saga.id].accepted)
        free = {group: seats - self.seats_taken[group] for group, seats in self.capacities.items()}
        full = allocate([self._basket(request) for request in fresh], free)
        for request, lacking in zip(fresh, full, strict=True):
            self._settle(request, lacking.full, moment)
        mine = {request.saga.token for request in ours}
        return [
            self.rows[request.saga.id].claimed(request.saga.token) if request.saga.token in mine else None
            for request in requests
        ]

    def _forward(self, request: CommitRequest) -> list[Step]:
        row = self.rows[request.saga.id]
        if not still_forward(row.plan, row.records, request.intent, cancelled=row.cancelled):
            return []
        return [row.plan.steps[position - 1] for position in request.intent.forward]

    def _rules_broken(self, request: CommitRequest) -> list[Step]:
        return [step for step in self._forward(request) if isinstance(step.run, Check) and not step.run.met]

    def _basket(self, request: CommitRequest) -> SeatRequest[str]:
        takes = [] if self._rules_broken(request) else self._forward(request)
        gives = [request.saga.plan.steps[position - 1].undo for position in request.intent.backward]
        return SeatRequest(
            takes=tuple(step.run.group for step in takes if isinstance(step.run, Take)),
            gives=tuple(effect.group for effect in gives if isinstance(effect, Free)),
        )

    def _settle(self, request: CommitRequest, full: tuple[str, ...], moment: datetime) -> None:
        row = self.rows[request.saga.id]
        forward, broken = self._forward(request), self._rules_broken(request)
        problems = {
            position: "full" if step.subject else "broken rule"
            for position, step in enumerate(row.plan.steps, 1)
            if step in forward and (step in broken or step.subject in full)
        }
        settled = settle(
            row.plan,
            row.records,
            request.intent,
            CommitStamp(row.version + 1, began=moment - timedelta(milliseconds=5), now=moment),
            problems=problems,
            cancelled=row.cancelled,
        )
        for step in [] if problems else forward:
            self._apply(row.id, step.effect())
        for position in request.intent.backward:
            self._apply(row.id, row.plan.steps[position - 1].effect(undo=True))
        before = replace(row)
        row.version, row.status, row.records = row.version + 1, settled.status, settled.records
        if row.status.final or row.status is SagaStatus.STUCK:
            row.token = None
        self.commits.append((before, replace(row)))

    def _apply(self, saga_id: UUID, effect: Effect) -> None:
        match effect:
            case Take(group):
                self.held.add((saga_id, group))
                self.seats_taken[group] += 1
            case Free(group):
                self.held.discard((saga_id, group))
                self.seats_taken[group] -= 1


@dataclass(slots=True)
class Participant:
    """Another system that charges, and keeps its contract.

    An answer, a refusal too, is remembered under its idempotency key and given again; an undo of something unknown
    is remembered and refuses a late do.
    """

    charged: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    answers: dict[str, bool] = field(default_factory=dict)

    def do(self, context: CallContext, *, willing: bool = True) -> str:
        """Charge, or raise Declined."""
        subject = context.idempotency_key.removesuffix(":do")
        if subject in self.undone:
            raise Declined("it was undone before")
        if context.idempotency_key not in self.answers:
            self.answers[context.idempotency_key] = willing
            if willing:
                self.charged.add(subject)
        if not self.answers[context.idempotency_key]:
            raise Declined("insufficient funds", problem="no money")
        return f"receipt {subject}"

    def undo(self, context: CallContext) -> None:
        """Refund whatever there is."""
        subject = context.idempotency_key.removesuffix(":undo")
        self.undone.add(subject)
        self.charged.discard(subject)
