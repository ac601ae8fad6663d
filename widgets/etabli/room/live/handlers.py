"""What the page of a participant may ask about its own kernel, and the front end's files."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_voila_labextensions_path

from ..handlers import COOKIE_DAYS, SEAT_COOKIE, Handler, RefusalError
from . import page

if TYPE_CHECKING:
    from ..app import Room

KERNEL = r"([0-9a-f-]{36})"
#: All that a page may send: values of widgets, and what its connection needs. No code, in any form.
ALLOWED = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]
#: Bytes of a message from a page: a file given to a widget.
LARGEST_MESSAGE = 10 * 1024 * 1024
_FAILED = "Cette partie n’a pas pu être calculée."


class Socket(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # voila has no type information
    """The connection of a page to its kernel; to no other."""

    _counted = False

    @property
    def room(self) -> Room:
        """The server."""
        return cast("Room", self.settings["voila"])

    def check_origin(self, origin: str | None = None) -> bool:
        """Accept the room's own pages alone."""
        origin = origin or self.get_origin()
        return bool(origin) and urlsplit(cast("str", origin)).netloc.lower() == self.request.host.lower()

    def check_xsrf_cookie(self) -> None:
        """Refuse before anything else the kernel of another, whatever the method."""
        self._mine()

    async def prepare(self) -> None:
        """Refuse the kernel of another."""
        self._mine()
        await super().prepare()

    def _mine(self) -> None:
        if self.request.method != "GET" or not self.room.live.owns(_session(self), self.path_args[0]):
            raise HTTPError(404)

    async def open(self, kernel_id: str) -> None:
        """Count the connection, then let messages through."""
        self._counted = True
        self.room.live.linked(kernel_id)
        await super().open(kernel_id)

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass a message on if its type is allowed; what cannot be read closes the connection."""
        try:
            super().on_message(ws_message)
        except Exception:
            self.close(1003)

    def on_close(self) -> None:
        """Leave the kernel some time for the page to come back."""
        if self._counted:
            self._counted = False
            self.room.live.unlinked(self.kernel_id)
        if self.connection is not None:
            super().on_close()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say nothing of what went wrong."""
        self.finish("Cette page n’existe pas.")

    def log_exception(self, *_: Any) -> None:
        """Keep what participants do out of the log."""


class Connection(ZMQChannelsWebsocketConnection):
    """Voilà's connection; errors of Python stay on the server, where jupyter_server's own way would cut the line."""

    def _on_error(self, channel: str, msg: Any, msg_list: list[Any]) -> None:
        if channel != "iopub":
            return
        connection: Any = self
        msg["header"] = connection.get_part("header", msg["header"], msg_list)
        kind = msg["header"]["msg_type"]
        if kind not in ("error", "stream"):
            return
        content = connection.get_part("content", msg["content"], msg_list)
        if kind == "error":
            content = {"ename": "Erreur", "evalue": _FAILED, "traceback": []}
        elif "Traceback (most recent call last)" in str(content.get("text")):
            content = {"name": "stderr", "text": f"{_FAILED}\n"}
        else:
            return
        msg["content"] = content
        if self.subprotocol == "v1.kernel.websocket.jupyter.org":
            msg_list[3] = self.session.pack(content)


class Kernel(Handler):
    """``/api/kernels/<id>``: whether one's own kernel lives."""

    def check_xsrf_cookie(self) -> None:
        """Refuse the kernel of another before saying whether the request could have been heard."""
        self.prepare()
        super().check_xsrf_cookie()

    def prepare(self) -> None:
        """Refuse the kernel of another, whatever the method."""
        sitting = self.sitting()
        if not self.room.live.owns(sitting.session if sitting else None, self.path_args[0]):
            raise RefusalError(404, "Cette page n’existe pas.")

    def get(self, kernel: str) -> None:
        """Describe it as Jupyter does."""
        self.json({"id": kernel, "name": "python3", "execution_state": "idle", "connections": 1})


class Shutdown(Kernel):
    """``/voila/api/shutdown/<id>``: the page that closes gives its kernel back."""

    def get(self, kernel: str) -> None:
        """Refuse: nothing is ended by following a link."""
        raise RefusalError(405, "Cette adresse ne sert pas à cela.")

    async def post(self, kernel: str) -> None:
        """End the kernel."""
        await self.room.live.end(kernel)
        self.set_status(204)


class FrontFile(Handler):
    """A file of the front end, kept for ever by browsers."""

    async def get(self, version: str, kind: str, name: str) -> None:
        """Send it, compressed once for all."""
        found = await asyncio.get_running_loop().run_in_executor(None, _file, kind, name)
        if found is None:
            raise RefusalError(404, "Ce fichier n’existe pas.")
        body, packed, mime = found
        fresh = page.base().endswith(version)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if fresh else "no-cache")
        self.set_header("Content-Type", mime)
        self.set_header("Vary", "Accept-Encoding")
        self.finish(self.packed(packed) if packed and self.unpacks() else body)

    head = get

    def compute_etag(self) -> str | None:
        """Spare the work: the address says which version it is."""
        return None


@cache
def _file(kind: str, name: str) -> tuple[bytes, bytes | None, str] | None:
    """Find a file of the front end: (its bytes, compressed where that gains, its type)."""
    static = page.static_root()
    roots = [static] if kind == "static" and static else []
    if kind == "labextensions":
        roots = [Path(folder) for folder in get_voila_labextensions_path()]
    for root in roots:
        path = (root / name).resolve()
        if (
            path.is_relative_to(root.resolve())
            and path.is_file()
            and path.suffix not in (".map", ".json", ".txt")
        ):
            body = path.read_bytes()
            mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            text = mime.startswith("text/") or mime in ("application/javascript", "image/svg+xml")
            packed = gzip.compress(body, 6, mtime=0) if text and len(body) > 200 else None
            return body, packed, f"{mime}; charset=UTF-8" if text else mime
    return None


def _session(handler: Any) -> str | None:
    """Give the sitting that a connection's cookie names, if it still holds a seat."""
    shown = handler.get_signed_cookie(SEAT_COOKIE, max_age_days=COOKIE_DAYS)
    sitting = handler.room.answers.sitting(shown.decode("utf-8", "replace")) if shown else None
    return sitting.session if sitting else None


def routes() -> list[Any]:
    """Give the addresses that exist only where an atelier has Python behind."""
    return [
        (rf"/api/kernels/{KERNEL}/channels", Socket),
        (rf"/api/kernels/{KERNEL}", Kernel),
        (rf"/voila/api/shutdown/{KERNEL}", Shutdown),
        (r"/vivant/([0-9a-f]{12})/(static|labextensions)/(.+)", FrontFile),
    ]
