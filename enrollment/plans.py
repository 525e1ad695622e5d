"""The plans: which steps carry out which kind of task."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
    PREREQUISITES = "PREREQUISITES"
    REPEATS = "REPEATS"
    COREQUISITES = "COREQUISITES"
    RESERVED_SEATS = "RESERVED_SEATS"


@dataclass(frozen=True, slots=True)
class Validate(Effect):
    """Judge whether the student may enroll, by all of these rules; leaves nothing behind."""

    rules: frozenset[Rule] = frozenset(Rule)


@dataclass(frozen=True, slots=True)
class ValidateDrop(Effect):
    """Judge whether the student may drop; leaves nothing behind.

    `by_institution`: whether the institution takes the seat, so that nothing matters but that there is one.
    """

    by_institution: bool = False


@dataclass(frozen=True, slots=True)
class ValidateSwap(Effect):
    """Judge whether the student may swap, what is taken by all of these rules; leaves nothing behind."""

    rules: frozenset[Rule] = frozenset(Rule)


@dataclass(frozen=True, slots=True)
class ValidatePromotion(Validate):
    """Judge whether a student who waits may take the seat that is held for them; leaves nothing behind.

    If they are to give up other groups for it, it is judged as a swap, with those of them that they have still.
    """


@dataclass(frozen=True, slots=True)
class ValidateExpiry(Effect):
    """Judge whether the student still has an offer that has expired; leaves nothing behind."""


@dataclass(frozen=True, slots=True)
class TakeSeat(Effect):
    """Reserve a seat: an enrollment of the student in the group, and one seat more taken.

    Where a seat is held for the student, it is that one. If the group is full and the command says so, the student
    waits instead.
    """

    group_code: str


@dataclass(frozen=True, slots=True)
class ReleaseSeat(Effect):
    """Give the seat back and drop the enrollment that this saga made."""

    group_code: str


@dataclass(frozen=True, slots=True)
class DropSeat(Effect):
    """Drop the student's confirmed enrollment in the group, whichever task made it, and give its seat back.

    Of a student who waits, drop their place in the waitlist. Nothing is dropped for a seat that the student has to wait
    for, nor by a promotion what the student does not have any more.
    """

    group_code: str


@dataclass(frozen=True, slots=True)
class OfferSeat(Effect):
    """Offer the seat that is held for the student, for as long as the term says."""

    group_code: str


@dataclass(frozen=True, slots=True)
class LeaveWaitlist(Effect):
    """Drop the student's place in the waitlist, and give up the seat that was offered."""

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

    @property
    def asked(self) -> str:
        """The name of the other system."""
        return self.service.value


_ALL_RULES = frozenset(Rule)


def enroll_steps(
    command: Command, retry: Retry, *, before_confirm: tuple[Step, ...] = (), rules: frozenset[Rule] = _ALL_RULES
) -> tuple[Step, ...]:
    """Validate, take a seat in each group, whatever other systems have to do, confirm."""
    return (
        Step("validate", Validate(rules)),
        *_take_seats(command, retry),
        *before_confirm,
        Step("confirm", Confirm()),
    )


def _take_seats(command: Command, retry: Retry) -> Iterator[Step]:
    for code in command.group_codes:
        yield Step(f"take seat {code}", TakeSeat(code), undo=ReleaseSeat(code), subject=code, retry=retry)


def _charge(retry: Retry) -> Step:
    ask = CallParticipant(Service.BILLING)
    return Step("charge", ask, undo=ask, retry=retry)


def enroll(command: Command, retry: Retry) -> Plan:
    """The plan of an enrollment: all local, so that it is one commit."""
    return Plan("enroll", 1, enroll_steps(command, retry))


def enroll_with_billing(command: Command, retry: Retry) -> Plan:
    """An enrollment that is charged for: its seats are held while billing makes up its mind."""
    return Plan("enroll with billing", 1, enroll_steps(command, retry, before_confirm=(_charge(retry),)))


def enroll_by_capacity(command: Command, retry: Retry) -> Plan:
    """An enrollment that nothing but the groups' capacity limits: for rehearsals with data that says no more."""
    return Plan("enroll by capacity", 1, enroll_steps(command, retry, rules=frozenset()))


def promote(command: Command, retry: Retry) -> Plan:
    """The plan of a promotion: like an enrollment in the group in which a seat is held, or a swap into it."""
    return Plan("promote", 1, _promotion_steps(command, retry))


def promote_with_billing(command: Command, retry: Retry) -> Plan:
    """A promotion that is charged for. If billing declines, the student waits again, in the same place."""
    return Plan("promote with billing", 1, _promotion_steps(command, retry, before_drop=(_charge(retry),)))


def _promotion_steps(command: Command, retry: Retry, before_drop: tuple[Step, ...] = ()) -> tuple[Step, ...]:
    _, *others = _swap_steps(command, retry, before_drop=before_drop)
    return (Step("validate", ValidatePromotion()), *others)


def offer_seat(command: Command, _: Retry) -> Plan:
    """The plan of a promotion in a term in which the student has to accept it."""
    offers = (Step(f"offer seat {code}", OfferSeat(code), subject=code) for code in command.group_codes)
    return Plan("offer seat", 1, (Step("validate", ValidatePromotion()), *offers))


