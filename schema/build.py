"""The schema, put together."""

from datetime import datetime

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types.execution import ExecutionContext

from schema.errors import PublicErrors, report
from schema.extensions import Preparation
from schema.mutation import Mutation
from schema.operation_logging import OperationLogging
from schema.problems import PROBLEM_TYPES
from schema.query import Query
from schema.scalars import DATE_TIME
from schema.subscription import Subscription


class Schema(strawberry.Schema):
    """Strawberry's, which reports errors as loudly as they deserve."""

    def process_errors(
        self,
        errors: list[GraphQLError],
        execution_context: ExecutionContext | None = None,  # noqa: ARG002
    ) -> None:
        """See `report`."""
        report(errors)


SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=PROBLEM_TYPES.values(),
    config=StrawberryConfig(scalar_map={datetime: DATE_TIME}),
    extensions=[
        PublicErrors,
        Preparation,
        OperationLogging,
    ],
)
"""The one schema of this service."""
