"""The runbook, in both languages: its entries have one form, what they name exists, and tests play them."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from commands.cli import app
from tests.architecture.test_monitoring import metrics
from tests.architecture.test_texts import ROOT, texts

PAGES = {"runbook.md": ("Symptom.", "Look.", "Do."), "runbook.es.md": ("Síntoma.", "Dónde mirar.", "Qué hacer.")}
TEXTS = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in PAGES}
BOTH = pytest.mark.parametrize("name", PAGES)

CRASH, INTEGRATION = "tests/crash/test_", "tests/integration/test_"
PLAYED = {
    "redis-is-unavailable": (
        f"{CRASH}redis_outages.py::test_an_outage_costs_time_and_nothing_else",
        f"{CRASH}redis_outages.py::test_redis_emptied_with_two_hundred_sagas_in_flight_loses_none_and_begins_none_again",
        f"{INTEGRATION}doctor.py::test_what_is_unavailable_or_missing_is_named",
        f"{INTEGRATION}doctor.py::test_a_redis_that_is_full_answers_and_is_no_good",
    ),
    "the-database-is-unavailable": (
        f"{CRASH}database_outages.py::test_a_database_outage_is_reported_immediately_and_recovered_from",
        f"{CRASH}database_outages.py::test_a_commit_is_seen_whose_worker_and_database_die_before_it_is_published",
    ),
    "a-circuit-breaker-stays-open": (
        f"{CRASH}open_circuit.py::test_sagas_wait_and_go_on_by_themselves",
        f"{INTEGRATION}breakers.py::test_a_process_that_is_cut_off_stops_itself_and_no_other",
        f"{INTEGRATION}breakers.py::test_a_reset_closes_the_shared_circuit_and_that_of_every_process",
    ),
    "workers-do-not-work": (
        f"{CRASH}workers.py::test_what_a_frozen_worker_would_commit_after_its_lease_is_refused",
        f"{CRASH}kill_points.py::test_with_the_default_lease_the_saga_of_a_killed_worker_ends_within_fifteen_seconds",
        f"{INTEGRATION}doctor.py::test_without_a_worker_it_fails_and_of_an_open_profile_it_only_warns",
        f"{INTEGRATION}health_checks.py::test_a_process_is_well_until_it_is_frozen_or_gone",
    ),
    "a-saga-is-stuck": (
        f"{CRASH}compensation.py::test_an_undo_that_never_works_is_stuck_until_an_operator_retries_it",
    ),
    "the-queue-grows": (
        "tests/api/test_overload.py::test_beyond_the_limit_new_tasks_are_refused_and_leave_nothing",
        "tests/api/test_overload.py::test_once_the_work_is_done_the_same_request_is_accepted",
        f"{INTEGRATION}admission.py::test_too_many_pending_mutations_refuse_new_keys_first_and_then_everything",
    ),
    "a-clock-is-wrong": (
        f"{CRASH}clocks.py::test_alone_it_does_everything_in_time",
        f"{CRASH}clocks.py::test_a_lease_that_has_run_out_is_honoured_no_longer",
        f"{INTEGRATION}saga_executor.py::test_a_heartbeat_from_before_the_clock_was_set_back_keeps_no_saga",
    ),
    "a-disk-is-full": (
        f"{INTEGRATION}spoilt_connections.py::test_a_full_disk_opens_the_circuit_and_is_over_when_there_is_room",
    ),
    "a-disk-is-lost": (f"{INTEGRATION}deployment.py::test_a_database_comes_back_as_it_was_at_a_moment",),
    "deploy-without-downtime": (
        f"{CRASH}rolling_restart.py::test_a_rolling_restart_under_load_loses_no_request",
        f"{CRASH}passed_socket.py::test_no_request_and_no_handshake_fails_while_apis_are_replaced",
        f"{INTEGRATION}releases.py::test_during_an_upgrade_workers_of_both_releases_bring_sagas_of_both_to_an_end",
        f"{INTEGRATION}connections.py::test_an_api_is_not_ready_and_a_worker_waits_until_the_database_is_migrated",
    ),
    "roll-back": (
        f"{INTEGRATION}releases.py::test_during_an_upgrade_workers_of_both_releases_bring_sagas_of_both_to_an_end",
        f"{INTEGRATION}doctor.py::test_the_plans_of_sagas_under_way_need_a_worker_that_knows_them",
    ),
}
"""Entries by their anchors, with the tests that play them."""


FOREIGN = {"DiskFullError", "OutOfMemoryError", "pg_stat_activity", "ls", "wal", "base", "test_runbook", "py"}
"""Words of others, and of files."""


def anchor(heading: str) -> str:
    """As GitHub makes it of a heading without punctuation."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)}


def entries(name: str) -> dict[str, str]:
    """The texts of a page's entries by their anchors."""
    _, *parts = re.split(r"^## ", TEXTS[name], flags=re.MULTILINE)
    return {anchor(heading): body for heading, _, body in (part.partition("\n") for part in parts)}


