"""The time for which a socket or a stream may go on with the token that it began with."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import TypeVar

import structlog

from app.http.auth.token_claims import ExpiredToken, InvalidToken, RevokedToken
from guards.revoked_tokens import RevokedTokens
from resolvers.caller import Caller

T = TypeVar("T")
_log = structlog.get_logger("app.sessions")

LOOK_SECONDS = 0.5
"""The time between two looks at all sessions; so late may one end that has expired."""


class TokenSessions:
    """The sessions of one process.

    One task looks at all of them, by the wall clock: a timer for each would take more memory, and would not know that
    the machine has slept, or that its clock was set.
    """

    def __init__(self, revoked: RevokedTokens) -> None:
        self.revoked = revoked
        self._watched: dict[TokenSession, Callable[[InvalidToken], None]] = {}
        self._looking: asyncio.Task[None] | None = None

    def add(self, session: "TokenSession", on_end: Callable[[InvalidToken], None]) -> None:
        """Look at a session until it is removed, or has ended; then `on_end` is called."""
        self._watched[session] = on_end
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look(), context=Context())

    def remove(self, session: "TokenSession") -> None:
        """Look at a session no more. It need not be watched."""
        self._watched.pop(session, None)

    def end(self, session: "TokenSession", error: InvalidToken) -> None:
        """Tell that a session has ended, if it is watched. An error in that must not keep others from ending."""
        if (on_end := self._watched.get(session)) is not None:
            session.unwatch()
            try:
                on_end(error)
            except Exception:  # noqa: BLE001 - the other sessions end after any error
                _log.exception("what depends on a session could not be told its end")

    async def _look(self) -> None:
        while self._watched:
            await asyncio.sleep(LOOK_SECONDS)
            now = time.time()
            for session in [each for each in self._watched if each.expires_at <= now]:
                self.end(session, ExpiredToken())
        self._looking = None


class TokenSession:
    """A caller's token while it is in use. It ends when the token expires or is revoked; that of a caller without a
    token does not.

    Attributes:
        expires_at: seconds since 1970.
    """

    __slots__ = ("_caller", "_forget", "_sessions", "expires_at")

    def __init__(self, caller: Caller, sessions: TokenSessions) -> None:
        self.expires_at = caller.expires_at
        self._caller = caller
        self._sessions = sessions
        self._forget: Callable[[], None] | None = None

    def watch(self, on_end: Callable[[InvalidToken], None]) -> Callable[[], None]:
        """Call `on_end` when the session ends, soon if it has ended, with why it did. One may watch it.

        Returns what has to be called when nothing depends on the session any more.
        """
        if self._caller.roles:
            self._sessions.add(self, on_end)
            self._forget = self._sessions.revoked.watch(self._caller.token, self._revoked)
            if (error := self._ended()) is not None:
                asyncio.get_running_loop().call_soon(self._sessions.end, self, error)
        return self.unwatch

    def unwatch(self) -> None:
        """Nothing depends on the session any more."""
        forget, self._forget = self._forget, None
        if forget is not None:
            forget()
            self._sessions.remove(self)

    def _revoked(self) -> None:
        self._sessions.end(self, RevokedToken())

    async def within(self, wait: Callable[[], Awaitable[T]]) -> T:
        """What `wait` returns. Raises InvalidToken when the session ends, also if it has ended; `wait` is cancelled."""
        if (error := self._ended()) is not None:
            raise error
        limit, why = asyncio.timeout(None), list[InvalidToken]()

        def end(error: InvalidToken) -> None:
            why.append(error)
            limit.reschedule(asyncio.get_running_loop().time())

        try:
            async with limit:
                stop = self.watch(end)
                try:
                    return await wait()
                finally:
                    stop()
        except TimeoutError:
            if not limit.expired():
                raise
            raise why[0] from None

    def _ended(self) -> InvalidToken | None:
        if not self._caller.roles:
            return None
        if self._sessions.revoked.covers(self._caller.token):
            return RevokedToken()
        return ExpiredToken() if self._caller.expires_at <= time.time() else None
