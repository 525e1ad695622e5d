"""Callers who were not let in, and requests that were forbidden: counted by reason, and logged within bounds."""

import time
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

import structlog

_log = structlog.get_logger("services.refused_callers")

MAX_LOGGED_CALLERS = 100
"""Callers who are logged in one minute. Anyone can send bad tokens, and from many addresses."""


class Reason(StrEnum):
    """Why a caller was refused: no token, a token that does not allow it, a page that may not call, or what is wrong
    with the token."""

    NOT_SIGNED_IN = "not_signed_in"
    FORBIDDEN = "forbidden"
    ORIGIN = "origin"
    MALFORMED = "malformed"
    SIGNATURE = "signature"
    ALGORITHM = "algorithm"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    CLAIMS = "claims"
    EXPIRED = "expired"
    EARLY = "early"
    LIFE = "life"
    REVOKED = "revoked"


class RefusedCallers:
    """Counts every refusal, and logs each caller at most once a minute.

    Attributes:
        counts: refusals since the process began, by reason.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.counts: Counter[Reason] = Counter()
        self._clock = clock
        self._minute = 0.0
        self._logged: set[str] = set()

    def record(self, reason: Reason, *, actor: str | None = None, address: str | None = None) -> None:
        """A refusal of an actor, or of a caller of whom the address is all that is known."""
        self.counts[reason] += 1
        if (minute := self._clock() // 60) != self._minute:
            self._minute = minute
            self._logged.clear()
        caller = f"actor {actor}" if actor is not None else f"address {address}"
        if caller in self._logged or len(self._logged) > MAX_LOGGED_CALLERS:
            return
        self._logged.add(caller)
        if len(self._logged) > MAX_LOGGED_CALLERS:
            _log.warning("more callers are refused in this minute than are logged", logged=MAX_LOGGED_CALLERS)
        else:
            problem = "FORBIDDEN" if reason in {Reason.FORBIDDEN, Reason.ORIGIN} else "UNAUTHENTICATED"
            who = {"address": address} if actor is None else {"actor": actor}
            _log.info("refused", problem=problem, reason=reason.value, **who)
