"""What a group owes the students who wait for a seat in it: pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import structs

DEFAULT_OFFER_SECONDS = 24 * 3600
"""How long a seat is offered in a term that has ceased to say so since the promotion was accepted."""


class WaitlistCounts(msgspec.Struct, frozen=True):
    """The waitlist of a group that has one, or has had one.

    Attributes:
        waiting: students who wait for a seat, those included for whom one is held or offered.
        held: seats that are held for students whose promotion is under way.
        offered: seats that are offered to students until a deadline.
    """

    waiting: int
    held: int = 0
    offered: int = 0

    @property
    def promised(self) -> int:
        """Seats that are free and not for others."""
        return self.held + self.offered

    @property
    def unserved(self) -> int:
        """Students who wait and have no seat held or offered."""
        return self.waiting - self.promised

    def with_held_seat_offered(self) -> "WaitlistCounts":
        """The same after a seat that is held for a student was offered."""
        return structs.replace(self, held=self.held - 1, offered=self.offered + 1)


@dataclass(frozen=True, slots=True)
class SeatHold:
    """A seat that is held for a student who waits.

    Attributes:
        saga_id: the promotion that takes or offers it.
        offered_until: when the offer expires, UTC; None: it is not offered, the promotion is under way.
    """

    saga_id: UUID
    offered_until: datetime | None = None

    def stands_at(self, moment: datetime) -> bool:
        """Whether a task that is accepted then may take the seat: until its offer expires."""
        return self.offered_until is None or moment < self.offered_until

    def is_offered_at(self, moment: datetime) -> bool:
        """Whether a task that is accepted then accepts the offer of it."""
        return self.offered_until is not None and moment < self.offered_until


@dataclass(frozen=True, slots=True)
class WaitlistChanges:
    """What a commit changes of waitlists for one saga, by the ids of groups.

    Attributes:
        joins: groups in whose waitlist the student gets a place.
        leaves: groups in whose waitlist their place is dropped.
        promoted: groups in which they take a seat, and have had a place until now.
        offers: groups in which the seat that is held for them is offered.
        offered_until: when that expires, UTC.
        passed: groups in which they do not take the seat that this saga was to take, and keep their place.
        released_at: when seats that are kept from them there are released; None: nothing is known of that. UTC.
        restores: groups in which the saga gives a seat back; if it had ended a place there, they get that again. None
            that are cancelled: no one waits there.
        frees: groups in which a seat becomes free.
    """

    joins: tuple[int, ...] = ()
    leaves: tuple[int, ...] = ()
    promoted: tuple[int, ...] = ()
    offers: tuple[int, ...] = ()
    offered_until: datetime | None = None
    passed: tuple[int, ...] = ()
    released_at: datetime | None = None
    restores: tuple[int, ...] = ()
    frees: tuple[int, ...] = ()


NO_CHANGES = WaitlistChanges()
