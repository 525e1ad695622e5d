"""How full the groups of a term are, who was refused because of which, and the sections of a report about that."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from reports.document import BarChart, Cell, Section, Share, Table
from trials.wording import refusal_in_words

_MOST_GROUPS = 40
"""Of a table; the JSON file has them all."""
_MOST_STUDENTS = 60
"""Of a group, in a report."""
_STEPS = (("full", 1.0), ("90 to 99 %", 0.9), ("75 to 89 %", 0.75), ("50 to 74 %", 0.5), ("less than half", 0.0))
"""How full groups are, and from which share of their seats on."""


class GroupDemand(msgspec.Struct, frozen=True):
    """A group and who asked for it.

    Attributes:
        title: of its course.
        taken: seats at the end.
        wanted: how many students asked for it.
        refused: the codes of the students who were refused because it was full, sorted.
        reasons: how many baskets were refused because of it, by the code of what spoke against it.
    """

    code: str
    title: str
    capacity: int
    taken: int
    wanted: int
    refused: Sequence[str]
    reasons: Mapping[str, int] = {}

    @property
    def share(self) -> float:
        """How much of it is taken, from 0 to 1; a group without seats is full."""
        return self.taken / self.capacity if self.capacity else 1.0


def students_by_group(asked: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """The students who asked for each group, from pairs of a student and the groups of a basket."""
    found: dict[str, set[str]] = defaultdict(set)
    for student, groups in asked:
        for group in groups:
            found[group].add(student)
    return found


def reasons_by_group(found: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Counter[str]]:
    """How often each code speaks against each group, from pairs of a group and codes."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for group, codes in found:
        counts[group].update(codes)
    return counts


def demand_sections(groups: Sequence[GroupDemand], refusals: Mapping[str, int], refused: int) -> list[Section]:
    """What a registrar shows: how full the groups are, why baskets were refused, and who because of which group.

    Args:
        refusals: how many baskets were refused for each reason, by its code.
        refused: how many baskets were refused.
    """
    by_rules = any(code != "GROUP_FULL" for group in groups for code in group.reasons)
    against = [_against(groups)] if by_rules else []
    return [_fill(groups), _reasons(refusals, refused), *against, _scarce(groups), _who(groups)]


def _against(groups: Sequence[GroupDemand]) -> Section:
    refused = sorted(
        (group for group in groups if group.reasons), key=lambda group: (-sum(group.reasons.values()), group.code)
    )
    rows: list[list[Cell]] = [
        [
            *(group.code, group.title, group.wanted, sum(group.reasons.values())),
            ", ".join(f"{refusal_in_words(code)}: {count:,}" for code, count in _descending(group.reasons)),
        ]
        for group in refused[:_MOST_GROUPS]
    ]
    return Section(
        "What spoke against each group",
        [Table(["group", "course", "asked for by", "objections", "which"], rows, "")],
        f"Something spoke against {len(refused):,} groups in refused baskets"
        f"{f'; shown are the {_MOST_GROUPS} with most of it' if len(refused) > _MOST_GROUPS else ''}.",
    )


def _fill(groups: Sequence[GroupDemand]) -> Section:
    seats, taken = sum(group.capacity for group in groups), sum(group.taken for group in groups)
    counts = dict.fromkeys((name for name, _ in _STEPS), 0)
    for group in groups:
        counts[next(name for name, least in _STEPS if group.share >= least)] += 1
    return Section(
        "How full the groups are",
        [BarChart("groups", [(name, float(count)) for name, count in counts.items()])],
        f"{taken:,} of {seats:,} seats are taken; {counts['full']:,} of {len(groups):,} groups are full.",
    )


def _reasons(refusals: Mapping[str, int], refused: int) -> Section:
    bars = [(refusal_in_words(code), float(count)) for code, count in _descending(refusals)]
    return Section(
        "Why baskets were refused",
        [BarChart("baskets", bars) if bars else Table([], [], "No basket was refused.")],
        f"{refused:,} baskets were refused. One that was refused for several reasons is counted for each.",
    )


def _scarce(groups: Sequence[GroupDemand]) -> Section:
    scarce = _most_refused(groups)
    rows: list[list[Cell]] = [
        [
            group.code,
            group.title,
            group.capacity,
            group.wanted,
            len(group.refused),
            Share(len(group.refused) / max(group.wanted, 1)),
        ]
        for group in scarce[:_MOST_GROUPS]
    ]
    head = ["group", "course", "seats", "asked for by", "refused to", "of those who asked"]
    return Section(
        "Groups with too few seats",
        [Table(head, rows, "Every group had enough.")],
        f"{len(scarce):,} groups were refused to students because they were full"
        f"{_those_shown(len(scarce), _MOST_GROUPS)}.",
    )


def _who(groups: Sequence[GroupDemand]) -> Section:
    scarce = _most_refused(groups)
    rows = [[group.code, _names(group.refused)] for group in scarce[:_MOST_GROUPS]]
    return Section(
        "Who was refused because of which group",
        [Table(["group", "students"], rows, "No student was refused because a group was full.")],
        "All or none: a student who was refused because one group of the basket was full got none of the others."
        if scarce
        else "",
    )


def _most_refused(groups: Iterable[GroupDemand]) -> list[GroupDemand]:
    return sorted((group for group in groups if group.refused), key=lambda group: (-len(group.refused), group.code))


def _names(students: Sequence[str]) -> str:
    more = len(students) - _MOST_STUDENTS
    return ", ".join(students[:_MOST_STUDENTS]) + (f" and {more:,} more" if more > 0 else "")


def _those_shown(count: int, most: int) -> str:
    return f"; shown are the {most} that were refused to most" if count > most else ""


def _descending(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def demand_of(
    groups: Iterable[tuple[str, str, int, int]],
    wanted: Mapping[str, Collection[str]],
    refused: Mapping[str, Collection[str]],
    reasons: Mapping[str, Mapping[str, int]] | None = None,
) -> list[GroupDemand]:
    """The demand for each group, by code.

    Args:
        groups: code, title of its course, capacity and taken seats of each.
        wanted, refused: the students of each group, by its code.
        reasons: how often which code spoke against each group, if that is known.
    """
    return [
        GroupDemand(
            *(code, title, capacity, taken),
            wanted=len(wanted.get(code, ())),
            refused=sorted(refused.get(code, ())),
            reasons=dict(sorted((reasons or {}).get(code, {}).items())),
        )
        for code, title, capacity, taken in sorted(groups)
    ]
