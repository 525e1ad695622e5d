"""The public keys of receipts, at a well-known address (RFC 8615), so that everyone who has a receipt can verify it."""

from starlette.requests import Request
from starlette.responses import Response

from app.http.asgi import Route
from app.http.responses import json_response
from services.receipts import Receipts

PATH = "/.well-known/registro-receipt-keys.json"
MEDIA_TYPE = "application/jwk-set+json"
_CACHE_CONTROL = "public, max-age=300"
"""A new key is seen by everyone five minutes after it was put in place."""


def receipt_keys_route(receipts: Receipts) -> Route:
    """The current key and the old ones as a JWK set, without a token; an empty set where no receipts are made."""

    async def keys(_: Request) -> Response:
        response = json_response(receipts.keys, media_type=MEDIA_TYPE)
        response.headers["Cache-Control"] = _CACHE_CONTROL
        return response

    return Route(PATH, keys)
