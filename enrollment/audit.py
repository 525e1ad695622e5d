"""What happened, for those who ask afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from enrollment.catalogue import Meeting
from enrollment.problems import AnyProblem, Hold
from enrollment.term_windows import EnrollmentWindow


class FieldChange(msgspec.Struct, frozen=True):
    """One field of a saved thing, by its name in the API. None: it had or has no value."""

    field: str
    before: str | None
    after: str | None


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the audit log.

    Attributes:
        actor: who asked; action: for what (`ENROLL`, `DROP`, `CANCEL_TASK`, `SAVE_GROUP`, …).
        outcome: what became of it, for tasks the status of the group; reason: in words, if one was given.
        saga_id: the task it belongs to.
        group_code: the group it is about; None for none, and for several, which a refused request may have named.
        group_codes: the group or groups it is about.
        override_ids: of the overrides that the task used for the group.
        before, after: what was stored of a thing that was saved, and what is; None for other entries, and `before` for
            a new thing. Entries of release 0.1 have neither.
    """

    id: int
    at: datetime
    actor: str
    action: str
    student_code: str | None
    term_code: str | None
    group_code: str | None
    outcome: str
    problem: AnyProblem | None
    reason: str | None
    correlation_id: str | None
    saga_id: UUID | None
    course_code: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    group_codes: Sequence[str] = ()
    override_ids: Sequence[UUID] = ()

    @property
    def created(self) -> bool:
        """Whether it is about a new thing."""
        return self.before is None and self.after is not None

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """The fields that differ, by name; of a new thing those that it has."""
        before, after = _fields(self.before), _fields(self.after)
        return tuple(
            FieldChange(name, _in_words(before.get(name)), _in_words(after.get(name)))
            for name in sorted(before.keys() | after.keys())
            if after.get(name) != before.get(name)
        )


def _fields(stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """What was stored of a thing, each of its rules as a field."""
    fields = dict(stored or {})
    rules: Mapping[str, Any] = fields.pop("rules", None) or {}
    return fields | {_api_name(rule): _rule(value) for rule, value in rules.items()}


def _api_name(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _rule(value: Any) -> Any:
    """Lists are of windows, which have words of their own."""
    return value if isinstance(value, str | list) else msgspec.json.encode(value).decode()


def _in_words(value: Any) -> str | None:
    """A stored value as people read it.

    Cohorts as `2021; ENG`, windows as `2021: 2024-08-01 08:00 to 2024-08-09 20:00 UTC, drops until 2024-08-16 20:00
    UTC`, meetings as `MONDAY 08:00-09:30, every 2 weeks, from 2024-08-01 to 2024-12-01; FRIDAY`, holds as
    `FIN-7: unpaid fee, of Finance, from 2024-08-01 08:00 UTC, keeps from enrolling`.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return str(value)
    return "; ".join(map(_item_in_words, value))


def _item_in_words(stored: Any) -> str:
    if isinstance(stored, str):
        return stored
    if "opens_at" in stored:
        return _window_in_words(stored)
    return _hold_in_words(stored) if "reason" in stored else _meeting_in_words(stored)


def _window_in_words(stored: Any) -> str:
    window = msgspec.convert(stored, EnrollmentWindow)
    ends = (("drops", window.drops_close_at), ("swaps", window.swaps_close_at))
    return ", ".join(
        [
            f"{window.cohort or 'all'}: {window.opens_at:%Y-%m-%d %H:%M} to {window.closes_at:%Y-%m-%d %H:%M} UTC",
            *(f"{what} until {end:%Y-%m-%d %H:%M} UTC" for what, end in ends if end),
        ]
    )


def _hold_in_words(stored: Any) -> str:
    hold = msgspec.convert(stored, Hold)
    blocks = [word for word, so in (("enrolling", hold.blocks_enrollment), ("dropping", hold.blocks_drops)) if so]
    parts = (
        f"{hold.code}: {hold.reason}" if hold.code else hold.reason,
        f"of {hold.office}" if hold.office else "",
        f"from {hold.since:%Y-%m-%d %H:%M} UTC",
        f"until {hold.until:%Y-%m-%d %H:%M} UTC" if hold.until else "",
        f"keeps from {' and '.join(blocks)}" if blocks else "keeps from nothing",
    )
    return ", ".join(part for part in parts if part)


def _meeting_in_words(stored: Any) -> str:
    meeting = msgspec.convert(stored, Meeting)
    times = f" {meeting.starts_at}-{meeting.ends_at}" if meeting.starts_at else ""
    dates = [f"{word} {day}" for word, day in (("from", meeting.from_date), ("to", meeting.to_date)) if day]
    weeks = [f"every {meeting.every_weeks} weeks"] if meeting.every_weeks > 1 else []
    return ", ".join([f"{meeting.weekday.name}{times}", *weeks, *([" ".join(dates)] if dates else [])])


@dataclass(frozen=True, slots=True)
class RefusedRequest:
    """A request of a known caller that came to nothing, and why.

    Attributes:
        problem: None where the caller may not ask for this at all, and for refusals that are only counted.
        correlation_id: None for refusals that are only counted.
        student_code, term_code, group_codes: what it was about, as far as the request named them; they may not exist.
        reason: the caller's own; task_id: the task it was about.
    """

    action: str
    problem: AnyProblem | None
    actor: str
    correlation_id: str | None
    student_code: str | None = None
    term_code: str | None = None
    group_codes: tuple[str, ...] = ()
    reason: str | None = None
    task_id: UUID | None = None
    outcome: str = "REFUSED"


def more_refusals(actor: str, count: int) -> RefusedRequest:
    """What stands for the refusals of one caller that are too many to be written one by one."""
    reason = f"{count} more requests of this caller were refused within a minute"
    return RefusedRequest("MORE_REFUSALS", problem=None, actor=actor, correlation_id=None, reason=reason)


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """Which entries; None does not limit. `since` is inclusive, `until` exclusive."""

    student_code: str | None = None
    group_code: str | None = None
    course_code: str | None = None
    actor: str | None = None
    correlation_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
