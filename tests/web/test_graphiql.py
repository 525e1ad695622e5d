"""GraphiQL in a browser that reaches nothing but this machine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands.processes import free_port
from tests.support.billing import SECRET
from tests.support.installation import Servers
from tests.support.machine import CLIENTS, ROOT, chromium, ended, node, there
from tests.support.tokens import token

pytestmark = pytest.mark.machine

TOKEN = token()
"""Typed in by play.mjs, half-way."""
ID = r'"id": "([\w=]+)"'


@pytest.fixture(scope="module")
async def seen(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a visitor saw who played the tabs in order; screenshots are in the folder that pytest keeps."""
    folder = tmp_path_factory.mktemp("graphiql")
    there(ROOT / "web" / "dist" / "graphiql" / "index.html")
    there(CLIENTS / "node_modules" / ".stamp")
    billing = {
        "REGISTRO_PARTICIPANTS__BILLING_URL": f"http://127.0.0.1:{free_port()}/",
        "REGISTRO_PARTICIPANTS__SECRET": SECRET,
        "REGISTRO_STATE_DIR": str(folder),
        "REGISTRO_DEV": "1",
    }
    async with servers.installation(billing) as installation:
        (processes,) = await installation.start()
        await processes.start("billing", "billing")
        page = f"{processes.base_url}/graphiql/"
        code, said, complaint = await ended(node(), "graphiql/play.mjs", page, folder, chromium(), TOKEN, seconds=100)
    assert code == 0, complaint
    return {**json.loads(said), "screenshots": folder, "origin": processes.base_url}


def test_the_page_loads_nothing_from_other_hosts(seen: dict[str, Any]) -> None:
    assert seen["outside"] == []
    assert seen["addresses"]
    assert {socket["url"] for socket in seen["sockets"]} == {seen["origin"].replace("http", "ws") + "/graphql"}


def test_nothing_fails_under_its_own_policy(seen: dict[str, Any]) -> None:
    assert seen["failed"] == []
    assert seen["problems"] == []


def test_the_tabs_are_ready_to_be_played(seen: dict[str, Any]) -> None:
    assert seen["tabs"] == ["Enroll", "WatchTask", "WatchSaga", "Task", "Compensate"]
    assert '"studentCode": "EST001"' in seen["plays"]["Enroll"]["variables"]
    task = re.search(ID, seen["plays"]["WatchTask"]["variables"])
    saga = re.search(ID, seen["plays"]["WatchSaga"]["variables"])
    assert task
    assert saga
    assert task[1] != saga[1]
    assert task[1] in seen["plays"]["Task"]["variables"]


def test_each_tab_shows_what_it_promises(seen: dict[str, Any]) -> None:
    answers = {tab: play["answer"] for tab, play in seen["plays"].items()}
    assert '"__typename": "TaskAccepted"' in answers["Enroll"]
    assert '"final": true' in answers["WatchTask"]
    assert '"status": "SUCCEEDED"' in answers["WatchTask"]
    assert '"name": "take seat G-ELC102-E"' in answers["WatchSaga"]
    assert '"status": "CONFIRMED"' in answers["Task"]
    assert not any('"errors"' in answer for answer in answers.values())


def test_the_last_tab_begins_what_is_compensated(seen: dict[str, Any]) -> None:
    assert '"studentCode": "EST013"' in seen["plays"]["Compensate"]["variables"]
    answer = seen["plays"]["Compensated"]["answer"]
    assert '"final": true' in answer
    assert '"name": "take seat G-ELC102-E", "status": "COMPENSATED"' in answer


def test_subscriptions_go_over_a_websocket_and_end(seen: dict[str, Any]) -> None:
    for socket in seen["sockets"]:
        kinds = [message["type"] for message in socket["received"]]
        assert kinds[0] == "connection_ack"
        assert kinds[-2:] == ["next", "complete"]
    assert len(seen["sockets"]) == 4


def test_the_token_goes_with_requests_and_sockets_and_nowhere_else(seen: dict[str, Any]) -> None:
    own, typed, *_ = dict.fromkeys(seen["authorizations"])  # another browser tab has a token of its own
    assert typed == f"Bearer {TOKEN}"
    payloads = [socket["sent"][0]["payload"] for socket in seen["sockets"]]
    assert payloads == [{"Authorization": own}] * 2 + [{"Authorization": typed}] * 2
    assert not any("eyJ" in address for address in seen["addresses"])
    assert "eyJ" not in seen["local"]
    assert seen["tokenAfterReload"] == TOKEN


def test_in_development_the_page_is_signed_in_and_offers_every_role(seen: dict[str, Any]) -> None:
    assert seen["roles"] == ["student", "registrar", "operator", "admin", "other"]
    assert seen["signedInAs"] == "admin"


def test_a_later_visit_finds_the_tabs_as_they_were(seen: dict[str, Any]) -> None:
    assert '"studentCode": "EST001"' in seen["variablesAfterReload"]
    assert "registro:graphiql:tabState" in seen["local"]


def test_screenshots_are_taken(seen: dict[str, Any]) -> None:
    taken = {path.stem for path in Path(seen["screenshots"]).glob("*.png")}
    assert taken >= {"first", "Enroll", "WatchTask", "WatchSaga", "Task", "explorer", "documentation", "dark", "narrow"}


async def test_the_pages_are_well_typed() -> None:
    code, said, _ = await ended(node(), there(CLIENTS / "node_modules/typescript/bin/tsc"), "-p", ROOT / "web")
    assert code == 0, said
