"""The schema, put together."""

from datetime import datetime

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.execution import ExecutionContext

from schema.document_cache import DocumentCache
from schema.errors import PublicErrors, report
from schema.mutation import Mutation
from schema.operation_logging import OperationLogging
from schema.problems import PROBLEM_TYPES
from schema.query import Query
from schema.scalars import DATE_TIME
from schema.subscription import Subscription


class Schema(strawberry.Schema):
    """Strawberry's, but for how errors are logged. `core` is the schema of graphql-core."""

    @property
    def core(self) -> GraphQLSchema:
        return self._schema

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:  # noqa: ARG002 - Strawberry passes it
        report(errors)


SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=PROBLEM_TYPES.values(),
    config=StrawberryConfig(scalar_map={datetime: DATE_TIME}),
    extensions=[PublicErrors, DocumentCache, OperationLogging],
)
"""The one schema of this service."""
