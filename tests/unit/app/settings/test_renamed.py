"""A setting's old name is refused with the line to write instead, and that line does what the old one did."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic_settings import SettingsError

from app.settings import Settings
from app.settings.renamed import RENAMED, SPLIT
from app.settings.variables import error_messages

SECRET = "thirty-two bytes or more, all of them made up"  # noqa: S105 - signs nothing
OLD_NAMES: dict[str, tuple[str, dict[str, Any]]] = {
    "REGISTRO_STATE": ("/srv/registro", {"state_dir": Path("/srv/registro")}),
    "REGISTRO_METRICS_PORT": ("9100", {"worker.metrics_port": 9100}),
    "REGISTRO_PREFIX": ("campus", {"redis_prefix": "campus"}),
    "REGISTRO_KEY_TTL_SECONDS": ("60", {"idempotency_ttl_seconds": 60}),
    "REGISTRO_LEASE_SECONDS": ("20", {"worker.lease_seconds": 20}),
    "REGISTRO_HEARTBEAT_SECONDS": ("1.5", {"worker.heartbeat_seconds": 1.5}),
    "REGISTRO_SWEEP_SECONDS": ("7", {"worker.sweep_seconds": 7}),
    "REGISTRO_SWEEP_AFTER_SECONDS": ("8", {"worker.sweep_after_seconds": 8}),
    "REGISTRO_HEAL_SECONDS": ("9", {"event_catch_up_seconds": 9}),
    "REGISTRO_PATIENCE": ("11", {"worker.max_stalled_claims": 11}),
    "REGISTRO_TRIES": ("5", {"step.max_attempts": 5}),
    "REGISTRO_RETRY_FIRST_SECONDS": ("0.5", {"step.retry_first_seconds": 0.5}),
    "REGISTRO_RETRY_FACTOR": ("3", {"step.retry_factor": 3}),
    "REGISTRO_RETRY_MAX_SECONDS": ("90", {"step.retry_max_seconds": 90}),
    "REGISTRO_STEP_TIMEOUT_SECONDS": ("12", {"step.timeout_seconds": 12}),
    "REGISTRO_BATCH": ("64", {"worker.commit_batch_size": 64}),
    "REGISTRO_DRAIN_SECONDS": ("6", {"worker.drain_seconds": 6}),
    "REGISTRO_JOB_TIMEOUT_SECONDS": ("60", {"worker.wakeup_timeout_seconds": 60}),
    "REGISTRO_BACKLOG": ("5000", {"admission.max_unfinished_tasks": 5000}),
    "REGISTRO_PENDING": ("100", {"admission.max_pending_mutations": 100}),
    "REGISTRO_POOL_SIZE": ("4", {"database_pool_size": 4}),
    "REGISTRO_PARTICIPANTS": ("off", {"participants.enabled": False}),
    "REGISTRO_BILLING_URL": ("http://billing.test/", {"participants.billing_url": "http://billing.test/"}),
    "REGISTRO_NOTIFICATIONS_URL": ("http://post.test/", {"participants.notifications_url": "http://post.test/"}),
    "REGISTRO_PARTICIPANT_SECRET": (SECRET, {}),
    "REGISTRO_PARTICIPANT_REQUEST_SECONDS": ("2", {"participants.request_timeout_seconds": 2}),
    "REGISTRO_PARTICIPANT_REQUESTS": ("1", {"participants.max_requests": 1}),
    "REGISTRO_BREAKER_DATABASE": (
        "failures=5,recovery=10,successes=2,timeout=4",
        {
            "breaker.database.failure_threshold": 5,
            "breaker.database.recovery_seconds": 10,
            "breaker.database.success_threshold": 2,
            "breaker.database.timeout_seconds": 4,
        },
    ),
    "REGISTRO_BREAKER_QUEUE": (
        " recovery = 0.5 , failures=2",
        {"breaker.queue.recovery_seconds": 0.5, "breaker.queue.failure_threshold": 2},
    ),
    "REGISTRO_BREAKER_BILLING": ("successes=1", {"breaker.billing.success_threshold": 1}),
    "REGISTRO_BREAKER_NOTIFICATIONS": ("timeout=1.5", {"breaker.notifications.timeout_seconds": 1.5}),
    "REGISTRO_INSPECT_SECONDS": ("30", {"invariants.check_seconds": 30}),
    "REGISTRO_OVERDUE_SECONDS": ("300", {"invariants.overdue_seconds": 300}),
}
"""Old name to a value that is not the default, and to what has to have it now."""
KEPT = {
    *("HOST", "PORT", "DATABASE_URL", "REDIS_URL", "LOG_LEVEL", "LOG_FORMAT", "FORCE_COLOR", "NO_COLOR"),
    *("REGISTRO_LOG_LEVEL", "REGISTRO_LOG_FORMAT", "REGISTRO_DEV", "REGISTRO_WORKERS", "REGISTRO_FAULT"),
    *("REGISTRO_JWT_SECRET", "REGISTRO_JWKS_URL", "REGISTRO_JWT_ISSUER", "REGISTRO_JWT_AUDIENCE"),
}
"""Names that the first release had and that are read still."""


def lines_to_write(sentence: str) -> dict[str, str]:
    """The assignments that a refusal asks for."""
    return dict(re.findall(r"(REGISTRO_\w+)=(<[^>]*>|\S+)", sentence.partition("write")[2]))


def test_no_old_name_is_forgotten() -> None:
    assert RENAMED.keys() | SPLIT.keys() == OLD_NAMES.keys()
    assert not OLD_NAMES.keys() & KEPT


@pytest.mark.parametrize("name", OLD_NAMES)
def test_an_old_name_is_refused_with_lines_that_do_the_same(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    value, expected = OLD_NAMES[name]
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings()
    sentence = error_messages(caught.value)
    assert sentence.startswith(f"registro: {name} was renamed: write REGISTRO_")
    assert len(sentence.splitlines()) == 1

    monkeypatch.delenv(name)
    monkeypatch.setenv("REGISTRO_PARTICIPANTS__SECRET", SECRET)
    for new, text in lines_to_write(sentence).items():
        monkeypatch.setenv(new, text.replace("<the same secret>", SECRET))
    settings = Settings()
    assert settings.participants.signing_secret == SECRET.encode()
    for path, wanted in expected.items():
        found: object = settings
        for part in path.split("."):
            found = getattr(found, part)
        assert found == wanted, path


def test_an_old_name_in_a_file_is_refused_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("registro_tries=5\nREGISTRO_BATCH=64\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert error_messages(caught.value).splitlines() == [
        "registro: REGISTRO_TRIES was renamed: write REGISTRO_STEP__MAX_ATTEMPTS=5 instead.",
        "registro: REGISTRO_BATCH was renamed: write REGISTRO_WORKER__COMMIT_BATCH_SIZE=64 instead.",
    ]


def test_a_secret_under_its_old_name_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_PARTICIPANT_SECRET", SECRET)
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert SECRET not in error_messages(caught.value)
    assert lines_to_write(str(caught.value)) == {"REGISTRO_PARTICIPANTS__SECRET": "<the same secret>"}


def test_a_policy_that_cannot_be_read_is_refused_with_all_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BREAKER_QUEUE", "fails:3")
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert list(lines_to_write(str(caught.value))) == [
        "REGISTRO_BREAKER__QUEUE__FAILURE_THRESHOLD",
        "REGISTRO_BREAKER__QUEUE__RECOVERY_SECONDS",
        "REGISTRO_BREAKER__QUEUE__SUCCESS_THRESHOLD",
        "REGISTRO_BREAKER__QUEUE__TIMEOUT_SECONDS",
    ]


def test_an_old_name_without_a_value_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BILLING_URL", "")
    assert Settings().participants.urls == {}


def test_a_name_that_never_was_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Settings()
    monkeypatch.setenv("REGISTRO_NO_SUCH_THING", "1")
    assert Settings() == before


def test_an_address_with_a_secret_in_it_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_BILLING_URL", "https://registro:geheim@billing.test/")
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert "geheim" not in error_messages(caught.value)
