"""What errors say about a service of tests."""

from kit.guard import Failure


class ServerError(Exception):
    """The service has said that it failed."""


def judged(error: BaseException) -> Failure:
    """Errors of the operating system are failures of a process, a timeout leaves it open; anything else is none."""
    if isinstance(error, ServerError):
        return Failure.SERVICE
    if isinstance(error, TimeoutError):
        return Failure.SUSPECTED
    return Failure.PROCESS if isinstance(error, OSError) else Failure.NONE
