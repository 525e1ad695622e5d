"""When a session ends, by whichever clock."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from app.http.auth import token_session
from app.http.auth.token_claims import ExpiredToken, InvalidToken, RevokedToken
from app.http.auth.token_session import TokenSession, TokenSessions
from enrollment.revocation import Revocation
from guards.revoked_tokens import RevokedTokens
from resolvers.caller import ANONYMOUS, Caller, Role
from tests.support.poll import until

SOON = 5.0


@pytest.fixture
def sessions() -> TokenSessions:
    return TokenSessions(RevokedTokens())


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_session, "LOOK_SECONDS", 0.01)


def caller(expires_at: float, subject: str = "ana") -> Caller:
    return Caller(subject, frozenset({Role.STUDENT}), "EST001", expires_at=expires_at)


async def ended(why: list[InvalidToken]) -> InvalidToken:
    await until(lambda: bool(why), SOON, "the end of a session")
    [error] = why
    return error


async def test_a_session_ends_when_its_token_expires(sessions: TokenSessions) -> None:
    why: list[InvalidToken] = []
    TokenSession(caller(time.time() + 0.05), sessions).watch(why.append)
    assert not why
    assert isinstance(await ended(why), ExpiredToken)


async def test_a_session_whose_token_has_expired_ends_soon(sessions: TokenSessions) -> None:
    why: list[InvalidToken] = []
    TokenSession(caller(time.time() - 1), sessions).watch(why.append)
    assert not why
    assert isinstance(await ended(why), ExpiredToken)


async def test_an_error_in_telling_an_end_keeps_no_other_session_from_ending(sessions: TokenSessions) -> None:
    def fail(error: InvalidToken) -> None:
        raise OSError(error)

    why: list[InvalidToken] = []
    with capture_logs() as logs:
        TokenSession(caller(time.time() + 0.02), sessions).watch(fail)
        TokenSession(caller(time.time() + 0.1), sessions).watch(why.append)
        assert isinstance(await ended(why), ExpiredToken)
    assert [line["exc_info"] for line in logs] == [True]


async def test_a_clock_that_is_set_ends_sessions(sessions: TokenSessions, monkeypatch: pytest.MonkeyPatch) -> None:
    why: list[InvalidToken] = []
    tomorrow = time.time() + 86_400
    TokenSession(caller(tomorrow - 1), sessions).watch(why.append)
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert isinstance(await ended(why), ExpiredToken)


async def test_a_revocation_ends_the_sessions_of_its_subject_alone(sessions: TokenSessions) -> None:
    why: dict[str, list[InvalidToken]] = {"ana": [], "eva": []}
    for subject, errors in why.items():
        TokenSession(caller(time.time() + 60, subject), sessions).watch(errors.append)
    sessions.revoked.add([Revocation(subject="ana", jti=None, revoked_at=datetime.now(UTC))])
    assert isinstance(await ended(why["ana"]), RevokedToken)
    assert why["eva"] == []


async def test_one_task_looks_at_all_sessions_and_ends_after_the_last(sessions: TokenSessions) -> None:
    before = asyncio.all_tasks()
    stops = [TokenSession(caller(time.time() + 60), sessions).watch(lambda _: None) for _ in range(3)]
    assert len(asyncio.all_tasks() - before) == 1
    for stop in stops:
        stop()
        stop()
    await until(lambda: asyncio.all_tasks() <= before, SOON, "the end of the task")


async def test_who_has_not_signed_in_has_a_session_without_end(sessions: TokenSessions) -> None:
    before = asyncio.all_tasks()
    TokenSession(ANONYMOUS, sessions).watch(lambda _: pytest.fail("ended"))()
    assert asyncio.all_tasks() == before
