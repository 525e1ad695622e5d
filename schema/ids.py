"""Ids: base64 of `<type>:<key>`, so that clients neither take one apart nor make one up."""

import base64
import binascii
from uuid import UUID

import strawberry

from resolvers.node import NodeKind, uuid


def encode(kind: NodeKind, key: object) -> strawberry.ID:
    """The id of what has this key."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{kind.value}:{key}".encode()).decode())


def decode(id: str) -> tuple[NodeKind, str] | None:
    """What an id stands for; None for one that this server never gave out."""
    try:
        kind, colon, key = base64.b64decode(id, altchars=b"-_", validate=True).decode().partition(":")
        return (NodeKind(kind), key) if colon and key else None
    except (binascii.Error, ValueError):
        return None


def uuid_of(id: str, kind: NodeKind) -> UUID | None:
    """The UUID in an id of this kind; None for an id of another kind or of none."""
    reference = decode(id)
    return uuid(reference[1]) if reference is not None and reference[0] is kind else None
