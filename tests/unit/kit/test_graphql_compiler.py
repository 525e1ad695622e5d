"""Compiled operations give what graphql-core gives: generated ones over our schema, with values of every kind."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from random import Random
from typing import Any
from zlib import crc32

import pytest
from graphql import (
    DocumentNode,
    ExecutionResult,
    Executor,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationType,
    build_schema,
    is_abstract_type,
    is_required_argument,
    is_required_input_field,
    parse,
    print_ast,
)
from hypothesis import Phase, event, given, note, settings
from hypothesis import strategies as st

from kit.graphql_compiler.operations import CompiledOperations
from kit.graphql_compiler.selections import Resolve
from schema.printed import PATH
from tests.support.execution_results import assert_same, settled
from tests.support.generated_operations import CONDITIONS, Writer
from tests.support.poll import turns

STRANGE = object()
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Behind an error graphql-core leaves coroutines that nothing awaits."""
SDL = PATH.read_text(encoding="utf-8")


class Thing:
    """An object of a type: its attributes are what a seed makes of their types, also what they must not be."""

    type: GraphQLObjectType
    world: "World"

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.type.fields:
            raise AttributeError(name)
        return self.world.value(self.type.fields[name].type, crc32(name.encode(), self.seed))


class World:
    """A schema whose fields are attributes, or resolved, now or later.

    Args:
        faults: how often in 1,000 a value is None, an error, or something else than its type says.
        awaited: whether some fields are resolved later.
    """

    def __init__(self, faults: int, *, awaited: bool) -> None:
        self.schema = build_schema(SDL)
        self.faults = faults
        self.awaited = awaited
        self._classes: dict[str, type[Thing]] = {}
        for type_ in self.schema.type_map.values():
            if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
                class_ = type(type_.name, (Thing,), {"type": type_, "world": self})
                self._classes[type_.name] = class_
                if crc32(type_.name.encode()) % 2:
                    type_.is_type_of = lambda value, _, class_=class_: type(value) is class_
                for name, field in type_.fields.items():
                    field.extensions["attribute"] = shown = self.attribute_of(type_, name)
                    get = attrgetter(name)
                    field.resolve = self._resolver(name) if shown is None else lambda source, _, get=get: get(source)
            elif is_abstract_type(type_):
                type_.resolve_type = lambda value, *_: value.type.name

    def attribute_of(self, type_: GraphQLObjectType, name: str) -> str | None:
        roots = (self.schema.query_type, self.schema.mutation_type, self.schema.subscription_type)
        if type_ in roots or type_.fields[name].args:
            return None
        return None if crc32(f"{type_}.{name}".encode()) % 3 == 0 else name

    def _resolver(self, name: str) -> Any:
        def resolve(source: Any, _: object, **arguments: Any) -> Any:
            value = getattr(source, name)
            if isinstance(value, Exception) and crc32(name.encode()) % 2:
                raise value
            return f"{value} {arguments}" if isinstance(value, str) else value

        async def resolve_later(source: Any, info: object, **arguments: Any) -> Any:
            await turns()
            return resolve(source, info, **arguments)

        return resolve_later if self.awaited and crc32(name.encode()) % 4 else resolve

    def root(self, seed: int) -> Thing:
        assert self.schema.query_type is not None
        return self._classes[self.schema.query_type.name](seed)

    def value(self, type_: GraphQLOutputType, seed: int) -> Any:
        chance = crc32(b"chance", seed) % 1000
        if chance < self.faults:
            return (None, KeyError(f"broken {seed}"), STRANGE, "x", GraphQLError(f"refused {seed}"), 7)[chance % 6]
        match type_:
            case GraphQLNonNull():
                return self.value(type_.of_type, seed)
            case GraphQLList():
                return [self.value(type_.of_type, crc32(bytes([n]), seed)) for n in range(seed % 4)]
            case GraphQLEnumType():
                return sorted(type_.values)[seed % len(type_.values)]
            case GraphQLObjectType():
                return self._classes[type_.name](seed)
        if is_abstract_type(type_):
            possible = self.schema.get_possible_types(type_)
            return self._classes[possible[seed % len(possible)].name](seed)
        return {
            "Int": seed % 1000,
            "Float": seed / 7,
            "Boolean": seed % 2 == 0,
            "String": f"text {seed}",
            "ID": f"id {seed}",
            "DateTime": datetime.fromtimestamp(seed, UTC).isoformat(),
        }[str(type_)]


