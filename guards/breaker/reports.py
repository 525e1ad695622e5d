"""The reports of all processes in Redis, and the changes of shared states that are not in the audit log yet."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

import msgspec
import structlog
from redis.asyncio import Redis

from guards.breaker.policy import Policy
from guards.breaker.shared_state import CircuitChange, Report, SharedRecord, decoded, report_lifetime_seconds
from kit.outage import Outage

_log = structlog.get_logger("guards.breaker.reports")

_RECORD_FIELD = b"record"
"""Beside the reports, whose fields are names of processes: the last change of the shared state."""
_CHANGES_READ = 1000
"""Changes that are read at a time for the audit log."""

# KEYS: the hash of the service, the list of changes. ARGV: the record that is to be replaced, or '*' for any; the new
# one; its change, or ''; milliseconds to keep the hash. Returns 1 if the record was replaced.
_RECORD = """
if ARGV[1] ~= '*' and (redis.call('HGET', KEYS[1], 'record') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if ARGV[3] ~= '' then redis.call('RPUSH', KEYS[2], ARGV[3]) end
return 1
"""


class ServiceReading(NamedTuple):
    """What Redis holds about one service.

    Attributes:
        reports: by process, old ones included.
        record: the last change of the shared state; None if there is none.
        raw_record: the same as Redis has it, to be compared; empty if there is none.
    """

    reports: Mapping[str, Report]
    record: SharedRecord | None
    raw_record: bytes


class Reading(NamedTuple):
    """What Redis holds about all services.

    Attributes:
        now: Redis's time, in seconds since 1970.
        unaudited: changes that are not in the audit log yet.
    """

    services: Mapping[str, ServiceReading]
    now: float
    unaudited: int


class ReportStore:
    """Reads and writes reports. Its methods raise one of REDIS_ERRORS.

    Args:
        redis: a client with timeouts.
        prefix: before every key.
        policies: by service.
        process: the name of this process among the reports.
    """

    def __init__(self, redis: Redis, prefix: str, policies: Mapping[str, Policy], process: str) -> None:
        self._redis = cast("Any", redis)  # redis-py types its commands as awaitable or not
        self._prefix = prefix
        self._changes_key = f"{prefix}:breakers:changes"
        self._lifetimes_ms = {name: int(report_lifetime_seconds(policy) * 1000) for name, policy in policies.items()}
        self._process = process
        self._record_script = redis.register_script(_RECORD)
        self._unreadable = Outage(
            _log, "reports of circuit breakers cannot be read and are left out", "all reports can be read again"
        )

    async def exchange(self, own: Mapping[str, Report]) -> Reading:
        """Write the reports of this process, by service, and read those of all processes."""
        async with self._redis.pipeline(transaction=False) as pipeline:
            for service, report in own.items():
                pipeline.hset(self._key(service), self._process, msgspec.json.encode(report).decode())
                pipeline.pexpire(self._key(service), self._lifetimes_ms[service])
            for service in self._lifetimes_ms:
                pipeline.hgetall(self._key(service))
            pipeline.llen(self._changes_key)
            pipeline.time()
            *_, unaudited, (seconds, microseconds) = answers = await pipeline.execute()
        hashes = answers[2 * len(own) : -2]
        services = {name: self._reading(fields) for name, fields in zip(self._lifetimes_ms, hashes, strict=True)}
        return Reading(services, seconds + microseconds / 1e6, unaudited)

    async def record(
        self, service: str, record: SharedRecord, change: CircuitChange | None, *, instead_of: bytes | None
    ) -> bool:
        """Write a record and its change, if the record is still `instead_of` (None: whatever it is); whether it was."""
        written = await self._record_script(
            keys=[self._key(service), self._changes_key],
            args=[
                b"*" if instead_of is None else instead_of,
                msgspec.json.encode(record),
                b"" if change is None else msgspec.json.encode(change),
                self._lifetimes_ms[service],
            ],
        )
        return bool(written)

    async def leave(self) -> None:
        """Remove the reports of this process."""
        async with self._redis.pipeline(transaction=False) as pipeline:
            for service in self._lifetimes_ms:
                pipeline.hdel(self._key(service), self._process)
            await pipeline.execute()

    async def forget(self, service: str, processes: Sequence[str]) -> None:
        """Remove reports of processes."""
        await self._redis.hdel(self._key(service), *processes)

    async def changes(self) -> list[tuple[CircuitChange, bytes]]:
        """Changes that are not in the audit log yet, each with its text in Redis. What cannot be read is removed."""
        texts = await self._redis.lrange(self._changes_key, 0, _CHANGES_READ - 1)
        found = []
        for text in texts:
            change = decoded(text, CircuitChange)
            if change is None:
                _log.warning("a change of a circuit breaker cannot be read and is removed", text=repr(text)[:200])
                await self.remove_change(text)
            else:
                found.append((change, text))
        return found

    async def remove_change(self, text: bytes) -> None:
        """Remove a change."""
        await self._redis.lrem(self._changes_key, 1, text)

    def _key(self, service: str) -> str:
        return f"{self._prefix}:circuits:{service}"

    def _reading(self, fields: dict[bytes, bytes]) -> ServiceReading:
        raw_record = fields.pop(_RECORD_FIELD, b"")
        reports = {name.decode(errors="replace"): decoded(text, Report) for name, text in fields.items()}
        if unreadable := [name for name, report in reports.items() if report is None]:
            self._unreadable.failed(processes=unreadable)
        readable = {name: report for name, report in reports.items() if report is not None}
        return ServiceReading(readable, decoded(raw_record, SharedRecord), raw_record)
