"""`registro revoke`: refuse tokens before they expire, without a token of one's own."""

import asyncio

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_text
from embedded.servers import EmbeddedServerError
from enrollment.revocation import Revocation
from events.revocation_publisher import RevocationPublisher
from kit.errors import DatabaseUnavailable
from models.revocations import Revocations
from resolvers.language import Language
from resolvers.reasons import trimmed_reason
from resolvers.revoke_tokens import revocation_errors

ACTOR = "registro revoke"
"""In the audit log."""


def run(settings: Settings, subject: str | None, jti: str | None, reason: str) -> int:
    """Revoke, and print from when on. Returns 1 if that failed."""
    errors = revocation_errors(subject, jti, reason := trimmed_reason(reason), Language.EN)
    if errors:
        return fail(" ".join(f"{error.path[-1]} {error.message}" for error in errors), as_json=False)
    try:
        with open_database(settings) as usable:
            revocation = asyncio.run(_revoke(usable, subject, jti, reason))
    except EmbeddedServerError as error:
        return fail(str(error), as_json=False)
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=False)
    print_text(f"Revoked at {revocation.revoked_at.isoformat()}. Every API refuses the tokens within two seconds.\n")
    return 0


async def _revoke(settings: Settings, subject: str | None, jti: str | None, reason: str) -> Revocation:
    await ensure_tables(settings)
    async with Container.connected(settings) as container:
        revocation = await Revocations(container.database).add(
            subject, jti, actor=ACTOR, reason=reason, correlation_id=None
        )
        if settings.redis_url is not None:
            async with container.redis() as redis:
                await RevocationPublisher(redis, settings.revocation_channel).publish(revocation)
    return revocation
