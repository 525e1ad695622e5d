"""The limits of one GraphQL operation that an installation sets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OperationLimits:
    """Attributes:
    max_document_characters: characters of a document, comments included.
    max_document_tokens: lexical tokens of a document; as many comments are allowed besides.
    max_list_items: items of a list, or members of an object, in the variables.
    max_cost: the cost of an operation: see `schema.operation_cost`.
    query_timeout_seconds: time after which a query is ended; mutations and subscriptions never are.
    document_cache_bytes: memory, roughly, that documents take which are kept parsed and validated.
    max_compiled_fields: fields of compiled operations that are kept, all together, roughly; 0: none is compiled.
    """

    max_document_characters: int = 16 * 1024
    max_document_tokens: int = 1000
    max_list_items: int = 1000
    max_cost: int = 10_000
    query_timeout_seconds: float = 45
    document_cache_bytes: int = 32 * 1024 * 1024
    max_compiled_fields: int = 10_000
