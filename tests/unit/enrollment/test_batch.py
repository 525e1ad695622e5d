"""Batches: which rows ask for the same, and where a row's problem lies."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from enrollment.batch import BatchCounts, NewRow, fingerprint_of, of_row, without_duplicates
from enrollment.problems import DuplicateRow, InvalidInput, StudentNotFound, TooManyUnfinishedTasks
from enrollment.task import Command, ErrorPolicy

COMMANDS = st.builds(
    Command,
    student_code=st.sampled_from(["EST001", "EST002", "EST003"]),
    term_code=st.just("2024-2"),
    group_codes=st.sampled_from([("G-A",), ("G-B",), ("G-A", "G-B")]),
    policy=st.sampled_from(ErrorPolicy),
    waitlist=st.booleans(),
)


def row(command: Command) -> NewRow:
    return NewRow(command, InvalidInput(errors=()))


@given(st.lists(COMMANDS, max_size=30))
def test_of_rows_that_ask_for_the_same_the_first_stays_and_the_others_name_it(commands: list[Command]) -> None:
    rows = without_duplicates([row(command) for command in commands])
    assert [one.command for one in rows] == commands
    for number, one in enumerate(rows, 1):
        first = commands.index(one.command) + 1
        if first == number:
            assert not isinstance(one.submission, DuplicateRow)
        else:
            assert one.submission == DuplicateRow(first_row=first, path=("input", "rows", str(number - 1)))


@given(st.lists(COMMANDS, max_size=5), st.lists(COMMANDS, max_size=5))
def test_two_lists_have_one_fingerprint_only_if_they_ask_for_the_same_in_the_same_order(
    some: list[Command], others: list[Command]
) -> None:
    assert (fingerprint_of(some) == fingerprint_of(others)) == (some == others)


def test_rows_that_say_nothing_of_policy_and_waitlist_have_the_fingerprint_that_they_always_had() -> None:
    before = sha256(b'[["EST001","2024-2",["G-A","G-B"]]]').digest()
    assert fingerprint_of([Command("EST001", "2024-2", ("G-A", "G-B"))]) == before


def test_the_problem_of_a_submission_leads_to_the_field_of_its_row() -> None:
    moved = of_row(StudentNotFound(student_code="X", path=("input", "studentCode")), 3)
    assert moved.path == ("input", "rows", "2", "studentCode")
    once = of_row(DuplicateRow(first_row=1, path=("input", "rows", "2")), 3)
    assert once.path == ("input", "rows", "2")
    whole = TooManyUnfinishedTasks(student_code="X", term_code="T", maximum=20, retry_after_seconds=2.0)
    assert of_row(whole, 3) == whole


def test_a_batch_is_final_when_no_row_is_queued_or_running() -> None:
    def counts(queued: int, running: int) -> BatchCounts:
        return BatchCounts(9, 1, queued, running, 1, 1, 1, 1, 1)

    assert counts(0, 0).final
    assert not counts(1, 0).final
    assert not counts(0, 1).final
