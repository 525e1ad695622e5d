"""What stands before an API, and what strangers are shown."""

import ipaddress
import re
from dataclasses import replace
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from app.settings.setting_group import SettingGroup
from guards.access_policy import POLICIES, Access, AccessPolicy, Profile

_ORIGIN = re.compile(r"https?://([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?")
T = TypeVar("T")


def _listed(value: object) -> object:
    """The parts of a text, which commas or blanks separate."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _origin(value: str) -> str:
    """The value, if a browser sends it as an Origin. Raises ValueError otherwise."""
    if not _ORIGIN.fullmatch(value) or value.endswith((":80", ":443")):
        raise ValueError(
            "an origin is written as browsers send it, such as https://portal.uni.edu, without a path or *"
        )
    return value


def _network(value: str) -> str:
    """The value, if it is an address or a network. Raises ValueError otherwise."""
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise ValueError("a proxy is an address or a network, such as 10.0.0.7 or 10.0.0.0/24") from None
    return value


Listed = Annotated[tuple[T, ...], BeforeValidator(_listed)]


class HttpSettings(SettingGroup, title="HTTP"):
    """What stands before an API: proxies, and pages of other origins ([operating.md](operating.md#behind-a-proxy))."""

    keep_alive_seconds: int = Field(
        default=75, ge=1, description="Time after which an idle connection is closed; longer than a proxy keeps it."
    )
    trusted_proxies: Listed[Annotated[str, AfterValidator(_network)]] = Field(
        default=(),
        description="Addresses and networks of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
    )
    allowed_origins: Listed[Annotated[str, AfterValidator(_origin)]] = Field(
        default=(),
        description="Origins, besides the API's own, whose pages may call it, by HTTP (CORS) and by WebSocket.",
    )


class AccessSettings(SettingGroup, title="Access"):
    """What strangers are shown, and which documents are executed ([profiles.md](profiles.md)).

    What is unset follows from the profile.
    """

    introspection: Access | None = Field(default=None, description="Who may ask for the schema.")
    suggestions: Access | None = Field(
        default=None, description="Whose errors may name what the schema has (`Did you mean ...?`)."
    )
    get: Access | None = Field(
        default=None, description="Who may send queries by GET; trusted documents anyone may send so."
    )
    graphiql: bool | None = Field(default=None, description="Whether the page GraphiQL is served.")
    trusted_documents_only: bool = Field(
        default=False,
        description="Whether no documents are executed but those that operators have registered "
        "([trusted-documents.md](trusted-documents.md)).",
    )

    def policy(self, profile: Profile) -> AccessPolicy:
        """What is set, and for the rest what the profile says."""
        return replace(POLICIES[profile], **self.model_dump(exclude_none=True))
