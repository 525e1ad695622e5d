"""Who gets a seat: pure, so that it is decided alike for one basket and for two hundred."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SeatRequest(Generic[Key]):
    """What one saga gives back and asks for, by group. `takes` holds each group at most once."""

    takes: tuple[Key, ...] = ()
    gives: tuple[Key, ...] = ()


def allocate(baskets: Sequence[SeatRequest[Key]], free: Mapping[Key, int]) -> list[tuple[Key, ...]]:
    """Give seats in the order of `baskets` (the order of acceptance), all of a basket's or none.

    A basket that does not fit takes nothing, so no other basket loses a seat by it. What is given back in the
    same commit counts as free for every basket in it.

    Args:
        baskets: in order of acceptance.
        free: free seats by group, before; 0 or more.

    Returns:
        For each basket the groups that were full: empty means that it got all it asked for.
    """
    left = Counter(dict(free))
    left.update(key for basket in baskets for key in basket.gives)
    answers = []
    for basket in baskets:
        full = tuple(key for key in basket.takes if left[key] <= 0)
        if not full:
            left.subtract(basket.takes)
        answers.append(full)
    return answers
