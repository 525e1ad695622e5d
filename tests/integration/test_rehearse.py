"""`registro rehearse` with an invented term: the expected outcome in order, no violations if submitted together."""

import asyncio
import csv
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
from redis.asyncio import Redis

from tests.data.draw_term import FOLDER, draw, simulate
from tests.support.forked import completed
from tests.support.installation import QUICK, Servers
from tests.support.poll import wait_for, wait_for_async
from tests.support.scratch import scratch_folder

EXPECTED = "expected-in-file-order.json"
ALL, FEW = 2290, 250
"""How many baskets the term has, and how many of them are enough to fill groups that have fewer seats."""
ZEROS = ("over_capacity", "partial", "not_final", "seats_mismatch", "unfounded")


async def start(*arguments: str | Path, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commands", "rehearse", *map(str, arguments)),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def rehearse(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """The command: its return code, standard output and standard error."""
    process = await start(*arguments, **environment)
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), without_slow_redis(err.decode())


def without_slow_redis(said: str) -> str:
    """Without lines about a call of Redis that took too long for a moment: a rehearsal goes on, whatever is lost."""
    lines = said.splitlines(keepends=True)
    return "".join(line for line in lines if not ('"Redis is unavailable: ' in line and '"TimeoutError()"' in line))


@pytest.fixture
def urls(servers: Servers) -> dict[str, str]:
    return {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}


async def traces(servers: Servers) -> tuple[list[str], list[bytes]]:
    """What rehearsals left behind on the servers: databases and keys."""
    connection = await asyncpg.connect(servers.database_url)
    try:
        rows = await connection.fetch(
            "SELECT datname FROM pg_database WHERE datname LIKE 'registro_scratch_rehearsal%'"
        )
    finally:
        await connection.close()
    async with Redis.from_url(servers.redis_url) as redis:
        return [row["datname"] for row in rows], await redis.keys("registro_scratch_rehearsal*")


def small_term(folder: Path, *, baskets: list[Mapping[str, Any]]) -> Path:
    """Three students, and two groups with one seat each."""
    (folder / "courses.csv").write_text("course_code,title,credits\nA,a,4\nB,b,4\n")
    (folder / "students.csv").write_text("student_code\n001\n002\n003\n")
    (folder / "groups.csv").write_text(
        "term_code,group_code,course_code,capacity\nT,A-1,A,1\nT,B-1,B,1\nT,A-2,A,5\nT,B-2,B,5\n"
    )
    (folder / "terms.csv").write_text("term_code,opens_at,closes_at\nT,2001-01-01T00:00Z,2001-01-02T00:00Z\n")
    (folder / "baskets.jsonl").write_text("".join(json.dumps(basket) + "\n" for basket in baskets))
    return folder


def beginning(folder: Path, number: int) -> Path:
    """The first baskets of the term, `number` of them, and a tenth of its seats."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    baskets = (FOLDER / "baskets.jsonl").read_text().splitlines(keepends=True)[:number]
    (folder / "baskets.jsonl").write_text("".join(baskets))
    groups = list(csv.DictReader((FOLDER / "groups.csv").read_text().splitlines()))
    for group in groups:
        group["capacity"] = str(int(group["capacity"]) // 10)
    with (folder / "groups.csv").open("w") as file:
        table = csv.DictWriter(file, groups[0])
        table.writeheader()
        table.writerows(groups)
    capacity = {group["group_code"]: int(group["capacity"]) for group in groups}
    (folder / EXPECTED).write_text(json.dumps(simulate(capacity, map(json.loads, baskets))))
    return folder


def basket(student: str, *groups: str, term: str = "T") -> dict[str, Any]:
    return {"studentCode": student, "termCode": term, "groupCodes": groups}


@pytest.mark.parametrize("number", [FEW, pytest.param(ALL, marks=pytest.mark.machine)])
async def test_in_order_the_outcome_is_exactly_the_expected_one(
    servers: Servers, urls: dict[str, str], tmp_path: Path, number: int
) -> None:
    term = FOLDER if number == ALL else beginning(tmp_path, number)
    code, out, err = await rehearse(term, "--in-order", "--expect", term / EXPECTED, "--json", **urls)
    outcome, expected = json.loads(out), json.loads((term / EXPECTED).read_text())
    assert (code, err, outcome["differences"]) == (0, "", [])
    assert 0 < outcome["rejected"] < number == outcome["accepted"] + outcome["rejected"]
    assert {name: outcome[name] for name in expected} == expected
    assert [outcome[name] for name in ZEROS] == [0] * 5
    assert await traces(servers) == ([], [])


@pytest.mark.parametrize("rules", ["capacity", "all"])
async def test_a_term_enrolled_concurrently_breaks_no_rule(servers: Servers, urls: dict[str, str], rules: str) -> None:
    """The term's baskets are free of clashes and light enough; a course has prerequisites, and groups reserve seats."""
    code, out, _ = await rehearse(FOLDER, "--workers", "2", "--rules", rules, "--json", **urls)
    outcome = json.loads(out)
    assert (code, [outcome[name] for name in ZEROS]) == (0, [0] * 5)
    assert outcome["accepted"] + outcome["rejected"] == ALL
    asked = [json.loads(line) for line in draw()["baskets.jsonl"].splitlines()]
    wanted = Counter(code for basket in asked for code in basket["groupCodes"])
    rejections = outcome["rejections"]
    others = {code for rejection in rejections for code in rejection.get("problems", ())}
    assert others == ({"PREREQUISITE_MISSING", "SEATS_RESERVED"} if rules == "all" else set())
    assert all(rejection["full"] or rejection["problems"] for rejection in rejections)
    capacity = {row.split(",")[1]: int(row.split(",")[3]) for row in draw()["groups.csv"].decode().splitlines()[1:]}
    assert all(wanted[code] > capacity[code] for rejection in rejections for code in rejection["full"])
    assert await traces(servers) == ([], [])


async def test_by_all_rules_histories_are_made_up_alike_and_each_group_is_explained(
    urls: dict[str, str], tmp_path: Path
) -> None:
    term = small_term(tmp_path, baskets=[basket(f"{n:03}", "B-2") for n in range(60)])
    (term / "courses.csv").write_text("course_code,title,credits,prerequisites\nA,a,4,\nB,b,4,X>=60 and (Y or Z)\n")
    (term / "students.csv").write_text("student_code\n" + "".join(f"{n:03}\n" for n in range(60)))
    (term / "groups.csv").write_text("term_code,group_code,course_code,capacity,reserved\nT,B-2,B,40,12 new\n")
    outcomes = []
    for _ in range(2):
        code, out, err = await rehearse(term, "--in-order", "--rules", "all", "--json", **urls)
        assert (code, err) == (0, "")
        outcomes.append(json.loads(out))
    first, again = ({**outcome, "seconds": 0, "per_second": 0} for outcome in outcomes)
    assert first == again
    [group] = first["groups"]
    assert group["reasons"].keys() >= {"SEATS_RESERVED", "PREREQUISITE_MISSING"}
    assert 0 < first["made_up_cohorts"] < 60
    assert first["made_up_history"] > 60
    assert {"B-2": ["PREREQUISITE_MISSING"]} in [rejection.get("groups") for rejection in first["rejections"]]


async def test_without_urls_it_brings_its_own_servers_and_opens_the_term(tmp_path: Path) -> None:
    term = small_term(
        tmp_path,
        baskets=[basket("001", "A-1"), basket("002", "A-1", "B-1"), basket("001", "B-1"), basket("003", "A-2", "B-1")],
    )
    with scratch_folder() as temporary:
        environment = {"DATABASE_URL": "", "REDIS_URL": "", "TMPDIR": str(temporary)}
        report = tmp_path / "rehearsal.html"
        arguments = ("--workers", "1", "--in-order", "--json", "--report", str(report))
        code, out, err = await rehearse(term, *arguments, **environment)
        assert not list(temporary.glob("registro-*")), "the servers' data is gone"
    outcome = json.loads(out)
    assert (code, err) == (0, "")
    assert (outcome["accepted"], outcome["rejected"], outcome["seats_taken"]) == (2, 2, 2)
    assert outcome["rejections"] == [
        {"studentCode": "002", "full": ["A-1"]},
        {"studentCode": "003", "full": ["B-1"]},
    ]
    assert json.loads(report.with_suffix(".json").read_bytes()) == outcome
    assert {group["code"]: group["refused"] for group in outcome["groups"] if group["refused"]} == {
        "A-1": ["002"],
        "B-1": ["003"],
    }
    assert "2 baskets were refused" in report.read_text(encoding="utf-8")


async def test_stopped_midway_it_leaves_nothing_either(servers: Servers, urls: dict[str, str]) -> None:
    process = await start(FOLDER, "--in-order", **urls)
    await under_way(process, servers)
    process.terminate()
    await process.communicate()
    assert process.returncode == 128 + signal.SIGTERM
    assert await traces(servers) == ([], [])


async def test_what_a_killed_one_leaves_behind_is_removed_by_the_next_command(
    servers: Servers, urls: dict[str, str]
) -> None:
    living = await start(FOLDER, "--in-order", **urls)
    try:
        await under_way(living, servers)
        [of_living], _ = await traces(servers)
        killed = await start(FOLDER, "--in-order", **urls)

        async def two_at_work() -> bool:
            return len({key.split(b":")[0] for key in (await traces(servers))[1] if b":idempotency:" in key}) == 2

        await wait_for_async(two_at_work, 30, "baskets of both come in")
        living.send_signal(signal.SIGSTOP)  # it has shown that it works, which takes a processor
        workers = await under_way(killed, servers)
        killed.kill()
        await killed.communicate()
        wait_for(lambda: not any(worker.is_running() for worker in workers), 30, "its workers have ended")
        assert len((await traces(servers))[0]) == 2

        await completed("documents", "list", **urls)

        async def only_of_living() -> bool:
            databases, keys = await traces(servers)
            return databases == [of_living] and {key.split(b":")[0].decode() for key in keys} == {of_living}

        # Any command removes it, those of other tests included: one of them may still be at the keys.
        await wait_for_async(only_of_living, 30, "what it left behind is removed")
        living.terminate()
        living.send_signal(signal.SIGCONT)
        await living.communicate()
    finally:
        if living.returncode is None:
            living.kill()
    assert living.returncode == 128 + signal.SIGTERM, "it was left alone"
    assert await traces(servers) == ([], [])


async def test_one_worker_may_die_and_the_last_one_may_not(servers: Servers, urls: dict[str, str]) -> None:
    quick = {**urls, **QUICK}
    one_dies = await start(FOLDER, "--json", **quick)
    (await under_way(one_dies, servers))[0].kill()
    out, _ = await one_dies.communicate()
    assert one_dies.returncode == 0
    assert [json.loads(out)[name] for name in ZEROS] == [0] * 5

    all_die = await start(FOLDER, "--json", "--in-order", **quick)
    for worker in await under_way(all_die, servers):
        worker.kill()
    out, _ = await all_die.communicate()
    assert all_die.returncode == 1
    assert json.loads(out)["error"].startswith("All workers have ended; the last with SIGKILL.")
    assert await traces(servers) == ([], [])


async def under_way(process: asyncio.subprocess.Process, servers: Servers) -> list[psutil.Process]:
    """Its workers, when both are at work and baskets are coming in."""

    async def workers() -> list[psutil.Process]:
        assert process.returncode is None
        if not any(b":idempotency:" in key for key in (await traces(servers))[1]):
            return []
        return [child for child in psutil.Process(process.pid).children() if child.cmdline()[-1:] == ["worker"]]

    return await wait_for_async(workers, 30, "workers, and keys of baskets")


async def test_baskets_refused_at_acceptance_are_rejections_with_their_problem(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    term = small_term(
        tmp_path,
        baskets=[basket("unknown", "A-2"), basket("001", "A-2", term="none"), basket("001", "Z"), basket("002", "A-2")],
    )
    code, out, _ = await rehearse(term, "--json", **urls)
    outcome = json.loads(out)
    assert (code, outcome["accepted"], outcome["not_final"]) == (0, 1, 0)
    assert outcome["rejections"] == [
        {"studentCode": "unknown", "full": [], "problems": ["STUDENT_NOT_FOUND"]},
        {"studentCode": "001", "full": [], "problems": ["TERM_NOT_FOUND"]},
        {"studentCode": "001", "full": [], "problems": ["GROUP_NOT_FOUND"], "groups": {"Z": ["GROUP_NOT_FOUND"]}},
    ]


async def test_another_outcome_than_expected_fails_and_is_reported(tmp_path: Path, urls: dict[str, str]) -> None:
    term = small_term(tmp_path, baskets=[basket("001", "A-2")])
    expected = tmp_path / "expected.json"
    expected.write_text('{"accepted": 2, "seats_taken": 1}')
    code, out, err = await rehearse(term, "--expect", expected, **urls)
    assert (code, err) == (1, "accepted: 2 expected, 1 found\n")
    assert "1 accepted, 0 rejected, 1 seats taken" in out
    assert "The outcome is NOT the expected one." in out
    expected.write_text('{"accepted": 1}')
    code, out, err = await rehearse(term, "--expect", expected, **urls)
    assert (code, err) == (0, "")
    assert "The outcome is the expected one." in out


async def test_a_term_that_cannot_be_imported_is_not_rehearsed(
    tmp_path: Path, servers: Servers, urls: dict[str, str]
) -> None:
    term = small_term(tmp_path, baskets=[basket("001", "A-2")])
    (term / "students.csv").write_text("student_code,max_credits\n001,many\n")
    code, out, err = await rehearse(term, "--json", **urls)
    assert (code, json.loads(out)) == (1, {"error": f"The term in {term} cannot be imported."})
    assert err.startswith('students.csv, line 2, column max_credits: "many": ')
    assert await traces(servers) == ([], [])
