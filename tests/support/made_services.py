"""Services that answer what their methods' types say, made of a seed: the same for the same question."""

import dataclasses
import types
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID
from zlib import crc32

import msgspec

from enrollment.paging import Page
from kit.errors import DatabaseUnavailable
from models.audit_log import AuditLog
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.retention import Retention
from services.api_services import ApiServices
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.receipts import Receipts
from services.sagas import SagaAdmin
from services.stats import StatsReader
from services.tasks import TaskService
from tests.support.memory import MemoryRevocationStore, MemoryServices, memory_revocations
from tests.support.receipts import RFC_KEY

_MADE = {
    "catalogue": Catalogue,
    "catalogue_edits": CatalogueEdits,
    "tasks": TaskService,
    "audit_log": AuditLog,
    "sagas": SagaAdmin,
    "idempotency_keys": IdempotencyKeys,
    "stats": StatsReader,
    "invariants": InvariantMonitor,
    "retention": Retention,
}
_EPOCH = datetime(2024, 7, 1, tzinfo=UTC)


def made_services(seed: int, *, faults: int) -> ApiServices:
    """All services. `faults`: how often in 100 one cannot reach the database, or does not find what it is asked for."""
    made: dict[str, Any] = {name: _Made(class_, seed, faults) for name, class_ in _MADE.items()}
    store = MemoryRevocationStore()
    store.now = _EPOCH
    others = MemoryServices(revocations=memory_revocations(store), receipts=Receipts("made", RFC_KEY))
    return dataclasses.replace(others.services(), **made)


class _Made:
    """A service whose every method answers."""

    def __init__(self, class_: type, seed: int, faults: int) -> None:
        self._class = class_
        self._seed = seed
        self._faults = faults

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        returned = get_type_hints(getattr(self._class, name))["return"]

        async def answer(*given: Any, **more: Any) -> Any:
            by_key = get_origin(returned) is Mapping  # which keys are asked for together, is the executor's choice
            asked = name if by_key else f"{name} {given} {sorted(more.items())}"
            seed = crc32(asked.encode(errors="replace"), self._seed)
            if seed % 100 < self._faults:
                raise DatabaseUnavailable("connection refused", 2.0)
            if not by_key:
                return made(returned, seed)
            type_ = get_args(returned)[1]
            seeds = {key: crc32(f"{name} {key}".encode(errors="replace"), self._seed) for key in given[0]}
            return {key: made(type_, one) for key, one in seeds.items() if one % 100 >= self._faults}

        return answer


def made(type_: Any, seed: int) -> Any:
    """A value of the type."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType):
        return made(arguments[seed % len(arguments)], seed // 7)
    if origin is Mapping or type_ is Mapping:
        return {"made": seed}
    if origin is Page:
        items = [made(arguments[0], seed + n) for n in range(seed % 4)]
        return Page(items, [f"cursor {n}" for n in range(len(items))], has_next=seed % 2 == 0)
    if origin in (tuple, list, Sequence):
        return tuple(made(arguments[0], seed + n) for n in range(seed % 3))
    if type_ in _SCALARS:
        return _SCALARS[type_](seed)
    if isinstance(type_, type) and issubclass(type_, Enum):
        return list(type_)[seed % len(type_)]
    class_ = origin or type_
    fields = msgspec.structs.fields(class_) if issubclass(class_, msgspec.Struct) else dataclasses.fields(class_)
    hints = get_type_hints(class_)
    meant = dict(zip(getattr(class_, "__parameters__", ()), arguments, strict=True))  # of a generic class
    return class_(
        **{field.name: made(_applied(hints[field.name], meant), crc32(field.name.encode(), seed)) for field in fields}
    )


def _applied(hint: Any, meant: Mapping[Any, Any]) -> Any:
    """The hint, with what its type variables stand for."""
    if isinstance(hint, TypeVar):
        return meant[hint]
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(meant[one] for one in parameters)] if parameters else hint


_SCALARS: dict[Any, Callable[[int], Any]] = {
    str: lambda seed: f"EST00{seed % 4}",
    int: lambda seed: seed % 1000,
    float: lambda seed: seed / 7,
    bool: lambda seed: seed % 2 == 0,
    datetime: lambda seed: _EPOCH + timedelta(seconds=seed % 10**6),
    timedelta: lambda seed: timedelta(seconds=seed % 1000),
    UUID: lambda seed: UUID(int=seed % 1000),
    type(None): lambda _: None,
    Any: lambda seed: seed,
    object: lambda seed: seed,
    bytes: lambda seed: str(seed).encode(),
}
