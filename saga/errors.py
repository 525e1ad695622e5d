"""What can go wrong in a step. Whether it is tried again is written on the class.

StepError
├── Declined      the other system said no: a refusal, never retried
├── Broken        a fault that trying again would only repeat
├── Unavailable   no answer worth having: retried
│   └── TimedOut  no answer within the step's timeout: it may have taken effect
├── Postponed     not even tried: no attempt is used up
│   └── Later     tried, and the other system said "not now": no attempt is used up either
└── WaitedTooLong postponed for as long as a saga may wait
"""

from typing import Any, ClassVar


class StepError(Exception):
    """A step did not succeed.

    Attributes:
        problem: what the domain says about it; carried into the journal unread. None where it has nothing to say.
    """

    retryable: ClassVar[bool] = False

    def __init__(self, message: str, problem: Any = None) -> None:
        super().__init__(message)
        self.problem = problem


class Declined(StepError):
    """The participant refused; asking again would give the same answer."""


class Broken(StepError):
    """A fault on our side or theirs that trying again would only repeat."""


class Unavailable(StepError):
    """The participant could not be reached, or answered that it cannot serve now."""

    retryable: ClassVar[bool] = True


class TimedOut(Unavailable):
    """No answer within the step's timeout; the step may have taken effect all the same."""


class Postponed(StepError):
    """The call was not made, because no answer is to be expected now. It is made later, and this was no attempt.

    Attributes:
        seconds: after which to look again; None: after a while that grows with the time that has been waited.
        waits_for: what for, of a commit that waits for something else than a row that is locked.
    """

    def __init__(self, message: str, seconds: float | None, waits_for: str | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds
        self.waits_for = waits_for


class Later(Postponed):
    """The participant answered that it cannot say now. An earlier request of the same call may be under way there."""


class WaitedTooLong(StepError):
    """The call was postponed for as long as a saga may wait.

    Attributes:
        asked: the name of the participant.
    """

    def __init__(self, message: str, asked: str) -> None:
        super().__init__(message)
        self.asked = asked
