"""A participant at protocol level: HTTP/1.1 over one kept connection, as light as can be so as not to weigh on the server."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from .measure import AbsentError
from .servers import HOST

_LINKED = re.compile(r"""(?:href|src)=["'](/etabli/[^"'#]+)""")
_INSIDE = re.compile(r"""url\(["']?([^"')#]+)|\b(?:from|import)\s*\(?["'](\./[^"'$]+)["']""")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One connection to a server of the loopback."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Line:
        """Connect."""
        return cls(*await asyncio.open_connection(HOST, port))

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        await self._writer.wait_closed()

    async def ask(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes = b""
    ) -> Answer:
        """Send one request and read its whole answer. Raises `AbsentError` unless the server says 200."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        said = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        status = int(head[0].split()[1])
        answer = Answer(status, said, await self._body(said))
        if status != 200:
            raise AbsentError(f"Le serveur a répondu {status} à {method} {path}.")
        return answer

    async def _body(self, said: dict[str, str]) -> bytes:
        if said.get("transfer-encoding") != "chunked":
            return await self._reader.readexactly(int(said.get("content-length", "0")))
        parts = []
        while size := int((await self._reader.readline()).split(b";")[0], 16):
            parts.append((await self._reader.readexactly(size + 2))[:-2])
        await self._reader.readline()
        return b"".join(parts)


def linked(page: str) -> list[str]:
    """Give the room's own files that a page asks for."""
    return list(dict.fromkeys(_LINKED.findall(page)))


def inside(address: str, text: str) -> list[str]:
    """Give the files that a style sheet or a module asks for."""
    found = [urljoin(address, first or second) for first, second in _INSIDE.findall(text)]
    return [one for one in dict.fromkeys(found) if one.startswith("/etabli/")]
