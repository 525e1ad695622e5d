"""The plans: which steps carry out which kind of task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from enrollment.task import Command, TaskKind
from saga.plan import Call, Effect, Plan, Step
from saga.retry import Retry


class Rule(StrEnum):
    """What an enrollment may be judged by beside what is always judged."""

    ACTIVE = "ACTIVE"
    HOLDS = "HOLDS"
    TIMES = "TIMES"
    CREDITS = "CREDITS"


@dataclass(frozen=True, slots=True)
class Validate(Effect):
    """Judge whether the student may enroll, by all of these rules; leaves nothing behind."""

    rules: frozenset[Rule] = frozenset(Rule)


@dataclass(frozen=True, slots=True)
class ValidateDrop(Effect):
    """Judge whether the student may drop; leaves nothing behind."""


@dataclass(frozen=True, slots=True)
class TakeSeat(Effect):
    """Reserve a seat: an enrollment of the student in the group, and one seat more taken."""

    group_code: str


@dataclass(frozen=True, slots=True)
class ReleaseSeat(Effect):
    """Give the seat back and drop the enrollment that this saga made."""

    group_code: str


@dataclass(frozen=True, slots=True)
class DropSeat(Effect):
    """Drop the student's confirmed enrollment in the group, whichever task made it, and give its seat back."""

    group_code: str


@dataclass(frozen=True, slots=True)
class Confirm(Effect):
    """Make the saga's reserved enrollments confirmed."""


class Service(StrEnum):
    """The other systems that may take part."""

    BILLING = "billing"
    NOTIFICATIONS = "notifications"


@dataclass(frozen=True, slots=True)
class CallParticipant(Call):
    """Ask another system to do its part, or to undo it: the idempotency key of the call says which."""

    service: Service


_ALL_RULES = frozenset(Rule)


def enroll_steps(
    command: Command, retry: Retry, *, before_confirm: tuple[Step, ...] = (), rules: frozenset[Rule] = _ALL_RULES
) -> tuple[Step, ...]:
    """Validate, take a seat in each group, whatever other systems have to do, confirm."""
    seats = (
        Step(f"take seat {code}", TakeSeat(code), undo=ReleaseSeat(code), subject=code, retry=retry)
        for code in command.group_codes
    )
    return (Step("validate", Validate(rules)), *seats, *before_confirm, Step("confirm", Confirm()))


def enroll(command: Command, retry: Retry) -> Plan:
    """The plan of an enrollment: all local, so that it is one commit."""
    return Plan("enroll", 1, enroll_steps(command, retry))


def enroll_with_billing(command: Command, retry: Retry) -> Plan:
    """An enrollment that is charged for: its seats are held while billing makes up its mind."""
    ask = CallParticipant(Service.BILLING)
    charge = Step("charge", ask, undo=ask, retry=retry)
    return Plan("enroll with billing", 1, enroll_steps(command, retry, before_confirm=(charge,)))


def enroll_by_capacity(command: Command, retry: Retry) -> Plan:
    """An enrollment that nothing but the groups' capacity limits: for rehearsals with data that says no more."""
    return Plan("enroll by capacity", 1, enroll_steps(command, retry, rules=frozenset()))


def drop(command: Command, _: Retry) -> Plan:
    """The plan of a drop: all local as well, and nothing after it that could make it turn round."""
    seats = (Step(f"drop seat {code}", DropSeat(code), subject=code) for code in command.group_codes)
    return Plan("drop", 1, (Step("validate", ValidateDrop()), *seats))


MakePlan = Callable[[Command, Retry], Plan]


class UnknownPlan(Exception):
    """A saga began with a plan that this code does not have."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans a process knows.

    Attributes:
        current: by kind of task, the (name, version) that new tasks begin with.
        known: how to make each plan that a saga may have begun with, by (name, version).
        retry: the policy that their steps follow.
    """

    current: Mapping[TaskKind, tuple[str, int]]
    known: Mapping[tuple[str, int], MakePlan]
    retry: Retry = field(default_factory=Retry)

    def of(self, name: str, version: int, command: Command) -> Plan:
        """The plan that a saga began with. Raises UnknownPlan."""
        make = self.known.get((name, version))
        if make is None:
            raise UnknownPlan(f"this worker has no plan {name}, version {version}")
        return make(command, self.retry)


STANDARD = Plans(
    current={TaskKind.ENROLL: ("enroll", 1), TaskKind.DROP: ("drop", 1)},
    known={
        ("enroll", 1): enroll,
        ("enroll with billing", 1): enroll_with_billing,
        ("enroll by capacity", 1): enroll_by_capacity,
        ("drop", 1): drop,
    },
)
"""The plans of the product. All of them are known wherever it runs: a saga ends by the plan that it began with."""

BILLED = replace(STANDARD, current={**STANDARD.current, TaskKind.ENROLL: ("enroll with billing", 1)})
"""The same, with new enrollments charged for."""

CAPACITY_ONLY = replace(STANDARD, current={**STANDARD.current, TaskKind.ENROLL: ("enroll by capacity", 1)})
"""The same, with new enrollments limited by capacity alone."""
