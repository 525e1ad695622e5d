"""What speaks against a basket or a drop because of other courses: those taken before, and those that go together."""

from collections.abc import Iterable, Iterator, Sequence

from enrollment.history import CourseStatus, HistoryEntry
from enrollment.offers import OfferedGroup
from enrollment.problems import (
    AlreadyPassed,
    CorequisiteMissing,
    LinkedGroupMissing,
    PrerequisiteMissing,
    RepeatLimitReached,
)
from enrollment.requirements import Need, Requirement, codes_of, missing, read_requirement, written
from enrollment.rule_settings import TermRules


def needs_history(offer: OfferedGroup, term: TermRules) -> bool:
    """Whether the student's history decides on this group."""
    return bool(
        (offer.course_rules.prerequisites and term.prerequisites)
        or not term.passed_again
        or _most_attempts(offer, term) is not None
    )


def courses_told(offer: OfferedGroup) -> frozenset[str]:
    """The courses of which the history decides on this group: its own, and those that it builds on."""
    builds_on = offer.course_rules.prerequisites
    return frozenset({offer.course_code}) | (codes_of(read_requirement(builds_on)) if builds_on else frozenset())


def lacks_prerequisites(
    offer: OfferedGroup, history: Sequence[HistoryEntry], term: TermRules
) -> Iterator[PrerequisiteMissing]:
    """What the course builds on and the student has not taken."""
    if not term.prerequisites or not offer.course_rules.prerequisites:
        return

    def met(need: Need) -> bool:
        return any(_meets(entry, need, term) for entry in history if entry.course_code == need.code)

    left = missing(read_requirement(offer.course_rules.prerequisites), met)
    if left is not None:
        code = offer.group.code
        yield PrerequisiteMissing(group_code=code, course_code=offer.course_code, missing=written(left))


def _meets(entry: HistoryEntry, need: Need, term: TermRules) -> bool:
    """Whether this counts for what is needed. Where a grade is asked for, the grade decides alone."""
    match entry.status:
        case CourseStatus.IN_PROGRESS:
            return term.in_progress_counts
        case CourseStatus.WITHDRAWN:
            return False
        case CourseStatus.PASSED | CourseStatus.FAILED:
            if need.minimum is None:
                return entry.status is CourseStatus.PASSED
            return entry.grade is not None and entry.grade >= need.minimum


def taken_too_often(
    offer: OfferedGroup, history: Sequence[HistoryEntry], term: TermRules
) -> Iterator[AlreadyPassed | RepeatLimitReached]:
    """Whether the student has passed the course, or taken it as often as one may."""
    most = _most_attempts(offer, term)
    if term.passed_again and most is None:
        return
    code, course_code = offer.group.code, offer.course_code
    earlier = [entry for entry in history if entry.course_code == course_code and entry.is_attempt]
    passed = next((entry for entry in earlier if entry.status is CourseStatus.PASSED), None)
    if passed is not None and not term.passed_again:
        yield AlreadyPassed(group_code=code, course_code=course_code, passed_in=passed.term_code)
    if most is not None and len(earlier) >= most:
        yield RepeatLimitReached(group_code=code, course_code=course_code, attempts=len(earlier), maximum=most)


def _most_attempts(offer: OfferedGroup, term: TermRules) -> int | None:
    own = offer.course_rules.max_attempts
    return term.max_attempts if own is None else own


def lacks_company(
    offer: OfferedGroup, together: Sequence[OfferedGroup]
) -> Iterator[CorequisiteMissing | LinkedGroupMissing]:
    """What has to be taken with the group and is not. `together`: all groups that the student would hold."""
    code = offer.group.code
    if (left := _missing_corequisites(offer, together)) is not None:
        yield CorequisiteMissing(group_code=code, course_code=offer.course_code, missing=written(left))
    if (left := _missing_links(offer, together)) is not None:
        yield LinkedGroupMissing(group_code=code, missing=written(left))


def _missing_corequisites(offer: OfferedGroup, together: Iterable[OfferedGroup]) -> Requirement | None:
    text = offer.course_rules.corequisites
    return _missing(text, {other.course_code for other in together}) if text else None


def _missing_links(offer: OfferedGroup, together: Iterable[OfferedGroup]) -> Requirement | None:
    text = offer.group_rules.linked
    return _missing(text, {other.group.code for other in together}) if text else None


def _missing(text: str, there: set[str]) -> Requirement | None:
    return missing(read_requirement(text), lambda need: need.code in there)


def _is_complete(offer: OfferedGroup, together: Sequence[OfferedGroup]) -> bool:
    return _missing_corequisites(offer, together) is None and _missing_links(offer, together) is None


def left_incomplete(
    held: Sequence[OfferedGroup], dropped: frozenset[str], taken: Sequence[OfferedGroup] = ()
) -> list[OfferedGroup]:
    """Of the groups that are kept, those that have all they need now, and would not after these are dropped.

    Args:
        taken: what the student gets instead of those that are dropped.
    """
    kept = [offer for offer in held if offer.group.code not in dropped]
    after = [*kept, *taken]
    return [offer for offer in kept if _is_complete(offer, held) and not _is_complete(offer, after)]


def needed_of(offer: OfferedGroup, held: Sequence[OfferedGroup], dropped: frozenset[str]) -> tuple[str, ...]:
    """Those of the groups to be dropped that this one needs."""
    courses, groups = (
        codes_of(read_requirement(text)) if text else frozenset[str]()
        for text in (offer.course_rules.corequisites, offer.group_rules.linked)
    )
    return tuple(
        other.group.code
        for other in held
        if other.group.code in dropped and (other.course_code in courses or other.group.code in groups)
    )


def dropped_too(held: Sequence[OfferedGroup], dropped: frozenset[str]) -> frozenset[str]:
    """The groups that have to be dropped with these, so that none is left without what it needs."""
    all_dropped = dropped
    while more := left_incomplete(held, all_dropped):
        all_dropped |= {offer.group.code for offer in more}
    return all_dropped - dropped


def told_by(history: Sequence[HistoryEntry], term_code: str) -> Sequence[HistoryEntry]:
    """What counts in a term: all but what is in progress in that very term."""
    return history and [
        entry for entry in history if entry.term_code != term_code or entry.status is not CourseStatus.IN_PROGRESS
    ]
