"""tools/sbom.py: what of the two tools' findings goes into the bill."""

import importlib
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).parents[3] / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("sbom")


def bill(root: str, *names: str, **depends_on: list[str]) -> dict[str, Any]:
    """A document with these components."""
    return {
        "metadata": {"component": {"bom-ref": root, "name": root}},
        "components": [{"bom-ref": name, "name": name} for name in names],
        "dependencies": [{"ref": ref, "dependsOn": refs} for ref, refs in {root: [], **depends_on}.items()],
    }


def test_what_only_tests_need_is_left_out(tool: Any) -> None:
    names = tool.locked(
        "PyJWT[crypto]==2.0 \\\n    --hash=sha256:0\npydantic-core==2 ; python_version > '3'\narq==0.28.0\n"
    )
    found = bill("registro", "arq", "pydantic_core", "pytest", arq=["pydantic_core", "pytest"], pytest=["arq"])
    kept = tool.only(found, names)
    assert [part["name"] for part in kept["components"]] == ["arq", "pydantic_core"]
    assert kept["dependencies"] == [
        {"ref": "registro", "dependsOn": ["arq", "pydantic_core"]},
        {"ref": "arq", "dependsOn": ["pydantic_core"]},
    ]


def test_the_page_is_a_component_with_components_of_its_own(tool: Any) -> None:
    whole = tool.merged(bill("registro", "arq"), bill("page", "react", page=["react"]))
    assert [part["name"] for part in whole["components"]] == ["arq", "page", "react"]
    assert whole["dependencies"] == [
        {"ref": "registro", "dependsOn": ["page"]},
        {"ref": "page", "dependsOn": ["react"]},
    ]
    assert whole["metadata"]["component"]["name"] == "registro"