def named(name: str) -> Iterator[str]:
    """What a page marks as code, within a line and in blocks."""
    yield from re.findall(r"^```\w*\n(.*?)^```$", TEXTS[name], re.DOTALL | re.MULTILINE)
    outside = re.sub(r"^```.*?^```$", "", TEXTS[name], flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"`([^`]+)`", outside)


def test_every_entry_is_played_by_tests_that_there_are() -> None:
    assert list(PLAYED) == list(entries("runbook.md"))
    for test in {test for tests in PLAYED.values() for test in tests}:
        path, _, wanted = test.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert wanted in {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)}


@BOTH
def test_every_entry_says_how_it_shows_where_to_look_and_what_to_do(name: str) -> None:
    for title, body in entries(name).items():
        assert tuple(re.findall(r"^\*\*([^*]+)\*\*", body, re.MULTILINE)) == PAGES[name], title


@BOTH
def test_every_entry_is_in_the_table_of_symptoms(name: str) -> None:
    table = TEXTS[name].partition("\n## ")[0]
    assert set(re.findall(r"\(#([^)]+)\)", table)) == set(entries(name))


def test_both_languages_show_the_same_commands_queries_and_lines() -> None:
    blocks = [re.findall(r"^```\w*\n.*?^```$", text, re.DOTALL | re.MULTILINE) for text in TEXTS.values()]
    assert blocks[0] == blocks[1]
    assert len(entries("runbook.md")) == len(entries("runbook.es.md"))


@BOTH
def test_log_lines_are_written_by_the_module_that_they_name(name: str) -> None:
    lines = re.findall(r"^\{.*\}$", TEXTS[name], re.MULTILINE)
    assert len(lines) >= 8
    for line in map(json.loads, lines):
        module = ROOT / f"{line['logger'].replace('.', '/')}.py"
        # What a loop is called comes from its caller.
        message = re.sub(r"^heartbeat: ", "", line["message"])
        assert message in module.read_text(encoding="utf-8"), line["message"]


@BOTH
def test_messages_that_are_named_alone_are_written_by_the_code(name: str) -> None:
    """Messages are marked as code and have spaces in them; commands, JSON and words of others are left out."""
    source = "\n".join(text for path, text in texts(".py") if not path.startswith("tests/"))
    outside = re.sub(r"^```.*?^```$", "", TEXTS[name], flags=re.DOTALL | re.MULTILINE)
    marked = {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", outside)}
    messages = {code for code in marked if re.fullmatch(r"[A-Za-z][a-z]+(?: [a-z-]+)+", code)}
    messages = {message for message in messages if message.split()[0] not in {"docker", "registro", "timedatectl"}}
    assert len(messages) >= 5
    assert {message for message in messages if message not in source} == set()


@BOTH
def test_commands_have_these_options(name: str) -> None:
    group: Any = typer.main.get_command(app)
    found = re.findall(r"\bregistro ([a-z]+)((?: [^\n`;]*)?)", "\n".join(named(name)))
    assert len(found) >= 6
    for command, arguments in found:
        options = {option for parameter in group.commands[command].params for option in parameter.opts}
        assert set(re.findall(r"(--[a-z-]+)", arguments)) <= options, command


@BOTH
def test_metrics_are_served_with_these_labels(name: str) -> None:
    known = metrics()
    found = [match for code in named(name) for match in re.findall(r"\b(registro_\w+)(?:\{([^}]*)\})?", code)]
    assert len(found) >= 8
    for metric, labels in found:
        assert metric in known
        assert set(re.findall(r"(\w+)=", labels)) <= known[metric]


@BOTH
def test_settings_can_be_set(name: str) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    settings = set(re.findall(r"REGISTRO_\w+", TEXTS[name]))
    assert len(settings) >= 3
    assert {setting for setting in settings if f"`{setting}`" not in page} == set()


@BOTH
def test_types_fields_and_codes_are_words_of_the_product(name: str) -> None:
    """In single words and paths of fields: `ServiceUnavailable`, `Task.waiting`, `TECHNICAL_FAILURE`."""
    source = "\n".join(text for path, text in texts(".py", ".graphql", ".sh", ".yml") if not path.startswith("tests/"))
    words = {word for code in named(name) if re.fullmatch(r"[A-Za-z_.]+", code) for word in code.split(".")}
    assert len(words) > 10
    assert {word for word in words - FOREIGN if not re.search(rf"\b{word}\b", source)} == set()


@pytest.mark.parametrize(
    "path", sorted(path for path, _ in texts(".md") if path.startswith(("docs/runbook", "README")))
)
def test_links_to_sections_lead_to_sections(path: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)", (ROOT / path).read_text(encoding="utf-8"))
    for target, section in links:
        assert section in anchors((ROOT / path).parent / target if target else ROOT / path), f"{target}#{section}"


def test_every_alert_refers_to_a_section() -> None:
    rules = yaml.safe_load((ROOT / "deploy" / "monitoring" / "alerts.yml").read_text(encoding="utf-8"))
    for rule in rules["groups"][0]["rules"]:
        page, _, section = rule["annotations"]["runbook_url"].partition("#")
        assert section in anchors(ROOT / page), rule["alert"]
