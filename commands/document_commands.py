"""The options of `registro documents`."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import Json, examples, tidied_settings

documents = typer.Typer(no_args_is_help=True, help="Register, list and remove trusted documents.")


@documents.command(
    epilog=examples("registro documents register operations.graphql", "registro documents register manifest.json")
)
def register(
    files: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="Files of documents.")
    ],
) -> None:
    """Register documents that clients may send by their ids: GraphQL files, or JSON manifests of ids and documents.

    All are registered or none. The id of a document in a GraphQL file is the SHA-256 hash of the file.
    docs/trusted-documents.md has the manifests.
    """
    from commands.documents import command

    command.register(tidied_settings(), files)


@documents.command("list", epilog=examples("registro documents list"))
def list_registered(as_json: Json = False) -> None:
    """List registered documents, and what is wrong with those that the schema does not allow any more."""
    from commands.documents import command

    command.show(tidied_settings(), as_json=as_json)


@documents.command(epilog=examples("registro documents remove 2c15d1f2fadb524a"))
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="As `registro documents list` prints them.")],
) -> None:
    """Remove registered documents."""
    from commands.documents import command

    command.remove(tidied_settings(), ids)
