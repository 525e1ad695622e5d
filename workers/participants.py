"""Other systems that take part in sagas, called over HTTP. The contract is docs/participants.md."""

import asyncio
import hashlib
import random
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import httpx
import msgspec
import stamina
import structlog

from enrollment.plans import CallParticipant, Service
from enrollment.problems import ParticipantDeclined
from enrollment.task import Command, GroupStatus, TaskKind, TaskStatus
from kit.clock import Clock
from kit.errors import CircuitOpen
from kit.guard import UNGUARDED, Guard
from kit.outage import Outage
from saga.errors import Broken, Declined, Postponed, StepError, TimedOut, Unavailable
from saga.plan import Call, CallContext
from workers import signing

_log = structlog.get_logger("workers.participants")

_MAX_ANSWER_BYTES = 64 * 1024
"""An answer is a status and a reason, so a longer one is not an answer."""
_MAX_REASON_LENGTH = 500
"""How many characters of a reason are kept. It is shown to the student."""
_RETRYABLE_STATUSES = frozenset({408, 425, 429})
"""The statuses below 500 after which the same request is worth another try."""
_TIMEOUT_SHARE = 0.95
"""The share of a step's timeout after which the client gives up: early enough to say why before it is cancelled."""
_NO_ADDRESS_SECONDS = 30.0
"""The time after which a saga tries again to call a participant that has no address."""
_MAX_SPREAD = 1.25
"""A saga waits for an open circuit between one and this many times the circuit's own waiting time."""
_FIRST_WAIT_SECONDS, _JITTER_SECONDS, _MAX_WAIT_SECONDS = 0.1, 0.1, 2.0
"""The waits between two requests of one attempt: the first, the largest random addition, and the longest."""
_TRACE = re.compile(r"(?!0{32})[0-9a-f]{32}")


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
        ending: present in notifications only.
    """

    saga: UUID
    step: str
    verb: Literal["do", "undo"]
    student_code: str
    term_code: str
    group_codes: tuple[str, ...]
    ending: TaskEnding | None = None

    @property
    def idempotency_key(self) -> str:
        """The key by which a participant recognises a repeated request."""
        return f"{self.saga}:{self.step}:{self.verb}"


class ParticipantAnswer(msgspec.Struct, frozen=True):
    """The body of an answer: docs/participants/answer.schema.json."""

    status: Literal["done", "declined"]
    reason: str | None = None


_answers = msgspec.json.Decoder(ParticipantAnswer)


@dataclass(frozen=True, slots=True)
class RequestPolicy:
    """How requests are made.

    Attributes:
        secret: the key of the signatures.
        attempt_seconds: how long one attempt may take, with all its requests and waits.
        request_seconds: how long one request may take.
        max_requests: how many requests one attempt may make.
        clock: the database's clock, which all workers share; signatures carry its time.
    """

    secret: bytes
    attempt_seconds: float
    request_seconds: float
    max_requests: int
    clock: Clock


class Participant:
    """A client for one other system."""

    def __init__(
        self, service: Service, url: str, policy: RequestPolicy, http: httpx.AsyncClient, guard: Guard = UNGUARDED
    ) -> None:
        self._service = service
        self._url = url
        self._policy = policy
        self._http = http
        self._guard = guard

    async def send(self, request: ParticipantRequest, correlation_id: str) -> str:
        """Make one attempt, of several requests if need be. Returns the answer as a line for the journal.

        Raises:
            Declined: the participant declined.
            Unavailable, TimedOut: no request of the attempt was answered.
            Broken: the answer breaks the contract.
            Postponed: no request was made, because the circuit breaker is open.
        """
        try:
            answer = await self._guard.call_async(self._send_within_timeout, request, correlation_id)
        except CircuitOpen as error:
            # Spread over time, because one of the waiting sagas makes the trial call and the others would be refused.
            raise Postponed(str(error), error.retry_after_seconds * random.uniform(1, _MAX_SPREAD)) from error  # noqa: S311 - no secret
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
                status, content = await self._post(body, signed)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TimedOut(f"{self._service}: no answer within {self._policy.request_seconds:g} s") from error
        except httpx.HTTPError as error:
            raise Unavailable(f"{self._service}: {type(error).__name__}: {error}") from error
        if status in _RETRYABLE_STATUSES or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unavailable(f"{self._service}: {status}")
        if not httpx.codes.is_success(status):
            raise Broken(f"{self._service}: {status} is not a status of the contract")
        try:
            return _answers.decode(content)
        except msgspec.MsgspecError as error:
            raise Broken(f"{self._service}: {status} with a body that is not an answer: {error}") from error

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        async with self._http.stream("POST", self._url, content=body, headers=headers) as response:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_ANSWER_BYTES:
                    raise Broken(f"{self._service}: the answer is longer than {_MAX_ANSWER_BYTES} bytes")
            return response.status_code, bytes(content)


class Participants:
    """The participants that have an address. The saga engine makes its calls through `call`."""

    def __init__(self, known: Mapping[Service, Participant]) -> None:
        self._known = known
        self._missing = {
            service: Outage(_log, f"sagas wait for {service}: it has no address, set {address_setting(service)}", "")
            for service in Service
        }

    async def call(self, call: Call, context: CallContext) -> str:
        """Make the call of a step; see `Participant.send`. Raises Postponed if the participant has no address."""
        if not isinstance(call, CallParticipant):
            raise TypeError(f"{type(call).__name__} is not a call to a participant")
        participant = self._known.get(call.service)
        if participant is None:
            reason = f"{call.service} has no address: set {address_setting(call.service)}"
            error = Postponed(reason, _NO_ADDRESS_SECONDS)
            self._missing[call.service].failed(error)
            raise error
        return await participant.send(request_of(context), context.correlation_id)


def counts_as_outage(error: BaseException) -> bool:
    """Whether the circuit breaker counts an error: a refusal and an answer that breaks the contract are answers."""
    return isinstance(error, Unavailable | OSError)


def address_setting(service: Service) -> str:
    """Return the name of the setting that holds a participant's address."""
    return f"REGISTRO_PARTICIPANTS__{service.upper()}_URL"


