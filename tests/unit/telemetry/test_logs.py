"""Lines of the log: their form, whichever library writes them and whatever is in them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.contextvars import bound_contextvars

from resolvers.node import NodeKind
from schema.ids import encode
from telemetry import logs

ROOT = Path(__file__).parents[3]
SAGA = UUID("01a21210-da21-7969-922e-b5855f267e45")


class Named:
    name = "tests"


def logged(
    message: str, form: logs.LogFormat = "json", level: str = "info", *, colours: bool = False, **keys: Any
) -> str:
    """The line."""
    event: Any = {"event": message, **keys}
    for process in logs.processors(form, colours=colours):
        event = process(Named(), level, event)
    return str(event.decode())


def fail(why: str) -> None:
    raise RuntimeError(why)


def parsed(message: str, **keys: Any) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(logged(message, **keys))
    return line


def test_the_keys_stand_in_their_order_and_only_where_they_apply() -> None:
    line = parsed("done", duration_seconds=1.5, more=1, saga_id=str(SAGA), operation="enroll", correlation_id="c-1")
    assert list(line) == [
        *("timestamp", "level", "logger", "message"),
        *("correlation_id", "saga_id", "task_id", "operation", "duration_seconds", "more"),
    ]
    assert (line["level"], line["logger"], line["message"]) == ("info", "tests", "done")
    assert list(parsed("done", saga_id=None, correlation_id=None)) == ["timestamp", "level", "logger", "message"]


def test_a_task_has_the_id_that_clients_see() -> None:
    assert parsed("done", saga_id=str(SAGA))["task_id"] == encode(NodeKind.TASK, SAGA)


def test_what_is_bound_is_in_the_line_and_what_it_says_itself_counts_more() -> None:
    with bound_contextvars(correlation_id="c-1", operation="enroll,drop"):
        line = parsed("done", operation="drop")
    assert (line["correlation_id"], line["operation"]) == ("c-1", "drop")
    assert "correlation_id" not in parsed("done")


def test_a_traceback_is_in_the_line_with_its_secrets_hidden() -> None:
    with pytest.raises(RuntimeError) as caught:
        fail("cannot reach redis://:hunter2@cache/0")
    text = logged("failed", level="error", exc_info=caught.value)
    assert "\n" not in text
    line = json.loads(text)
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert "RuntimeError: cannot reach redis://:[redacted]@cache/0" in line["exception"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.uuids(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
    max_leaves=5,
)


@given(st.text(), VALUES)
def test_every_log_record_is_one_line_of_json(message: str, value: Any) -> None:
    text = logged(message, value=value)
    assert "\n" not in text
    assert "value" in json.loads(text)


def test_half_a_character_is_one_line_too() -> None:
    assert json.loads(logged("half \ud800"))["message"] == "half \ud800"
    assert "half" in logged("half \ud800", "console")


def test_people_see_the_same_shorter_and_in_colours_where_there_are_some() -> None:
    keys: dict[str, Any] = {"saga_id": str(SAGA), "correlation_id": "c-1", "duration_seconds": 0.5}
    plain = logged("saga finished", "console", **keys)
    assert plain.split()[0].count(":") == 2
    assert f"saga finished        [tests] correlation_id=c-1 saga_id={SAGA} duration_seconds=0.5" in plain
    assert "\x1b[" not in plain
    assert "\x1b[" in logged("saga finished", "console", colours=True, **keys)


OTHERS = """
import asyncio, gc, logging, threading, warnings
from telemetry import logs

logs.configure("INFO")
logs.log_crashes()
logging.getLogger("uvicorn.error").warning("of %s", "uvicorn")
logging.getLogger("arq.worker").info("too quiet")
logging.getLogger("other").log(35, "between two levels")
logging.getLogger("other").warning("%s misses one: %s", "it")
warnings.warn("of Python")

async def main():
    async def fail():
        raise RuntimeError("not awaited")
    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()

asyncio.run(main())
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
raise ValueError("the end")
"""


def test_libraries_warnings_asyncio_and_crashes_speak_in_the_same_form() -> None:
    ran = subprocess.run([sys.executable, "-c", OTHERS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert all(list(line)[:4] == ["timestamp", "level", "logger", "message"] for line in lines)
    said = [(line["level"], line["logger"], line["message"].splitlines()[0]) for line in lines]
    assert said == [
        ("warning", "uvicorn.error", "of uvicorn"),
        ("warning", "other", "between two levels"),
        ("error", "telemetry.logs", "a library's log message cannot be formatted"),
        ("warning", "py.warnings", "<string>:11: UserWarning: of Python"),
        ("error", "asyncio", "Task exception was never retrieved"),
        ("critical", "app", "crashed"),
        ("critical", "app", "crashed"),
    ]
    assert "ZeroDivisionError" in lines[-2]["exception"]
    assert "ValueError: the end" in lines[-1]["exception"]


@pytest.mark.parametrize(("level", "heard"), [("DEBUG", ["info", "warning"]), ("INFO", ["warning"]), ("ERROR", [])])
def test_libraries_are_heard_from_one_level_above_ours(level: str, heard: list[str]) -> None:
    script = (
        f"import logging; from telemetry import logs; logs.configure('{level}'); of = logging.getLogger('tortoise');"
        "of.debug('SELECT'); of.info('a'); of.warning('b')"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [json.loads(line)["level"] for line in ran.stdout.splitlines()] == heard


def test_work_goes_on_while_the_log_is_not_read() -> None:
    script = (
        "import os, structlog; from telemetry import logs; logs.configure('INFO')\n"
        "for n in range(3): structlog.get_logger('x').info('lost')\n"
        "os.write(2, b'went on'); os._exit(0)"
    )
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"went on")
