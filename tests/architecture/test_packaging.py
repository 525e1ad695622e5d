"""aiobreaker's wheel brings a top-level package `test`; ours is another."""

from pathlib import Path

import tests


def test_our_tests_are_ours() -> None:
    assert Path(str(tests.__file__)).parent == Path(__file__).parents[1]
