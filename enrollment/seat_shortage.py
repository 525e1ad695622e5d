"""Which seats of groups are reserved at a commit, and what is said of seats that could not be had."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from enrollment.allocate import Lacking
from enrollment.offers import GroupKey, OfferedGroup
from enrollment.problems import GroupFull, SeatsReserved
from enrollment.reserved_seats import Members, Reservation, ReservedSeats, read_reservations, standing


def reserves_seats(offer: OfferedGroup, now: datetime) -> bool:
    """Whether any seats of the group are kept for a cohort at this moment."""
    return bool(offer.group_rules.reserved and standing(_reservations(offer), offer.group.capacity, now))


def reserved_seats(
    offers: Mapping[GroupKey, OfferedGroup], members: Mapping[GroupKey, Members], now: datetime
) -> dict[GroupKey, ReservedSeats]:
    """What is kept in each of the groups whose members are known."""
    return {
        key: ReservedSeats(standing(_reservations(offers[key]), offers[key].group.capacity, now), theirs)
        for key, theirs in members.items()
        if key in offers
    }


def shortages(
    lacking: Lacking[GroupKey], offers: Mapping[GroupKey, OfferedGroup], cohorts: frozenset[str] | None, now: datetime
) -> Iterator[GroupFull | SeatsReserved]:
    """What is said of the groups that a basket lacks, in the order of their codes."""
    for key in sorted((*lacking.full, *lacking.reserved)):
        offer = offers[key]
        if key in lacking.full:
            yield GroupFull(group_code=offer.group.code, capacity=offer.group.capacity)
        else:
            yield _reserved(offer, cohorts or frozenset(), now)


def _reserved(offer: OfferedGroup, cohorts: frozenset[str], now: datetime) -> SeatsReserved:
    kept = standing(_reservations(offer), offer.group.capacity, now)
    others = [each for each in _reservations(offer) if each.cohort in kept and each.cohort not in cohorts]
    return SeatsReserved(
        group_code=offer.group.code,
        cohorts=tuple(each.cohort for each in others),
        released_at=min((each.until for each in others if each.until is not None), default=None),
    )


def _reservations(offer: OfferedGroup) -> tuple[Reservation, ...]:
    return read_reservations(offer.group_rules.reserved)
