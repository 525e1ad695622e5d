"""Ids as clients see them."""

import base64
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.node import NodeKind, number, uuid
from schema.ids import decode, encode, uuid_of

KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.sampled_from(NodeKind), KEYS)
def test_an_id_can_be_decoded_to_what_it_was_made_of(kind: NodeKind, key: str) -> None:
    assert decode(encode(kind, key)) == (kind, key)


def test_ids_are_fit_for_urls_and_show_nothing_at_a_glance() -> None:
    id_ = encode(NodeKind.GROUP_TASK, f"{uuid4()}:INF/101-Ñ??>>")
    assert not {"+", "/", ":"} & set(id_)


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "42",
        "Task:1",
        "====",
        "ñ",
        "VGFzaw",
        "\0",
        *(
            base64.b64encode(raw).decode()
            for raw in (
                b"Task",
                b"Task:",
                b":1",
                b"task:1",
                b"Nothing:1",
                b"\xff:1",
            )
        ),
    ],
)
def test_what_was_never_given_out_means_nothing(id_: str) -> None:
    assert decode(id_) is None
    assert uuid_of(id_, NodeKind.TASK) is None


def test_an_id_of_another_type_is_no_id_of_this_one() -> None:
    key = UUID("01936a5e-5f10-7000-8000-000000000001")
    assert uuid_of(encode(NodeKind.TASK, key), NodeKind.TASK) == key
    assert uuid_of(encode(NodeKind.SAGA, key), NodeKind.TASK) is None


@pytest.mark.parametrize("text", ["", "0", "-1", "1.0", " 1", "1e3", "²", "٣", "2147483648", "9" * 5000])
def test_no_database_id(text: str) -> None:
    assert number(text) is None


def test_a_database_id() -> None:
    assert number("2147483647") == 2147483647


def test_a_database_id_of_64_bits() -> None:
    assert number("9223372036854775807", bits=64) == 9223372036854775807
    assert number("9223372036854775808", bits=64) is None


@pytest.mark.parametrize(
    "text", ["", "1", "{01936a5e-5f10-7000-8000-000000000001}", "01936A5E-5F10-7000-8000-000000000001"]
)
def test_no_uuid_as_we_write_them(text: str) -> None:
    assert uuid(text) is None
