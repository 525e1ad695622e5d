"""Other systems that take part in sagas, asked over HTTP. What both sides promise: docs/participants.md."""

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
"""Bytes. An answer is a word and a reason."""
_MAX_REASON_LENGTH = 500
"""Characters of a reason that are kept: it is shown to the student."""
_RETRYABLE_STATUSES = frozenset({408, 425, 429})
"""Statuses below 500 after which the same request may be answered otherwise."""
_TIMEOUT_SHARE = 0.95
"""The part of a step's timeout after which the client gives up by itself: it must hear of it before its caller does."""
_NO_ADDRESS_SECONDS = 30.0
"""Seconds after which a saga looks again for a participant that has no address."""
_MAX_SPREAD = 1.25
"""Those that wait for an open circuit come back within so many times its own waiting time."""
_FIRST_WAIT_SECONDS, _JITTER_SECONDS, _MAX_WAIT_SECONDS = 0.1, 0.1, 2.0
"""Seconds between two requests of one attempt: the first wait, what chance adds, and the longest."""
_TRACE = re.compile(r"(?!0{32})[0-9a-f]{32}")


class GroupOutcome(msgspec.Struct, frozen=True, rename="camel"):
    """What became of one group."""

    group_code: str
    status: GroupStatus


class TaskEnding(msgspec.Struct, frozen=True):
    """How a task ended."""

    kind: TaskKind
    status: TaskStatus
    groups: tuple[GroupOutcome, ...]


