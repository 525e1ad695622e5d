"""Tokens that are refused before they expire."""

from datetime import datetime
from typing import NamedTuple

import msgspec


class IssuedToken(NamedTuple):
    """What is known of a token that was accepted.

    Attributes:
        subject: its `sub`. token_id: its `jti`, if it has one.
        issued_at: its `iat` in seconds since 1970, if it has one.
    """

    subject: str
    token_id: str | None = None
    issued_at: float | None = None


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """Which tokens are refused: the one with this `jti`, and those of the subject that were issued until then.

    Attributes:
        subject, jti: one of them may be None.
        revoked_at: by the database's clock.
    """

    subject: str | None = None
    jti: str | None = None
    revoked_at: datetime
