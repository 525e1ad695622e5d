"""The alerts and the dashboard: of metrics that there are, and such as Prometheus can read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MONITORING = ROOT / "deploy" / "monitoring"
ALERTS: list[dict[str, Any]] = yaml.safe_load((MONITORING / "alerts.yml").read_text(encoding="utf-8"))["groups"][0][
    "rules"
]
DASHBOARD: dict[str, Any] = json.loads((MONITORING / "grafana.json").read_text(encoding="utf-8"))
EXPRESSIONS = {
    **{rule["alert"]: [rule["expr"]] for rule in ALERTS},
    **{panel["title"]: [target["expr"] for target in panel["targets"]] for panel in DASHBOARD["panels"]},
}


def metrics() -> dict[str, set[str]]:
    """Each documented metric with its labels; a test compares the documents with what processes serve."""
    page = (ROOT / "docs" / "monitoring.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|", page, re.MULTILINE)
    found = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows}
    for name, labels in list(found.items()):
        if "le" in labels:
            found |= {f"{name}_bucket": labels, f"{name}_count": set(), f"{name}_sum": set()}
    return found


@pytest.mark.parametrize("title", EXPRESSIONS)
def test_only_metrics_that_there_are_are_asked_for_and_by_labels_that_they_have(title: str) -> None:
    known = metrics()
    for expression in EXPRESSIONS[title]:
        used = set(re.findall(r"\b(?:registro|process)_\w+", expression))
        assert used or "up{" in expression
        assert used <= known.keys()
        labels = {label for name in used for label in known[name]} | {"job", "instance"}
        inside = re.findall(r"\{([^}]*)\}", expression)
        asked = {match for text in inside for match in re.findall(r"(\w+)=", text)}
        asked |= {label.strip() for text in re.findall(r"by \(([^)]*)\)", expression) for label in text.split(",")}
        assert asked <= labels


def test_every_alert_says_what_to_do() -> None:
    for rule in ALERTS:
        assert rule["annotations"]["summary"], rule["alert"]


def test_no_two_panels_lie_on_each_other() -> None:
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in DASHBOARD["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24
