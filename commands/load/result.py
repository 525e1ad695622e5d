"""The result of a run: what is printed as JSON, and shown in the report."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from commands.load.load_plan import LoadPlan
from commands.load.outcome import LoadOutcome
from reports.percentiles import Distribution, Interval, distribution
from trials.promises import Promise
from trials.samples import LabelSummary, Sample, by_label, per_second
from trials.thresholds import Limits, Threshold, judge
from trials.timing import intervals_of
from trials.trial_tasks import final_over_time


class LoadResult(msgspec.Struct, frozen=True):
    """A run, summed up.

    Attributes:
        driver: who sent the requests.
        began: when, in UTC.
        seconds: from the first request to the last answer.
        latency: of all requests, in milliseconds; `answers` are the same over time, by when they were sent.
        outcomes: number of tasks by how they ended and why.
        to_final: seconds from acceptance to the end of a task; `ends` are the same over time, by when it was accepted.
    """

    passed: bool
    driver: str
    url: str
    run: str
    began: datetime
    plan: LoadPlan
    seconds: float
    requests: int
    per_second: float
    latency: Distribution
    labels: Sequence[LabelSummary]
    answers: Sequence[Interval]
    tasks: int
    outcomes: Mapping[str, int]
    to_final: Distribution
    ends: Sequence[Interval]
    thresholds: Sequence[Threshold]
    promises: Sequence[Promise]


def summed_up(
    samples: Sequence[Sample],
    outcome: LoadOutcome,
    limits: Limits,
    plan: LoadPlan,
    *,
    driver: str,
    url: str,
    run: str,
    began: datetime,
) -> LoadResult:
    """The result of a run."""
    thresholds = judge(samples, outcome.violations, limits, plan.loops)
    seconds = max((sample.ends for sample in samples), default=0.0)
    ends = final_over_time(outcome.tasks)
    return LoadResult(
        passed=not any(threshold.passed is False for threshold in thresholds),
        driver=driver,
        url=url,
        run=run,
        began=began,
        plan=plan,
        seconds=seconds,
        requests=len(samples),
        per_second=per_second(samples),
        latency=distribution(sample.milliseconds for sample in samples),
        labels=by_label(samples),
        answers=intervals_of([(sample.at, sample.milliseconds) for sample in samples]),
        tasks=len(outcome.tasks),
        outcomes=outcome.counts,
        to_final=distribution(value for _, value in ends),
        ends=intervals_of(ends),
        thresholds=thresholds,
        promises=outcome.promises,
    )
