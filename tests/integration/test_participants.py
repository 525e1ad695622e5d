"""Both participants that there are here keep the contract of docs/participants.md: the demo's and the tests' own."""

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from jsonschema import Draft202012Validator

from commands.demo_term.billing import ChargeCount, Ledger, build_billing, charges_by_saga
from commands.graphql_client import tls_context
from commands.processes import Processes, free_port
from tests.support.billing import SECRET, participant
from tests.support.installation import quiet
from tests.support.poll import wait_for_async
from workers import signing

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "participants.md"
ANSWER = Draft202012Validator(
    json.loads((ROOT / "docs" / "participants" / "answer.schema.json").read_text(encoding="utf-8"))
)


class System:
    """A participant, asked as Registro asks."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def post(
        self,
        saga: str,
        verb: str,
        *,
        student: str = "EST001",
        key: str | None = None,
        secret: str = SECRET,
        age: float = 0,
    ) -> httpx.Response:
        """Send a request that may be wrong in one thing."""
        fields = {"saga": saga, "step": "charge", "verb": verb, "studentCode": student, "termCode": "2024-2"}
        body = json.dumps({**fields, "groupCodes": ["G-ELC102-E"]}).encode()
        headers = {
            "Idempotency-Key": key or f"{saga}:charge:{verb}",
            signing.HEADER: signing.sign(secret.encode(), body, int(time.time() - age)),
        }
        return await self.http.post("/", content=body, headers=headers)

    async def ask(self, saga: str, verb: str, *, student: str = "EST001") -> dict[str, Any]:
        """Its answer, which keeps its schema."""
        response = await self.post(saga, verb, student=student)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        ANSWER.validate(answer)
        return answer


def demo(path: Path) -> System:
    """The demo's billing, on the answers that are in `path`."""
    transport = httpx.ASGITransport(build_billing(Ledger(path), SECRET.encode(), charge_seconds=0))
    return System(httpx.AsyncClient(transport=transport, base_url="http://billing.test"))


@pytest.fixture(scope="module")
async def reference() -> AsyncIterator[System]:
    """The tests' own."""
    async with participant() as billing:
        yield System(billing.http)


@pytest.fixture(params=["demo", "reference"])
def system(request: pytest.FixtureRequest, tmp_path: Path, reference: System) -> System:
    return demo(tmp_path / "billing.jsonl") if request.param == "demo" else reference


@pytest.fixture
def saga() -> str:
    return str(uuid4())


async def test_the_same_request_has_the_same_answer(system: System, saga: str) -> None:
    first = await system.ask(saga, "do")
    assert first["status"] == "done"
    assert (await system.ask(saga, "do"))["status"] == "done"
    assert (await system.ask(saga, "undo"))["status"] == "done"
    assert (await system.ask(saga, "undo"))["status"] == "done"


async def test_an_undo_of_something_unknown_is_remembered_and_refuses_a_late_do(system: System, saga: str) -> None:
    assert (await system.ask(saga, "undo"))["status"] == "done"
    assert (await system.ask(saga, "do"))["status"] == "declined"
    assert (await system.ask(saga, "do"))["status"] == "declined"


async def test_what_was_undone_is_not_done_again(system: System, saga: str) -> None:
    await system.ask(saga, "do")
    await system.ask(saga, "undo")
    assert (await system.ask(saga, "do"))["status"] == "declined"


async def test_of_two_concurrent_ones_one_decides(system: System, saga: str) -> None:
    done, undone = await asyncio.gather(system.ask(saga, "do"), system.ask(saga, "undo"))
    assert undone["status"] == "done"
    assert done["status"] in {"done", "declined"}
    assert (await system.ask(saga, "do"))["status"] == "declined"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        pytest.param({"secret": "of another system"}, 401, id="another secret"),
        pytest.param({"age": 301}, 401, id="too old"),
        pytest.param({"age": -302}, 401, id="of the future"),
        pytest.param({"key": f"{uuid4()}:charge:do"}, 400, id="another key than was signed"),
    ],
)
async def test_what_is_not_ours_has_no_effect(system: System, saga: str, wrong: dict[str, Any], status: int) -> None:
    assert (await system.post(saga, "undo", **wrong)).status_code == status
    assert (await system.ask(saga, "do"))["status"] == "done"


