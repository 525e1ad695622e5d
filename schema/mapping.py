"""How what resolvers return becomes what clients see: attributes by name, relations when a client asks for one."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from inspect import iscoroutinefunction
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


Load = Callable[[Any, Loaders], Any]
"""A method that gives the domain value behind another type; async where it is loaded."""


def relation(target: str, description: str, *, required: bool = False) -> Callable[[Load], Any]:
    """Makes a field of a method, which gives None where there is nothing that the caller may see.

    Types lead to each other in circles, so `target` is a name (`schema.task.Task`), imported when the schema is built.
    Where the field is `required`, None is the error NOT_FOUND.
    """
    module, _, name = target.rpartition(".")
    lazy = LazyType[Any, Any](name, module)
    resolve_type = cache(lazy.resolve_type)

    def shown(found: object | None) -> Any:
        if found is None and required:
            raise NotFound(f"There is no such {name} that can be read.")
        return None if found is None else resolve_type().from_domain(found)

    def field_of(load: Load) -> Any:
        def resolve(root: Any, info: Info) -> Any:
            return shown(load(root, info.context.loaders))

        async def resolve_async(root: Any, info: Info) -> Any:
            return shown(await load(root, info.context.loaders))

        resolver = resolve_async if iscoroutinefunction(load) else resolve
        type_ = lazy if required else lazy | None
        return strawberry.field(resolver=resolver, description=description, graphql_type=type_)

    return field_of
