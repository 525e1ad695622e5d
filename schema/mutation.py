"""The root of mutations."""

from typing import Annotated

import strawberry

from enrollment.catalogue_edits import CourseDraft, HoldDraft
from enrollment.overrides import OverrideDraft
from enrollment.problems import Problem
from enrollment.submission import Accepted
from resolvers.cancel_group import cancel_group
from resolvers.cancel_task import cancel_task
from resolvers.clear_hold import clear_hold
from resolvers.close_term import close_term
from resolvers.drop import drop
from resolvers.enroll import enroll
from resolvers.enroll_batch import BatchRequest, enroll_batch
from resolvers.grant_override import grant_override
from resolvers.invalidate_idempotency_key import invalidate_idempotency_key
from resolvers.node import NodeKind
from resolvers.place_hold import place_hold
from resolvers.reset_circuit_breaker import reset_circuit_breaker
from resolvers.retry_saga import retry_saga
from resolvers.revoke_override import revoke_override
from resolvers.revoke_tokens import revoke_tokens
from resolvers.save_course import save_course
from resolvers.save_group import save_group
from resolvers.save_refunds import TermPolicy, save_refunds
from resolvers.save_student import save_student
from resolvers.save_term import save_term
from resolvers.submit import EnrollRequest, SubmitRequest, SwapRequest
from resolvers.swap import swap
from schema.batch import Batch
from schema.cancel_group import CancelGroupInput, CancelGroupResult, GroupCancellation
from schema.cancel_task import CancelTaskInput, CancelTaskResult, TaskCancelling
from schema.circuit_breakers import CircuitBreaker
from schema.clear_hold import ClearHoldInput, ClearHoldResult, HoldCleared
from schema.close_term import CloseTermInput, CloseTermResult, TermClosed
from schema.course import Course
from schema.enroll_batch import BatchAccepted, EnrollBatchInput, EnrollBatchResult
from schema.group import Group
from schema.idempotency_entries import IdempotencyEntry
from schema.ids import uuid_of
from schema.info import Info
from schema.invalidate_idempotency_key import (
    IdempotencyKeyInvalidated,
    InvalidateIdempotencyKeyInput,
    InvalidateIdempotencyKeyResult,
)
from schema.mapping import copy_fields
from schema.overrides import (
    GrantOverrideInput,
    GrantOverrideResult,
    Override,
    OverrideGranted,
    OverrideRevoked,
    RevokeOverrideInput,
    RevokeOverrideResult,
)
from schema.place_hold import HoldPlaced, PlaceHoldInput, PlaceHoldResult
from schema.reset_circuit_breaker import CircuitBreakerReset, ResetCircuitBreakerInput, ResetCircuitBreakerResult
from schema.results import mutation, to_result
from schema.retry_saga import RetrySagaInput, RetrySagaResult, SagaRetried
from schema.revoke_tokens import RevokeTokensInput, RevokeTokensResult, TokensRevoked
from schema.saga import Saga
from schema.save_course import CourseSaved, SaveCourseInput, SaveCourseResult
from schema.save_group import GroupSaved, SaveGroupInput, SaveGroupResult
from schema.save_refunds import RefundsSaved, SaveRefundsInput, SaveRefundsResult
from schema.save_student import SaveStudentInput, SaveStudentResult, StudentSaved
from schema.save_term import SaveTermInput, SaveTermResult, TermSaved
from schema.student import Student
from schema.submit import (
    DropInput,
    DropResult,
    EnrollInput,
    EnrollResult,
    SwapInput,
    SwapResult,
    TaskAccepted,
)
from schema.task import Task
from schema.term import Term


