"""Problems as clients see them: the domain's values, read by the types that are declared for them."""

from typing import Any
from uuid import uuid4

import msgspec
import pytest
from graphql import GraphQLObjectType, get_named_type
from strawberry.utils.str_converters import to_snake_case

from enrollment.problems import AnyProblem
from resolvers.language import Language
from resolvers.messages import message
from resolvers.node import NodeKind
from schema.build import SCHEMA
from schema.ids import encode
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.problems import EXAMPLES
from tests.support.states import make_state

LOADED = {"task", "saga", "entry", "firstTask", "firstBatch"}


def selection(problem: AnyProblem) -> str:
    """Everything that a client can ask of the problem but what would have to be loaded."""
    type_ = SCHEMA._schema.type_map[type(problem).__name__]
    assert isinstance(type_, GraphQLObjectType)
    fields = []
    for name, field in type_.fields.items():
        part = get_named_type(field.type)
        if name not in LOADED:
            fields.append(f"{name} {{ {' '.join(part.fields)} }}" if isinstance(part, GraphQLObjectType) else name)
    return f"__typename ... on {type_.name} {{ {' '.join(fields)} }}"


@pytest.mark.parametrize("problem", EXAMPLES, ids=lambda problem: problem.code)
async def test_a_type_reads_what_the_domain_says(problem: AnyProblem) -> None:
    state = msgspec.structs.replace(make_state(uuid4(), 1), problems=(problem,))
    query = f"query($id: ID!) {{ task(id: $id) {{ problems {{ {selection(problem)} }} }} }}"
    context = MemoryServices(tasks=MemoryTasks(state)).context()
    result = await SCHEMA.execute(query, {"id": encode(NodeKind.TASK, state.id)}, context)
    assert result.errors is None
    assert result.data is not None
    (shown,) = result.data["task"]["problems"]
    assert shown.pop("__typename") == type(problem).__name__
    assert shown.pop("code") == problem.code
    assert shown.pop("message") == message(problem, Language.EN)
    assert shown.pop("retry") == problem.retry
    values: dict[str, Any] = {to_snake_case(name): value for name, value in shown.items()}
    for name, value in values.items():
        own = getattr(problem, name)
        assert (value is None) == (own is None), name
        if isinstance(own, str | float) or (own and isinstance(own, tuple) and isinstance(own[0], str)):
            assert value == (list(own) if isinstance(own, tuple) else own), name
