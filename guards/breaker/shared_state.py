"""Where a circuit is kept: in Redis for all processes, with a copy in this one, which is all that a call reads."""

import asyncio
from collections.abc import Callable, Sequence
from contextvars import Context
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import structlog
from aiobreaker import CircuitBreakerState
from aiobreaker.storage.base import CircuitBreakerStorage
from redis.asyncio import Redis

from guards.breaker.policy import Circuit, CircuitChange, CircuitEvent, CircuitState, EventKind, Policy, next_state
from kit.clock import Clock
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.breaker.shared_state")

_REDIS_TIMEOUT_SECONDS = 0.25
"""How long Redis may take to answer; only trials and resets wait for it."""
_KEPT_MS = 86_400_000
"""How long, beyond the recovery time, Redis keeps a circuit that no process synchronizes any more: a day."""
_TRIAL_GRACE_SECONDS = 5.0
"""How long after a call's timeout the trial of a process that died is given to another."""

_AIOBREAKER_STATES = {state: CircuitBreakerState[state.value] for state in CircuitState}

_SCRIPT = (Path(__file__).parent / "breaker.lua").read_text()


class BreakerConnection:
    """What the circuits of one process have in common: Redis, its clock, and whether it can be reached.

    Args:
        redis: a client with timeouts.
        prefix: before every key and channel.
        on_change: called with each change of a circuit that this process made.

    Attributes:
        unaudited: changes in Redis, of all processes, that are not in the audit log yet.
    """

    def __init__(self, redis: Redis, prefix: str, on_change: Callable[[CircuitChange], None]) -> None:
        self.redis = redis
        self.channel = f"{prefix}:breakers"
        self.changes_key = f"{prefix}:breakers:changes"
        self.prefix = prefix
        self.on_change = on_change
        self.clock = Clock()
        self.script = redis.register_script(_SCRIPT)
        self.outage = Outage(
            _log,
            "Redis is unavailable: circuit breakers count the calls of this process only",
            "circuit breakers are shared by all processes again",
        )
        self.unaudited = 0


