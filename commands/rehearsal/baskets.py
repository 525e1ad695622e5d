"""Reads the baskets of a rehearsal from a file of JSON lines, and makes a submission of each."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_GROUPS
from enrollment.submission import Submission
from enrollment.task import Command, TaskKind
from enrollment.text import normalized, unwritable
from guards.idempotency.key import fingerprint

FILE = "baskets.jsonl"
CALLER = "rehearsal"


class RehearsalBasket(msgspec.Struct, frozen=True, rename="camel"):
    """The groups that a student asks for together; a line of the file, with the names of the API's `EnrollInput`."""

    student_code: str
    term_code: str
    group_codes: tuple[str, ...]


class BadBaskets(Exception):
    """The baskets cannot be read. The message has a line for each problem."""


def read_baskets(folder: Path) -> list[RehearsalBasket]:
    """The baskets of `folder` in the order of the file; blank lines are ignored. Raises BadBaskets."""
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        raise BadBaskets(f"There is no {FILE} in {folder}.") from None
    except OSError as error:
        raise BadBaskets(f"{FILE} in {folder} cannot be read: {error.strerror}.") from None
    baskets, bad = [], []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            baskets.append(_basket(line))
        except (msgspec.MsgspecError, ValueError) as error:
            bad.append(f"{FILE}, line {number}: {error}")
    if bad or not baskets:
        raise BadBaskets("\n".join(bad) or f"{FILE} is empty.")
    return baskets


def _basket(line: bytes) -> RehearsalBasket:
    """Parse a line and normalise its codes as the API does. Raises msgspec.MsgspecError or ValueError."""
    sent = msgspec.json.decode(line, type=RehearsalBasket)
    basket = RehearsalBasket(normalized(sent.student_code), normalized(sent.term_code), _codes(sent.group_codes))
    for code in (basket.student_code, basket.term_code, *basket.group_codes):
        if not 0 < len(code) <= MAX_CODE_CHARACTERS or unwritable(code):
            raise ValueError(f"a code has 1 to {MAX_CODE_CHARACTERS} printable characters")
    if not 0 < len(basket.group_codes) <= MAX_GROUPS:
        raise ValueError(f"groupCodes names 1 to {MAX_GROUPS} groups")
    return basket


def _codes(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({normalized(code) for code in codes}))


def submission_of(basket: RehearsalBasket, number: int) -> Submission:
    """The submission of a basket. `number` makes its key unique, because the file may have equal baskets."""
    command = Command(basket.student_code, basket.term_code, basket.group_codes)
    return Submission(
        kind=TaskKind.ENROLL,
        command=command,
        caller=CALLER,
        key=f"{CALLER}:{number}",
        derived=False,
        fingerprint=fingerprint(TaskKind.ENROLL, command),
        correlation_id=f"{CALLER}-{number}",
    )
