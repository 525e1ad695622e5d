"""What saveTerm is sent, and what it answers."""

from datetime import datetime

import strawberry

from enrollment.catalogue_edits import TermDraft
from enrollment.limits import (
    FIRST_MOMENT,
    LAST_MOMENT,
    MAX_ATTEMPTS,
    MAX_CODE_CHARACTERS,
    MAX_CREDITS,
    MAX_NAME_CHARACTERS,
    MAX_OFFER_SECONDS,
    MAX_TRAVEL_MINUTES,
    MAX_WINDOWS,
)
from enrollment.rule_settings import TermRules
from resolvers.save_term import save_term
from schema.enums import DependentDrops
from schema.mapping import copy_fields
from schema.results import result_type
from schema.term import Term
from schema.windows import EnrollmentWindowInput

_YEARS = f"Of the years {FIRST_MOMENT.year} to {LAST_MOMENT.year}."


_NO_RULES = TermRules()


@strawberry.input(description="What the institution wants of the enrollments in a term; what is left out is no rule.")
class TermRulesInput:
    prerequisites: bool = strawberry.field(
        default=_NO_RULES.prerequisites, description="Whether the prerequisites of courses are judged."
    )
    in_progress_counts: bool = strawberry.field(
        default=_NO_RULES.in_progress_counts,
        description="Whether a course that is in progress in another term counts for prerequisites.",
    )
    passed_again: bool = strawberry.field(
        default=_NO_RULES.passed_again, description="Whether a course that was passed may be taken again."
    )
    max_attempts: int | None = strawberry.field(
        default=None,
        description=f"How often a course may be taken that does not say so itself, 0 to {MAX_ATTEMPTS}.",
    )
    dependent_drops: DependentDrops = strawberry.field(
        default=_NO_RULES.dependent_drops, description="Of groups that go together, what a drop of one means."
    )
    min_credits: int | None = strawberry.field(
        default=None, description=f"The credits below which a drop must not take a student, 0 to {MAX_CREDITS}."
    )
    offer_seconds: int | None = strawberry.field(
        default=None,
        description="How long a seat that becomes free is offered to a student of the waitlist, 0 to "
        f"{MAX_OFFER_SECONDS}. Without it, or with 0, the student is enrolled.",
    )


@strawberry.input(description="A term as it shall be from now on; it is found by its code.")
class SaveTermInput:
    code: str = strawberry.field(description=f"Its code, at most {MAX_CODE_CHARACTERS} characters.")
    name: str | None = strawberry.field(
        default=None, description=f"Its name, at most {MAX_NAME_CHARACTERS} characters; without one it has none."
    )
    opens_at: datetime = strawberry.field(description=f"When enrollment opens; that moment included. {_YEARS}")
    closes_at: datetime = strawberry.field(description=f"When enrollment closes; that moment not included. {_YEARS}")
    rules: TermRulesInput | None = strawberry.field(default=None, description="Its rules; without them, they stay.")
    windows: list[EnrollmentWindowInput] | None = strawberry.field(
        default=None,
        description=f"Who may enroll, drop and swap when, within `opensAt` and `closesAt`, at most {MAX_WINDOWS}; "
        "empty: everyone all the time. Without them an existing term's stay.",
    )
    travel_gap_minutes: int | None = strawberry.field(
        default=None,
        description="How many minutes it takes from one meeting to the next, 0 to "
        f"{MAX_TRAVEL_MINUTES}; without it an existing term's stays, and a new one's is 0.",
    )

    def to_draft(self) -> TermDraft:
        rules = {} if self.rules is None else strawberry.asdict(self.rules)
        windows = None if self.windows is None else tuple(window.to_domain() for window in self.windows)
        said = {"windows": windows, "travel_gap_minutes": self.travel_gap_minutes}
        rules |= {name: value for name, value in said.items() if value is not None}
        return copy_fields(TermDraft, self, rules=rules)


@strawberry.type(description="The term is saved; its window counts for whatever is accepted from now on.")
class TermSaved:
    term: Term = strawberry.field(description="The term, as it is now.")


SaveTermResult = result_type(save_term, TermSaved, "The term, or why it was not saved.")
