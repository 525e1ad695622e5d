"""Seats of a group that are kept for the members of a cohort.

The form of several: `10 first-year; 2 transfer until 2024-08-01T12:00Z`. Without an end they are never released.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations

import msgspec

from enrollment.limits import FIRST_MOMENT, LAST_MOMENT, MAX_CAPACITY, MAX_CODE_CHARACTERS
from enrollment.text import normalized, unwritable

MAX_RESERVATIONS = 8
"""Of a group: each set of them is looked at."""

Members = Mapping[frozenset[str], int]
"""How many of those who hold seats, or have one offered, belong to exactly these cohorts."""


def with_members(members: Members, cohorts: frozenset[str], count: int) -> Members:
    """The same after this many students of these cohorts took seats; below 0: gave them back."""
    return {**members, cohorts: members.get(cohorts, 0) + count}


class Reservation(msgspec.Struct, frozen=True):
    """Seats that are kept for a cohort.

    Attributes:
        until: from when on they are free to all, UTC; None: never.
    """

    cohort: str
    seats: int
    until: datetime | None = None

    def stands_at(self, moment: datetime) -> bool:
        """Whether the seats are not released yet."""
        return self.until is None or moment < self.until


@dataclass(frozen=True, slots=True)
class ReservedSeats:
    """What is kept in one group at one moment.

    Attributes:
        seats: by cohort, together at most the group's capacity.
        members: of those who hold seats, or have one offered.
    """

    seats: Mapping[str, int]
    members: Members

    def kept_from(self, cohorts: frozenset[str]) -> int:
        """How many free seats a student of these cohorts cannot have.

        Of each set of other cohorts, seats are kept that none of its members has: the set with most of these decides.
        So a member of several cohorts counts where that is best for all, and everyone finds what is kept for theirs.
        """
        others = [cohort for cohort in self.seats if cohort not in cohorts]
        return max((self._unused(some) for n in range(len(others) + 1) for some in combinations(others, n)), default=0)

    def with_members(self, cohorts: frozenset[str], count: int) -> "ReservedSeats":
        """The same after this many students of these cohorts took seats; below 0: gave them back."""
        return replace(self, members=with_members(self.members, cohorts, count))

    def _unused(self, cohorts: Sequence[str]) -> int:
        """How many of the seats that are kept for these cohorts none of their members has."""
        theirs = sum(count for those, count in self.members.items() if not those.isdisjoint(cohorts))
        return sum(self.seats[cohort] for cohort in cohorts) - theirs


def standing(reservations: Iterable[Reservation], capacity: int, now: datetime) -> dict[str, int]:
    """Seats by cohort that are kept at this moment. Where more are kept than there are, the first ones have them."""
    left, found = capacity, dict[str, int]()
    for reservation in reservations:
        if reservation.stands_at(now) and (seats := min(reservation.seats, left)):
            found[reservation.cohort] = seats
            left -= seats
    return found


class BadReservations(Exception):
    """A text does not say which seats are kept for whom. The message says what is wrong and what would be right."""


_FORM = re.compile(r"(?P<seats>\d{1,7})\s+(?P<cohort>.*?)(?:\s+until\s+(?P<until>\S+))?", re.ASCII)


@lru_cache(maxsize=4_096)
def read_reservations(text: str) -> tuple[Reservation, ...]:
    """What a text keeps for whom; of none, it says nothing. Raises BadReservations."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    found = [_reservation(part) for part in parts]
    kept = tuple(each for each in found if each.seats)
    if twice := next((one.cohort for n, one in enumerate(kept) if one.cohort in {o.cohort for o in kept[:n]}), None):
        raise BadReservations(f"{twice} is named twice; leave one of them")
    if len(kept) > MAX_RESERVATIONS:
        raise BadReservations(f"{len(kept)} cohorts are named; at most {MAX_RESERVATIONS} are allowed")
    return kept


def _reservation(text: str) -> Reservation:
    found = _FORM.fullmatch(text)
    cohort = normalized(found["cohort"]) if found else ""
    if not found or not 0 < len(cohort) <= MAX_CODE_CHARACTERS or unwritable(cohort):
        raise BadReservations(f"{text}: write seats and a cohort, such as 10 first-year; 2 transfer")
    if (seats := int(found["seats"])) > MAX_CAPACITY:
        raise BadReservations(f"{text}: at most {MAX_CAPACITY} seats")
    return Reservation(cohort, seats, _moment(found["until"], text) if found["until"] else None)


def _moment(text: str, whole: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo and FIRST_MOMENT <= moment <= LAST_MOMENT:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadReservations(f"{whole}: after until, write date, time and offset from UTC, such as 2024-08-01T12:00Z")


def written_reservations(reservations: Iterable[Reservation]) -> str:
    """Their readable form, which `read_reservations` reads back to the same."""
    return "; ".join(
        f"{each.seats} {each.cohort}" + (f" until {each.until.isoformat()}" if each.until else "")
        for each in reservations
    )
