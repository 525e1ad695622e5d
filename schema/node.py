"""Node: what has an id."""

from typing import Any, ClassVar, Generic, Self, TypeVar

import strawberry

from resolvers.node import NodeKind
from schema.ids import encode
from schema.mapping import copy_fields

Domain = TypeVar("Domain")

ID_DESCRIPTION = "Opaque id; `node(id:)` finds the same thing again."


@strawberry.interface(description="Anything that has an id. Ids are opaque, name their type, and never change.")
class Node(Generic[Domain]):
    """Made of a domain value, which it keeps as `source`: its other fields are the attributes of the same names."""

    node_kind: ClassVar[NodeKind]

    source: strawberry.Private[Domain]
    id: strawberry.ID = strawberry.field(description=ID_DESCRIPTION)

    @classmethod
    def from_domain(cls, source: Domain) -> Self:
        return cls.copied(source)

    @classmethod
    def copied(cls, source: Any, **others: object) -> Self:
        """What `from_domain` does, but for the `others`, which are not copied."""
        return copy_fields(cls, source, id=encode(cls.node_kind, source.id), source=source, **others)
