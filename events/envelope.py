"""How a task's state travels: `id`, newline, `version`, newline, the state as JSON.

The head is outside the JSON so that the many events nobody here watches are dropped unparsed.
"""

from uuid import UUID

import msgspec

from enrollment.task import TaskState


class UnreadableEvent(ValueError):
    """A payload that is no event of this version of Registro."""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(TaskState)


def encode(state: TaskState) -> bytes:
    """The payload that carries `state`."""
    return b"%b\n%d\n%b" % (str(state.id).encode(), state.version, _encoder.encode(state))


def split(payload: bytes) -> tuple[UUID, int, bytes]:
    """A payload's task id, version and unread body. Raises Unreadable."""
    try:
        task_id, version, body = payload.split(b"\n", 2)
        return UUID(task_id.decode()), int(version), body
    except ValueError as error:
        raise UnreadableEvent(str(error)) from error


def decode(body: bytes) -> TaskState:
    """The state in a payload's body. Raises Unreadable."""
    try:
        return _decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise UnreadableEvent(str(error)) from error
