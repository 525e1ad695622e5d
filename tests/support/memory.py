"""Services in memory, for tests of what resolvers make of what services answer."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from redis.asyncio import Redis

from app.http.metrics import Metrics
from app.settings.guards import RateSettings
from enrollment.audit import RefusedRequest
from enrollment.basket_advice import BasketAdvice
from enrollment.basket_check import BasketCheck
from enrollment.batch import Batch
from enrollment.catalogue import CatalogueGroup, Course, Enrollment, SeatCount, Term
from enrollment.catalogue_edits import GroupDraft, SavedGroup, TermDraft
from enrollment.invariants import InvariantFinding
from enrollment.paging import Page, PageRequest
from enrollment.problems import AlreadyFinal, EntryInFlight, EntryNotFound, SagaNotFound, SagaNotStuck, TaskNotFound
from enrollment.revocation import Revocation
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch, SagaSearch
from enrollment.statistics import LatencyKind, QueueStats, SagaStats, WorkStats, latency
from enrollment.submission import Accepted, Submission, SubmissionResult
from enrollment.task import Command, TaskState
from events.batches import BatchFeed
from events.feed import TaskFeed
from events.hub import Hub
from events.revocation_publisher import RevocationPublisher
from events.seats import SeatFeed
from events.waitlist_places import StudentInTerm, WaitlistFeed
from guards.breaker.registry import BreakerRegistry
from guards.idempotency.cache import CacheBackend
from guards.idempotency.counts import CacheStats, LookupCounts
from guards.rate_limits.rates import Rates
from guards.revoked_tokens import RevokedTokens
from kit.background import Loops
from kit.errors import DatabaseUnavailable
from models.audit_log import AuditLog
from models.basket_checks import BasketChecks
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.overrides import Overrides
from models.retention import Retention
from models.revocations import Revocations
from models.term_refunds import TermRefunds
from resolvers.caller import Caller, Role
from resolvers.context import Context
from resolvers.language import Language
from saga.journal import SagaStatus
from services.api_services import ApiServices
from services.batches import BatchService
from services.group_canceller import GroupCanceller
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.receipts import Receipts
from services.refusal_log import RefusalLog
from services.refused_callers import RefusedCallers
from services.sagas import SagaAdmin
from services.stats import Stats, StatsReader
from services.tasks import TaskService
from services.token_revocations import TokenRevocations
from tests.support.states import make_state

ADMIN = Caller("admin", frozenset({Role.ADMIN}))
"""Who may do everything."""


class MemoryDocuments:
    """Registered documents, by id."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    async def text(self, document_id: str) -> str | None:
        return self.texts.get(document_id)

    async def has(self, text: str) -> bool:
        return text in self.texts.values()


class MemoryTasks(TaskService):
    """Remembers what was submitted and gives out the states it holds.

    Attributes:
        answer: what a submission is answered with; None: accepted. An exception is raised, by `cancel` as well.
        cancelled: what was asked to be cancelled, by whom, why, and in which request.
        before_reading: awaited by every reading of tasks, for what happens in between.
    """

    def __init__(self, *states: TaskState) -> None:
        self.states = {state.id: state for state in states}
        self.submitted: list[Submission] = []
        self.cancelled: list[tuple[UUID, str, str | None, str]] = []
        self.answer: SubmissionResult | Exception | None = None
        self.before_reading: Callable[[], Awaitable[None]] | None = None

    async def submit(self, submission: Submission) -> SubmissionResult:
        self.submitted.append(submission)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or Accepted(make_state(UUID(int=len(self.submitted)), 1), replayed=False)

    async def cancel(
        self, task_id: UUID, *, actor: str, reason: str | None, correlation_id: str
    ) -> TaskState | TaskNotFound | AlreadyFinal:
        self.cancelled.append((task_id, actor, reason, correlation_id))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.states.get(task_id) or TaskNotFound()

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        found = {task_id: self.states[task_id] for task_id in ids if task_id in self.states}
        if self.before_reading is not None:
            await self.before_reading()
        return found

    async def task(self, task_id: UUID) -> TaskState | None:
        return (await self.tasks([task_id])).get(task_id)

    async def tasks_of_students(self, ids: Sequence[int], page: PageRequest) -> Mapping[int, Page[TaskState]]:
        raise NotImplementedError


