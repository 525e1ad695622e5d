"""A queryset reaches PostgreSQL through `Database.run` only, so that breaker, transaction and time limits hold for it.

At run time a router refuses one without a connection; here the source is read, so that none waits for its first call.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.container import Container
from models.terms import TermRow

ROOT = Path(__file__).parents[2]


def _chains(tree: ast.AST) -> Iterator[tuple[str, list[ast.AST]]]:
    """Each queryset: what is called on a model, say "TermRow.filter.using_db.values", and the nodes around it."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("Row")):
            continue
        names, top = [node.value.id, node.attr], parents[node]
        while isinstance(top, ast.Call | ast.Attribute) and _continues(top, parents):
            names += [top.attr] if isinstance(top, ast.Attribute) else []
            top = parents[top]
        around = [top]
        while around[-1] in parents:
            around.append(parents[around[-1]])
        yield ".".join(names), around


def _continues(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether what is above `node` is still part of the chain: a call of it, or an attribute of its result."""
    above = parents[node]
    return (isinstance(above, ast.Call) and above.func is node) or isinstance(above, ast.Attribute)


def violations(source: str) -> list[str]:
    """Querysets that do not name a client, or are neither run by `run` nor the `Subquery` of another."""
    found = []
    for chain, around in _chains(ast.parse(source)):
        calls = [node.func for node in around if isinstance(node, ast.Call)]
        run = any(isinstance(call, ast.Attribute) and call.attr == "run" for call in calls)
        inner = any(isinstance(call, ast.Name) and call.id == "Subquery" for call in calls)
        if not ((run or inner) and ".using_db" in chain):
            found.append(chain)
    return found


@pytest.mark.parametrize("file", sorted(ROOT.joinpath("models").glob("*.py")), ids=lambda file: file.name)
def test_each_queryset_is_run_by_the_database_and_names_its_client(file: Path) -> None:
    assert violations(file.read_text()) == []


@pytest.mark.parametrize(
    ("source", "chains"),
    [
        ("await q.run(lambda client: TermRow.filter(id=1).using_db(client).values())", []),
        ("await q.run(lambda client: TermRow.filter(id=1).values())", ["TermRow.filter.values"]),
        ("await TermRow.filter(id=1).using_db(client)", ["TermRow.filter.using_db"]),
        ("await TermRow.create(id=1)", ["TermRow.create"]),
        ("inner = Subquery(TermRow.filter(id=1).using_db(client).values('id'))", []),
        ("inner = Subquery(TermRow.filter(id=1).values('id'))", ["TermRow.filter.values"]),
    ],
)
def test_what_is_forbidden_is_recognized(source: str, chains: list[str]) -> None:
    assert violations(source) == chains


async def test_a_queryset_without_a_connection_is_refused_when_it_runs(container: Container) -> None:
    with pytest.raises(RuntimeError, match=r"TermRow has to name its connection"):
        await TermRow.filter()
    assert await container.database.run(lambda client: TermRow.filter().using_db(client).count()) == 3
