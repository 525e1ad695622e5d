"""What enrollBatch is sent, and what it answers."""

import strawberry

from enrollment import task as domain
from enrollment.limits import MAX_BATCH_ROWS, MAX_GROUPS, MAX_KEY_CHARACTERS, MAX_REASON_CHARACTERS
from resolvers.enroll_batch import enroll_batch
from resolvers.submit import EnrollRequest
from schema.batch import Batch
from schema.enums import ErrorPolicy
from schema.results import result_type
from schema.submit import POLICY_DESCRIPTION, WAITLIST_DESCRIPTION


@strawberry.input(
    description="One row of a batch: a student, several groups of a term: all or none, unless `errorPolicy` says more."
)
class BatchRowInput:
    student_code: str = strawberry.field(description="The student's code.")
    term_code: str = strawberry.field(description="The term's code.")
    group_codes: list[str] = strawberry.field(
        description=f"The groups' codes, 1 to {MAX_GROUPS}; a repeated one counts once."
    )
    error_policy: ErrorPolicy = strawberry.field(default=domain.ErrorPolicy.ALL_OR_NONE, description=POLICY_DESCRIPTION)
    waitlist: bool = strawberry.field(default=False, description=WAITLIST_DESCRIPTION)

    def to_request(self) -> EnrollRequest:
        return EnrollRequest(
            self.student_code,
            self.term_code,
            self.group_codes,
            error_policy=self.error_policy,
            waitlist=self.waitlist,
        )


@strawberry.input(description="Enrollments of many students. Send the rows as a variable.")
class EnrollBatchInput:
    rows: list[BatchRowInput] = strawberry.field(
        description=f"1 to {MAX_BATCH_ROWS} rows, carried out in their order. One that cannot be accepted has the "
        "problem as its result, and the others go on."
    )
    reason: str = strawberry.field(description=f"Why, for the audit log, at most {MAX_REASON_CHARACTERS} characters.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Makes it safe to send this again: the same key gives the same batch. At most "
        f"{MAX_KEY_CHARACTERS} printable characters; the `Idempotency-Key` header means the same. Without one, the "
        "same rows in the same order are the same batch.",
    )


@strawberry.type(description="The batch is durable and will be carried out; subscribe to it.")
class BatchAccepted:
    batch: Batch = strawberry.field(description="The batch, as it is now.")
    replayed: bool = strawberry.field(description="Whether an earlier request with the same key made it.")


EnrollBatchResult = result_type(enroll_batch, BatchAccepted, "A batch, or why there is none.")
