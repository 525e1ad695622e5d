"""Who enrolls in what: in a term made for the load test, or in one that a server has already."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import count, cycle
from random import Random

from commands.load.load_plan import RACERS, Baskets, LoadPlan
from commands.smoke.baskets import ListedGroup
from enrollment.catalogue_edits import CourseDraft, GroupDraft, IfExists, StudentDraft, TermDraft
from models.catalogue_writer import CatalogueWriter, Editor
from models.database import Database

TERM = "LOAD"
_GROUPS, _SCARCE = 20, 4
"""Groups that users choose from, and how many of them have too few seats."""
_SCARCE_SHARE = 0.6
"""Seats of a scarce group, as a share of those who ask for one."""
_RACE, _REPEAT = "LOAD-RACE", "LOAD-REPEAT"
_BASKET = (2, 3)
"""Groups in a basket, from and to."""


async def fill(database: Database, plan: LoadPlan) -> None:
    """Make the term, with a student for each request and seats for all but those who ask for a scarce group."""
    everyone = plan.students * RACERS
    asking = plan.users * plan.loops * sum(_BASKET) / len(_BASKET) / _GROUPS
    capacities = {code: max(int(asking * _SCARCE_SHARE), 1) for code in _codes()[:_SCARCE]}
    async with database.transaction() as tx:
        writer = CatalogueWriter(tx, IfExists.KEEP, Editor("load"))
        now = await writer.now()
        await writer.save_terms([TermDraft(TERM, None, now - timedelta(days=1), now + timedelta(days=1))])
        codes = [*_codes(), _RACE, _REPEAT]
        await writer.save_courses(CourseDraft(code, f"Course {code}", 1) for code in codes)
        students = _students()
        await writer.save_students(StudentDraft(next(students), None) for _ in range(plan.students))
        await writer.save_groups([GroupDraft(TERM, code, code, capacities.get(code, everyone), ()) for code in codes])


def own_baskets(token: Callable[[str], str], seed: int = 1) -> Baskets:
    """Baskets in the term that `fill` makes; the same seed gives the same."""
    choice = Random(seed)  # noqa: S311 - has to be reproducible
    return Baskets(_students(), _drawn(choice, _codes()), (_RACE,), (_REPEAT,), token)


def baskets_of_term(
    offered: Sequence[ListedGroup], students: Sequence[str], token: Callable[[str], str], seed: int = 1
) -> Baskets:
    """Baskets in a term that a server has, of up to two groups that fit each other. `students` come again and again."""
    choice = Random(seed)  # noqa: S311 - has to be reproducible
    free = [group for group in offered if group.seats_available > 0] or list(offered)
    race, repeat = choice.choice(free), choice.choice(free)
    return Baskets(cycle(students), _fitting(choice, free), (race.code,), (repeat.code,), token)


def _codes() -> list[str]:
    return [f"LOAD-{number:02}" for number in range(1, _GROUPS + 1)]


def _students() -> Iterator[str]:
    return (f"LOAD{number:05}" for number in count(1))


def _drawn(choice: Random, codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    while True:
        yield tuple(sorted(choice.sample(codes, choice.randint(*_BASKET))))


def _fitting(choice: Random, groups: Sequence[ListedGroup]) -> Iterator[tuple[str, ...]]:
    while True:
        first, second = choice.choice(groups), choice.choice(groups)
        yield (first.code, second.code) if first.fits(second) else (first.code,)
