"""Loaders: what the fields of one operation ask for in one tick of the event loop is read in one query.

They also decide what the caller may see: whatever belongs to a student is read through here, and the data of another
student is left out as if it did not exist.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from enrollment.audit import AuditEntry
from enrollment.batch import Batch, RowResult
from enrollment.catalogue import CatalogueGroup, Course, Enrollment, EnrollmentStatus, Student, Term
from enrollment.history import HistoryEntry
from enrollment.overrides import Override
from enrollment.paging import GroupSearch, Page, PageRequest
from enrollment.searches import IdempotencyKeyEntry
from enrollment.task import TaskState, TaskWait
from kit.uuid7 import made_at
from resolvers.caller import Caller
from services.api_services import ApiServices

Key = TypeVar("Key")
Value = TypeVar("Value")


class SharedLoader(DataLoader[Key, Value]):
    """A loader for fields that ask for the same key and may be cancelled one by one.

    DataLoader gives them all one future: to cancel one of those that wait for it, as graphql-core does with the fields
    beside one that failed, would cancel the others with it, and with them the whole operation.
    """

    def load(self, key: Key) -> Awaitable[Value]:
        return asyncio.shield(super().load(key))


class Loaders:
    """The loaders of one operation, each made at its first use. They give None for what the caller may not see.

    Keys are the ids of the database, or codes where the name says so.
    """

    def __init__(self, services: ApiServices, caller: Caller) -> None:
        self._services = services
        self._caller = caller
        self._made: list[DataLoader[Any, Any]] = []
        self._pages: dict[Hashable, DataLoader[Any, Any]] = {}
        self._overrides_of_students: dict[str | None, DataLoader[int, Sequence[Override] | None]] = {}

    def forget(self) -> None:
        """Read everything again from now on: called before each event of a subscription."""
        for loader in self._made:
            loader.clear_all()

    def _loader(
        self, fetch: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Value]]]
    ) -> DataLoader[Key, Value | None]:
        async def load(keys: list[Key]) -> list[Value | None]:
            found = await fetch(keys)
            return [found.get(key) for key in keys]

        loader = SharedLoader(load_fn=load)
        self._made.append(loader)
        return loader

    def _page(
        self, which: Hashable, parent: Key, fetch: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Page[Value]]]]
    ) -> Awaitable[Page[Value]]:
        """A page of a list of this parent. Lists that are asked for in the same way are read for all parents together.

        Args:
            which: the list, and what is asked of it.
        """
        if which not in self._pages:
            self._pages[which] = self._loader(fetch)
        return self._pages[which].load(parent)

    @cached_property
    def history_of_student(self) -> DataLoader[int, Sequence[HistoryEntry] | None]:
        return self._loader(self._services.catalogue.history_of_students)

    def groups_of_term(self, term: Term, search: GroupSearch, page: PageRequest) -> Awaitable[Page[CatalogueGroup]]:
        return self._page(
            ("groups", search, page),
            term,
            lambda terms: self._services.catalogue.groups_of_terms(terms, search, page),
        )

    def enrollments_of_student(
        self,
        student_id: int,
        term_code: str | None,
        statuses: tuple[EnrollmentStatus, ...] | None,
        page: PageRequest,
        at: datetime | None,
    ) -> Awaitable[Page[Enrollment]]:
        return self._page(
            ("enrollments", term_code, statuses, page, at),
            student_id,
            lambda ids: self._services.catalogue.enrollments_of_students(ids, term_code, statuses, page, at),
        )

    def roster_of_group(self, group_id: int, page: PageRequest, at: datetime | None) -> Awaitable[Page[Enrollment]]:
        only = None if self._caller.sees_all_students else self._caller.student_code or ""
        return self._page(
            ("roster", page, at),
            group_id,
            lambda ids: self._services.catalogue.rosters_of_groups(ids, only, page, at),
        )

    def rows_of_batch(self, batch_id: UUID, page: PageRequest) -> Awaitable[Page[RowResult]]:
        return self._page(("rows", page), batch_id, lambda ids: self._services.batches.rows_of_batches(ids, page))

    def tasks_of_student(self, student_id: int, page: PageRequest) -> Awaitable[Page[TaskState]]:
        return self._page(("tasks", page), student_id, lambda ids: self._services.tasks.tasks_of_students(ids, page))

    @cached_property
    def student(self) -> DataLoader[int, Student | None]:
        return self._loader(self._students)

    @cached_property
    def student_by_code(self) -> DataLoader[str, Student | None]:
        return self._loader(self._students_by_code)

    @cached_property
    def term(self) -> DataLoader[int, Term | None]:
        return self._loader(self._services.catalogue.terms_by_id)

    @cached_property
    def term_by_code(self) -> DataLoader[str, Term | None]:
        return self._loader(self._services.catalogue.terms_by_code)

    @cached_property
    def course(self) -> DataLoader[int, Course | None]:
        return self._loader(self._services.catalogue.courses)

    @cached_property
    def group(self) -> DataLoader[int, CatalogueGroup | None]:
        return self._loader(self._services.catalogue.groups)

    @cached_property
    def group_by_code(self) -> DataLoader[tuple[str, str], CatalogueGroup | None]:
        """Keys: (term code, group code)."""
        return self._loader(self._services.catalogue.groups_by_code)

    @cached_property
    def enrollment(self) -> DataLoader[UUID, Enrollment | None]:
        return self._loader(self._enrollments)

    @cached_property
    def live_enrollment(self) -> DataLoader[tuple[str, str, str], Enrollment | None]:
        """Keys: (student code, term code, group code)."""
        return self._loader(self._live_enrollments)

    @cached_property
    def dropping_saga(self) -> DataLoader[UUID, UUID | None]:
        """Keys: the ids of enrollments that the caller sees. The saga that dropped it; None of one that is live."""
        return self._loader(self._services.catalogue.dropping_sagas)

    @cached_property
    def task(self) -> DataLoader[UUID, TaskState | None]:
        return self._loader(self._tasks)

    @cached_property
    def archived_before(self) -> DataLoader[UUID, datetime | None]:
        """Keys: the ids of tasks that are not found. The instant before which tasks are archived, if one is older."""
        return self._loader(self._archived_before)

    def history_begins(self) -> Awaitable[datetime | None]:
        """The instant before which tasks are archived; None: none is."""
        return self._retention.load(None)

    @cached_property
    def _retention(self) -> DataLoader[None, datetime | None]:
        return self._loader(self._read_retention)

    @cached_property
    def task_wait(self) -> DataLoader[UUID, TaskWait | None]:
        """Keys: the ids of tasks that the caller sees."""
        return self._loader(self._services.tasks.waits)

    @cached_property
    def key_entry(self) -> DataLoader[UUID, IdempotencyKeyEntry | None]:
        """Keys: the ids of the tasks that the keys stand for."""
        return self._loader(self._services.idempotency_keys.entries_by_id)

    @cached_property
    def batch(self) -> DataLoader[UUID, Batch | None]:
        """For staff only."""
        return self._loader(self._batches)

    @cached_property
    def audit_entry(self) -> DataLoader[int, AuditEntry | None]:
        return self._loader(self._services.audit_log.by_ids)

    @cached_property
    def override(self) -> DataLoader[UUID, Override | None]:
        return self._loader(self._overrides)

    def overrides_of_student(self, student_id: int, term_code: str | None) -> Awaitable[Sequence[Override] | None]:
        """The student's, of whom the caller sees; `term_code`: in this term only."""
        if term_code not in self._overrides_of_students:
            self._overrides_of_students[term_code] = self._loader(
                lambda ids: self._services.overrides.of_students(ids, term_code)
            )
        return self._overrides_of_students[term_code].load(student_id)

    async def _overrides(self, ids: Sequence[UUID]) -> Mapping[UUID, Override]:
        found = await self._services.overrides.by_ids(ids)
        if self._caller.sees_all_students:
            return found
        owners = await self.student.load_many([override.student_id for override in found.values()])
        return {key: override for (key, override), owner in zip(found.items(), owners, strict=True) if owner}

    async def _students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        found = await self._services.catalogue.students(ids)
        return {key: student for key, student in found.items() if self._caller.sees(student.code)}

    async def _students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]:
        seen = [code for code in codes if self._caller.sees(code)]
        return await self._services.catalogue.students_by_code(seen) if seen else {}

    async def _enrollments(self, ids: Sequence[UUID]) -> Mapping[UUID, Enrollment]:
        found = await self._services.catalogue.enrollments(ids)
        if self._caller.sees_all_students:
            return found
        owners = await self.student.load_many([enrollment.student_id for enrollment in found.values()])
        return {
            key: enrollment for (key, enrollment), owner in zip(found.items(), owners, strict=True) if owner is not None
        }

    async def _batches(self, ids: Sequence[UUID]) -> Mapping[UUID, Batch]:
        return await self._services.batches.batches(ids) if self._caller.sees_all_students else {}

    async def _live_enrollments(
        self, keys: Sequence[tuple[str, str, str]]
    ) -> Mapping[tuple[str, str, str], Enrollment]:
        seen = [key for key in keys if self._caller.sees(key[0])]
        return await self._services.catalogue.live_enrollments(seen) if seen else {}

    async def _read_retention(self, keys: Sequence[None]) -> Mapping[None, datetime]:
        before = await self._services.retention.archived_before()
        return dict.fromkeys(keys, before) if before else {}

    async def _archived_before(self, ids: Sequence[UUID]) -> Mapping[UUID, datetime]:
        before = await self.history_begins()
        made = {key: made_at(key) for key in ids}
        return {key: before for key, at in made.items() if before and at and at < before}

    async def _tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        found = await self._services.tasks.tasks(ids)
        return {key: state for key, state in found.items() if self._caller.sees(state.student_code)}
