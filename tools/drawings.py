"""Draws the pictures in docs/pictures, as SVG, from what tools/runs.py has seen and kept beside them.

They have a light and a dark set of colours, as the reader's system asks for. The moving one stands still, and shows all
of it, for readers who ask for less motion.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"

WIDTH = 860
STYLE = """
  svg { --paper: #fff; --ink: #1c2430; --muted: #5d6776; --line: #dfe3e8; --here: #f4f7fa;
    --quiet: #5d6776; --quiet-paper: #e9edf1; --busy: #1f6fb2; --busy-paper: #e4f0fa;
    --good: #17703f; --good-paper: #e3f3ea; --bad: #b3261e; --bad-paper: #fcebea;
    --back: #7b4fb0; --back-paper: #f1eafa; --wide: #9cc7ea; --thin: #b3261e }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14181e; --ink: #e6e9ee; --muted: #9aa5b4; --line: #303843; --here: #1b2129;
      --quiet: #9aa5b4; --quiet-paper: #2a323d; --busy: #6db3f2; --busy-paper: #162838;
      --good: #6fd19a; --good-paper: #16291f; --bad: #ff8f86; --bad-paper: #33191a;
      --back: #bd9af0; --back-paper: #271e36; --wide: #2f6796; --thin: #ffb3ad } }
  text { fill: var(--ink); font: 14px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
  .title { font-size: 16px; font-weight: 600 } .muted { fill: var(--muted); font-size: 13px }
  .middle { text-anchor: middle } .end { text-anchor: end } .version { font-weight: 600 }
  .status { font-size: 11px; font-weight: 600; text-anchor: middle }
  .paper { fill: var(--paper); stroke: var(--line) } .line { stroke: var(--line) } .here { fill: var(--here) }
"""

SORTS = {
    "quiet": ("QUEUED", "PENDING"),
    "busy": ("RUNNING", "STARTED"),
    "good": ("DONE",),
    "bad": ("REFUSED", "REJECTED"),
    "back": ("COMPENSATING", "COMPENSATED"),
}
"""Statuses by the colour that they have."""
HELD = "RESERVED"
"""Of a group whose seat is held."""

APPEARS = (0.4, 1.6, 2.8, 5.2, 6.8)
LOOP_SECONDS = 11.0
"""When each version appears in the moving picture: slower than it was, but for the two seconds of the charge."""


def draw(name: str, seen: Mapping[str, Any]) -> str:
    """The picture of this name."""
    return {"compensation": compensation, "seats": seats}[name](seen)


def compensation(seen: Mapping[str, Any]) -> str:
    """A table that fills from left to right: a column a version, a row a step."""
    states = seen["states"]
    names = [*dict.fromkeys(step["name"] for state in states for step in state["task"]["saga"]["steps"])]
    left, column, top, row = 200, 128, 64, 34
    height = top + 56 + row * (len(names) + 2) + 48
    began = datetime.fromisoformat(states[0]["at"])
    body = [text(20, 32, f"{seen['student']} enrolls in two groups, and billing declines", "title")]
    for number, name in enumerate(["task", *names, "seats held"]):
        y = top + 56 + row * number + (10 if name == "seats held" else 0)
        body.append(text(20, y + 21, name, "" if number else "version"))
    for number, state in enumerate(states):
        x = left + column * number
        seconds = (datetime.fromisoformat(state["at"]) - began).total_seconds()
        steps = {step["name"]: step["status"] for step in state["task"]["saga"]["steps"]}
        held = sum(group["status"] == HELD for group in state["task"]["groups"])
        parts = [
            f'<rect class="here" x="{x}" y="{top - 8}" width="{column - 8}" height="{height - top - 38}" rx="6"/>',
            text(x + 60, top + 16, f"version {state['version']}", "version middle"),
            text(x + 60, top + 36, f"{seconds:.2f} s", "muted middle"),
            *pill(x + 6, top + 60, state["task"]["status"]),
        ]
        for position, name in enumerate(names, 1):
            if name in steps:
                parts += pill(x + 6, top + 60 + row * position, steps[name])
        parts.append(text(x + 60, top + 56 + row * (len(names) + 1) + 31, str(held), "version middle"))
        body.append(f'<g class="column" style="animation-name:v{number}">{"".join(parts)}</g>')
    [problem] = states[-1]["task"]["problems"]
    body.append(text(20, height - 16, f"The answer: {problem['code']}, {problem['message']}", "muted"))
    steps_css = "".join(
        f"@keyframes v{n} {{ 0%, {100 * at / LOOP_SECONDS:.1f}% {{ opacity: 0 }} "
        f"{100 * (at + 0.35) / LOOP_SECONDS:.1f}%, 98% {{ opacity: 1 }} 100% {{ opacity: 0 }} }}\n"
        for n, at in enumerate(APPEARS)
    )
    moving = f"""
  .column {{ animation: {LOOP_SECONDS}s linear infinite }}
  @media (prefers-reduced-motion: reduce) {{ .column {{ animation: none }} }}
  {steps_css}"""
    colours = "".join(
        f"  .{sort} rect {{ fill: var(--{sort}-paper) }} .{sort} text {{ fill: var(--{sort}) }}\n" for sort in SORTS
    )
    said = ", ".join(f"version {s['version']} {s['task']['status']}" for s in states)
    return page(height, f"The states of a task whose charge is refused: {said}", moving + colours, body)


def pill(x: float, y: float, status: str) -> Iterator[str]:
    """A status on the colour of its sort."""
    sort = next(sort for sort, statuses in SORTS.items() if status in statuses)
    yield f'<g class="{sort}"><rect x="{x}" y="{y}" width="108" height="24" rx="12"/>'
    yield f'<text class="status" x="{x + 54}" y="{y + 16}">{status}</text></g>'


def seats(seen: Mapping[str, Any]) -> str:
    """Two lines over time, one wide and one thin, so that both can be seen where they lie on each other."""
    (first, second), samples, killed, most = seen["groups"], seen["samples"], seen["killed"], seen["students"]
    left, right, top, bottom, height = 56, WIDTH - 30, 84, 290, 350
    longest = samples[-1][0]

    def x(seconds: float) -> float:
        return round(left + (right - left) * seconds / longest, 1)

    def y(taken: int) -> float:
        return round(bottom - (bottom - top) * taken / most, 1)

    body = [
        text(20, 32, "Seats taken in two groups; the only worker is killed", "title"),
        legend(20, 56, "wide", 9, first),
        legend(190, 56, "thin", 2.5, second),
    ]
    for taken in range(0, most + 1, 10):
        body.append(f'<line class="line" x1="{left}" x2="{right}" y1="{y(taken)}" y2="{y(taken)}"/>')
        body.append(text(left - 10, y(taken) + 5, str(taken), "muted end"))
    body += [text(x(seconds), bottom + 22, f"{seconds} s", "muted middle") for seconds in range(0, int(longest) + 1, 5)]
    body.append(f'<line class="kill" x1="{x(killed)}" x2="{x(killed)}" y1="{top - 6}" y2="{bottom}"/>')
    body.append(text(x(killed) + 8, bottom - 12, "kill -9 inside a commit; a new worker starts", "killed"))
    for column, (name, width) in enumerate((("wide", 9), ("thin", 2.5)), 1):
        points = stairs([(x(sample[0]), y(sample[column])) for sample in samples])
        body.append(f'<polyline stroke="var(--{name})" stroke-width="{width}" points="{points}"/>')
    note = (
        "An enrollment takes both seats in one commit. What the dead worker had claimed waits for the end of its lease."
    )
    body.append(text(20, height - 14, note, "muted"))
    style = """
  polyline { fill: none; stroke-linejoin: round; stroke-linecap: round }
  .kill { stroke: var(--ink); stroke-dasharray: 4 4 } .killed { font-size: 13px; font-weight: 600 }
"""
    said = f"{first} and {second} have the same number of seats taken at every moment, from 0 to {most}"
    return page(height, said, style, body)


def stairs(points: Sequence[tuple[float, float]]) -> str:
    """A line that stays level until the next point's moment."""
    corners = [points[0]]
    for (_, level), (moment, after) in pairwise(points):
        corners += [(moment, level), (moment, after)] if after != level else [(moment, level)]
    return " ".join(f"{x},{y}" for x, y in corners)


def legend(x: float, y: float, name: str, width: float, label: str) -> str:
    """A piece of a line, and what it is."""
    line = f'<line stroke="var(--{name})" stroke-width="{width}" x1="{x}" x2="{x + 28}" y1="{y}" y2="{y}"/>'
    return line + text(x + 38, y + 5, label)


def text(x: float, y: float, words: str, classes: str = "") -> str:
    """A line of text."""
    marked = f' class="{classes}"' if classes else ""
    return f'<text{marked} x="{x}" y="{y}">{escape(words)}</text>'


def page(height: float, said: str, style: str, body: Sequence[str]) -> str:
    """The whole file. `said`: for readers who do not see it."""
    parts = "\n".join(body)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">
<title>{escape(said)}</title>
<style>{STYLE}{style}</style>
<rect class="paper" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8"/>
{parts}
</svg>
"""
