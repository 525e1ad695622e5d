"""How many connections there may be, and how slow they may be."""

from pydantic import Field

from app.settings.setting_group import SettingGroup
from guards.connection_limits import SOCKETS, SUBSCRIPTIONS, CallerLimits, ConnectionLimits

_LIMITS = ConnectionLimits()


class ConnectionSettings(SettingGroup, title="Connections"):
    """How long a client may take, and how much it may hold open ([limits.md](limits.md#connections))."""

    max_connections: int | None = Field(
        default=_LIMITS.max_connections,
        ge=10,
        description="Most connections of one API process; when unset what the limit of descriptors (`ulimit -n`) "
        "leaves, at most 10,000.",
    )
    head_seconds: float = Field(
        default=_LIMITS.head_seconds, gt=0, description="Time in which the head of a request has to arrive."
    )
    max_head_bytes: int = Field(
        default=_LIMITS.max_head_bytes, ge=1024, description="Most bytes of a request's line and headers together."
    )
    stalled_seconds: float = Field(
        default=_LIMITS.stalled_seconds,
        gt=0,
        description="Time after which a body that no longer arrives, or an answer that is no longer read, is given up.",
    )
    min_bytes_per_second: int = Field(
        default=_LIMITS.min_bytes_per_second,
        ge=1,
        description="Slowest speed, over that time, at which a body may arrive or an answer be read.",
    )
    init_seconds: float = Field(
        default=_LIMITS.init_seconds,
        gt=0,
        description="Time in which the client of a WebSocket has to send `connection_init`.",
    )
    close_seconds: float = Field(
        default=_LIMITS.close_seconds,
        gt=0,
        description="Time in which the client of a WebSocket has to read that it is closed.",
    )
    max_control_frames_per_second: int = Field(
        default=_LIMITS.max_control_frames_per_second,
        ge=10,
        description="Most pings, pongs and continuation frames of one WebSocket in a second; more closes it.",
    )
    max_messages_per_second: int = Field(
        default=_LIMITS.max_messages_per_second,
        ge=10,
        description="Most messages of one WebSocket that are read in a second; the others are read later.",
    )
    max_sockets_of_student: int = Field(
        default=SOCKETS.student, ge=1, description="Most WebSockets of one student in one API process."
    )
    max_sockets_of_staff: int = Field(
        default=SOCKETS.staff, ge=1, description="Most WebSockets of one registrar, operator or admin."
    )
    max_sockets_of_address: int = Field(
        default=SOCKETS.address, ge=1, description="Most WebSockets without a token from one address."
    )
    max_subscriptions_of_student: int = Field(
        default=SUBSCRIPTIONS.student,
        ge=1,
        description="Most subscriptions of one student in one API process, by WebSockets and streams together; what "
        "else is asked over a WebSocket counts until it is answered.",
    )
    max_subscriptions_of_staff: int = Field(
        default=SUBSCRIPTIONS.staff, ge=1, description="Most subscriptions of one registrar, operator or admin."
    )
    max_subscriptions_of_address: int = Field(
        default=SUBSCRIPTIONS.address, ge=1, description="Most subscriptions without a token from one address."
    )

    @property
    def limits(self) -> ConnectionLimits:
        """The limits of each connection."""
        return ConnectionLimits(**self.model_dump(include=set(ConnectionLimits.__dataclass_fields__)))

    @property
    def sockets(self) -> CallerLimits:
        """How many WebSockets a caller may have open."""
        return CallerLimits(self.max_sockets_of_student, self.max_sockets_of_staff, self.max_sockets_of_address)

    @property
    def subscriptions(self) -> CallerLimits:
        """How many subscriptions a caller may have open."""
        return CallerLimits(
            self.max_subscriptions_of_student, self.max_subscriptions_of_staff, self.max_subscriptions_of_address
        )
