"""Hands in enrollments in a process of its own and prints the answers as JSON: `python -m tests.support.hand_in`.

For tests of what a process's surroundings do to it; where the database is, the environment says.
"""

import asyncio
import sys

import msgspec

from app.container import Container
from app.settings import Settings
from enrollment.submission import Accepted, SubmissionResult
from resolvers.language import Language
from resolvers.messages import message
from tests.support.engine import submission, submit


async def main(student: str, group: str, *terms: str) -> list[dict[str, str]]:
    """An answer for each term: its code, and what it says of time."""
    async with Container.connected(Settings()) as container:
        answers = await submit(container, [submission(student, [group], term=term) for term in terms])
    return [encoded(answer) for answer in answers]


def encoded(answer: SubmissionResult) -> dict[str, str]:
    """What the answer says."""
    if isinstance(answer, Accepted):
        return {"code": "ACCEPTED", "submitted_at": answer.task.submitted_at.isoformat()}
    return {**msgspec.to_builtins(answer), "code": answer.code, "message": message(answer, Language.EN)}


if __name__ == "__main__":
    print(msgspec.json.encode(asyncio.run(main(*sys.argv[1:]))).decode())  # noqa: T201 - the answer, for its caller
