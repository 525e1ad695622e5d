"""The commands about tokens: to make one, and to revoke some."""

from typing import Annotated, Literal

import typer

from commands.options import DEVELOP, OPERATE, command_settings, examples, tidied_settings

tokens = typer.Typer()


@tokens.command(
    rich_help_panel=DEVELOP,
    epilog=examples("registro token --role admin", "registro token --role student --student EST001 --hours 2"),
)
def token(
    role: Annotated[Literal["student", "registrar", "operator", "admin"], typer.Option(help="The role of its bearer.")],
    student: Annotated[str | None, typer.Option(metavar="CODE", help="The student, for the role student.")] = None,
    hours: Annotated[
        float | None, typer.Option(min=0.001, max=24 * 365, help="How long it is valid; 12 hours unless given.")
    ] = None,
) -> None:
    """Print a token to call the API with."""
    from app.http.auth.dev_tokens import make_token, signing_secret
    from app.http.auth.token_claims import InvalidToken
    from resolvers.caller import Role

    if (role == "student") != (student is not None):
        raise SystemExit("registro: --role student needs --student CODE, and no other role may have it.")
    settings = command_settings()
    secret = signing_secret(settings)
    if secret is None:
        raise SystemExit(
            "registro: there is no secret to sign a token with: set REGISTRO_JWT_SECRET to that of the API, or start "
            "`registro dev`, which makes one. With REGISTRO_JWKS_URL only your identity provider can make tokens."
        )
    try:
        print(make_token(settings, secret, Role(role.upper()), student, hours=hours))
    except InvalidToken as error:
        raise SystemExit(f"registro: {error}") from None


@tokens.command(
    rich_help_panel=OPERATE,
    epilog=examples(
        'registro revoke student-EST001 --reason "lost telephone"', "registro revoke --jti 6f1c7a527d0e4c36"
    ),
)
def revoke(
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help="The `sub` of the tokens.")] = None,
    jti: Annotated[str | None, typer.Option(help="The `jti` of one token.")] = None,
    reason: Annotated[str, typer.Option(help="Why, for the audit log.")] = "",
) -> None:
    """Refuse tokens before they expire: those of a subject that were issued until now, or one by its id."""
    from commands.revoke import run

    raise typer.Exit(run(tidied_settings(), subject, jti, reason))
