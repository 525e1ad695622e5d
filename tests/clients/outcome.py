"""What a suite finds."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many checks passed, and a sentence about each that did not."""

    passed: int
    failures: list[str]

    @classmethod
    def read(cls, code: int, said: str, complaint: str) -> Self:
        """The outcome of a program that prints a line a check, from its return code and its two outputs."""
        lines = said.splitlines()
        failures = [line.removeprefix("NOT ") for line in lines if line.startswith("NOT ")]
        if code and not failures:
            failures = [f"it ended with code {code}: {complaint.strip()[-500:]}"]
        return cls(sum(line.startswith("ok ") for line in lines), failures)
