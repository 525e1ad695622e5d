"""A proxy in front of PostgreSQL that notes each round trip by what it carries out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

_LENGTH = 4
_TYPE_AND_LENGTH = 5
_SOCKET = ".s.PGSQL.5432"


class PostgresProxy:
    """Between processes and a server.

    Attributes:
        url: of the database through the proxy.
        executed: the statements that were carried out, in their order; each is a round trip.
    """

    def __init__(self, database_url: str, folder: str) -> None:
        self._server = urlsplit(database_url)
        self.url = f"postgresql://{self._server.username}@{self._server.path}?host={folder}"
        self.executed: list[str] = []

    @classmethod
    @asynccontextmanager
    async def before(cls, database_url: str) -> AsyncIterator["PostgresProxy"]:
        """A proxy that passes on everything until the block ends, for accounts without a password.

        `database_url` names the folder of the server's socket, or its host and port.
        """
        with TemporaryDirectory() as folder:
            proxy = cls(database_url, folder)
            async with asyncio.TaskGroup() as group:
                serving: list[asyncio.Task[None]] = []

                def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                    serving.append(group.create_task(proxy._serve(reader, writer)))

                async with await asyncio.start_unix_server(serve, Path(folder, _SOCKET)):
                    yield proxy
                for task in serving:
                    task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await self._connect()
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_copy(answers, writer))
                both.create_task(self._note(reader, requests))
        except* OSError:
            pass  # one side has cut the connection
        finally:
            for one in (writer, requests):
                one.close()
                with suppress(OSError):
                    await one.wait_closed()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if folder := parse_qs(self._server.query).get("host"):
            return await asyncio.open_unix_connection(Path(folder[0], _SOCKET))
        return await asyncio.open_connection(self._server.hostname, self._server.port)

    async def _note(self, reader: asyncio.StreamReader, requests: asyncio.StreamWriter) -> None:
        statements: dict[bytes, str] = {}
        try:
            requests.write(await _message(reader, _LENGTH))
            while True:
                message = await _message(reader, _TYPE_AND_LENGTH)
                kind, body = message[:1], message[_TYPE_AND_LENGTH:]
                match kind:
                    case b"P":
                        name, text, _ = body.split(b"\0", 2)
                        statements[name] = text.decode()
                    case b"B":
                        self.executed.append(statements[body.split(b"\0", 2)[1]])
                    case b"Q":
                        self.executed.append(body.rstrip(b"\0").decode())
                requests.write(message)
        except asyncio.IncompleteReadError:
            requests.close()


async def _message(reader: asyncio.StreamReader, head: int) -> bytes:
    """One message of a client. `head`: how many bytes its type, if it has one, and its length are."""
    begin = await reader.readexactly(head)
    return begin + await reader.readexactly(int.from_bytes(begin[-_LENGTH:], "big") - _LENGTH)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()