class Access:
    """Fields that say so are attributes."""

    def attribute(self, field: GraphQLField) -> str | None:
        name: str | None = field.extensions.get("attribute")
        return name

    def resolver(self, _: GraphQLField) -> Resolve | None:
        return None


def literal(type_: Any, seed: int) -> str:
    """A value of an input type, as it stands in a document."""
    match type_:
        case GraphQLNonNull():
            return literal(type_.of_type, seed)
        case GraphQLList():
            return f"[{', '.join(literal(type_.of_type, seed + n) for n in range(seed % 3))}]"
        case GraphQLEnumType():
            return str(sorted(type_.values)[seed % len(type_.values)])
        case GraphQLInputObjectType():
            members = {
                name: member for name, member in type_.fields.items() if is_required_input_field(member) or seed % 3
            }
            return f"{{{', '.join(f'{name}: {literal(member.type, seed)}' for name, member in members.items())}}}"
    return {"Int": "3", "Float": "1.5", "Boolean": "true"}.get(str(type_), f'"text {seed}"')


def arguments(random: Random, field: GraphQLField) -> str:
    """Those that are required, and sometimes the others."""
    seed = random.randrange(6)
    given = {name: one for name, one in field.args.items() if is_required_argument(one) or seed % 2}
    inner = ", ".join(f"{name}: {literal(one.type, seed)}" for name, one in given.items())
    return f"({inner})" if inner else ""


async def both(
    world: World, compiled: CompiledOperations, document: DocumentNode, variables: Mapping[str, Any], seed: int
) -> tuple[ExecutionResult, ExecutionResult]:
    """What graphql-core gives, and what the compiled operation gives."""
    results = []
    for is_compiled in (False, True):
        executor = Executor.build(world.schema, document, world.root(seed), None, dict(variables))
        assert isinstance(executor, Executor), executor
        operation = compiled.find(executor) or compiled.find(executor)
        assert operation is not None
        execute: Any = partial(operation.execute, executor) if is_compiled else executor.execute_operation
        results.append(await settled(execute))
    return results[0], results[1]


WORLDS = {(faults, awaited): World(faults, awaited=awaited) for faults in (0, 30, 150) for awaited in (False, True)}
COMPILED = {key: CompiledOperations(Access(), max_fields=3000) for key in WORLDS}


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


async def check(seed: int) -> None:
    """One generated operation."""
    random = Random(seed)
    key = random.choice(sorted(WORLDS))
    world = WORLDS[key]
    kind = random.choice((OperationType.QUERY, OperationType.MUTATION))
    document = Writer(world.schema, random, arguments).operation(kind)
    variables = {name: random.random() < 0.5 for name in CONDITIONS}
    core, compiled = await both(world, COMPILED[key], document, variables, random.getrandbits(32))
    event("with errors" if core.errors else "without errors")
    note(print_ast(document))
    assert_same(compiled, core, in_order=not world.awaited)


@settings(max_examples=200, phases=PHASES)
@given(st.integers(min_value=0))
def test_generated_operations(seed: int) -> None:
    asyncio.run(check(seed))


@pytest.mark.machine
@settings(max_examples=1000, phases=PHASES)
@given(st.integers(min_value=0))
def test_many_generated_operations(seed: int) -> None:
    asyncio.run(check(seed))


SMALL = build_schema("""
type Query { one: Item  many: [Item!]!  items: [Item]  text(of: String): String }
type Mutation { first: Int!  second: Int!  third: Int }
interface Named { name: String! }
type Item implements Named { name: String!  other: Item  must: Item!  named: Named }
""")


class Item:
    """What resolvers of the small schema give; its attributes are what a test gives it."""

    def __init__(self, **attributes: object) -> None:
        vars(self).update(attributes)


def compiled(document: str, variables: Mapping[str, Any] | None = None, root: object = None, **more: Any) -> Any:
    """What the operation gives, compiled anew."""
    executor = Executor.build(SMALL, parse(document), root, None, dict(variables or {}), **more)
    assert isinstance(executor, Executor)
    operations = CompiledOperations(Access(), 1000)
    assert operations.find(executor) is None
    operation = operations.find(executor)
    return None if operation is None else operation.execute(executor)


