"""How the API is served: what its settings say, and nothing that the environment says besides."""

import os

import pytest
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.api import passed_sockets, server_config
from app.http.connections.watch import ConnectionWatch
from app.settings import Settings


@pytest.mark.parametrize("trusted", ["", "10.0.0.7"])
def test_only_proxies_that_a_setting_names_are_believed(monkeypatch: pytest.MonkeyPatch, trusted: str) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setenv("REGISTRO_HTTP__TRUSTED_PROXIES", trusted)
    config = server_config(Starlette(), Settings(), ConnectionWatch())
    config.load()
    app = config.loaded_app
    believed = app.trusted_hosts if isinstance(app, ProxyHeadersMiddleware) else ()
    assert [address in believed for address in ("127.0.0.1", "10.0.0.7", "10.0.0.8")] == [False, bool(trusted), False]


def test_idle_connections_are_kept_as_long_as_the_setting_says(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = ConnectionWatch()
    assert server_config(Starlette(), Settings(), watch).timeout_keep_alive > 60
    monkeypatch.setenv("REGISTRO_HTTP__KEEP_ALIVE_SECONDS", "400")
    assert server_config(Starlette(), Settings(), watch).timeout_keep_alive == 400


def test_sockets_that_are_passed_to_another_process_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_FDS", "1")
    assert passed_sockets(Settings()) is None
    monkeypatch.setenv("LISTEN_PID", str(os.getppid()))
    assert passed_sockets(Settings()) is None
