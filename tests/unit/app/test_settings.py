"""Each wrong setting is refused with one sentence, which names the variable that sets it."""

import pytest
from pydantic import ValidationError

from app.settings import Settings
from app.settings.variables import error_messages
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
            "REGISTRO_PARTICIPANTS__SECRET must have 32 bytes or more",
        ),
        ("REGISTRO_BREAKER__QUEUE", "failures=3", "registro: REGISTRO_BREAKER__QUEUE: Input should be a valid dict"),
        ("REGISTRO_WORKER", "{}", "registro: REGISTRO_WORKER: Input should be a valid dictionary"),
        ("REGISTRO_IDEMPOTENCY_TTL_SECONDS", "inf", "use a number up to 10,000,000,000; it is"),
        ("REGISTRO_IDEMPOTENCY_TTL_SECONDS", "nan", "REGISTRO_IDEMPOTENCY_TTL_SECONDS: Input should be greater than 0"),
        ("REGISTRO_WORKER__LEASE_SECONDS", "1e300", "use a number up to 10,000,000,000; it is"),
        ("REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS_OF_STUDENT", "9" * 30, "use a number up to 10,000,000,000; it is"),
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
        ("FAILS", "3", "there is no such setting"),
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
        failure_threshold=3, recovery_seconds=1, success_threshold=3, timeout_seconds=30
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
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__SECRET", "long-enough-and-random-enough-to-pass-0123")
    settings = Settings()
    assert "long-enough" not in repr(settings)
    assert settings.participants.urls == {"billing": "http://billing.test/"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "postgresql+asyncpg://u:geheim@h/d"),
        ("DATABASE_URL", "postgresql://u:geheim@h:port/d"),
        ("REDIS_URL", "http://:geheim@h"),
        ("REDIS_URL", "redis://:geheim@h:port"),
        ("REGISTRO_JWKS_URL", "ftp://u:geheim@h/keys"),
        ("REGISTRO_PARTICIPANTS__BILLING_URL", "ftp://u:geheim@h/"),
        ("REGISTRO_PARTICIPANTS__SECRETS", "geheim"),
        ("REGISTRO_JWT_SECRET", "geheim"),
    ],
)
def test_a_refused_value_that_may_be_secret_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    sentence = error_messages(caught.value)
    assert sentence.startswith("registro: REGISTRO_" if variable.startswith("REGISTRO") else f"registro: {variable}: ")
    assert "geheim" not in sentence


def test_participants_can_be_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__BILLING_URL", "http://billing.test/")
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__ENABLED", "0")
    assert Settings().participants.urls == {}


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("PORT", "")
    settings = Settings()
    assert (settings.database_url, settings.port) == (None, 8003)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ALLOWED_ORIGINS", "*", "an origin is written as browsers send it"),
        ("ALLOWED_ORIGINS", "https://portal.uni.edu/", "an origin is written as browsers send it"),
        ("ALLOWED_ORIGINS", "https://portal.uni.edu https://*.uni.edu", "an origin is written as browsers send it"),
        ("ALLOWED_ORIGINS", "https://Portal.uni.edu", "an origin is written as browsers send it"),
        ("ALLOWED_ORIGINS", "https://portal.uni.edu:443", "an origin is written as browsers send it"),
        ("ALLOWED_ORIGINS", "portal.uni.edu", "an origin is written as browsers send it"),
        ("TRUSTED_PROXIES", "*", "a proxy is an address or a network"),
        ("TRUSTED_PROXIES", "10.0.0.1/24", "a proxy is an address or a network"),
        ("TRUSTED_PROXIES", "proxy", "a proxy is an address or a network"),
        ("KEEP_ALIVE_SECONDS", "0", "Input should be greater than or equal to 1"),
    ],
)
def test_what_stands_before_an_api_is_named_exactly(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(f"REGISTRO_HTTP__{name}", value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert error_messages(caught.value).startswith(f"registro: REGISTRO_HTTP__{name}: {says}")


def test_lists_are_separated_by_commas_or_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (Settings().http.allowed_origins, Settings().http.trusted_proxies) == ((), ())
    monkeypatch.setenv("REGISTRO_HTTP__ALLOWED_ORIGINS", "https://a.uni.edu,http://localhost:3000 https://[::1]:8")
    monkeypatch.setenv("REGISTRO_HTTP__TRUSTED_PROXIES", "10.0.0.7, fd00::/8")
    assert Settings().http.allowed_origins == ("https://a.uni.edu", "http://localhost:3000", "https://[::1]:8")
    assert Settings().http.trusted_proxies == ("10.0.0.7", "fd00::/8")


@pytest.mark.parametrize("variable", ["REGISTRO_JWT_SECRET", "REGISTRO_PARTICIPANTS__SECRET"])
@pytest.mark.parametrize("secret", ["a" * 40, "changeme" * 5, "0123456789abcde" * 4, "ab" * 500])
def test_a_secret_that_can_be_guessed_is_refused_with_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, variable: str, secret: str
) -> None:
    if "PARTICIPANTS" in variable:
        monkeypatch.setenv("REGISTRO_PARTICIPANTS__BILLING_URL", "http://billing.test/")
    monkeypatch.setenv(variable, secret)
    with pytest.raises(ValidationError) as caught:
        Settings()
    sentence = error_messages(caught.value)
    assert f"{variable} must have 16 different bytes or more" in sentence
    assert "secrets.token_urlsafe(48)" in sentence
    assert secret not in sentence


@pytest.mark.parametrize(
    "secret",
    [
        "Z0ZhK4S0u4DkU7v1pVQxyZ5l0kq1mC8e",
        # 32 random bytes in digits, of which the 0 is missing.
        "9f86d1818849c7d659a2feaacc55ad15a3bf4f1b2bb2b822cd15d6c15bfff29a",
    ],
)
def test_a_random_secret_is_taken(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("REGISTRO_JWT_SECRET", secret)
    assert Settings().token_secret == secret


@pytest.mark.parametrize("variable", ["REGISTRO_JWKS_URL", "REGISTRO_JWT_ISSUER"])
def test_keys_and_issuers_of_other_machines_need_tls(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    for address in ("http://id.uni.edu/jwks", "HTTP://10.0.0.7/", "http://localhost.uni.edu/", "http://127.0.0.1@id/"):
        monkeypatch.setenv(variable, address)
        with pytest.raises(ValidationError) as caught:
            Settings()
        assert f"{variable}: use https://" in error_messages(caught.value)
    for address in ("https://id.uni.edu/jwks", "http://localhost:8080/", "http://127.0.0.9/keys", "http://[::1]:80/"):
        monkeypatch.setenv(variable, address)
        Settings()


def test_an_issuer_need_not_be_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_JWT_ISSUER", "registro-id")
    assert Settings().jwt_issuer == "registro-id"