class MemoryBasketChecks(BasketChecks):
    """Remembers what was checked, and finds nothing."""

    def __init__(self) -> None:
        self.checked: list[Command] = []

    async def advise(self, command: Command) -> BasketAdvice:
        self.checked.append(command)
        return BasketAdvice((), ())

    async def check(self, command: Command) -> BasketCheck:
        self.checked.append(command)
        return BasketCheck((), checked_at=datetime(2024, 7, 1, tzinfo=UTC))


class WaitingCatalogue:
    """A catalogue that does not answer, and notes whether it was given up."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.given_up = False

    async def terms(self) -> Sequence[Term]:
        self.asked.set()
        try:
            return await asyncio.Event().wait()  # type: ignore[return-value]  # never
        except asyncio.CancelledError:
            self.given_up = True
            raise


class SlowTasks(MemoryTasks):
    """Takes until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def cancel(self, *given: object, **more: object) -> object:  # type: ignore[override]  # passed on
        self.asked.set()
        await self.go_on.wait()
        return await super().cancel(*given, **more)  # type: ignore[arg-type]  # as they came


class MemoryCatalogueEdits(CatalogueEdits):
    """Remembers what was to be saved.

    Attributes:
        answer: what saving a group is answered with; None: the group. An exception is raised, for a term as well.
        courses: codes of those that there are; it stands for the catalogue too.
    """

    def __init__(self, *courses: str) -> None:
        self.terms: list[TermDraft] = []
        self.groups: list[GroupDraft] = []
        self.courses = courses
        self.answer: SavedGroup | Exception | None = None

    async def save_term(self, draft: TermDraft, *, actor: str, correlation_id: str) -> Term:
        assert (actor, correlation_id) == ("admin", "c-test")
        self.terms.append(draft)
        if isinstance(self.answer, Exception):
            raise self.answer
        return Term(1, draft.code, draft.name, draft.opens_at, draft.closes_at, is_open=True)

    async def save_group(self, draft: GroupDraft, *, actor: str, correlation_id: str) -> SavedGroup:
        assert (actor, correlation_id) == ("admin", "c-test")
        self.groups.append(draft)
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is not None:
            return self.answer
        term = Term(1, draft.term_code, None, datetime.now(UTC), datetime.now(UTC), is_open=True)
        course = Course(1, draft.course_code, draft.course_code, 5)
        return CatalogueGroup(1, draft.code, 1, 1, draft.capacity, 0, draft.meetings or (), term, course)

    async def course_by_code(self, code: str) -> Course | None:
        return Course(1, code, code, 5) if code in self.courses else None


class MemoryAuditLog(AuditLog):
    """No test asks it."""

    def __init__(self) -> None:
        pass


class MemoryOverrides(Overrides):
    """No test asks it."""

    def __init__(self) -> None:
        pass


