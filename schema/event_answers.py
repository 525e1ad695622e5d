"""Answers that several subscribers get alike: an event is executed once for each document, and encoded once."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from graphql import ExecutionResult as CoreResult
from graphql import OperationDefinitionNode
from strawberry.types.execution import ExecutionResult


@dataclass
class EventAnswer(ExecutionResult):
    """An answer that is encoded once, however many get it."""

    _json: bytes | None = None

    @property
    def json(self) -> bytes:
        """The payload of the message that has the answer."""
        if self._json is None:
            self._json = orjson.dumps({"data": self.data, "extensions": self.extensions})
        return self._json


class EventResult(CoreResult):
    """The result of executing an event that several subscribers get.

    Attributes:
        operation: kept, so that no other has its id.
        answer: made of the result by the first subscriber.
    """

    __slots__ = ("answer", "operation")

    def __init__(self, data: dict[str, Any] | None, operation: OperationDefinitionNode) -> None:
        super().__init__(data, None)
        self.operation = operation
        self.answer: EventAnswer | None = None


Answers: TypeAlias = dict[object, EventResult]
"""Of one event, by what they depend on."""
