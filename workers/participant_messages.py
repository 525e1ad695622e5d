"""What is sent to participants, and what they answer: bodies and headers. The contract is docs/participants.md."""

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from uuid import UUID

import msgspec

from enrollment.charges import billed_codes, given_up_codes
from enrollment.commit_values import SagaDetails
from enrollment.task import Command, GroupStatus, TaskKind, TaskStatus
from saga.plan import CallContext

_TRACE = re.compile(r"(?!0{32})[0-9a-f]{32}")
_LONGEST_RETRY_AFTER = 100
"""Characters."""


class GroupOutcome(msgspec.Struct, frozen=True, rename="camel"):
    """How a task ended for one group."""

    group_code: str
    status: GroupStatus


class TaskEnding(msgspec.Struct, frozen=True):
    """How a task ended."""

    kind: TaskKind
    status: TaskStatus
    groups: tuple[GroupOutcome, ...]


class ParticipantRequest(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """The body of a request: docs/participants/request.schema.json. It is the same in every attempt.

    Attributes:
        drop_group_codes: of a swap, or a promotion that a swap waited for, the groups that are given up for
            `group_codes`; in requests to bill one only.
        ending: present in notifications only.
    """

    saga: UUID
    step: str
    verb: Literal["do", "undo"]
    student_code: str
    term_code: str
    group_codes: tuple[str, ...]
    drop_group_codes: tuple[str, ...] = ()
    ending: TaskEnding | None = None

    @property
    def idempotency_key(self) -> str:
        """The key by which a participant recognises a repeated request."""
        return f"{self.saga}:{self.step}:{self.verb}"


class ParticipantAnswer(msgspec.Struct, frozen=True):
    """The body of an answer: docs/participants/answer.schema.json."""

    status: Literal["done", "declined"]
    reason: str | None = None


def request_of(context: CallContext) -> ParticipantRequest:
    """Build the request of a step's call."""
    command, details = context.input, context.details
    assert isinstance(command, Command)
    assert isinstance(details, SagaDetails)
    step, _, verb = context.idempotency_key.removeprefix(f"{context.saga_id}:").rpartition(":")
    return ParticipantRequest(
        saga=context.saga_id,
        step=step,
        verb="undo" if verb == "undo" else "do",
        student_code=command.student_code,
        term_code=command.term_code,
        group_codes=billed_codes(command, details.task.groups, context.left_out),
        drop_group_codes=given_up_codes(command, details.task.groups),
    )


def traceparent(correlation_id: str, idempotency_key: str) -> str:
    """Build the W3C's trace header. The trace is the correlation id if it has the form of one, else its digest."""
    trace = correlation_id if _TRACE.fullmatch(correlation_id) else _digest(correlation_id)[:32]
    return f"00-{trace}-{_digest(idempotency_key)[:16]}-01"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seconds_until(retry_after: str, now: datetime) -> float | None:
    """What a `Retry-After` header says: seconds, or the date of HTTP. None for one that says neither, or the past."""
    text = retry_after.strip()[:_LONGEST_RETRY_AFTER]
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return seconds if seconds > 0 else None
