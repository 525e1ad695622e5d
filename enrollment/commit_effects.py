"""What a commit is asked to carry out and to take back, and so which groups and enrollments it is about: pure."""

from enrollment.commit_values import SagaDetails
from enrollment.offers import GroupKey
from enrollment.plans import (
    Confirm,
    DropSeat,
    LeaveWaitlist,
    OfferSeat,
    ReleaseSeat,
    TakeSeat,
    ValidatePromotion,
    ValidateSwap,
)
from enrollment.task import TaskKind
from saga.claimed_saga import CommitRequest
from saga.plan import Effect

_OF_A_GROUP = TakeSeat | ReleaseSeat | DropSeat | OfferSeat | LeaveWaitlist
_ENDS_AN_ENROLLMENT = ReleaseSeat | DropSeat | LeaveWaitlist


def effects_forward(request: CommitRequest) -> list[Effect]:
    """What its steps are to do."""
    steps = request.saga.plan.steps
    return [steps[position - 1].effect() for position in request.intent.forward]


def effects_backward(request: CommitRequest) -> list[Effect]:
    """What is to take steps back that are done."""
    steps = request.saga.plan.steps
    return [steps[position - 1].effect(undo=True) for position in request.intent.backward]


def groups_touched(request: CommitRequest) -> list[GroupKey]:
    """The groups whose rows a commit has to lock."""
    details: SagaDetails = request.saga.details
    effects = [*effects_forward(request), *effects_backward(request)]
    codes = [effect.group_code for effect in effects if isinstance(effect, _OF_A_GROUP)]
    if any(isinstance(effect, ValidateSwap | ValidatePromotion) for effect in effects):
        codes += request.saga.command.drop_codes  # they may be given up by a later commit
    if not codes and details.task.kind is TaskKind.PROMOTE:
        # However it ends: the seat that is held for it has to be taken or given up.
        codes = [group.group_code for group in details.task.groups]
    return [(details.term_id, code) for code in dict.fromkeys(codes)]


def changes_enrollments(request: CommitRequest) -> bool:
    """Whether a commit may change enrollments that are there already, of its saga or of an earlier one."""
    effects = [*effects_forward(request), *effects_backward(request)]
    confirms = any(isinstance(effect, Confirm) for effect in effects)
    takes = any(isinstance(effect, TakeSeat) for effect in effects)
    drops = any(isinstance(effect, _ENDS_AN_ENROLLMENT) for effect in effects)
    return (confirms and not takes) or drops
