"""How fair a run was: the order in which tasks were accepted against the order in which they ended, group by group.

Those who compete for a group are the tasks that got a seat in it, and those that were refused because it was full. A
basket that was refused for another reason took no part: nothing was decided about its seat in this group.

- An **inversion** is a pair of competitors of a group of which the one that was accepted later ended earlier.
  Tasks that end together, in one commit, are no inversion: their seats were given in the order of acceptance.
- A competitor is **overtaken** if it was refused although one that was accepted later has a seat. This is what an
  inversion can cost, and the only one that a student feels.

While no seat is given back, who is overtaken is part of an inversion: a group that was full when the earlier one was
refused had given its seats before that.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from trials.trial_tasks import TrialTask


class GroupFairness(msgspec.Struct, frozen=True):
    """The competition for a group: tasks that got a seat and that found none.

    Attributes:
        pairs: of competitors; what `inversions` are counted among.
        overtaken: those refused although a later one has a seat.
    """

    group: str
    seated: int
    refused: int
    pairs: int
    inversions: int
    overtaken: int


def fairness(tasks: Iterable[TrialTask]) -> list[GroupFairness]:
    """The competition for each group that was full for someone, by code.

    Args:
        tasks: in the order of their acceptance.
    """
    competitors: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    for task in tasks:
        if task.finished_at is None:
            continue
        for group in task.groups if task.succeeded else task.full:
            competitors[group].append((task.finished_at, task.succeeded))
    return [
        GroupFairness(
            group,
            seated=sum(seated for _, seated in found),
            refused=sum(not seated for _, seated in found),
            pairs=len(found) * (len(found) - 1) // 2,
            inversions=inversions([ended for ended, _ in found]),
            overtaken=overtaken([seated for _, seated in found]),
        )
        for group, found in sorted(competitors.items())
        if not all(seated for _, seated in found)
    ]


def inversions(ends: Iterable[datetime]) -> int:
    """Pairs of which the later element is smaller. `ends` are in the order of acceptance."""
    before: list[datetime] = []
    count = 0
    for end in ends:
        count += len(before) - bisect_right(before, end)
        insort(before, end)
    return count


def overtaken(seated: Sequence[bool]) -> int:
    """How many were refused before the last that got a seat. `seated` is in the order of acceptance."""
    last = max((number for number, seat in enumerate(seated) if seat), default=0)
    return sum(not seat for seat in seated[:last])
