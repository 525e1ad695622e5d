"""GroupFilter."""

import strawberry

from enrollment.paging import GroupSearch


@strawberry.input(description="Which groups of a term; everything given has to hold.")
class GroupFilter:
    """Of `enrollment.paging.GroupSearch`."""

    codes: list[str] | None = strawberry.field(default=None, description="Only groups with one of these codes.")
    course_code: str | None = strawberry.field(default=None, description="Only groups of this course.")
    search: str | None = strawberry.field(
        default=None,
        description="Only groups with this text in their code, or their course's code or title, in any case.",
    )
    only_available: bool = strawberry.field(default=False, description="Only groups with a free seat.")

    def search_for(self) -> GroupSearch:
        """The filter as the catalogue understands it."""
        return GroupSearch(self.codes, self.course_code, self.search, self.only_available)
