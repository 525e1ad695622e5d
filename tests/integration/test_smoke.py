"""`registro smoke` against a running installation."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from commands.processes import free_port
from commands.running_api import NoServer, announced, find_running_api
from commands.smoke.session import MARK
from resolvers.caller import Role
from tests.support.forked import completed
from tests.support.installation import Installation, Servers
from tests.support.tokens import KEYS, signed_in, token

STUDENT = "EST149"
_HELD = "{ student(code: %s) { enrollments(status: [RESERVED, CONFIRMED]) { nodes { group { code } } } } }"


@pytest.fixture(scope="module")
async def running(servers: Servers) -> AsyncIterator[Installation]:
    # Without the page, which need not be built where tests run.
    closed = {"REGISTRO_ACCESS__INTROSPECTION": "off", "REGISTRO_ACCESS__GRAPHIQL": "false"}
    async with servers.installation(closed) as made:
        await made.start()
        yield made


async def smoke(installation: Installation, *arguments: str) -> tuple[int, Any, str]:
    """The command with `--json`: its return code, its document, and its standard error."""
    address = installation.processes[0].base_url
    code, out, err = await completed("smoke", *arguments, "--json", "--url", address, **KEYS)
    return code, json.loads(out), err


async def seats(installation: Installation) -> list[str]:
    """The groups in which the student is."""
    async with signed_in(installation.processes[0].base_url) as client:
        answer = await client.execute(_HELD % json.dumps(STUDENT))
    return [node["group"]["code"] for node in answer["data"]["student"]["enrollments"]["nodes"]]


async def test_every_check_passes_and_what_it_made_is_taken_back(running: Installation) -> None:
    code, report, _ = await smoke(running, "all")
    assert code == 0, [result for result in report["results"] if not result["ok"]]
    found = {result["name"]: result for result in report["results"]}
    expected = {"alive", "ready", "schema", "accepted", "followed", "seats", "refused", "one task", "cache", "requests"}
    assert expected | {"taken back"} <= {name for name, result in found.items() if result["ok"]}
    assert found["requests"]["figures"]["success_rate"] == 1
    assert "GROUP_FULL" in found["refused"]["detail"]
    assert await seats(running) == []
    assert not any((await running.violations()).values())


async def test_what_was_kept_or_left_is_found_by_the_cleanup(running: Installation) -> None:
    code, kept, _ = await smoke(running, "idempotency", "--keep", "--token", token(Role.STUDENT, STUDENT))
    assert code == 0, kept
    [group] = await seats(running)
    assert kept["run"].startswith(MARK)
    code, report, _ = await smoke(running, "cleanup")
    assert (code, report["results"]) == (0, [{"name": "cleanup", "ok": True, "detail": f"dropped {group}"}])
    assert await seats(running) == []


async def test_a_token_that_the_server_does_not_trust_fails(running: Installation) -> None:
    code, report, _ = await smoke(running, "enroll", "--token", "of another server")
    assert (code, report["passed"]) == (1, False)


def test_the_server_of_this_machine_is_found(running: Installation, tmp_path: Path) -> None:
    settings = running.settings(state_dir=tmp_path, port=free_port())
    with pytest.raises(NoServer, match="registro dev"):
        find_running_api(settings)
    with announced(tmp_path, running.processes[0].base_url):
        assert find_running_api(settings) == running.processes[0].base_url
    assert list(tmp_path.iterdir()) == []
