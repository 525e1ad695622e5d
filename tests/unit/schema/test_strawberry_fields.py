"""Compiled operations answer as graphql-core does, with any role: generated ones, and one for each root field."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import pytest
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    OperationType,
    execute,
    is_required_argument,
    is_required_input_field,
    parse,
    print_ast,
)
from hypothesis import Phase, example, given, note, settings
from hypothesis import strategies as st

from guards.operation_limits import OperationLimits
from kit.graphql_compiler.operations import CompiledOperations
from resolvers.caller import ANONYMOUS, Caller, Role
from resolvers.context import Context
from resolvers.language import Language
from resolvers.node import NodeKind
from schema.build import SCHEMA
from schema.ids import encode
from schema.operation_execution import OperationExecutor
from schema.strawberry_fields import StrawberryFields
from tests.support.execution_results import assert_same, settled
from tests.support.generated_operations import CONDITIONS, Writer
from tests.support.made_services import made_services
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.root_fields import ROOT_FIELDS
from tests.support.states import make_state

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Behind an error graphql-core leaves coroutines that nothing awaits."""
FIELDS = StrawberryFields(SCHEMA.schema_converter)
COMPILED = CompiledOperations(FIELDS, 20_000)
CALLERS = [ANONYMOUS, *(Caller(role.value.lower(), frozenset({role}), "EST001") for role in Role)]
Execute = Callable[..., Any]


async def both(
    document: DocumentNode, variables: Mapping[str, Any], caller: Caller, seed: int, faults: int
) -> tuple[ExecutionResult, ExecutionResult]:
    """What graphql-core answers, and what the compiled operation answers."""
    executor = OperationExecutor.build(SCHEMA.core, document, None, MemoryServices().context(), dict(variables))
    assert isinstance(executor, OperationExecutor)
    assert COMPILED.find(executor) or COMPILED.find(executor)
    results = []
    for compiled in (None, COMPILED):
        context = Context(made_services(seed, faults=faults), "c-test", caller, Language.EN)
        run = partial(
            execute,
            SCHEMA.core,
            document,
            variable_values=dict(variables),
            context_value=context,
            executor_class=OperationExecutor,
            compiled=compiled,
        )
        results.append(await settled(run))
    return results[0], results[1]


def literal(type_: Any, name: str, random: Random) -> str:
    """A value that is mostly accepted, as it stands in a document."""
    match type_:
        case GraphQLNonNull():
            return literal(type_.of_type, name, random)
        case GraphQLList():
            return f"[{', '.join(literal(type_.of_type, name, random) for _ in range(random.randrange(4)))}]"
        case GraphQLEnumType():
            return str(random.choice(sorted(type_.values)))
        case GraphQLInputObjectType():
            chosen = [
                f"{name}: {literal(member.type, name, random)}"
                for name, member in type_.fields.items()
                if is_required_input_field(member) or random.random() < 0.3
            ]
            return f"{{{', '.join(chosen)}}}"
    if str(type_) == "ID":
        number = random.randrange(1000)
        kind = random.choice(list(NodeKind))
        return f'"{encode(kind, f"00000000-0000-0000-0000-{number:012x}" if random.random() < 0.7 else number)}"'
    moment = f'"2030-01-{random.randrange(1, 29):02}T00:00:00Z"'
    scalars = {"Int": str(random.randrange(1, 100)), "Float": "1.5", "Boolean": "true", "DateTime": moment}
    return scalars.get(str(type_), f'"EST00{random.randrange(4)}"')


def arguments(random: Random, field: GraphQLField) -> str:
    """Those that are required, and sometimes the others."""
    chosen = [
        f"{name}: {literal(argument.type, name, random)}"
        for name, argument in field.args.items()
        if (is_required_argument(argument) or random.random() < 0.2) and name != "after"
    ]
    return f"({', '.join(chosen)})" if chosen else ""


async def check_generated(seed: int) -> None:
    random = Random(seed)
    kind = random.choice((OperationType.QUERY, OperationType.QUERY, OperationType.MUTATION))
    document = Writer(SCHEMA.core, random, arguments).operation(kind)
    variables = {name: random.random() < 0.5 for name in CONDITIONS}
    core, compiled = await both(document, variables, random.choice(CALLERS), seed, random.choice((0, 0, 5, 30)))
    note(print_ast(document))
    assert_same(compiled, core)


ONCE = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=200, phases=ONCE)
@given(st.integers(min_value=0))
@example(2993)  # a field is cancelled that waits for the same as another
def test_generated_operations(seed: int) -> None:
    asyncio.run(check_generated(seed))


@pytest.mark.machine
@settings(max_examples=2000, phases=ONCE)
@given(st.integers(min_value=0))
def test_many_generated_operations(seed: int) -> None:
    asyncio.run(check_generated(seed))


@pytest.mark.parametrize("caller", CALLERS, ids=lambda caller: caller.subject)
async def test_every_root_field_for_every_role(caller: Caller) -> None:
    for use in ROOT_FIELDS.values():
        document = parse(use.document)
        if not use.document.startswith("subscription"):
            core, compiled = await both(document, {}, caller, 7, 0)
            assert_same(compiled, core)


async def test_every_event_of_a_subscription() -> None:
    document = "subscription($id: ID!) { task(id: $id) { version final task { id groups { groupCode status } } } }"
    task_id = UUID(int=5)
    found = []
    compiling = SCHEMA.limited(OperationLimits())
    for schema in (SCHEMA.limited(OperationLimits(max_compiled_fields=0)), compiling, compiling):
        services = MemoryServices(tasks=MemoryTasks(make_state(task_id, 2, final=True)))
        stream: Any = await schema.stream(
            document,
            {"id": encode(NodeKind.TASK, task_id)},
            context_value=services.context(),
        )
        found.append([result.data async for result in stream])
    assert found[0] == found[1] == found[2]
    assert [event["task"]["version"] for event in found[2]] == [2]


@pytest.mark.parametrize("name", sorted(ROOT_FIELDS))
def test_every_root_field_is_compiled_when_it_comes_again(name: str) -> None:
    document, operations = parse(ROOT_FIELDS[name].document), CompiledOperations(FIELDS, 1000)
    executor = OperationExecutor.build(SCHEMA.core, document, None, MemoryServices().context())
    assert isinstance(executor, OperationExecutor)
    assert operations.find(executor) is None
    assert operations.find(executor) is not None
