"""Wrong settings are told in a sentence each, by the names under which they are set."""

import pytest
from pydantic import ValidationError

from app.settings import Settings, in_sentences
from guards.breaker.policy import Policy


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("PORT", "abc", "registro: PORT: "),
        ("REGISTRO_WORKERS", "0", "registro: REGISTRO_WORKERS: "),
        ("REGISTRO_LOG_LEVEL", "chatty", "use DEBUG, INFO, WARNING or ERROR; it is 'chatty'."),
        ("LOG_LEVEL", "chatty", "registro: LOG_LEVEL: use DEBUG, INFO, WARNING or ERROR; it is 'chatty'."),
        ("LOG_FORMAT", "xml", "registro: LOG_FORMAT: use json or console; it is 'xml'."),
        ("REGISTRO_FAULT", "nope", "'nope' is not a valid FaultPoint"),
        ("REDIS_URL", "http://x", "use redis://"),
        ("DATABASE_URL", "nonsense", "use postgresql://"),
        ("REGISTRO_BILLING_URL", "ftp://billing", "use http://"),
        ("REGISTRO_NOTIFICATIONS_URL", "http:///", "use http://"),
        ("REGISTRO_BILLING_URL", "http://billing", "REGISTRO_PARTICIPANT_SECRET must have 16 characters or more"),
        (
            "REGISTRO_BREAKER_DATABASE",
            "failures=3,recovery=soon",
            "REGISTRO_BREAKER_DATABASE: 'recovery=soon': use a number",
        ),
        ("REGISTRO_BREAKER_QUEUE", "fails=3", "REGISTRO_BREAKER_QUEUE: 'fails=3': use each of failures, recovery"),
        ("REGISTRO_LEASE_SECONDS", "1", "REGISTRO_HEARTBEAT_SECONDS (3) must be at most half"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    sentence = in_sentences(caught.value)
    assert says in sentence
    assert len(sentence.splitlines()) == 1


def test_the_defaults_need_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PORT", "HOST", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)
    settings = Settings()
    assert (settings.host, settings.port, settings.database_url, settings.redis_url) == ("127.0.0.1", 8003, None, None)
    assert (settings.retry.tries, settings.retry.factor, settings.retry.max_delay, settings.retry.timeout) == (
        *(3, 2, 60, 30),
    )


@pytest.mark.parametrize(
    ("given", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colours_are_for_terminals_unless_set_otherwise(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], *, terminal: bool, coloured: bool
) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    assert Settings().colours(terminal=terminal) is coloured


def test_a_breakers_policy_is_given_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BREAKER_QUEUE", "failures=5")
    settings = Settings()
    assert settings.breaker("database") == Policy(failures=3, recovery=30, successes=3, timeout=30)
    assert settings.breaker("queue") == Policy(failures=5, recovery=1, successes=3, timeout=30)


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BILLING_URL", "http://billing.test/")
    monkeypatch.setenv("REGISTRO_PARTICIPANT_SECRET", "too-short")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert "too-short" not in in_sentences(caught.value)
    monkeypatch.setenv("REGISTRO_PARTICIPANT_SECRET", "long-enough-to-be-one")
    settings = Settings()
    assert "long-enough" not in repr(settings)
    assert settings.participant_urls == {"billing": "http://billing.test/"}


def test_participants_can_be_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BILLING_URL", "http://billing.test/")
    monkeypatch.setenv("REGISTRO_PARTICIPANTS", "0")
    assert Settings().participant_urls == {}


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("PORT", "")
    settings = Settings()
    assert (settings.database_url, settings.port) == (None, 8003)
