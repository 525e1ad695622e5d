"""The caller, as they see themselves."""

from collections.abc import Sequence
from typing import Self

import strawberry

from resolvers import caller
from resolvers.viewer import student_of_viewer
from schema.enums import Role
from schema.info import Info
from schema.student import Student


@strawberry.type(description="Who is asking.")
class Viewer:
    subject: str = strawberry.field(description="The name the caller is known by.")
    roles: Sequence[Role] = strawberry.field(description="What the caller may do.")

    @classmethod
    def from_domain(cls, viewer: caller.Caller) -> Self:
        return cls(subject=viewer.subject, roles=[role for role in caller.Role if role in viewer.roles])

    @strawberry.field(description="The student whom the caller is, if any.")
    async def student(self, info: Info) -> Student | None:
        found = await student_of_viewer(info.context)
        return None if found is None else Student.from_domain(found)
