"""What saveTerm is sent, and what it answers."""

from datetime import datetime
from typing import Self

import strawberry

from enrollment import catalogue
from enrollment.catalogue_edits import TermDraft
from resolvers.save_term import save_term
from schema.mapping import copy_fields
from schema.results import result_type
from schema.term import Term


@strawberry.input(description="A term as it shall be from now on; it is found by its code.")
class SaveTermInput:
    code: str = strawberry.field(description="Its code, at most 100 characters.")
    name: str | None = strawberry.field(
        default=None, description="Its name, at most 200 characters; without one it has none."
    )
    opens_at: datetime = strawberry.field(description="When enrollment opens; that moment included.")
    closes_at: datetime = strawberry.field(description="When enrollment closes; that moment not included.")

    def to_draft(self) -> TermDraft:
        return copy_fields(TermDraft, self)


@strawberry.type(description="The term is saved; its window counts for whatever is accepted from now on.")
class TermSaved:
    term: Term = strawberry.field(description="The term, as it is now.")

    @classmethod
    def from_domain(cls, term: catalogue.Term) -> Self:
        return cls(term=Term.from_domain(term))


SaveTermResult = result_type("SaveTermResult", TermSaved, save_term, "The term, or why it was not saved.")
