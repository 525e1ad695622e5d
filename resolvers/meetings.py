"""The meetings of a group as a client sends them: normalized and checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from enrollment.catalogue import Meeting, Weekday
from enrollment.limits import MAX_MEETINGS, MAX_WEEKS
from enrollment.problems import FieldError
from enrollment.timetable import EndProblem, end_problem
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import Path, trimmed_text

_END_ERRORS = {
    EndProblem.SAME: ("endsAt", InputError.SAME_TIMES),
    EndProblem.BEFORE_START: ("endsAt", InputError.ENDS_BEFORE_START),
    EndProblem.NOT_NEXT_DAY: ("endsNextDay", InputError.NOT_NEXT_DAY),
}

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class SentMeeting:
    """A meeting as a client sent it, with the names of `enrollment.catalogue.Meeting`.

    Attributes:
        ends_next_day: whether it was said that the end is on the next day.
    """

    weekday: Weekday
    starts_at: str | None = None
    ends_at: str | None = None
    from_date: str | None = None
    to_date: str | None = None
    every_weeks: int = 1
    ends_next_day: bool = False


def trimmed_meeting(sent: SentMeeting) -> SentMeeting:
    """The meeting with trimmed times and dates; blank ones are None."""
    return replace(
        sent,
        starts_at=trimmed_text(sent.starts_at),
        ends_at=trimmed_text(sent.ends_at),
        from_date=trimmed_text(sent.from_date),
        to_date=trimmed_text(sent.to_date),
    )


def meeting_of(sent: SentMeeting) -> Meeting:
    """The meeting that is stored; that it ends on the next day is seen by its times."""
    return Meeting(sent.weekday, sent.starts_at, sent.ends_at, sent.from_date, sent.to_date, sent.every_weeks)


def meetings_errors(meetings: Sequence[SentMeeting], path: Path, language: Language) -> list[FieldError]:
    """What is wrong with them. `path` is that of the list."""
    if len(meetings) > MAX_MEETINGS:
        return [FieldError(path, InputError.TOO_MANY_MEETINGS.text(language, most=MAX_MEETINGS, count=len(meetings)))]
    return [
        FieldError((*path, str(index), field), error.text(language, most=MAX_WEEKS))
        for index, meeting in enumerate(meetings)
        for field, error in (*_time_errors(meeting), *_date_errors(meeting), *_weeks_errors(meeting))
    ]


def _time_errors(meeting: SentMeeting) -> list[tuple[str, InputError]]:
    times = {"startsAt": meeting.starts_at, "endsAt": meeting.ends_at}
    missing = [field for field, time in times.items() if time is None]
    wrong = [field for field, time in times.items() if time is not None and not _TIME.fullmatch(time)]
    found = [(field, InputError.NOT_A_TIME) for field in wrong]
    if len(missing) == 1:
        found.append((missing[0], InputError.MISSING_TIME))
    elif meeting.starts_at and meeting.ends_at and not wrong:
        problem = end_problem(meeting.starts_at, meeting.ends_at, next_day=meeting.ends_next_day)
        found += [] if problem is None else [_END_ERRORS[problem]]
    elif missing and meeting.ends_next_day:
        found.append(("endsNextDay", InputError.NOT_NEXT_DAY))
    return found


def _date_errors(meeting: SentMeeting) -> list[tuple[str, InputError]]:
    dates = {"fromDate": meeting.from_date, "toDate": meeting.to_date}
    wrong = [field for field, day in dates.items() if day is not None and not _is_date(day)]
    if wrong:
        return [(field, InputError.NOT_A_DATE) for field in wrong]
    backwards = meeting.from_date and meeting.to_date and meeting.from_date > meeting.to_date
    return [("toDate", InputError.ENDS_TOO_EARLY)] if backwards else []


def _weeks_errors(meeting: SentMeeting) -> list[tuple[str, InputError]]:
    if not 1 <= meeting.every_weeks <= MAX_WEEKS:
        return [("everyWeeks", InputError.NOT_WEEKS)]
    if meeting.every_weeks > 1 and meeting.from_date is None:
        return [("fromDate", InputError.NO_FIRST_WEEK)]
    return []


def _is_date(text: str) -> bool:
    # Python reads more forms of ISO 8601 than the one that is stored and compared.
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
