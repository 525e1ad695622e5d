"""What the resolvers ask of services and of other rooms; `app/container` says who answers.

Any method that reads the database may raise DatabaseUnavailable.
"""

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


class ReadsCatalogue(Protocol):
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
        """Keys: (term code, group code)."""
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
        """Keys: (student code, term code, group code)."""
        ...


class ManagesTasks(Protocol):
    """Accepts, cancels and reads tasks."""

    async def submit(self, submission: Submission) -> Accepted | Refusal:
        """Returns when the task is committed; waits neither for its saga nor for Redis."""
        ...

    async def cancel(
        self, task_id: UUID, *, actor: str, reason: str | None, correlation_id: str
    ) -> TaskState | TaskNotFound | AlreadyFinal:
        """Returns when the request is committed: the task as it is now, still to be undone. A second request changes
        nothing."""
        ...

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]: ...
    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        ...


class ManagesSagas(Protocol):
    """Reads and retries sagas for operators, also those whose input cannot be read."""

    async def sagas(self, search: SagaSearch, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        ...

    async def saga(self, saga_id: UUID) -> TaskState | None: ...
    async def retry(
        self, saga_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> TaskState | SagaNotFound | SagaNotStuck:
        """Returns when it is committed, with its line in the audit log: the saga as it is now, still to continue."""
        ...


class ManagesIdempotencyKeys(Protocol):
    """Reads and frees idempotency keys for operators."""

    async def cache_stats(self) -> CacheStats: ...
    async def entries(self, search: IdempotencySearch, page: PageRequest) -> Page[IdempotencyKeyEntry]:
        """Those that expire last first. Raises BadCursor."""
        ...

    async def entries_by_id(self, ids: Sequence[UUID]) -> Mapping[UUID, IdempotencyKeyEntry]: ...
    async def invalidate(
        self, entry_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> IdempotencyKeyEntry | EntryNotFound | EntryInFlight:
        """Returns when it is committed, with its line in the audit log: the entry as it is now. A second request
        changes nothing."""
        ...


class EditsCatalogue(Protocol):
    """Saves terms and groups, with a line each in the audit log."""

    async def save_term(self, draft: TermDraft, *, actor: str, correlation_id: str) -> Term: ...
    async def save_group(self, draft: GroupDraft, *, actor: str, correlation_id: str) -> SavedGroup:
        """InvalidInput where there is no such course, or where the course would change while students are enrolled."""
        ...


class ReadsAuditLog(Protocol):
    """Reads the audit log."""

    async def search(self, search: AuditSearch, page: PageRequest) -> Page[AuditEntry]:
        """Newest first. Raises BadCursor."""
        ...

    async def by_ids(self, ids: Sequence[int]) -> Mapping[int, AuditEntry]: ...


class TaskUpdates(Protocol):
    """The versions of one task, for one subscriber."""

    def __aiter__(self) -> AsyncIterator[TaskState]:
        """States with rising versions; a slow subscriber skips those in between. Never ends by itself."""
        ...


class AllTaskUpdates(Protocol):
    """The versions of all tasks, for one subscriber."""

    def __aiter__(self) -> AsyncIterator[TaskState | None]:
        """The newest state of each task that changes; None where a message may have been lost, so that the database
        must be read again. Never ends by itself."""
        ...


class WatchesTasks(Protocol):
    """The states that are published after each commit, as far as they arrive."""

    def watch(self, task_id: UUID) -> AbstractAsyncContextManager[TaskUpdates]:
        """Versions from the moment the context is entered. A snapshot must be read after that, never before."""
        ...

    def watch_all(self) -> AbstractAsyncContextManager[AllTaskUpdates]:
        """The same for all tasks."""
        ...


class RecordsRefusals(Protocol):
    """Records refusals in the audit log."""

    def record(self, refused: RefusedRequest) -> None:
        """Returns immediately; the line is written a moment later, in order of arrival."""
        ...


class WatchesSeats(Protocol):
    """The seats of a term's groups, as they change."""

    def watch(
        self, term_code: str, group_codes: Collection[str] | None
    ) -> AbstractAsyncContextManager[AsyncIterator[Sequence[SeatCount]]]:
        """First all groups asked for (None: all of the term), then those that changed, at most four times a second.

        Groups that the term does not have are left out. Never ends by itself. Raises LookupError on entering where
        there is no such term.
        """
        ...


class ChecksInvariants(Protocol):
    """Checks the invariants; callers within one second share a check."""

    async def inspect(self) -> Sequence[InvariantFinding]:
        """One finding for each invariant."""
        ...


class ReadsStats(Protocol):
    """Reads how the work goes; callers within half a second share a reading."""

    async def read(self) -> Stats: ...


class ManagesBreakers(Protocol):
    """The circuit breakers of the services that we depend on. Needs none of them."""

    @property
    def services(self) -> Sequence[str]: ...
    def statuses(self) -> Sequence[CircuitStatus]: ...
    async def reset(self, service: str, reason: str, *, actor: str, correlation_id: str) -> CircuitStatus | None:
        """The breaker, closed in all processes; None where there is no such service."""
        ...

    def watching(self) -> AbstractContextManager[asyncio.Queue[CircuitStatus]]:
        """Every change from the moment the context is entered."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """All ports."""

    catalogue: ReadsCatalogue
    tasks: ManagesTasks
    task_feed: WatchesTasks
    catalogue_edits: EditsCatalogue
    audit_log: ReadsAuditLog
    sagas: ManagesSagas
    idempotency_keys: ManagesIdempotencyKeys
    seat_feed: WatchesSeats
    stats: ReadsStats
    invariants: ChecksInvariants
    refusal_log: RecordsRefusals
    breakers: ManagesBreakers
