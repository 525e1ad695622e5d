"""`registro doctor`: whether it passes, and what it reports."""

import json
from pathlib import Path

import pytest
from redis.exceptions import OutOfMemoryError

from app.container import Container
from commands.processes import free_port
from enrollment.invariants import InvariantName
from tests.support.engine import accept, living, submission
from tests.support.forked import completed
from tests.support.installation import Installation
from tests.support.redis_server import RedisServer

GROUP = "G-INF220-B"


async def doctor(installation: Installation, *arguments: str, **environment: str) -> tuple[int, str]:
    """The command: its return code and standard output."""
    known = {"DATABASE_URL": installation.database_url, "REDIS_URL": installation.redis_url, "COLUMNS": "200"}
    code, out, _ = await completed("doctor", *arguments, **{**known, **environment})
    return code, out


@pytest.mark.parametrize("arguments", [(), ("--whole",)])
async def test_an_installation_without_violations_passes(
    installation: Installation, arguments: tuple[str, ...]
) -> None:
    await installation.start(apis=1, workers=1)
    code, out = await doctor(installation, *arguments)
    assert code == 0, out
    assert "✗" not in out
    well = {line.split()[1] for line in out.splitlines() if line.startswith("✓")}
    assert well == {
        "database",
        "settings",
        "migrations",
        "redis",
        "profile",
        "retention",
        "workers",
        "plans",
        *InvariantName,
    }
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
        "settings": True,
        "migrations": True,
        "redis": True,
        "profile": True,
        "retention": True,
        "workers": True,
        "plans": True,
    }


async def test_the_plans_of_sagas_under_way_need_a_worker_that_knows_them(
    installation: Installation, container: Container
) -> None:
    _, unknown = await accept(container, submission("EST001", [GROUP]), submission("EST002", [GROUP]))
    await installation.sql("UPDATE sagas SET plan_version = 2 WHERE id = $1", unknown)

    async def plans() -> tuple[bool, list[str]]:
        _, out = await doctor(installation, "--json", REGISTRO_WORKER__LEASE_SECONDS="600")  # it beats once only
        [check] = [check for check in json.loads(out)["checks"] if check["name"] == "plans"]
        return check["ok"], check["detail"].splitlines()

    async with living(container, 1):
        old = "enroll 1: 1 under way, known by 1 workers"
        assert await plans() == (False, [old, "enroll 2: 1 under way, known by 0 workers"])
        await installation.sql("UPDATE workers SET plans = plans || '{enroll 2}'::text[]")
        assert await plans() == (True, [old, "enroll 2: 1 under way, known by 1 workers"])
        await installation.sql("UPDATE workers SET plans = NULL")
        silent = [f"enroll {version}: 1 under way, known by 0 workers, 1 do not say" for version in (1, 2)]
        assert await plans() == (True, silent), "a worker of 0.1.0 may know it"


async def test_what_is_unavailable_or_missing_is_named(installation: Installation) -> None:
    await installation.sql("DELETE FROM tortoise_migrations WHERE name = '0002_rules'")
    nowhere = f"127.0.0.1:{free_port()}"
    code, out = await doctor(installation, "--json", REDIS_URL=f"redis://{nowhere}/0")
    report = {check["name"]: (check["ok"], check["detail"]) for check in json.loads(out)["checks"]}
    assert code == 1
    assert report["migrations"] == (False, "missing: 0002_rules")
    assert report["redis"][0] is False
    code, out = await doctor(installation, "--json", DATABASE_URL=f"postgresql://postgres@{nowhere}/registro")
    seen = {check["name"]: check["ok"] for check in json.loads(out)["checks"]}
    unseen = dict.fromkeys(("settings", "migrations", "workers", "plans"))
    assert (code, seen) == (1, {"database": False, **unseen, "redis": True, "profile": True, "retention": True})


async def test_without_an_installation_it_says_so_and_makes_nothing(installation: Installation, tmp_path: Path) -> None:
    state = tmp_path / "state"
    nowhere = {"DATABASE_URL": "", "REDIS_URL": "", "REGISTRO_STATE_DIR": str(state)}
    code, out = await doctor(installation, "--json", **nowhere)
    [database] = [check for check in json.loads(out)["checks"] if check["name"] == "database"]
    assert (code, database["ok"]) == (1, False)
    assert f"`registro dev` has not run in {state}" in database["detail"]
    assert not state.exists()


async def test_a_redis_that_is_full_answers_and_is_no_good(installation: Installation, tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    await server.start()
    try:
        async with server.client() as redis:
            await redis.config_set("maxmemory", "1")
        settings = installation.settings(redis_url=f"unix://{server.socket}")
        async with Container.connected(settings) as container, container.api() as parts:
            with pytest.raises(OutOfMemoryError, match="maxmemory"):
                await parts.checks["redis"]()
        _, out = await doctor(installation, "--json", REDIS_URL=f"unix://{server.socket}")
        [check] = [check for check in json.loads(out)["checks"] if check["name"] == "redis"]
        assert (check["ok"], "maxmemory" in check["detail"]) == (False, True)
    finally:
        server.kill()


async def test_without_a_worker_it_fails_and_of_an_open_profile_it_only_warns(installation: Installation) -> None:
    code, out = await doctor(installation, "--json", REGISTRO_PROFILE="open")
    assert code == 1
    checks = json.loads(out)["checks"]
    assert {check["name"] for check in checks if check["ok"] is False} == {"workers"}
    [profile] = [check for check in checks if check["name"] == "profile"]
    assert profile["ok"] is None
    assert profile["detail"].startswith("warning: open")
