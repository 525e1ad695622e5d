"""Subscription seats: how many seats of a term's groups are taken."""

from collections.abc import AsyncGenerator, Sequence

from enrollment.catalogue import SeatCount
from resolvers.arguments import check_count, storable_code
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.errors import NotFound
from resolvers.permissions import allow


async def watch_seats(
    context: Context, term_code: str, group_codes: Sequence[str] | None
) -> AsyncGenerator[Sequence[SeatCount], None]:
    """The seats now, then those that change; groups that the term does not have are left out.

    Raises BadArgument for more than 100 groups, and NotFound where there is no such term.
    """
    allow(context, *Role)
    check_count("groupCodes", group_codes or ())
    term = storable_code(term_code)
    codes = None if group_codes is None else {text for code in group_codes if (text := storable_code(code)) is not None}
    if term is None:
        raise NotFound("There is no such term.", "No existe ese periodo.")
    try:
        async with context.services.seat_feed.watch(term, codes) as watch:
            async for seats in watch:
                yield seats
    except LookupError as error:
        raise NotFound(
            f"There is no term with code {term}.", f"No existe ningún periodo con el código {term}."
        ) from error