def end_offer(command: Command, _: Retry) -> Plan:
    """The plan for an offer that has expired."""
    leaves = (Step(f"leave waitlist {code}", LeaveWaitlist(code), subject=code) for code in command.group_codes)
    return Plan("end offer", 1, (Step("validate", ValidateExpiry()), *leaves))


def drop(command: Command, _: Retry) -> Plan:
    """The plan of a drop: all local as well, and nothing after it that could make it turn round."""
    return Plan("drop", 1, (Step("validate", ValidateDrop()), *_drop_seats(command.group_codes)))


def _drop_seats(codes: Iterable[str]) -> Iterator[Step]:
    for code in codes:
        yield Step(f"drop seat {code}", DropSeat(code), subject=code)


def swap(command: Command, retry: Retry) -> Plan:
    """The plan of a swap: all local, so that the old seats are given up in the commit that takes the new ones."""
    return Plan("swap", 1, _swap_steps(command, retry))


def swap_with_billing(command: Command, retry: Retry) -> Plan:
    """A swap that is charged for: both the old seats and the new ones are held while billing makes up its mind."""
    return Plan("swap with billing", 1, _swap_steps(command, retry, before_drop=(_charge(retry),)))


def _swap_steps(command: Command, retry: Retry, *, before_drop: tuple[Step, ...] = ()) -> tuple[Step, ...]:
    return (
        Step("validate", ValidateSwap()),
        *_take_seats(command, retry),
        *before_drop,
        *_drop_seats(command.drop_codes),
        Step("confirm", Confirm()),
    )


def administrative_drop(command: Command, _: Retry) -> Plan:
    """The plan of a drop by the institution, for example because it has cancelled the group."""
    seats = (Step(f"drop seat {code}", DropSeat(code), subject=code) for code in command.group_codes)
    return Plan("administrative drop", 1, (Step("validate", ValidateDrop(by_institution=True)), *seats))


def drop_with_refund(command: Command, retry: Retry) -> Plan:
    """A drop after which billing gives money back, where the term's rules say so: the seats are free by then."""
    return Plan("drop", 2, (*drop(command, retry).steps, _refund(retry)))


def administrative_drop_with_refund(command: Command, retry: Retry) -> Plan:
    """A drop by the institution after which billing gives money back, whatever the term's rules say."""
    return Plan("administrative drop", 2, (*administrative_drop(command, retry).steps, _refund(retry)))


def _refund(retry: Retry) -> Step:
    return Step("refund", CallParticipant(Service.BILLING), retry=retry, owed=True)


ADMINISTRATIVE_DROP, ADMINISTRATIVE_DROP_WITH_REFUND = ("administrative drop", 1), ("administrative drop", 2)
"""The plans of those drops that no one has asked for but the institution itself."""

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
        administrative_drop: the (name, version) that drops by the institution begin with.
    """

    current: Mapping[TaskKind, tuple[str, int]]
    known: Mapping[tuple[str, int], MakePlan]
    retry: Retry = field(default_factory=Retry)
    administrative_drop: tuple[str, int] = ADMINISTRATIVE_DROP

    @property
    def names(self) -> list[str]:
        """The plans that are known, each as its name and version."""
        return sorted(f"{name} {version}" for name, version in self.known)

    def of(self, name: str, version: int, command: Command) -> Plan:
        """The plan that a saga began with. Raises UnknownPlan."""
        make = self.known.get((name, version))
        if make is None:
            raise UnknownPlan(f"no plan {name}, version {version}")
        return make(command, self.retry)


OFFER_SEAT, END_OFFER = ("offer seat", 1), ("end offer", 1)
"""The plans of tasks to promote that take no seat; the current one of their kind does."""

STANDARD = Plans(
    current={
        TaskKind.ENROLL: ("enroll", 1),
        TaskKind.DROP: ("drop", 1),
        TaskKind.SWAP: ("swap", 1),
        TaskKind.PROMOTE: ("promote", 1),
    },
    known={
        ("enroll", 1): enroll,
        ("enroll with billing", 1): enroll_with_billing,
        ("enroll by capacity", 1): enroll_by_capacity,
        ("promote", 1): promote,
        ("promote with billing", 1): promote_with_billing,
        OFFER_SEAT: offer_seat,
        END_OFFER: end_offer,
        ("drop", 1): drop,
        ("drop", 2): drop_with_refund,
        ("swap", 1): swap,
        ("swap with billing", 1): swap_with_billing,
        ADMINISTRATIVE_DROP: administrative_drop,
        ADMINISTRATIVE_DROP_WITH_REFUND: administrative_drop_with_refund,
    },
)
"""The plans of the product. All of them are known wherever it runs: a saga ends by the plan that it began with."""

BILLED = replace(
    STANDARD,
    current={
        **STANDARD.current,
        TaskKind.ENROLL: ("enroll with billing", 1),
        TaskKind.DROP: ("drop", 2),
        TaskKind.SWAP: ("swap with billing", 1),
        TaskKind.PROMOTE: ("promote with billing", 1),
    },
    administrative_drop=ADMINISTRATIVE_DROP_WITH_REFUND,
)
"""The same, with new enrollments, swaps and promotions charged for, and money given back for new drops."""

CAPACITY_ONLY = replace(STANDARD, current={**STANDARD.current, TaskKind.ENROLL: ("enroll by capacity", 1)})
"""The same, with new enrollments limited by capacity alone."""
