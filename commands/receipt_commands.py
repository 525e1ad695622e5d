"""The options of `registro receipt`."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import Json, command_settings, examples

receipts = typer.Typer(no_args_is_help=True, help="Verify signed receipts, and print the public keys for that.")


@receipts.command(
    epilog=examples(
        "registro receipt verify receipt.txt --keys keys.json", "registro receipt verify - --keys keys.json --json"
    )
)
def verify(
    keys: Annotated[
        Path,
        typer.Option(metavar="FILE", help="The installation's public keys, as `registro receipt keys` prints them."),
    ],
    receipt: Annotated[Path, typer.Argument(metavar="FILE", help="The receipt; - or nothing: standard input.")] = Path(
        "-"
    ),
    as_json: Json = False,
) -> None:
    """Verify a receipt and print what it says. Needs no network, no database and no settings.

    Fails if it was altered, is no receipt, or none of the keys has signed it. docs/receipts.md says what it proves.
    """
    from commands.receipt_checks import verify as run

    raise typer.Exit(run(receipt, keys, as_json=as_json))


@receipts.command("keys", epilog=examples("registro receipt keys > keys.json"))
def print_keys() -> None:
    """Print the public keys of receipts, the current one and old ones, as a JWK set."""
    from commands.receipt_checks import print_keys as run

    run(command_settings())
