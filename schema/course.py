"""Courses."""

from typing import Self

import strawberry

from enrollment import catalogue
from resolvers.node import NodeKind
from schema.ids import encode
from schema.mapping import copy_fields
from schema.node import Node


@strawberry.type(description="A course; its groups are what a student enrolls in.")
class Course(Node):
    code: str = strawberry.field(description="The code under which people know it.")
    title: str = strawberry.field(description="Its title.")
    credits: int = strawberry.field(description="The credits it counts.")

    @classmethod
    def from_domain(cls, course: catalogue.Course) -> Self:
        return copy_fields(cls, course, id=encode(NodeKind.COURSE, course.id))
