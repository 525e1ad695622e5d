"""saveTerm and saveGroup: what is made of an input before it is saved, and of what the store says."""

from datetime import UTC, datetime, timedelta

import pytest

from enrollment.catalogue import Group, Term, Weekday
from enrollment.catalogue import Meeting as StoredMeeting
from enrollment.catalogue_edits import GroupDraft, SavedGroup, TermDraft
from enrollment.limits import FIRST_MOMENT, LAST_MOMENT
from enrollment.problems import CapacityBelowTaken, FieldError, InvalidInput, ServiceUnavailable, TermNotFound
from kit.errors import DatabaseUnavailable
from resolvers.language import Language
from resolvers.meetings import SentMeeting as Meeting
from resolvers.save_group import SaveGroupRequest, save_group
from resolvers.save_term import save_term
from tests.support.memory import MemoryCatalogueEdits, MemoryServices

NOW = datetime(2030, 1, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
MONDAY, SUNDAY = Weekday.MONDAY, Weekday.SUNDAY


@pytest.fixture
def planning() -> MemoryCatalogueEdits:
    return MemoryCatalogueEdits("LIN100")


async def group(
    planning: MemoryCatalogueEdits, *meetings: Meeting, language: Language = Language.EN, capacity: int = 5
) -> SavedGroup | ServiceUnavailable:
    context = MemoryServices(catalogue_edits=planning, catalogue=planning).context(language=language)
    return await save_group(context, SaveGroupRequest(" 2030-1 ", "G-A\u200b", "LIN100\n", capacity, meetings or None))


def wrong(outcome: object) -> dict[str, str]:
    """What is wrong, by path."""
    assert isinstance(outcome, InvalidInput)
    return {".".join(error.path): error.message for error in outcome.errors}


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "fields"),
    [
        (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), ["opensAt", "closesAt"]),
        (FIRST_MOMENT - MOMENT, LAST_MOMENT, ["opensAt"]),
        (FIRST_MOMENT, LAST_MOMENT + MOMENT, ["closesAt"]),
        (FIRST_MOMENT, LAST_MOMENT, []),
    ],
)
async def test_a_window_lies_within_the_years_that_can_be_read_again(
    planning: MemoryCatalogueEdits, opens_at: datetime, closes_at: datetime, fields: list[str]
) -> None:
    draft = TermDraft("2030-1", None, opens_at, closes_at)
    outcome = await save_term(MemoryServices(catalogue_edits=planning).context(), draft)
    if fields:
        assert list(wrong(outcome)) == [f"input.{field}" for field in fields]
    assert len(planning.terms) == (not fields)


async def test_a_terms_code_and_name_are_read(planning: MemoryCatalogueEdits) -> None:
    context = MemoryServices(catalogue_edits=planning).context()
    saved = await save_term(context, TermDraft("\u00a02030-N\u0303", " \u200b", NOW, NOW + MOMENT))
    assert isinstance(saved, Term)
    assert planning.terms == [TermDraft("2030-Ñ", None, NOW, NOW + MOMENT)]
    await save_term(context, TermDraft("2030-1", " Primer periodo ", NOW, NOW + MOMENT))
    assert planning.terms[1].name == "Primer periodo"


@pytest.mark.parametrize("closes_at", [NOW, NOW - MOMENT])
async def test_a_term_is_open_for_some_time(planning: MemoryCatalogueEdits, closes_at: datetime) -> None:
    outcome = await save_term(
        MemoryServices(catalogue_edits=planning).context(), TermDraft("2030-1", None, NOW, closes_at)
    )
    assert wrong(outcome) == {"input.closesAt": "must be after opensAt."}
    assert not planning.terms


async def test_a_groups_codes_and_meetings_are_read(planning: MemoryCatalogueEdits) -> None:
    saved = await group(planning, Meeting(MONDAY, " 07:00", "08:30\u00a0", " ", ""))
    assert isinstance(saved, Group)
    assert planning.groups == [GroupDraft("2030-1", "G-A", "LIN100", 5, (StoredMeeting(MONDAY, "07:00", "08:30"),))]


@pytest.mark.parametrize(
    "meeting",
    [
        Meeting(SUNDAY),
        Meeting(MONDAY, "00:00", "23:59"),
        Meeting(MONDAY, "22:00", "00:00"),
        Meeting(MONDAY, "22:00", "00:00", ends_next_day=True),
        Meeting(MONDAY, "22:00", "06:00", ends_next_day=True),
        Meeting(MONDAY, "00:00", "00:01", "2028-02-29", "2028-02-29"),
        Meeting(MONDAY, None, None, "2030-01-01", None),
        Meeting(MONDAY, None, None, None, "9999-12-31"),
    ],
)
async def test_a_meeting_may_be(planning: MemoryCatalogueEdits, meeting: Meeting) -> None:
    assert isinstance(await group(planning, meeting), Group)


