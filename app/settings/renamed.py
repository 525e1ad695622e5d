"""Names that settings had in earlier releases: refused at start, with the line to write instead."""

from collections.abc import Mapping

from pydantic_settings import SettingsError

RENAMED = {
    "REGISTRO_STATE": "REGISTRO_STATE_DIR",
    "REGISTRO_PREFIX": "REGISTRO_REDIS_PREFIX",
    "REGISTRO_POOL_SIZE": "REGISTRO_DATABASE_POOL_SIZE",
    "REGISTRO_KEY_TTL_SECONDS": "REGISTRO_IDEMPOTENCY_TTL_SECONDS",
    "REGISTRO_HEAL_SECONDS": "REGISTRO_EVENT_CATCH_UP_SECONDS",
    "REGISTRO_LEASE_SECONDS": "REGISTRO_WORKER__LEASE_SECONDS",
    "REGISTRO_HEARTBEAT_SECONDS": "REGISTRO_WORKER__HEARTBEAT_SECONDS",
    "REGISTRO_SWEEP_SECONDS": "REGISTRO_WORKER__SWEEP_SECONDS",
    "REGISTRO_SWEEP_AFTER_SECONDS": "REGISTRO_WORKER__SWEEP_AFTER_SECONDS",
    "REGISTRO_PATIENCE": "REGISTRO_WORKER__MAX_STALLED_CLAIMS",
    "REGISTRO_BATCH": "REGISTRO_WORKER__COMMIT_BATCH_SIZE",
    "REGISTRO_JOB_TIMEOUT_SECONDS": "REGISTRO_WORKER__WAKEUP_TIMEOUT_SECONDS",
    "REGISTRO_DRAIN_SECONDS": "REGISTRO_WORKER__DRAIN_SECONDS",
    "REGISTRO_METRICS_PORT": "REGISTRO_WORKER__METRICS_PORT",
    "REGISTRO_TRIES": "REGISTRO_STEP__MAX_ATTEMPTS",
    "REGISTRO_STEP_TIMEOUT_SECONDS": "REGISTRO_STEP__TIMEOUT_SECONDS",
    "REGISTRO_RETRY_FIRST_SECONDS": "REGISTRO_STEP__RETRY_FIRST_SECONDS",
    "REGISTRO_RETRY_FACTOR": "REGISTRO_STEP__RETRY_FACTOR",
    "REGISTRO_RETRY_MAX_SECONDS": "REGISTRO_STEP__RETRY_MAX_SECONDS",
    "REGISTRO_BACKLOG": "REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS",
    "REGISTRO_PENDING": "REGISTRO_ADMISSION__MAX_PENDING_MUTATIONS",
    "REGISTRO_PARTICIPANTS": "REGISTRO_PARTICIPANTS__ENABLED",
    "REGISTRO_BILLING_URL": "REGISTRO_PARTICIPANTS__BILLING_URL",
    "REGISTRO_NOTIFICATIONS_URL": "REGISTRO_PARTICIPANTS__NOTIFICATIONS_URL",
    "REGISTRO_PARTICIPANT_SECRET": "REGISTRO_PARTICIPANTS__SECRET",
    "REGISTRO_PARTICIPANT_REQUEST_SECONDS": "REGISTRO_PARTICIPANTS__REQUEST_TIMEOUT_SECONDS",
    "REGISTRO_PARTICIPANT_REQUESTS": "REGISTRO_PARTICIPANTS__MAX_REQUESTS",
    "REGISTRO_INSPECT_SECONDS": "REGISTRO_INVARIANTS__CHECK_SECONDS",
    "REGISTRO_OVERDUE_SECONDS": "REGISTRO_INVARIANTS__OVERDUE_SECONDS",
}
"""Old name to new name; the values are written as before."""
SPLIT = {
    "REGISTRO_BREAKER_DATABASE": "REGISTRO_BREAKER__DATABASE",
    "REGISTRO_BREAKER_QUEUE": "REGISTRO_BREAKER__QUEUE",
    "REGISTRO_BREAKER_BILLING": "REGISTRO_BREAKER__BILLING",
    "REGISTRO_BREAKER_NOTIFICATIONS": "REGISTRO_BREAKER__NOTIFICATIONS",
}
"""Old name, whose value was `failures=3,recovery=30,…`, to the group that holds its parts now."""
_PARTS = {
    "failures": "FAILURE_THRESHOLD",
    "recovery": "RECOVERY_SECONDS",
    "successes": "SUCCESS_THRESHOLD",
    "timeout": "TIMEOUT_SECONDS",
}


def refuse_old_names(variables: Mapping[str, str | None]) -> None:
    """Raises SettingsError with a sentence for each old name among the variables, whose names may have any case."""
    given = {name.upper(): value for name, value in variables.items() if value}
    sentences = [
        f"registro: {name} was renamed: write {' and '.join(_lines(name, value))} instead."
        for name, value in given.items()
        if name in RENAMED or name in SPLIT
    ]
    if sentences:
        raise SettingsError("\n".join(sentences))


def _lines(name: str, value: str) -> list[str]:
    """What to write instead. A secret's value is not repeated, nor an address with one: this goes to logs."""
    if name in RENAMED:
        secret = name.endswith("_SECRET") or (name.endswith("_URL") and set(value) & {"@", "?"})
        return [f"{RENAMED[name]}={'<the same secret>' if secret else value}"]
    pairs = [[side.strip() for side in part.partition("=")] for part in value.split(",")]
    parts = [f"{SPLIT[name]}__{_PARTS[part]}={number}" for part, _, number in pairs if part in _PARTS]
    return parts or [f"{SPLIT[name]}__{part}=…" for part in _PARTS.values()]
