"""Operations over any schema, made at random: aliases, fragments, conditions, fields that are merged."""

from collections.abc import Callable, Mapping
from random import Random

from graphql import (
    DocumentNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    OperationType,
    get_named_type,
    is_composite_type,
    is_leaf_type,
    parse,
    validate,
)

Arguments = Callable[[Random, GraphQLField], str]
"""The arguments of a field, as they stand in a document; may be empty."""
CONDITIONS = ("yes", "no", "perhaps")


class Writer:
    """Writes one operation.

    Args:
        arguments: of the fields that take some.
        depth: how deeply selections are nested, those of fragments included.
    """

    def __init__(self, schema: GraphQLSchema, random: Random, arguments: Arguments, depth: int = 4) -> None:
        self._schema = schema
        self._random = random
        self._arguments = arguments
        self._depth = depth
        self._fragments: list[str] = []
        self._aliases = 0

    def operation(self, kind: OperationType) -> DocumentNode:
        """A valid operation of this kind, with the variables of CONDITIONS."""
        root = self._schema.get_root_type(kind)
        assert root is not None
        while True:
            self._fragments, self._aliases = [], 0
            selection = self._selection(root, self._depth, most=1 if kind is OperationType.SUBSCRIPTION else 4)
            text = "\n".join([selection, *self._fragments])
            declared = ", ".join(f"${name}: Boolean!" for name in CONDITIONS if f"${name}" in text)
            document = parse(f"{kind.value} Generated{f'({declared})' if declared else ''} {text}")
            if not validate(self._schema, document, max_errors=1):
                return document

    def _chance(self, one_in: int) -> bool:
        return self._random.randrange(one_in) == 0

    def _selection(self, type_: GraphQLCompositeType, depth: int, most: int = 6) -> str:
        parts = [self._part(type_, depth) for _ in range(self._random.randint(1, most))]
        return f"{{ {' '.join(parts)} }}"

    def _part(self, type_: GraphQLCompositeType, depth: int) -> str:
        types = [type_, *self._narrower(type_)]
        if depth > 0 and (isinstance(type_, GraphQLUnionType) or self._chance(4)):
            inner = self._random.choice(types)
            body = self._selection(inner, depth - 1, most=3)
            if self._chance(3):
                name = f"F{len(self._fragments)}"
                self._fragments.append(f"fragment {name} on {inner.name} {body}")
                return f"...{name}{self._condition()}"
            return f"...{'' if inner is type_ and self._chance(2) else f' on {inner.name}'}{self._condition()} {body}"
        return self._field(type_, depth)

    def _narrower(self, type_: GraphQLCompositeType) -> list[GraphQLCompositeType]:
        if isinstance(type_, GraphQLObjectType):
            return list(type_.interfaces)
        return list(self._schema.get_possible_types(type_))

    def _field(self, type_: GraphQLCompositeType, depth: int) -> str:
        fields: Mapping[str, GraphQLField] = {} if isinstance(type_, GraphQLUnionType) else type_.fields
        names = [name for name, field in fields.items() if depth > 0 or is_leaf_type(get_named_type(field.type))]
        if not names or self._chance(12):
            return f"__typename{self._condition()}"
        name = self._random.choice(names)
        field = fields[name]
        arguments = self._arguments(self._random, field) if field.args else ""
        inner = get_named_type(field.type)
        body = f" {self._selection(inner, depth - 1)}" if is_composite_type(inner) else ""
        alias = ""
        if arguments or self._chance(4):
            self._aliases += 1
            alias = f"a{self._aliases}: "
        return f"{alias}{name}{arguments}{self._condition()}{body}"

    def _condition(self) -> str:
        if not self._chance(8):
            return ""
        directive = self._random.choice(("skip", "include"))
        value = self._random.choice(("true", "false", *(f"${name}" for name in CONDITIONS)))
        return f" @{directive}(if: {value})"
