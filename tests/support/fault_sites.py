"""Where every fault point is met: in an enrollment, a drop and a compensation, by a worker or by an API."""

from dataclasses import dataclass
from enum import StrEnum

from saga.faults import FaultPoint
from tests.support.processes import GROUPS

API = "api"


class Kind(StrEnum):
    """What is under way."""

    ENROLL = "enroll"
    DROP = "drop"
    COMPENSATION = "compensation"


class Trip(StrEnum):
    """A way that passes fault points.

    ENROLL, DROP: the product's plans, one commit each. The queues: the same, a group a task, so that the second task
    waits for its student's turn.
    CHARGE: with a step at another system. Commits: 1 seats, 2 the call begins, 3 it was answered, 4 confirm.
    REFUND: the other system charges thrice in vain. 1 seats, 2 to 7 the call, 8 its undo begins, 9 was answered, 10
    seats. Its queue: another task of the student waits for its turn.
    REFUND_AGAIN: the worker that undid was killed before, and now another one does.
    CANCEL: a worker has died with the seats taken and the call begun, and the student cancels.
    """

    ENROLL = "enroll"
    ENROLL_QUEUE = "enroll-queue"
    CHARGE = "charge"
    DROP = "drop"
    DROP_QUEUE = "drop-queue"
    REFUND = "refund"
    REFUND_QUEUE = "refund-queue"
    REFUND_AGAIN = "refund-again"
    CANCEL = "cancel"

    @property
    def plain(self) -> bool:
        """Whether it is the product's own, without the other system."""
        return self in {Trip.ENROLL, Trip.ENROLL_QUEUE, Trip.DROP, Trip.DROP_QUEUE}

    @property
    def wanted(self) -> list[tuple[str, ...]]:
        """The groups of each task."""
        if self in {Trip.ENROLL_QUEUE, Trip.DROP_QUEUE}:
            return [(group,) for group in GROUPS]
        return [GROUPS, ("G-LIN100-A",)] if self is Trip.REFUND_QUEUE else [GROUPS]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point is passed: on which trip, how often before it strikes, and by whom (a worker or an API)."""

    trip: Trip
    nth: int = 1
    process: str = "worker"


NO_CALL = "the product's drops do nothing at other systems"
COMPENSATES = "what is undone is a compensation"
Met = tuple[Place, ...] | str
"""Where a point is met, or why it is not."""


def _asked(*queues: Place) -> dict[Kind, Met]:
    """Where an API is asked for something; the queues are for what workers do as well."""
    trips = {Kind.ENROLL: Trip.ENROLL, Kind.DROP: Trip.DROP, Kind.COMPENSATION: Trip.CANCEL}
    places = {kind: [Place(trip, process=API)] for kind, trip in trips.items()}
    for kind, queue in zip(Kind, queues, strict=False):
        places[kind].append(queue)
    return {kind: tuple(found) for kind, found in places.items()}


def _each(*places: tuple[Place, ...]) -> dict[Kind, Met]:
    return dict(zip(Kind, places, strict=True))


WAKING = _asked(Place(Trip.ENROLL_QUEUE), Place(Trip.DROP_QUEUE), Place(Trip.REFUND_QUEUE))
CLAIMING = _each((Place(Trip.ENROLL),), (Place(Trip.DROP),), (Place(Trip.REFUND_AGAIN),))
CALLING: dict[Kind, Met] = {
    Kind.ENROLL: (Place(Trip.CHARGE),),
    Kind.DROP: NO_CALL,
    Kind.COMPENSATION: (Place(Trip.REFUND),),
}
UNDOING: dict[Kind, Met] = {
    Kind.ENROLL: COMPENSATES,
    Kind.DROP: COMPENSATES,
    Kind.COMPENSATION: (Place(Trip.REFUND), Place(Trip.REFUND, 2)),
}
PUBLISHING = _each((Place(Trip.ENROLL),), (Place(Trip.DROP),), (Place(Trip.REFUND, 10),))
PLACES: dict[FaultPoint, dict[Kind, Met]] = {
    FaultPoint.BEFORE_ACCEPT_COMMIT: _asked(),
    FaultPoint.AFTER_ACCEPT_COMMIT: _asked(),
    FaultPoint.BEFORE_WAKE: WAKING,
    FaultPoint.AFTER_WAKE: WAKING,
    FaultPoint.BEFORE_CLAIM: CLAIMING,
    FaultPoint.INSIDE_CLAIM: CLAIMING,
    FaultPoint.AFTER_CLAIM: CLAIMING,
    FaultPoint.BEFORE_COMMIT: _each(
        (Place(Trip.ENROLL), Place(Trip.CHARGE, 2)), (Place(Trip.DROP),), (Place(Trip.REFUND, 8),)
    ),
    FaultPoint.INSIDE_COMMIT: _each(
        (Place(Trip.ENROLL), Place(Trip.CHARGE, 3)),
        (Place(Trip.DROP),),
        (Place(Trip.REFUND, 8), Place(Trip.REFUND, 9), Place(Trip.REFUND, 10)),
    ),
    FaultPoint.AFTER_COMMIT: _each(
        (Place(Trip.ENROLL), Place(Trip.CHARGE, 3)), (Place(Trip.DROP),), (Place(Trip.REFUND, 10),)
    ),
    FaultPoint.BEFORE_CALL: CALLING,
    FaultPoint.AFTER_CALL: CALLING,
    FaultPoint.BEFORE_UNDO: UNDOING,
    FaultPoint.AFTER_UNDO: UNDOING,
    FaultPoint.BEFORE_PUBLISH: PUBLISHING,
    FaultPoint.AFTER_PUBLISH: PUBLISHING,
}
