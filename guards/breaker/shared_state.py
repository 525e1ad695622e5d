"""Where a circuit is kept: in Redis for all processes, and a mirror of it here, which is all that a call looks at."""

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
from redis.exceptions import ConnectionError, OutOfMemoryError, ReadOnlyError  # noqa: A004 - Redis's own
from redis.exceptions import TimeoutError as RedisTimeoutError

from guards.breaker.policy import Change, Circuit, Happening, Kind, Policy, State, after
from kit.clock import Clock
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.breaker.registry")

_FAILED = (OSError, ConnectionError, RedisTimeoutError, ReadOnlyError, OutOfMemoryError)


def failed(error: BaseException) -> bool:
    """Whether Redis itself has failed: what the circuit breaker of the queue counts. An answer that says what was wrong
    with the question is an answer."""
    return isinstance(error, _FAILED)


_PATIENCE = 0.25
"""Seconds that Redis may take; nobody but a trial waits for it."""
_KEPT_MS = 86_400_000
"""How long Redis keeps a circuit beyond its recovery when nobody looks at it any more; who looks renews it."""
_TRIAL_GRACE = 5.0
"""Seconds beyond a call's timeout after which the trial of a process that says nothing is somebody else's."""

_SCRIPT = (Path(__file__).parent / "breaker.lua").read_text()


class Shared:
    """What the circuits of one process share: the way to Redis, its clock, and whether it answers.

    Args:
        redis: a client with timeouts. prefix: before every key and channel.
        changed: told of every change that this process made.
    """

    def __init__(self, redis: Redis, prefix: str, changed: Callable[[Change], None]) -> None:
        self.redis = redis
        self.channel = f"{prefix}:breakers"
        self.pending_name = f"{prefix}:breakers:changes"
        self.prefix = prefix
        self.changed = changed
        self.clock = Clock()
        self.script = redis.register_script(_SCRIPT)
        self.outage = Outage(
            _log, "circuit breakers are this process's own: Redis is away", "circuit breakers are shared"
        )
        self.waiting = 0  # changes that Redis keeps for the audit log


