"""What must hold of the answers and the tasks of a run."""

from commands.load.outcome import LoadOutcome, promises
from tests.support.trial_tasks import task
from trials.samples import Sample
from trials.trial_tasks import TrialTask


def sample(label: str = "enroll", failure: str = "") -> Sample:
    return Sample(label, 0, 1, "user 1", failure)


def broken(tasks: list[TrialTask], samples: list[Sample], racers: set[str] | None = None) -> dict[str, int]:
    return {one.name: one.violations for one in promises(tasks, samples, racers or set()) if one.violations}


def test_as_many_tasks_as_were_accepted_break_nothing() -> None:
    samples = [sample(), sample("race"), sample("first"), sample("repeat"), sample("repeat"), sample("status")]
    assert broken([task("S1"), task("S2"), task("S3")], samples) == {}


def test_an_accepted_request_without_a_task_is_lost() -> None:
    assert broken([task()], [sample(), sample()]) == {"ACCEPTED_AND_LOST": 1}


def test_a_request_without_an_answer_may_have_a_task_but_not_two() -> None:
    assert broken([task()], [sample(failure="ReadTimeout")]) == {}
    assert broken([task(), task()], [sample(failure="ReadTimeout")]) == {"TASK_TWICE": 1}


def test_a_repeated_request_with_a_task_of_its_own_is_found() -> None:
    assert broken([task(), task()], [sample("first"), sample("repeat")]) == {"TASK_TWICE": 1}


def test_a_task_that_does_not_end_is_found() -> None:
    assert broken([task(status="RUNNING")], [sample()]) == {"NOT_FINAL": 1}


def test_a_student_who_races_may_enroll_once_in_the_same_groups() -> None:
    refused = task("S1", "G", status="REJECTED")
    samples = [sample("race"), sample("race"), sample("race")]
    assert broken([task("S1", "G"), refused, task("S1", "H")], samples, {"S1"}) == {}
    assert broken([task("S1", "G"), task("S1", "G"), refused], samples, {"S1"}) == {"ENROLLED_TWICE": 1}
    assert broken([task("S1", "G"), task("S1", "G"), refused], samples, {"S2"}) == {}


def test_tasks_are_counted_by_how_they_ended_and_why() -> None:
    full = task("S2", "F", "G", status="REJECTED", reasons=("GROUP_FULL",))
    outcome = LoadOutcome([task(), full, task("S3")], promises([task()], [sample(), sample()], set()))
    assert outcome.counts == {"SUCCEEDED": 2, "REJECTED: GROUP_FULL": 1}
    assert outcome.violations == 1
