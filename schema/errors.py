"""Top-level errors as clients see them: each with a code and the correlation id, and none that tells our secrets."""

import structlog
from graphql import GraphQLError, GraphQLSyntaxError, VariableDefinitionNode
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import MaskErrors
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from enrollment.paging import BadCursor
from resolvers.errors import BadArgument, Forbidden, NotFound, NotSignedIn
from resolvers.ports import Unavailable

_log = structlog.get_logger(__name__)

_CLIENTS_FAULTS = (MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError)


class PublicErrors(MaskErrors):
    """Replaces every error by what a client may know of it. Errors may come from a cache, so they are never changed."""

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The error for the client."""
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
    """Log errors as loudly as they deserve: a client's typing error is no alarm of ours.

    Without their messages, which quote what the client sent; it has them in its answer.
    """
    for error in errors:
        cause = error.original_error
        code = _public(error)[1]["code"]
        if isinstance(cause, Unavailable):
            _log.warning("not answered", problem=code, service=cause.service)
        elif _is_ours(error):
            _log.error("a resolver failed", problem=code, path=error.path, exc_info=cause)
        elif isinstance(cause, Forbidden | NotSignedIn):
            _log.info("refused", problem=code)
        else:
            _log.debug("refused", problem=code)


def _public(error: GraphQLError) -> tuple[str, dict[str, object]]:
    cause = error.original_error
    match cause:
        case BadArgument():
            return error.message, {"code": "BAD_USER_INPUT", "argument": cause.argument}
        case BadCursor():
            return "after is no cursor of this list.", {"code": "BAD_USER_INPUT", "argument": "after"}
        case NotFound():
            return error.message, {"code": "NOT_FOUND"}
        case NotSignedIn():
            return error.message, {"code": "UNAUTHENTICATED"}
        case Forbidden():
            return error.message, {"code": "FORBIDDEN"}
        case Unavailable():
            wait = cause.retry_after_seconds
            return error.message, {"code": "SERVICE_UNAVAILABLE", "service": cause.service, "retryAfterSeconds": wait}
        case _ if _is_ours(error):
            return "Something went wrong on our side.", {"code": "INTERNAL"}
        case _:
            return error.message, {"code": _code_of_clients_fault(error)}


def _is_ours(error: GraphQLError) -> bool:
    # Variables that cannot be coerced arrive as GraphQLErrors caused by GraphQLErrors: faults of clients.
    cause = error.original_error
    return not (
        cause is None
        or isinstance(
            cause,
            (GraphQLError, BadArgument, BadCursor, Forbidden, NotFound, NotSignedIn, Unavailable, *_CLIENTS_FAULTS),
        )
    )


def _code_of_clients_fault(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    # Of a value that does not fit its variable; a variable that does not fit its place has two nodes.
    if error.nodes and len(error.nodes) == 1 and isinstance(error.nodes[0], VariableDefinitionNode):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED"
