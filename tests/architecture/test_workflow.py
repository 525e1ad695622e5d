"""The workflow of a public CI: it runs what has to pass here, and may do nothing else."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def test_it_runs_what_has_to_pass() -> None:
    assert "bash .ci/run" in [step.get("run") for step in STEPS]
    assert (ROOT / ".ci" / "run").exists()


def test_it_may_read_the_repository_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in WORKFLOW["jobs"].values())
    assert not any("secrets" in str(step) for step in STEPS)
    [checkout] = [step for step in STEPS if "uses" in step]
    assert checkout["with"] == {"persist-credentials": False}
