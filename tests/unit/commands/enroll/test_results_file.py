"""The file of results: what is written is read again, and what is torn or strange is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.enroll.results_file import FileResult, UnusableResults, read_results, write_results
from tests.support.scratch import scratch_folder

CODES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="|"), min_size=1)
RESULTS = st.builds(
    FileResult,
    line=st.integers(2, 10**6),
    student_code=CODES,
    term_code=CODES,
    group_codes=st.lists(CODES, min_size=1, max_size=3, unique=True).map(sorted).map("|".join),
    outcome=st.sampled_from(["SUCCEEDED", "REJECTED", "FAILED", "UNFINISHED", "NOT_ACCEPTED"]),
    message=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0\r")),
    retry=st.sampled_from(["", "AFTER"]),
    error_policy=st.sampled_from(["ALL_OR_NONE", "BEST_EFFORT"]),
    waitlist=st.sampled_from(["no", "yes"]),
)
HERE, THERE = "http://127.0.0.1:8003", "https://registro.example.edu"
ENROLLED = FileResult(2, "EST001", "2024-2", "A|B", "SUCCEEDED", task="t", batch="b")


@given(st.lists(RESULTS, max_size=10, unique_by=lambda result: result.key))
def test_results_that_were_written_are_read_as_they_are(results: list[FileResult]) -> None:
    with scratch_folder() as folder:
        path = folder / "seniors.results.csv"
        write_results(path, results, HERE)
        for server in (HERE, None):
            assert read_results(path, server) == {result.key: result for result in results}
        assert not list(folder.glob("*.part"))


def test_without_a_file_there_are_no_results(tmp_path: Path) -> None:
    assert read_results(tmp_path / "none.csv", HERE) == {}


def test_results_of_another_server_are_refused_and_stay(tmp_path: Path) -> None:
    path = tmp_path / "seniors.results.csv"
    write_results(path, [ENROLLED], HERE)
    before = path.read_bytes()
    with pytest.raises(UnusableResults, match=f"has the results of {HERE}, and this run is for {THERE}; name another"):
        read_results(path, THERE)
    assert path.read_bytes() == before


def test_results_of_before_they_named_server_policy_and_waitlist_are_read_as_those_of_any_server(
    tmp_path: Path,
) -> None:
    path = tmp_path / "seniors.results.csv"
    header = "line,student_code,term_code,group_codes,outcome,problem,message,retry,task,batch"
    path.write_text(f"{header}\n2,EST001,2024-2,A|B,SUCCEEDED,,,,t,b\n")
    assert read_results(path, THERE) == {ENROLLED.key: ENROLLED}


@pytest.mark.parametrize(
    "data", [b"", b"student_code,term_code\n", b"\xff\xfe\xff", b"line,student_code,term_code,group_codes,outcome\n"]
)
def test_a_file_that_is_none_of_results_is_refused_and_not_replaced(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "precious.csv"
    path.write_bytes(data)
    with pytest.raises(UnusableResults):
        read_results(path, HERE)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("outcome", "retry", "failed"),
    [
        ("SUCCEEDED", "", False),
        ("REJECTED", "", False),
        ("CANCELLED", "", False),
        ("NOT_ACCEPTED", "", False),
        ("NOT_ACCEPTED", "AFTER", True),
        ("FAILED", "", True),
        ("UNFINISHED", "", True),
    ],
)
def test_only_what_failed_technically_is_sent_again(outcome: str, retry: str, failed: bool) -> None:
    assert FileResult(2, "EST001", "2024-2", "G", outcome, retry=retry).failed is failed