class ParticipantRequest(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """The body of a request: docs/participants/request.schema.json. The same at every attempt.

    Attributes:
        ending: for notifications only.
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
        """What the participant knows the request by."""
        return f"{self.saga}:{self.step}:{self.verb}"


class ParticipantAnswer(msgspec.Struct, frozen=True):
    """The body of an answer: docs/participants/answer.schema.json."""

    status: Literal["done", "declined"]
    reason: str | None = None


_answers = msgspec.json.Decoder(ParticipantAnswer)


@dataclass(frozen=True, slots=True)
class RequestPolicy:
    """How participants are asked.

    Attributes:
        secret: what requests are signed with.
        timeout: seconds that one attempt may take, whatever happens in it.
        request_timeout: seconds that one request of it may take.
        requests: most requests in one attempt.
        clock: what requests are dated by: the database's clock, which all workers have in common.
    """

    secret: bytes
    attempt_seconds: float
    request_seconds: float
    max_requests: int
    clock: Clock


class Participant:
    """One other system."""

    def __init__(
        self, service: Service, url: str, policy: RequestPolicy, http: httpx.AsyncClient, guard: Guard = UNGUARDED
    ) -> None:
        self._service = service
        self._url = url
        self._policy = policy
        self._http = http
        self._guard = guard

    async def send(self, message: ParticipantRequest, correlation_id: str) -> str:
        """One attempt: what it answered, for people to read.

        Raises:
            Declined: it said no.
            Unavailable, TimedOut: no answer worth having, the last of several requests included.
            Broken: it does not keep the contract.
            Postponed: it was not asked, because it has failed again and again.
        """
        try:
            answer = await self._guard.call_async(self._send_within_timeout, message, correlation_id)
        except CircuitOpen as error:
            # Not all that wait at the same moment: one of them is the trial.
            raise Postponed(str(error), error.retry_after_seconds * random.uniform(1, _MAX_SPREAD)) from error  # noqa: S311 - no secret
        reason = (answer.reason or "")[:_MAX_REASON_LENGTH]
        if answer.status == "declined":
            if message.verb == "undo":
                raise Broken(f"{self._service}: an undo cannot be declined ({reason})")
            problem = ParticipantDeclined(service=self._service, reason=reason or "no reason given")
            raise Declined(f"{self._service}: declined: {problem.reason}", problem)
        return f"{self._service}: {reason or answer.status}"

    async def _send_within_timeout(self, message: ParticipantRequest, correlation_id: str) -> ParticipantAnswer:
        try:
            async with asyncio.timeout(self._policy.attempt_seconds * _TIMEOUT_SHARE):
                return await self._send_with_retries(message, correlation_id)
        except TimeoutError as error:
            raise TimedOut(f"{self._service}: no answer within {self._policy.attempt_seconds:g} s") from error

    async def _send_with_retries(self, message: ParticipantRequest, correlation_id: str) -> ParticipantAnswer:
        body = msgspec.json.encode(message)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": message.idempotency_key,
            "X-Correlation-ID": correlation_id,
            "traceparent": traceparent(correlation_id, message.idempotency_key),
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
            # httpx counts its timeouts from one byte to the next; this one is for all of it.
            async with asyncio.timeout(self._policy.request_seconds):
                status, content = await self._post(body, signed)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TimedOut(f"{self._service}: no answer within {self._policy.request_seconds:g} s") from error
        except httpx.HTTPError as error:
            raise Unavailable(f"{self._service}: {type(error).__name__}: {error}") from error
        if status in _RETRYABLE_STATUSES or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unavailable(f"{self._service}: {status}")
        if not httpx.codes.is_success(status):
            raise Broken(f"{self._service}: {status}, which is no answer")
        try:
            return _answers.decode(content)
        except msgspec.MsgspecError as error:
            raise Broken(f"{self._service}: {status} with a body that is no answer: {error}") from error

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        async with self._http.stream("POST", self._url, content=body, headers=headers) as response:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_ANSWER_BYTES:
                    raise Broken(f"{self._service}: an answer of more than {_MAX_ANSWER_BYTES} bytes")
            return response.status_code, bytes(content)


class Participants:
    """Those that have an address here; what the engine makes its calls by."""

    def __init__(self, known: Mapping[Service, Participant]) -> None:
        self._known = known
        self._missing = {
            service: Outage(
                _log, f"sagas wait for {service}, which has no address here: set {address_setting(service)}", ""
            )
            for service in Service
        }

    async def call(self, call: Call, context: CallContext) -> str:
        """Make the call; see `Participant.ask`. Raises Postponed where nobody would answer."""
        if not isinstance(call, CallParticipant):
            raise TypeError(f"{type(call).__name__} is no call to a participant")
        participant = self._known.get(call.service)
        if participant is None:
            reason = f"{call.service} has no address here: set {address_setting(call.service)}"
            error = Postponed(reason, _NO_ADDRESS_SECONDS)
            self._missing[call.service].failed(error)
            raise error
        return await participant.send(request_of(context), context.correlation_id)


def counts_as_failure(error: BaseException) -> bool:
    """Whether a participant has failed: what its circuit breaker counts. A no, and an answer that breaks the contract,
    are answers."""
    return isinstance(error, Unavailable | OSError)


def address_setting(service: Service) -> str:
    """The setting that says where a participant is."""
    return f"REGISTRO_PARTICIPANTS__{service.upper()}_URL"


def request_of(context: CallContext) -> ParticipantRequest:
    """What a participant is told of a step."""
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
    """The W3C's header: a request's trace is its correlation id where that has the form of one, else a digest of it."""
    trace = correlation_id if _TRACE.fullmatch(correlation_id) else _digest(correlation_id)[:32]
    return f"00-{trace}-{_digest(idempotency_key)[:16]}-01"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@asynccontextmanager
async def open_participants(
    urls: Mapping[Service, str], policy: RequestPolicy, guards: Mapping[Service, Guard]
) -> AsyncIterator[dict[Service, Participant]]:
    """The participants at these addresses, with a connection pool each: one that hangs keeps nobody from another.

    `guards`: the circuit breaker of each, around each attempt.
    """
    async with AsyncExitStack() as stack:
        known, tls = {}, ssl.create_default_context()
        for service, url in urls.items():
            client = httpx.AsyncClient(timeout=policy.request_seconds, trust_env=False, verify=tls)
            http = await stack.enter_async_context(client)
            known[service] = Participant(service, url, policy, http, guards[service])
        yield known
