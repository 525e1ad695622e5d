"""What is compared, and how it is judged: medians, ratios and verdicts. Nothing here measures."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FOREIGN_PERCENT = 8.0
"""With more processor time of other programs than this, in percent of the machine, a measurement does not count."""


class Verdict(StrEnum):
    """What became of a target."""

    MET = "met"
    MISSED = "missed"
    NOT_COUNTING = "not counting"
    NOT_MEASURED = "not measured"
    NO_TARGET = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one measurement found, by names such as `peer.gentle.accept.p50_ms`.

    `foreign_percent`: processor time of other programs during it, in percent of the machine.
    `problem`: what was wrong with the outcome, for example a group over its capacity; empty if nothing.
    """

    values: Mapping[str, float]
    foreign_percent: float = 0.0
    problem: str = ""

    @property
    def counts(self) -> bool:
        return self.foreign_percent <= FOREIGN_PERCENT and not self.problem


@dataclass(frozen=True, slots=True)
class Median:
    """The median of a figure with its extremes. `counts`: false if no undisturbed sample has it."""

    value: float
    lowest: float
    highest: float
    samples: int
    counts: bool


def median_of(samples: Iterable[Sample], name: str) -> Median | None:
    """Of the samples that count; of all that have the figure if none does; None if none has it."""
    found = [sample for sample in samples if name in sample.values]
    counting = [sample for sample in found if sample.counts]
    values = [sample.values[name] for sample in counting or found]
    if not values:
        return None
    return Median(statistics.median(values), min(values), max(values), len(values), bool(counting))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        step: what has to be run for it.
        label: what it is, with its unit.
        ours: the name of the figure.
        reference: the name of the figure it is compared with, if any.
        reference_label: what that is, where it is not the peer.
        more_is_better: true for rates, false for times and costs.
        at_least: the target: how many times better than the reference.
        limit: the target, where it is a value: at least, or at most, this.
        scaled_by: a figure and its value on the machine that `limit` was set for: the limit grows with it.
        parts: figures to be shown in place of `ours`, which has no target then; beside them those of the reference, by
            default the peer.
    """

    step: str
    label: str
    ours: str
    reference: str = ""
    reference_label: str = ""
    more_is_better: bool = False
    at_least: float | None = None
    limit: float | None = None
    scaled_by: tuple[str, float] | None = None
    parts: tuple[str, ...] = ()

    @property
    def has_target(self) -> bool:
        return self.at_least is not None or self.limit is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what was measured. `ratio`: how many times better than the reference; None without one."""

    row: Row
    ours: Median | None
    reference: Median | None
    ratio: float | None
    limit: float | None
    verdict: Verdict
    ours_parts: Sequence[float] = ()
    reference_parts: Sequence[float] = ()
    problems: Sequence[str] = field(default=())


def judge(row: Row, samples: Sequence[Sample]) -> Judged:
    """Compare a row's figure with its reference and its target."""
    ours = median_of(samples, row.ours)
    reference = median_of(samples, row.reference) if row.reference else None
    ratio = _times_better(row, ours, reference)
    limit = _limit(row, samples)
    measured = {row.ours, row.reference}
    return Judged(
        row,
        ours,
        reference,
        ratio,
        limit,
        _verdict(row, ours, reference, ratio, limit),
        _parts(samples, "registro", row.parts),
        _parts(samples, row.reference.partition(".")[0] or "peer", row.parts),
        sorted({sample.problem for sample in samples if sample.problem and measured & set(sample.values)}),
    )


def _times_better(row: Row, ours: Median | None, reference: Median | None) -> float | None:
    if ours is None or reference is None:
        return None
    above, below = (ours, reference) if row.more_is_better else (reference, ours)
    return above.value / below.value if below.value else None


def _limit(row: Row, samples: Sequence[Sample]) -> float | None:
    """The limit on this machine; None if it depends on a figure that was not measured."""
    if row.limit is None or row.scaled_by is None:
        return row.limit
    name, there = row.scaled_by
    here = median_of(samples, name)
    return row.limit * here.value / there if here else None


def _verdict(
    row: Row, ours: Median | None, reference: Median | None, ratio: float | None, limit: float | None
) -> Verdict:
    if ours is None:
        return Verdict.NOT_MEASURED
    if not ours.counts or (reference is not None and not reference.counts):
        return Verdict.NOT_COUNTING
    if not row.has_target:
        return Verdict.NO_TARGET
    if (row.at_least is not None and ratio is None) or (row.limit is not None and limit is None):
        return Verdict.NOT_MEASURED
    by_ratio = row.at_least is None or (ratio is not None and ratio >= row.at_least)
    by_value = limit is None or (ours.value >= limit if row.more_is_better else ours.value <= limit)
    return Verdict.MET if by_ratio and by_value else Verdict.MISSED


def _parts(samples: Sequence[Sample], side: str, names: Sequence[str]) -> list[float]:
    found = [median_of(samples, f"{side}.{name}") for name in names]
    return [median.value for median in found if median is not None]
