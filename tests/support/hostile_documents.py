"""Documents that are made to cost much more than it costs to send them."""

from collections.abc import Callable, Mapping, Sequence

from graphql import GraphQLError, OperationDefinitionNode, parse
from hypothesis import strategies as st

from resolvers.errors import RequestError
from schema.document_cache import Documents, ValidDocument

Part = tuple[str, str]
"""Selections on the root of queries, and definitions beside them."""


def chain(count: int, spreads: int) -> Part:
    """Each fragment spreads the next several times: one path more for each, at each of them."""
    definitions = (f"fragment c{n} on Query {{ {f'...c{n + 1} ' * spreads}}}" for n in range(count))
    return "...c0", f"{' '.join(definitions)} fragment c{count} on Query {{ viewer {{ subject }} }}"


def circle(count: int) -> Part:
    """Each fragment spreads the next, and the last the first."""
    definitions = (f"fragment r{n} on Query {{ terms {{ code id }} ...r{(n + 1) % count} }}" for n in range(count))
    return " ".join(f"...r{n}" for n in range(count)), " ".join(definitions)


def mesh(count: int) -> Part:
    """Each fragment spreads all that come after it."""
    spreads = [" ".join(f"...m{later}" for later in range(n + 1, count + 1)) for n in range(count)]
    definitions = (f"fragment m{n} on Query {{ {spreads[n]} }}" for n in range(count))
    return "...m0", f"{' '.join(definitions)} fragment m{count} on Query {{ __typename }}"


def conflicts(count: int) -> Part:
    """Many selections of one name, which have to be compared with each other."""
    definitions = (
        f"fragment o{n} on Query {{ x: terms {{ y: code groups {{ nodes {{ id }} }} }} }}" for n in range(count)
    )
    return " ".join(f"...o{n}" for n in range(count)), " ".join(definitions)


def operations(count: int) -> Part:
    """Many operations that all spread the same fragments."""
    named = (f"query q{n} {{ ...s0 }}" for n in range(count))
    fragments = (f"fragment s{n} on Query {{ ...s{n + 1} }}" for n in range(count))
    return "__typename", f"{' '.join((*named, *fragments))} fragment s{count} on Query {{ __typename }}"


def nested(count: int, opening: str, inner: str, closing: str) -> Part:
    """One within the other."""
    return f"{opening * count}{inner}{closing * count}", ""


def many(count: int, text: str, *, definition: bool = False) -> Part:
    """The same again and again; `%d` is the number."""
    repeated = " ".join(text.replace("%d", str(n)) for n in range(count))
    return ("__typename", repeated) if definition else (repeated or "__typename", "")


def within(count: int, before: str, text: str, after: str) -> Part:
    """Many of something within one field."""
    return f"{before}{many(count, text)[0]}{after}", ""


SHAPES: Mapping[str, Callable[[int], Part]] = {
    "one field": lambda n: many(n, "a"),
    "__typename": lambda n: many(n, "__typename"),
    "unknown fields": lambda n: many(n, "viewr%d"),
    "unknown types": lambda n: many(n, "fragment u%d on IdempotencyEntryConnectoin { id }", definition=True),
    "unknown types inline": lambda n: many(n, "... on SagaConnectoin%d { id }"),
    "unknown fragments": lambda n: many(n, "...x%d"),
    "unknown directives": lambda n: within(n, "viewer { subject ", "@inclde%d", "}"),
    "unknown arguments": lambda n: within(n, "term(", "cod%d: 1", ") { code }"),
    "unknown members": lambda n: within(n, "sagas(filter: {", "studentCod%d: 1", "}) { nodes { id } }"),
    "unknown values": lambda n: within(n, "sagas(filter: {status: [", "COMPENSATD%d", "]}) { nodes { id } }"),
    "directives": lambda n: within(n, "viewer { subject ", "@include(if: true)", "}"),
    "aliases": lambda n: many(n, "a%d: terms { code }"),
    "introspections": lambda n: many(n, "i%d: __schema { types { name fields { name type { name } } } }"),
    "deep introspection": lambda n: (f"__schema {{ types {{ {nested(n, 'ofType {', 'name', '}')[0]} }} }}", ""),
    "fields in fields": lambda n: nested(n, "terms { groups { nodes { term { ", "code", "} } } }"),
    "inline in inline": lambda n: nested(n, "... { ", "__typename", " }"),
    "lists in lists": lambda n: (f"term(code: {'[' * n}1{']' * n}) {{ code }}", ""),
    "objects in objects": lambda n: (f"term(code: {'{a: ' * n}1{'}' * n}) {{ code }}", ""),
    "long name": lambda n: ("a" * (n * 40 + 1), ""),
    "long string": lambda n: (f'term(code: "{"é" * n * 40}") {{ code }}', ""),
    "long block": lambda n: (f'term(code: """{" a" * n * 40}""") {{ code }}', ""),
    "comments": lambda n: ("__typename\n" + "#\n" * n * 4, ""),
    "long comment": lambda n: ("__typename\n#" + "x" * n * 40 + "\n", ""),
    "chain": lambda n: chain(n, 1),
    "doubling chain": lambda n: chain(n, 2),
    "tenfold chain": lambda n: chain(n // 5 + 1, 10),
    "circle": lambda n: circle(n + 1),
    "mesh": lambda n: mesh(n // 8 + 1),
    "conflicts": conflicts,
    "operations": lambda n: operations(n // 2),
}
"""What each makes for a size: its length is about linear in it."""


def document(parts: Sequence[Part]) -> str:
    """One document of several parts."""
    selections, definitions = zip(*parts, strict=True)
    return f"query Q {{ {' '.join(selections)} }} {' '.join(definitions)}"


hostile_documents = st.lists(
    st.builds(lambda name, size: SHAPES[name](size), st.sampled_from(sorted(SHAPES)), st.integers(1, 200)),
    min_size=1,
    max_size=3,
).map(document)


def prepared(documents: Documents, text: str) -> ValidDocument | None:
    """The document as an operation prepares it; None if it is refused."""
    try:
        found = documents.validate(text, parse(text, **documents.parse_options()))
        if isinstance(found, ValidDocument):
            operation = next(node for node in found.document.definitions if isinstance(node, OperationDefinitionNode))
            documents.cost(found, operation.name.value if operation.name else None, {})
            return found
    except (GraphQLError, RequestError):
        pass
    return None