@strawberry.type(
    description="What can be asked for. Whatever is answered is durable; what takes longer is answered with a task."
)
class Mutation:
    """Each field calls the resolver of its name."""

    @mutation(EnrollResult, "Enroll a student in several groups of one term, by default all or none.")
    async def enroll(
        self,
        info: Info,
        input: Annotated[EnrollInput, strawberry.argument(description="Who, in which term, in which groups.")],
    ) -> TaskAccepted | Problem:
        return to_result(await enroll(info.context, copy_fields(EnrollRequest, input)), _accepted)

    @mutation(DropResult, "Give a student's seats in several groups of one term back, all or none.")
    async def drop(
        self,
        info: Info,
        input: Annotated[DropInput, strawberry.argument(description="Who, in which term, which groups.")],
    ) -> TaskAccepted | Problem:
        return to_result(await drop(info.context, copy_fields(SubmitRequest, input, waitlist=False)), _accepted)

    @mutation(SwapResult, "Give a student's seats in some groups of a term up for seats in others, all or none.")
    async def swap(
        self,
        info: Info,
        input: Annotated[SwapInput, strawberry.argument(description="Who, in which term, which groups for which.")],
    ) -> TaskAccepted | Problem:
        request = copy_fields(SwapRequest, input, group_codes=input.take_group_codes)
        return to_result(await swap(info.context, request), _accepted)

    @mutation(
        EnrollBatchResult,
        "Enroll many students, each in several groups of one term: a task for each, with a result for each row. What "
        "single students ask for is carried out before rows that wait. For registrars.",
    )
    async def enroll_batch(
        self,
        info: Info,
        input: Annotated[EnrollBatchInput, strawberry.argument(description="Whom, in what, and why.")],
    ) -> BatchAccepted | Problem:
        rows = [row.to_request() for row in input.rows]
        outcome = await enroll_batch(info.context, BatchRequest(rows, input.reason, input.idempotency_key))
        return to_result(
            outcome, lambda made: BatchAccepted(batch=Batch.from_domain(made.batch), replayed=made.replayed)
        )

    @mutation(CancelTaskResult, "Cancel a task: what was done of it is undone. Asking twice is asking once.")
    async def cancel_task(
        self,
        info: Info,
        input: Annotated[CancelTaskInput, strawberry.argument(description="Which task, and why.")],
    ) -> TaskCancelling | Problem:
        outcome = await cancel_task(info.context, uuid_of(input.id, NodeKind.TASK), input.reason)
        return to_result(outcome, lambda state: TaskCancelling(task=Task.from_domain(state)))

    @mutation(SaveRefundsResult, "Say whether money is given back after drops in a term. For registrars.")
    async def save_refunds(
        self,
        info: Info,
        input: Annotated[SaveRefundsInput, strawberry.argument(description="Which term, whether, and why.")],
    ) -> RefundsSaved | Problem:
        outcome = await save_refunds(info.context, copy_fields(TermPolicy, input), input.reason)
        return to_result(outcome, lambda saved: copy_fields(RefundsSaved, saved))

    @mutation(RetrySagaResult, "Continue a stuck saga where it stopped. For operators.")
    async def retry_saga(
        self,
        info: Info,
        input: Annotated[RetrySagaInput, strawberry.argument(description="Which saga, and why.")],
    ) -> SagaRetried | Problem:
        outcome = await retry_saga(info.context, uuid_of(input.id, NodeKind.SAGA), input.reason)
        return to_result(outcome, lambda state: SagaRetried(saga=Saga.from_domain(state)))

    @mutation(InvalidateIdempotencyKeyResult, "Free an idempotency key whose task has ended. For operators.")
    async def invalidate_idempotency_key(
        self,
        info: Info,
        input: Annotated[InvalidateIdempotencyKeyInput, strawberry.argument(description="Which key, and why.")],
    ) -> IdempotencyKeyInvalidated | Problem:
        entry_id = uuid_of(input.entry_id, NodeKind.IDEMPOTENCY_ENTRY)
        outcome = await invalidate_idempotency_key(info.context, entry_id, input.reason)
        return to_result(outcome, lambda entry: IdempotencyKeyInvalidated(entry=IdempotencyEntry.from_domain(entry)))

    @mutation(SaveTermResult, "Create a term, or change its name, its windows and its rules.")
    async def save_term(
        self,
        info: Info,
        input: Annotated[SaveTermInput, strawberry.argument(description="The term as it shall be.")],
    ) -> TermSaved | Problem:
        outcome = await save_term(info.context, input.to_draft())
        return to_result(outcome, lambda term: TermSaved(term=Term.from_domain(term)))

    @mutation(CloseTermResult, "End the enrollment window of a term now. Asking twice is asking once. For registrars.")
    async def close_term(
        self,
        info: Info,
        input: Annotated[CloseTermInput, strawberry.argument(description="Which term, and why.")],
    ) -> TermClosed | Problem:
        outcome = await close_term(info.context, input.term_code, input.reason)
        return to_result(outcome, lambda term: TermClosed(term=Term.from_domain(term)))

    @mutation(SaveCourseResult, "Create a course, or change its title, credits and rules. For registrars.")
    async def save_course(
        self,
        info: Info,
        input: Annotated[SaveCourseInput, strawberry.argument(description="The course as it shall be.")],
    ) -> CourseSaved | Problem:
        outcome = await save_course(info.context, copy_fields(CourseDraft, input, rules={}), input.to_rules())
        return to_result(outcome, lambda course: CourseSaved(course=Course.from_domain(course)))

    @mutation(SaveGroupResult, "Create a group of a term, or change its course, capacity, meetings and rules.")
    async def save_group(
        self,
        info: Info,
        input: Annotated[SaveGroupInput, strawberry.argument(description="The group as it shall be.")],
    ) -> GroupSaved | Problem:
        outcome = await save_group(info.context, input.to_request())
        return to_result(outcome, lambda group: GroupSaved(group=Group.from_domain(group)))

    @mutation(
        CancelGroupResult,
        "Cancel a group, and drop the seats of those who are enrolled. Asking twice is asking once. For registrars.",
    )
    async def cancel_group(
        self,
        info: Info,
        input: Annotated[CancelGroupInput, strawberry.argument(description="Which group, and why.")],
    ) -> GroupCancellation | Problem:
        outcome = await cancel_group(info.context, input.term_code, input.group_code, input.reason)
        return to_result(outcome, lambda group: GroupCancellation(group=Group.from_domain(group)))

    @mutation(SaveStudentResult, "Put a student on file, or change their name, state and credits. For registrars.")
    async def save_student(
        self,
        info: Info,
        input: Annotated[SaveStudentInput, strawberry.argument(description="The student; what stays is left out.")],
    ) -> StudentSaved | Problem:
        outcome = await save_student(info.context, input.to_draft())
        return to_result(outcome, lambda student: StudentSaved(student=Student.from_domain(student)))

    @mutation(PlaceHoldResult, "Hold something against a student, or change what is held. For registrars.")
    async def place_hold(
        self,
        info: Info,
        input: Annotated[PlaceHoldInput, strawberry.argument(description="The hold as it shall be.")],
    ) -> HoldPlaced | Problem:
        outcome = await place_hold(info.context, copy_fields(HoldDraft, input))
        return to_result(outcome, lambda student: HoldPlaced(student=Student.from_domain(student)))

    @mutation(GrantOverrideResult, "Let a student do something in spite of a rule. For registrars.")
    async def grant_override(
        self,
        info: Info,
        input: Annotated[GrantOverrideInput, strawberry.argument(description="What to let whom do, and why.")],
    ) -> OverrideGranted | Problem:
        outcome = await grant_override(info.context, copy_fields(OverrideDraft, input))
        return to_result(outcome, lambda granted: OverrideGranted(override=Override.from_domain(granted)))

    @mutation(RevokeOverrideResult, "Let an override be used no longer. For registrars.")
    async def revoke_override(
        self,
        info: Info,
        input: Annotated[RevokeOverrideInput, strawberry.argument(description="Which override, and why.")],
    ) -> OverrideRevoked | Problem:
        outcome = await revoke_override(info.context, uuid_of(input.id, NodeKind.OVERRIDE), input.reason)
        return to_result(outcome, lambda revoked: OverrideRevoked(override=Override.from_domain(revoked)))

    @mutation(ClearHoldResult, "Hold something against a student no longer. For registrars.")
    async def clear_hold(
        self,
        info: Info,
        input: Annotated[ClearHoldInput, strawberry.argument(description="Which hold, and why.")],
    ) -> HoldCleared | Problem:
        outcome = await clear_hold(info.context, input.student_code, input.code, input.reason)
        return to_result(outcome, lambda student: HoldCleared(student=Student.from_domain(student)))

    @mutation(ResetCircuitBreakerResult, "Let calls to a service through again, immediately. For operators.")
    async def reset_circuit_breaker(
        self,
        info: Info,
        input: Annotated[ResetCircuitBreakerInput, strawberry.argument(description="Whose breaker, and why.")],
    ) -> CircuitBreakerReset | Problem:
        outcome = await reset_circuit_breaker(info.context, input.service, input.reason)
        return to_result(outcome, lambda found: CircuitBreakerReset(circuit_breaker=CircuitBreaker.from_domain(found)))

    @mutation(RevokeTokensResult, "Refuse tokens before they expire, and close what was opened with them. For admins.")
    async def revoke_tokens(
        self,
        info: Info,
        input: Annotated[RevokeTokensInput, strawberry.argument(description="Which tokens, and why.")],
    ) -> TokensRevoked | Problem:
        outcome = await revoke_tokens(info.context, input.subject, input.jti, input.reason)
        return to_result(outcome, lambda revocation: copy_fields(TokensRevoked, revocation))


def _accepted(accepted: Accepted) -> TaskAccepted:
    return TaskAccepted(task=Task.from_domain(accepted.task), replayed=accepted.replayed)
