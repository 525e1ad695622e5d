"""Course."""

from typing import Self

import strawberry

from enrollment import catalogue
from resolvers.node import NodeKind
from schema.ids import encode
from schema.node import Node


@strawberry.type(description="A course; its groups are what a student enrolls in.")
class Course(Node):
    """Of `enrollment.catalogue.Course`."""

    code: str = strawberry.field(description="The code under which people know it.")
    title: str = strawberry.field(description="Its title.")
    credits: int = strawberry.field(description="The credits it counts.")

    @classmethod
    def of(cls, course: catalogue.Course) -> Self:
        """The course as clients see it."""
        return cls(id=encode(NodeKind.COURSE, course.id), code=course.code, title=course.title, credits=course.credits)
