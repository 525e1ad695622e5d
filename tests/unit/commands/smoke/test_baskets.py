"""Which groups a smoke test enrolls its student in."""

from commands.smoke.baskets import ListedGroup, choose, full_group
from enrollment.catalogue import Meeting, Weekday


def offered(
    code: str, course: str, part: str = "", *, credits: int = 4, seats: int = 10, day: Weekday = Weekday.MONDAY
) -> ListedGroup:
    return ListedGroup(code, course, credits, seats, (Meeting(day, "08:00", "10:00"),), course, 40, part)


def codes(groups: list[ListedGroup]) -> list[str]:
    return [group.code for group in groups]


def test_groups_of_one_course_or_at_one_time_are_not_chosen_together() -> None:
    monday, same_course = offered("A", "MAT"), offered("B", "MAT", day=Weekday.FRIDAY)
    same_time, fits = offered("C", "FIS"), offered("D", "QMC", day=Weekday.TUESDAY)
    assert codes(choose([monday, same_course, same_time, fits], [], 3)) == ["A", "D"]


def test_a_lecture_and_a_lab_of_one_course_may_be_chosen_together() -> None:
    lecture, lab = offered("A", "MAT", "LECTURE"), offered("B", "MAT", "LAB", day=Weekday.FRIDAY)
    assert codes(choose([lecture, lab, offered("C", "MAT", "LAB", day=Weekday.SUNDAY)], [], 3)) == ["A", "B"]


def test_groups_fit_what_the_student_holds() -> None:
    assert codes(choose([offered("A", "MAT"), offered("B", "FIS", day=Weekday.FRIDAY)], [offered("H", "LIN")], 2)) == [
        "B"
    ]


def test_full_groups_are_left_out_and_those_with_fewer_credits_come_first() -> None:
    full, large = offered("A", "MAT", seats=0), offered("B", "FIS", credits=6)
    small = offered("C", "QMC", credits=2, day=Weekday.FRIDAY)
    assert codes(choose([full, large, small], [], 2)) == ["C", "B"]
    assert full_group([full, large]) == full
    assert full_group([large, small]) is None


def test_a_group_is_read_as_the_api_shows_it() -> None:
    meeting = {"weekday": "FRIDAY", "startsAt": "08:00", "endsAt": "10:00", "fromDate": None, "toDate": None}
    course = {"code": "MAT", "title": "MAT", "credits": 5}
    node = {"code": "A", "capacity": 40, "seatsAvailable": 3, "course": course, "meetings": [meeting]}
    plain = ListedGroup.of({**node, "component": None})
    assert plain == offered("A", "MAT", credits=5, seats=3, day=Weekday.FRIDAY)
    assert ListedGroup.of({**node, "component": "LAB"}).part == ("MAT", "LAB")
