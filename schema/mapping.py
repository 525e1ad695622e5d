"""How what resolvers return becomes what clients see: attributes by name, relations when a client asks for one."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import strawberry
from strawberry.types.lazy_type import LazyType

from resolvers.errors import NotFound
from resolvers.loaders import Loaders
from schema.info import Info

Target = TypeVar("Target")


def copy_fields(target: Callable[..., Target], source: object, /, **others: object) -> Target:
    """A `target` whose fields are the `others`, and for the rest the source's attributes of the same names."""
    values = {name: getattr(source, name) for name in _field_names(target) if name not in others}
    return target(**values, **others)


@cache
def _field_names(type_: Any) -> tuple[str, ...]:
    return getattr(type_, "__struct_fields__", None) or tuple(field.name for field in fields(type_) if field.init)


def computed(
    method: Callable[[Any], object],
    description: str,
    graphql_type: Any = None,
    metadata: Mapping[str, bool] = MappingProxyType({}),
) -> Any:
    """A field of the type that it is annotated with, or of `graphql_type`. To what executes operations it is an
    attribute like any other; the method is called when a client selects it."""
    field = strawberry.field(
        default=property(method), description=description, graphql_type=graphql_type, metadata=metadata
    )
    field.init = False
    return field


def attribute(
    target: str, description: str, metadata: Mapping[str, bool] = MappingProxyType({})
) -> Callable[[Callable[[Any], object | None]], Any]:
    """Makes a field of a method that gives the domain value behind another type, without loading it.

    Types lead to each other in circles, so `target` is a name (`schema.course.Course`), imported when the schema is
    built.
    """
    lazy, resolve_type = _lazy(target)

    def field_of(method: Callable[[Any], object | None]) -> Any:
        def shown(root: Any) -> Any:
            found = method(root)
            return None if found is None else resolve_type().from_domain(found)

        return computed(shown, description, lazy | None, metadata)

    return field_of


Load = Callable[[Any, Loaders], Awaitable[Any]]
"""A method that loads the domain value behind another type."""


def relation(target: str, description: str, *, required: bool = False) -> Callable[[Load], Any]:
    """Makes a field of a method, which gives None where there is nothing that the caller may see.

    `target` is a name, as for `attribute`. Where the field is `required`, None is the error NOT_FOUND.
    """
    lazy, resolve_type = _lazy(target)
    name = target.rpartition(".")[2]

    def field_of(load: Load) -> Any:
        async def resolve(root: Any, info: Info) -> Any:
            found = await load(root, info.context.loaders)
            if found is None and required:
                raise NotFound(f"There is no such {name} that can be read.", f"No existe tal {name} que se pueda leer.")
            return None if found is None else resolve_type().from_domain(found)

        type_ = lazy if required else lazy | None
        return strawberry.field(resolver=resolve, description=description, graphql_type=type_)

    return field_of


def _lazy(target: str) -> tuple[Any, Callable[[], Any]]:
    """The type of this name for Strawberry, and what imports it."""
    module, _, name = target.rpartition(".")
    lazy = LazyType[Any, Any](name, module)
    return lazy, cache(lazy.resolve_type)
