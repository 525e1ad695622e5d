"""What lies around the endpoint: correlation ids, the limit on bodies, health."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from app.http.application import LOCAL_ORIGINS, MAX_BODY_BYTES, ApplicationParts, build_application
from app.http.auth.authenticator import Authenticator, secret_verifier
from app.http.graphql import GraphQLView
from app.http.middleware.correlation import operation_ids
from tests.support.memory import MemoryServices, make_metrics
from tests.support.tokens import SECRET

TRACE = "0af7651916cd43dd8448eb211c80319c"


async def works() -> None:
    """A check that passes."""


async def refused() -> None:
    """A check of a dependency that is unavailable."""
    raise ConnectionRefusedError


async def hangs() -> None:
    """A check of something that does not answer."""
    await asyncio.Event().wait()


async def nothing(*_: object) -> Any:
    """What a socket that is never used receives and sends."""


def parts(**checks: object) -> ApplicationParts:
    return ApplicationParts(
        services=MemoryServices().services(),
        authentication=Authenticator(secret_verifier(SECRET)),
        checks=checks,  # type: ignore[arg-type]  # checks of these tests
        required=frozenset({"database", "other"}),
        metrics=make_metrics(),
    )


def client(made: ApplicationParts, *, raise_app_exceptions: bool = True) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(build_application(made), raise_app_exceptions=raise_app_exceptions)
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with client(parts()) as made:
        yield made


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ({"X-Correlation-ID": "order-66.a_b"}, "order-66.a_b"),
        ({"X-Correlation-ID": "x" * 128}, "x" * 128),
        ({"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}, TRACE),
        ({"X-Correlation-ID": "mine", "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}, "mine"),
        ({"X-Correlation-ID": "not one", "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}, TRACE),
    ],
)
async def test_a_clients_correlation_id_is_kept(http: httpx.AsyncClient, sent: dict[str, str], answered: str) -> None:
    assert (await http.get("/healthz", headers=sent)).headers["x-correlation-id"] == answered


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"X-Correlation-ID": ""},
        {"X-Correlation-ID": "x" * 129},
        {"X-Correlation-ID": "ñ".encode()},
        {"traceparent": f"00-{'0' * 32}-b7ad6b7169203331-01"},
        {"traceparent": "00-xyz-01"},
    ],
)
async def test_without_one_a_new_one_is_made_each_time(http: httpx.AsyncClient, sent: dict[str, str]) -> None:
    made = {(await http.get("/healthz", headers=sent)).headers["x-correlation-id"] for _ in range(2)}
    assert len(made) == 2
    assert all(len(one) == 32 for one in made)


async def test_the_correlation_id_is_bound_for_logs_and_for_the_time_of_the_request_only() -> None:
    async def bound(_: Request) -> Response:
        return JSONResponse(structlog.contextvars.get_contextvars())

    app = build_application(parts())
    app.add_route("/bound", bound)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as http:
        answer = await http.get("/bound", headers={"X-Correlation-ID": "c-9"})
    assert answer.json() == {"correlation_id": "c-9"}
    assert structlog.contextvars.get_contextvars() == {}


def test_operations_of_a_socket_are_numbered_behind_its_own_id() -> None:
    ids = operation_ids("c-9")
    assert [next(ids), next(ids)] == ["c-9.1", "c-9.2"]
    assert len(next(operation_ids("x" * 128))) <= 128


async def test_a_crash_is_answered_in_json_without_its_reason_and_with_the_id() -> None:
    async def crash(_: Request) -> Response:
        raise RuntimeError("password=hunter2")

    app = build_application(parts())
    app.add_route("/crash", crash)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        answer = await http.get("/crash", headers={"X-Correlation-ID": "c-9"})
    assert answer.status_code == 500
    assert answer.headers["x-correlation-id"] == "c-9"
    assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL", "correlationId": "c-9"}
    assert "hunter2" not in answer.text


async def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(http: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 65536 + 1):
            yield b" " * 65536

    headers = {"content-type": "application/json"}
    for body in (b" " * (MAX_BODY_BYTES + 1), chunks()):
        answer = await http.post("/graphql", content=body, headers=headers)
        assert answer.status_code == 413
        assert answer.json()["errors"][0]["extensions"]["code"] == "CONTENT_TOO_LARGE"


async def test_a_body_of_just_the_limit_is_read(http: httpx.AsyncClient) -> None:
    query = b'{"query":"{ viewer { subject } }"}'
    answer = await http.post(
        "/graphql", content=query.ljust(MAX_BODY_BYTES), headers={"content-type": "application/json"}
    )
    assert answer.json() == {"data": {"viewer": {"subject": "anonymous"}}}


async def test_alive_and_healthy_say_so(http: httpx.AsyncClient) -> None:
    assert (await http.get("/healthz")).json() == {"status": "alive"}
    healthy = (await http.get("/health")).json()
    assert healthy == {"status": "healthy", "service": "registro", "version": healthy["version"]}


async def test_ready_is_what_everything_needed_is() -> None:
    async with client(parts(database=works, redis=works)) as http:
        answer = await http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ready", "redis": "ready"}, "unavailable": []}


async def test_an_unavailable_required_dependency_is_named_within_the_time_a_check_may_take() -> None:
    async with client(parts(database=refused, redis=works, other=hangs)) as http:
        async with asyncio.timeout(4):
            answer = await http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "checks": {"database": "unavailable", "redis": "ready", "other": "unavailable"},
        "unavailable": ["database", "other"],
    }


@pytest.mark.parametrize("redis", [refused, hangs])
async def test_an_unavailable_dependency_that_is_not_required_is_named_without_delay(redis: object) -> None:
    async with client(parts(database=works, redis=redis)) as http:
        async with asyncio.timeout(1.5):
            answer = await http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {"database": "ready", "redis": "unavailable"},
        "unavailable": ["redis"],
    }


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder of built pages."""
    for name, content in {"graphiql/index.html": "<!doctype html>page", "assets/index-Ab1.js": "let a"}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content)
    return tmp_path


