"""Overrides: what they are, and what grantOverride and revokeOverride are sent and answer."""

from datetime import datetime

import strawberry

from enrollment import catalogue, overrides
from enrollment.limits import FIRST_MOMENT, LAST_MOMENT, MAX_REASON_CHARACTERS
from enrollment.task import TaskState
from resolvers.grant_override import grant_override
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from resolvers.revoke_override import revoke_override
from schema.enums import OverrideKind
from schema.mapping import relation
from schema.node import Node
from schema.results import result_type

_ONCE = "Whether one task uses it up; a task that comes to nothing gives it back."
_REASON = f"Why, for the student and the audit log; 1 to {MAX_REASON_CHARACTERS} characters, not blank."


@strawberry.type(description="What a registrar has let a student do in spite of a rule.")
class Override(Node[overrides.Override]):
    node_kind = NodeKind.OVERRIDE

    kind: OverrideKind = strawberry.field(description="The rule that it sets aside.")
    group_code: str | None = strawberry.field(description="The group that it is for; null: every group of the term.")
    reason: str = strawberry.field(description="Why it was granted.")
    granted_by: str = strawberry.field(description="Who granted it.")
    granted_at: datetime = strawberry.field(description="When it was granted, or changed last.")
    expires_at: datetime | None = strawberry.field(
        description="Tasks that are accepted from then on cannot use it; null: it does not expire."
    )
    once: bool = strawberry.field(description=_ONCE)
    revoked_at: datetime | None = strawberry.field(description="Since when it counts no longer, if it was revoked.")

    @relation("schema.term.Term", "In which term.")
    async def term(self, loaders: Loaders) -> catalogue.Term | None:
        return await loaders.term.load(self.source.term_id)

    @relation("schema.student.Student", "Whose it is.")
    async def student(self, loaders: Loaders) -> catalogue.Student | None:
        return await loaders.student.load(self.source.student_id)

    @relation("schema.task.Task", "The task that has used it up, if one has.")
    async def used_by(self, loaders: Loaders) -> TaskState | None:
        return None if self.source.used_by is None else await loaders.task.load(self.source.used_by)


@strawberry.input(
    description="What a student shall be let do. If there is a usable override of the same kind for the same student, "
    "term and group, it shall be as said here, so that asking twice grants once."
)
class GrantOverrideInput:
    student_code: str = strawberry.field(description="The student's code.")
    term_code: str = strawberry.field(description="The term's code.")
    group_code: str | None = strawberry.field(
        default=None, description="The group that it is for; without one, every group of the term."
    )
    kind: OverrideKind = strawberry.field(description="The rule that it sets aside.")
    reason: str = strawberry.field(description=_REASON)
    expires_at: datetime | None = strawberry.field(
        default=None,
        description="Tasks that are accepted from then on cannot use it; without it it does not expire. Of the years "
        f"{FIRST_MOMENT.year} to {LAST_MOMENT.year}.",
    )
    once: bool = strawberry.field(default=True, description=_ONCE)


@strawberry.type(description="The override is granted; tasks that are not carried out yet can use it, too.")
class OverrideGranted:
    override: Override = strawberry.field(description="The override, as it is now.")


GrantOverrideResult = result_type(grant_override, OverrideGranted, "The override, or why there is none.")


@strawberry.input(description="An override that shall be used no longer.")
class RevokeOverrideInput:
    id: strawberry.ID = strawberry.field(description="Which one.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.type(description="The override is revoked; what was done with it stays.")
class OverrideRevoked:
    override: Override = strawberry.field(description="The override, as it is now.")


RevokeOverrideResult = result_type(revoke_override, OverrideRevoked, "The override, or why it was not revoked.")
