"""Node: what has an id."""

import strawberry


@strawberry.interface(description="Anything that has an id. Ids are opaque, name their type, and never change.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque id; `node(id:)` finds the same thing again.")
