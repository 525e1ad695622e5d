"""Signed receipts of tasks: made when one is asked for, and stored nowhere."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from enrollment.receipt import RECEIPT_TYPE, receipt_of
from enrollment.task import TaskState
from kit.signed_texts import PublicKeys, SigningKey, key_set

_encode = msgspec.json.Encoder().encode


class Receipts:
    """Makes receipts.

    Args:
        issuer: whom they name as theirs.
        key: signs them; None: there are none.
        old_keys: have signed earlier ones.
    """

    def __init__(
        self, issuer: str = "", key: SigningKey | None = None, old_keys: PublicKeys = MappingProxyType({})
    ) -> None:
        self._issuer = issuer
        self._key = key
        current = {} if key is None else {key.public.kid: key.public}
        self._keys: PublicKeys = {**current, **old_keys}

    @property
    def keys(self) -> Mapping[str, object]:
        """The public keys, the current one first, as a JWK set."""
        return key_set(self._keys.values())

    def of(self, state: TaskState) -> str | None:
        """The receipt of a task; None while it is not final, and without a key. With one key it is always the same."""
        if self._key is None:
            return None
        receipt = receipt_of(state, self._issuer)
        return None if receipt is None else self._key.sign(_encode(receipt), RECEIPT_TYPE)
