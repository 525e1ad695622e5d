"""What lies around the endpoint: correlation ids, the limit on bodies, health."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message
from starlette.websockets import WebSocket
from structlog.testing import capture_logs

from app.http.application import LOCAL_ORIGINS, MAX_BODY_BYTES, ApplicationParts, build_application
from app.http.asgi import Route
from app.http.auth.sign_in import SignIn
from app.http.documents import RequestedDocuments
from app.http.graphql import GraphQLView
from app.http.middleware.correlation import operation_ids
from app.http.pages import PageTokens
from app.http.process_metrics import loop_restarts
from guards.access_policy import CLOSED, OPEN
from guards.revoked_tokens import RevokedTokens
from kit.background import Loops
from resolvers.caller import Role
from services.refused_callers import Reason, RefusedCallers
from tests.support.application import make_parts
from tests.support.memory import MemoryDocuments, MemoryServices, make_rates
from tests.support.poll import within
from tests.support.tokens import token

TRACE = "0af7651916cd43dd8448eb211c80319c"


async def works() -> None:
    """A check that passes."""


async def refused() -> None:
    """A check of a dependency that is unavailable."""
    raise ConnectionRefusedError


async def hangs() -> None:
    """A check of something that does not answer."""
    await asyncio.Event().wait()


async def clings() -> None:
    """A check that goes on after it was cancelled."""
    for _ in range(2):
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()


async def nothing(*_: object) -> Any:
    """What a socket that is never used receives and sends."""


def parts(**checks: object) -> ApplicationParts:
    return make_parts(checks=checks, required=frozenset({"database", "other"}))


def view_for(origins: re.Pattern[str] | None) -> GraphQLView:
    documents = RequestedDocuments(MemoryDocuments(), (), OPEN)
    return GraphQLView(
        lambda _, caller, __: MemoryServices().context(caller),
        sign_in(),
        make_rates(),
        documents,
        parts().answers,
        origins,
    )


def sign_in() -> SignIn:
    return SignIn(parts().authentication, RevokedTokens(), RefusedCallers())


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
    app.routes["/bound"] = Route("/bound", bound)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as http:
        answer = await http.get("/bound", headers={"X-Correlation-ID": "c-9"})
    assert answer.json()["correlation_id"] == "c-9"
    assert structlog.contextvars.get_contextvars() == {}


def test_operations_of_a_socket_are_numbered_behind_its_own_id() -> None:
    ids = operation_ids("c-9")
    assert [next(ids), next(ids)] == ["c-9.1", "c-9.2"]
    assert len(next(operation_ids("x" * 128))) <= 128


async def test_a_crash_is_answered_in_json_without_its_reason_and_with_the_id() -> None:
    async def crash(_: Request) -> Response:
        raise RuntimeError("password=hunter2")

    app = build_application(parts())
    app.routes["/crash"] = Route("/crash", crash)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        answer = await http.get("/crash", headers={"X-Correlation-ID": "c-9"})
    assert answer.status_code == 500
    assert answer.headers["x-correlation-id"] == "c-9"
    assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL", "correlationId": "c-9"}
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/health", 200),
        ("GET", "/metrics", 200),
        ("GET", "/graphiql/", 503),
        ("GET", "/graphiql/tokens", 200),
        ("GET", "/", 307),
        ("GET", "/graphql?query={viewer{subject}}", 200),
        ("GET", "/graphql", 400),
        ("POST", "/graphql", 415),
        ("POST", "/healthz", 405),
        ("DELETE", "/graphql", 405),
        ("GET", "/nothing", 404),
        ("GET", "/crash", 500),
    ],
)
async def test_no_answer_is_stored_and_no_type_is_guessed(method: str, path: str, status: int, tmp_path: Path) -> None:
    async def crash(_: Request) -> Response:
        raise RuntimeError

    app = build_application(replace(parts(), pages=tmp_path))
    app.routes["/crash"] = Route("/crash", crash)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        answer = await http.request(method, path)
    assert answer.status_code == status
    for name, value in (("cache-control", "no-store"), ("x-content-type-options", "nosniff")):
        assert answer.headers.get_list(name) == [value]
    assert len(answer.headers.get_list("x-correlation-id")) == 1


async def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(http: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 65536 + 1):
            yield b" " * 65536

    headers = {"content-type": "application/json"}
    for body in (b" " * (MAX_BODY_BYTES + 1), chunks()):
        answer = await http.post("/graphql", content=body, headers=headers)
        assert answer.status_code == 413
        assert answer.json()["errors"][0]["extensions"]["code"] == "CONTENT_TOO_LARGE"
        assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


async def test_a_body_of_just_the_limit_is_read(http: httpx.AsyncClient) -> None:
    query = b'{"query":"{ viewer { subject } }"}'
    answer = await http.post(
        "/graphql", content=query.ljust(MAX_BODY_BYTES), headers={"content-type": "application/json"}
    )
    assert answer.json()["data"] == {"viewer": {"subject": "anonymous"}}


async def test_alive_and_healthy_say_so(http: httpx.AsyncClient) -> None:
    assert (await http.get("/healthz")).json() == {"status": "alive"}
    healthy = (await http.get("/health")).json()
    assert healthy == {"status": "healthy", "service": "registro", "version": healthy["version"]}


async def test_ready_is_what_everything_needed_is() -> None:
    async with client(parts(database=works, redis=works)) as http:
        answer = await http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {"database": "ready", "redis": "ready"},
        "unavailable": [],
        "failing_loops": [],
    }


async def test_a_loop_that_has_just_failed_is_named_and_counted() -> None:
    ends = iter([ZeroDivisionError, None])

    async def loop() -> None:
        if error := next(ends):
            raise error

    loops = Loops(pause_seconds=0)
    await loops.keep(loop, "events listener")
    made = replace(parts(database=works), loops=loops)
    made.metrics.add(loop_restarts(loops))
    async with client(made) as http:
        answer = await http.get("/readyz")
        scraped = (await http.get("/metrics")).text
    assert (answer.status_code, answer.json()["failing_loops"]) == (200, ["events listener"])
    assert 'registro_loop_restarts_total{loop="events listener"} 1.0' in scraped


@pytest.mark.parametrize("other", [hangs, clings])
async def test_an_unavailable_required_dependency_is_named_within_the_time_a_check_may_take(other: object) -> None:
    async with client(parts(database=refused, redis=works, other=other)) as http, within(30):
        answer = await http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "checks": {"database": "unavailable", "redis": "ready", "other": "unavailable"},
        "unavailable": ["database", "other"],
        "failing_loops": [],
    }


@pytest.mark.parametrize("redis", [refused, hangs])
async def test_an_unavailable_dependency_that_is_not_required_is_named_without_delay(
    redis: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.http.health._CHECK_TIMEOUT_SECONDS", 3600.0)
    async with client(parts(database=works, redis=redis)) as http, within(30):
        answer = await http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {"database": "ready", "redis": "unavailable"},
        "unavailable": ["redis"],
        "failing_loops": [],
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


async def test_pages_are_not_served_if_the_policy_says_so(built: Path) -> None:
    async with client(replace(parts(), pages=built, access=CLOSED)) as http:
        for path in ("/", "/graphiql", "/graphiql/", "/graphiql/tokens", "/assets/index-Ab1.js"):
            assert (await http.get(path)).status_code == 404
        refused = await http.get("/graphql", headers={"Authorization": f"Bearer {token()}"})
    assert "graphiql" not in refused.text


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
            "%7Bname%7D",
            "x" * 999,
        ):
            missing = await http.get(f"/assets/{path}")
            assert missing.status_code == 404, path
            assert missing.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("asked", ["bytes=abc", "bytes=999-", "bytes=0-1", "bytes=0-0,2-3"])
async def test_files_are_served_whole_with_the_headers_of_all_answers(built: Path, asked: str) -> None:
    async with client(replace(parts(), pages=built)) as http:
        for path in ("/graphiql/", "/assets/index-Ab1.js"):
            whole, part = [await http.get(path, headers=headers) for headers in ({}, {"Range": asked})]
            assert (part.status_code, part.content) == (200, whole.content)
            assert part.headers["accept-ranges"] == "none"
            assert part.headers["x-content-type-options"] == "nosniff"
            assert "x-correlation-id" in part.headers


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
    for origins, status in ((LOCAL_ORIGINS, 200), (None, 405)):
        async with client(replace(parts(), origins=origins)) as http:
            answer = await http.options("/graphql", headers=ask)
        assert answer.status_code == status
        assert answer.headers.get("access-control-allow-origin") == (origin if origins else None)
    assert view_for(LOCAL_ORIGINS).is_websocket_origin_allowed(
        WebSocket({"type": "websocket"}, nothing, nothing), origin
    )


@pytest.mark.parametrize(
    "origin", ["https://localhost.example", "http://evil.example", "http://localhost:80.evil.example", "null"]
)
async def test_even_in_development_other_pages_may_not(origin: str) -> None:
    async with client(replace(parts(), origins=LOCAL_ORIGINS)) as http:
        answer = await http.post("/graphql", json={"query": "{ viewer { subject } }"}, headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers
    for pages in (LOCAL_ORIGINS, None):
        assert not view_for(pages).is_websocket_origin_allowed(
            WebSocket({"type": "websocket", "client": ("192.0.2.1", 1)}, nothing, nothing), origin
        )


async def test_an_origin_that_is_not_allowed_is_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    headers = [(b"host", b"api"), (b"origin", b"https://evil.example")]
    scope = {"type": "websocket", "headers": headers, "client": ("192.0.2.1", 1)}
    sent = []

    async def send(message: Message) -> None:
        sent.append(message["type"])

    view = view_for(None)
    with capture_logs() as logs:
        for _ in range(3):
            await view(scope, nothing, send)
    assert sent == ["websocket.close"] * 3
    assert [(line["reason"], line["address"]) for line in logs] == [("origin", "192.0.2.1")]
    assert not caplog.records


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
        ("http://127.0.0.1:8003", "127.0.0.1", {"X-Page-Nonce": ""}, False),
        ("http://127.0.0.1:8003", "127.0.0.1", {"X-Page-Nonce": "n0nc"}, False),
        ("http://127.0.0.1:8003", "127.0.0.1", {"X-Page-Nonce": "ñ".encode()}, False),
    ],
)
async def test_tokens_are_given_only_to_our_own_page_on_this_machine_with_the_nonce_that_was_printed(
    base_url: str, address: str, headers: dict[str, str], given: bool
) -> None:
    headers = {"X-Page-Nonce": "n0nce"} | headers
    for tokens in (PageTokens("n0nce", lambda: {"admin": "t.o.k"}), None):
        app = build_application(replace(parts(), origins=LOCAL_ORIGINS, page_tokens=tokens))
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url=base_url, headers=headers) as http:
            answer = await http.get("/graphiql/tokens")
        if tokens and not given:
            assert answer.status_code == 403
            assert "make run" in answer.json()["message"]
        else:
            assert answer.json() == {"tokens": {"admin": "t.o.k"} if tokens else {}}
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/readyz", "/health", "/metrics"])
async def test_a_path_is_answered_with_and_without_a_slash_at_its_end(http: httpx.AsyncClient, path: str) -> None:
    if path == "/graphql":
        answers = [await http.post(form, json={"query": "{ __typename }"}) for form in (path, f"{path}/")]
    else:
        answers = [await http.get(form) for form in (path, f"{path}/")]
    assert [answer.status_code for answer in answers] == [200, 200]


async def test_no_request_is_redirected_to_another_scheme(http: httpx.AsyncClient) -> None:
    for path in ("/graphiql/tokens/", "/assets/x/", "/other/"):
        assert (await http.get(path)).status_code == 404


PERSISTED = {"persistedQuery": {"version": 1, "sha256Hash": "4ef8d269e7944ef2cd6554ecb3d7"}}


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json, application/json;q=0.9"])
async def test_a_client_that_sends_a_hash_is_told_to_send_the_document(http: httpx.AsyncClient, accept: str) -> None:
    headers = {"Accept": accept, "Accept-Language": "es"}
    parameters = {"extensions": json.dumps(PERSISTED), "variables": "{}"}
    for answer in (
        await http.post("/graphql", json={"operationName": "Me", "extensions": PERSISTED}, headers=headers),
        await http.get("/graphql", params=parameters, headers=headers),
    ):
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        [error] = answer.json()["errors"]
        assert error["message"] == "PersistedQueryNotSupported"
        assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_SUPPORTED"
    whole = {"query": "{ __typename }", "extensions": PERSISTED}
    assert (await http.post("/graphql", json=whole, headers=headers)).json()["data"] == {"__typename": "Query"}


async def test_who_is_not_let_in_is_counted_and_logged_with_the_address() -> None:
    made = parts()
    bad = {"Authorization": "Bearer x"}
    with capture_logs() as logs:
        async with client(made) as http:
            for _ in range(3):
                assert (await http.post("/graphql", json={"query": "{ terms { id } }"}, headers=bad)).status_code == 401
            answer = await http.post("/graphql", json={"query": "{ terms { id } }"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert made.services.refused_callers.counts == {Reason.MALFORMED: 3, Reason.NOT_SIGNED_IN: 1}
    (line,) = [entry for entry in logs if entry["event"] == "refused" and entry["log_level"] == "info"]
    assert (line["reason"], line["address"]) == ("malformed", "127.0.0.1")


async def test_a_revoked_token_is_refused_though_it_was_remembered_and_others_are_not() -> None:
    made = parts()
    mine, another = ({"Authorization": f"Bearer {token(role)}"} for role in (Role.ADMIN, Role.OPERATOR))
    revoke = """mutation { revokeTokens(input: {subject: "admin", reason: "lost laptop"}) {
        ... on TokensRevoked { subject jti revokedAt } } }"""
    look = {"query": "{ viewer { subject } }"}
    async with client(made) as http:
        assert (await http.post("/graphql", json=look, headers=mine)).json()["data"]["viewer"]["subject"] == "admin"
        answer = (await http.post("/graphql", json={"query": revoke}, headers=mine)).json()
        assert answer["data"]["revokeTokens"] == answer["data"]["revokeTokens"] | {"subject": "admin", "jti": None}
        refused = await http.post("/graphql", json=look, headers=mine)
        assert refused.status_code == 401
        assert refused.json()["errors"][0]["message"] == "The token was revoked."
        assert (await http.post("/graphql", json=look, headers=another)).status_code == 200
        assert (await http.post("/graphql", json=look)).json()["data"]["viewer"]["subject"] == "anonymous"
    assert made.services.refused_callers.counts == {Reason.REVOKED: 1}
