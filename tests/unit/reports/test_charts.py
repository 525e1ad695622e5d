import importlib.util
import sys

from reports.charts import svg


def test_modules_are_looked_for_as_if_no_charts_were_drawn() -> None:
    """A module that does not exist is looked for without a warning, which would be an error here."""
    assert svg.__module__ in sys.modules
    assert importlib.util.find_spec("no_such_module") is None
    assert all(hasattr(finder, "find_spec") for finder in sys.meta_path)
