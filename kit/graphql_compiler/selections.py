"""Selections as functions: what a client gets of a value, made once for a type and the fields that are asked for."""

from collections.abc import Callable, Mapping
from enum import Enum
from math import inf
from operator import attrgetter
from typing import Any, Protocol, TypeAlias, cast

from graphql import (
    Executor,
    GraphQLAbstractType,
    GraphQLBoolean,
    GraphQLError,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLString,
    TypeNameMetaFieldDef,
    Undefined,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.execution.executor import invalid_return_type_error
from graphql.execution.values import get_argument_values
from graphql.pyutils import inspect, is_iterable

from kit.graphql_compiler.run import Complete, Position, Run, Spot, path_of

Resolve: TypeAlias = Callable[[Any, GraphQLResolveInfo[Any], Mapping[str, Any]], Any]
"""A field of a source, with its arguments: its value, or an awaitable of it."""
Write: TypeAlias = Callable[[Run, Any, dict[str, Any], Position | None], None]
"""Writes one field of a value into an object, at a position (None: the root). Raises an error that goes further up."""
Leaf: TypeAlias = Callable[[Any], Any]

_SAME = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}
"""Scalars that leave values of a class as they are."""
_INTS = range(-(2**31), 2**31)
_MOST = 1000
"""Fields of an operation that is compiled. For more it would take long, and much memory."""


class FieldAccess(Protocol):
    """How the fields of a schema are read."""

    def attribute(self, field: GraphQLField, /) -> str | None:
        """The attribute that the field shows as it is; None where its resolver has to be called."""

    def resolver(self, field: GraphQLField, /) -> Resolve | None:
        """What is called in place of the field's resolver; None for the resolver itself."""


class Selections:
    """Compiles the selections of one operation.

    Args:
        grown: told how many fields were compiled after `root`, when types are seen for the first time.

    Attributes:
        size: the fields that were compiled.
    """

    def __init__(self, access: FieldAccess, grown: Callable[[int], None]) -> None:
        self.size = 0
        self._access = access
        self._grown = grown
        self._coercions: dict[str, Leaf] = {}
        self._most: float = _MOST

    def root(self, executor: Executor[Any], type_: GraphQLObjectType, fields: GroupedFieldSet) -> list[Write]:
        """A function for each root field. Raises GraphQLError if it is too much, or the schema has no such field."""
        writes = self._fields(executor, type_, fields)
        self._most = inf  # what is seen later has to be compiled
        return writes

    def _fields(self, executor: Executor[Any], type_: GraphQLObjectType, fields: GroupedFieldSet) -> list[Write]:
        self.size += len(fields)
        if self.size > self._most:
            raise GraphQLError(f"There are more than {self._most} fields.")
        return [self._write(executor, type_, key, details) for key, details in fields.items()]

    def _write(self, executor: Executor[Any], owner: GraphQLObjectType, key: str, details: FieldDetailsList) -> Write:
        name = details[0].node.name.value
        field = executor.schema.get_field(owner, name)
        if field is None:
            raise GraphQLError(f"{owner} has no field {name}.")
        if field is TypeNameMetaFieldDef:
            return _constant(key, owner.name)
        place = _Place(field, owner, details)
        spot = self._spot(executor, field.type, place, owner.name)
        attribute = self._access.attribute(field)
        if attribute is None:
            return _resolved(key, place, spot, self._access.resolver(field))
        if spot.leaf is None:
            return _attribute(key, attribute, spot)
        return _leaf_attribute(key, attribute, spot.leaf, spot)

    def _spot(self, executor: Executor[Any], type_: GraphQLOutputType, place: "_Place", owner: str | None) -> Spot:
        if isinstance(type_, GraphQLNonNull):
            is_nullable, inner = False, type_.of_type
        else:
            is_nullable, inner = True, type_
        if is_leaf_type(inner):
            leaf = _leaf(self._coerced(inner), _SAME.get(cast("Any", inner)), None if is_nullable else place)
            return Spot(place.nodes, owner, is_nullable, lambda _, value, __: leaf(value), leaf)
        complete = self._composite(executor, inner, place)
        complete = _optional(complete) if is_nullable else _required(complete, place)
        return Spot(place.nodes, owner, is_nullable, complete)

    def _coerced(self, type_: GraphQLLeafType) -> Leaf:
        if type_.name not in self._coercions:
            self._coercions[type_.name] = _coercion(type_)
        return self._coercions[type_.name]

    def _composite(self, executor: Executor[Any], type_: GraphQLOutputType, place: "_Place") -> Complete:
        if isinstance(type_, GraphQLList):
            return _list(self._spot(executor, type_.of_type, place, None), place)
        if is_abstract_type(type_):
            return self._abstract(type_, place)
        assert isinstance(type_, GraphQLObjectType)
        return self._object(executor, type_, place)

    def _object(self, executor: Executor[Any], type_: GraphQLObjectType, place: "_Place") -> Complete:
        writes = self._fields(executor, type_, executor.collect_subfields(type_, place.details).grouped_field_set)
        is_type_of = type_.is_type_of
        right = set[type]()

        def complete(run: Run, value: Any, at: Position) -> dict[str, Any]:
            if is_type_of is not None and type(value) not in right:
                if not is_type_of(value, place.info(run, at)):
                    raise invalid_return_type_error(type_, value, place.details)
                right.add(type(value))
            made: dict[str, Any] = {}
            for write in writes:
                write(run, value, made, at)
            return made

        return complete

    def _abstract(self, type_: GraphQLAbstractType, place: "_Place") -> Complete:
        """What it is made of is compiled for each type when a value of that type is first seen."""
        by_class: dict[type, Complete] = {}
        by_type: dict[str, Complete] = {}

        def seen(run: Run, value: Any, at: Position) -> Complete:
            executor, info = run.executor, place.info(run, at)
            name = (type_.resolve_type or executor.type_resolver)(value, info, type_)
            actual = executor.ensure_valid_runtime_type(name, type_, place.details, info, value)
            if actual.name not in by_type:
                before = self.size
                by_type[actual.name] = self._object(executor, actual, place)
                self._grown(self.size - before)
            return by_class.setdefault(type(value), by_type[actual.name])

        def complete(run: Run, value: Any, at: Position) -> Any:
            return (by_class.get(type(value)) or seen(run, value, at))(run, value, at)

        return complete


