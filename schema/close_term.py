"""What closeTerm is sent, and what it answers."""

import strawberry

from enrollment.limits import MAX_REASON_CHARACTERS
from resolvers.close_term import close_term
from schema.results import result_type
from schema.term import Term


@strawberry.input(description="A term whose enrollment window shall end now.")
class CloseTermInput:
    term_code: str = strawberry.field(description="The term's code.")
    reason: str = strawberry.field(description=f"Why, for the audit log; at most {MAX_REASON_CHARACTERS} characters.")


@strawberry.type(
    description="The term is closed: nothing more is accepted in it. What was accepted before will be carried out."
)
class TermClosed:
    term: Term = strawberry.field(description="The term, as it is now.")


CloseTermResult = result_type(close_term, TermClosed, "The term, or why it was not closed.")