@pytest.mark.parametrize(
    ("meeting", "fields"),
    [
        (Meeting(MONDAY, "7:00", "8:00"), ["startsAt", "endsAt"]),
        (Meeting(MONDAY, "07:00", "24:00"), ["endsAt"]),
        (Meeting(MONDAY, "07:60", "08:00"), ["startsAt"]),
        (Meeting(MONDAY, "07:00:00", "08:00"), ["startsAt"]),
        (Meeting(MONDAY, "٠٧:٠٠", "08:00"), ["startsAt"]),
        (Meeting(MONDAY, "07:00", None), ["endsAt"]),
        (Meeting(MONDAY, None, "08:00"), ["startsAt"]),
        (Meeting(MONDAY, "noon", None), ["startsAt", "endsAt"]),
        (Meeting(MONDAY, "07:00", "07:00"), ["endsAt"]),
        (Meeting(MONDAY, "00:00", "00:00"), ["endsAt"]),
        (Meeting(MONDAY, "10:00", "09:00"), ["endsAt"]),
        (Meeting(MONDAY, "10:00", "10:00", ends_next_day=True), ["endsAt"]),
        (Meeting(MONDAY, "10:00", "11:00", ends_next_day=True), ["endsNextDay"]),
        (Meeting(MONDAY, ends_next_day=True), ["endsNextDay"]),
        (Meeting(MONDAY, None, None, "20300101", "2030-W01-1"), ["fromDate", "toDate"]),
        (Meeting(MONDAY, None, None, "2030-02-29", None), ["fromDate"]),
        (Meeting(MONDAY, None, None, "0000-01-01", None), ["fromDate"]),
        (Meeting(MONDAY, None, None, "2030-01-02", "2030-01-01"), ["toDate"]),
        (Meeting(MONDAY, "7", "7", "x", "2030-01-01"), ["startsAt", "endsAt", "fromDate"]),
    ],
)
async def test_a_meeting_may_not_be(planning: MemoryCatalogueEdits, meeting: Meeting, fields: list[str]) -> None:
    outcome = await group(planning, Meeting(SUNDAY), meeting)
    assert list(wrong(outcome)) == [f"input.meetings.1.{field}" for field in fields]
    assert not planning.groups


@pytest.mark.parametrize(("capacity", "fits"), [(-1, False), (0, True), (1_000_000, True), (1_000_001, False)])
async def test_a_groups_capacity_has_limits(planning: MemoryCatalogueEdits, capacity: int, fits: bool) -> None:
    outcome = await group(planning, capacity=capacity)
    if fits:
        assert isinstance(outcome, Group)
    else:
        assert wrong(outcome) == {"input.capacity": f"must be 0 to 1000000; it is {capacity}."}


async def test_50_meetings_are_allowed_and_51_are_not(planning: MemoryCatalogueEdits) -> None:
    assert isinstance(await group(planning, *[Meeting(MONDAY)] * 50), Group)
    assert "51" in wrong(await group(planning, *[Meeting(MONDAY, "wrong")] * 51))["input.meetings"]


async def test_problems_are_in_spanish_for_a_caller_who_reads_spanish(planning: MemoryCatalogueEdits) -> None:
    outcome = await group(planning, Meeting(MONDAY, "07:00", "07:00"), language=Language.ES)
    assert wrong(outcome) == {"input.meetings.0.endsAt": "debe ser distinta de startsAt."}


@pytest.mark.parametrize(
    ("courses", "language", "message"),
    [
        ((), Language.EN, "must be the code of a course."),
        ((), Language.ES, "debe ser el código de una materia."),
        (("LIN100",), Language.EN, "must stay as it is: students are enrolled in the group."),
        (("LIN100",), Language.ES, "debe quedar como está: hay estudiantes inscritos en el grupo."),
    ],
)
async def test_what_the_store_says_of_a_course_is_in_the_callers_language(
    planning: MemoryCatalogueEdits, courses: tuple[str, ...], language: Language, message: str
) -> None:
    planning.courses = courses
    planning.answer = InvalidInput(errors=(FieldError(("input", "courseCode"), "in the store's words"),))
    assert wrong(await group(planning, language=language)) == {"input.courseCode": message}


@pytest.mark.parametrize("refusal", [TermNotFound(term_code="2030-1"), CapacityBelowTaken(group_code="G-A", taken=6)])
async def test_what_else_the_store_says_is_the_answer(
    planning: MemoryCatalogueEdits, refusal: TermNotFound | CapacityBelowTaken
) -> None:
    planning.answer = refusal
    assert await group(planning) == refusal


async def test_an_unavailable_database_is_a_typed_problem(planning: MemoryCatalogueEdits) -> None:
    planning.answer = DatabaseUnavailable("connection refused", 2.5)
    unavailable = ServiceUnavailable(service="database", retry_after_seconds=2.5)
    assert await group(planning) == unavailable
    draft = TermDraft("2030-1", None, NOW, NOW + MOMENT)
    assert await save_term(MemoryServices(catalogue_edits=planning).context(), draft) == unavailable
