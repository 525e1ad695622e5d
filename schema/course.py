"""Courses."""

import strawberry

from enrollment import catalogue
from resolvers.node import NodeKind
from schema.node import Node


@strawberry.type(description="A course; its groups are what a student enrolls in.")
class Course(Node[catalogue.Course]):
    node_kind = NodeKind.COURSE

    code: str = strawberry.field(description="The code under which people know it.")
    title: str = strawberry.field(description="Its title.")
    credits: int = strawberry.field(description="The credits it counts.")
