"""What scanners of GraphQL servers look for, each probe as graphql-cop describes it, and repeated fields.

A probe sends its requests to the server of its client, and says whether what its docstring says is the case.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

Probe = Callable[[httpx.AsyncClient], Awaitable[bool]]
INTROSPECTION = "query cop { __schema { types { name fields { name } } } }"


async def answer(http: httpx.AsyncClient, query: str) -> Any:
    """What the query is answered with."""
    return (await http.post("/graphql", json={"query": query})).json()


async def shown(http: httpx.AsyncClient, query: str) -> bool:
    """Whether the answer has data."""
    return bool((await answer(http, query)).get("data"))


async def overloaded_aliases(http: httpx.AsyncClient) -> bool:
    """A document with a hundred aliases is executed."""
    return await shown(http, f"query cop {{ {' '.join(f'alias{n}: __typename' for n in range(101))} }}")


async def batches(http: httpx.AsyncClient) -> bool:
    """A list of operations is answered by a list."""
    sent = [{"query": "query cop { __typename }", "operationName": "cop"}] * 10
    return isinstance((await http.post("/graphql", json=sent)).json(), list)


async def overloaded_directives(http: httpx.AsyncClient) -> bool:
    """Each of ten unknown directives has an error of its own."""
    return len((await answer(http, f"query cop {{ __typename {'@aa' * 10} }}"))["errors"]) >= 10


async def circular_introspection(http: httpx.AsyncClient) -> bool:
    """Types of fields of types, four times around, are shown."""
    inner = "name"
    for _ in range(4):
        inner = f"fields {{ type {{ {inner} }} }}"
    return await shown(http, f"query cop {{ __schema {{ types {{ {inner} }} }} }}")


async def repeated_fields(http: httpx.AsyncClient) -> bool:
    """A document that names a field 500 times is executed."""
    return await shown(http, f"query cop {{ {'__typename ' * 500} }}")


async def introspection(http: httpx.AsyncClient) -> bool:
    """The schema is shown."""
    return await shown(http, INTROSPECTION)


async def query_by_get(http: httpx.AsyncClient) -> bool:
    """A query by GET is executed."""
    return bool((await http.get("/graphql", params={"query": "query cop { __typename }"})).json().get("data"))


async def mutation_by_get(http: httpx.AsyncClient) -> bool:
    """A mutation by GET is executed."""
    return bool((await http.get("/graphql", params={"query": "mutation cop { __typename }"})).json().get("data"))


async def form_by_post(http: httpx.AsyncClient) -> bool:
    """A form, as any page can send it, is executed."""
    return bool((await http.post("/graphql", data={"query": "query cop { __typename }"})).json().get("data"))


async def tracing(http: httpx.AsyncClient) -> bool:
    """An answer has traces of its execution."""
    return "tracing" in (await answer(http, "query cop { __typename }")).get("extensions", {})


async def suggestions(http: httpx.AsyncClient) -> bool:
    """A name that does not exist is answered with one that does."""
    return "did you mean" in str(await answer(http, "query cop { __schema { directive } }")).lower()


async def page(http: httpx.AsyncClient) -> bool:
    """A page to try queries on is served."""
    paths = ("/", "/graphql", "/graphiql", "/graphiql/", "/playground", "/console")
    answers = [await http.get(path, headers={"accept": "text/html"}, follow_redirects=True) for path in paths]
    return any(answer.headers["content-type"].startswith("text/html") for answer in answers)


async def unhandled_error(http: httpx.AsyncClient) -> bool:
    """A document that is none is answered with an exception."""
    told = await answer(http, "qwerty cop { abc }")
    return any("exception" in error["extensions"] or "Traceback" in error["message"] for error in told["errors"])


SEEN_WHEN_OPEN: list[Probe] = [introspection, query_by_get, suggestions, page]
NEVER_SEEN: list[Probe] = [
    overloaded_aliases,
    batches,
    overloaded_directives,
    circular_introspection,
    repeated_fields,
    mutation_by_get,
    form_by_post,
    tracing,
    unhandled_error,
]
PROBES = [*SEEN_WHEN_OPEN, *NEVER_SEEN]
