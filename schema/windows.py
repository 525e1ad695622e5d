"""The windows of a term: when who may enroll, drop and swap."""

from datetime import datetime

import strawberry

from enrollment import term_windows
from enrollment.limits import MAX_CODE_CHARACTERS
from schema.catalogue_fields import catalogue_field
from schema.mapping import copy_fields

_OPENS = "When it opens; that moment included."
_CLOSES = "When it closes for enrolling; that moment not included."
_DROPS = "When it closes for dropping, that moment not included; null: when it closes for enrolling."
_SWAPS = "When it closes for swapping, that moment not included; null: when it closes for enrolling."


@strawberry.type(description="When the students of a cohort may enroll, drop and swap, while the term is open.")
class EnrollmentWindow:
    cohort: str | None = catalogue_field("Whose students; null: all students for whose cohorts there is no window.")
    opens_at: datetime = catalogue_field(_OPENS)
    closes_at: datetime = catalogue_field(_CLOSES)
    drops_close_at: datetime | None = catalogue_field(_DROPS)
    swaps_close_at: datetime | None = catalogue_field(_SWAPS)


@strawberry.input(description="When the students of a cohort may enroll, drop and swap, within the term's own window.")
class EnrollmentWindowInput:
    cohort: str | None = strawberry.field(
        default=None,
        description=f"Whose students, at most {MAX_CODE_CHARACTERS} characters; without one all students for whose "
        "cohorts there is no window.",
    )
    opens_at: datetime = strawberry.field(description=_OPENS)
    closes_at: datetime = strawberry.field(description=_CLOSES)
    drops_close_at: datetime | None = strawberry.field(default=None, description=_DROPS)
    swaps_close_at: datetime | None = strawberry.field(default=None, description=_SWAPS)

    def to_domain(self) -> term_windows.EnrollmentWindow:
        return copy_fields(term_windows.EnrollmentWindow, self)
