"""What saveTerm is sent, and what it answers."""

from datetime import datetime
from typing import Annotated

import strawberry

from enrollment import catalogue, catalogue_edits, problems
from schema.request_problems import InvalidInput, ServiceUnavailable
from schema.term import Term


@strawberry.input(description="A term as it shall be from now on; it is found by its code.")
class SaveTermInput:
    """Of `enrollment.catalogue_edits.TermDraft`."""

    code: str = strawberry.field(description="Its code, at most 100 characters.")
    name: str | None = strawberry.field(
        default=None, description="Its name, at most 200 characters; without one it has none."
    )
    opens_at: datetime = strawberry.field(description="When enrollment opens; that moment included.")
    closes_at: datetime = strawberry.field(description="When enrollment closes; that moment not included.")

    def draft(self) -> catalogue_edits.TermDraft:
        """The input as resolvers understand it."""
        return catalogue_edits.TermDraft(self.code, self.name, self.opens_at, self.closes_at)


@strawberry.type(description="The term is saved; its window counts for whatever is accepted from now on.")
class TermSaved:
    """Of `enrollment.catalogue.Term`."""

    term: Term = strawberry.field(description="The term, as it is now.")


SaveTermResult = Annotated[
    TermSaved | InvalidInput | ServiceUnavailable,
    strawberry.union("SaveTermResult", description="The term, or why it was not saved."),
]


def result_of(outcome: catalogue_edits.SavedTerm | problems.ServiceUnavailable) -> SaveTermResult:
    """The outcome as clients see it."""
    match outcome:
        case catalogue.Term():
            return TermSaved(term=Term.of(outcome))
        case problems.InvalidInput():
            return InvalidInput.of(outcome)
        case problems.ServiceUnavailable():
            return ServiceUnavailable.of(outcome)
