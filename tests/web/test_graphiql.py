"""GraphiQL in a browser that reaches nothing but this machine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.container import Container
from commands.processes import free_port
from enrollment.plans import STANDARD
from tests.support.billing import SECRET
from tests.support.engine import accept, submission
from tests.support.installation import Installation, Servers
from tests.support.machine import CLIENTS, ROOT, chromium, ended, node, there
from tests.support.tokens import token

pytestmark = pytest.mark.machine

TOKEN = token()
"""Typed in by play.mjs, half-way."""
NONCE = "n0nce-that-is-printed"
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
        "REGISTRO_DEV_NONCE": NONCE,
        "REGISTRO_ACCESS__TRUSTED_DOCUMENTS_ONLY": "true",  # the page's own are among them
    }
    async with servers.installation(billing) as installation:
        await enroll_without_billing(installation)
        (processes,) = await installation.start()
        await processes.start("billing", "billing")
        page = f"{processes.base_url}/graphiql/#nonce={NONCE}"
        code, said, complaint = await ended(node(), "graphiql/play.mjs", page, folder, chromium(), TOKEN, seconds=100)
    assert code == 0, complaint
    return {**json.loads(said), "screenshots": folder, "origin": processes.base_url}


async def enroll_without_billing(installation: Installation) -> None:
    """What the tab Compensate leaves behind where no billing is asked."""
    async with Container.connected(installation.settings(), STANDARD) as container:
        (saga,) = await accept(container, submission("EST013", ["G-ELC102-E", "G-ELC106-E"]))
        async with container.local_executor("demo") as executor:
            await executor.execute(saga)


def test_the_page_loads_nothing_from_other_hosts(seen: dict[str, Any]) -> None:
    assert seen["outside"] == []
    assert seen["addresses"]
    assert {socket["url"] for socket in seen["sockets"]} == {seen["origin"].replace("http", "ws") + "/graphql"}


def test_nothing_fails_under_its_own_policy(seen: dict[str, Any]) -> None:
    assert seen["failed"] == []
    assert seen["problems"] == []


def test_the_tabs_are_ready_to_be_played(seen: dict[str, Any]) -> None:
    assert seen["tabs"] == ["Enroll", "WatchTask", "WatchSaga", "Task", "Compensate", "Swap"]
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


def test_a_tab_that_watches_has_something_to_watch_before_anything_was_run(seen: dict[str, Any]) -> None:
    assert re.search(ID, seen["plays"]["BeforeAll"]["variables"])
    assert '"final": true' in seen["plays"]["BeforeAll"]["answer"]


@pytest.mark.parametrize("play", ["Compensated", "CompensatedAgain"])
def test_the_refused_charge_stays_on_screen_each_time(seen: dict[str, Any], play: str) -> None:
    """Also after a run without billing, which has enrolled the student."""
    assert '"student": "EST013"' in seen["plays"]["Compensate"]["variables"]
    answer = seen["plays"][play]["answer"]
    assert '"final": true' in answer
    assert '"name": "take seat G-ELC102-E", "status": "COMPENSATED"' in answer
    assert '"name": "charge", "status": "REFUSED"' in answer
    assert '"code": "PARTICIPANT_DECLINED"' in answer


def test_subscriptions_go_over_a_websocket_and_end(seen: dict[str, Any]) -> None:
    for socket in seen["sockets"]:
        kinds = [message["type"] for message in socket["received"]]
        assert kinds[0] == "connection_ack"
        assert kinds[-2:] == ["next", "complete"]
    assert len(seen["sockets"]) == 6


def test_the_token_goes_with_requests_and_sockets_and_nowhere_else(seen: dict[str, Any]) -> None:
    # The first asks for the newest task; another browser tab has tokens of its own.
    _, own, typed, *_ = dict.fromkeys(seen["authorizations"])
    assert typed == f"Bearer {TOKEN}"
    payloads = [socket["sent"][0]["payload"] for socket in seen["sockets"]]
    assert payloads == [{"Authorization": own}] * 3 + [{"Authorization": typed}] * 3
    assert not any("eyJ" in address for address in seen["addresses"])
    assert "eyJ" not in seen["local"]
    assert seen["tokenAfterReload"] == TOKEN


def test_in_development_the_page_is_signed_in_and_offers_every_role(seen: dict[str, Any]) -> None:
    assert seen["roles"] == ["student", "registrar", "operator", "admin", "other"]
    assert seen["signedInAs"] == "admin"


def test_without_the_nonce_the_page_is_not_signed_in_and_says_what_to_do(seen: dict[str, Any]) -> None:
    assert "open that" in seen["saidWithoutNonce"]
    assert seen["tokenWithoutNonce"] == ""


def test_the_nonce_is_taken_out_of_the_address(seen: dict[str, Any]) -> None:
    assert seen["addressAfterOpening"] == f"{seen['origin']}/graphiql/"
    assert NONCE not in seen["local"]


def test_a_later_visit_finds_the_tabs_as_they_were(seen: dict[str, Any]) -> None:
    assert seen["tabsAfterReload"] == seen["tabs"]
    assert "query Task(" in seen["queryAfterReload"]
    assert '"id": "VGFza' in seen["variablesAfterReload"]
    assert "registro:graphiql:tabState" in seen["local"]


def test_screenshots_are_taken(seen: dict[str, Any]) -> None:
    taken = {path.stem for path in Path(seen["screenshots"]).glob("*.png")}
    assert taken >= {"first", "Enroll", "WatchTask", "WatchSaga", "Task", "explorer", "documentation", "dark", "narrow"}


async def test_the_pages_are_well_typed() -> None:
    code, said, _ = await ended(node(), there(CLIENTS / "node_modules/typescript/bin/tsc"), "-p", ROOT / "web")
    assert code == 0, said
