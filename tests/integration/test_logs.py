"""The log of a real installation, and the recipes of docs/logs.md, taken from the page and run as they stand there."""

import asyncio
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from tortoise.exceptions import BaseORMException
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from app.container import Container
from commands.graphql_client import GraphQLClient
from commands.processes import Processes
from resolvers.caller import Role
from resolvers.node import NodeKind
from schema.ids import encode, uuid_of
from tests.support.graphql import accepted, enroll, enrolled, finished, save_term
from tests.support.installation import QUICK, Servers
from tests.support.machine import ROOT, ended
from tests.support.tokens import authorization, signed_in, token
from tests.unit.telemetry.test_logs import logged

PAGE = (ROOT / "docs" / "logs.md").read_text(encoding="utf-8")
RECIPES = {name: text for text, name in re.findall(r"^```sh\n(# (\S+)\n.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)}
HEAD = ("timestamp", "level", "logger", "message")
REST = ("correlation_id", "saga_id", "task_id", "operation", "duration_seconds")
GROUPS = ("G-ELC102-E", "G-ELC106-E")
CROWD = range(10, 22)
KEY = "ana@example.edu"
"""An idempotency key as a client may well make one."""
ENROLL = "mutation($i: EnrollInput!) { enroll(input: $i) { ... on TaskAccepted { task { id } } } }"
AT_ALL_TIMES = datetime.fromisoformat("2024-01-01T00:00:00Z"), datetime.fromisoformat("2034-01-01T00:00:00Z")


@dataclass(slots=True)
class Heard:
    """What the processes said, a line each, by who said it; and ids of what they spoke of."""

    said: list[tuple[str, str]] = field(default_factory=list)
    first: str = ""
    socket: str = "socket-1"

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for _, line in self.said]

    def of(self, **wanted: object) -> list[dict[str, Any]]:
        """Lines with these values, in order of time."""
        found = [line for line in self.lines if wanted.items() <= {k: str(v) for k, v in line.items()}.items()]
        return sorted(found, key=lambda line: str(line["timestamp"]))


@pytest.fixture(scope="module")
async def heard(servers: Servers) -> Heard:
    """All that an API and a worker say from their start to their end, the worker stumbling once."""
    heard = Heard()
    environment = {**QUICK, "LOG_LEVEL": "DEBUG", "REGISTRO_FAULT": "after_claim:raise"}
    async with servers.installation(environment) as made:
        (processes,) = await made.start(say=lambda name, line: heard.said.append((name, line)))
        async with signed_in(processes.base_url) as api:
            await happen(api, heard)
            for task_id in await over_a_socket(processes, heard.socket):
                await finished(api, task_id)
        await made.stop()
    return heard


async def happen(api: GraphQLClient, heard: Heard) -> None:
    """A bit of everything."""
    await finished(api, (await accepted(api, "EST009", GROUPS[0]))["id"])  # over which the worker stumbles
    heard.first = (await enrolled(api, "EST001", *GROUPS, key=KEY, headers={"X-Correlation-ID": "c-1"}))["id"]
    await enroll(api, "EST001", *GROUPS, key=KEY, headers={"X-Correlation-ID": "c-2"})
    await asyncio.gather(
        *(enrolled(api, f"EST{n:03}", *GROUPS, headers={"X-Correlation-ID": f"crowd-{n}"}) for n in CROWD)
    )
    await finished(api, (await accepted(api, "EST002", "NONE"))["id"])
    await enroll(api, "UNKNOWN", GROUPS[0])
    await enroll(api, "UNKNOWN", GROUPS[0])
    await enroll(api, "EST003")
    cancel = 'mutation($id: ID!) { cancelTask(input: {id: $id, reason: "no"}) { __typename } }'
    await api.execute(cancel, {"id": heard.first}, {"X-Correlation-ID": "c-3"})
    opens, closes = AT_ALL_TIMES
    asked = {"code": "2031-1", "opensAt": opens.isoformat(), "closesAt": closes.isoformat()}
    await save_term(api, asked, {"X-Correlation-ID": "c-4"})
    await api.execute("query($code: String!) { term(code: $code) { id } }", {"code": {"secret": list(GROUPS)}})
    mine = authorization(Role.STUDENT, "EST004")
    others = {"studentCode": "EST005", "termCode": "2024-2", "groupCodes": [GROUPS[0]]}
    await api.execute(ENROLL, {"i": others}, {**mine, "X-Correlation-ID": "c-5"})


async def over_a_socket(processes: Processes, correlation_id: str) -> list[str]:
    """Two enrollments; their tasks' ids."""
    ids = []
    url = processes.base_url.replace("http", "ws") + "/graphql"
    protocols = [Subprotocol("graphql-transport-ws")]
    async with connect(url, subprotocols=protocols, additional_headers={"X-Correlation-ID": correlation_id}) as socket:
        await socket.send(orjson.dumps({"type": "connection_init", "payload": authorization()}), text=True)
        await socket.recv()
        for group in GROUPS:
            asked = {"studentCode": "EST006", "termCode": "2024-2", "groupCodes": [group]}
            payload = {"query": ENROLL, "variables": {"i": asked}}
            await socket.send(orjson.dumps({"id": group, "type": "subscribe", "payload": payload}), text=True)
            answer = orjson.loads(await socket.recv())
            ids.append(answer["payload"]["data"]["enroll"]["task"]["id"])
            assert orjson.loads(await socket.recv())["type"] == "complete"
    return ids


def test_every_line_of_every_process_has_the_same_form(heard: Heard) -> None:
    assert {name for name, _ in heard.said} == {"api", "worker0"}
    for line in heard.lines:
        keys = tuple(line)
        assert keys[:4] == HEAD
        present = tuple(key for key in REST if key in line)
        assert keys[4 : 4 + len(present)] == present
        assert datetime.fromisoformat(line["timestamp"]).utcoffset() is not None
        assert None not in line.values()
        assert ("saga_id" in line) == ("task_id" in line)
    assert {"uvicorn.error", "arq.worker"} <= {line["logger"] for line in heard.lines}


def test_each_saga_has_one_correlation_id_from_request_to_end(heard: Heard) -> None:
    ids, said = defaultdict(set), defaultdict(list)
    for line in heard.lines:
        if line["message"] in {"accepted", "committed", "saga finished"}:
            ids[line["saga_id"]].add(line["correlation_id"])
            said[line["correlation_id"]].append(line["message"])
            assert line["operation"] == "enroll"
    assert all(len(found) == 1 for found in ids.values())
    for n in CROWD:
        assert Counter(said[f"crowd-{n}"]) == {"accepted": 1, "committed": 1, "saga finished": 1}


def test_what_is_nobodys_request_has_nobodys_id(heard: Heard) -> None:
    for message in ("worker starts", "worker stopped", "api starts", "api stopped"):
        (line,) = heard.of(message=message)
        assert not set(REST) & set(line)


def test_each_operation_says_what_became_of_it(heard: Heard) -> None:
    def trail(correlation_id: str) -> list[tuple[str, str | None]]:
        found = heard.of(correlation_id=correlation_id)
        return [(line["message"], line.get("operation")) for line in found if line["logger"] != "uvicorn.error"]

    assert trail("c-2") == [("replayed", "enroll"), ("answered", "enroll")]
    assert trail("c-3") == [("refused", "cancelTask"), ("answered", "cancelTask")]
    assert heard.of(correlation_id="c-3")[0]["task_id"] == heard.first
    assert trail("c-4") == [("answered", "saveTerm")]
    assert trail("c-5") == [("refused", "enroll"), ("answered", "enroll")]
    assert heard.of(correlation_id="c-5")[0]["problem"] == "FORBIDDEN"
    for number in (1, 2):
        assert Counter(trail(f"{heard.socket}.{number}")) == Counter(
            (message, "enroll") for message in ("accepted", "answered", "committed", "saga finished")
        )


def test_nothing_secret_is_in_any_line(heard: Heard) -> None:
    everything = "\n".join(line for _, line in heard.said)
    for secret in (token(), "eyJ", KEY, *GROUPS, "EST001"):
        assert secret not in everything


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE groups SET seats_taken = capacity + 1 WHERE code = $1", [GROUPS[0]]),
        ("INSERT INTO students (code) SELECT $1 FROM terms", ["EST001"]),
        ("SELECT $1::uuid", [GROUPS[0]]),
        ("SELECT $1::text::uuid", [GROUPS[0]]),
        ("SELECT $1::jsonb", [f'{{"groups": ["{GROUPS[0]}" "{GROUPS[1]}"]}}']),
    ],
)
async def test_what_the_database_quotes_is_not_logged(container: Container, statement: str, values: list[str]) -> None:
    with pytest.raises((asyncpg.PostgresError, asyncpg.DataError, BaseORMException)) as caught:
        await container.database.query(statement, *values)
    text = logged("failed", level="error", exc_info=caught.value, error=repr(caught.value), reason=str(caught.value))
    assert "Error" in text
    for secret in (*GROUPS, "EST001"):
        assert secret not in text


