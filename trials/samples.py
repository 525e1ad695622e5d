"""What a driver measures: one sample for each request."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from reports.percentiles import Distribution, distribution


class Sample(msgspec.Struct, frozen=True):
    """A request and its answer.

    Attributes:
        label: what was sent.
        at: when, in seconds since the first request of the run.
        milliseconds: until the whole answer had come.
        user: who sent it: a user of the plan, who sends one request at a time.
        failure: what is wrong with the answer; empty if it is as it should be.
    """

    label: str
    at: float
    milliseconds: float
    user: str
    failure: str = ""

    @property
    def ends(self) -> float:
        """When the answer had come, in seconds since the first request of the run."""
        return self.at + self.milliseconds / 1000


class LabelSummary(msgspec.Struct, frozen=True):
    """All requests with one label. `latency` is in milliseconds; `failures` are up to three that differ."""

    label: str
    latency: Distribution
    errors: int
    failures: Sequence[str]


def by_label(samples: Iterable[Sample]) -> list[LabelSummary]:
    """A summary for each label, in the order in which they first occur."""
    groups = defaultdict(list)
    for sample in samples:
        groups[sample.label].append(sample)
    return [
        LabelSummary(
            label,
            distribution(sample.milliseconds for sample in found),
            sum(bool(sample.failure) for sample in found),
            list(dict.fromkeys(sample.failure for sample in found if sample.failure))[:3],
        )
        for label, found in groups.items()
    ]


def per_second(samples: Sequence[Sample]) -> float:
    """Requests a second, from the first request to the last answer."""
    return len(samples) / max(sample.ends for sample in samples) if samples else 0.0


def per_second_after_ramp(samples: Sequence[Sample]) -> float:
    """Answers a second, from the first request of the user who began last to the last answer of all."""
    first: dict[str, float] = {}
    for sample in samples:
        first[sample.user] = min(first.get(sample.user, sample.at), sample.at)
    start = max(first.values(), default=0.0)
    after = [sample for sample in samples if sample.ends >= start]
    length = max((sample.ends for sample in after), default=start) - start
    return len(after) / length if length > 0 else 0.0
