"""What validateBasket answers: what speaks against a basket, and what would pass instead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from enrollment import basket_advice, basket_check, catalogue
from enrollment.basket_advice import MOST_ALTERNATIVES
from enrollment.problems import AnyProblem
from enrollment.task import Command
from resolvers.loaders import Loaders
from resolvers.validate_basket import advise_on
from schema.group import Group
from schema.info import Info
from schema.mapping import copy_fields, relation
from schema.problems import Problem


@strawberry.type(description="One group of a basket that was checked.")
class CheckedGroup:
    term_code: strawberry.Private[str]
    group_code: str = strawberry.field(description="The group asked for.")
    problems: Sequence[AnyProblem] = strawberry.field(description="What speaks against it.", graphql_type=list[Problem])

    @relation("schema.group.Group", "The group itself; null if the term has no such group.")
    async def group(self, loaders: Loaders) -> catalogue.CatalogueGroup | None:
        return await loaders.group_by_code.load((self.term_code, self.group_code))


@strawberry.type(description="What may be asked for instead of a group that is at fault.")
class GroupAlternatives:
    term_code: strawberry.Private[str]
    codes: strawberry.Private[Sequence[str]]
    group_code: str = strawberry.field(description="The group at fault.")

    @strawberry.field(
        description="Free groups of the same course that fit the rest of the basket and what the student holds, by "
        f"code; at most {MOST_ALTERNATIVES}."
    )
    async def groups(self, info: Info) -> list[Group]:
        found = await info.context.loaders.group_by_code.load_many([(self.term_code, code) for code in self.codes])
        return [Group.from_domain(group) for group in found if group is not None]


@strawberry.type(description="A change of a basket: a group is replaced by another of its course, or left out.")
class GroupChange:
    term_code: strawberry.Private[str]
    replacement_code: str | None = strawberry.field(
        description="The code of the group that takes its place; null: it is left out."
    )
    group_code: str = strawberry.field(description="The group asked for.")

    @relation("schema.group.Group", "The group that takes its place; null: it is left out.")
    async def replacement(self, loaders: Loaders) -> catalogue.Group | None:
        code = self.replacement_code
        return None if code is None else await loaders.group_by_code.load((self.term_code, code))


@strawberry.type(description="What would pass instead of a basket that does not, at the moment it was worked out.")
class BasketAdvice:
    alternatives: Sequence[GroupAlternatives] = strawberry.field(description="For each group at fault, by code.")
    changes: Sequence[GroupChange] | None = strawberry.field(
        description="The fewest changes after which nothing speaks against the basket, with as many replacements as "
        "possible. Empty if nothing does as it is; null if no change of groups helps, or none was found with a "
        "reasonable effort."
    )

    @classmethod
    def from_domain(cls, source: basket_advice.BasketAdvice, term_code: str) -> Self:
        changes = source.changes
        return cls(
            alternatives=[
                GroupAlternatives(term_code=term_code, codes=each.alternatives, group_code=each.group_code)
                for each in source.groups
            ],
            changes=None
            if changes is None
            else [
                GroupChange(term_code=term_code, group_code=each.group_code, replacement_code=each.replacement)
                for each in changes
            ],
        )


@strawberry.type(
    description="What speaks against a basket at one moment. Nothing is held: a moment later it may be different, and "
    "other systems, such as billing, are not asked."
)
class BasketCheck:
    command: strawberry.Private[Command | None]
    passes: bool = strawberry.field(
        description="Whether `enroll` would succeed: nothing speaks against the basket or, with BEST_EFFORT, "
        "not against each of its groups."
    )
    problems: Sequence[AnyProblem] = strawberry.field(
        description="Everything that speaks against it, its groups included: what `enroll` would be answered, and what "
        "its task would end with.",
        graphql_type=list[Problem],
    )
    groups: Sequence[CheckedGroup] = strawberry.field(
        description="One for each group asked for, by code; none where the input is malformed."
    )
    checked_at: datetime | None = strawberry.field(
        description="The moment it was checked, by the database's clock; null where the input is malformed."
    )

    @strawberry.field(
        description="What would pass instead; worked out, a moment later, only if it is asked for. Null where the "
        "input is malformed."
    )
    async def advice(self, info: Info) -> BasketAdvice | None:
        if self.command is None:
            return None
        return BasketAdvice.from_domain(await advise_on(info.context, self.command), self.command.term_code)

    @classmethod
    def from_domain(cls, source: basket_check.BasketCheck) -> Self:
        return copy_fields(cls, source, groups=[copy_fields(CheckedGroup, group) for group in source.groups])
