"""What registrars let a student do in spite of a rule. Pure: which override sets which objection aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

import msgspec

from enrollment.catalogue_values import Values
from enrollment.rules import Objection
from enrollment.task import Command


class OverrideKind(StrEnum):
    """What an override sets aside: the problem with this code."""

    GROUP_FULL = "GROUP_FULL"
    TIME_CONFLICT = "TIME_CONFLICT"
    CREDIT_LIMIT_EXCEEDED = "CREDIT_LIMIT_EXCEEDED"
    TERM_NOT_OPEN = "TERM_NOT_OPEN"
    PREREQUISITE_MISSING = "PREREQUISITE_MISSING"
    COREQUISITE_MISSING = "COREQUISITE_MISSING"
    LINKED_GROUP_MISSING = "LINKED_GROUP_MISSING"
    REPEAT_LIMIT_REACHED = "REPEAT_LIMIT_REACHED"
    ALREADY_PASSED = "ALREADY_PASSED"
    SEATS_RESERVED = "SEATS_RESERVED"


class Override(msgspec.Struct, frozen=True):
    """What a registrar has granted a student in a term.

    Attributes:
        group_code: the group that it is for; None: for every group.
        reason: why; granted_by: who; granted_at: when, UTC.
        expires_at: tasks that are accepted from then on cannot use it; None: it does not expire. UTC.
        once: whether it is used up by one task.
        used_by: the task that has used it up; revoked_at: since when it counts no longer.
    """

    id: UUID
    student_id: int
    term_id: int
    kind: OverrideKind
    group_code: str | None
    reason: str
    granted_by: str
    granted_at: datetime
    expires_at: datetime | None = None
    once: bool = True
    used_by: UUID | None = None
    revoked_at: datetime | None = None

    def usable(self, accepted_at: datetime) -> bool:
        """Whether a task that was accepted then can use it."""
        expired = self.expires_at is not None and self.expires_at <= accepted_at
        return not expired and self.used_by is None and self.revoked_at is None

    def covers(self, code: str, at_fault: Sequence[str], basket: Sequence[str]) -> bool:
        """Whether it sets a problem with this code aside. `at_fault`: the groups at fault; none: the whole basket is.

        One for a group does so if that group is at fault, or if the basket at fault is that group alone.
        """
        return self.kind == code and (self.group_code is None or self.group_code in (at_fault or _alone(basket)))


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """An override to be granted. `group_code`: None: for every group; `expires_at`: with a time zone."""

    student_code: str
    term_code: str
    kind: OverrideKind
    reason: str
    group_code: str | None = None
    expires_at: datetime | None = None
    once: bool = True


class OverrideValues(Values, frozen=True):
    """What the audit log shows of an override."""

    override_id: str
    kind: OverrideKind
    once: bool
    expires_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, override: Override) -> Self:
        return cls(str(override.id), override.kind, override.once, override.expires_at, override.revoked_at)


def _alone(basket: Sequence[str]) -> Sequence[str]:
    return basket if len(basket) == 1 else ()


@dataclass(frozen=True, slots=True)
class OverrideUse:
    """An override that a task uses, and for which of its groups."""

    override: Override
    group_codes: tuple[str, ...]


def find_override(
    code: str, at_fault: Sequence[str], command: Command, overrides: Sequence[Override]
) -> Override | None:
    """The one that is used for a problem of a task: rather one that is not used up, and one for the group.

    Args:
        overrides: those that the task can use.
    """
    fitting = [override for override in overrides if override.covers(code, at_fault, command.group_codes)]
    return min(fitting, key=lambda it: (it.once, it.group_code is None, it.granted_at, it.id), default=None)


def set_aside(
    objections: Sequence[Objection], command: Command, overrides: Sequence[Override]
) -> tuple[tuple[Objection, ...], tuple[OverrideUse, ...]]:
    """The objections that stand, and what sets the others aside. `overrides`: those that the task can use."""
    standing, uses = list[Objection](), list[OverrideUse]()
    for objection in objections:
        at_fault = objection.group_codes
        override = find_override(objection.problem.code, at_fault, command, overrides)
        if override is None:
            standing.append(objection)
        else:
            uses.append(OverrideUse(override, at_fault or command.group_codes))
    return tuple(standing), tuple(uses)
