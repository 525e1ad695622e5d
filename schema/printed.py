"""The schema as text: `python -m schema.printed` writes schema/schema.graphql anew."""

from pathlib import Path

from schema.build import SCHEMA

PATH = Path(__file__).with_name("schema.graphql")


def sdl() -> str:
    """The schema in GraphQL's schema language."""
    return f"{SCHEMA.as_str()}\n"


if __name__ == "__main__":
    PATH.write_text(sdl(), encoding="utf-8")
