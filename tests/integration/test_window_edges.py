"""When exactly a window opens and closes that was written in local time: the database clock stands still around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.container import Container
from enrollment.catalogue_edits import TermDraft
from enrollment.problems import TermNotOpen
from enrollment.submission import Accepted
from enrollment.task import TaskKind
from models.catalogue_edits import CatalogueEdits
from models.database import Transaction
from resolvers.language import Language
from resolvers.messages import message
from tests.support.engine import TERM, submission
from tests.support.installation import Installation

GROUP, OTHER = "G-ELC102-E", "G-ELC106-E"
FROZEN_NOW = """
CREATE FUNCTION frozen.now() RETURNS timestamptz LANGUAGE sql STABLE
AS $$ SELECT current_setting('frozen.moment')::timestamptz $$"""
STOP_THE_CLOCK = """
SELECT set_config('search_path', 'frozen, pg_catalog, public', true), set_config('frozen.moment', $1, true)"""
MILLISECOND = timedelta(milliseconds=1)

BOLIVIA, NEW_YORK = ZoneInfo("America/La_Paz"), ZoneInfo("America/New_York")
LA_PAZ = (datetime(2024, 8, 1, 8, tzinfo=BOLIVIA), datetime(2024, 8, 9, 18, tzinfo=BOLIVIA))
TURNED_BACK = (datetime(2024, 11, 3, 1, 30, tzinfo=NEW_YORK, fold=1), datetime(2025, 3, 9, 3, tzinfo=NEW_YORK))
"""It opens in the hour that is there twice, at the second time, and closes at the end of the one that is left out."""


@asynccontextmanager
async def clock_at(container: Container, moment: datetime) -> AsyncIterator[Transaction]:
    """A transaction in which the database says that it is this moment."""
    async with container.database.transaction() as tx:
        await tx.query(STOP_THE_CLOCK, moment.isoformat())
        yield tx


@pytest.fixture(params=[LA_PAZ, TURNED_BACK], ids=["La Paz", "New York"])
async def window(
    request: pytest.FixtureRequest, container: Container, installation: Installation
) -> tuple[datetime, datetime]:
    """When the term opens and closes, on a clock there."""
    opens_at, closes_at = request.param
    await CatalogueEdits(container.database).save_term(
        TermDraft(TERM, None, opens_at, closes_at), actor="registrar", correlation_id="c-1"
    )
    await installation.sql("CREATE SCHEMA frozen")
    await installation.sql(FROZEN_NOW)
    return opens_at, closes_at


@pytest.mark.parametrize("kind", [TaskKind.ENROLL, TaskKind.DROP, TaskKind.SWAP])
async def test_a_window_opens_and_closes_at_its_millisecond_on_the_clock_of_its_zone(
    container: Container, window: tuple[datetime, datetime], kind: TaskKind
) -> None:
    """Its opening belongs to it and its closing does not. No request says what time its client thinks it is."""
    opens_at, closes_at = (moment.astimezone(UTC) for moment in window)
    moments = {
        opens_at - timedelta(hours=1): False,  # where clocks were turned back, the same time on a clock
        opens_at - MILLISECOND: False,
        opens_at: True,
        opens_at + MILLISECOND: True,
        closes_at - MILLISECOND: True,
        closes_at: False,
        closes_at + timedelta(hours=1): False,
    }
    for moment, is_open in moments.items():
        asked = submission("EST001", [GROUP], kind=kind, drops=[OTHER] if kind is TaskKind.SWAP else [])
        async with clock_at(container, moment) as tx:
            [answer] = await container.acceptance().accept(tx, [asked])
        if is_open:
            assert isinstance(answer, Accepted), moment
            assert answer.task.submitted_at == moment
        else:
            assert isinstance(answer, TermNotOpen), moment
            assert (answer.now, answer.opens_at, answer.closes_at) == (moment, opens_at, closes_at)


async def test_who_comes_too_early_is_told_the_opening_as_clocks_there_show_it(
    container: Container, window: tuple[datetime, datetime]
) -> None:
    opens_at, _ = window
    async with clock_at(container, opens_at - MILLISECOND) as tx:
        [answer] = await container.acceptance().accept(tx, [submission("EST001", [GROUP])])
    assert isinstance(answer, TermNotOpen)
    zone, shown = {
        LA_PAZ[0]: (BOLIVIA, "2024-08-01 08:00 UTC-04"),
        TURNED_BACK[0]: (NEW_YORK, "2024-11-03 01:30 EST"),
    }[opens_at]
    assert message(answer, Language.EN, zone) == f"Enrollment in term {TERM} opens at {shown}."