def test_every_recipe_of_the_page_is_run_here() -> None:
    assert len(RECIPES) == len(re.findall(r"^```sh$", PAGE, re.MULTILINE))
    assert set(RECIPES) == {
        *("from-dev.sh", "one-request.sh", "one-connection.sh", "one-saga.sh"),
        *("slowest.sh", "refusals.sh", "errors.sh"),
    }


async def follow(name: str, folder: Path, heard: Heard, wanted: str = "") -> str:
    """What the recipe prints of what was heard."""
    text = "".join(f"{line}\n" for _, line in heard.said)
    (folder / "registro.log").write_text(text, encoding="utf-8")
    code, said, complaint = await ended("sh", "-c", RECIPES[name], folder=folder, ID=wanted)
    assert (code, complaint) == (0, "")
    return said


@pytest.mark.machine
async def test_one_request_is_followed_from_its_acceptance_to_its_end(heard: Heard, tmp_path: Path) -> None:
    said = await follow("one-request.sh", tmp_path, heard, "c-1")
    rows = [row.split("\t") for row in said.splitlines()]
    expected = heard.of(correlation_id="c-1")
    assert [(row[0], row[2]) for row in rows] == [(line["timestamp"], line["message"]) for line in expected]
    messages = [row[2] for row in rows]
    assert Counter(messages) == Counter(["accepted", "answered", "committed", "saga finished"])
    assert messages[0] == "accepted"
    assert messages.index("committed") < messages.index("saga finished")
    (steps,) = [row[5] for row in rows if row[2] == "committed"]
    assert steps == "1 validate: DONE, 2 take seat: DONE, 3 take seat: DONE, 4 confirm: DONE"


