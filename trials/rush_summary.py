"""A registration day, summed up: what is printed as JSON, and shown in the report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from reports.percentiles import Distribution, Interval, distribution
from trials.clicks import Day
from trials.demand import GroupDemand, demand_of, students_by_group
from trials.fairness import GroupFairness, fairness
from trials.promises import Promise, promise
from trials.timing import intervals_of
from trials.trial_tasks import TrialTask, endings

_MILLISECONDS = 1000


class RushConditions(msgspec.Struct, frozen=True):
    """How a run was made.

    Attributes:
        url: of the server, or what stands for it.
        run: the correlation id of all requests.
        within_seconds: time in which students arrive.
        connected: most students at the same time.
        began: in UTC.
        machine_load: processes that wanted a processor on the driver's machine, of the last minute, per processor.
        own: whether no one else enrolled there.
    """

    url: str
    run: str
    term: str
    seed: int
    students: int
    within_seconds: float
    connected: int
    began: datetime
    machine_load: float
    own: bool


class RushSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A run, summed up. Distributions are in milliseconds.

    Attributes:
        seconds: from the opening until the last student had left.
        clicks: enrollments that were asked for, each by one or several requests.
        outcomes: number of tasks by how they ended and why; `refusals` of baskets by reason.
        answered: from a click to its first answer, of those who stayed.
        certain: from a click until the student knew how it ended, of the same.
        returned: the same of those who gave up and came back, their absence included.
        certain_over_time: by when they clicked.
        accepted, ended: tasks over time, as students saw them.
        limits: how often a limit was met, by its code; `retries` by the reason.
        did: what students did, how often.
    """

    passed: bool
    conditions: RushConditions
    seconds: float
    clicks: int
    tasks: int
    enrolled: int
    refused: int
    outcomes: Mapping[str, int]
    refusals: Mapping[str, int]
    answered: Distribution
    certain: Distribution
    returned: Distribution
    certain_over_time: Sequence[Interval]
    accepted: Sequence[Interval]
    ended: Sequence[Interval]
    limits: Mapping[str, int]
    retries: Mapping[str, int]
    did: Mapping[str, int]
    groups: Sequence[GroupDemand]
    fairness: Sequence[GroupFairness]
    promises: Sequence[Promise]

    @property
    def inversions(self) -> int:
        return sum(one.inversions for one in self.fairness)

    @property
    def pairs(self) -> int:
        return sum(one.pairs for one in self.fairness)

    @property
    def overtaken(self) -> int:
        return sum(one.overtaken for one in self.fairness)


def rush_summary(
    conditions: RushConditions,
    day: Day,
    seconds: float,
    tasks: Sequence[TrialTask],
    groups: Sequence[tuple[str, str, int, int]],
    invariants: Iterable[Promise],
) -> RushSummary:
    """The summary of a run.

    Args:
        tasks: in the order of their acceptance.
        groups: code, title, capacity and taken seats of each, at the end.
    """
    left = {code for code, _, capacity, taken in groups if taken < capacity} if conditions.own else set()
    promises = [*seen_promises(day, tasks), *_founded(tasks, left), *invariants]
    clicks = day.clicks
    refused = [task for task in tasks if task.final and not task.succeeded]
    stayed = [click for click in clicks if click.certain is not None and not click.gave_up]
    return RushSummary(
        passed=bool(tasks) and not any(one.violations for one in promises),
        conditions=conditions,
        seconds=seconds,
        clicks=len(clicks),
        tasks=len(tasks),
        enrolled=sum(task.succeeded for task in tasks),
        refused=len(refused),
        outcomes=endings(tasks),
        refusals=Counter(reason for task in refused for reason in task.reasons),
        answered=_milliseconds(click.answered for click in stayed),
        certain=_milliseconds(click.certain for click in stayed),
        returned=_milliseconds(click.certain for click in clicks if click.returned),
        certain_over_time=intervals_of(
            [(click.at, click.certain * _MILLISECONDS) for click in stayed if click.certain]
        ),
        accepted=intervals_of([(click.at + click.answered, 0.0) for click in clicks if click.answered is not None]),
        ended=intervals_of([(click.at + click.certain, 0.0) for click in clicks if click.certain is not None]),
        limits=dict(day.limits),
        retries=dict(day.retries),
        did=dict(day.counts),
        groups=demand_of(
            groups,
            wanted=students_by_group((click.student, click.groups) for click in clicks),
            refused=students_by_group((task.student, task.full) for task in refused),
        ),
        fairness=fairness(tasks),
        promises=promises,
    )


def seen_promises(day: Day, tasks: Sequence[TrialTask]) -> list[Promise]:
    """What must hold of what students saw and of the tasks that there are."""
    clicks, by_id = day.clicks, {task.id: task for task in tasks}
    asked = Counter(click.student for click in clicks)
    made = Counter(task.student for task in tasks)
    return [
        promise(
            "ACCEPTED_AND_LOST",
            "Every task that a student was given exists.",
            [task for click in clicks for task in click.tasks if task not in by_id],
        ),
        promise(
            "TASK_TWICE",
            "What is sent with one key has one task, however often it is sent.",
            [
                *(f"{click.key}: {len(set(click.tasks))} tasks" for click in clicks if len(set(click.tasks)) > 1),
                *(f"{student}: {made[student]} tasks" for student in made if made[student] > asked[student]),
            ],
        ),
        promise(
            "WRONG_END_SEEN",
            "What a student saw last is how the task ended.",
            [
                f"{click.key}: saw {click.ending}, is {by_id[click.tasks[0]].status}"
                for click in clicks
                if click.ending and click.tasks and click.tasks[0] in by_id
                if by_id[click.tasks[0]].status != click.ending
            ],
        ),
        promise(
            "VERSIONS_SEEN_FALLING",
            "The versions that a student sees rise.",
            [f"{click.key}: {click.versions}" for click in clicks if click.versions != sorted(set(click.versions))],
        ),
        promise(
            "UNCERTAIN",
            "Every student who waits, or comes back, learns how it ended.",
            [click.key for click in clicks if not click.ending and (click.returned or not click.gave_up)],
        ),
        promise(
            "UNATTENDED",
            "Every student's turn comes in the time of the run.",
            ["a student"] * (day.students - day.gone),
        ),
        promise(
            "UNUSABLE_ANSWER",
            "Every answer has a result or says when to try again.",
            [message for message, count in day.errors.items() for _ in range(count)],
        ),
        promise(
            "NOT_FINAL", "Every task ends.", [f"{task.student}: {task.status}" for task in tasks if not task.final]
        ),
    ]


def _founded(tasks: Iterable[TrialTask], left: set[str]) -> list[Promise]:
    """No seat is given back, so a group that was full is full at the end. `left`: those that have a seat left then."""
    return [
        promise(
            "UNFOUNDED",
            "Who is refused because a group is full is right to be: it has no seat left at the end, either.",
            [f"{task.student}: {group}" for task in tasks for group in task.full if group in left],
        )
    ]


def _milliseconds(seconds: Iterable[float | None]) -> Distribution:
    return distribution(value * _MILLISECONDS for value in seconds if value is not None)
