"""Every argument of the printed schema, and values for it: a new argument is found here without a word about it."""

import base64
import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    build_schema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from hypothesis import strategies as st

from resolvers.node import NodeKind
from schema.printed import PATH

SCHEMA = build_schema(PATH.read_text(encoding="utf-8"))
_INT = 2**31

_WORDS = [
    *("EST001", "2024-2", "ELC102", "LIN100", "G-ELC102-E", "database", "07:00", "24:00", "2030-02-30", "9999-12-31"),
    *("", " ", "\0", "\n", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffd", "'; --", "%", "\\", "1e400", "NaN", "-0"),
    *("A" * length for length in (100, 101, 128, 200, 201, 255, 256, 300, 1000, 1001, 5000)),
]
_MOMENTS = [
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-12:00"),
    *("1899-12-31T23:59:59.999999Z", "1900-01-01T00:00:00Z", "2999-12-31T23:59:59.999999Z", "3000-01-01T00:00:00Z"),
    *("1970-01-01T00:00:00+23:59", "0000-01-01T00:00:00Z", "2030-01-01T00:00:60Z", "2030-01-01T00:00:00", "soon"),
]
_NUMBERS = [*(str(n) for n in (0, -1, 1, 2**31, 2**63 - 1, 2**63, -(2**63))), "9" * 5000, "01", "1_0", "\u0663"]
_UUID = "00000000-0000-7000-8000-000000000000"
_PARTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=8),  # half surrogate pairs too: JSON writes them in ASCII
    st.sampled_from([*_WORDS, *_NUMBERS, _UUID]),
)


def _cursor(key: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


FORGED_CURSORS = [
    *map(_cursor, ([word] for word in (*_WORDS, *_NUMBERS, "\ud800"))),
    *map(_cursor, ([moment, last] for moment in (*_MOMENTS, "\ud800") for last in (*_NUMBERS, _UUID, "\ud800"))),
    *map(_cursor, ([], {}, None, "", [None], [1], ["a", "b", "c"], [["a"]])),
    *(
        "",
        "=",
        "AAAA",
        "\u00f1",
        "[]",
        base64.urlsafe_b64encode(b"\xff").decode(),
        base64.b64encode(b"[" * 5000).decode(),
    ),
]
"""Cursors that this server never handed out, though it may have been able to."""
_IDS = st.tuples(st.sampled_from([*NodeKind, "Nothing"]), _PARTS).map(
    lambda parts: base64.urlsafe_b64encode(":".join(parts).encode(errors="replace")).decode()
)
_TEXTS = st.one_of(st.sampled_from([*_WORDS, *_MOMENTS]), st.text(max_size=12), st.sampled_from(FORGED_CURSORS))
_SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "String": _TEXTS,
    "ID": _IDS | _TEXTS,
    "DateTime": st.sampled_from(_MOMENTS) | st.datetimes(timezones=st.timezones()).map(lambda m: m.isoformat()),
    "Boolean": st.booleans(),
    "Int": st.sampled_from([1, 50, 100])
    | st.sampled_from([-_INT, -1, 0, 101, _INT - 1, _INT])
    | st.integers(-_INT, _INT),
    "Float": st.floats(allow_nan=False, allow_infinity=False),
}


@dataclass(frozen=True, slots=True)
class Site:
    """A field with arguments.

    Attributes:
        operation: query, mutation or subscription.
        path: the names of the fields that lead to it, its own last.
        arguments: those it has; answer: the selection behind it.
    """

    operation: str
    path: tuple[str, ...]
    arguments: Mapping[str, GraphQLArgument]
    answer: str

    def document(self, values: Mapping[str, object]) -> str:
        """Asks for the field and all that it answers with; each argument that has a value is a variable of its name."""
        declared = ", ".join(f"${name}: {self.arguments[name].type}" for name in values)
        passed = ", ".join(f"{name}: ${name}" for name in values)
        inner = f"({passed}) {self.answer}" if values else f" {self.answer}"
        return f"{self.operation} {f'({declared})' if values else ''} {_nested(self.path, inner)}"

    def values(self) -> st.SearchStrategy[dict[str, Any]]:
        """Values for its arguments; those that may be left out sometimes are."""
        return _object({name: (given.type, is_required_argument(given)) for name, given in self.arguments.items()})

    def filled(self, text: str) -> dict[str, Any]:
        """A value for each of its arguments, with this text wherever one may stand."""
        return {name: _filled(given.type, text) for name, given in self.arguments.items()}


