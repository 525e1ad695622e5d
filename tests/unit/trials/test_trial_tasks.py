"""Tasks as the API shows them, and how long they took."""

from tests.support.trial_tasks import task
from trials.trial_tasks import endings, final_over_time, trial_task


def test_ends_are_counted_from_the_first_acceptance() -> None:
    assert final_over_time([task(after=3), task(after=1), task(status="RUNNING", after=2)]) == [(2, 0.5), (0, 0.5)]
    assert final_over_time([]) == []


def test_a_task_is_read_as_the_api_shows_it() -> None:
    node = {
        "id": "T1", "studentCode": "S1", "status": "REJECTED", "final": True, "kind": "ENROLL",
        "submittedAt": "2026-01-01T12:00:00.000Z", "finishedAt": "2026-01-01T12:00:00.500Z",
        "problems": [{"code": "GROUP_FULL"}],
        "groups": [
            {"groupCode": "F", "status": "REJECTED", "problems": [{"code": "GROUP_FULL"}]},
            {"groupCode": "G", "status": "NOT_TAKEN", "problems": []},
        ],
    }  # fmt: skip
    assert trial_task(node) == task("S1", "F", "G", status="REJECTED", reasons=("GROUP_FULL",), full=("F",), name="T1")


def test_endings_are_counted_the_most_frequent_first() -> None:
    refused = task(status="REJECTED", reasons=("GROUP_FULL", "TIME_CONFLICT"))
    assert list(endings([task(), refused, refused])) == ["REJECTED: GROUP_FULL, TIME_CONFLICT", "SUCCEEDED"]
