"""How many WebSockets and subscriptions one caller may have open in one process."""

from collections import Counter
from collections.abc import Callable

from guards.connection_limits import SOCKETS, SUBSCRIPTIONS, CallerLimits
from guards.rate_limits.addresses import network_of
from resolvers.caller import Caller
from resolvers.errors import RequestError


class TooManySockets(RequestError):
    """The caller has as many WebSockets open as allowed."""

    code = "TOO_MANY_SOCKETS"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"You may have at most {limit} WebSockets open; close one first.",
            f"Puede tener abiertos como máximo {limit} WebSockets; cierre uno antes.",
        )


class TooManySubscriptions(RequestError):
    """The caller has as many subscriptions open as allowed."""

    code = "TOO_MANY_SUBSCRIPTIONS"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"You may have at most {limit} subscriptions and operations over WebSockets open; end one first.",
            f"Puede tener abiertas como máximo {limit} suscripciones y operaciones por WebSocket; termine una antes.",
        )


class Ceiling:
    """Counts what each caller has open.

    Args:
        error: what is raised beyond the limit, given the limit.

    Attributes:
        open: how many each caller has open.
        refused: how often a caller had as many as allowed.
    """

    def __init__(self, limits: CallerLimits, error: Callable[[int], RequestError]) -> None:
        self._limits = limits
        self._error = error
        self.open: Counter[str] = Counter()
        self.refused = 0

    def take(self, caller: Caller, address: str | None) -> Callable[[], None]:
        """Count one more, until what this returns is called. Raises the error if the caller has as many as allowed.

        Args:
            address: where the caller is; that is who they are if they have not signed in.
        """
        key = f"subject {caller.subject}" if caller.roles else f"address {network_of(address)}"
        limit = self._limit(caller)
        if self.open[key] >= limit:
            self.refused += 1
            raise self._error(limit)
        self.open[key] += 1
        taken = True

        def give_back() -> None:
            nonlocal taken
            if taken:
                taken = False
                self.open[key] -= 1
                if not self.open[key]:
                    del self.open[key]

        return give_back

    def _limit(self, caller: Caller) -> int:
        if caller.sees_all_students:
            return self._limits.staff
        return self._limits.student if caller.roles else self._limits.address


class Ceilings:
    """The ceilings of one process."""

    def __init__(self, sockets: CallerLimits = SOCKETS, subscriptions: CallerLimits = SUBSCRIPTIONS) -> None:
        self.sockets = Ceiling(sockets, TooManySockets)
        self.subscriptions = Ceiling(subscriptions, TooManySubscriptions)


def nothing() -> None:
    """Gives back what was not taken."""
