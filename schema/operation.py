"""One operation on its way through the service: it is read and weighed before it is executed, and answered and logged
afterwards.

Strawberry's extensions would do the same. Around a small mutation their four stacks of context managers cost as much
as executing it.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import structlog
from graphql import DocumentNode, GraphQLError, parse
from graphql import ExecutionResult as CoreResult
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.execution import ExecutionResult, PreExecutionError
from strawberry.types.graphql import OperationType
from structlog.contextvars import bind_contextvars

from guards.access_policy import Access, AccessPolicy
from resolvers.context import Context
from resolvers.errors import BadDocument, IntrospectionOff, NotSignedIn, RequestError, TooCostly, TooManyRequests
from schema.document_cache import Documents, Named, ValidDocument, named_operation, refusal
from schema.document_limits import check_variables
from schema.errors import public_errors, report
from schema.event_answers import EventAnswer, EventResult
from schema.operation_rates import draw_for_cost, draw_for_refusal

_log = structlog.get_logger(__name__)

NOT_EXECUTED = (MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError)
"""Raised for what is no operation, or one of a kind that is not allowed where it was sent."""
_PLURALS = {
    OperationType.QUERY: "queries",
    OperationType.MUTATION: "mutations",
    OperationType.SUBSCRIPTION: "subscriptions",
}
_MAX_NAME_LENGTH = 100
"""Characters of a client's name for an operation that are logged."""
_LOGGED_BY_SERVICES = {"enroll", "drop", "swap"}
"""Mutations that have a line of their own: `accepted`, `replayed` or `refused`."""
_NO_NAME = (
    "Must provide an operation name if the document has several operations.",
    "Debe indicarse el nombre de una operación si el documento tiene varias.",
)
_SIGN_IN = (
    "Introspection is for signed-in callers; send a token.",
    "La introspección es para quienes se identifican; envíe un token.",
)
_OFF = (
    "Introspection is off here; ask the operators for the schema, which `registro schema` prints.",
    "La introspección está desactivada aquí; pida el esquema a los operadores, que `registro schema` imprime.",
)


