"""Courses."""

import strawberry

from enrollment import catalogue
from resolvers.node import NodeKind
from schema.catalogue_fields import catalogue_field
from schema.node import ID_DESCRIPTION, Node


@strawberry.type(description="A course; its groups are what a student enrolls in.")
class Course(Node[catalogue.Course]):
    node_kind = NodeKind.COURSE

    id: strawberry.ID = catalogue_field(ID_DESCRIPTION)
    code: str = catalogue_field("The code under which people know it.")
    title: str = catalogue_field("Its title.")
    credits: int = catalogue_field("The credits it counts.")
    prerequisites: str | None = catalogue_field(
        "What has to be taken before it: `MAT101>=51 and (FIS100 or FIS101)`, for example, where a number is "
        "the lowest grade that will do; null: nothing."
    )
    corequisites: str | None = catalogue_field(
        "The courses that are taken together with it, in the same form without grades; null: none."
    )
    max_attempts: int | None = catalogue_field("How often it may be taken; null: as the term says.")
