"""Top-level errors: each has a code and the correlation id, and none shows what went wrong inside."""

import structlog
from graphql import GraphQLError, GraphQLSyntaxError, VariableDefinitionNode
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import MaskErrors
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from enrollment.paging import BadCursor
from kit.errors import DatabaseUnavailable
from resolvers.errors import Forbidden, NotSignedIn, RequestError

_log = structlog.get_logger(__name__)

_INTERNAL = "INTERNAL"


class PublicErrors(MaskErrors):
    """Replaces every error by what a client may know of it. Errors may come from a cache, so they are never changed."""

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        message, extensions = _public(error)
        correlation_id = self.execution_context.context.correlation_id
        return GraphQLError(
            message,
            nodes=error.nodes,
            source=error.source,
            positions=error.positions,
            path=error.path,
            extensions={**extensions, "correlationId": correlation_id},
        )


def report(errors: list[GraphQLError]) -> None:
    """Log each error at the level it deserves: a client's typing error is no alarm of ours.

    Messages are left out: they quote what the client sent, and it has them in its answer.
    """
    for error in errors:
        cause = error.original_error
        code = _public(error)[1]["code"]
        if code == _INTERNAL:
            _log.error("a resolver failed", problem=code, path=error.path, exc_info=cause)
        elif isinstance(cause, DatabaseUnavailable):
            _log.warning("not answered", problem=code, service="database", error=str(cause))
        elif isinstance(cause, Forbidden | NotSignedIn):
            _log.info("refused", problem=code)
        else:
            _log.debug("refused", problem=code)


def _public(error: GraphQLError) -> tuple[str, dict[str, object]]:
    """The message and the extensions that the client gets."""
    match error.original_error:
        case RequestError() as cause:
            return error.message, cause.extensions
        case BadCursor():
            return "after must be a cursor of this list.", {"code": "BAD_USER_INPUT", "argument": "after"}
        case DatabaseUnavailable() as cause:
            wait = cause.retry_after_seconds
            message = f"The database cannot be reached; try again in {wait:g} s."
            return message, {"code": "SERVICE_UNAVAILABLE", "service": "database", "retryAfterSeconds": wait}
        # A GraphQLError caused by a GraphQLError is a variable that cannot be coerced.
        case None | GraphQLError() | MissingQueryError() | CannotGetOperationTypeError() | InvalidOperationTypeError():
            return error.message, {"code": _document_error_code(error)}
        case _:
            return "Something went wrong on our side.", {"code": _INTERNAL}


def _document_error_code(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    # A value that does not fit its variable has the one node; a variable that does not fit its place has two.
    if error.nodes and len(error.nodes) == 1 and isinstance(error.nodes[0], VariableDefinitionNode):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED"
