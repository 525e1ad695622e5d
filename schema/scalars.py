"""Scalars beside GraphQL's own."""

from datetime import UTC, datetime

import strawberry


def _serialized(value: datetime) -> str:
    # The specification asks for exactly three digits, and Z rather than +00:00.
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


DATE_TIME = strawberry.scalar(
    name="DateTime",
    description="A moment in UTC with milliseconds, for example `2024-08-01T14:05:09.250Z`.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    serialize=_serialized,
)
