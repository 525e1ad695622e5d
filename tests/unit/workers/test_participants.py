"""What a participant is sent, and what is made of each of its answers."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import ParamSpec, TypeVar
from uuid import UUID

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from enrollment.commit_values import SagaDetails
from enrollment.plans import CallParticipant, Service
from enrollment.problems import ParticipantDeclined
from enrollment.task import Command, GroupTask
from kit.clock import Clock
from kit.errors import CircuitOpen
from kit.guard import Failure
from saga.errors import Broken, Declined, Later, Postponed, StepError, TimedOut, Unavailable
from saga.plan import CallContext
from tests.support.poll import until, wait_for_async, within
from tests.support.states import make_state
from workers import participants, signing
from workers.notifications import Notifier
from workers.participant_messages import request_of, seconds_until, traceparent
from workers.participants import Participant, Participants, RequestPolicy, failure_of

P = ParamSpec("P")
T = TypeVar("T")

SCHEMAS = Path(__file__).parents[3] / "docs" / "participants"
SECRET = b"sixteen-or-more-characters"
SAGA = UUID("01a2108b-246c-793e-a9a8-a5372b78940e")
POLICY = RequestPolicy(
    SECRET,
    attempt_seconds=5,
    request_seconds=5,
    max_requests=3,
    max_under_way=100,
    max_retry_after_seconds=60,
    clock=Clock(),
)
DONE = httpx.Response(200, json={"status": "done", "reason": "receipt 4711"})


def schema(name: str) -> Draft202012Validator:
    """The schema of a page's side."""
    document = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document, format_checker=FormatChecker())