def sites() -> dict[str, Site]:
    """Every field with arguments, by type and name."""
    found: dict[str, Site] = {}
    for root, operation in (
        (SCHEMA.mutation_type, "mutation"),
        (SCHEMA.subscription_type, "subscription"),
        (SCHEMA.query_type, "query"),
    ):
        assert root is not None
        waiting: deque[tuple[GraphQLObjectType, tuple[str, ...]]] = deque([(root, ())])
        seen = {root.name}
        while waiting:
            type_, path = waiting.popleft()
            for name, field in type_.fields.items():
                if field.args:
                    site = Site(operation, (*path, name), field.args, _answer(field, 3))
                    found.setdefault(f"{type_.name}.{name}", site)
                inner = get_named_type(field.type)
                if (
                    operation == "query"
                    and isinstance(inner, GraphQLObjectType)
                    and inner.name not in seen
                    and not any(map(is_required_argument, field.args.values()))
                ):
                    seen.add(inner.name)
                    waiting.append((inner, (*path, name)))
    return found


def coordinates() -> set[str]:
    """The type and name of every field of the schema that has arguments."""
    return {
        f"{type_.name}.{name}"
        for type_ in SCHEMA.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if field.args
    }


def read_back() -> str:
    """A query for everything that can be read without arguments."""
    assert SCHEMA.query_type is not None
    return f"{{ {_selection(SCHEMA.query_type, 4)} }}"


def _filled(type_: GraphQLInputType, text: str) -> Any:
    if isinstance(type_, GraphQLNonNull):
        return _filled(type_.of_type, text)
    if isinstance(type_, GraphQLList):
        return [_filled(type_.of_type, text)]
    if isinstance(type_, GraphQLInputObjectType):
        return {name: _filled(field.type, text) for name, field in type_.fields.items()}
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    assert isinstance(type_, GraphQLScalarType)
    others = {"DateTime": "2030-01-01T00:00:00Z", "Boolean": True, "Int": 1, "Float": 1.0}
    return others.get(type_.name, text)


def _nested(path: tuple[str, ...], inner: str) -> str:
    return "".join(f"{{ {name} " for name in path) + inner + " }" * len(path)


def _answer(field: GraphQLField, depth: int) -> str:
    """The selection behind a field: everything that needs no arguments, down to `depth`."""
    type_ = get_named_type(field.type)
    if is_leaf_type(type_):
        return ""
    if is_abstract_type(type_):
        names: dict[str, str] = {}
        parts = []
        for member in SCHEMA.get_possible_types(type_):
            # Fields of one name and different types conflict.
            own = {name: f for name, f in member.fields.items() if names.setdefault(name, str(f.type)) == str(f.type)}
            parts.append(f"... on {member.name} {{ __typename {_fields(own, depth)} }}")
        return f"{{ __typename {' '.join(parts)} }}"
    assert isinstance(type_, GraphQLObjectType)
    return f"{{ __typename {_selection(type_, depth)} }}"


def _selection(type_: GraphQLObjectType, depth: int) -> str:
    return _fields(type_.fields, depth)


def _fields(fields: Mapping[str, GraphQLField], depth: int) -> str:
    return " ".join(_selected(fields, depth))


def _selected(fields: Mapping[str, GraphQLField], depth: int) -> Iterator[str]:
    for name, field in fields.items():
        type_ = get_named_type(field.type)
        if any(map(is_required_argument, field.args.values())):
            continue
        if is_leaf_type(type_):
            yield name
        elif depth > 1 and isinstance(type_, GraphQLObjectType):
            yield f"{name} {_answer(field, depth - 1)}"


def _of_type(type_: GraphQLInputType) -> st.SearchStrategy[Any]:
    match type_:
        case GraphQLNonNull():
            return _of_type(type_.of_type)
        case GraphQLList():
            inner = _of_type(type_.of_type)
            many = st.integers(51, 101).flatmap(lambda n: inner.map(lambda value: [value] * n))
            return st.lists(inner, max_size=3) | many
        case GraphQLEnumType():
            return st.sampled_from(sorted(type_.values))
        case GraphQLInputObjectType():
            return _object({name: (f.type, is_required_input_field(f)) for name, f in type_.fields.items()})
        case GraphQLScalarType():
            return _SCALARS[type_.name]
    raise AssertionError(f"no values for {type_}")


def _object(members: Mapping[str, tuple[GraphQLInputType, bool]]) -> st.SearchStrategy[dict[str, Any]]:
    values = {
        name: _of_type(type_) if isinstance(type_, GraphQLNonNull) else _of_type(type_) | st.none()
        for name, (type_, _) in members.items()
    }
    required = {name for name, (_, needed) in members.items() if needed}
    return st.fixed_dictionaries(
        {name: value for name, value in values.items() if name in required},
        optional={name: value for name, value in values.items() if name not in required},
    )