@pytest.mark.parametrize(
    "document",
    [
        "{ __schema { description } }",
        '{ ...F } fragment F on Query { __type(name: "Item") { name } }',
        "query @experimental_disableErrorPropagation { one { name } }",
        f"{{ {' '.join(f'a{n}: text' for n in range(1001))} }}",
    ],
)
def test_what_is_rare_or_too_much_is_left_to_graphql_core(document: str) -> None:
    assert compiled(document) is None


def test_an_operation_that_is_watched_is_left_to_graphql_core() -> None:
    assert compiled("{ one { name } }", middleware=[lambda call, *given: call(*given)]) is None


def test_conditions_choose_what_is_compiled() -> None:
    document = parse("query($a: Boolean!, $b: Boolean!) { x: __typename @skip(if: $a) y: __typename @include(if: $b) }")
    operations = CompiledOperations(Access(), 1000)
    for a in (False, True):
        for b in (False, True):
            executor = Executor.build(SMALL, document, None, None, {"a": a, "b": b})
            assert isinstance(executor, Executor)
            operation = operations.find(executor) or operations.find(executor)
            assert operation is not None
            assert operations.find(executor) is operation
            result = operation.execute(executor)
            assert isinstance(result, ExecutionResult)
            assert list(result.data or ()) == ["x"] * (not a) + ["y"] * b
    assert len(operations) == 1


def test_what_was_not_used_for_longest_is_dropped() -> None:
    operations = CompiledOperations(Access(), 200)
    executors = [Executor.build(SMALL, parse(f"{{ a{n}: __typename }}")) for n in range(50)]
    for executor in executors:
        assert isinstance(executor, Executor)
        operations.find(executor)
    assert 5 < len(operations) <= 200 / 11


def found(operations: CompiledOperations, document: DocumentNode) -> Any:
    """The operation, compiled if it came before, and its executor."""
    executor = Executor.build(SMALL, document, Item(one={"named": {"__typename": "Item", "name": "inner"}}))
    assert isinstance(executor, Executor)
    return operations.find(executor), executor


def test_the_documents_of_operations_count() -> None:
    operations = CompiledOperations(Access(), 1000)
    fields = " ".join(f"a{n}: __typename" for n in range(330))
    for n in range(50):
        found(operations, parse(f"{{ x{n}: __typename {fields} }}"))
    assert 1 <= len(operations) <= 3, "some 300 fields each"
    without_places = parse("{ text }", no_location=True)
    assert [found(operations, without_places)[0] is None for _ in range(2)] == [True, False]


def test_fields_that_are_compiled_when_a_type_is_seen_count() -> None:
    operations = CompiledOperations(Access(), 2000)
    names = " ".join(f"a{n}: name" for n in range(100))
    places = " ".join(f"b{n}: named {{ ...N }}" for n in range(5))
    for n in range(20):
        document = parse(f"{{ x{n}: one {{ {places} }} }} fragment N on Named {{ {names} }}")
        found(operations, document)
        operation, executor = found(operations, document)
        assert len(operation.execute(executor).data[f"x{n}"]["b4"]) == 100
    assert 1 <= len(operations) <= 3, "some 600 fields each"


async def test_a_mutation_is_called_once_one_after_the_other_and_none_after_an_error_of_all() -> None:
    called = []

    class Root:
        async def first(self, _: object) -> int:
            called.append("first")
            await turns()
            called.append("first ended")
            return 1

        async def second(self, _: object) -> None:
            called.append("second")

        def third(self, _: object) -> int:
            raise AssertionError

    result = await compiled("mutation { first second third }", root=Root())
    assert called == ["first", "first ended", "second"]
    assert result.data is None
    assert [error.path for error in result.errors] == [["second"]]


async def test_an_error_that_is_awaited_makes_the_nearest_place_null_that_may_be() -> None:
    async def fail(_: object) -> None:
        raise KeyError("gone")

    async def name(_: object) -> str:
        return "late"

    bad, good = Item(name="bad", must=fail), Item(name=name, must=Item(name="inner"))
    root = Item(items=[bad, good], many=[good], text=None)
    document = "{ items { name must { name } } many { name } text }"
    result = await compiled(document, root=root)
    assert result.data == {
        "items": [None, {"name": "late", "must": {"name": "inner"}}],
        "many": [{"name": "late"}],
        "text": None,
    }
    assert [(error.path, error.message) for error in result.errors] == [(["items", 0, "must"], "'gone'")]
    result = await compiled("{ many { must { name } } }", root=Item(many=[good, bad]))
    assert result.data is None
    assert [error.path for error in result.errors] == [["many", 1, "must"]]
