"""Loaders: what the fields of one operation ask for in one tick is read in one go, as far as the caller may see it.

Fields lead from anything to anything; whatever belongs to a student comes through here, so it is here that what is
not the caller's is not there.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from enrollment.audit import AuditEntry
from enrollment.catalogue import Course, Enrollment, Group, Student, Term
from enrollment.searches import IdempotencyKeyEntry
from enrollment.task import TaskState
from resolvers.ports import Ports

Key = TypeVar("Key")
Value = TypeVar("Value")


class Sight(Protocol):
    """Whose affairs the caller may see; see `resolvers.context.Caller`."""

    @property
    def sees_everybody(self) -> bool: ...
    def sees(self, student_code: str) -> bool: ...


class Loaders:
    """The loaders of one operation, each made when first asked for; they give None where there is nothing to see."""

    def __init__(self, ports: Ports, sight: Sight) -> None:
        self._ports = ports
        self._sight = sight
        self._made: list[DataLoader[Any, Any]] = []

    def forget(self) -> None:
        """Read afresh from now on; a subscription says so before each of its events."""
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
        """By database id."""
        return self._loader(self._students)

    @cached_property
    def student_by_code(self) -> DataLoader[str, Student | None]:
        """By code."""
        return self._loader(self._students_by_code)

    @cached_property
    def term(self) -> DataLoader[int, Term | None]:
        """By database id."""
        return self._loader(self._ports.catalogue.terms_by_id)

    @cached_property
    def term_by_code(self) -> DataLoader[str, Term | None]:
        """By code."""
        return self._loader(self._ports.catalogue.terms_by_code)

    @cached_property
    def course(self) -> DataLoader[int, Course | None]:
        """By database id."""
        return self._loader(self._ports.catalogue.courses)

    @cached_property
    def group(self) -> DataLoader[int, Group | None]:
        """By database id."""
        return self._loader(self._ports.catalogue.groups)

    @cached_property
    def group_by_code(self) -> DataLoader[tuple[str, str], Group | None]:
        """By (term code, group code)."""
        return self._loader(self._ports.catalogue.groups_by_code)

    @cached_property
    def enrollment(self) -> DataLoader[UUID, Enrollment | None]:
        """By id."""
        return self._loader(self._enrollments)

    @cached_property
    def live_enrollment(self) -> DataLoader[tuple[str, str, str], Enrollment | None]:
        """By (student code, term code, group code)."""
        return self._loader(self._live_enrollments)

    @cached_property
    def task(self) -> DataLoader[UUID, TaskState | None]:
        """By id."""
        return self._loader(self._tasks)

    @cached_property
    def key_entry(self) -> DataLoader[UUID, IdempotencyKeyEntry | None]:
        """By id, which is its task's."""
        return self._loader(self._ports.keys.entries_by_id)

    @cached_property
    def audit_entry(self) -> DataLoader[int, AuditEntry | None]:
        """By number."""
        return self._loader(self._ports.history.by_ids)

    async def _students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        found = await self._ports.catalogue.students(ids)
        return {key: student for key, student in found.items() if self._sight.sees(student.code)}

    async def _students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]:
        seen = [code for code in codes if self._sight.sees(code)]
        return await self._ports.catalogue.students_by_code(seen) if seen else {}

    async def _enrollments(self, ids: Sequence[UUID]) -> Mapping[UUID, Enrollment]:
        found = await self._ports.catalogue.enrollments(ids)
        if self._sight.sees_everybody:
            return found
        owners = await self.student.load_many([enrollment.student_id for enrollment in found.values()])
        return {
            key: enrollment for (key, enrollment), owner in zip(found.items(), owners, strict=True) if owner is not None
        }

    async def _live_enrollments(
        self, keys: Sequence[tuple[str, str, str]]
    ) -> Mapping[tuple[str, str, str], Enrollment]:
        seen = [key for key in keys if self._sight.sees(key[0])]
        return await self._ports.catalogue.live_enrollments(seen) if seen else {}

    async def _tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        found = await self._ports.tasks.tasks(ids)
        return {key: state for key, state in found.items() if self._sight.sees(state.student_code)}
