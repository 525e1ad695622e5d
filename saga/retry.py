"""Retry as a value: the policy says, the runner obeys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a step is tried and how long to wait in between.

    Attributes:
        tries: attempts in all, the first included; at least 1.
        first_delay: seconds before the second attempt.
        factor: each further delay is this many times the one before.
        max_delay: seconds; no delay is longer.
        timeout: seconds that one attempt may take.
    """

    tries: int = 3
    first_delay: float = 1.0
    factor: float = 2.0
    max_delay: float = 60.0
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if self.tries < 1:
            raise ValueError(f"a retry policy has at least one try, not {self.tries}")

    def exhausted(self, attempts: int) -> bool:
        """Whether no further attempt may follow `attempts` of them."""
        return attempts >= self.tries

    def delay_before(self, attempt: int) -> float:
        """Seconds to wait before attempt number `attempt` (the first is 1 and waits for nothing)."""
        if attempt <= 1:
            return 0.0
        doublings = min(attempt - 2, 64)  # long past any maximum, and no overflow
        return min(self.first_delay * self.factor**doublings, self.max_delay)