class Circuit:
    """A circuit breaker that notes what it would count; `refusing` is raised instead of making a call."""

    def __init__(self, refusing: CircuitOpen | None = None) -> None:
        self.refusing = refusing
        self.closed = True
        self.seen: list[Failure] = []

    @property
    def retry_after_seconds(self) -> float:
        """When it makes a call."""
        return self.refusing.retry_after_seconds if self.refusing else 0.0

    def check(self) -> None:
        """Refuse a call before it is made."""
        if self.refusing:
            raise self.refusing

    async def call_async(self, func: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Make one attempt."""
        if self.refusing:
            raise self.refusing
        try:
            answer = await func(*args, **kwargs)
        except Exception as error:
            self.seen.append(failure_of(error))
            raise
        self.seen.append(Failure.NONE)
        return answer


class Scripted:
    """Another system whose answers are written down; the last one stays."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.circuit = Circuit()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)

    def participant(self, policy: RequestPolicy = POLICY, service: Service = Service.BILLING) -> Participant:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Participant(service, "http://billing.test/charges", policy, client, self.circuit)


def context(verb: str = "do", correlation_id: str = "c-1") -> CallContext:
    command = Command("EST001", "2024-2", ("G-ELC102-E", "INF/101-Ñ"))
    details = details_of(*map(GroupTask, command.group_codes))
    return CallContext(SAGA, f"{SAGA}:charge:{verb}", correlation_id, command, attempt=1, details=details)


def details_of(*groups: GroupTask) -> SagaDetails:
    task = msgspec.structs.replace(make_state(SAGA, 2), groups=groups)
    return SagaDetails(task, student_id=1, term_id=1, accepted=1, own_problems=(), actor="EST001")


async def call(system: Scripted, verb: str = "do", policy: RequestPolicy = POLICY) -> str:
    """Make a call as the engine does."""
    participants = Participants({Service.BILLING: system.participant(policy)})
    return await participants.make(CallParticipant(Service.BILLING), context(verb))


class TestRequest:
    @pytest.mark.parametrize("verb", ["do", "undo"])
    async def test_it_keeps_its_schema_and_says_everything_of_the_key(self, verb: str) -> None:
        system = Scripted(DONE)
        assert await call(system, verb) == "billing: receipt 4711"
        (request,) = system.requests
        body = json.loads(request.content)
        schema("request").validate(body)
        assert (request.method, str(request.url)) == ("POST", "http://billing.test/charges")
        assert request.headers["Idempotency-Key"] == f"{body['saga']}:{body['step']}:{body['verb']}"
        assert request.headers["Idempotency-Key"] == f"{SAGA}:charge:{verb}"
        assert body["groupCodes"] == ["G-ELC102-E", "INF/101-Ñ"]
        assert request.headers["X-Correlation-ID"] == "c-1"

    def test_it_names_what_a_swap_gives_up_and_leaves_out_what_did_not_fit(self) -> None:
        swap = Command("EST001", "2024-2", ("A", "B"), ("C",))
        details = details_of(*map(GroupTask, swap.all_codes))
        asked = CallContext(SAGA, f"{SAGA}:charge:do", "c-1", swap, attempt=1, left_out=frozenset("B"), details=details)
        sent = request_of(asked)
        body = json.loads(msgspec.json.encode(sent))
        schema("request").validate(body)
        assert (body["groupCodes"], body["dropGroupCodes"]) == (["A"], ["C"])

    async def test_it_is_the_same_whenever_it_is_repeated_and_signed_each_time(self) -> None:
        system = Scripted(httpx.Response(503), httpx.ConnectError("refused"), DONE)
        await call(system)
        assert len(system.requests) == 3
        assert len({request.content for request in system.requests}) == 1
        assert len({request.headers["Idempotency-Key"] for request in system.requests}) == 1
        for request in system.requests:
            assert signing.verified(SECRET, request.content, request.headers[signing.HEADER], time.time())

    async def test_it_is_dated_by_the_clock_that_all_workers_have_in_common(self) -> None:
        clock, system = Clock(), Scripted(DONE)
        clock.set_to(1_000_000)
        await call(system, policy=replace(POLICY, clock=clock))
        [request] = system.requests
        assert signing.verified(SECRET, request.content, request.headers[signing.HEADER], 1000)

    @pytest.mark.parametrize(
        ("correlation_id", "trace"),
        [
            pytest.param("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736", id="a trace's id"),
            pytest.param("c-1", None, id="a client's own"),
            pytest.param("0" * 32, None, id="no trace, says W3C"),
            pytest.param("4BF92F3577B34DA6A3CE929D0E0E4736", None, id="capitals are no trace either"),
        ],
    )
    def test_the_trace_is_the_correlation_id_where_it_can_be(self, correlation_id: str, trace: str | None) -> None:
        header = traceparent(correlation_id, f"{SAGA}:charge:do")
        form = re.fullmatch(r"00-([0-9a-f]{32})-([0-9a-f]{16})-01", header)
        assert form
        assert form[1] != "0" * 32
        assert trace is None or form[1] == trace
        assert traceparent(correlation_id, f"{SAGA}:charge:undo").startswith(f"00-{form[1]}-")


class TestAnswer:
    async def test_done_needs_no_reason(self) -> None:
        assert await call(Scripted(httpx.Response(201, json={"status": "done"}))) == "billing: done"

    async def test_declined_is_a_problem_for_the_student_and_is_not_asked_again(self) -> None:
        system = Scripted(httpx.Response(200, json={"status": "declined", "reason": "sin crédito"}))
        with pytest.raises(Declined) as caught:
            await call(system)
        assert caught.value.problem == ParticipantDeclined(service="billing", reason="sin crédito")
        assert len(system.requests) == 1

    async def test_a_reason_has_an_end(self) -> None:
        with pytest.raises(Declined) as caught:
            await call(Scripted(httpx.Response(200, json={"status": "declined", "reason": "x" * 10_000})))
        assert len(caught.value.problem.reason) == 500

    @pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 599])
    async def test_some_statuses_are_asked_again_and_so_often(self, status: int) -> None:
        system = Scripted(httpx.Response(status))
        with pytest.raises(Unavailable, match=f"billing: {status}"):
            await call(system)
        assert len(system.requests) == 3

    @pytest.mark.parametrize(
        "error", [httpx.ConnectError("no"), httpx.ReadError("reset"), httpx.RemoteProtocolError("?")]
    )
    async def test_so_is_a_connection_that_breaks(self, error: httpx.HTTPError) -> None:
        system = Scripted(error, error, DONE)
        assert await call(system) == "billing: receipt 4711"
        assert len(system.requests) == 3

    @pytest.mark.parametrize(
        "answer",
        [
            *(pytest.param(httpx.Response(status), id=str(status)) for status in (301, 400, 401, 404, 422)),
            pytest.param(httpx.Response(204), id="no body"),
            pytest.param(httpx.Response(200, text="<html>done</html>"), id="no JSON"),
            pytest.param(httpx.Response(200, content=b'{"status": "done", "reason": "\xf1"}'), id="no UTF-8"),
            pytest.param(httpx.Response(200, json={"status": "maybe"}), id="no word of ours"),
            pytest.param(httpx.Response(200, json=["done"]), id="no object"),
            pytest.param(httpx.Response(200, json={"status": "done", "reason": "x" * 70_000}), id="without end"),
        ],
    )
    async def test_whatever_is_no_answer_is_a_fault_that_would_repeat(self, answer: httpx.Response) -> None:
        system = Scripted(answer)
        with pytest.raises(Broken):
            await call(system)
        assert len(system.requests) == 1

    async def test_an_undo_cannot_be_declined(self) -> None:
        with pytest.raises(Broken, match="cannot be declined"):
            await call(Scripted(httpx.Response(200, json={"status": "declined"})), "undo")

    def test_the_schema_allows_what_is_understood_and_nothing_else(self) -> None:
        answers = schema("answer")
        assert answers.is_valid({"status": "done"})
        assert answers.is_valid({"status": "declined", "reason": None, "receipt": 4711})
        assert not answers.is_valid({"status": "maybe"})
        assert not answers.is_valid({"reason": "done"})


NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
IN_30_SECONDS = NOW + timedelta(seconds=30)


class TestLater:
    @pytest.mark.parametrize("verb", ["do", "undo"])
    @pytest.mark.parametrize("status", [409, 425, 429, 503])
    async def test_it_is_asked_again_when_it_says(self, status: int, verb: str) -> None:
        system = Scripted(httpx.Response(status, headers={"Retry-After": "20"}))
        with pytest.raises(Later, match=f"billing: {status}, ask again in 20 s") as caught:
            await call(system, verb)
        assert caught.value.seconds is not None
        assert 20 <= caught.value.seconds <= 20 * 1.25
        assert len(system.requests) == 1
        assert system.circuit.seen == [Failure.NONE], "one that is busy is not broken"

    @pytest.mark.parametrize("status", [409, 425, 429])
    async def test_without_a_time_the_step_decides_when(self, status: int) -> None:
        system = Scripted(httpx.Response(status))
        with pytest.raises(Later) as caught:
            await call(system)
        assert caught.value.seconds is None
        assert len(system.requests) == 1

    async def test_a_long_time_is_cut(self) -> None:
        with pytest.raises(Later) as caught:
            await call(Scripted(httpx.Response(429, headers={"Retry-After": "86400"})))
        assert caught.value.seconds is not None
        assert 60 <= caught.value.seconds <= 60 * 1.25

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            ("10", 10),
            (" 10 ", 10),
            (format_datetime(IN_30_SECONDS, usegmt=True), 30),
            (IN_30_SECONDS.strftime("%A, %d-%b-%y %H:%M:%S GMT"), 30),
            (IN_30_SECONDS.strftime("%a %b %d %H:%M:%S %Y"), 30),
            ("0", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("\u0662", None),
            ("Mon, 31 Feb 2025 08:00:00 GMT", None),
            ("Fri, 01 Jan 1999 08:00:00 GMT", None),
            ("Fri, 01 Jan 99999 08:00:00 GMT", None),
            ("Fri, 99999999999999999999 Jan 2027 08:00:00 GMT", None),
            ("Fri, 01 Jan 2027 08:00:00 +99999999999999999999", None),
        ],
    )
    def test_seconds_and_all_dates_of_http_are_read(self, header: str, seconds: float | None) -> None:
        read = seconds_until(header, NOW)
        assert read == seconds

    @given(st.text())
    def test_no_header_breaks_it(self, header: str) -> None:
        seconds = seconds_until(header, datetime.now(UTC))
        assert seconds is None or seconds > 0

    async def test_a_notification_is_sent_again_when_it_says(self) -> None:
        system = Scripted(httpx.Response(429, headers={"Retry-After": "0"}), httpx.Response(409), DONE)
        notifier = Notifier(system.participant(service=Service.NOTIFICATIONS))
        notifier.send_soon(make_state(SAGA, 2, final=True))
        await until(lambda: len(system.requests) == 3, 20, "it is sent for the third time")
        await notifier.close()


