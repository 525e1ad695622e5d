"""Every form in which a release stored or sent something is read by the code of today.

What is compared byte by byte is what others compare: signatures, idempotency keys, ids. JSON may gain fields, as those
who read it ignore what they do not know; what was there has to stay. A form that changes here breaks an installation in
which old and new processes run side by side: keep reading the old one, and write it for as long as old processes do.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enrollment.paging import BadCursor, PageRequest
from enrollment.plans import STANDARD
from enrollment.problems import AnyProblem
from enrollment.task import Command, TaskKind
from events.envelope import decode, encode, split
from guards.breaker.shared_state import CircuitChange
from guards.idempotency.key import derived_key, fingerprint
from models.cursors import decode_cursor, paged
from models.task_states import command_of, outcome_of
from saga.journal import SagaStatus, StepRecord
from schema import ids
from tests.support.wire_forms import edges, objects
from workers import signing
from workers.participant_messages import ParticipantAnswer, ParticipantRequest

DATA = Path(__file__).parents[1] / "data"
RELEASES = sorted(folder for folder in DATA.glob("release-*") if (folder / "keys.json").exists())


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def release(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def kept(release: Path, name: str) -> Any:
    """What the release's folder has under this name."""
    return json.loads((release / f"{name}.json").read_text(encoding="utf-8"))


def as_json(value: object) -> Any:
    """A value as a reader of its JSON has it."""
    return json.loads(msgspec.json.encode(value))


def holds(now: Any, then: Any) -> bool:
    """Whether a value of JSON has everything that was in it then; objects may have more."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return isinstance(now, list) and len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


def test_only_additions_hold_what_was_there() -> None:
    assert holds({"a": [{"b": 1, "c": 2}], "d": 3}, {"a": [{"b": 1}]})
    assert not holds({"a": [{"c": 1}]}, {"a": [{"b": 1}]})
    assert not holds({"a": []}, {"a": [{"b": 1}]})
    assert not holds({"a": "1"}, {"a": 1})


def test_keys_and_fingerprints_are_those_of_the_release(release: Path) -> None:
    for example in kept(release, "keys"):
        command = msgspec.convert(example["command"], Command)
        kind = TaskKind(example["kind"])
        assert derived_key(kind, command) == example["derived"]
        assert fingerprint(kind, command).hex() == example["fingerprint"]
    assert kept(release, "keys")[0]["derived"].startswith("inscription:2c15d1f2fadb"), "the service before this one"


def test_rows_of_sagas_are_read_and_belong_to_a_plan_that_is_known(release: Path) -> None:
    rows = kept(release, "sagas")
    assert {row["status"] for row in rows} > {"PENDING", "RUNNING", "COMPENSATING", "STUCK", "COMPENSATED"}
    for row in rows:
        command = command_of(row)
        assert holds(as_json(command), json.loads(row["command"]))
        assert holds(as_json(outcome_of(row)), json.loads(row["outcome"]))
        assert row["status"] in set(SagaStatus)
        assert row["fingerprint"] == fingerprint(TaskKind(row["kind"]), command).hex()
        if row["key_derived"]:
            assert row["idempotency_key"] == derived_key(TaskKind(row["kind"]), command)
        steps = STANDARD.of(row["plan"], row["plan_version"], command).steps
        for kept_step in row["steps"]:
            record = msgspec.convert(kept_step, StepRecord[AnyProblem])
            assert record.name == steps[record.position - 1].name
            untimed = {name: value for name, value in kept_step.items() if not name.endswith("_at")}
            assert holds(as_json(record), untimed)


def test_events_are_read_and_written_as_they_were(release: Path) -> None:
    messages = kept(release, "redis")["messages"]["registro:events"]
    assert messages
    for message in messages:
        task_id, version, body = split(message.encode())
        state = decode(body)
        assert (state.id, state.version) == (task_id, version)
        *head, now = encode(state).decode().split("\n", 2)
        *old_head, then = message.split("\n", 2)
        assert head == old_head
        assert holds(json.loads(now), json.loads(then))


def test_changes_of_circuits_are_read_and_written_as_they_were(release: Path) -> None:
    [changes] = [key["value"] for key in kept(release, "redis")["keys"] if key["name"] == "registro:breakers:changes"]
    assert changes
    for then in changes:
        assert holds(as_json(msgspec.json.decode(then, type=CircuitChange)), json.loads(then))


def test_every_problem_is_read_and_written_as_it_was(release: Path) -> None:
    for then in kept(release, "problems"):
        problem = msgspec.json.decode(json.dumps(then), type=AnyProblem)
        assert holds(as_json(problem), then)


def test_ids_and_cursors_are_read_and_written_as_they_were(release: Path) -> None:
    answers = [each["answer"] for each in kept(release, "graphql")["pages"]]
    given = {found["id"]: found["__typename"] for answer in answers for found in objects(answer) if "id" in found}
    assert len(set(given.values())) == 10, "every type that has an id"
    for id_, name in given.items():
        reference = ids.decode(id_)
        assert reference
        assert reference[0] == name
        assert ids.encode(*reference) == id_
    for answer in answers:
        for edge in edges(answer):
            row = {"key": key_in(edge["cursor"])}
            assert paged([row], PageRequest(1), dict, lambda row: row["key"]).cursors == [edge["cursor"]]


def key_in(cursor: str) -> list[str]:
    """What a cursor stands for, which has one part or two."""
    for parts in ((str,), (str, str)):
        with suppress(BadCursor):
            return list(decode_cursor(cursor, *parts) or ())
    raise AssertionError(f"{cursor} cannot be read")


def test_requests_to_participants_are_written_and_signed_as_they_were(release: Path) -> None:
    billing = kept(release, "billing")
    for sent in billing["requests"]:
        request = msgspec.convert(sent["body"], ParticipantRequest)
        assert request.idempotency_key == sent["headers"]["Idempotency-Key"]
        body, signature = msgspec.json.encode(request), sent["headers"][signing.HEADER]
        at = int(signature.partition(",")[0].removeprefix("t="))
        assert signing.sign(billing["secret"].encode(), body, at) == signature
    for answer in billing["answers"]:
        assert as_json(msgspec.convert(answer, ParticipantAnswer)) == answer
