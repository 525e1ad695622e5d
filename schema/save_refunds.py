"""What saveRefunds is sent, and what it answers."""

from datetime import datetime

import strawberry

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_REASON_CHARACTERS
from resolvers.save_refunds import save_refunds
from schema.enums import RefundPolicy
from schema.results import result_type


@strawberry.input(description="Whether money is given back after drops in a term.")
class SaveRefundsInput:
    term_code: str = strawberry.field(description=f"The term's code, at most {MAX_CODE_CHARACTERS} characters.")
    policy: RefundPolicy = strawberry.field(description="After which drops money is given back.")
    until: datetime | None = strawberry.field(
        default=None, description="With UNTIL: money is given back for what is dropped before this moment."
    )
    reason: str = strawberry.field(description=f"Why, for the audit log; at most {MAX_REASON_CHARACTERS} characters.")


@strawberry.type(description="The policy is saved; it counts for whatever is dropped from now on.")
class RefundsSaved:
    term_code: str = strawberry.field(description="Of which term.")
    policy: RefundPolicy = strawberry.field(description="Whether money is given back.")
    until: datetime | None = strawberry.field(
        description="With UNTIL: money is given back for what is dropped before this moment."
    )


SaveRefundsResult = result_type(save_refunds, RefundsSaved, "The policy, or why it was not saved.")
