"""Who gets a seat: pure, so that it is decided alike for one basket and for two hundred."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from enrollment.reserved_seats import ReservedSeats
from enrollment.swap_cycles import find_cycle

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Lacking(Generic[Key]):
    """The groups in which a basket got no seat.

    Attributes:
        full: those without a free seat; reserved: those whose free seats are all reserved for others.
    """

    full: tuple[Key, ...] = ()
    reserved: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.full or self.reserved)

    def __contains__(self, key: Key) -> bool:
        return key in self.full or key in self.reserved

    def without(self, other: "Lacking[Key]") -> "Lacking[Key]":
        """What is not in the other."""
        return Lacking(
            tuple(key for key in self.full if key not in other.full),
            tuple(key for key in self.reserved if key not in other.reserved),
        )


NOTHING: Lacking[Any] = Lacking()


@dataclass(frozen=True, slots=True)
class SeatRequest(Generic[Key]):
    """What one saga gives back and asks for, by group.

    Attributes:
        takes: each group at most once.
        gives: each group of which it gives a seat back in any case.
        swaps: each group of which it gives a seat back if it gets all that it takes; not empty for a swap only.
        refused: something else speaks against the basket already, so it gets no seat whatever is free.
        cohorts: the student's, for which seats may be reserved; None: this basket is not judged by that.
        chooses: of a basket that takes what it can get: what it takes, given what it lacks of a group. It has no
            `takes`.
        waits_in: groups that it does without if they are full.
        may_lack: groups in which it gets a seat though they are full, or one that is free though it is reserved.
    """

    takes: tuple[Key, ...] = ()
    gives: tuple[Key, ...] = ()
    refused: bool = False
    swaps: tuple[Key, ...] = ()
    cohorts: frozenset[str] | None = frozenset()
    chooses: Callable[[Callable[[Key], Lacking[Key]]], Iterable[Key]] | None = None
    waits_in: frozenset[Key] = frozenset()
    may_lack: Lacking[Key] = NOTHING

    def missing(self, lacks: Lacking[Key]) -> Lacking[Key]:
        """Of what it lacks, what it may not: without any it gets its seats all the same."""
        return lacks if self.may_lack is NOTHING else lacks.without(self.may_lack)


def allocate(
    baskets: Sequence[SeatRequest[Key]],
    free: Mapping[Key, int],
    reserved: Mapping[Key, ReservedSeats] | None = None,
    owed: Mapping[Key, int] | None = None,
    released: Collection[Key] = (),
) -> list[Lacking[Key]]:
    """Give seats in the order of `baskets` (the order of acceptance), all of a basket's or none, unless it waits.

    A basket that does not fit takes nothing, so no other basket loses a seat by it. What is given back in the
    same commit counts as free for every basket in it.

    Swaps are granted in the same order, each for good as soon as it fits. What a granted swap gives up is free for all
    other baskets, from the first in order on. So no basket loses a seat to one after it that only takes, nor to a swap
    after it while the seat is free anyhow. Once no swap fits by itself, several that fit together are granted: a cycle,
    each member of which takes what another gives up. The first in order that is in one comes first, each with the first
    partner with which the cycle can be closed. The seats of a cycle are for its members, even if another basket came
    first: without the cycle they would not be free. In the end no basket and no set of swaps is left that would fit.

    Where students wait for a seat, what becomes free by all of this, together with what is free already, is first for
    them; what is free already is for everyone as long as nothing more becomes free, or is `released`.

    Args:
        baskets: in order of acceptance.
        free: free seats by group, before; below 0 where overrides have exceeded the capacity.
        reserved: of the groups that reserve seats.
        owed: students who wait for a seat and for whom none is held, by group.
        released: groups in which free seats were kept from students who wait, and are so no longer.

    Returns:
        For each basket the groups that it lacks: none but what it may lack means that it got all it asked for, unless
        it was refused. If it waits in all that it lacks, it got the others. Of a basket that takes what it can get,
        those that it would have taken.
    """
    granted: dict[int, Lacking[Key]] = {}
    while True:
        seats = _Seats.of(baskets, free, reserved or {})
        for n in granted:
            seats.swap(baskets[n])
        seats.owe(free, owed or {}, released)
        answers, fits = _in_order(baskets, seats, granted)
        if fits is None:
            cycle = _cycle(baskets, answers, seats)
            if not cycle:
                return answers
            granted |= cycle
        else:
            granted |= fits


@dataclass(slots=True)
class _Seats(Generic[Key]):
    """Free seats by group, and who holds those of groups that reserve some, as baskets are granted."""

    left: Counter[Key]
    kept: dict[Key, ReservedSeats]

    @classmethod
    def of(
        cls, baskets: Sequence[SeatRequest[Key]], free: Mapping[Key, int], reserved: Mapping[Key, ReservedSeats]
    ) -> "_Seats[Key]":
        """Those that are free, and those that are given back in any case."""
        seats = cls(Counter(dict(free)), dict(reserved))
        for basket in baskets:
            seats._add(basket.gives, basket.cohorts, -1)
        return seats

    def lacking(self, basket: SeatRequest[Key]) -> Lacking[Key]:
        """What the basket cannot have."""
        full = tuple(key for key in basket.takes if self.left[key] <= 0)
        if not self.kept:
            return Lacking(full) if full else NOTHING
        kept = (key for key in basket.takes if 0 < self.left[key] <= self.kept_from(key, basket.cohorts))
        return Lacking(full, tuple(kept))

    def kept_from(self, key: Key, cohorts: frozenset[str] | None) -> int:
        """How many of the group's free seats are reserved for others."""
        return self.kept[key].kept_from(cohorts) if key in self.kept and cohorts is not None else 0

    def owe(self, free: Mapping[Key, int], owed: Mapping[Key, int], released: Collection[Key]) -> None:
        """Set aside for students who wait what is free in groups in which more is so than before, or for more."""
        for key, waiting in owed.items():
            if self.left[key] > free[key] or key in released:
                self.left[key] = max(0, self.left[key] - waiting)

    def take(self, basket: SeatRequest[Key], lacking: Lacking[Key] = NOTHING) -> None:
        """Take what the basket asks for, but for what it lacks."""
        takes = basket.takes if not lacking else [key for key in basket.takes if key not in lacking]
        self._add(takes, basket.cohorts, 1)

    def swap(self, basket: SeatRequest[Key]) -> None:
        self._add(basket.swaps, basket.cohorts, -1)
        self.take(basket)

    def _add(self, keys: Sequence[Key], cohorts: frozenset[str] | None, students: int) -> None:
        for key in keys:
            self.left[key] -= students
            if key in self.kept and cohorts is not None:
                self.kept[key] = self.kept[key].with_members(cohorts, students)


