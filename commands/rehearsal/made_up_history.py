"""Stores made-up histories and cohorts where the term of a rehearsal has none."""

from collections.abc import Sequence

from commands.rehearsal.baskets import CALLER, RehearsalBasket
from commands.rehearsal.histories import made_up, made_up_cohorts
from enrollment.catalogue_edits import IfExists
from enrollment.reserved_seats import read_reservations
from models.catalogue_edits import CatalogueEdits
from models.catalogue_export import WholeCatalogue, read_catalogue
from models.catalogue_writer import CatalogueWriter, Editor
from models.database import Database


async def make_up_what_is_missing(database: Database, baskets: Sequence[RehearsalBasket]) -> tuple[int, int]:
    """How many courses that students have taken were made up, and how many students were put into cohorts: none where
    the term has its own."""
    catalogue = await read_catalogue(database)
    kept = {each.cohort for group in catalogue.groups for each in read_reservations(group.rules.get("reserved", ""))}
    students = [student.code for student in catalogue.students]
    in_cohorts = await CatalogueEdits(database).set_cohorts(made_up_cohorts(students, kept))
    return await _make_up_history(database, catalogue, baskets), in_cohorts


async def _make_up_history(database: Database, catalogue: WholeCatalogue, baskets: Sequence[RehearsalBasket]) -> int:
    if catalogue.history:
        return 0
    course_of = {(group.term_code, group.code): group.course_code for group in catalogue.groups}
    builds_on = {course.code: course.rules.get("prerequisites", "") for course in catalogue.courses}
    async with database.transaction() as tx:
        writer = CatalogueWriter(tx, IfExists.KEEP, Editor(CALLER))
        return len(await writer.save_history(made_up(baskets, course_of, builds_on)))
