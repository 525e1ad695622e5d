"""The meetings of a group as a client sends them: normalized and checked."""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from enrollment.catalogue import Meeting
from enrollment.problems import FieldError
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import Path, trimmed_text

MAX_MEETINGS = 50

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def trimmed_meeting(meeting: Meeting) -> Meeting:
    """The meeting with trimmed times and dates; blank ones are None."""
    return msgspec.structs.replace(
        meeting,
        starts_at=trimmed_text(meeting.starts_at),
        ends_at=trimmed_text(meeting.ends_at),
        from_date=trimmed_text(meeting.from_date),
        to_date=trimmed_text(meeting.to_date),
    )


def meetings_errors(meetings: Sequence[Meeting], path: Path, language: Language) -> list[FieldError]:
    """What is wrong with them. `path` is that of the list."""
    if len(meetings) > MAX_MEETINGS:
        return [FieldError(path, InputError.TOO_MANY_MEETINGS.text(language, most=MAX_MEETINGS, count=len(meetings)))]
    return [
        FieldError((*path, str(index), field), error.text(language))
        for index, meeting in enumerate(meetings)
        for field, error in (*_time_errors(meeting), *_date_errors(meeting))
    ]


def _time_errors(meeting: Meeting) -> list[tuple[str, InputError]]:
    times = {"startsAt": meeting.starts_at, "endsAt": meeting.ends_at}
    missing = [field for field, time in times.items() if time is None]
    wrong = [field for field, time in times.items() if time is not None and not _TIME.fullmatch(time)]
    found = [(field, InputError.NOT_A_TIME) for field in wrong]
    if len(missing) == 1:
        found.append((missing[0], InputError.MISSING_TIME))
    # A meeting that ends at or before its start goes past midnight; 00:00 is the end of a day as well as its start.
    elif not missing and not wrong and meeting.starts_at == meeting.ends_at:
        found.append(("endsAt", InputError.SAME_TIMES))
    return found


def _date_errors(meeting: Meeting) -> list[tuple[str, InputError]]:
    dates = {"fromDate": meeting.from_date, "toDate": meeting.to_date}
    wrong = [field for field, day in dates.items() if day is not None and not _is_date(day)]
    if wrong:
        return [(field, InputError.NOT_A_DATE) for field in wrong]
    backwards = meeting.from_date and meeting.to_date and meeting.from_date > meeting.to_date
    return [("toDate", InputError.ENDS_TOO_EARLY)] if backwards else []


def _is_date(text: str) -> bool:
    # Python reads more forms of ISO 8601 than the one that is stored and compared.
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
