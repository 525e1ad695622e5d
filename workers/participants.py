"""Other systems that take part in sagas, called over HTTP. The contract is docs/participants.md."""

import asyncio
import random
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx
import msgspec
import stamina
import structlog

from enrollment.plans import CallParticipant, Service
from enrollment.problems import ParticipantDeclined
from kit.clock import Clock
from kit.errors import CircuitOpen
from kit.guard import UNGUARDED, CircuitGuard, Failure
from kit.outage import Outage
from saga.errors import Broken, Declined, Later, Postponed, StepError, TimedOut, Unavailable
from saga.plan import Call, CallContext
from workers import signing
from workers.participant_messages import ParticipantAnswer, ParticipantRequest, request_of, seconds_until, traceparent

_log = structlog.get_logger("workers.participants")

_MAX_ANSWER_BYTES = 64 * 1024
"""An answer is a status and a reason, so a longer one is not an answer."""
_MAX_REASON_LENGTH = 500
"""How many characters of a reason are kept. It is shown to the student."""
_REQUEST_TIMEOUT, _SERVICE_UNAVAILABLE = 408, 503
_LATER_STATUSES = frozenset({409, 425, 429})
"""The statuses that say "not now": the same request is under way, or came too early, or there are too many. So does 503
with a time."""
_TIMEOUT_SHARE = 0.95
"""The share of a step's timeout after which the client gives up: early enough to say why before it is cancelled."""
_NO_ADDRESS_SECONDS = 5.0
"""The time after which a saga tries again to call a participant that has no address in this worker's settings."""
_BUSY_SECONDS = 1.0
"""The time after which a saga tries again to call a participant at which too many calls are under way."""
_TRIAL_SECONDS = 1.0
"""The time in which one saga of a worker may begin an attempt while the circuit is not closed. All that are due would
write that they begin one, be refused by the circuit breaker, and write that they did not."""
_MAX_SPREAD = 1.25
"""A saga that is told when to ask again waits between one and this many times as long, so that those that were told the
same do not come together."""
_FIRST_WAIT_SECONDS, _JITTER_SECONDS, _MAX_WAIT_SECONDS = 0.1, 0.1, 2.0
"""The waits between two requests of one attempt: the first, the largest random addition, and the longest."""


_answers = msgspec.json.Decoder(ParticipantAnswer)


@dataclass(frozen=True, slots=True)
class RequestPolicy:
    """How requests are made.

    Attributes:
        secret: the key of the signatures.
        attempt_seconds: how long one attempt may take, with all its requests and waits.
        request_seconds: how long one request may take.
        max_requests: how many requests one attempt may make.
        max_under_way: how many attempts may be under way at a participant, so that one that is slow does not take up a
            whole worker; each has a connection.
        max_retry_after_seconds: the longest `Retry-After` that is heeded; a longer one counts as that.
        clock: the database's clock, which all workers share; signatures carry its time.
    """

    secret: bytes
    attempt_seconds: float
    request_seconds: float
    max_requests: int
    max_under_way: int
    max_retry_after_seconds: float
    clock: Clock