async def test_the_root_redirects_to_graphiql(http: httpx.AsyncClient, built: Path) -> None:
    for door in ("/", "/graphiql"):
        answer = await http.get(door)
        assert (answer.status_code, answer.headers["location"]) == (307, "graphiql/")
    async with client(replace(parts(), pages=built)) as with_pages:
        arrived = await with_pages.get("/", follow_redirects=True)
    assert (str(arrived.url), arrived.text) == ("http://testserver/graphiql/", "<!doctype html>page")


async def test_a_page_may_load_nothing_from_elsewhere_and_is_asked_for_each_time(built: Path) -> None:
    async with client(replace(parts(), pages=built)) as http:
        page = await http.get("/graphiql/")
        again = await http.get("/graphiql/", headers={"If-None-Match": page.headers["etag"]})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert again.status_code == 304
    for answer in (page, again):
        assert answer.headers["cache-control"] == "no-cache"
        policy = dict(rule.partition(" ")[::2] for rule in answer.headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["connect-src"] == policy["worker-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
        allowed = {source for rule in policy.values() for source in rule.split()}
        assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:"}
        assert "'unsafe-inline'" not in policy["script-src"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_assets_are_kept_for_ever_and_nothing_else_is_served(built: Path) -> None:
    (built / ".stamp").write_text("secret")
    async with client(replace(parts(), pages=built)) as http:
        asset = await http.get("/assets/index-Ab1.js")
        assert (asset.status_code, asset.text) == (200, "let a")
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        for path in (
            "index-Zz9.js",
            "..%2f.stamp",
            "%2e%2e/.stamp",
            "..%2fgraphiql%2findex.html",
            ".",
            "%00",
            "x" * 999,
        ):
            missing = await http.get(f"/assets/{path}")
            assert missing.status_code == 404, path
            assert "cache-control" not in missing.headers


async def test_a_page_that_is_not_built_says_how_and_may_come_later(tmp_path: Path) -> None:
    async with client(replace(parts(), pages=tmp_path / "dist")) as http:
        answer = await http.get("/graphiql/")
        assert answer.status_code == 503
        assert answer.headers["cache-control"] == "no-store"
        assert "make setup" in answer.text
        assert "content-security-policy" in answer.headers
        (tmp_path / "dist" / "graphiql").mkdir(parents=True)
        (tmp_path / "dist" / "graphiql" / "index.html").write_text("page")
        assert (await http.get("/graphiql/")).text == "page"


@pytest.mark.parametrize(
    "origin", ["http://localhost:5173", "http://127.0.0.1:8003", "http://localhost", "http://[::1]:1"]
)
async def test_in_development_local_pages_may_call(origin: str) -> None:
    ask = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "idempotency-key",
    }
    for dev, status in ((True, 200), (False, 405)):
        async with client(replace(parts(), dev=dev)) as http:
            answer = await http.options("/graphql", headers=ask)
        assert answer.status_code == status
        assert (answer.headers.get("access-control-allow-origin") == origin) is dev
    view = GraphQLView(lambda _, caller: MemoryServices().context(caller), parts().authentication, LOCAL_ORIGINS)
    assert view.is_websocket_origin_allowed(WebSocket({"type": "websocket"}, nothing, nothing), origin)


@pytest.mark.parametrize(
    "origin", ["https://localhost.example", "http://evil.example", "http://localhost:80.evil.example", "null"]
)
async def test_even_in_development_other_pages_may_not(origin: str) -> None:
    async with client(replace(parts(), dev=True)) as http:
        answer = await http.post("/graphql", json={"query": "{ viewer { subject } }"}, headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers
    for pages in (LOCAL_ORIGINS, None):
        view = GraphQLView(lambda _, caller: MemoryServices().context(caller), parts().authentication, pages)
        assert not view.is_websocket_origin_allowed(WebSocket({"type": "websocket"}, nothing, nothing), origin)


@pytest.mark.parametrize(
    ("base_url", "address", "headers", "given"),
    [
        ("http://127.0.0.1:8003", "127.0.0.1", {}, True),
        ("http://localhost:8003", "127.0.0.1", {"Sec-Fetch-Site": "same-origin"}, True),
        ("http://[::1]:8003", "::1", {"Origin": "http://[::1]:8003"}, True),
        ("http://127.0.0.1:8003", "10.0.0.7", {}, False),
        ("http://registro.example", "127.0.0.1", {}, False),
        ("http://127.0.0.1.evil.example", "127.0.0.1", {}, False),
        ("http://127.0.0.1:8003", "127.0.0.1", {"Origin": "http://localhost:5173"}, False),
        ("http://127.0.0.1:8003", "127.0.0.1", {"Sec-Fetch-Site": "same-site"}, False),
        ("http://127.0.0.1:8003", "127.0.0.1", {"Sec-Fetch-Site": "cross-site"}, False),
        ("http://127.0.0.1:8003", "127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, False),
    ],
)
async def test_tokens_are_given_only_to_our_own_page_on_this_machine(
    base_url: str, address: str, headers: dict[str, str], given: bool
) -> None:
    for tokens in (lambda: {"admin": "t.o.k"}, None):
        app = build_application(replace(parts(), dev=True, page_tokens=tokens))
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url=base_url, headers=headers) as http:
            answer = await http.get("/graphiql/tokens")
        assert answer.json() == ({"admin": "t.o.k"} if given and tokens else {})
        assert answer.headers["cache-control"] == "no-store"
