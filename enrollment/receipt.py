"""What a receipt says: what became of a task, for someone who cannot ask the service any more."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from enrollment.problems import AnyProblem
from enrollment.task import TaskState

RECEIPT_TYPE = "registro-receipt+jwt"
"""The `typ` of a receipt, so that no other signed text can pass for one."""


class ReceiptGroup(msgspec.Struct, frozen=True):
    """One group, what became of it, and the codes of what spoke against it."""

    code: str
    status: str
    problems: tuple[str, ...]


class Receipt(msgspec.Struct, frozen=True, rename="camel"):
    """The claims of a receipt. Receipts are kept for years: members may be added, and none changes its meaning.

    Attributes:
        iss: the installation; sub: the student's code.
        iat: when the task became final, in seconds since 1970, so that each receipt of a task is the same.
        version: the saga's last one; with the task and the correlation id it leads to the journal and the audit log.
        problems: codes of everything that spoke against the task, those of its groups included.
    """

    iss: str
    sub: str
    iat: int
    task: UUID
    kind: str
    status: str
    term: str
    groups: tuple[ReceiptGroup, ...]
    problems: tuple[str, ...]
    submitted_at: datetime
    finished_at: datetime
    version: int
    correlation_id: str


def receipt_of(state: TaskState, issuer: str) -> Receipt | None:
    """What the receipt of a task says; None before its end, and for one that could not be read: it has no groups."""
    if not state.final or state.finished_at is None or not state.groups:
        return None
    return Receipt(
        iss=issuer,
        sub=state.student_code,
        iat=int(state.finished_at.timestamp()),
        task=state.id,
        kind=state.kind.value,
        status=state.status.value,
        term=state.term_code,
        groups=tuple(
            ReceiptGroup(group.group_code, group.status.value, _codes(group.problems)) for group in state.groups
        ),
        problems=_codes(state.problems),
        submitted_at=state.submitted_at.astimezone(UTC),
        finished_at=state.finished_at.astimezone(UTC),
        version=state.version,
        correlation_id=state.correlation_id,
    )


def _codes(problems: Iterable[AnyProblem]) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(problem.code for problem in problems))