class Participant:
    """A client for one other system."""

    def __init__(
        self,
        service: Service,
        url: str,
        policy: RequestPolicy,
        http: httpx.AsyncClient,
        guard: CircuitGuard = UNGUARDED,
    ) -> None:
        self._service = service
        self._url = url
        self._policy = policy
        self._http = http
        self._guard = guard
        self._under_way = 0
        self._next_trial_at = 0.0  # by time.monotonic

    def check(self) -> None:
        """Raise Postponed if a saga should not begin an attempt now.

        Too many are under way, the circuit breaker would refuse it, or another saga is about to make the trial.
        """
        self._check_connections()
        try:
            self._guard.check()
        except CircuitOpen as error:
            raise _postponed(error) from error
        if not self._guard.closed:
            now = time.monotonic()
            if now < self._next_trial_at:
                raise Postponed(f"{self._service}: another saga tries whether it works again", _spread(_TRIAL_SECONDS))
            self._next_trial_at = now + _TRIAL_SECONDS

    def _check_connections(self) -> None:
        if self._under_way >= self._policy.max_under_way:
            raise Postponed(f"{self._service} is slow: {self._under_way} calls are under way", _spread(_BUSY_SECONDS))

    async def send(self, request: ParticipantRequest, correlation_id: str) -> str:
        """Make one attempt, of several requests if need be. Returns the answer as a line for the journal.

        Raises:
            Declined: the participant declined.
            Unavailable, TimedOut: no request of the attempt was answered.
            Broken: the answer breaks the contract.
            Postponed: no request was made, because the circuit breaker is open, or too many attempts are under way.
            Later: the participant answered "not now".
        """
        self._check_connections()
        self._under_way += 1
        try:
            answer = await self._guard.call_async(self._send_within_timeout, request, correlation_id)
        except CircuitOpen as error:
            raise _postponed(error) from error
        finally:
            self._under_way -= 1
        reason = (answer.reason or "")[:_MAX_REASON_LENGTH]
        if answer.status == "declined":
            if request.verb == "undo":
                raise Broken(f"{self._service}: an undo cannot be declined ({reason})")
            problem = ParticipantDeclined(service=self._service, reason=reason or "no reason given")
            raise Declined(f"{self._service}: declined: {problem.reason}", problem)
        return f"{self._service}: {reason or answer.status}"

    async def _send_within_timeout(self, request: ParticipantRequest, correlation_id: str) -> ParticipantAnswer:
        try:
            async with asyncio.timeout(self._policy.attempt_seconds * _TIMEOUT_SHARE):
                return await self._send_with_retries(request, correlation_id)
        except TimeoutError as error:
            raise TimedOut(f"{self._service}: no answer within {self._policy.attempt_seconds:g} s") from error

    async def _send_with_retries(self, request: ParticipantRequest, correlation_id: str) -> ParticipantAnswer:
        body = msgspec.json.encode(request)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": request.idempotency_key,
            "X-Correlation-ID": correlation_id,
            "traceparent": traceparent(correlation_id, request.idempotency_key),
        }
        async for attempt in stamina.retry_context(
            on=lambda error: isinstance(error, StepError) and error.retryable,
            attempts=self._policy.max_requests,
            timeout=self._policy.attempt_seconds,
            wait_initial=_FIRST_WAIT_SECONDS,
            wait_jitter=_JITTER_SECONDS,
            wait_max=_MAX_WAIT_SECONDS,
        ):
            with attempt:
                return await self._send_once(body, headers)
        raise AssertionError("unreachable")

    async def _send_once(self, body: bytes, headers: Mapping[str, str]) -> ParticipantAnswer:
        signature = signing.sign(self._policy.secret, body, self._policy.clock.now_milliseconds() // 1000)
        signed = {**headers, signing.HEADER: signature}
        try:
            # The timeouts of httpx apply between two bytes; this one applies to the whole request.
            async with asyncio.timeout(self._policy.request_seconds):
                response, content = await self._post(body, signed)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TimedOut(f"{self._service}: no answer within {self._policy.request_seconds:g} s") from error
        except httpx.HTTPError as error:
            raise Unavailable(f"{self._service}: {type(error).__name__}: {error}") from error
        status, retry_after = response.status_code, response.headers.get("Retry-After")
        if status in _LATER_STATUSES or (status == _SERVICE_UNAVAILABLE and retry_after is not None):
            raise self._later(status, retry_after)
        if httpx.codes.is_server_error(status) and retry_after is None:
            raise _FailedThere(f"{self._service}: {status}")
        if status == _REQUEST_TIMEOUT or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unavailable(f"{self._service}: {status}")
        if not httpx.codes.is_success(status):
            raise Broken(f"{self._service}: {status} is not a status of the contract")
        try:
            return _answers.decode(content)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Broken(f"{self._service}: {status} with a body that is not an answer: {error}") from error

    def _later(self, status: int, retry_after: str | None) -> Later:
        seconds = None if retry_after is None else seconds_until(retry_after, self._policy.clock.now())
        if seconds is None:
            return Later(f"{self._service}: {status}, ask again later", None)
        bounded = min(seconds, self._policy.max_retry_after_seconds)
        return Later(f"{self._service}: {status}, ask again in {seconds:.0f} s", _spread(bounded))

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        async with self._http.stream("POST", self._url, content=body, headers=headers) as response:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_ANSWER_BYTES:
                    raise Broken(f"{self._service}: the answer is longer than {_MAX_ANSWER_BYTES} bytes")
            return response, bytes(content)


class Participants:
    """The participants that have an address: `saga.plan.Calls`."""

    def __init__(self, known: Mapping[Service, Participant]) -> None:
        self._known = known
        self._missing = {
            service: Outage(_log, f"sagas wait for {service}: it has no address, set {address_setting(service)}", "")
            for service in Service
        }

    def check(self, call: Call) -> None:
        """Raise Postponed if the participant has no address, its circuit is open, or too many calls are under way."""
        self._asked_by(call).check()

    async def make(self, call: Call, context: CallContext) -> str:
        """Make the call of a step; see `Participant.send`. Raises Postponed if the participant has no address."""
        return await self._asked_by(call).send(request_of(context), context.correlation_id)

    def _asked_by(self, call: Call) -> Participant:
        if not isinstance(call, CallParticipant):
            raise TypeError(f"{type(call).__name__} is not a call to a participant")
        participant = self._known.get(call.service)
        if participant is None:
            reason = f"{call.service} has no address: set {address_setting(call.service)}"
            error = Postponed(reason, _NO_ADDRESS_SECONDS)
            self._missing[call.service].failed(error)
            raise error
        return participant


def _postponed(error: CircuitOpen) -> Postponed:
    return Postponed(str(error), _spread(error.retry_after_seconds))


def _spread(seconds: float) -> float:
    return seconds * random.uniform(1, _MAX_SPREAD)  # noqa: S311 - no secret depends on it


class _FailedThere(Unavailable):
    """The participant has answered that it has failed."""


def failure_of(error: BaseException) -> Failure:
    """What an error says about a participant, for its circuit breaker.

    A refusal, "later" and what breaks the contract are answers. That it cannot be reached may be this process's fault.
    """
    if isinstance(error, _FailedThere):
        return Failure.SERVICE
    return Failure.PROCESS if isinstance(error, Unavailable | OSError) else Failure.NONE


def address_setting(service: Service) -> str:
    """Return the name of the setting that holds a participant's address."""
    return f"REGISTRO_PARTICIPANTS__{service.upper()}_URL"


@asynccontextmanager
async def open_participants(
    urls: Mapping[Service, str], policy: RequestPolicy, guards: Mapping[Service, CircuitGuard]
) -> AsyncIterator[dict[Service, Participant]]:
    """Open the clients of the participants at `urls`.

    Each has a connection pool of its own, so that one that hangs does not delay the others.

    Args:
        guards: the circuit breaker of each, for whole attempts.
    """
    async with AsyncExitStack() as stack:
        known, tls = {}, ssl.create_default_context()
        for service, url in urls.items():
            limits = httpx.Limits(max_connections=policy.max_under_way)
            client = httpx.AsyncClient(timeout=policy.request_seconds, limits=limits, trust_env=False, verify=tls)
            http = await stack.enter_async_context(client)
            known[service] = Participant(service, url, policy, http, guards[service])
        yield known
