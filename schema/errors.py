"""Top-level errors: each has a code and the correlation id, and none shows what went wrong inside."""

from collections.abc import Sequence

import structlog
from graphql import FieldNode, GraphQLError, GraphQLSyntaxError, VariableDefinitionNode
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from enrollment.paging import BadCursor
from kit.errors import DatabaseUnavailable
from resolvers.audit_refusal import audit_forbidden
from resolvers.context import Context
from resolvers.errors import BadArgument, Forbidden, NotSignedIn, RequestError
from resolvers.language import in_language
from services.refused_callers import Reason

_log = structlog.get_logger(__name__)

_INTERNAL = "INTERNAL"
INTERNAL_ERROR = ("Something went wrong on our side.", "Algo falló de nuestro lado.")
_BAD_CURSOR = BadArgument("after", "must be a cursor of this list.", "debe ser un cursor de esta lista.")
_IN_SPANISH = {
    "GRAPHQL_PARSE_FAILED": "El documento no se puede leer:",
    "GRAPHQL_VALIDATION_FAILED": "El documento no es válido:",
    "BAD_USER_INPUT": "El valor de una variable no es válido:",
}
"""What stands before the words of graphql-core, which are English."""


def public_errors(errors: Sequence[GraphQLError], context: Context) -> list[GraphQLError]:
    """What a client may know of the errors. They may come from a cache, so they are never changed."""
    return [_public_error(error, context) for error in errors]


def report(errors: Sequence[GraphQLError], context: Context) -> None:
    """Log each error at the level it deserves: a client's typing error is no alarm of ours.

    What was forbidden goes into the audit log, and callers who are refused are counted. Messages are left out: they
    quote what the client sent, and it has them in its answer.
    """
    refused_callers = context.services.refused_callers
    for error in errors:
        cause = error.original_error
        code = _public(error)[1]["code"]
        if code == _INTERNAL:
            _log.error("a resolver failed", problem=code, path=error.path, exc_info=cause)
        elif isinstance(cause, DatabaseUnavailable):
            _log.warning("not answered", problem=code, service="database", error=str(cause))
        elif isinstance(cause, Forbidden) and error.nodes and isinstance(field := error.nodes[0], FieldNode):
            refused_callers.record(Reason.FORBIDDEN, actor=context.caller.subject)
            audit_forbidden(context, field.name.value, cause)
        else:
            if isinstance(cause, NotSignedIn):
                refused_callers.record(Reason.NOT_SIGNED_IN, address=context.address)
            _log.debug("refused", problem=code)


def _public_error(error: GraphQLError, context: Context) -> GraphQLError:
    texts, extensions = _public(error)
    return GraphQLError(
        in_language(texts, context.language),
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={**extensions, "correlationId": context.correlation_id},
    )


def _public(error: GraphQLError) -> tuple[tuple[str, str], dict[str, object]]:
    """The message in English and Spanish, and the extensions that the client gets."""
    match error.original_error:
        case RequestError() as cause:
            return cause.texts, cause.extensions
        case BadCursor():
            return _BAD_CURSOR.texts, _BAD_CURSOR.extensions
        case DatabaseUnavailable() as cause:
            wait = cause.retry_after_seconds
            texts = (
                f"The database cannot be reached; try again in {wait:g} s.",
                f"No se puede contactar la base de datos; inténtelo de nuevo en {wait:g} s.",
            )
            return texts, {"code": "SERVICE_UNAVAILABLE", "service": "database", "retryAfterSeconds": wait}
        # A GraphQLError caused by a GraphQLError is a variable that cannot be coerced.
        case None | GraphQLError() | MissingQueryError() | CannotGetOperationTypeError() | InvalidOperationTypeError():
            code = _document_error_code(error)
            return (error.message, f"{_IN_SPANISH[code]} {error.message}"), {"code": code}
        case _:
            return INTERNAL_ERROR, {"code": _INTERNAL}


def _document_error_code(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    # A value that does not fit its variable has the one node; a variable that does not fit its place has two.
    if error.nodes and len(error.nodes) == 1 and isinstance(error.nodes[0], VariableDefinitionNode):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED"