class MemorySagas(SagaAdmin):
    """Remembers what was looked for and what was to be retried.

    Attributes:
        answer: what a retry is answered with; None: the state it holds.
    """

    def __init__(self, *states: TaskState) -> None:
        self.states = {state.id: state for state in states}
        self.searches: list[tuple[SagaSearch, PageRequest]] = []
        self.retried: list[tuple[UUID, str, str, str]] = []
        self.answer: SagaNotStuck | Exception | None = None

    async def sagas(self, search: SagaSearch, page: PageRequest) -> Page[TaskState]:
        self.searches.append((search, page))
        found = [state for state in self.states.values() if search.matches(state)]
        return Page(found, [str(state.id) for state in found], has_next=False)

    async def saga(self, saga_id: UUID) -> TaskState | None:
        return self.states.get(saga_id)

    async def retry(
        self, saga_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> TaskState | SagaNotFound | SagaNotStuck:
        self.retried.append((saga_id, actor, reason, correlation_id))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or self.states.get(saga_id) or SagaNotFound()


class MemoryKeys(IdempotencyKeys):
    """Remembers what was looked for and what was to be freed.

    Attributes:
        answer: what freeing is answered with; None: the entry it holds.
    """

    def __init__(self, *entries: IdempotencyKeyEntry) -> None:
        self.entries_held = {entry.id: entry for entry in entries}
        self.searches: list[IdempotencySearch] = []
        self.freed: list[tuple[UUID, str, str, str]] = []
        self.answer: EntryInFlight | Exception | None = None

    async def cache_stats(self) -> CacheStats:
        return CacheStats(LookupCounts(CacheBackend.REDIS, 3, 1), size=len(self.entries_held), ttl_seconds=3600)

    async def entries(self, search: IdempotencySearch, page: PageRequest) -> Page[IdempotencyKeyEntry]:
        self.searches.append(search)
        found = list(self.entries_held.values())[: page.first]
        return Page(found, [str(entry.id) for entry in found], has_next=False)

    async def entries_by_id(self, ids: Sequence[UUID]) -> Mapping[UUID, IdempotencyKeyEntry]:
        return {entry_id: self.entries_held[entry_id] for entry_id in ids if entry_id in self.entries_held}

    async def invalidate(
        self, entry_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> IdempotencyKeyEntry | EntryNotFound | EntryInFlight:
        self.freed.append((entry_id, actor, reason, correlation_id))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or self.entries_held.get(entry_id) or EntryNotFound()


class MemoryTaskFeed(TaskFeed):
    """Subscribes to a hub that the test publishes to."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub


class MemoryRefusals(RefusalLog):
    """Remembers what was refused."""

    def __init__(self) -> None:
        self.noted: list[RefusedRequest] = []

    def record(self, refused: RefusedRequest) -> None:
        self.noted.append(refused)


class MemoryStats(StatsReader):
    """An installation in which nothing has happened yet."""

    def __init__(self) -> None:
        pass

    async def read(self) -> Stats:
        counts = SagaStats(0, dict.fromkeys(SagaStatus, 0), None)
        work = WorkStats(datetime(2024, 7, 1, tzinfo=UTC), QueueStats(0, 0, 0, None, ()), counts)
        return Stats(
            work,
            (),
            CacheStats(LookupCounts(CacheBackend.REDIS, 0, 0), 0, 3600),
            [latency(what, {}) for what in LatencyKind],
        )


async def _no_places(_: Sequence[StudentInTerm]) -> Mapping[StudentInTerm, Sequence[Enrollment]]:
    return {}


async def _no_batches(_: Sequence[UUID]) -> Mapping[UUID, Batch]:
    return {}


async def _no_terms(_: Sequence[str]) -> Mapping[str, Mapping[str, SeatCount]]:
    return {}


def make_metrics() -> Metrics:
    """Metrics of a process that depends on nothing, in an installation of which nothing is known."""

    async def unknown() -> Any:
        raise ConnectionRefusedError

    return Metrics(unknown, unknown, {})


def make_rates() -> Rates:
    """The rates of one process, with the defaults."""
    return Rates(RateSettings().limits)


class MemoryInvariants(InvariantMonitor):
    """Finds what it was given."""

    def __init__(self, *findings: InvariantFinding) -> None:
        self.findings = findings

    async def inspect(self) -> Sequence[InvariantFinding]:
        return self.findings


class MemoryRevocationStore(Revocations):
    """Keeps revocations; `unavailable` makes every call fail. Its clock is `now`."""

    def __init__(self) -> None:
        self.kept: dict[int, Revocation] = {}
        self.ids = itertools.count(1)
        self.now = datetime.now(UTC)
        self.unavailable = False

    async def add(self, subject: str | None, jti: str | None, **_: object) -> Revocation:
        self._check()
        made = self.kept[next(self.ids)] = Revocation(subject=subject, jti=jti, revoked_at=self.now)
        return made

    async def after(self, row_id: int) -> Sequence[tuple[int, Revocation]]:
        self._check()
        return [(each, self.kept[each]) for each in sorted(self.kept) if each > row_id]

    async def remove_older(self, seconds: float) -> None:
        self._check()
        oldest = self.now - timedelta(seconds=seconds)
        self.kept = {row_id: each for row_id, each in self.kept.items() if each.revoked_at >= oldest}

    def _check(self) -> None:
        if self.unavailable:
            raise DatabaseUnavailable("connection refused", 2.0)


class MemoryPublisher(RevocationPublisher):
    """Keeps what is published."""

    def __init__(self) -> None:
        self.published: list[Revocation] = []

    async def publish(self, revocation: Revocation) -> None:
        self.published.append(revocation)


def memory_revocations(store: Revocations | None = None, *, max_life_seconds: float = 86_400) -> TokenRevocations:
    """Revocations of one process, by default with a store of its own."""
    return TokenRevocations(
        store or MemoryRevocationStore(),
        RevokedTokens(),
        MemoryPublisher(),
        max_life_seconds=max_life_seconds,
        interval_seconds=1,
    )


class MemoryRetention(Retention):
    """Says before when tasks are archived."""

    def __init__(self) -> None:
        self.before: datetime | None = None

    async def archived_before(self) -> datetime | None:
        return self.before


@dataclass(slots=True)
class MemoryServices:
    """All services in memory; a test gives those that it looks at.

    `catalogue` needs only the methods that are called.
    """

    tasks: MemoryTasks = field(default_factory=MemoryTasks)
    basket_checks: MemoryBasketChecks = field(default_factory=MemoryBasketChecks)
    task_feed: Hub = field(default_factory=Hub)
    catalogue: object = None
    catalogue_edits: MemoryCatalogueEdits = field(default_factory=MemoryCatalogueEdits)
    sagas: MemorySagas = field(default_factory=MemorySagas)
    idempotency_keys: MemoryKeys = field(default_factory=MemoryKeys)
    seat_feed: SeatFeed = field(default_factory=lambda: SeatFeed(_no_terms, Hub(), Loops()))
    waitlist_feed: WaitlistFeed = field(default_factory=lambda: WaitlistFeed(_no_places, Hub(), Loops()))
    batch_feed: BatchFeed = field(default_factory=lambda: BatchFeed(_no_batches, Hub(), Loops()))
    stats: MemoryStats = field(default_factory=MemoryStats)
    invariants: MemoryInvariants = field(default_factory=MemoryInvariants)
    refusal_log: MemoryRefusals = field(default_factory=MemoryRefusals)
    revocations: TokenRevocations = field(default_factory=memory_revocations)
    retention: MemoryRetention = field(default_factory=MemoryRetention)
    receipts: Receipts = field(default_factory=Receipts)

    def services(self) -> ApiServices:
        return ApiServices(
            catalogue=cast("Catalogue", self.catalogue),
            catalogue_edits=self.catalogue_edits,
            group_canceller=cast("GroupCanceller", None),
            basket_checks=self.basket_checks,
            tasks=self.tasks,
            batches=cast("BatchService", None),
            term_refunds=cast("TermRefunds", None),
            task_feed=MemoryTaskFeed(self.task_feed),
            seat_feed=self.seat_feed,
            waitlist_feed=self.waitlist_feed,
            batch_feed=self.batch_feed,
            sagas=self.sagas,
            idempotency_keys=self.idempotency_keys,
            audit_log=MemoryAuditLog(),
            refusal_log=self.refusal_log,
            refused_callers=RefusedCallers(),
            revocations=self.revocations,
            breakers=BreakerRegistry(Redis(), "t", {}, "here"),
            stats=self.stats,
            invariants=self.invariants,
            retention=self.retention,
            overrides=MemoryOverrides(),
            receipts=self.receipts,
        )

    def context(
        self, caller: Caller = ADMIN, *, idempotency_key: str | None = None, language: Language = Language.EN
    ) -> Context:
        """The context of a caller who asks these services."""
        return Context(self.services(), "c-test", caller, language, idempotency_key)
