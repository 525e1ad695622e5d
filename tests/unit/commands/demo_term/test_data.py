"""The demo term holds what the examples everywhere promise of it."""

from collections import Counter
from itertools import combinations

from commands.demo_term import data
from enrollment.timetable import clash

GROUPS = {group.code: group for group in data.groups()}


def test_it_is_as_large_as_promised() -> None:
    assert len(data.COURSES) == 12
    assert 38 <= len(GROUPS) <= 45
    students = list(data.students())
    assert students[0][0] == "EST001"
    assert students[-1][0] == "EST200"
    assert len(students) == len(dict(students)) == 200


def test_the_example_basket_is_free_of_clashes_and_has_room() -> None:
    one, other = GROUPS["G-ELC102-E"], GROUPS["G-ELC106-E"]
    assert one.course_code != other.course_code
    assert clash(one.meetings, other.meetings) is None
    assert not one.taken
    assert not other.taken


def test_the_seats_taken_from_the_start_can_be_taken() -> None:
    taken: Counter[str] = Counter()
    for _, codes in data.initial_baskets():
        taken.update(codes)
        assert len({GROUPS[code].course_code for code in codes}) == len(codes)
        for one, other in combinations(codes, 2):
            assert clash(GROUPS[one].meetings, GROUPS[other].meetings) is None
    assert taken == {code: group.taken for code, group in GROUPS.items() if group.taken}
    assert all(group.taken <= group.capacity for group in GROUPS.values())
    assert any(group.taken == group.capacity for group in GROUPS.values()), "one is full"
