"""Documents are found valid in a time linear in their size, and only valid ones are kept, within a size."""

import gc
import tracemalloc

import pytest
from graphql import GraphQLError, get_introspection_query, parse
from hypothesis import given, settings

from guards.operation_limits import OperationLimits
from resolvers.errors import RequestError
from schema.build import SCHEMA
from schema.document_cache import Documents, ValidDocument
from tests.support.hostile_documents import SHAPES, document, hostile_documents, prepared
from tests.support.steps import steps

STEPS_PER_TOKEN = 1_600
STEPS_PER_CHARACTER = 30
STEPS_PER_TYPE = 7_700
"""For looking for similar names among all types of the schema, for a few errors."""


def made(**limits: int) -> Documents:
    return Documents(SCHEMA.core, OperationLimits(**limits))


def tokens(text: str) -> int:
    """How many are read before the document is refused."""
    try:
        return parse(text, max_lexical_tokens=1000).token_count
    except GraphQLError:
        return 1000


def check_linear(text: str) -> None:
    documents = made()
    allowed = (
        STEPS_PER_TOKEN * tokens(text) + STEPS_PER_CHARACTER * len(text) + STEPS_PER_TYPE * len(SCHEMA.core.type_map)
    )
    assert steps(lambda: prepared(documents, text)) <= allowed


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("size", [40, 150])
def test_no_kind_of_document_takes_more_than_linear_work(shape: str, size: int) -> None:
    check_linear(document([SHAPES[shape](size)]))


@settings(max_examples=40)
@given(hostile_documents)
def test_no_mixture_of_them_does(text: str) -> None:
    check_linear(text)


def test_what_is_too_long_is_refused_before_it_is_read() -> None:
    documents = made()
    text = "{ viewer { subject } }" + "#" * 1_000_000
    with pytest.raises(GraphQLError):
        parse(text, **documents.parse_options())
    assert steps(lambda: prepared(documents, text)) < 200
    assert documents.known(text) is None


def test_ten_thousand_documents_take_no_more_memory_than_some() -> None:
    documents = made(document_cache_bytes=1_000_000)
    counts = []
    for n in range(10_000):
        assert prepared(documents, f"query Q{n} {{ __typename }}")
        counts.append((len(documents), documents.kept_bytes))
    assert max(size for _, size in counts) <= 1_000_000
    assert len({count for count, _ in counts[5_000:]}) == 1
    assert documents.known("query Q9999 { __typename }")
    assert not documents.known("query Q0 { __typename }")


@pytest.mark.parametrize("selection", ["__typename", "terms { code } " * 10, f"# {'☃' * 5000}\n__typename"])
def test_documents_take_no_more_memory_than_is_counted(selection: str) -> None:
    documents = made()
    prepared(documents, f"query First {{ {selection} }}")
    before = documents.kept_bytes
    tracemalloc.start()
    try:
        for n in range(50):
            assert prepared(documents, f"query Q{n} {{ {selection} }}")
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken <= documents.kept_bytes - before


def test_the_documents_that_are_used_are_kept() -> None:
    documents = made(document_cache_bytes=100_000)
    assert (kept := prepared(documents, "{ viewer { subject } }"))
    for n in range(1000):
        prepared(documents, f"query Q{n} {{ viewer {{ subject }} }}")
        assert documents.known("{ viewer { subject } }") is kept


@pytest.mark.parametrize("text", ["{ nothing }", "{ viewer { subject } ...", "{ terms { code code(x: 1) } }"])
def test_what_is_not_valid_is_not_kept(text: str) -> None:
    documents = made()
    assert prepared(documents, text) is None
    assert (len(documents), documents.kept_bytes) == (0, 0)


def test_a_document_larger_than_the_memory_for_all_is_executed_and_not_kept() -> None:
    documents = made(document_cache_bytes=0)
    assert prepared(documents, "{ viewer { subject } }")
    assert (len(documents), documents.kept_bytes) == (0, 0)


def test_what_is_nested_beyond_pythons_stack_is_not_valid() -> None:
    documents = made(max_document_tokens=100_000, max_document_characters=1_000_000)
    for shape in ("inline in inline", "chain", "circle", "fields in fields", "objects in objects"):
        assert prepared(documents, document([SHAPES[shape](900)])) is None


def test_an_introspection_may_ask_for_what_tools_ask_for_and_not_much_more() -> None:
    documents = made()
    assert prepared(documents, get_introspection_query(specified_by_url=True, schema_description=True, one_of=True))
    aliases = " ".join(f"a{n}: types {{ ...F }}" for n in range(15))
    text = get_introspection_query().replace("types {", f"{aliases} types {{").replace("FullType", "F")
    found = documents.validate(text, parse(text))
    assert isinstance(found, ValidDocument)
    with pytest.raises(RequestError, match="introspection"):
        documents.cost(found, "IntrospectionQuery", {})