async def test_the_demo_declines_one_student_and_stays_with_it(tmp_path: Path, saga: str) -> None:
    system = demo(tmp_path / "billing.jsonl")
    declined = await system.ask(saga, "do", student="EST013")
    assert declined == {"status": "declined", "reason": "EST013 has no credit"}
    assert await system.ask(saga, "do", student="EST013") == declined
    assert (await system.ask(saga, "undo", student="EST013"))["reason"] == "there was nothing to refund"


async def test_the_demo_keeps_its_word_after_a_restart(tmp_path: Path, saga: str) -> None:
    path, other = tmp_path / "new folder" / "billing.jsonl", str(uuid4())
    before = demo(path)
    receipt = await before.ask(saga, "do")
    await before.ask(other, "undo")
    with path.open("ab") as file:
        file.write(b'{"key":"half a l')  # killed while it wrote
    after = demo(path)
    assert await after.ask(saga, "do") == receipt
    assert (await after.ask(other, "do"))["status"] == "declined"
    third = await after.ask(str(uuid4()), "do")
    assert third["reason"] != receipt["reason"]
    assert len((await demo(path).http.get("/ledger")).json()) == 3


async def test_the_demo_knows_from_its_file_what_it_charged_and_gave_back(tmp_path: Path) -> None:
    path, kept, refunded, declined, unknown = tmp_path / "billing.jsonl", *(str(uuid4()) for _ in range(4))
    for _ in range(2):  # once more after a restart: nothing is done again
        system = demo(path)
        await system.ask(kept, "do")
        for verb in ("do", "undo"):
            await system.ask(refunded, verb)
            await system.ask(declined, verb, student="EST013")
        await system.ask(unknown, "undo")
    assert charges_by_saga(path) == {
        UUID(kept): ChargeCount(charges=1),
        UUID(refunded): ChargeCount(charges=1, refunds=1),
        UUID(declined): ChargeCount(),
        UUID(unknown): ChargeCount(),
    }


@pytest.mark.machine
async def test_the_page_can_be_followed_step_by_step(tmp_path: Path) -> None:
    """Its commands, as they stand there but for the port."""
    by_hand = PAGE.read_text(encoding="utf-8").partition("## By hand")[2]
    start, ask = re.findall(r"^```sh\n(.*?)^```$", by_hand, re.DOTALL | re.MULTILINE)
    url = f"http://127.0.0.1:{free_port()}/"
    *exports, command = start.replace("http://127.0.0.1:8013/", url).splitlines()
    given = dict(shlex.split(export)[1].split("=", 1) for export in exports)
    processes = Processes({**given, "REGISTRO_STATE_DIR": str(tmp_path)}, port=free_port(), say=quiet)
    try:
        await processes.start("billing", *shlex.split(command)[1:])

        async def listens() -> bool:
            async with httpx.AsyncClient(base_url=url, verify=tls_context()) as http:
                try:
                    return (await http.get("/ledger")).is_success
                except httpx.TransportError:
                    return False

        await wait_for_async(listens, 20, "billing listens")
        assert shutil.which("openssl")
        assert shutil.which("curl")
        said = await asyncio.to_thread(
            subprocess.run, ["sh", "-c", ask], env={**os.environ, **given}, capture_output=True, text=True, check=True
        )
    finally:
        await processes.stop()
    answers = [json.loads(line) for line in said.stdout.replace("}{", "}\n{").splitlines()]
    assert [answer["status"] for answer in answers] == ["done", "done", "done", "declined"]
