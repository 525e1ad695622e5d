"""What the resolvers ask of the rest of the house; `app/container.py` says who answers."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from enrollment.catalogue import Course, Enrollment, EnrollmentStatus, Group, Student, Term
from enrollment.submission import Accepted, Refusal, Submission
from enrollment.task import TaskState

Item = TypeVar("Item", covariant=True)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The first `first` (1 to 100) items after the cursor `after` (None: from the beginning)."""

    first: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A page of a connection. `cursors` are those of `items`, in order."""

    items: Sequence[Item]
    cursors: Sequence[str]
    has_next: bool


class BadCursor(ValueError):
    """A cursor that this server did not hand out."""


@dataclass(frozen=True, slots=True)
class GroupSearch:
    """Which groups of a term. `search` looks in group codes, course codes and titles, without regard to case."""

    codes: Sequence[str] | None = None
    course_code: str | None = None
    search: str | None = None
    only_available: bool = False


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
    """Accepts and reads tasks."""

    async def submit(self, submission: Submission) -> Accepted | Refusal:
        """Returns once the task is committed; never waits for its saga, nor for Redis."""
        ...

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]: ...
    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        ...


class Watch(Protocol):
    """One subscriber's view of one task."""

    def __aiter__(self) -> AsyncIterator[TaskState]:
        """States with rising versions, newest wins; a subscriber that is slow skips those in between. Never ends by itself."""
        ...


class Board(Protocol):
    """The notice board: what is published after each commit, as far as it was heard."""

    def watch(self, task_id: UUID) -> AbstractAsyncContextManager[Watch]:
        """Hear of `task_id` from the moment the context is entered. Read a snapshot after that, never before."""
        ...
