"""Loaders: what the fields of one operation ask for in one tick is read in one go."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from enrollment.catalogue import Course, Enrollment, Group, Student, Term
from enrollment.history import AuditEntry
from enrollment.supervision import KeyEntry
from enrollment.task import TaskState
from resolvers.ports import Ports

Key = TypeVar("Key")
Value = TypeVar("Value")


class Loaders:
    """The loaders of one operation, each made when first asked for; they give None where there is nothing."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
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
        return self._loader(self._ports.catalogue.students)

    @cached_property
    def student_by_code(self) -> DataLoader[str, Student | None]:
        """By code."""
        return self._loader(self._ports.catalogue.students_by_code)

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
        return self._loader(self._ports.catalogue.enrollments)

    @cached_property
    def live_enrollment(self) -> DataLoader[tuple[str, str, str], Enrollment | None]:
        """By (student code, term code, group code)."""
        return self._loader(self._ports.catalogue.live_enrollments)

    @cached_property
    def task(self) -> DataLoader[UUID, TaskState | None]:
        """By id."""
        return self._loader(self._ports.tasks.tasks)

    @cached_property
    def key_entry(self) -> DataLoader[UUID, KeyEntry | None]:
        """By id, which is its task's."""
        return self._loader(self._ports.keys.entries_by_id)

    @cached_property
    def audit_entry(self) -> DataLoader[int, AuditEntry | None]:
        """By number."""
        return self._loader(self._ports.history.audit_entries)
