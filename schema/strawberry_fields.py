"""How compiled operations read fields of ours: as an attribute where they are one, else by their resolver, whose
arguments are converted by functions that are made once for each field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING
from typing import Any, TypeAlias, cast

from graphql import GraphQLField, GraphQLResolveInfo
from strawberry import UNSET
from strawberry.relay import GlobalID
from strawberry.scalars import is_scalar
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import (
    StrawberryList,
    StrawberryObjectDefinition,
    StrawberryOptional,
    StrawberryType,
    has_object_definition,
)
from strawberry.types.enum import StrawberryEnumDefinition, has_enum_definition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.lazy_type import LazyType

from kit.graphql_compiler.selections import Resolve

Convert: TypeAlias = Callable[[Any], Any]
Member: TypeAlias = tuple[str, str, Convert | None]
"""An argument, or a field of an input: its names in GraphQL and in Python, and what converts it."""


class StrawberryFields:
    """Reads fields as Strawberry does.

    Args:
        converter: the schema's.
    """

    def __init__(self, converter: GraphQLCoreConverter) -> None:
        self._config = converter.config
        self._has_handlers = bool(converter.exception_handlers)
        self._resolvers: dict[int, Resolve | None] = {}
        self._scalars = converter.scalar_registry

    def attribute(self, field: GraphQLField) -> str | None:
        """The attribute that the field shows as it is; None where its resolver has to be called."""
        declared = _declared(field)
        return declared.python_name if declared is not None and declared.is_basic_field else None

    def resolver(self, field: GraphQLField) -> Resolve | None:
        """Does what the field's resolver does, in fewer steps; None where the resolver itself has to be called."""
        if id(field) not in self._resolvers:  # the schema keeps its fields
            self._resolvers[id(field)] = self._made(field)
        return self._resolvers[id(field)]

    def _made(self, field: GraphQLField) -> Resolve | None:
        declared = _declared(field)
        if declared is None or declared.base_resolver is None or declared.extensions or self._has_handlers:
            return None
        if declared.is_subscription:
            return None  # its resolver made the events, which are shown as they are
        try:
            arguments = [
                (self._config.name_converter.from_argument(one), one.python_name, self._convert(one.type))
                for one in declared.arguments
            ]
        except _OnlyStrawberry:
            return None
        return _resolver(declared, declared.base_resolver, arguments, self._config)

    def _convert(self, type_: StrawberryType | type) -> Convert | None:
        """Makes a value of the type of what graphql-core gives; None where that is the value."""
        if type(type_) is StrawberryOptional:
            return self._convert(type_.of_type)
        if isinstance(type_, StrawberryList):
            return _list_of(self._convert(type_.of_type))
        if isinstance(type_, LazyType):
            return self._convert(type_.resolve_type())
        if has_object_definition(type_):
            return self._input(cast("type", type_), type_.__strawberry_definition__)
        if isinstance(type_, StrawberryEnumDefinition) or has_enum_definition(type_):
            return None
        if is_scalar(type_, self._scalars) and type_ is not GlobalID:
            return None
        raise _OnlyStrawberry

    def _input(self, class_: type, definition: StrawberryObjectDefinition) -> Convert:
        if definition.from_input is not None:
            raise _OnlyStrawberry
        fields = [
            (
                self._config.name_converter.from_field(field),
                field.python_name,
                self._convert(cast("StrawberryType", field.resolve_type(type_definition=definition))),
            )
            for field in definition.fields
        ]
        absent = {
            field.python_name: None
            for field in definition.fields
            if field.default_value is MISSING and field.default_factory is MISSING
        }
        return lambda value: value if _is_absent(value) else class_(**{**absent, **_converted(fields, value)})


class _OnlyStrawberry(Exception):
    """A type whose values only Strawberry converts."""


def _declared(field: GraphQLField) -> StrawberryField | None:
    return field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)


def _list_of(convert: Convert | None) -> Convert:
    if convert is None:
        return lambda value: value if _is_absent(value) else list(value)
    return lambda value: value if _is_absent(value) else [convert(item) for item in value]


def _is_absent(value: object) -> bool:
    return value is None or value is UNSET


def _converted(members: Iterable[Member], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        python_name: values[name] if convert is None else convert(values[name])
        for name, python_name, convert in members
        if name in values
    }


def _resolver(
    declared: StrawberryField, resolver: StrawberryResolver[Any], arguments: Iterable[Member], config: StrawberryConfig
) -> Resolve:
    info_class, takes_self = config.info_class, resolver.self_parameter is not None
    info_name = resolver.info_parameter.name if resolver.info_parameter else None
    source_names = [one.name for one in (resolver.parent_parameter, resolver.root_parameter) if one is not None]

    def resolve(source: Any, info: GraphQLResolveInfo[Any], values: Mapping[str, Any]) -> Any:
        named = _converted(arguments, values) if values else {}
        for name in source_names:
            named[name] = source
        if info_name is not None:
            named[info_name] = info_class(_raw_info=info, _field=declared)
        return resolver(source, **named) if takes_self else resolver(**named)

    return resolve
