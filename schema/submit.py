"""What enroll, drop and swap are sent, and what they answer."""

import strawberry

from enrollment import task as domain
from enrollment.limits import MAX_GROUPS, MAX_KEY_CHARACTERS, MAX_REASON_CHARACTERS
from resolvers.drop import drop
from resolvers.enroll import enroll
from resolvers.swap import swap
from schema.enums import ErrorPolicy
from schema.results import result_type
from schema.task import Task

_KEY_DESCRIPTION = (
    "Makes it safe to send this again: the same key gives the same task. At most "
    f"{MAX_KEY_CHARACTERS} printable characters; the `Idempotency-Key` header means the same. Without one, the "
    "same student, term and groups are the same request."
)
POLICY_DESCRIPTION = "What becomes of the basket if not every group can be had. Another policy is another request."
WAITLIST_DESCRIPTION = (
    "Whether the student wants to wait for a seat in the groups that are full. The others are enrolled in as if only "
    "they were asked for. Not with BEST_EFFORT."
)
_REASON_DESCRIPTION = (
    f"Why, at most {MAX_REASON_CHARACTERS} characters, for the student and the audit log. For registrars: with a "
    "reason it is accepted outside the enrollment windows as well."
)


@strawberry.input
class _BasketInput:
    student_code: str = strawberry.field(description="The student's code.")
    term_code: str = strawberry.field(description="The term's code.")
    group_codes: list[str] = strawberry.field(
        description=f"The groups' codes, 1 to {MAX_GROUPS}; a repeated one counts once."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_KEY_DESCRIPTION)
    reason: str | None = strawberry.field(default=None, description=_REASON_DESCRIPTION)


@strawberry.input(description="One student, several groups of one term: all or none, unless `errorPolicy` says more.")
class EnrollInput(_BasketInput):
    error_policy: ErrorPolicy = strawberry.field(default=domain.ErrorPolicy.ALL_OR_NONE, description=POLICY_DESCRIPTION)
    waitlist: bool = strawberry.field(default=False, description=WAITLIST_DESCRIPTION)


@strawberry.input(
    description="One student, several groups of one term whose seats are given back, or whose waitlists are left: all "
    "or none."
)
class DropInput(_BasketInput):
    pass


@strawberry.input(
    description="One student, groups of one term that are given up for others: all or none. The old seats are kept "
    "until all new ones are held."
)
class SwapInput:
    student_code: str = strawberry.field(description="The student's code.")
    term_code: str = strawberry.field(description="The term's code.")
    drop_group_codes: list[str] = strawberry.field(
        description=f"The codes of the groups to give up, 1 to {MAX_GROUPS}; a repeated one counts once."
    )
    take_group_codes: list[str] = strawberry.field(
        description=f"The codes of the groups to enroll in instead, 1 to {MAX_GROUPS}, none of which is given up; a "
        "repeated one counts once. They are judged as if those given up were not held: they may be of the same course."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_KEY_DESCRIPTION)
    reason: str | None = strawberry.field(default=None, description=_REASON_DESCRIPTION)
    waitlist: bool = strawberry.field(
        default=False,
        description="Whether the student wants to wait for a seat if the group to enroll in is full, and to keep until "
        "then the groups to give up. Only with one group in `takeGroupCodes`. Without it, a swap into a full group is "
        "refused, after some seconds in which another swap may give a seat up.",
    )


@strawberry.type(description="The request is durable and will be carried out; subscribe to its task.")
class TaskAccepted:
    task: Task = strawberry.field(description="The task, as it is now.")
    replayed: bool = strawberry.field(description="Whether an earlier request with the same key made it.")


EnrollResult = result_type(enroll, TaskAccepted, "A task, or why there is none.")
DropResult = result_type(drop, TaskAccepted, "A task, or why there is none.")
SwapResult = result_type(swap, TaskAccepted, "A task, or why there is none.")
