"""`registro enroll`: a file, a result for each row, and the same end however often it is interrupted."""

import csv
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from commands.processes import COMMAND, free_port
from tests.support.batches import students
from tests.support.forked import completed, forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.tokens import KEYS

GROUP = "G-ELC102-E"
SOON = 60.0
_TASKS = (
    "SELECT count(*)::int AS tasks, count(DISTINCT student_id)::int AS students FROM sagas WHERE batch_id IS NOT NULL"
)


def written(path: Path, codes: list[str], encoding: str = "utf-8") -> Path:
    rows = "".join(f"{code},2024-2,{GROUP}\n" for code in codes)
    path.write_bytes(f"student_code,term_code,group_codes\n{rows}".encode(encoding))
    return path


async def enroll(url: str, file: Path, *arguments: str) -> tuple[int, Any]:
    """The command with `--json`: its return code and its document."""
    code, out, err = await completed("enroll", str(file), "--json", "--url", url, *arguments, **KEYS)
    assert out, err
    return code, json.loads(out)


def results(file: Path) -> list[dict[str, str]]:
    with file.with_name(f"{file.stem}.results.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


async def roomy(installation: Installation) -> None:
    await installation.sql("UPDATE groups SET capacity = 5000")


async def test_each_row_of_a_file_in_latin_1_has_its_result_and_again_nothing_is_sent(
    installation: Installation, tmp_path: Path
) -> None:
    await installation.sql("INSERT INTO students (code, holds) VALUES ('Ñandú-1', '[]')")
    [processes] = await installation.start()
    file = written(tmp_path / "seniors.csv", ["Ñandú-1", "EST001", "NO-SUCH", "EST001"], "latin-1")
    code, report = await enroll(processes.base_url, file)
    assert code == 0, report
    assert (report["encoding"], report["separator"], report["sent"]) == ("latin-1", ",", 3)
    assert report["outcomes"] == {"NOT_ACCEPTED": 1, "SUCCEEDED": 3}
    rows = results(file)
    assert [(row["line"], row["student_code"], row["outcome"], row["problem"]) for row in rows] == [
        ("2", "Ñandú-1", "SUCCEEDED", ""),
        ("3", "EST001", "SUCCEEDED", ""),
        ("4", "NO-SUCH", "NOT_ACCEPTED", "STUDENT_NOT_FOUND"),
        ("5", "EST001", "SUCCEEDED", ""),
    ]
    assert rows[1]["task"] == rows[3]["task"], "two rows for the same are one task"
    code, again = await enroll(processes.base_url, file)
    assert (code, again["sent"], again["outcomes"]) == (0, 0, report["outcomes"])
    assert results(file) == rows


async def test_a_row_takes_what_it_can_get_or_waits_if_it_says_so(installation: Installation, tmp_path: Path) -> None:
    await installation.sql("UPDATE groups SET capacity = seats_taken WHERE code = 'G-ELC106-E'")
    [processes] = await installation.start()
    file = tmp_path / "seniors.csv"
    rows = ("EST001,G-ELC102-E|G-ELC106-E,,", "EST001,G-ELC102-E|G-ELC106-E,best effort,", "EST002,G-ELC106-E,,yes")
    file.write_text("\n".join(["student_code,group_codes,error_policy,waitlist", *rows]))
    code, report = await enroll(processes.base_url, file, "--term", "2024-2")
    assert (code, report["sent"]) == (0, 3)
    found = [(row["outcome"], row["problem"], row["error_policy"], row["waitlist"]) for row in results(file)]
    assert found == [
        ("REJECTED", "GROUP_FULL", "ALL_OR_NONE", "no"),
        ("SUCCEEDED", "GROUP_FULL", "BEST_EFFORT", "no"),
        ("SUCCEEDED", "", "ALL_OR_NONE", "yes"),
    ]
    code, again = await enroll(processes.base_url, file, "--term", "2024-2")
    assert (code, again["sent"], again["outcomes"]) == (0, 0, report["outcomes"])


async def test_a_file_with_bad_rows_sends_nothing_unless_they_are_to_be_left_out(
    installation: Installation, tmp_path: Path
) -> None:
    [processes] = await installation.start()
    file = written(tmp_path / "seniors.csv", ["EST001", ""])
    code, report = await enroll(processes.base_url, file)
    assert (code, report["sent"], [bad["line"] for bad in report["bad_rows"]]) == (1, 0, [3])
    code, report = await enroll(processes.base_url, file, "--skip-bad-rows")
    assert (code, report["outcomes"]) == (0, {"BAD_ROW": 1, "SUCCEEDED": 1})


async def test_rows_that_do_not_end_in_time_fail_the_command_and_the_next_run_completes_them(
    installation: Installation, tmp_path: Path
) -> None:
    [processes] = await installation.start(workers=0)
    file = written(tmp_path / "seniors.csv", ["EST001", "EST002"])
    code, report = await enroll(processes.base_url, file, "--wait-seconds", "1")
    assert (code, report["complete"], report["outcomes"]) == (1, False, {"UNFINISHED": 2})
    await processes.start_worker()
    code, report = await enroll(processes.base_url, file)
    assert (code, report["outcomes"]) == (0, {"SUCCEEDED": 2})
    assert await installation.sql(_TASKS) == [{"tasks": 2, "students": 2}]


async def test_a_server_that_is_not_there_is_said_and_every_row_is_left(tmp_path: Path) -> None:
    file = written(tmp_path / "seniors.csv", ["EST001"])
    code, report = await enroll(f"http://127.0.0.1:{free_port()}", file, "--wait-seconds", "1")
    assert (code, report["sent"], report["outcomes"]) == (1, 0, {"UNFINISHED": 1})
    assert "cannot be used" in report["error"]
    assert [row["outcome"] for row in results(file)] == ["UNFINISHED"]


async def test_results_of_one_server_are_not_taken_for_those_of_another(
    installation: Installation, tmp_path: Path
) -> None:
    [processes] = await installation.start()
    file = written(tmp_path / "seniors.csv", ["EST001"])
    await enroll(processes.base_url, file)
    rows = results(file)
    assert [row["server"] for row in rows] == [processes.base_url]
    elsewhere = f"http://127.0.0.1:{free_port()}"
    code, _, said = await completed("enroll", str(file), "--url", elsewhere, **KEYS)
    assert (code, f"has the results of {processes.base_url}, and this run is for {elsewhere}" in said) == (1, True)
    assert results(file) == rows
    code, report = await enroll(elsewhere, file, "--results", str(tmp_path / "other.csv"), "--wait-seconds", "1")
    assert (code, report["outcomes"]) == (1, {"UNFINISHED": 1})


@pytest.mark.parametrize("batches", [1, 2])
async def test_a_run_that_is_killed_is_completed_by_the_next_and_nothing_is_sent_twice(
    servers: Servers, tmp_path: Path, batches: int
) -> None:
    """Killed when the first batch is accepted, or the second: before their results are written."""
    async with servers.installation(QUICK) as installation:
        await roomy(installation)
        file = written(tmp_path / "all.csv", await students(installation, "K", 2100))
        [processes] = await installation.start()
        command = [*COMMAND, "enroll", str(file), "--url", processes.base_url]
        run = await forked(command, KEYS)

        async def accepted() -> bool:
            return len(await installation.sql("SELECT FROM batches")) >= batches

        await wait_for_async(accepted, SOON, "the batch is accepted")
        os.killpg(run.pid, signal.SIGKILL)
        await run.wait()
        code, report = await enroll(processes.base_url, file)
        assert (code, report["outcomes"]) == (0, {"SUCCEEDED": 2100})
        assert await installation.sql(_TASKS) == [{"tasks": 2100, "students": 2100}]
        assert {row["outcome"] for row in results(file)} == {"SUCCEEDED"}
        assert len(results(file)) == 2100
        assert len(await installation.sql("SELECT FROM batches")) == 3
