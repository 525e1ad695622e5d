"""Draws charts as SVG. Their colours and fonts are those of the page, which has a light and a dark set."""

import sys
import xml.etree.ElementTree as ET
from typing import Any

import pygal
from pygal.style import Style

from reports.document import BarChart, LineChart

# The library's finder has a form that Python has dropped: with it, each look for a module that does not exist warns.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

_WIDTH, _LINE_HEIGHT = 900, 300
_BAR_HEIGHT, _BAR_MARGIN = 34, 70
_STYLE = Style(
    font_family="inherit",
    label_font_size=13,
    major_label_font_size=13,
    title_font_size=13,
    value_font_size=13,
    value_colors=("currentColor",),  # the library would derive them from the colours of the lines
)
"""Only its sizes count, for the layout; the page's own style sheet colours the charts."""


def svg(chart: LineChart | BarChart) -> str:
    """The chart as an `<svg>` element without scripts, links and styles of its own."""
    return _line_chart(chart) if isinstance(chart, LineChart) else _bar_chart(chart)


def _line_chart(chart: LineChart) -> str:
    drawn = pygal.XY(
        **_common(_LINE_HEIGHT),
        x_title=chart.x_title,
        y_title=chart.y_title,
        dots_size=1.5,
        include_x_axis=True,
        value_formatter=_number,
        x_value_formatter=_number,
        max_scale=6,
    )
    for line in chart.lines:
        drawn.add(line.name, [(x, y) for x, y in line.points if y is not None])
    return _rendered(drawn)


def _bar_chart(chart: BarChart) -> str:
    drawn = pygal.HorizontalBar(
        **_common(_BAR_MARGIN + _BAR_HEIGHT * max(len(chart.bars), 1)),
        x_title=chart.title,
        print_values=True,
        print_values_position="top",
        value_formatter=_number,
        spacing=10,
    )
    bars = list(reversed(chart.bars))  # the library draws from the bottom up
    drawn.x_labels = [name for name, _ in bars]
    drawn.add("", [value for _, value in bars])
    return _rendered(drawn)


def _common(height: int) -> dict[str, Any]:
    return {
        "style": _STYLE,
        "css": [],
        "js": [],
        "width": _WIDTH,
        "height": height,
        "explicit_size": False,
        "show_legend": False,
        "truncate_label": -1,
        "margin": 4,
        "no_data_text": "nothing was measured",
        "disable_xml_declaration": True,
    }


def _rendered(drawn: Any) -> str:
    drawn.add_xml_filter(_bare)
    return str(drawn.render(is_unicode=True))


def _bare(root: ET.Element) -> ET.Element:
    """Without the library's script and the places of its tooltips; browsers show their values by themselves."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "desc" and child.get("class") == "value":
                child.tag = "title"
            elif child.tag in {"desc", "script"} or not isinstance(child.tag, str):  # a comment's tag is a function
                parent.remove(child)
    return root


def _number(value: float | tuple[float, ...]) -> str:
    """12,000 and 0.5, but not 12.0; the library also asks for the text of a point."""
    if isinstance(value, tuple):
        return ", ".join(map(_number, value))
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
