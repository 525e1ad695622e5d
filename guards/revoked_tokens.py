"""The revoked tokens as one process knows them. Asking needs neither the database nor Redis."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from enrollment.revocation import IssuedToken, Revocation

_log = structlog.get_logger("guards.revoked_tokens")


@dataclass(eq=False, slots=True)
class _Watcher:
    token: IssuedToken
    on_revoked: Callable[[], None]


class RevokedTokens:
    """Knows which tokens are revoked, and tells those who use one when it is."""

    def __init__(self) -> None:
        self._subjects: dict[str, float] = {}
        self._token_ids: dict[str, float] = {}
        self._watchers: set[_Watcher] = set()

    def __len__(self) -> int:
        return len(self._subjects) + len(self._token_ids)

    def covers(self, token: IssuedToken) -> bool:
        """Whether the token is revoked. One that does not say when it was issued counts as issued before."""
        if token.token_id in self._token_ids:
            return True
        until = self._subjects.get(token.subject)
        return until is not None and (token.issued_at is None or token.issued_at <= until)

    def add(self, revocations: Iterable[Revocation]) -> None:
        """Refuse these tokens from now on, in any order and any number of times."""
        news = False
        for revocation in revocations:
            at = revocation.revoked_at.timestamp()
            for known, name in ((self._subjects, revocation.subject), (self._token_ids, revocation.jti)):
                if name is not None and known.get(name, 0.0) < at:
                    known[name] = at
                    news = True
        if news:
            for watcher in [each for each in self._watchers if self.covers(each.token)]:
                try:
                    watcher.on_revoked()
                except Exception:  # noqa: BLE001 - the others are told after any error
                    _log.exception("who uses a revoked token could not be told")

    def forget_until(self, moment: float) -> None:
        """Forget what was revoked until then, in seconds since 1970: the tokens have expired."""
        for known in (self._subjects, self._token_ids):
            for name in [name for name, at in known.items() if at <= moment]:
                del known[name]

    def watch(self, token: IssuedToken, on_revoked: Callable[[], None]) -> Callable[[], None]:
        """Call `on_revoked` when the token is revoked, until what this returns is called."""
        watcher = _Watcher(token, on_revoked)
        self._watchers.add(watcher)
        return lambda: self._watchers.discard(watcher)
