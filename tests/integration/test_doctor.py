"""`registro doctor`: whether it passes, and what it reports."""

import asyncio
import json
import os
import sys

import pytest

from commands.processes import free_port
from enrollment.invariants import InvariantName
from tests.support.installation import Installation

GROUP = "G-INF220-B"


async def doctor(installation: Installation, *arguments: str, **environment: str) -> tuple[int, str]:
    """The command: its return code and standard output."""
    known = {"DATABASE_URL": installation.database_url, "REDIS_URL": installation.redis_url, "COLUMNS": "200"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commands", "doctor", *arguments),
        env={**os.environ, **known, **environment},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


@pytest.mark.parametrize("arguments", [(), ("--whole",)])
async def test_an_installation_without_violations_passes(
    installation: Installation, arguments: tuple[str, ...]
) -> None:
    await installation.start(apis=1, workers=1)
    code, out = await doctor(installation, *arguments)
    assert code == 0, out
    assert "✗" not in out
    well = {line.split()[1] for line in out.splitlines() if line.startswith("✓")}
    assert well == {"database", "migrations", "redis", "workers", *InvariantName}
    assert "1 alive" in out


async def test_a_violation_fails_and_is_reported_as_text_and_as_json(installation: Installation) -> None:
    await installation.start(apis=1, workers=1)
    await installation.sql("UPDATE groups SET seats_taken = seats_taken + 1 WHERE code = $1", GROUP)
    code, out = await doctor(installation)
    assert code == 1
    assert [line.split()[1] for line in out.splitlines() if line.startswith("✗")] == ["SEATS_MISCOUNTED"]
    assert f"{GROUP} in 2024-2: capacity 40, seats taken 1, live enrollments 0" in out
    code, out = await doctor(installation, "--json")
    report = json.loads(out)
    assert (code, report["ok"]) == (1, False)
    assert {one["invariant"]: one["violations"] for one in report["invariants"] if one["violations"]} == {
        "SEATS_MISCOUNTED": 1
    }
    assert {check["name"]: check["ok"] for check in report["checks"]} == {
        "database": True,
        "migrations": True,
        "redis": True,
        "workers": True,
    }


async def test_what_is_unavailable_or_missing_is_named(installation: Installation) -> None:
    await installation.sql("DELETE FROM tortoise_migrations WHERE name = '0002_rules'")
    nowhere = f"127.0.0.1:{free_port()}"
    code, out = await doctor(installation, "--json", REDIS_URL=f"redis://{nowhere}/0")
    report = {check["name"]: (check["ok"], check["detail"]) for check in json.loads(out)["checks"]}
    assert code == 1
    assert report["migrations"] == (False, "missing: 0002_rules")
    assert report["redis"][0] is False
    code, out = await doctor(installation, "--json", DATABASE_URL=f"postgresql://postgres@{nowhere}/registro")
    [check] = json.loads(out)["checks"]
    assert (code, check["name"], check["ok"]) == (1, "database", False)


async def test_without_a_worker_it_fails(installation: Installation) -> None:
    code, out = await doctor(installation, "--json")
    assert code == 1
    assert {check["name"] for check in json.loads(out)["checks"] if check["ok"] is False} == {"workers"}
