"""The windows of a term as a client sends them: normalized and checked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from enrollment.limits import MAX_WINDOWS
from enrollment.problems import FieldError
from enrollment.term_windows import EnrollmentWindow
from enrollment.text import normalized
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import code_errors

_PATH = ("input", "windows")


def stored_rules(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said of a term's rules, as it is stored: windows in UTC, for cohorts by their codes."""
    if "windows" not in rules:
        return rules
    return {**rules, "windows": tuple(map(_stored, rules["windows"]))}


def _stored(sent: EnrollmentWindow) -> EnrollmentWindow:
    return EnrollmentWindow(
        sent.opens_at.astimezone(UTC),
        sent.closes_at.astimezone(UTC),
        None if sent.cohort is None else normalized(sent.cohort),
        None if sent.drops_close_at is None else sent.drops_close_at.astimezone(UTC),
        None if sent.swaps_close_at is None else sent.swaps_close_at.astimezone(UTC),
    )


def windows_errors(
    windows: Sequence[EnrollmentWindow], term: tuple[datetime, datetime], language: Language
) -> list[FieldError]:
    """What is wrong with them. `term`: when the term opens and closes."""
    if len(windows) > MAX_WINDOWS:
        return [FieldError(_PATH, InputError.TOO_MANY_WINDOWS.text(language, most=MAX_WINDOWS, count=len(windows)))]
    return [
        error for index, window in enumerate(windows) for error in _window_errors(str(index), window, term, language)
    ]


def _window_errors(
    index: str, window: EnrollmentWindow, term: tuple[datetime, datetime], language: Language
) -> Iterator[FieldError]:
    path = (*_PATH, index)
    if window.cohort is not None:
        yield from code_errors(normalized(window.cohort), (*path, "cohort"), language)
    ends = {"closesAt": window.closes_at, "dropsCloseAt": window.drops_close_at, "swapsCloseAt": window.swaps_close_at}
    for field, moment in {"opensAt": window.opens_at, **ends}.items():
        if moment and not term[0] <= moment <= term[1]:
            yield FieldError((*path, field), InputError.OUTSIDE_TERM.text(language))
        elif moment and field != "opensAt" and moment <= window.opens_at:
            yield FieldError((*path, field), InputError.NOT_AFTER_OPENING.text(language))
