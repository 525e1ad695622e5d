"""What became of circuit breakers, in the audit log: each change once, whoever writes it and however often."""

from collections.abc import Sequence
from datetime import datetime

from models.database import query

_WRITE = """
INSERT INTO audit_log (at, actor, action, outcome, reason, correlation_id, service, epoch)
SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                     $8::bigint[])
ON CONFLICT (service, epoch) WHERE service IS NOT NULL DO NOTHING"""

Line = tuple[datetime, str, str, str, str, str | None, str, int]
"""When, who, what, the state it went into, why, correlation id; service and epoch, which identify the change."""


async def write(lines: Sequence[Line]) -> None:
    """Add those that are not there."""
    await query(_WRITE, *(list(column) for column in zip(*lines, strict=True)))
