"""Holds: what offices have against a student."""

from datetime import datetime

import strawberry


@strawberry.type(description="Something an office holds against a student.")
class Hold:
    reason: str = strawberry.field(description="Why, for the student to read.")
    office: str | None = strawberry.field(description="Who can lift it, if that is known.")
    since: datetime = strawberry.field(description="Since when it stands.")
    blocks_enrollment: bool = strawberry.field(description="Whether it keeps the student from enrolling.")
