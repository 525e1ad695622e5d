"""What revokeTokens is sent, and what it answers."""

from datetime import datetime

import strawberry

from resolvers.revoke_tokens import revoke_tokens
from schema.results import result_type


@strawberry.input(
    description="Tokens to be refused before they expire: all of a subject, one by its id, or both; each on its own."
)
class RevokeTokensInput:
    subject: str | None = strawberry.field(
        default=None, description="The `sub` of the tokens. Those that were issued until now, or do not say when."
    )
    jti: str | None = strawberry.field(default=None, description="The `jti` of one token, of whatever subject.")
    reason: str = strawberry.field(description="Why, for the audit log; 1 to 1000 characters, not blank.")


@strawberry.type(description="The tokens are refused, and what was opened with them is closed.")
class TokensRevoked:
    subject: str | None = strawberry.field(description="Whose tokens, if a subject was given.")
    jti: str | None = strawberry.field(description="Which token, if an id was given.")
    revoked_at: datetime = strawberry.field(
        description="Tokens of the subject that were issued until this moment are refused."
    )


RevokeTokensResult = result_type(revoke_tokens, TokensRevoked, "What was revoked, or why nothing was.")
