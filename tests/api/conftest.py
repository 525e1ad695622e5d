"""What the API's tests share."""

from collections.abc import Iterator
from itertools import count

import pytest

_numbers = count(1)


@pytest.fixture
def student() -> str:
    """A student of the demo term whom no other test has enrolled."""
    return f"EST{next(_numbers):03}"


@pytest.fixture
def students() -> Iterator[str]:
    """As many of them as a test needs."""
    return (f"EST{number:03}" for number in _numbers)
