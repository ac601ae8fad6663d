"""A stand-in for the room's server: the pages and the exchanges of host.js, with faults on demand."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from etabli import assets
from etabli.atelier import Atelier
from etabli.page import Bench, Seat, render_lobby, render_room

CSP = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'"
NAMES = ("Compas", "Équerre", "Niveau", "Maillet", "Étau", "Lime", "Rabot", "Ciseau")


@dataclass
class Room:
    """What the server knows and did. ``down``: it hangs up on /api; ``lower``: it puts raised hands down."""

    ateliers: list[Atelier]
    seat: Seat = field(default_factory=lambda: Seat(7, "Rabot", "4821"))
    taken: set[int] = field(default_factory=lambda: {1, 2})
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    presences: list[dict[str, Any]] = field(default_factory=list)
    seated: list[dict[str, Any]] = field(default_factory=list)
    sent: list[tuple[str, int]] = field(default_factory=list)
    down: bool = False
    lower: bool = False
    forbidden: bool = False
    url: str = ""

    def values(self) -> dict[str, Any]:
        """The answers kept, without their versions."""
        return {name: kept["valeur"] for name, kept in self.answers.items()}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    room: Room

    def log_message(self, *args: object) -> None:
        """Keep the test report quiet."""

    def reply(
        self, code: int, body: bytes = b"", kind: str = "application/json", packed: bool = False
    ) -> None:
        self.room.sent.append((self.path, len(body)))
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CSP)
        self.send_header(
            "Cache-Control",
            "no-store" if not self.path.startswith("/etabli/") else "max-age=31536000, immutable",
        )
        self.send_header("Set-Cookie", "_xsrf=jeton; Path=/")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def say(self, code: int, value: Any) -> None:
        self.reply(code, json.dumps(value).encode())

    def page(self, html: str) -> None:
        self.reply(200, gzip.compress(html.encode()), "text/html; charset=utf-8", packed=True)

    def answer(self) -> None:
        room, path = self.room, self.path.split("?")[0]
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size) or b"null")
        if path.startswith("/api/"):
            if room.down:
                self.close_connection = True
                return None
            if self.command != "GET" and self.headers.get("X-XSRFToken") != "jeton":
                return self.say(403, {"message": "Jeton absent."})
            return self.api(path, body)
        if path == "/":
            benches = [Bench(number, name, number in room.taken) for number, name in enumerate(NAMES, 1)]
            chosen = next((a for a in room.ateliers if f"atelier={a.slug}" in self.path), None)
            return self.page(render_lobby(room.ateliers, benches, chosen=chosen, today=date(2026, 11, 24)))
        if path.startswith("/atelier/"):
            atelier = next(a for a in room.ateliers if a.slug == path.split("/")[2])
            return self.page(render_room(atelier, room.seat))
        try:
            found = assets.asset(path.split("/", 3)[3])
        except (IndexError, FileNotFoundError):
            return self.say(404, {"message": "Absent."})
        return self.reply(200, found.compressed or found.body, found.type, packed=bool(found.compressed))

    def api(self, path: str, body: Any) -> None:
        room = self.room
        if room.forbidden:
            return self.say(403, {"message": "Place inconnue."})
        if path == "/api/presence":
            room.presences.append(body)
            return self.say(200, {"aide": False}) if room.lower and body["aide"] else self.reply(204)
        if path == "/api/place":
            if body["place"] in room.taken and body.get("code") != "1234":
                return self.say(
                    409, {"message": "Ce poste est pris. Tapez son code, ou choisissez-en un autre."}
                )
            room.seated.append(body)
            return self.say(200, {"place": body["place"], "nom": "", "code": "4821"})
        if self.command == "GET":
            return self.say(200, {"reponses": room.answers})
        name = path.split("/")[4]
        kept = room.answers.get(name, {"valeur": None, "version": 0})
        if body["version"] != kept["version"]:
            return self.say(409, {**kept, "message": "Une autre version existe."})
        room.answers[name] = {"valeur": body["valeur"], "version": kept["version"] + 1}
        return self.say(200, {"version": kept["version"] + 1})

    do_GET = do_PUT = do_POST = answer  # noqa: N815


@contextmanager
def serving(*ateliers: Atelier) -> Iterator[Room]:
    """Serve ateliers to one seat on a free port."""
    room = Room(list(ateliers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"room": room}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    room.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