class SharedStorage(CircuitBreakerStorage):  # type: ignore[misc]  # aiobreaker ships no types
    """One circuit, in the form that aiobreaker reads. Only `begin_trial`, `reset` and `synchronize` wait for Redis.

    An event changes this process's copy immediately and is sent to Redis soon after; the circuit that Redis answers
    with is the truth from then on. While Redis is unavailable the copy alone counts; afterwards the newest change of
    state holds for all.

    Args:
        on_change: called whenever the copy has changed.

    Attributes:
        circuit: the copy.
    """

    def __init__(
        self, service: str, policy: Policy, connection: BreakerConnection, on_change: Callable[[], None]
    ) -> None:
        super().__init__(service)
        self.policy = policy
        self.circuit = Circuit()
        self._connection = connection
        self._on_change = on_change
        self._confirmed = Circuit()  # as Redis last answered; without Redis, as this process last decided
        self._unsent: list[CircuitEvent] = []  # what has happened since
        self._ended_trial = ""
        self._synchronizing = asyncio.Lock()
        self._sending: asyncio.Task[None] | None = None
        self._keys = [
            f"{connection.prefix}:breaker:{service}",
            f"{connection.prefix}:breaker:{service}:trial",
            connection.changes_key,
        ]
        self._encoded_policy = msgspec.json.encode({"service": service, **msgspec.structs.asdict(policy)})

    @property
    def state(self) -> CircuitBreakerState:
        """The state, as aiobreaker names it."""
        return _AIOBREAKER_STATES[self.circuit.state]

    @state.setter
    def state(self, _: CircuitBreakerState) -> None:
        """Refuse: a state follows from the events of all processes."""
        raise AttributeError("a circuit's state follows from its events: record one")

    @property
    def counter(self) -> int:
        """Failures in a row, in all processes."""
        return self.circuit.failures

    @property
    def opened_at(self) -> datetime | None:
        """When the circuit opened, by Redis's clock and with its zone; None while it is CLOSED."""
        opened = self.circuit.opened_at
        return datetime.fromtimestamp(opened / 1000, UTC) if opened else None

    @opened_at.setter
    def opened_at(self, _: datetime) -> None:
        """Refuse: the time of an opening is Redis's."""
        raise AttributeError("a circuit's opening is dated by Redis: record an event")

    def increment_counter(self) -> None:
        """Do nothing: aiobreaker passes neither error nor call, so the call records its failure itself."""

    def reset_counter(self) -> None:
        """Do nothing: aiobreaker does not pass the call, so the call records its success itself."""

    @property
    def closed(self) -> bool:
        """Whether calls are made without a trial."""
        return self.circuit.state is CircuitState.CLOSED

    @property
    def seconds_until_trial(self) -> float:
        """How long the circuit stays open; 0 unless it is OPEN."""
        return self.circuit.seconds_until_trial(self.policy, self._connection.clock.now_milliseconds())

    def record_failure(self, epoch: int, cause: str) -> None:
        """A call that began in `epoch` has failed."""
        self._record(self._event(EventKind.FAILURE, epoch, cause))

    def record_success(self, epoch: int) -> None:
        """A call that began in `epoch` has succeeded. Costs nothing where that changes nothing."""
        if self.circuit.failures or not self.closed:
            self._record(self._event(EventKind.SUCCESS, epoch, "trials succeeded"))

    async def begin_trial(self, token: str) -> bool:
        """Whether the caller may make a trial, the only one in all processes; without Redis, in this process."""
        self._unsent.append(self._event(EventKind.TRIAL, self.circuit.epoch, "the recovery time has passed"))
        if self._connection.outage.active or (granted := await self.synchronize(token)) is None:
            self._decide_alone()
            return self.circuit.state is CircuitState.HALF_OPEN
        return granted

    def end_trial(self, token: str) -> None:
        """The trial has ended, however it did; another may begin."""
        self._ended_trial = token
        self._send_soon()

    async def reset(self, cause: str, actor: str, correlation_id: str) -> None:
        """Close the circuit whatever its state. Returns once Redis has answered or is known to be unavailable."""
        self._unsent.append(self._event(EventKind.RESET, self.circuit.epoch, cause, actor, correlation_id))
        if self._connection.outage.active or await self.synchronize() is None:
            self._decide_alone()

    async def synchronize(self, trial: str = "") -> bool | None:
        """Send what has happened to Redis and take over its answer.

        Args:
            trial: token of a trial to begin; empty for none.

        Returns:
            Whether the trial may begin; None if Redis did not answer.
        """
        async with self._synchronizing:
            sent, ended_trial = list(self._unsent), self._ended_trial
            try:
                async with asyncio.timeout(_REDIS_TIMEOUT_SECONDS):
                    answer = await self._connection.script(
                        keys=self._keys, args=self._arguments(sent, ended_trial, trial)
                    )
            except REDIS_ERRORS as error:
                self._connection.outage.failed(error)
                self._decide_alone()
                return None
            except asyncio.CancelledError:
                self._ended_trial = trial or ended_trial  # Redis may have granted it
                self._send_soon()
                raise
            del self._unsent[: len(sent)]
            if self._ended_trial == ended_trial:
                self._ended_trial = ""
            return self._take_answer(*answer[:4], changes=answer[4:])

    def accept_remote(self, circuit: Circuit) -> None:
        """Take over a circuit that Redis holds or published, unless a newer one is known."""
        if circuit.epoch >= self._confirmed.epoch:
            self._confirmed = circuit
            self._update_copy()

    def _event(
        self, kind: EventKind, epoch: int, cause: str, actor: str = "system", correlation_id: str = ""
    ) -> CircuitEvent:
        return CircuitEvent(kind, epoch, self._connection.clock.now_milliseconds(), cause, actor, correlation_id)

    def _arguments(self, events: Sequence[CircuitEvent], ended_trial: str, trial: str) -> list[str | bytes | int]:
        """The script's ARGV; see `breaker.lua`."""
        return [
            self._connection.channel,
            self._encoded_policy,
            msgspec.json.encode(self._confirmed),
            msgspec.json.encode(events),
            int(self.policy.recovery_seconds * 1000) + _KEPT_MS,
            ended_trial,
            trial,
            int((self.policy.timeout_seconds + _TRIAL_GRACE_SECONDS) * 1000),
        ]

    def _take_answer(
        self, circuit: bytes, now: bytes, granted: int, unaudited: int, *, changes: Sequence[bytes]
    ) -> bool:
        self._connection.outage.recovered()
        self._connection.clock.set_to(int(now))
        self._connection.unaudited = unaudited
        self.accept_remote(msgspec.json.decode(circuit, type=Circuit))
        for change in changes:
            self._connection.on_change(msgspec.json.decode(change, type=CircuitChange))
        return bool(granted)

    def _record(self, event: CircuitEvent) -> None:
        self._unsent.append(event)
        if self._connection.outage.active:
            self._decide_alone()
        else:
            self._update_copy()
            self._send_soon()

    def _send_soon(self) -> None:
        if self._sending is None and not self._connection.outage.active:
            self._sending = asyncio.create_task(self._send(), name=f"breaker {self.name}", context=Context())

    async def _send(self) -> None:
        try:
            while (self._unsent or self._ended_trial) and not self._connection.outage.active:
                await self.synchronize()
        finally:
            self._sending = None

    def _decide_alone(self) -> None:
        """Apply what Redis was not sent: without Redis, what happened in this process is all that counts."""
        self._ended_trial = ""
        now = self._connection.clock.now_milliseconds()
        for event in self._unsent:
            before, self._confirmed = self._confirmed, next_state(self._confirmed, event, self.policy, now)
            if self._confirmed.epoch != before.epoch:
                moved = (before.state, self._confirmed.state, self._confirmed.epoch)
                change = CircuitChange(self.name, *moved, now, event.cause, event.actor, event.correlation_id)
                self._connection.on_change(change)
        self._unsent.clear()
        self._update_copy()

    def _update_copy(self) -> None:
        circuit, now = self._confirmed, self._connection.clock.now_milliseconds()
        for event in self._unsent:
            circuit = next_state(circuit, event, self.policy, now)
        if circuit != self.circuit:
            self.circuit = circuit
            self._on_change()
