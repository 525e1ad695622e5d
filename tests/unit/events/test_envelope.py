"""What is published arrives as it was: every kind of value that a task's state may hold survives the journey."""

import types
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.problems import AnyProblem, Problem
from enrollment.task import GroupTask, TaskState
from events.envelope import UnreadableEvent, decode, encode, split
from saga.journal import StepRecord
from tests.support.states import make_state

LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    UUID: st.uuids(),
    types.NoneType: st.none(),
}


@cache
def drawn(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that a state is made of, fields with defaults drawn too."""
    if kind in LEAVES:
        return LEAVES[kind]
    if get_origin(kind) is tuple:
        return st.lists(drawn(get_args(kind)[0]), max_size=3).map(tuple)
    if get_origin(kind) in {Union, types.UnionType}:
        return st.one_of([drawn(each) for each in get_args(kind)])
    made = get_origin(kind) or kind
    if issubclass(made, Enum):
        return st.sampled_from(made)
    return st.builds(made, **{field.name: drawn(field.type) for field in msgspec.structs.fields(kind)})


def travelled(state: TaskState) -> TaskState:
    task_id, version, body = split(encode(state))
    assert (task_id, version) == (state.id, state.version)
    return decode(body)


@given(drawn(TaskState))
def test_any_state_arrives_as_it_was(state: TaskState) -> None:
    assert travelled(state) == state


STEP = st.builds(StepRecord)


@pytest.mark.parametrize("kind", get_args(AnyProblem))
@given(st.data())
def test_each_problem_arrives_as_it_was_wherever_it_stands(kind: type[Problem], data: st.DataObject) -> None:
    problem = data.draw(drawn(kind))
    state = msgspec.structs.replace(
        make_state(uuid4(), 1),
        problems=(problem,),
        groups=(GroupTask("G-ELC102-E", problems=(problem,)),),
        steps=(msgspec.structs.replace(data.draw(STEP), problem=problem),),
    )
    arrived = travelled(state)
    assert arrived == state
    assert {type(arrived.problems[0]), type(arrived.groups[0].problems[0]), type(arrived.steps[0].problem)} == {kind}


def test_times_keep_their_zone_and_their_microseconds() -> None:
    at = datetime(2024, 7, 1, 8, 0, 0, 123456, tzinfo=UTC)
    arrived = travelled(msgspec.structs.replace(make_state(uuid4(), 1), started_at=at)).started_at
    assert arrived == at
    assert arrived.utcoffset() == at.utcoffset()


@pytest.mark.parametrize(
    "payload",
    [b"", b"hello", b"1\n2\n{}", b"%b\nx\n{}" % str(uuid4()).encode(), b"\xff\xfe\n1\n{}"],
    ids=["empty", "no lines", "no id", "no version", "no text"],
)
def test_what_has_no_head_is_unreadable(payload: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        split(payload)


def test_what_is_no_state_is_unreadable() -> None:
    known = encode(make_state(uuid4(), 1))
    nested = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    for body in (
        b"",
        b"{}",
        b"\xff",
        b'{"student_code": "\xff"}',
        nested,
        known.replace(b"RUNNING", b"DANCING").split(b"\n", 2)[2],
    ):
        with pytest.raises(UnreadableEvent):
            decode(body)
