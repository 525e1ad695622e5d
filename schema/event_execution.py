"""How the events of subscriptions are executed."""

from typing import Any

from graphql import ExecutionResult, Executor

from schema.event_answers import Answers, EventResult
from schema.operation_execution import OperationExecutor


class EventExecutor(OperationExecutor):
    """Executes the events of one subscription. An event that others get, too, may have been executed for them."""

    _depends_on: tuple[object, ...] | None = None

    def execute_event(self, event: Any) -> Any:
        """The result, or something to await. What had to be awaited was loaded for this caller, and is not shared."""
        answers: Answers | None = getattr(event, "answers", None)
        if answers is None:
            return super().execute_event(event)
        if self._depends_on is None:
            context = self.context_value
            # Fields whose resolvers wait for something may depend on more: their results are not shared.
            self._depends_on = (
                id(self.operation),
                repr(self.variable_values.coerced),
                context.language,
                context.caller.roles,
            )
        found = answers.get(self._depends_on)
        if found is not None:
            return found
        result = super().execute_event(event)
        if not isinstance(result, ExecutionResult) or result.errors:
            return result
        shared = answers[self._depends_on] = EventResult(result.data, self.operation)
        return shared

    def build_per_event_executor(self, payload: Any) -> Executor[Any]:
        """An executor for an event."""
        executor = super().build_per_event_executor(payload)
        # graphql-core would add what it collects for each event to what it has collected for all before.
        executor._relevant_sub_fields = {}  # noqa: SLF001 - it has no other name
        return executor
