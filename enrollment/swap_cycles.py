"""Swaps that fit together although none of them fits by itself: each takes what another one gives up."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

Swap = tuple[tuple[Key, ...], tuple[Key, ...]]
"""The groups in which it takes a seat, and those of which it gives one up for that."""

_EFFORT = 2_000
"""Sets of swaps that are tried in one search: some ten milliseconds of a processor."""


def find_cycle(swaps: Sequence[Swap[Key]], left: Mapping[Key, int]) -> tuple[int, ...]:
    """Swaps that fit together, as their numbers; empty if there are none.

    Those of the first in order that is in such a set. What a member lacks is given up by the first in order with which
    the set can be completed. Swaps of one group for another are searched completely. Where some are of several groups,
    the search ends after 2,000 sets.

    Args:
        swaps: in order; none fits by itself.
        left: free seats by group; below 0 where a group is over its capacity.
    """
    useful = _useful(swaps, left)
    givers: dict[Key, list[int]] = {}
    for n in useful:
        for key in swaps[n][1]:
            givers.setdefault(key, []).append(n)
    simple = all(len(takes) == len(gives) == 1 for takes, gives in map(swaps.__getitem__, useful))
    effort = _EFFORT
    for first in useful:
        # Of swaps of one group for another, two sets that lack the same can be completed alike: one of them is enough.
        waiting, seen = list[tuple[int, ...]]([(first,)]), set[object]()
        while waiting and effort > 0:
            chosen = waiting.pop()
            state = swaps[chosen[-1]][0] if simple else frozenset(chosen)
            if state in seen:
                continue
            seen.add(state)
            lacking = _lacking(chosen, swaps, left)
            if lacking is None:
                return chosen
            effort -= not simple
            waiting += ((*chosen, n) for n in reversed(givers.get(lacking, ())) if n not in chosen)
    return ()


def _useful(swaps: Sequence[Swap[Key]], left: Mapping[Key, int]) -> list[int]:
    """Those that may be in a set: what they lack is given up by others, and what they give up is taken by others."""
    useful = list(range(len(swaps)))
    while True:
        taken = {key for n in useful for key in swaps[n][0]}
        given = {key for n in useful for key in swaps[n][1]}
        still = [
            n
            for n in useful
            if not taken.isdisjoint(swaps[n][1]) and all(key in given or left.get(key, 0) > 0 for key in swaps[n][0])
        ]
        if len(still) == len(useful):
            return useful
        useful = still


def _lacking(chosen: Sequence[int], swaps: Sequence[Swap[Key]], left: Mapping[Key, int]) -> Key | None:
    """The first group in which these swaps would take more seats than there are."""
    takes = [key for n in chosen for key in swaps[n][0]]
    balance = Counter({key: left.get(key, 0) for key in takes})
    balance.update(key for n in chosen for key in swaps[n][1])
    balance.subtract(takes)
    return next((key for key in takes if balance[key] < 0), None)