def request_of(context: CallContext) -> ParticipantRequest:
    """Build the request of a step's call."""
    command = context.input
    assert isinstance(command, Command)
    step, _, verb = context.idempotency_key.removeprefix(f"{context.saga_id}:").rpartition(":")
    return ParticipantRequest(
        saga=context.saga_id,
        step=step,
        verb="undo" if verb == "undo" else "do",
        student_code=command.student_code,
        term_code=command.term_code,
        group_codes=command.group_codes,
    )


def traceparent(correlation_id: str, idempotency_key: str) -> str:
    """Build the W3C's trace header. The trace is the correlation id if it has the form of one, else its digest."""
    trace = correlation_id if _TRACE.fullmatch(correlation_id) else _digest(correlation_id)[:32]
    return f"00-{trace}-{_digest(idempotency_key)[:16]}-01"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@asynccontextmanager
async def open_participants(
    urls: Mapping[Service, str], policy: RequestPolicy, guards: Mapping[Service, Guard]
) -> AsyncIterator[dict[Service, Participant]]:
    """Open the clients of the participants at `urls`.

    Each has a connection pool of its own, so that one that hangs does not delay the others.

    Args:
        guards: the circuit breaker of each, for whole attempts.
    """
    async with AsyncExitStack() as stack:
        known, tls = {}, ssl.create_default_context()
        for service, url in urls.items():
            client = httpx.AsyncClient(timeout=policy.request_seconds, trust_env=False, verify=tls)
            http = await stack.enter_async_context(client)
            known[service] = Participant(service, url, policy, http, guards[service])
        yield known
