"""What a saga consists of: steps in order, each with its undo."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from saga.retry import Retry


class Effect:
    """Something a store does in its own transaction, as data. The domain subclasses it; the engine never looks."""

    __slots__ = ()


class Call:
    """Something asked of another system, as data. The domain subclasses it; `Calls` knows how it is done."""

    __slots__ = ()

    @property
    def asked(self) -> str:
        """The name of the other system, of at most 60 characters."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CallContext:
    """What a call to another system is given.

    Attributes:
        saga_id: the saga on whose behalf it is made.
        idempotency_key: `<saga>:<step>:do` or `<saga>:<step>:undo`; the same at every attempt.
        correlation_id: of the request that began the saga.
        input: the command the saga carries out, as the domain wrote it.
        attempt: 1 for the first.
        left_out: the subjects of steps before it that were skipped.
        details: what the domain keeps of the saga, as of the last commit.
    """

    saga_id: UUID
    idempotency_key: str
    correlation_id: str
    input: object
    attempt: int
    left_out: frozenset[str] = frozenset()
    details: object = None


class Calls(Protocol):
    """Makes the calls of steps."""

    def check(self, call: Call) -> None:
        """Raise Postponed if it is known, without asking, that no answer to the call is to be expected now."""
        ...

    async def make(self, call: Call, context: CallContext) -> str | None:
        """Make the call. Returns a detail for the journal or None; raises a StepError, or anything if broken."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One step: an Effect (local: committed together with its record) or a Call (at another system).

    Attributes:
        name: as people read it in the journal, unique within its plan.
        run: what it does.
        undo: what takes it back; None where there is nothing to take back. Of the same sort as `run`.
        subject: what it is about (a group code), for the domain; None where it is about the whole basket.
        retry: how often a call or an undo is tried, and how long an attempt may take.
        owed: a call that is owed once the steps before it are done. From then on the saga does not turn round: the call
            waits for as long as it takes, no cancellation leaves it out, and when its attempts are used up, or it is
            refused, the saga is STUCK until an operator lets it try again.
    """

    name: str
    run: Effect | Call
    undo: Effect | Call | None = None
    subject: str | None = None
    retry: Retry = field(default_factory=Retry)
    owed: bool = False

    @property
    def local(self) -> bool:
        """Whether its effect and its record share one transaction."""
        return isinstance(self.run, Effect)

    def effect(self, *, undo: bool = False) -> Effect:
        """The effect of a local step, or of its undo."""
        chosen = self.undo if undo else self.run
        if not isinstance(chosen, Effect):
            raise TypeError(f"step {self.name!r} is not local")
        return chosen

    def call(self, *, undo: bool = False) -> Call:
        """The call of a remote step, or of its undo."""
        chosen = self.undo if undo else self.run
        if chosen is None or isinstance(chosen, Effect):
            raise TypeError(f"step {self.name!r} makes no call")
        return chosen


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a saga, in order. A saga keeps the version it began with, so that new code finishes old journals."""

    name: str
    version: int
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        names = [step.name for step in self.steps]
        if len(set(names)) < len(names):
            raise ValueError(f"plan {self.name}: step names are not unique, and idempotency keys are made of them")