class _Place:
    """A field as it is selected in one place of a document."""

    __slots__ = ("details", "field", "nodes", "owner")

    def __init__(self, field: GraphQLField, owner: GraphQLObjectType, details: FieldDetailsList) -> None:
        self.field = field
        self.owner = owner
        self.details = details
        self.nodes = [detail.node for detail in details]

    def __str__(self) -> str:
        return f"{self.owner}.{self.nodes[0].name.value}"

    def info(self, run: Run, at: Position) -> GraphQLResolveInfo[Any]:
        """What its resolvers are given, at its position or that of an item of it."""
        while at[3].owner is None:
            at = at[0]
        return run.executor.build_resolve_info(self.field, self.nodes, self.owner, path_of(at))

    def null(self) -> TypeError:
        return TypeError(f"Cannot return null for non-nullable field {self}.")


def _constant(key: str, value: str) -> Write:
    def write(_: Run, __: Any, made: dict[str, Any], ___: Position | None) -> None:
        made[key] = value

    return write


def _leaf_attribute(key: str, attribute: str, leaf: Leaf, spot: Spot) -> Write:
    get = attrgetter(attribute)

    def write(run: Run, source: Any, made: dict[str, Any], at: Position | None) -> None:
        try:
            made[key] = leaf(get(source))
        except Exception as error:  # noqa: BLE001 - an error of the field, whatever it is
            made[key] = None
            run.failed(error, (at, made, key, spot))

    return write


def _attribute(key: str, attribute: str, spot: Spot) -> Write:
    get, complete = attrgetter(attribute), spot.complete

    def write(run: Run, source: Any, made: dict[str, Any], at: Position | None) -> None:
        here = (at, made, key, spot)
        try:
            made[key] = complete(run, get(source), here)
        except Exception as error:  # noqa: BLE001 - an error of the field, whatever it is
            made[key] = None
            run.failed(error, here)

    return write


def _resolved(key: str, place: _Place, spot: Spot, resolver: Resolve | None) -> Write:
    field, node, complete = place.field, place.nodes[0], spot.complete

    def write(run: Run, source: Any, made: dict[str, Any], at: Position | None) -> None:
        executor, here = run.executor, (at, made, key, spot)
        made[key] = None  # so that fields keep their order when a value is awaited
        try:
            arguments = {}
            if field.args:
                arguments = get_argument_values(field, node, executor.variable_values, None, executor.hide_suggestions)
            info = place.info(run, here)
            if resolver is None:
                value = (field.resolve or executor.field_resolver)(source, info, **arguments)
            else:
                value = resolver(source, info, arguments)
            if executor.is_awaitable(value):
                run.awaited.append((value, here))
            else:
                made[key] = complete(run, value, here)
        except Exception as error:  # noqa: BLE001 - an error of the field, whatever it is
            run.failed(error, here)

    return write


def _required(complete: Complete, place: _Place) -> Complete:
    def required(run: Run, value: Any, at: Position) -> Any:
        if isinstance(value, Exception):
            raise value
        if value is None or value is Undefined:
            raise place.null()
        return complete(run, value, at)

    return required


def _optional(complete: Complete) -> Complete:
    def optional(run: Run, value: Any, at: Position) -> Any:
        if value is None or value is Undefined:
            return None
        if isinstance(value, Exception):
            raise value
        return complete(run, value, at)

    return optional


def _list(item: Spot, place: _Place) -> Complete:
    complete_item = item.complete

    def complete(run: Run, value: Any, at: Position) -> list[Any]:
        if not is_iterable(value):
            raise GraphQLError(f"Expected Iterable, but did not find one for field '{place}'.")
        made: list[Any] = []
        for index, each in enumerate(value):
            here = (at, made, index, item)
            try:
                made.append(complete_item(run, each, here))
            except Exception as error:  # noqa: BLE001 - an error of the field, whatever it is
                made.append(None)
                run.failed(error, here)
        return made

    return complete


def _leaf(coerced: Leaf, same: type | None, required: _Place | None) -> Leaf:
    """What a client gets of the value of a scalar or an enum.

    Args:
        same: the class of values that are left as they are.
        required: where it stands if it must not be null.
    """

    def leaf(value: Any) -> Any:
        if type(value) is same:
            return value
        if value is None or value is Undefined:
            if required is not None:
                raise required.null()
            return None
        if isinstance(value, Exception):
            raise value
        return coerced(value)

    return leaf


def _coercion(type_: GraphQLLeafType) -> Leaf:
    coerce = cast("Leaf", type_.coerce_output_value)
    is_int = type_ is GraphQLInt
    names: dict[tuple[type, Enum], Any] = {}

    def coerced(value: Any) -> Any:
        if is_int and type(value) is int and value in _INTS:
            return value
        is_member = isinstance(value, Enum)
        if is_member and (known := names.get((type(value), value))) is not None:
            return known
        made = coerce(value)
        if made is None or made is Undefined:
            raise TypeError(
                f"Expected `{inspect(type_)}.coerce_output_value({inspect(value)})` to return non-nullable value,"
                f" returned: {inspect(made)}"
            )
        if is_member:
            names[type(value), value] = made
        return made

    return coerced
