"""Events that several subscribers get: executed once, and shown to each as they may see it."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.execution import ExecutionResult

from enrollment.catalogue import Student
from resolvers.caller import Caller, Role
from resolvers.language import Language
from resolvers.node import NodeKind
from schema.build import SCHEMA
from schema.event_answers import EventAnswer
from schema.ids import encode
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.poll import in_time
from tests.support.states import make_state

TASK = "subscription ($id: ID!) { task(id: $id) { version task { groups { groupCode status } saga { stuckReason } } } }"
SAGA = "subscription ($id: ID!) { saga(id: $id) { version steps { name } } }"
LOADED = "subscription ($id: ID!) { task(id: $id) { version task { student { code } } } }"

SOON = 5.0
OPERATOR = Caller("olga", frozenset({Role.OPERATOR}))
STUDENT = Caller("ana", frozenset({Role.STUDENT}), "EST001")


class NoStudents:
    """A catalogue without students."""

    async def students_by_code(self, _: Sequence[str]) -> Mapping[str, Student]:
        return {}


class Watching:
    """Subscribers to one task."""

    def __init__(self, task_id: UUID) -> None:
        self.state = make_state(task_id, 1)
        self.services = MemoryServices(tasks=MemoryTasks(self.state), catalogue=NoStudents())

    @asynccontextmanager
    async def subscribed(
        self,
        document: str = TASK,
        kind: NodeKind = NodeKind.TASK,
        caller: Caller = OPERATOR,
        language: Language = Language.EN,
    ) -> AsyncIterator[AsyncGenerator[ExecutionResult, None]]:
        """A subscriber who has had the snapshot."""
        context = self.services.context(caller, language=language)
        source = await SCHEMA.stream(document, {"id": encode(kind, self.state.id)}, context)
        events = cast("AsyncGenerator[ExecutionResult, None]", source)
        assert not isinstance(await in_time(anext(events), SOON), EventAnswer)
        try:
            yield events
        finally:
            await events.aclose()

    def publish(self, version: int) -> None:
        self.services.task_feed.offer(make_state(self.state.id, version))


@pytest.fixture
def watching() -> Watching:
    return Watching(uuid4())


async def following(events: AsyncGenerator[ExecutionResult, None]) -> dict[str, Any]:
    """The data of the next event."""
    result = await in_time(anext(events), SOON)
    assert result.data is not None
    return result.data


async def test_an_event_is_executed_and_encoded_once(watching: Watching) -> None:
    async with watching.subscribed() as one, watching.subscribed() as other:
        for version in (2, 3):
            watching.publish(version)
            first, second = await in_time(anext(one), SOON), await in_time(anext(other), SOON)
            assert first is second
            assert isinstance(first, EventAnswer)
            assert first.data is not None
            assert first.data["task"]["version"] == version
            assert first.json is first.json
            assert b'"cost"' in first.json


@pytest.mark.parametrize(("caller", "language"), [(STUDENT, Language.EN), (OPERATOR, Language.ES)])
async def test_who_may_see_something_else_has_an_answer_of_their_own(
    watching: Watching, caller: Caller, language: Language
) -> None:
    async with watching.subscribed() as one, watching.subscribed(caller=caller, language=language) as other:
        watching.publish(2)
        assert await in_time(anext(one), SOON) is not await in_time(anext(other), SOON)


async def test_another_document_has_an_answer_of_its_own(watching: Watching) -> None:
    async with watching.subscribed() as one, watching.subscribed(TASK + " ") as other:
        watching.publish(2)
        assert await in_time(anext(one), SOON) is not await in_time(anext(other), SOON)


async def test_what_is_loaded_for_a_caller_is_not_shared(watching: Watching) -> None:
    async with watching.subscribed(LOADED) as one, watching.subscribed(LOADED) as other:
        watching.publish(2)
        first, second = await in_time(anext(one), SOON), await in_time(anext(other), SOON)
        assert first.data == second.data
        assert not isinstance(first, EventAnswer)


async def test_steps_are_those_since_the_event_before_of_each_subscriber(watching: Watching) -> None:
    async with watching.subscribed(SAGA, NodeKind.SAGA) as slow, watching.subscribed(SAGA, NodeKind.SAGA) as quick:
        watching.publish(2)
        await following(quick)
        watching.publish(3)
        assert [len(data["saga"]["steps"]) for data in (await following(slow), await following(quick))] == [2, 1]


def _fields_that_wait_for_nothing() -> set[tuple[str, str]]:
    """The fields of events, and of what they lead to, whose resolvers see who asks and are not awaited."""
    found = set()
    for definition in SCHEMA.schema_converter.type_map.values():
        if not isinstance(definition.definition, StrawberryObjectDefinition):
            continue
        for field in definition.definition.fields:
            resolver = field.base_resolver
            if resolver is None or resolver.info_parameter is None or resolver.is_async:
                continue
            found.add((definition.definition.name, SCHEMA.config.name_converter.get_graphql_name(field)))
    return found


def test_what_is_shared_depends_on_nothing_but_language_and_roles() -> None:
    roots = {"Query", "Mutation", "Subscription"}
    seeing = {(owner, field) for owner, field in _fields_that_wait_for_nothing() if owner not in roots}
    of_roles = {("Saga", "stuckReason"), ("SagaStep", "detail"), ("TaskWait", "detail")}
    of_settings = {("Term", "timeZone"), ("Task", "receipt")}
    others = {(owner, field) for owner, field in seeing - of_roles - of_settings if field != "message"}
    assert others == set(), "such a field must not depend on the caller's subject, because answers are shared"
