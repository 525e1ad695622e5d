"""`registro replay`: what happened to a saga, in order of time, from its journal and the audit log."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_json, print_text, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from enrollment.audit import AuditEntry
from enrollment.task import TaskState
from kit.errors import DatabaseUnavailable
from kit.uuid7 import made_at
from models.audit_log import AuditLog
from models.retention import Retention
from models.saga_search import SagaFinder
from resolvers.language import Language
from resolvers.messages import message
from resolvers.node import NodeKind
from saga.journal import StepStatus, seconds_between
from schema.ids import uuid_of


class TimelineEntry(msgspec.Struct, frozen=True):
    """One line of a timeline.

    Attributes:
        at: when it began, UTC.
        what: the event in words.
        seconds: how long it took; None if that is not known.
        version: the saga's version, if the entry is a commit of the journal.
        attempts: attempts at a step or its undo.
        detail: the message of a problem, the answer of another system or the reason that a person gave.
    """

    at: datetime
    what: str
    seconds: float | None = None
    version: int | None = None
    attempts: int | None = None
    detail: str | None = None


def run(settings: Settings, saga: str, *, as_json: bool) -> int:
    """Print the timeline of a saga. Returns 1 if there is no such saga."""
    saga_id = _saga_id(saga)
    if saga_id is None:
        return fail(f"{saga} is not the id of a saga or task.", as_json=as_json)
    try:
        with stdout_to_stderr(), open_database(settings) as usable:
            found = asyncio.run(_find(usable, saga_id))
    except EmbeddedServerError as error:
        return fail(str(error), as_json=as_json)
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=as_json)
    if isinstance(found, str):
        return fail(found, as_json=as_json)
    state, entries = found
    moments = timeline(state, entries)
    if as_json:
        print_json({"saga": state, "timeline": moments})
    else:
        print_text("".join(f"{line}\n" for line in _lines(state, moments)))
    return 0


def _saga_id(text: str) -> UUID | None:
    """The saga's id: `text` is a UUID, or the GraphQL id of a saga or task. None if it is neither."""
    try:
        return UUID(text)
    except ValueError:
        return uuid_of(text, NodeKind.SAGA) or uuid_of(text, NodeKind.TASK)


async def _find(settings: Settings, saga_id: UUID) -> tuple[TaskState, Sequence[AuditEntry]] | str:
    """The saga and its entries, or a sentence where there is none."""
    await ensure_tables(settings)
    async with Container.connected(settings) as container:
        state = await SagaFinder(container.database).find(saga_id)
        if state is not None:
            return state, await AuditLog(container.database).of_saga(saga_id)
        made, before = made_at(saga_id), await Retention(container.database).archived_before()
    archived = f"; older ones than {before:%Y-%m-%d} are archived" if made and before and made < before else ""
    return f"There is no saga {saga_id}{archived}."


def timeline(state: TaskState, entries: Sequence[AuditEntry]) -> list[TimelineEntry]:
    """All known events in order of time. Steps that were written together stay in the plan's order."""
    moments = [TimelineEntry(state.submitted_at, f"accepted: {_command_text(state)}", version=1)]
    if state.started_at is not None:
        moments.append(TimelineEntry(state.started_at, "claimed for the first time", attempts=state.attempts))
    moments += [*_steps(state), *_undos(state), *map(_from_audit_log, entries)]
    if state.finished_at is not None:
        end = f"final: saga {state.saga_status}, task {state.status}"
        moments.append(TimelineEntry(state.finished_at, end, version=state.version))
    return sorted(moments, key=lambda moment: moment.at)


def _command_text(state: TaskState) -> str:
    groups = ", ".join(group.group_code for group in state.groups) or "what for cannot be read"
    return f"{state.kind} by {state.student_code} in {state.term_code}: {groups}"


def _steps(state: TaskState) -> Iterator[TimelineEntry]:
    # Steps that a refusal skipped have no time: they were written together with the refused step.
    written = {step.version: step.started_at for step in state.steps if step.started_at is not None}
    for step in state.steps:
        undone = step.undo_started_at is not None
        problem = None if step.problem is None else message(step.problem, Language.EN)
        yield TimelineEntry(
            at=step.started_at or written.get(step.version) or state.submitted_at,
            what=f"step {step.position}, {step.name}: {'done or begun' if undone else step.status}",
            seconds=seconds_between(step.started_at, step.finished_at),
            version=None if undone else step.version,
            attempts=step.attempts,
            detail="; ".join(filter(None, (problem, step.detail))) or None,
        )


def _undos(state: TaskState) -> Iterator[TimelineEntry]:
    """The start of the compensation and the undos, newest first."""
    undone = [(step.undo_started_at, step) for step in reversed(state.steps) if step.undo_started_at is not None]
    if not undone:
        return
    yield TimelineEntry(min(at for at, _ in undone), f"compensation starts {_cause(state)}")
    for at, step in undone:
        yield TimelineEntry(
            at=at,
            what=f"undo of step {step.position}, {step.name}: {step.status}",
            seconds=seconds_between(at, step.undo_finished_at),
            version=step.version,
            attempts=step.undo_attempts,
        )


def _cause(state: TaskState) -> str:
    adverse = (step for step in state.steps if step.problem is not None or step.status in _UNSUCCESSFUL)
    return next((f"because of {step.name}" for step in adverse), "because it was cancelled")


_UNSUCCESSFUL = {StepStatus.REFUSED, StepStatus.FAILED}


def _from_audit_log(entry: AuditEntry) -> TimelineEntry:
    about = f" {entry.group_code}" if entry.group_code else ""
    problem = None if entry.problem is None else message(entry.problem, Language.EN)
    return TimelineEntry(
        at=entry.at,
        what=f"audit log: {entry.action}{about}: {entry.outcome}, asked by {entry.actor}",
        detail="; ".join(filter(None, (problem, entry.reason))) or None,
    )


def _lines(state: TaskState, entries: Sequence[TimelineEntry]) -> Iterator[str]:
    yield f"saga {state.id}: {state.saga_status} at version {state.version}, correlation id {state.correlation_id}"
    if state.stuck_reason is not None:
        yield f"stuck: {state.stuck_reason}"
    for entry in entries:
        since = (entry.at - state.submitted_at).total_seconds()
        version = "" if entry.version is None else f"v{entry.version}"
        yield f"{entry.at:%Y-%m-%d %H:%M:%S.%f} UTC {since:+11.3f} s  {version:4} {entry.what}{_duration_text(entry)}"
        if entry.detail is not None:
            yield f"{'':49}{entry.detail}"


def _duration_text(entry: TimelineEntry) -> str:
    attempts = None if entry.attempts is None or entry.attempts < 2 else f"{entry.attempts} times"
    took = None if entry.seconds is None else f"{entry.seconds * 1000:.1f} ms"
    measured = ", ".join(filter(None, (attempts, took)))
    return f" ({measured})" if measured else ""