@pytest.mark.machine
async def test_one_connection_is_all_its_operations(heard: Heard, tmp_path: Path) -> None:
    said = await follow("one-connection.sh", tmp_path, heard, heard.socket)
    found = [json.loads(line) for line in said.splitlines()]
    ids = (heard.socket, f"{heard.socket}.1", f"{heard.socket}.2")
    assert {line["correlation_id"] for line in found} == set(ids)
    assert len(found) == sum(len(heard.of(correlation_id=each)) for each in ids)


@pytest.mark.machine
async def test_one_saga_is_found_by_each_of_its_ids(heard: Heard, tmp_path: Path) -> None:
    saga_id = uuid_of(heard.first, NodeKind.TASK)
    expected = heard.of(saga_id=str(saga_id))
    assert len(expected) == 5  # accepted, committed, finished, replayed, and not cancelled
    for wanted in (str(saga_id), heard.first, encode(NodeKind.SAGA, saga_id)):
        said = await follow("one-saga.sh", tmp_path, heard, wanted)
        assert [json.loads(line) for line in said.splitlines()] == expected


@pytest.mark.machine
async def test_the_slowest_ten_are_the_slowest(heard: Heard, tmp_path: Path) -> None:
    said = await follow("slowest.sh", tmp_path, heard)
    rows = [row.split("\t") for row in said.splitlines()]
    timed = [line for line in heard.lines if line["message"] in {"saga finished", "accepted", "answered"}]
    longest = sorted((line["duration_seconds"] for line in timed if line.get("kind") != "subscription"), reverse=True)
    assert [float(row[0]) for row in rows] == longest[:10]
    assert {row[2] for row in rows} <= {"saga finished", "accepted", "answered"}


@pytest.mark.machine
async def test_refusals_are_counted_by_problem(heard: Heard, tmp_path: Path) -> None:
    said = await follow("refusals.sh", tmp_path, heard)
    counted = {problem: int(count) for count, problem in (row.split() for row in said.splitlines())}
    assert counted == {
        "STUDENT_NOT_FOUND": 2,
        "GROUP_NOT_FOUND": 1,
        "INVALID_INPUT": 1,
        "ALREADY_FINAL": 1,
        "BAD_USER_INPUT": 1,
        "FORBIDDEN": 1,
    }
    assert said.split()[1] == "STUDENT_NOT_FOUND"


@pytest.mark.machine
async def test_errors_come_with_their_tracebacks(heard: Heard, tmp_path: Path) -> None:
    said = await follow("errors.sh", tmp_path, heard)
    for error in heard.of(level="error"):
        assert f"{error['timestamp']} {error['logger']}: {error['message']}" in said
    assert "workers.arq_worker: wake-up failed" in said
    assert "\nTraceback (most recent call last):\n" in said
    assert "FaultInjected" in said


@pytest.mark.machine
async def test_lines_are_taken_from_what_dev_prints(heard: Heard, tmp_path: Path) -> None:
    printed = ["registro | starting PostgreSQL", "", "Open   http://127.0.0.1:8003/graphiql/"]
    printed += [f"{name:8} | {line}" for name, line in heard.said]
    (tmp_path / "dev.log").write_text("".join(f"{line}\n" for line in printed), encoding="utf-8")
    code, _, complaint = await ended("sh", "-c", RECIPES["from-dev.sh"], folder=tmp_path)
    assert (code, complaint) == (0, "")
    taken = (tmp_path / "registro.log").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in taken] == heard.lines
