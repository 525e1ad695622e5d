"""Where every fault point is met: in an enrollment, a drop, a compensation, a swap and a promotion, by whom."""

from dataclasses import dataclass
from enum import StrEnum

from saga.faults import FaultPoint
from tests.support.processes import GROUPS

API = "api"
WAITED_FOR = "G-INF101-A"
"""The group whose seats are waited for."""


class Kind(StrEnum):
    """What is under way."""

    ENROLL = "enroll"
    DROP = "drop"
    COMPENSATION = "compensation"
    SWAP = "swap"
    PROMOTION = "promotion"


class Trip(StrEnum):
    """A way that passes fault points.

    ENROLL, DROP, SWAP: the product's plans, one commit each. The queues: the same, a group a task, so that the second
    task waits for its student's turn.
    CHARGE: with a step at another system. Commits: 1 seats, 2 the call begins, 3 it was answered, 4 confirm.
    SWAP_CHARGE: the same of a swap; the fourth commit gives the old seat up.
    REFUND: the other system charges thrice in vain. 1 seats, 2 to 7 the call, 8 its undo begins, 9 was answered, 10
    seats. Its queue: another task of the student waits for its turn.
    REFUND_AGAIN: the worker that undid was killed before, and now another one does.
    GIVE_BACK: a drop after which billing gives money back. Commits: 1 the seats are dropped, 2 the call begins, 3 it
    was answered, which ends the saga.
    CANCEL: a worker has died with the seats taken and the call begun, and the student cancels.
    PROMOTE: a student drops the seat that another one waits for. First the drop, whose commit holds the seat, then the
    promotion. PROMOTE_SWAP: the one who waits gives up another seat for it.
    """

    ENROLL = "enroll"
    ENROLL_QUEUE = "enroll-queue"
    CHARGE = "charge"
    DROP = "drop"
    DROP_QUEUE = "drop-queue"
    GIVE_BACK = "give-back"
    REFUND = "refund"
    REFUND_QUEUE = "refund-queue"
    REFUND_AGAIN = "refund-again"
    CANCEL = "cancel"
    SWAP = "swap"
    SWAP_CHARGE = "swap-charge"
    PROMOTE = "promote"
    PROMOTE_SWAP = "promote-swap"

    @property
    def plain(self) -> bool:
        """Whether it is the product's own, without the other system."""
        own = {Trip.ENROLL, Trip.ENROLL_QUEUE, Trip.DROP, Trip.DROP_QUEUE, Trip.SWAP}
        return self in own or self.promotes

    @property
    def swaps(self) -> bool:
        """Whether it gives a seat up for others."""
        return self in {Trip.SWAP, Trip.SWAP_CHARGE}

    @property
    def promotes(self) -> bool:
        """Whether it ends with a promotion."""
        return self in {Trip.PROMOTE, Trip.PROMOTE_SWAP}

    @property
    def wanted(self) -> list[tuple[str, ...]]:
        """The groups of each task."""
        if self.promotes:
            return [(WAITED_FOR,)]
        if self in {Trip.ENROLL_QUEUE, Trip.DROP_QUEUE}:
            return [(group,) for group in GROUPS]
        return [GROUPS, ("G-LIN100-A",)] if self is Trip.REFUND_QUEUE else [GROUPS]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point is passed: on which trip, how often before it strikes, and by whom (a worker or an API)."""

    trip: Trip
    nth: int = 1
    process: str = "worker"


NO_CALL = "the product's promotions do nothing at other systems"
COMPENSATES = "what is undone is a compensation"
ACCEPTED_BY_A_COMMIT = "the commit that frees the seat accepts the promotion"
PRUNES = "finished tasks are pruned; tests/integration/test_prune.py"
Met = tuple[Place, ...] | str
"""Where a point is met, or why it is not."""


def _asked(*queues: Place) -> dict[Kind, Met]:
    """Where an API is asked for something; the queues are for what workers do as well."""
    trips = {Kind.ENROLL: Trip.ENROLL, Kind.DROP: Trip.DROP, Kind.COMPENSATION: Trip.CANCEL, Kind.SWAP: Trip.SWAP}
    places = {kind: [Place(trip, process=API)] for kind, trip in trips.items()}
    for kind, queue in zip(Kind, queues, strict=False):
        places[kind].append(queue)
    promotion: Met = (Place(Trip.PROMOTE),) if queues else ACCEPTED_BY_A_COMMIT
    return {Kind.PROMOTION: promotion, **{kind: tuple(found) for kind, found in places.items()}}


def _each(*places: tuple[Place, ...]) -> dict[Kind, Met]:
    return dict(zip(Kind, places, strict=True))


WAKING = _asked(Place(Trip.ENROLL_QUEUE), Place(Trip.DROP_QUEUE), Place(Trip.REFUND_QUEUE))
PROMOTING = (Place(Trip.PROMOTE), Place(Trip.PROMOTE, 2), Place(Trip.PROMOTE_SWAP, 2))
CLAIMING = _each(
    (Place(Trip.ENROLL),),
    (Place(Trip.DROP),),
    (Place(Trip.REFUND_AGAIN),),
    (Place(Trip.SWAP),),
    (Place(Trip.PROMOTE, 2), Place(Trip.PROMOTE_SWAP, 2)),
)
CALLING: dict[Kind, Met] = {
    Kind.ENROLL: (Place(Trip.CHARGE),),
    Kind.DROP: (Place(Trip.GIVE_BACK),),
    Kind.COMPENSATION: (Place(Trip.REFUND),),
    Kind.SWAP: (Place(Trip.SWAP_CHARGE),),
    Kind.PROMOTION: NO_CALL,
}
UNDOING: dict[Kind, Met] = {
    Kind.ENROLL: COMPENSATES,
    Kind.DROP: COMPENSATES,
    Kind.COMPENSATION: (Place(Trip.REFUND), Place(Trip.REFUND, 2)),
    Kind.SWAP: COMPENSATES,
    Kind.PROMOTION: COMPENSATES,
}
PUBLISHING = _each(
    (Place(Trip.ENROLL),),
    (Place(Trip.DROP), Place(Trip.GIVE_BACK), Place(Trip.GIVE_BACK, 3)),
    (Place(Trip.REFUND, 10),),
    (Place(Trip.SWAP),),
    PROMOTING,
)
PLACES: dict[FaultPoint, dict[Kind, Met]] = {
    FaultPoint.BEFORE_ACCEPT_COMMIT: _asked(),
    FaultPoint.AFTER_ACCEPT_COMMIT: _asked(),
    FaultPoint.BEFORE_WAKE: WAKING,
    FaultPoint.AFTER_WAKE: WAKING,
    FaultPoint.BEFORE_CLAIM: CLAIMING,
    FaultPoint.AFTER_CLAIM: CLAIMING,
    FaultPoint.BEFORE_COMMIT: _each(
        (Place(Trip.ENROLL), Place(Trip.CHARGE, 2)),
        (Place(Trip.DROP), Place(Trip.GIVE_BACK, 2)),
        (Place(Trip.REFUND, 8),),
        (Place(Trip.SWAP_CHARGE, 4), Place(Trip.SWAP)),
        PROMOTING,
    ),
    FaultPoint.INSIDE_COMMIT: _each(
        (Place(Trip.ENROLL), Place(Trip.CHARGE, 3)),
        (Place(Trip.DROP), *(Place(Trip.GIVE_BACK, nth) for nth in (1, 2, 3))),
        (Place(Trip.REFUND, 8), Place(Trip.REFUND, 9), Place(Trip.REFUND, 10)),
        (Place(Trip.SWAP_CHARGE, 4), Place(Trip.SWAP)),
        PROMOTING,
    ),
    FaultPoint.AFTER_COMMIT: _each(
        (Place(Trip.ENROLL), Place(Trip.CHARGE, 3)),
        (Place(Trip.DROP), *(Place(Trip.GIVE_BACK, nth) for nth in (1, 2, 3))),
        (Place(Trip.REFUND, 10),),
        (Place(Trip.SWAP_CHARGE, 3), Place(Trip.SWAP)),
        PROMOTING,
    ),
    FaultPoint.BEFORE_CALL: CALLING,
    FaultPoint.AFTER_CALL: CALLING,
    FaultPoint.BEFORE_UNDO: UNDOING,
    FaultPoint.AFTER_UNDO: UNDOING,
    FaultPoint.BEFORE_PUBLISH: PUBLISHING,
    FaultPoint.AFTER_PUBLISH: PUBLISHING,
    FaultPoint.BEFORE_PRUNE_COMMIT: dict.fromkeys(Kind, PRUNES),
}
