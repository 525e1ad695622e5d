"""A server's certificate for tests, and a port that ends TLS before a server that speaks none."""

import asyncio
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.relay import copy

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]
_REQUEST = struct.pack("!ii", 8, 80877103)
"""A client of PostgreSQL asks for TLS with this."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that has signed itself, for `localhost`."""

    certificate: Path
    key: Path

    @property
    def context(self) -> ssl.SSLContext:
        """What a server with this certificate uses."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.certificate, self.key)
        return made


def certificate(folder: Path) -> Certificate:
    """A new one, in files of this folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = Certificate(folder / "server.crt", folder / "server.key")
    files.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files


@asynccontextmanager
async def tls_port(own: Certificate, connect: Connect, *, postgres: bool) -> AsyncIterator[int]:
    """A port of `localhost` with TLS. `postgres`: TLS begins when the client has asked for it, as PostgreSQL's does."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            if postgres:
                assert await reader.readexactly(8) == _REQUEST
                writer.write(b"S")
                await writer.start_tls(own.context)
            there = await connect()
            await asyncio.gather(copy(reader, there[1]), copy(there[0], writer))
        writer.close()

    context = None if postgres else own.context
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
