"""What is stored of texts that clients sent."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from models.storable import storable_json

TEXTS = st.text(st.sampled_from('\0\\u0a"'), max_size=12)


@example("\\u0000")
@example("\0\0")
@example("\\\0")
@given(TEXTS)
def test_json_is_stored_without_nul_and_otherwise_as_it_is(text: str) -> None:
    stored = storable_json({"text": text})
    assert stored is not None
    assert json.loads(stored) == {"text": text.replace("\0", "")}
