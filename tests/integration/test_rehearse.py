"""`registro rehearse` with an invented term: the expected outcome in order, no violations if submitted together."""

import asyncio
import json
import os
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

from tests.data.draw_term import FOLDER, draw
from tests.support.installation import QUICK, Servers
from tests.support.poll import wait_for_async
from tests.support.scratch import scratch_folder

EXPECTED = FOLDER / "expected-in-file-order.json"
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
    return process.returncode, out.decode(), err.decode()


@pytest.fixture
def urls(servers: Servers) -> dict[str, str]:
    return {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}


async def traces(servers: Servers) -> tuple[list[str], list[bytes]]:
    """What rehearsals left behind on the servers: databases and keys."""
    connection = await asyncpg.connect(servers.database_url)
    try:
        rows = await connection.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'registro_rehearsal%'")
    finally:
        await connection.close()
    async with Redis.from_url(servers.redis_url) as redis:
        return [row["datname"] for row in rows], await redis.keys("registro_rehearsal*")


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


def basket(student: str, *groups: str, term: str = "T") -> dict[str, Any]:
    return {"studentCode": student, "termCode": term, "groupCodes": groups}


@pytest.mark.timeout(400)  # some 25 s of real work, on machines that are busy with other things as well
async def test_in_order_the_outcome_is_exactly_the_expected_one(servers: Servers, urls: dict[str, str]) -> None:
    code, out, err = await rehearse(FOLDER, "--in-order", "--expect", EXPECTED, "--json", **urls)
    outcome, expected = json.loads(out), json.loads(EXPECTED.read_text())
    assert (code, err, outcome["differences"]) == (0, "", [])
    assert {name: outcome[name] for name in expected} == expected
    assert [outcome[name] for name in ZEROS] == [0] * 5
    assert await traces(servers) == ([], [])


@pytest.mark.parametrize("rules", ["capacity", "all"])
async def test_a_term_enrolled_concurrently_breaks_no_rule(servers: Servers, urls: dict[str, str], rules: str) -> None:
    """The term's baskets are free of clashes and light enough, so that all rules object to nothing more."""
    code, out, _ = await rehearse(FOLDER, "--workers", "2", "--rules", rules, "--json", **urls)
    outcome = json.loads(out)
    assert (code, [outcome[name] for name in ZEROS]) == (0, [0] * 5)
    assert outcome["accepted"] + outcome["rejected"] == 2290
    asked = [json.loads(line) for line in draw()["baskets.jsonl"].splitlines()]
    wanted = Counter(code for basket in asked for code in basket["groupCodes"])
    rejections = outcome["rejections"]
    assert all(rejection["full"] and "problems" not in rejection for rejection in rejections)
    capacity = {row.split(",")[1]: int(row.split(",")[3]) for row in draw()["groups.csv"].decode().splitlines()[1:]}
    assert all(wanted[code] > capacity[code] for rejection in rejections for code in rejection["full"])
    assert await traces(servers) == ([], [])


async def test_without_urls_it_brings_its_own_servers_and_opens_the_term(tmp_path: Path) -> None:
    term = small_term(
        tmp_path,
        baskets=[basket("001", "A-1"), basket("002", "A-1", "B-1"), basket("001", "B-1"), basket("003", "A-2", "B-1")],
    )
    with scratch_folder() as temporary:
        environment = {"DATABASE_URL": "", "REDIS_URL": "", "TMPDIR": str(temporary)}
        code, out, err = await rehearse(term, "--workers", "1", "--in-order", "--json", **environment)
        assert not list(temporary.iterdir()), "the servers' data is gone"
    outcome = json.loads(out)
    assert (code, err) == (0, "")
    assert (outcome["accepted"], outcome["rejected"], outcome["seats_taken"]) == (2, 2, 2)
    assert outcome["rejections"] == [
        {"studentCode": "002", "full": ["A-1"]},
        {"studentCode": "003", "full": ["B-1"]},
    ]


async def test_stopped_midway_it_leaves_nothing_either(servers: Servers, urls: dict[str, str]) -> None:
    process = await start(FOLDER, "--in-order", **urls)
    await under_way(process, servers)
    process.terminate()
    await process.communicate()
    assert process.returncode == 128 + signal.SIGTERM
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
        {"studentCode": "001", "full": [], "problems": ["GROUP_NOT_FOUND"]},
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
