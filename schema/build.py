"""The schema, put together."""

from datetime import datetime

from strawberry.schema.config import StrawberryConfig

from schema.document_cache import DocumentCache
from schema.errors import PublicErrors
from schema.execution import Schema
from schema.mutation import Mutation
from schema.operation_logging import OperationLogging
from schema.problems import PROBLEM_TYPES
from schema.query import Query
from schema.scalars import DATE_TIME
from schema.subscription import Subscription

SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=PROBLEM_TYPES.values(),
    config=StrawberryConfig(scalar_map={datetime: DATE_TIME}),
    extensions=[PublicErrors, DocumentCache, OperationLogging],
)
"""The one schema of this service."""
