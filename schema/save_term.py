"""What saveTerm is sent, and what it answers."""

from datetime import datetime

import strawberry

from resolvers.save_term import save_term
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


@strawberry.type(description="The term is saved; its window counts for whatever is accepted from now on.")
class TermSaved:
    term: Term = strawberry.field(description="The term, as it is now.")


SaveTermResult = result_type(save_term, TermSaved, "The term, or why it was not saved.")
