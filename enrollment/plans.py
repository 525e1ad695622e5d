"""The plans: which steps carry out which kind of task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from enrollment.task import Command, TaskKind
from saga.plan import Effect, Plan, Step


@dataclass(frozen=True, slots=True)
class Validate(Effect):
    """Judge all rules at once; leaves nothing behind."""


@dataclass(frozen=True, slots=True)
class TakeSeat(Effect):
    """Reserve a seat: an enrollment of the student in the group, and one seat more taken."""

    group_code: str


@dataclass(frozen=True, slots=True)
class ReleaseSeat(Effect):
    """Give the seat back and drop the enrollment that this saga made."""

    group_code: str


@dataclass(frozen=True, slots=True)
class Confirm(Effect):
    """Make the saga's reserved enrollments confirmed."""


def enroll_steps(command: Command, *, before_confirm: tuple[Step, ...] = ()) -> tuple[Step, ...]:
    """Validate, take a seat in each group, whatever other systems have to do, confirm."""
    seats = (
        Step(f"take seat {code}", TakeSeat(code), undo=ReleaseSeat(code), subject=code) for code in command.group_codes
    )
    return (Step("validate", Validate()), *seats, *before_confirm, Step("confirm", Confirm()))


def enroll(command: Command) -> Plan:
    """The plan of an enrollment: all local, so that it is one stretch and one commit."""
    return Plan("enroll", 1, enroll_steps(command))


MakePlan = Callable[[Command], Plan]


class UnknownPlan(Exception):
    """A saga began with a plan that this code does not have."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans a process knows.

    Attributes:
        current: by kind of task, the (name, version) that new tasks begin with.
        known: how to make each plan that a saga may have begun with, by (name, version).
    """

    current: Mapping[TaskKind, tuple[str, int]]
    known: Mapping[tuple[str, int], MakePlan]

    def of(self, name: str, version: int, command: Command) -> Plan:
        """The plan that a saga began with. Raises UnknownPlan."""
        make = self.known.get((name, version))
        if make is None:
            raise UnknownPlan(f"this worker has no plan {name}, version {version}")
        return make(command)


STANDARD = Plans(current={TaskKind.ENROLL: ("enroll", 1)}, known={("enroll", 1): enroll})
"""The plans of the product."""
