"""Which rows are one batch, and its key: the same whenever the same is left to do."""

import json
from dataclasses import replace
from hashlib import sha256

from commands.enroll.results_file import FileResult, RowKey, key_of, result_of
from commands.enroll.sending import parts_of
from enrollment.limits import MAX_BATCH_ROWS
from enrollment.task import ErrorPolicy
from importing.enrollment_files import FileRow

ROWS = [FileRow(n + 2, f"EST{n:05}", "2024-2", ("G-A", "G-B")) for n in range(2 * MAX_BATCH_ROWS + 500)]


def results(rows: list[FileRow], outcome: str, batch: str = "b") -> dict[RowKey, FileResult]:
    return {
        key_of(row): FileResult(row.line, row.student_code, row.term_code, "G-A|G-B", outcome, batch=batch)
        for row in rows
    }


def test_batches_are_as_large_as_may_be_and_have_keys_of_their_own() -> None:
    parts = list(parts_of(ROWS, {}))
    assert [len(part.rows) for part in parts] == [MAX_BATCH_ROWS, MAX_BATCH_ROWS, 500]
    assert [row for part in parts for row in part.rows] == ROWS
    assert len({part.key for part in parts}) == 3


def test_a_run_after_an_interrupted_one_makes_the_same_batches_of_what_is_left() -> None:
    first, second, third = parts_of(ROWS, {})
    assert list(parts_of(ROWS, results(ROWS[:MAX_BATCH_ROWS], "SUCCEEDED"))) == [second, third]
    assert list(parts_of(ROWS, results(ROWS, "REJECTED"))) == []
    assert first.key not in {second.key, third.key}


def test_rows_that_failed_are_another_batch_than_before_and_the_same_until_they_have_ended() -> None:
    [alone] = parts_of(ROWS[:1], {})
    [again] = parts_of(ROWS[:1], results(ROWS[:1], "FAILED"))
    [still] = parts_of(ROWS[:1], results(ROWS[:1], "FAILED"))
    [third] = parts_of(ROWS[:1], results(ROWS[:1], "FAILED", batch="c"))
    assert again == still
    assert len({alone.key, again.key, third.key}) == 3


def test_what_a_row_says_of_policy_and_waitlist_is_another_request_and_what_says_nothing_is_not() -> None:
    [row] = ROWS[:1]
    rows = [row, replace(row, error_policy=ErrorPolicy.BEST_EFFORT), replace(row, waitlist=True)]
    assert len({key_of(each) for each in rows}) == 3
    assert len({part.key for each in rows for part in parts_of([each], {})}) == 3
    assert all(result_of(each, "SUCCEEDED").key == key_of(each) for each in rows)
    asked = [[{"groupCodes": ["G-A", "G-B"], "studentCode": "EST00000", "termCode": "2024-2"}], []]
    [part] = parts_of([row], {})
    assert part.key == f"registro-enroll:{sha256(json.dumps(asked).encode()).hexdigest()}"


def test_rows_with_many_groups_are_cut_by_their_size() -> None:
    groups = tuple(f"G-{n:097}" for n in range(50))
    long = [FileRow(n, f"EST{n}", "2024-2", groups) for n in range(MAX_BATCH_ROWS)]
    parts = list(parts_of(long, {}))
    assert len(parts) > 1
    assert [row for part in parts for row in part.rows] == long
