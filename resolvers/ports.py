"""What the resolvers ask of the rest of the house; `app/container` says who answers."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from enrollment.audit import AuditEntry, AuditSearch, RefusedRequest
from enrollment.catalogue import Course, Enrollment, EnrollmentStatus, Group, SeatCount, Student, Term
from enrollment.catalogue_edits import GroupDraft, SavedGroup, TermDraft
from enrollment.invariants import InvariantFinding
from enrollment.paging import GroupSearch, Page, PageRequest
from enrollment.problems import AlreadyFinal, EntryInFlight, EntryNotFound, SagaNotFound, SagaNotStuck, TaskNotFound
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch, SagaSearch
from enrollment.submission import Accepted, Refusal, Submission
from enrollment.task import TaskState
from guards.breaker.policy import CircuitStatus
from guards.idempotency.counts import CacheStats
from services.stats import Stats


class Catalogue(Protocol):
    """Reads students, terms, courses, groups and enrollments."""

    async def terms(self) -> Sequence[Term]: ...
    async def term_by_code(self, code: str) -> Term | None: ...
    async def course_by_code(self, code: str) -> Course | None: ...
    async def student_by_code(self, code: str) -> Student | None: ...
    async def students(self, ids: Sequence[int]) -> Mapping[int, Student]: ...
    async def students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]: ...
    async def terms_by_code(self, codes: Sequence[str]) -> Mapping[str, Term]: ...
    async def terms_by_id(self, ids: Sequence[int]) -> Mapping[int, Term]: ...
    async def courses(self, ids: Sequence[int]) -> Mapping[int, Course]: ...
    async def groups(self, ids: Sequence[int]) -> Mapping[int, Group]: ...
    async def groups_by_code(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Group]:
        """By (term code, group code)."""
        ...

    async def groups_of_term(self, term_id: int, search: GroupSearch, page: PageRequest) -> Page[Group]:
        """In the order of their codes. Raises BadCursor."""
        ...

    async def enrollments(self, ids: Sequence[UUID]) -> Mapping[UUID, Enrollment]: ...
    async def enrollments_of_student(
        self,
        student_id: int,
        term_code: str | None,
        statuses: Sequence[EnrollmentStatus] | None,
        page: PageRequest,
    ) -> Page[Enrollment]:
        """Newest first. Raises BadCursor."""
        ...

    async def live_enrollments(self, keys: Sequence[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], Enrollment]:
        """The live enrollment, if any, by (student code, term code, group code)."""
        ...


class Tasks(Protocol):
    """Accepts, cancels and reads tasks."""

    async def submit(self, submission: Submission) -> Accepted | Refusal:
        """Returns once the task is committed; never waits for its saga, nor for Redis."""
        ...

    async def cancel(
        self, task_id: UUID, *, actor: str, reason: str | None, correlation_id: str
    ) -> TaskState | TaskNotFound | AlreadyFinal:
        """Returns once the request is committed: the task as it is now, still to be undone. Asking twice is once."""
        ...

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]: ...
    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        ...


class Sagas(Protocol):
    """Reads and steers sagas for operators. Even one whose input cannot be read has a state here."""

    async def sagas(self, search: SagaSearch, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        ...

    async def saga(self, saga_id: UUID) -> TaskState | None: ...
    async def retry(
        self, saga_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> TaskState | SagaNotFound | SagaNotStuck:
        """Returns once it is committed, with its line in the audit log: the saga as it is now, to be carried on."""
        ...


class Keys(Protocol):
    """Reads and frees idempotency keys for operators."""

    async def cache_stats(self) -> CacheStats: ...
    async def entries(self, search: IdempotencySearch, page: PageRequest) -> Page[IdempotencyKeyEntry]:
        """Those that expire last first. Raises BadCursor."""
        ...

    async def entries_by_id(self, ids: Sequence[UUID]) -> Mapping[UUID, IdempotencyKeyEntry]: ...
    async def invalidate(
        self, entry_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> IdempotencyKeyEntry | EntryNotFound | EntryInFlight:
        """Returns once it is committed, with its line in the audit log: the entry as it is now. Twice is once."""
        ...


class Planning(Protocol):
    """Saves terms and groups; `actor` and `correlation_id` go into the audit log."""

    async def save_term(self, draft: TermDraft, *, actor: str, correlation_id: str) -> Term: ...
    async def save_group(self, draft: GroupDraft, *, actor: str, correlation_id: str) -> SavedGroup:
        """InvalidInput: there is no such course, or it cannot change under those who are enrolled."""
        ...


class History(Protocol):
    """Reads the audit log."""

    async def search(self, search: AuditSearch, page: PageRequest) -> Page[AuditEntry]:
        """Newest first. Raises BadCursor."""
        ...

    async def by_ids(self, ids: Sequence[int]) -> Mapping[int, AuditEntry]: ...


class TaskUpdates(Protocol):
    """One subscriber's view of one task."""

    def __aiter__(self) -> AsyncIterator[TaskState]:
        """States with rising versions, newest wins; a slow subscriber skips those in between. Never ends by itself."""
        ...


class AllTaskUpdates(Protocol):
    """One subscriber's view of all tasks."""

    def __aiter__(self) -> AsyncIterator[TaskState | None]:
        """The newest state of each task that moves; None: something may have been missed, so read anew. Never ends by
        itself."""
        ...


class WatchesTasks(Protocol):
    """The notice board: what is published after each commit, as far as it was heard."""

    def watch(self, task_id: UUID) -> AbstractAsyncContextManager[TaskUpdates]:
        """Hear of `task_id` from the moment the context is entered. Read a snapshot after that, never before."""
        ...

    def watch_all(self) -> AbstractAsyncContextManager[AllTaskUpdates]:
        """The same of all tasks."""
        ...


class Refusals(Protocol):
    """Takes down what was refused, for the audit log."""

    def record(self, refused: RefusedRequest) -> None:
        """Takes it and returns at once: the line is written a moment later, in order of arrival."""
        ...


class WatchesSeats(Protocol):
    """Seats of a term's groups, as they change."""

    def watch(
        self, term_code: str, group_codes: Collection[str] | None
    ) -> AbstractAsyncContextManager[AsyncIterator[Sequence[SeatCount]]]:
        """First all groups asked for (None: the whole term), then those that changed, four times a second at most.

        Never ends by itself. Groups that the term does not have are left out. Entering raises LookupError where there
        is no such term.
        """
        ...


class Inspector(Protocol):
    """Checks the invariants, once for all who ask within a second."""

    async def inspect(self) -> Sequence[InvariantFinding]:
        """One for each invariant."""
        ...


class Statistics(Protocol):
    """Reads how the work goes, once for all who ask within half a second."""

    async def read(self) -> Stats: ...


class Breakers(Protocol):
    """The circuit breakers of the services that we depend on. Never away themselves."""

    @property
    def services(self) -> Sequence[str]: ...
    def statuses(self) -> Sequence[CircuitStatus]: ...
    async def reset(self, service: str, reason: str, *, actor: str, correlation_id: str) -> CircuitStatus | None:
        """The breaker, closed in all processes; None where there is no such service."""
        ...

    def watching(self) -> AbstractContextManager[asyncio.Queue[CircuitStatus]]:
        """What becomes something else from the moment the context is entered, each time."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that resolvers can ask of the rest of the house."""

    catalogue: Catalogue
    tasks: Tasks
    task_feed: WatchesTasks
    planning: Planning
    history: History
    sagas: Sagas
    keys: Keys
    seat_feed: WatchesSeats
    statistics: Statistics
    inspector: Inspector
    refusals: Refusals
    breakers: Breakers
