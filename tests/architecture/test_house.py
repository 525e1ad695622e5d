"""The house as docs/architecture.md draws it: one name for one thing, rooms of a size, packages listed one by one.

Which room may import which is import-linter's business, in pyproject.toml.
"""

import ast
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["setuptools"]["packages"]
ROOMS = sorted({package.partition(".")[0] for package in PACKAGES})
SOURCES = [path.relative_to(ROOT) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
MODULES = [path for path in SOURCES if "migrations" not in path.parts and not path.stem.startswith("__")]

LAYERS_OF_ONE_THING = {
    "audit_log": "the list, and the table behind it",
    "batch": "what a batch is, and how it is shown",
    "batches": "the use cases, and the tables behind them",
    "catalogue": "what terms and groups are, and the tables that they are read from",
    "catalogue_edits": "a change that is asked for, and how it is written",
    "courses": "the root field, and the table behind it",
    "errors": "each room's own: what it raises, or makes of what others raise",
    "idempotency_keys": "the use cases, and the table behind them",
    "invariants": "what always holds: what is said of it, how it is found, how often, and how it is shown",
    "overrides": "what they are, the table behind them, and how they are shown",
    "problems": "why something is refused, and how that is shown",
    "sagas": "a list of them: how it is shown, asked for and stored",
    "statistics": "what is counted, and the queries that count it",
    "stats": "the reading of all counts, and how it is shown",
    "students": "a list of them: how it is asked for, and the table behind it",
    "task": "what a task is, and how it is shown",
    "tasks": "the use cases, and the root field that asks for them",
    "terms": "the root field, and the table behind it",
}
"""Names that modules of several rooms have, besides those that `schema` and `resolvers` share by rule: a root field is
one file in each, of one name."""

ALONE = {
    "guards/breaker/test_aiobreaker_contract.py": "what we take for granted of the library",
    "saga/test_machine.py": "the whole engine, as a state machine",
}
"""Unit tests that are not about one module."""


def test_every_package_is_listed() -> None:
    there = {".".join(path.parent.parts) for path in SOURCES}
    assert sorted(there) == sorted(PACKAGES), "see [tool.setuptools] in pyproject.toml"


def test_the_tools_know_every_room() -> None:
    """The order is theirs; that none is forgotten is ours."""
    importlinter = PROJECT["tool"]["importlinter"]
    layers, circles = importlinter["contracts"][0], importlinter["contracts"][1]
    assert {name.strip() for layer in layers["layers"] for name in layer.split("|")} == set(ROOMS)
    assert sorted(importlinter["root_packages"]) == ROOMS
    assert set(ROOMS) - set(circles["ancestors"]) <= {"schema"}, "whose types refer to each other"
    assert sorted(PROJECT["tool"]["mypy"]["packages"]) == sorted([*ROOMS, "tests"])


def test_no_room_holds_more_than_a_fifth_of_the_product() -> None:
    lines = Counter[str]()
    for path in SOURCES:
        lines[path.parts[0]] += len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert {room: count for room, count in lines.items() if count > lines.total() / 5} == {}, lines.total()


def test_no_two_public_classes_have_one_name() -> None:
    """But for a GraphQL type, which has the name of what it shows: clients read that name."""
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.as_posix())
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if not is_shown(name, found)} == {}


def is_shown(name: str, places: list[str]) -> bool:
    """Whether one of the two is in `schema` and made of the other, whose module it imports."""
    shown = [path for path in places if path.startswith("schema/")]
    if len(places) != 2 or len(shown) != 1:
        return False
    [domain] = set(places) - set(shown)
    package, _, module = domain.removesuffix(".py").replace("/", ".").rpartition(".")
    for node in ast.walk(ast.parse((ROOT / shown[0]).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if (node.module == package and module in names) or (node.module == f"{package}.{module}" and name in names):
                return True
    return False


def test_no_module_name_stands_in_two_rooms() -> None:
    rooms = defaultdict(set)
    for path in MODULES:
        rooms[path.stem].add(path.parts[0])
    several = {stem: found for stem, found in rooms.items() if len(found) > 1 and found != {"schema", "resolvers"}}
    assert {stem: found for stem, found in several.items() if stem not in LAYERS_OF_ONE_THING} == {}
    assert set(LAYERS_OF_ONE_THING) <= set(several), "what is listed here and stands in one room needs no reason"


def test_unit_tests_mirror_what_they_test() -> None:
    unit = ROOT / "tests" / "unit"
    tests = {path.relative_to(unit) for path in unit.rglob("test_*.py")}
    subjects = {test: ROOT / test.with_name(test.stem.removeprefix("test_")) for test in tests}
    strays = {
        test for test, subject in subjects.items() if not (subject.is_dir() or subject.with_suffix(".py").is_file())
    }
    assert {test.as_posix() for test in strays} == set(ALONE)
