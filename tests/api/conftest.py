"""What the API's tests share."""

from itertools import count

import pytest

_numbers = count(2)


@pytest.fixture
def student() -> str:
    """A student of the demo term whom no other test has enrolled. EST001 is the one whom tests name."""
    return f"EST{next(_numbers):03}"
