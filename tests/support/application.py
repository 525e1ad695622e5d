"""Applications in the process of the test: without servers, or with those of an installation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from app.container import ApiParts, Container
from app.http.application import ApplicationParts, build_application
from app.http.asgi import Application
from app.http.auth.authenticator import Authenticator, secret_verifier
from app.http.auth.token_claims import TokenRules
from guards.access_policy import OPEN
from guards.answer_cache import AnswerCache, CacheLimits
from kit.background import Loops
from tests.support.memory import MemoryDocuments, MemoryServices, make_metrics, make_rates
from tests.support.tokens import SECRET


def make_parts(**given: Any) -> ApplicationParts:
    """Parts in memory that show everyone everything; those that are given stand instead of these."""
    parts: dict[str, Any] = {
        "services": MemoryServices().services(),
        "authentication": Authenticator(secret_verifier(SECRET, TokenRules())),
        "checks": {},
        "required": frozenset(),
        "metrics": make_metrics(),
        "rates": make_rates(),
        "loops": Loops(),
        "access": OPEN,
        "documents": MemoryDocuments(),
        "answers": AnswerCache(CacheLimits(), lambda: 0, lambda: 0),
    }
    return ApplicationParts(**parts | given)


@asynccontextmanager
async def application_of(container: Container) -> AsyncIterator[tuple[ApiParts, Application]]:
    """The parts of an API, with their loops running, and its application, which shows everyone everything."""
    settings = container.settings.model_copy(update={"jwt_secret": SecretStr(SECRET)})
    container = replace(container, settings=settings)
    async with container.authentication() as authentication, container.api() as parts:
        application = build_application(
            ApplicationParts(
                services=parts.services,
                authentication=authentication,
                checks=parts.checks,
                required=parts.required,
                metrics=parts.metrics,
                rates=parts.rates,
                loops=parts.loops,
                access=OPEN,
                documents=parts.documents,
                answers=parts.answers,
            )
        )
        yield parts, application
