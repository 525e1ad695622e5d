"""Scalars beside GraphQL's own."""

from datetime import UTC, datetime

import strawberry
from graphql import GraphQLError


def _serialized(value: datetime) -> str:
    # The specification asks for exactly three digits, and Z rather than +00:00.
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parsed(value: object) -> datetime:
    # A GraphQLError, because any other error counts as a fault of ours where the value is written in the document.
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise GraphQLError("A DateTime is a moment with its offset from UTC, for example 2024-08-01T14:05:09.250Z.")


DATE_TIME = strawberry.scalar(
    name="DateTime",
    description="A moment in UTC with milliseconds, for example `2024-08-01T14:05:09.250Z`. Sent to us, it may have "
    "any offset from UTC, but has to have one.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    serialize=_serialized,
    parse_value=_parsed,
)
