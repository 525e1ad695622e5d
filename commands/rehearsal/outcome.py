"""The outcome of a rehearsal. It is read from the tables, not from answers, so it is what a registrar would find."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import msgspec

from commands.rehearsal.baskets import RehearsalBasket
from enrollment.problems import AnyProblem, GroupFull
from enrollment.submission import Accepted, SubmissionResult
from enrollment.task import TaskState, TaskStatus
from models.database import Database
from models.load_outcomes import GroupSeats, LoadOutcomes
from models.task_states import TaskStates
from saga.journal import SagaStatus
from trials.demand import GroupDemand, demand_of, reasons_by_group, students_by_group

MUST_BE_ZERO = ("over_capacity", "partial", "not_final", "seats_mismatch", "unfounded")
COMPARED = ("accepted", "rejected", "seats_taken", *MUST_BE_ZERO, "rejections")
"""The fields that `--expect` compares, if the file has them."""


class Rejection(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A basket that was rejected.

    Attributes:
        full: the codes of the groups that were full, sorted.
        problems: the codes of all other problems.
        groups: by group, the codes of all other problems that are about it.
    """

    student_code: str
    full: tuple[str, ...]
    problems: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = {}


class RehearsalOutcome(msgspec.Struct, kw_only=True):
    """The outcome of all baskets.

    Attributes:
        accepted, rejected, not_final: their sum is the number of baskets.
        over_capacity: groups with more live enrollments than seats.
        partial: final baskets with some of their groups enrolled, but not all.
        seats_mismatch: groups whose `seats_taken` is not the number of their live enrollments.
        unfounded: rejections without a reason, or because of a full group that has a seat left at the end. Seats are
            never given back in a rehearsal.
        seconds: from the first submission until the last basket was final.
        rejections: in the order of the file.
        groups: how full each group is at the end, who was rejected because it was full, and what else spoke against it.
        made_up_history: how many courses students have taken before were made up, because the term has no histories.
        made_up_cohorts: how many students were put into cohorts, because seats are kept for some and none was in one.
    """

    accepted: int
    rejected: int
    seats_taken: int
    over_capacity: int
    partial: int
    not_final: int
    seats_mismatch: int
    unfounded: int
    baskets: int
    seconds: float
    per_second: float
    rejections: Sequence[Rejection]
    groups: Sequence[GroupDemand] = ()
    made_up_history: int = 0
    made_up_cohorts: int = 0

    @property
    def passed(self) -> bool:
        """Whether there are no violations."""
        return not any(getattr(self, name) for name in MUST_BE_ZERO)


async def outcome_of(
    database: Database, baskets: Sequence[RehearsalBasket], answers: Sequence[SubmissionResult | None], seconds: float
) -> RehearsalOutcome:
    """The outcome of `baskets`. `answers`: of their submissions; None if not submitted or not answered."""
    load = LoadOutcomes(database)
    sums = await load.sums()
    succeeded = {saga_id for saga_id, saga in (await load.sagas()).items() if saga.status is SagaStatus.COMPLETED}
    ids = [answer.task.id for answer in answers if isinstance(answer, Accepted)]
    others = await TaskStates(database).by_ids([task_id for task_id in ids if task_id not in succeeded])
    found = [_rejection(basket, answer, others) for basket, answer in zip(baskets, answers, strict=True)]
    rejections = [(basket, it) for basket, it in zip(baskets, found, strict=True) if it is not None]
    groups = await load.groups()
    left = {(group.term_code, group.code) for group in groups if group.taken < group.capacity}
    accepted = sum(task_id in succeeded for task_id in ids)
    return RehearsalOutcome(
        accepted=accepted,
        rejected=len(rejections),
        not_final=len(baskets) - accepted - len(rejections),
        unfounded=sum(_is_unfounded(rejection, basket.term_code, left) for basket, rejection in rejections),
        baskets=len(baskets),
        seconds=round(seconds, 3),
        per_second=round(len(baskets) / seconds, 1),
        rejections=[rejection for _, rejection in rejections],
        groups=_demand(groups, baskets, rejections),
        **asdict(sums),
    )


def _demand(
    groups: Sequence[GroupSeats],
    baskets: Sequence[RehearsalBasket],
    rejections: Sequence[tuple[RehearsalBasket, Rejection]],
) -> list[GroupDemand]:
    """The demand for the groups of all terms that baskets are for. Codes are unique within a term only."""
    terms = {basket.term_code for basket in baskets}

    def name(term: str, code: str) -> str:
        return code if len(terms) == 1 else f"{term} {code}"

    return demand_of(
        ((name(it.term_code, it.code), it.title, it.capacity, it.taken) for it in groups if it.term_code in terms),
        wanted=students_by_group(
            (it.student_code, [name(it.term_code, code) for code in it.group_codes]) for it in baskets
        ),
        refused=students_by_group(
            (rejection.student_code, [name(basket.term_code, code) for code in rejection.full])
            for basket, rejection in rejections
        ),
        reasons=reasons_by_group(
            (name(basket.term_code, code), problems)
            for basket, rejection in rejections
            for code, problems in (*((code, ("GROUP_FULL",)) for code in rejection.full), *rejection.groups.items())
        ),
    )


def _rejection(
    basket: RehearsalBasket, answer: SubmissionResult | None, others: Mapping[UUID, TaskState]
) -> Rejection | None:
    """The rejection of a basket, at acceptance or by its task; None if it was not rejected."""
    if answer is None:
        return None
    if not isinstance(answer, Accepted):
        return Rejection(basket.student_code, (), (answer.code,))
    task = others.get(answer.task.id)
    if task is None or not task.final or task.status is TaskStatus.SUCCEEDED:
        return None
    full = sorted(problem.group_code for problem in task.problems if isinstance(problem, GroupFull))
    by_group = {group.group_code: _codes(group.problems) for group in task.groups}
    return Rejection(
        basket.student_code,
        tuple(full),
        _codes(task.problems),
        {code: problems for code, problems in sorted(by_group.items()) if problems},
    )


def _codes(problems: Sequence[AnyProblem]) -> tuple[str, ...]:
    return tuple(sorted({problem.code for problem in problems if not isinstance(problem, GroupFull)}))


def _is_unfounded(rejection: Rejection, term_code: str, left: set[tuple[str, str]]) -> bool:
    named = any((term_code, code) in left for code in rejection.full)
    return named or not (rejection.full or rejection.problems)


def differences(outcome: RehearsalOutcome, expected: Mapping[str, Any]) -> list[str]:
    """A line for each difference between the outcome and the expected one."""
    found = msgspec.to_builtins(outcome)
    names = [name for name in COMPARED if name in expected]
    if not names:
        return [f"the file names none of {', '.join(COMPARED)}"]
    lines = [
        f"{name}: {expected[name]} expected, {found[name]} found"
        for name in names
        if name != "rejections" and found[name] != expected[name]
    ]
    if "rejections" in names:
        before, now = _by_student(expected["rejections"]), _by_student(found["rejections"])
        lines += [f"rejection missing: {student}, full {list(full)}" for student, full in sorted(before - now)]
        lines += [f"rejection not expected: {student}, full {list(full)}" for student, full in sorted(now - before)]
    return lines


def _by_student(rejections: Sequence[Mapping[str, Any]]) -> set[tuple[str, tuple[str, ...]]]:
    return {(rejection["studentCode"], tuple(sorted(rejection["full"]))) for rejection in rejections}
