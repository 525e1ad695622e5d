"""`registro migrate`, `seed` and `prepare`: what a database needs before an installation works with it."""

import asyncio

from app.container import Container
from app.settings import Settings
from app.startup import wait_for_database_of
from commands.demo_term.seeding import seed_demo
from commands.server_access import ensure_tables, open_database
from commands.terminal import print_text
from enrollment.plans import STANDARD
from models.migration_runner import migrate
from telemetry import logs


def run(settings: Settings, *, migrating: bool = False, seeding: bool = False) -> None:
    """Migrate the database, load the demo term, or both, in this order. Raises EmbeddedServerError."""
    with open_database(settings) as usable:
        asyncio.run(_prepare(usable, migrating=migrating, seeding=seeding))


async def _prepare(settings: Settings, *, migrating: bool, seeding: bool) -> None:
    await wait_for_database_of(settings)
    if migrating:
        await migrate(settings.require_database())
        print_text("All migrations are applied.\n")
    if seeding:
        logs.configure("WARNING", settings.log_form)  # without a line for each of hundreds of seats
        await ensure_tables(settings)
        # Billing is not asked for the seats of a demonstration.
        async with Container.connected(settings, STANDARD) as container:
            loaded = await seed_demo(container)
        print_text("The demo term is loaded.\n" if loaded else "The demo term is there already.\n")
