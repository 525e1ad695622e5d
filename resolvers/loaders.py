"""Loaders: what the fields of one operation ask for in one tick of the event loop is read in one query.

They also decide what the caller may see: whatever belongs to a student is read through here, and the data of another
student is left out as if it did not exist.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from enrollment.audit import AuditEntry
from enrollment.catalogue import Course, Enrollment, Group, Student, Term
from enrollment.searches import IdempotencyKeyEntry
from enrollment.task import TaskState
from resolvers.caller import Caller
from services.api_services import ApiServices

Key = TypeVar("Key")
Value = TypeVar("Value")


class Loaders:
    """The loaders of one operation, each made at its first use. They give None for what the caller may not see.

    Keys are the ids of the database, or codes where the name says so.
    """

    def __init__(self, services: ApiServices, caller: Caller) -> None:
        self._services = services
        self._caller = caller
        self._made: list[DataLoader[Any, Any]] = []

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

        loader = DataLoader(load_fn=load)
        self._made.append(loader)
        return loader

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
    def group(self) -> DataLoader[int, Group | None]:
        return self._loader(self._services.catalogue.groups)

    @cached_property
    def group_by_code(self) -> DataLoader[tuple[str, str], Group | None]:
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
    def task(self) -> DataLoader[UUID, TaskState | None]:
        return self._loader(self._tasks)

    @cached_property
    def key_entry(self) -> DataLoader[UUID, IdempotencyKeyEntry | None]:
        """Keys: the ids of the tasks that the keys stand for."""
        return self._loader(self._services.idempotency_keys.entries_by_id)

    @cached_property
    def audit_entry(self) -> DataLoader[int, AuditEntry | None]:
        return self._loader(self._services.audit_log.by_ids)

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

    async def _live_enrollments(
        self, keys: Sequence[tuple[str, str, str]]
    ) -> Mapping[tuple[str, str, str], Enrollment]:
        seen = [key for key in keys if self._caller.sees(key[0])]
        return await self._services.catalogue.live_enrollments(seen) if seen else {}

    async def _tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        found = await self._services.tasks.tasks(ids)
        return {key: state for key, state in found.items() if self._caller.sees(state.student_code)}
