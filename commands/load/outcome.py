"""What became of the tasks of a load test, and what must always hold of them."""

from collections import Counter
from collections.abc import Collection, Sequence

import msgspec

from commands.graphql_client import GraphQLClient
from commands.load.load_plan import SENDS_A_NEW_TASK
from commands.run_tasks import FINAL_SECONDS, invariants_of, tasks_of_run
from trials.promises import Promise, promise
from trials.samples import Sample
from trials.trial_tasks import TrialTask, endings


class LoadOutcome(msgspec.Struct, frozen=True):
    """All tasks of the run, and everything that must hold."""

    tasks: Sequence[TrialTask]
    promises: Sequence[Promise]

    @property
    def violations(self) -> int:
        return sum(promise.violations for promise in self.promises)

    @property
    def counts(self) -> dict[str, int]:
        """Number of tasks by how they ended and why, the most frequent first."""
        return endings(self.tasks)


async def read_outcome(
    client: GraphQLClient, run: str, samples: Sequence[Sample], racers: Collection[str]
) -> LoadOutcome:
    """Wait until all tasks are final, and read what became of them. Raises NoOutcome.

    Args:
        racers: students who sent the same basket several times at the same moment.
    """
    tasks = await tasks_of_run(client, run)
    return LoadOutcome(tasks, [*promises(tasks, samples, racers), *await invariants_of(client)])


def promises(tasks: Sequence[TrialTask], samples: Sequence[Sample], racers: Collection[str]) -> list[Promise]:
    """What must hold of the answers and the tasks together."""
    asked = [sample for sample in samples if sample.label in SENDS_A_NEW_TASK]
    accepted = sum(not sample.failure for sample in asked)
    unfinished = [f"{task.student}: {task.status}" for task in tasks if not task.final]
    won = Counter(
        (task.student, task.groups) for task in tasks if task.student in racers and task.status == "SUCCEEDED"
    )
    twice = [
        f"{student} in {', '.join(groups)}: {count} times" for (student, groups), count in won.items() if count > 1
    ]
    return [
        Promise("ACCEPTED_AND_LOST", "Every accepted request has a task.", max(accepted - len(tasks), 0)),
        Promise("TASK_TWICE", "No request has two tasks, however often it is sent.", max(len(tasks) - len(asked), 0)),
        promise("NOT_FINAL", f"Every task is final {FINAL_SECONDS:g} s after the last answer.", unfinished),
        promise("ENROLLED_TWICE", "A student who asks several times at the same moment is enrolled once.", twice),
    ]
