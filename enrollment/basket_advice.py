"""What would pass instead of a basket that does not: groups of the same courses that fit, and the smallest change."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count, islice

from msgspec import structs

from enrollment.basket_check import BasketCheck, BasketFacts, check_basket
from enrollment.problems import AnyProblem, CreditLimitExceeded, LinkedGroupMissing, SeatsReserved
from enrollment.rules import OfferedGroup
from enrollment.task import Command, ErrorPolicy
from saga.plan import Plan

MOST_ALTERNATIVES = 10
"""Of one group."""
_EFFORT = 2_000
"""Pairs of groups that either search may compare: some ten milliseconds of a processor."""

Change = Mapping[str, str | None]
"""Replacements by the codes of groups that were asked for; None for a group that is left out."""


@dataclass(frozen=True, slots=True)
class GroupAlternatives:
    """Free groups of the same part of a course that fit the rest of the basket and what the student holds, the first by
    code."""

    group_code: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupChange:
    """One group of a basket to be replaced by another of its course; `replacement`: None if it is to be left out."""

    group_code: str
    replacement: str | None


@dataclass(frozen=True, slots=True)
class BasketAdvice:
    """What would pass at the moment of the reading.

    Attributes:
        groups: of the groups at fault, in the order of their codes.
        changes: the fewest changes, and of these the most replacements, after which nothing speaks against the basket.
            Empty if nothing does as it is; None if no change helps, or none was found with a reasonable effort.
    """

    groups: tuple[GroupAlternatives, ...]
    changes: tuple[GroupChange, ...] | None


def advise(
    command: Command, plan_of: Callable[[Command], Plan], facts: BasketFacts, siblings: Sequence[OfferedGroup]
) -> BasketAdvice:
    """What would pass. `siblings`: free groups of the courses of the basket's groups, none of which is asked for."""
    search = _Search(command, plan_of, facts, siblings)
    change = search.smallest_change()
    changes = None if change is None else tuple(GroupChange(code, change[code]) for code in sorted(change))
    return BasketAdvice(search.alternatives(), changes)


class _Search:
    def __init__(
        self, command: Command, plan_of: Callable[[Command], Plan], facts: BasketFacts, siblings: Sequence[OfferedGroup]
    ) -> None:
        self._command = command
        self._plan_of = plan_of
        self._facts = facts
        self._with_siblings = replace(facts, offers=(*facts.offers, *siblings))
        parts = {offer.group.code: offer.part for offer in facts.offers}
        free = [sibling for sibling in siblings if not self._is_kept(sibling)]
        self._siblings = {
            code: [sibling for sibling in free if sibling.part == parts.get(code)] for code in command.group_codes
        }
        self._asked = self._check({})

    def alternatives(self) -> tuple[GroupAlternatives, ...]:
        """Those of the groups at fault."""
        left = _EFFORT
        found = []
        for group in self._asked.groups:
            if group.problems:
                affordable = left // self._pairs(1)
                tried = self._siblings[group.group_code][:affordable]
                left -= len(tried) * self._pairs(1)
                fitting = (each.group.code for each in tried if self._fits(each, group.group_code))
                found.append(GroupAlternatives(group.group_code, tuple(islice(fitting, MOST_ALTERNATIVES))))
        return tuple(found)

    def smallest_change(self) -> Change | None:
        """Changes are tried in the order of how large they have to become at least, the larger ones of these first.

        What speaks against a basket speaks against it as long as no group at fault is changed. So a change that does
        not pass is extended by one more change of these, and by no other: the first that passes is the smallest.
        """
        of_groups = {problem for group in self._asked.groups for problem in group.problems}
        if any(problem not in of_groups and not _by_size(problem) for problem in self._asked.problems):
            return None
        left, order = _EFFORT, count()
        waiting: list[tuple[int, int, int, int, Change]] = [(0, 0, 0, next(order), {})]
        seen = {frozenset[tuple[str, str | None]]()}
        while waiting and left > 0:
            *_, change = heappop(waiting)
            check = self._check(change)
            left -= self._pairs(len(self._command.group_codes))
            if check.passes:
                return change
            for size, more in self._extended(change, check):
                if (key := frozenset(more.items())) not in seen:
                    seen.add(key)
                    left_out = sum(replacement is None for replacement in more.values())
                    heappush(waiting, (size, left_out, -len(more), next(order), more))
        return None

    def _extended(self, change: Change, check: BasketCheck) -> Iterator[tuple[int, Change]]:
        """The change with one more, and how large that has to become at least: of the groups that one of the problems
        is about, or of any, if it is about none."""
        unchanged = frozenset(code for code in self._command.group_codes if code not in change)
        by_problem: dict[object, set[str]] = defaultdict(set)
        for group in check.groups:
            for problem in group.problems:
                by_problem[problem].add(group.group_code)
        at_fault = [by_problem[problem] for problem in check.problems]
        # What a linked group lacks may also come with a change of another group.
        choices = [
            unchanged & codes if codes and not isinstance(problem, LinkedGroupMissing) else unchanged
            for problem, codes in zip(check.problems, at_fault, strict=True)
        ]
        alone = {code for codes in choices if len(codes) == 1 for code in codes}
        fewest = min(range(len(choices)), key=lambda n: len(choices[n]))
        for code in sorted(choices[fewest]):
            size = len(change) + 1 + len(alone - {code})
            siblings = (sibling.group.code for sibling in self._siblings[code] if at_fault[fewest])
            for sibling in siblings:
                if sibling not in change.values():
                    yield size, {**change, code: sibling}
            if len(unchanged) > 1 or any(change.values()):
                yield size, {**change, code: None}  # an empty basket passes nowhere

    def _fits(self, sibling: OfferedGroup, instead_of: str) -> bool:
        """Whether nothing speaks against this group beside all others that are asked for or held."""
        others = [offer for offer in self._facts.offers if offer.group.code != instead_of]
        return not self._against(sibling, held=[*self._facts.held, *others])

    def _is_kept(self, sibling: OfferedGroup) -> bool:
        """Whether its free seats are kept for others, so that the student would only wait there."""
        if not self._command.waitlist or not sibling.group_rules.reserved:
            return False
        return any(isinstance(it, SeatsReserved) for it in self._against(sibling, held=self._facts.held))

    def _against(self, sibling: OfferedGroup, *, held: Sequence[OfferedGroup]) -> Sequence[AnyProblem]:
        """What speaks against a seat in this group, beside these that are held."""
        alone = structs.replace(_with_groups(self._command, [sibling.group.code]), waitlist=False)
        [group] = check_basket(alone, self._plan_of(alone), replace(self._facts, offers=[sibling], held=held)).groups
        return group.problems

    def _check(self, change: Change) -> BasketCheck:
        codes = [change.get(code, code) for code in self._command.group_codes]
        changed = _with_groups(self._command, [code for code in codes if code is not None])
        return check_basket(changed, self._plan_of(changed), self._with_siblings)

    def _pairs(self, asked: int) -> int:
        """How many pairs of groups a check of so large a basket compares, with something for the rest of its work."""
        held = len(self._facts.held) + len(self._command.group_codes) - asked
        return 10 + asked * (asked - 1) // 2 + asked * held


def _with_groups(command: Command, codes: Sequence[str]) -> Command:
    """The same for other groups, of which all are wanted or nothing."""
    return structs.replace(command, group_codes=tuple(sorted(set(codes))), policy=ErrorPolicy.ALL_OR_NONE)


def _by_size(problem: object) -> bool:
    """Whether the problem is the size of the basket, so that leaving groups out helps."""
    return isinstance(problem, CreditLimitExceeded)
