"""Each wrong setting is refused with one sentence, which names the variable that sets it."""

import pytest
from pydantic import ValidationError

from app.settings import Settings, error_messages
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
        ("REGISTRO_PARTICIPANTS__BILLING_URL", "ftp://billing", "use http://"),
        ("REGISTRO_PARTICIPANTS__NOTIFICATIONS_URL", "http:///", "use http://"),
        (
            "REGISTRO_PARTICIPANTS__BILLING_URL",
            "http://billing",
            "REGISTRO_PARTICIPANTS__SECRET must have 16 characters or more",
        ),
        ("REGISTRO_BREAKER__QUEUE", "failures=3", "registro: REGISTRO_BREAKER__QUEUE: Input should be a valid dict"),
        ("REGISTRO_WORKER", "{}", "registro: REGISTRO_WORKER: Input should be a valid dictionary"),
        ("REGISTRO_WORKER__LEASE_SECONDS", "1", "REGISTRO_WORKER__HEARTBEAT_SECONDS (3) must be at most half"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    sentence = error_messages(caught.value)
    assert says in sentence
    assert len(sentence.splitlines()) == 1


def test_the_defaults_need_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PORT", "HOST", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)
    settings = Settings()
    assert (settings.host, settings.port, settings.database_url, settings.redis_url) == ("127.0.0.1", 8003, None, None)
    retry = settings.step.retry
    assert (retry.tries, retry.factor, retry.max_delay, retry.timeout) == (3, 2, 60, 30)


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


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("FAILS", "3", "Extra inputs are not permitted"),
        ("FAILURE_THRESHOLD", "0", "Input should be greater than or equal to 1"),
        ("FAILURE_THRESHOLD", "1.5", "Input should be a valid integer"),
        ("RECOVERY_SECONDS", "soon", "Input should be a valid number"),
        ("RECOVERY_SECONDS", "-1", "Input should be greater than 0"),
        ("RECOVERY_SECONDS", "nan", "Input should be less than or equal to 1000000"),
        ("RECOVERY_SECONDS", "1e9", "Input should be less than or equal to 1000000"),
    ],
)
def test_a_part_of_a_policy_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, part: str, value: str, says: str
) -> None:
    variable = f"REGISTRO_BREAKER__DATABASE__{part}"
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert error_messages(caught.value).startswith(f"registro: {variable}: {says}")


def test_a_breakers_policy_is_given_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BREAKER__QUEUE__FAILURE_THRESHOLD", "5")
    settings = Settings()
    assert settings.breaker.policy("database") == Policy(
        failure_threshold=3, recovery_seconds=30, success_threshold=3, timeout_seconds=30
    )
    assert settings.breaker.policy("queue") == Policy(
        failure_threshold=5, recovery_seconds=1, success_threshold=3, timeout_seconds=30
    )


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__BILLING_URL", "http://billing.test/")
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__SECRET", "too-short")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert "too-short" not in error_messages(caught.value)
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__SECRET", "long-enough-to-be-one")
    settings = Settings()
    assert "long-enough" not in repr(settings)
    assert settings.participants.urls == {"billing": "http://billing.test/"}


def test_participants_can_be_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__BILLING_URL", "http://billing.test/")
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__ENABLED", "0")
    assert Settings().participants.urls == {}


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("PORT", "")
    settings = Settings()
    assert (settings.database_url, settings.port) == (None, 8003)
