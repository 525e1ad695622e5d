"""The form of a published state: `id`, newline, `version`, newline, the state as JSON.

Id and version stand before the JSON, so that a process drops events of tasks that it does not watch without parsing.
"""

from uuid import UUID

import msgspec

from enrollment.task import TaskState


class UnreadableEvent(ValueError):
    """A message that is not an event as this version of Registro writes them."""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(TaskState)


def encode(state: TaskState) -> bytes:
    """Write the message for a state."""
    return b"%b\n%d\n%b" % (str(state.id).encode(), state.version, _encoder.encode(state))


def split(message: bytes) -> tuple[UUID, int, bytes]:
    """Read a message's task id and version, and return its body unread. Raises UnreadableEvent."""
    try:
        task_id, version, body = message.split(b"\n", 2)
        return UUID(task_id.decode()), int(version), body
    except ValueError as error:
        raise UnreadableEvent(str(error)) from error


def decode(body: bytes) -> TaskState:
    """Read the state in a message's body. Raises UnreadableEvent."""
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableEvent(str(error)) from error
