"""Lets callers in by their tokens, and records those who are not."""

from starlette.requests import HTTPConnection

from app.http.auth.authenticator import Authenticates
from app.http.auth.token_claims import InvalidToken, RevokedToken
from app.http.auth.token_session import TokenSession, TokenSessions
from app.http.responses import address_of
from guards.revoked_tokens import RevokedTokens
from resolvers.caller import Caller
from services.refused_callers import Reason, RefusedCallers


class SignIn:
    """Finds out who calls.

    Args:
        authentication: verifies tokens.
        revoked: the tokens that are refused nevertheless.
        refused: where refusals are recorded.
    """

    def __init__(self, authentication: Authenticates, revoked: RevokedTokens, refused: RefusedCallers) -> None:
        self._authentication = authentication
        self._revoked = revoked
        self._sessions = TokenSessions(revoked)
        self._refused = refused

    async def caller(self, address: str | None, authorization: object) -> Caller:
        """The sender of this `Authorization`, by default ANONYMOUS. Raises InvalidToken, JwksUnavailable.

        Args:
            address: from which it came.
            authorization: what the client has sent: a header, or anything that JSON can express.
        """
        try:
            caller = await self._authentication.caller(_header(authorization))
            self._check(caller)
        except InvalidToken as error:
            self._refused.record(error.reason, address=address)
            raise
        return caller

    def refuse_origin(self, connection: HTTPConnection) -> None:
        """Record that a page asked for a WebSocket whose origin is not allowed."""
        self._refused.record(Reason.ORIGIN, address=address_of(connection))

    def session(self, caller: Caller) -> TokenSession:
        """The time for which a socket or a stream of this caller may go on."""
        return TokenSession(caller, self._sessions)

    def _check(self, caller: Caller) -> None:
        if caller.roles and self._revoked.covers(caller.token):
            raise RevokedToken


def _header(sent: object) -> str | None:
    if sent is None or isinstance(sent, str):
        return sent
    raise InvalidToken(
        Reason.MALFORMED,
        "`Authorization` must be a string, and given once.",
        "`Authorization` debe ser una cadena, y darse una sola vez.",
    )