class Operation:
    """One operation, from its document to its log line.

    Args:
        name: of the operation, as the client has sent it.
        context: of the request; over a WebSocket, where one serves the whole connection, of the connection.

    Attributes:
        context: of this operation, with loaders that have read nothing.
        variables: as they were sent.
        document, kind: once `refusals` has found them.
    """

    def __init__(
        self,
        documents: Documents,
        access: AccessPolicy,
        query: str | None,
        variables: Mapping[str, Any] | None,
        name: str | None,
        context: Context,
    ) -> None:
        self._began = time.perf_counter()
        self._documents = documents
        self._access = access
        self._query = query
        self.variables = variables
        self._given_name = name
        self._valid: ValidDocument | None = None
        self._named: Named | None = None
        self._cost: int | None = None
        self._executed = False
        self._was_known = False
        shown = access.suggestions.allows(signed_in=context.caller.is_signed_in)
        self.context = context.for_operation(hides_suggestions=not shown)
        bind_contextvars(correlation_id=self.context.correlation_id)

    @property
    def document(self) -> DocumentNode:
        assert self._valid is not None
        return self._valid.document

    @property
    def kind(self) -> OperationType:
        assert self._named is not None
        return self._named.kind

    @property
    def name(self) -> str | None:
        """The name of the operation that is executed."""
        return self._named.name if self._named is not None else self._given_name

    def refusals(self, allowed: Iterable[OperationType]) -> Sequence[GraphQLError]:
        """Why the operation must not be executed; nothing if it may be.

        Raises MissingQueryError, CannotGetOperationTypeError; InvalidOperationTypeError if it is of another kind than
        those `allowed`.
        """
        if not self._query:
            raise MissingQueryError
        valid = self._documents.known(self._query)
        self._was_known = valid is not None
        document = None if valid is None else valid.document
        if document is None:
            try:
                document = parse(self._query, **self._documents.parse_options())
            except (GraphQLError, RecursionError) as error:  # it is malformed, or nests too deeply for the parser
                return [as_graphql_error(error)]
        self._named = valid.operation(self._given_name) if valid else named_operation(document, self._given_name)
        if self._named is None:
            raise CannotGetOperationTypeError(self._given_name)
        if self._named.kind not in allowed:
            raise InvalidOperationTypeError(self._named.kind)
        if valid is None:
            found = self._documents.validate(self._query, document, hide_suggestions=self.context.hides_suggestions)
            if not isinstance(found, ValidDocument):
                return found
            valid = found
        self._valid = valid
        try:
            self._weigh(valid, self._named)
        except TooManyRequests as error:
            return [refusal(error)]
        except RequestError as error:
            return self._drawn_for([refusal(error)])
        self._executed = True
        bind_contextvars(operation=self._named.fields)
        return ()

    def refused(self, errors: Sequence[GraphQLError]) -> PreExecutionError:
        """The answer where nothing was executed."""
        return PreExecutionError(None, self._public(errors), self._extensions())

    def answer(self, result: CoreResult) -> ExecutionResult:
        """The answer, as the client gets it."""
        errors: Sequence[GraphQLError] | None = result.errors
        if errors and result.data is None and not any(error.path for error in errors):  # the variables are wrong
            errors = self._drawn_for(errors)
        return ExecutionResult(result.data, self._public(errors) if errors else None, self._extensions())

    def event(self, result: CoreResult) -> ExecutionResult:
        """One event of a subscription, as the client gets it."""
        if not isinstance(result, EventResult):
            return self.answer(result)
        if result.answer is None:
            result.answer = EventAnswer(result.data, None, self._extensions())
        return result.answer

    def log_end(self) -> None:
        """Log that the operation has ended: mutations at INFO, but for those of which a line says more, all others at
        DEBUG. Errors are logged by themselves."""
        if not self._executed:
            return
        assert self._named is not None
        at_info = self._named.kind is OperationType.MUTATION and self._named.fields not in _LOGGED_BY_SERVICES
        log = _log.info if at_info else _log.debug
        more = {} if self.name is None else {"operation_name": self.name[:_MAX_NAME_LENGTH]}
        log("answered", duration_seconds=round(time.perf_counter() - self._began, 6), kind=self.kind.value, **more)

    def _weigh(self, valid: ValidDocument, named: Named) -> None:
        """Weigh the operation, and draw what it costs from what its caller may ask for. Raises RequestError."""
        if self._given_name is None and valid.has_several_operations:  # Strawberry would execute the first one
            raise BadDocument(*_NO_NAME)
        check_variables(self.variables, self._documents.limits.max_list_items)
        cost = self._documents.cost(valid, self._given_name, self.variables or {})
        if cost.introspection:
            self._check_introspection()
        self._cost = cost.fields
        if cost.fields > self._documents.limits.max_cost:
            raise TooCostly(cost.fields, self._documents.limits.max_cost)
        draw_for_cost(cost.fields, self.context.allowance, mutates=named.kind is OperationType.MUTATION)

    def _check_introspection(self) -> None:
        introspection = self._access.introspection
        if introspection.allows(signed_in=self.context.caller.is_signed_in):
            return
        raise IntrospectionOff(*_OFF) if introspection is Access.OFF else NotSignedIn(*_SIGN_IN)

    def _drawn_for(self, errors: Sequence[GraphQLError]) -> Sequence[GraphQLError]:
        """Why nothing is executed; that the caller asks too often, if so. A mutation that was known has drawn nothing
        until now."""
        if self._was_known and self._named is not None and self._named.kind is OperationType.MUTATION:
            try:
                draw_for_refusal(self.context.allowance)
            except TooManyRequests as error:
                return [refusal(error)]
        return errors

    def _public(self, errors: Sequence[GraphQLError]) -> list[GraphQLError]:
        report(errors, self.context)
        return public_errors(errors, self.context)

    def _extensions(self) -> dict[str, Any]:
        return {} if self._cost is None else {"cost": self._cost}


def as_graphql_error(error: Exception) -> GraphQLError:
    """The error as graphql-core has them."""
    match error:
        case GraphQLError():
            return error
        case CannotGetOperationTypeError():
            return GraphQLError(error.as_http_error_reason(), original_error=error)
        case InvalidOperationTypeError():
            return GraphQLError(f"{_PLURALS[error.operation_type]} are not allowed", original_error=error)
        case _:
            return GraphQLError(str(error), original_error=error)