class SharedStorage(CircuitBreakerStorage):  # type: ignore[misc]  # aiobreaker ships no types
    """One circuit, as aiobreaker wants to read it. Nothing here ever waits but `trial` and `talk`.

    What happens is applied to the mirror at once, and told to Redis soon after; what Redis answers is the truth from
    then on. While Redis is away the mirror is all there is; when it is back, the newest change of state holds.

    Args:
        told: called whenever the mirror shows something else than before.
    """

    def __init__(self, service: str, policy: Policy, shared: Shared, told: Callable[[], None]) -> None:
        super().__init__(service)
        self.policy = policy
        self.circuit = Circuit()
        self._shared = shared
        self._told = told
        self._agreed = Circuit()  # with Redis, or for lack of it with ourselves
        self._happened: list[Happening] = []  # since then
        self._given_back = ""
        self._turn = asyncio.Lock()
        self._telling: asyncio.Task[None] | None = None
        self._keys = [
            f"{shared.prefix}:breaker:{service}",
            f"{shared.prefix}:breaker:{service}:trial",
            shared.pending_name,
        ]
        self._policy = msgspec.json.encode({"service": service, **msgspec.structs.asdict(policy)})
        self.call_epoch = 0
        self.cause = ""

    @property
    def state(self) -> CircuitBreakerState:
        """For aiobreaker."""
        return CircuitBreakerState[self.circuit.state.value]

    @state.setter
    def state(self, _: CircuitBreakerState) -> None:
        """Never: what moves a circuit is what happens, counted over all processes."""
        raise AttributeError("the state follows from what happens")

    @property
    def counter(self) -> int:
        """Failures in a row, in all processes."""
        return self.circuit.failures

    @property
    def opened_at(self) -> datetime | None:
        """When it opened, by Redis's clock, with its zone; aiobreaker's own is local and naive."""
        opened = self.circuit.opened_at
        return datetime.fromtimestamp(opened / 1000, UTC) if opened else None

    @opened_at.setter
    def opened_at(self, _: datetime) -> None:
        """Never: Redis says when."""
        raise AttributeError("Redis says when it opened")

    def increment_counter(self) -> None:
        """The call that began in `call_epoch` has failed, for `cause`."""
        self._happens(self.happening(Kind.FAILURE, self.cause))

    def reset_counter(self) -> None:
        """The call that began in `call_epoch` has succeeded. Says nothing to anybody where that changes nothing."""
        if self.circuit.failures or self.circuit.state is not State.CLOSED:
            self._happens(self.happening(Kind.SUCCESS, "trials succeeded"))

    def happening(self, kind: Kind, cause: str, actor: str = "system", correlation_id: str = "") -> Happening:
        """Something that happens now, to a call that began in `call_epoch`."""
        return Happening(kind, self.call_epoch, self._shared.clock.now_milliseconds(), cause, actor, correlation_id)

    def give_back(self, token: str) -> None:
        """The trial is over, whatever came of it."""
        self._given_back = token
        self._tell_soon()

    async def trial(self, token: str) -> bool:
        """Whether the caller may try, as the only one of all processes. Without Redis: of this process."""
        self.call_epoch = self.circuit.epoch
        self._happened.append(self.happening(Kind.TRIAL, "the recovery time has passed"))
        if self._shared.outage.lasts or (granted := await self.talk(token)) is None:
            self._fall_back()
            return self.circuit.state is State.HALF_OPEN
        return granted

    async def reset(self, cause: str, actor: str, correlation_id: str) -> None:
        """Close it, whatever it is. Returns once Redis knows, if it answers."""
        self._happened.append(self.happening(Kind.RESET, cause, actor, correlation_id))
        if self._shared.outage.lasts or await self.talk() is None:
            self._fall_back()

    async def talk(self, trial: str = "") -> bool | None:
        """Tell Redis what has happened and hear how things are. Whether the trial may begin; None: no answer."""
        async with self._turn:
            happened, given_back = list(self._happened), self._given_back
            encoded = [msgspec.json.encode(self._agreed), msgspec.json.encode(happened)]
            kept = int(self.policy.recovery * 1000) + _KEPT_MS
            trial_ms = int((self.policy.timeout + _TRIAL_GRACE) * 1000)
            arguments: list[str | bytes | int] = [
                self._shared.channel,
                self._policy,
                *encoded,
                kept,
                given_back,
                trial,
                trial_ms,
            ]
            try:
                async with asyncio.timeout(_PATIENCE):
                    answer = await self._shared.script(keys=self._keys, args=arguments)
            except REDIS_ERRORS as error:
                self._shared.outage.met(error)
                self._fall_back()
                return None
            except asyncio.CancelledError:
                self._given_back = trial or given_back  # it may have been granted
                self._tell_soon()
                raise
            del self._happened[: len(happened)]
            if self._given_back == given_back:
                self._given_back = ""
            return self._heard(*answer[:4], changes=answer[4:])

    def adopt(self, circuit: Circuit) -> None:
        """Redis said, in whatever order: what is older than what was agreed is not news."""
        if circuit.epoch >= self._agreed.epoch:
            self._agreed = circuit
            self._mirror()

    def _heard(self, text: bytes, now: bytes, granted: int, waiting: int, *, changes: Sequence[bytes]) -> bool:
        self._shared.outage.passed()
        self._shared.clock.set_to(int(now))
        self._shared.waiting = waiting
        self.adopt(msgspec.json.decode(text, type=Circuit))
        for change in changes:
            self._shared.changed(msgspec.json.decode(change, type=Change))
        return bool(granted)

    def _happens(self, what: Happening) -> None:
        self._happened.append(what)
        if self._shared.outage.lasts:
            self._fall_back()
        else:
            self._mirror()
            self._tell_soon()

    def _tell_soon(self) -> None:
        if self._telling is None and not self._shared.outage.lasts:
            telling = asyncio.create_task(self._tell(), name=f"breaker {self.name}", context=Context())
            self._telling = telling

    async def _tell(self) -> None:
        try:
            while (self._happened or self._given_back) and not self._shared.outage.lasts:
                await self.talk()
        finally:
            self._telling = None

    def _fall_back(self) -> None:
        """Without Redis what has happened here is all that has happened."""
        self._given_back = ""
        now = self._shared.clock.now_milliseconds()
        for what in self._happened:
            before, self._agreed = self._agreed, after(self._agreed, what, self.policy, now)
            if self._agreed.epoch != before.epoch:
                moved = (before.state, self._agreed.state, self._agreed.epoch)
                self._shared.changed(Change(self.name, *moved, now, what.cause, what.actor, what.correlation_id))
        self._happened.clear()
        self._mirror()

    def _mirror(self) -> None:
        circuit, now = self._agreed, self._shared.clock.now_milliseconds()
        for what in self._happened:
            circuit = after(circuit, what, self.policy, now)
        if circuit != self.circuit:
            self.circuit = circuit
            self._told()