class TestTime:
    async def test_one_request_may_not_take_it_all(self) -> None:
        policy = replace(POLICY, request_seconds=0.01)
        system = Scripted(DONE)
        asked = 0

        async def slow_at_first(request: httpx.Request) -> httpx.Response:
            nonlocal asked
            asked += 1
            if asked == 1:
                await never()
            return await system(request)

        client = httpx.AsyncClient(transport=httpx.MockTransport(slow_at_first))
        participant = Participant(Service.BILLING, "http://billing.test/", policy, client)
        known = Participants({Service.BILLING: participant})
        assert await known.make(CallParticipant(Service.BILLING), context()) == "billing: receipt 4711"

    async def test_all_requests_together_end_within_the_steps_time(self) -> None:
        policy = replace(POLICY, attempt_seconds=0.3, request_seconds=10, max_requests=1000)
        system = Scripted(httpx.Response(503))
        with pytest.raises(StepError) as caught:
            await call(system, policy=policy)
        assert caught.value.retryable
        assert len(system.requests) < 1000
        with pytest.raises(TimedOut):
            await Participants({Service.BILLING: silent(policy)}).make(CallParticipant(Service.BILLING), context())


class TestCircuit:
    @pytest.mark.parametrize(
        ("answer", "says"),
        [
            pytest.param(DONE, Failure.NONE, id="done"),
            pytest.param(httpx.Response(200, json={"status": "declined"}), Failure.NONE, id="declined"),
            pytest.param(httpx.Response(404), Failure.NONE, id="a word broken"),
            pytest.param(httpx.Response(429), Failure.NONE, id="too many requests"),
            pytest.param(httpx.Response(503, headers={"Retry-After": "5"}), Failure.NONE, id="later"),
            pytest.param(httpx.Response(500), Failure.SERVICE, id="its own error"),
            pytest.param(httpx.Response(503), Failure.SERVICE, id="unavailable"),
            pytest.param(httpx.Response(408), Failure.PROCESS, id="it did not get the request in time"),
            pytest.param(httpx.ConnectError("no"), Failure.PROCESS, id="not there"),
            pytest.param(httpx.ReadTimeout("no"), Failure.PROCESS, id="silent"),
        ],
    )
    async def test_an_attempt_counts_once_and_says_whose_fault_it_may_be(
        self, answer: httpx.Response | Exception, *, says: Failure
    ) -> None:
        system = Scripted(answer)
        with suppress(StepError):
            await call(system)
        assert system.circuit.seen == [says]

    async def test_while_it_is_open_no_call_is_made(self) -> None:
        system = Scripted(DONE)
        system.circuit.refusing = CircuitOpen("billing", 7)
        with pytest.raises(Postponed) as beforehand:
            Participants({Service.BILLING: system.participant()}).check(CallParticipant(Service.BILLING))
        with pytest.raises(Postponed) as caught:
            await call(system)
        for error in (beforehand.value, caught.value):
            assert error.seconds is not None
            assert 7 <= error.seconds <= 7 * 1.25
        assert system.requests == []

    def test_while_it_is_not_closed_one_saga_at_a_time_begins_the_trial(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """All those that are due would write that they begin it, and then that they did not."""
        monkeypatch.setattr(participants, "_TRIAL_SECONDS", 3600)
        system = Scripted(DONE)
        participant = system.participant()
        system.circuit.closed = False
        participant.check()
        for _ in range(2):
            with pytest.raises(Postponed, match="another saga"):
                participant.check()
        system.circuit.closed = True
        participant.check()

    def test_a_saga_that_did_not_make_its_trial_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(participants, "_TRIAL_SECONDS", 0)
        system = Scripted(DONE)
        participant = system.participant()
        system.circuit.closed = False
        for _ in range(2):
            participant.check()


class TestSlow:
    async def test_further_attempts_are_not_begun_while_too_many_are_under_way(self) -> None:
        """The others wait elsewhere, so that a participant that hangs does not take up all of a worker."""
        known = Participants({Service.BILLING: silent(replace(POLICY, max_under_way=2))})
        charge = CallParticipant(Service.BILLING)
        hanging = [asyncio.create_task(known.make(charge, context())) for _ in range(2)]

        async def busy() -> bool:
            try:
                known.check(charge)
            except Postponed:
                return True
            return False

        await wait_for_async(busy, 10, "two are under way")
        with pytest.raises(Postponed, match="2 calls are under way"):
            await known.make(charge, context())
        for call_ in hanging:
            call_.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
        known.check(charge)


class TestNotThere:
    async def test_a_participant_without_an_address_is_waited_for(self) -> None:
        with pytest.raises(Postponed, match="set REGISTRO_PARTICIPANTS__BILLING_URL") as caught:
            Participants({}).check(CallParticipant(Service.BILLING))
        assert caught.value.seconds


class TestNotifier:
    async def test_it_sends_how_a_task_ended(self) -> None:
        system = Scripted(DONE)
        notifier = Notifier(system.participant(service=Service.NOTIFICATIONS))
        notifier.send_soon(make_state(SAGA, 2, final=True))
        await notifier.close()
        (request,) = system.requests
        body = json.loads(request.content)
        schema("request").validate(body)
        assert request.headers["Idempotency-Key"] == f"{SAGA}:notify:do"
        assert body["ending"]["status"] == "SUCCEEDED"
        assert [group["status"] for group in body["ending"]["groups"]] == ["CONFIRMED", "CONFIRMED"]

    @pytest.mark.parametrize(
        "answer", [httpx.Response(400), httpx.ConnectError("no"), httpx.Response(200, json={"status": "declined"})]
    )
    async def test_whatever_goes_wrong_stays_there(self, answer: httpx.Response | Exception) -> None:
        system = Scripted(answer)
        notifier = Notifier(system.participant(replace(POLICY, max_requests=1)))
        for number in range(3):
            notifier.send_soon(make_state(UUID(int=number), 2, final=True))
        await notifier.close()
        assert len(system.requests) == 3

    async def test_it_delays_no_shutdown_and_keeps_no_more_than_its_limit(self) -> None:
        notifier = Notifier(silent(replace(POLICY, attempt_seconds=600, request_seconds=600)))
        for number in range(1100):
            notifier.send_soon(make_state(UUID(int=number), 2, final=True))
        assert len(notifier._sending) == 1000
        async with within(60):
            await notifier.close()
        await until(lambda: not notifier._sending, 5, "nothing is under way any more")

    def test_without_an_address_no_notification_is_sent(self) -> None:
        Notifier(None).send_soon(make_state(SAGA, 2, final=True))


class TestSignature:
    @given(secret=st.binary(min_size=1), body=st.binary(), at=st.integers(0, 10**11), late=st.integers(-300, 300))
    def test_ours_is_known_for_five_minutes(self, secret: bytes, body: bytes, at: int, late: int) -> None:
        assert signing.verified(secret, body, signing.sign(secret, body, at), at + late)

    @pytest.mark.parametrize(
        "spoil",
        [
            pytest.param(lambda header: header.replace("t=1000", "t=1001"), id="another time"),
            pytest.param(lambda header: header[:-1] + ("0" if header[-1] != "0" else "1"), id="another digest"),
            pytest.param(lambda header: header.split(",")[0], id="no digest"),
            pytest.param(lambda header: f"{header}\n", id="more"),
            pytest.param(lambda _: "", id="nothing"),
        ],
    )
    def test_nothing_else_is(self, spoil: Callable[[str], str]) -> None:
        header = signing.sign(SECRET, b"{}", 1000)
        assert signing.verified(SECRET, b"{}", header, 1000)
        assert not signing.verified(SECRET, b"{}", spoil(header), 1000)

    def test_another_body_secret_or_time_is_not_either(self) -> None:
        header = signing.sign(SECRET, b"{}", 1000)
        assert not signing.verified(SECRET, b"{} ", header, 1000)
        assert not signing.verified(b"another secret here", b"{}", header, 1000)
        assert not signing.verified(SECRET, b"{}", header, 1301)
        assert not signing.verified(SECRET, b"{}", header, 699)


def silent(policy: RequestPolicy) -> Participant:
    """One that never answers."""

    async def hang(_: httpx.Request) -> httpx.Response:
        await never()
        return DONE

    return Participant(
        Service.BILLING, "http://billing.test/", policy, httpx.AsyncClient(transport=httpx.MockTransport(hang))
    )


async def never() -> None:
    """Hang."""
    await asyncio.Event().wait()
