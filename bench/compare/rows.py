"""The lines of the table: which figure is compared with which, and the targets."""

from bench.compare.figures import Row

PARTS = ("api", "workers", "postgres", "redis")
"""Whose processor time is told apart."""

_PEER_FINAL = ("peer.gentle.time_to_terminal.p50_ms", 12.4)
"""Targets of what a subscriber sees were set on a machine where the peer needed 12.4 ms."""


def _against_peer(label: str, figure: str, at_least: float | None, *, more_is_better: bool = False) -> Row:
    step = figure.partition(".")[0]
    return Row(step, label, f"registro.{figure}", f"peer.{figure}", more_is_better=more_is_better, at_least=at_least)


def _parts(step: str, label: str, figure: str, reference: str = "peer") -> Row:
    names = tuple(f"{figure}.{part}" for part in PARTS)
    return Row(step, label, f"registro.{figure}.api", f"{reference}.{figure}.api", parts=names)


def _against_minimal(label: str, figure: str) -> Row:
    step = figure.partition(".")[0]
    return Row(step, label, f"registro.{figure}", f"minimal.{figure}", "the minimal service")


def _grown(label: str, figure: str, *, more_is_better: bool = False) -> Row:
    return Row(
        "growth",
        label,
        f"grown.{figure}",
        f"registro.{figure}",
        "without them",
        more_is_better=more_is_better,
        at_least=1 / 1.1,
    )


def _alone(step: str, label: str, ours: str, limit: float | None, *, more_is_better: bool = False) -> Row:
    return Row(step, label, ours, limit=limit, more_is_better=more_is_better)


ROWS = (
    _against_peer("burst of 2,000: enrollments/s", "burst.enrolments_s", 10, more_is_better=True),
    _against_peer("burst: CPU s per 1,000", "burst.cpu.total", 10),
    _parts("burst", "– API / workers / PostgreSQL / Redis", "burst.cpu"),
    _against_peer("20/s: CPU s per 1,000", "gentle.cpu_s_per_1000.total", 2.5),
    _parts("gentle", "– API / workers / PostgreSQL / Redis", "gentle.cpu_s_per_1000"),
    _against_minimal("20/s: CPU s per 1,000, beside the least", "gentle.cpu_s_per_1000.total"),
    _parts("gentle", "– API / workers / PostgreSQL / Redis", "gentle.cpu_s_per_1000", "minimal"),
    _against_peer("20/s: accepted after, p50 ms", "gentle.accept.p50_ms", 1),
    _against_peer("20/s: accepted after, p95 ms", "gentle.accept.p95_ms", None),
    _against_minimal("20/s: accepted after, beside the least, p50 ms", "gentle.accept.p50_ms"),
    _against_peer("20/s: final after, p50 ms", "gentle.time_to_terminal.p50_ms", 2),
    _against_peer("20/s: final after, p95 ms", "gentle.time_to_terminal.p95_ms", 2),
    _against_minimal("20/s: final after, beside the least, p50 ms", "gentle.time_to_terminal.p50_ms"),
    _against_peer("64 connections: accepted/s", "c64.accepted_s", 3, more_is_better=True),
    _against_peer("64 connections: accepted after, p95 ms", "c64.p95_ms", 2),
    Row(
        "catalogue",
        "catalogue page, 64 clients, executed: pages/s",
        "registro.catalogue.executed",
        "registro.catalogue.typename",
        "`{ __typename }`",
        more_is_better=True,
        at_least=0.6,
    ),
    Row(
        "catalogue",
        "catalogue page, cached: pages/s",
        "registro.catalogue.cached",
        "registro.catalogue.bare",
        "bare ASGI application that checks the token",
        more_is_better=True,
        at_least=0.6,
    ),
    _alone("catalogue", "`/healthz`: answers/s", "registro.catalogue.healthz", None, more_is_better=True),
    _alone("live", "signed in, subscribed, with snapshot: /s", "registro.live.ready_s", 1500, more_is_better=True),
    _alone("live", "5,000 of them reconnect within, s", "registro.live.storm_s", 5),
    _alone("live", "a subscriber's memory, KiB", "registro.live.kib", 35),
    Row(
        "live",
        "20/s: submit → `SUCCEEDED` seen, p50 ms",
        "registro.live.seen_p50_ms",
        limit=12,
        scaled_by=_PEER_FINAL,
    ),
    Row(
        "live",
        "20/s: submit → `SUCCEEDED` seen, p99 ms",
        "registro.live.seen_p99_ms",
        limit=40,
        scaled_by=_PEER_FINAL,
    ),
    _alone("live", "5,000 sockets, 500 events/s: p99 ms", "registro.live.own_p99_ms", 10),
    _alone("live", "1,000 on one subject, 15 events/s: p99 ms", "registro.live.shared_p99_ms", 50),
    _alone("idle", "idle: API, % of a core", "registro.idle.api", 0.45),
    _alone("idle", "idle: worker, % of a core", "registro.idle.workers", 0.6),
    _alone("idle", "idle: PostgreSQL, % of a core", "registro.idle.postgres", 0.2),
    _alone("idle", "idle: Redis, % of a core", "registro.idle.redis", None),
    Row(
        "hot",
        "6 hot groups, 5,000 baskets, 240 seats: finished/s",
        "registro.hot.enrolments_s",
        "registro.wide.enrolments_s",
        "200 groups",
        more_is_better=True,
        at_least=0.9,
    ),
    _alone("hot", "– refused for a seat that came back", "registro.hot.spurious_rejections", 0),
    _grown("1,000,000 finished: burst, CPU s per 1,000", "burst.cpu.total"),
    _grown("1,000,000 finished: 20/s, CPU s per 1,000", "gentle.cpu_s_per_1000.total"),
    _grown("1,000,000 finished: 20/s, final after, p50 ms", "gentle.time_to_terminal.p50_ms"),
    _grown("1,000,000 finished: catalogue page, executed/s", "catalogue.page", more_is_better=True),
    _alone("limits", "bare ASGI echo, 64 connections: answers/s", "limits.starlette_echo.c64.req_s", None),
    _alone("limits", "bare transaction, alone: ms", "limits.pgbench.one_tx.c1.latency_ms", None),
    _alone("limits", "bare transaction: CPU s per 1,000", "limits.pgbench.one_tx.c8.postgres_cpu_s_per_1000", None),
    _alone("limits", "32 in a transaction: CPU s per 1,000", "limits.pgbench.batch32.c1.postgres_cpu_s_per_1000", None),
)

STEPS = tuple(dict.fromkeys(row.step for row in ROWS))
"""In the order of the table."""