def _in_order(
    baskets: Sequence[SeatRequest[Key]], seats: _Seats[Key], granted: Mapping[int, Lacking[Key]]
) -> tuple[list[Lacking[Key]], dict[int, Lacking[Key]] | None]:
    """What each basket lacks, and the first swap that fits, at which it ends; takes from `seats`.

    `granted`: swaps whose seats are counted already, each with what it lacked, and might.
    """
    answers: list[Lacking[Key]] = []
    for n, basket in enumerate(baskets):
        if basket.chooses is not None:
            answers.append(_choose(basket, basket.chooses, seats))
            continue
        lacking = granted[n] if n in granted else seats.lacking(basket)
        missing = basket.missing(lacking)
        fits = all(key in basket.waits_in for key in (*missing.full, *missing.reserved))
        if fits and not basket.refused and n not in granted:
            if basket.swaps:
                return answers, {n: lacking}
            seats.take(basket, missing)
        answers.append(lacking)
    return answers, None


def _cycle(
    baskets: Sequence[SeatRequest[Key]], answers: Sequence[Lacking[Key]], seats: _Seats[Key]
) -> dict[int, Lacking[Key]]:
    """Swaps that fit together, each with what it lacks, and may; none that would have other reserved seats."""
    waiting = [n for n, basket in enumerate(baskets) if basket.swaps and not basket.refused]
    open_ = [n for n in waiting if baskets[n].missing(answers[n])]
    while found := find_cycle([(baskets[n].takes, baskets[n].swaps) for n in open_], seats.left):
        cycle = [open_[n] for n in found]
        lacking = _reserved([baskets[n] for n in cycle], seats)
        refused = next((n for n, lacks in zip(cycle, lacking, strict=True) if baskets[n].missing(lacks)), None)
        if refused is None:
            return dict(zip(cycle, lacking, strict=True))
        open_.remove(refused)
    return {}


def _reserved(cycle: Sequence[SeatRequest[Key]], seats: _Seats[Key]) -> list[Lacking[Key]]:
    """The groups in which each of these swaps would have a reserved seat if all of them were granted."""
    after = _Seats(seats.left.copy(), dict(seats.kept))
    for basket in cycle:
        after.swap(basket)

    def is_reserved(key: Key, basket: SeatRequest[Key]) -> bool:
        return key in after.kept and after.left[key] < after.kept_from(key, basket.cohorts)

    return [Lacking(reserved=tuple(key for key in basket.takes if is_reserved(key, basket))) for basket in cycle]


def _choose(
    basket: SeatRequest[Key], chooses: Callable[[Callable[[Key], Lacking[Key]]], Iterable[Key]], seats: _Seats[Key]
) -> Lacking[Key]:
    """What a basket lacks of what it would have taken; takes the rest from `seats`."""
    lacking: list[Lacking[Key]] = []

    def lacks_of(key: Key) -> Lacking[Key]:
        lacks = seats.lacking(replace(basket, takes=(key,)))
        lacking.append(lacks)
        return lacks

    seats.take(replace(basket, takes=tuple(chooses(lacks_of))))
    return Lacking(
        tuple(key for lacks in lacking for key in lacks.full), tuple(key for lacks in lacking for key in lacks.reserved)
    )
