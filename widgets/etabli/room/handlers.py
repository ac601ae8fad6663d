"""What every answer of the room has in common: headers, French errors, who is asking."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tornado.web import HTTPError, RequestHandler

from .. import assets
from ..page import environment
from . import packing, seats
from .answers import NoSeatError, StorageError
from .faults import spaced
from .seats import Sitting

if TYPE_CHECKING:
    from .app import Room

SEAT_COOKIE, BOARD_COOKIE = "etabli_place", "etabli_animateur"
#: Days a seat is kept by its browser: a workshop, and the morning after.
COOKIE_DAYS = 2

#: Nothing comes from elsewhere, nothing runs from inside a page; data in a page (JSON) is not a script for this rule.
#: Style *attributes* are let through: tables of a notebook have some, sanitised when the atelier is read.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

_MESSAGES = {
    400: "Cette demande n’est pas lisible.",
    403: "Cette page est trop ancienne. Rechargez-la, puis recommencez.",
    404: "Cette page n’existe pas.",
    405: "Cette adresse ne sert pas à cela.",
    500: "Le serveur de la salle a eu un incident. Réessayez ; si cela continue, prévenez l’animateur.",
    507: "L’ordinateur de l’animateur ne peut plus rien enregistrer : son disque est plein. Votre réponse reste sur ce poste.",
}


class RefusalError(HTTPError):
    """An error with its own French sentence. ``more``: what is added to the JSON answer."""

    def __init__(self, status: int, message: str, **more: Any) -> None:
        super().__init__(status)
        self.message, self.more = spaced(message), more


class Handler(RequestHandler):
    """The base of all the room's handlers."""

    @property
    def room(self) -> Room:
        """The server itself, where Voilà's own handlers find it too."""
        return cast("Room", self.settings["voila"])

    def set_default_headers(self) -> None:
        """Put the same protections on every answer, errors included; say nothing of the software."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    # --- who is asking -------------------------------------------------------------------------------------------

    def sitting(self) -> Sitting | None:
        """Give the seat of this browser, if it still holds one."""
        session = self.get_signed_cookie(SEAT_COOKIE, max_age_days=COOKIE_DAYS)
        return self.room.answers.sitting(session.decode()) if session else None

    def seated(self) -> Sitting:
        """Give the seat of this browser. Raises a `RefusalError` that the page understands."""
        sitting = self.sitting()
        if sitting is None:
            raise self.unseated()
        return sitting

    def is_wiped(self) -> bool:
        """Say whether this browser's seat went with a session that is over: its copy of the answers must go too."""
        session = self.get_signed_cookie(SEAT_COOKIE, max_age_days=COOKIE_DAYS)
        return session is not None and seats.epoch(session.decode()) < self.room.answers.epoch

    def unseated(self) -> RefusalError:
        """Give the refusal that the page of somebody without a seat understands."""
        if self.is_wiped():
            return RefusalError(403, "La séance est finie : les réponses sont effacées.", fini=True)
        return RefusalError(403, "La salle ne reconnaît pas ce poste. Choisissez une place.")

    def remember(self, sitting: Sitting) -> None:
        """Give this browser its seat."""
        self.set_signed_cookie(
            SEAT_COOKIE, sitting.session, expires_days=COOKIE_DAYS, httponly=True, samesite="Lax"
        )

    def is_facilitator(self) -> bool:
        """Say whether this browser showed the token."""
        shown = self.get_signed_cookie(BOARD_COOKIE, max_age_days=COOKIE_DAYS)
        return shown is not None and self.room.keys.is_pass(shown.decode("utf-8", "replace"))

    # --- what is asked and answered --------------------------------------------------------------------------------

    def body(self) -> dict[str, Any]:
        """Read the request's JSON object. Raises `RefusalError`."""
        try:
            value = json.loads(self.request.body.decode(), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise RefusalError(400, "La demande n’est pas du JSON lisible.") from None
        if not isinstance(value, dict):
            raise RefusalError(400, "La demande doit être un objet JSON.")
        return value

    def json(self, value: Any, status: int = 200) -> None:
        """Answer in JSON; never kept by a cache."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))

    def html(self, template: str, **values: Any) -> None:
        """Answer with a page that no cache keeps."""
        self.set_header("Cache-Control", "no-store")
        self.send(packing.pack(render(template, **values)))

    def file(self, body: bytes, kind: str, name: str, *, save: bool = False) -> None:
        """Send a file that no cache keeps. ``save``: to the disk rather than on the screen."""
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Disposition", f'{"attachment" if save else "inline"}; filename="{name}"')
        # Browsers show a PDF in a page of their own, made of an object.
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        )
        self.finish(body)

    def send(self, page: packing.Page) -> None:
        """Send a page, compressed where the browser takes it."""
        _ = self.xsrf_token  # sets the cookie that the page's script sends back
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Vary", "Cookie, Accept-Encoding")
        self.finish(self.packed(page.packed) if self.unpacks() else page.plain)

    def unpacks(self) -> bool:
        """Say whether the browser takes gzip."""
        return "gzip" in self.request.headers.get("Accept-Encoding", "")

    def packed(self, body: bytes) -> bytes:
        """Announce that ``body`` is compressed."""
        self.set_header("Content-Encoding", "gzip")
        return body

    # --- errors --------------------------------------------------------------------------------------------------

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer an error in French: JSON to scripts, a page to people."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, NoSeatError):
            error = self.unseated()
        elif isinstance(error, StorageError):
            error = RefusalError(507, _MESSAGES[507])
        message, more = spaced(_MESSAGES.get(status_code, _MESSAGES[400])), {}
        if isinstance(error, RefusalError):
            status_code, message, more = error.status_code, error.message, error.more
        self.set_status(status_code)
        if "attente" in more:
            self.set_header("Retry-After", str(more["attente"]))
        if self.request.path.startswith("/api/"):
            self.json({"message": message, **more}, status_code)
        else:
            self.html("erreur.html.j2", statut=status_code, message=message)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Say on the terminal what only the software's authors can mend; never an address, a token or an answer."""
        if isinstance(value, StorageError):
            self.room.disk_failed()
        elif isinstance(value, Exception) and not isinstance(value, (HTTPError, NoSeatError)):
            frames = traceback.extract_tb(tb)
            where = f"{Path(frames[-1].filename).name}, ligne {frames[-1].lineno}" if frames else "?"
            self.room.warn(
                f"Incident sur une page ({typ.__name__}, {where}). Signalez-le aux auteurs d’Établi."
            )

    def on_connection_close(self) -> None:
        """Nothing to undo: what was acknowledged is kept, what was not will be sent again."""


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def render(template: str, **values: Any) -> str:
    """Lay out one of the room's own templates."""
    html: str = environment().get_template(template).render(fichier=assets.url, **values)
    return html


class NotFound(Handler):
    """Everything that is not ours: Voilà's kernels, contents, files and trees do not exist here."""

    def prepare(self) -> None:
        """Refuse, whatever the method."""
        raise RefusalError(404, _MESSAGES[404])

    def check_xsrf_cookie(self) -> None:
        """Nothing to protect."""


class StaticFile(Handler):
    """A file of the pages, kept for ever by browsers: its address changes with its content."""

    def get(self, version: str, name: str) -> None:
        """Send the file, compressed once for all."""
        try:
            asset = assets.asset(name)
        except (OSError, ValueError):
            raise RefusalError(404, "Ce fichier n’existe pas.") from None
        fresh = version == assets.version()
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if fresh else "no-cache")
        text = asset.type.startswith("text/") or asset.type == "image/svg+xml"
        self.set_header("Content-Type", asset.type + ("; charset=UTF-8" if text else ""))
        self.set_header("Vary", "Accept-Encoding")
        self.finish(self.packed(asset.compressed) if asset.compressed and self.unpacks() else asset.body)

    head = get

    def compute_etag(self) -> str | None:
        """Spare the work: the address already says which version it is."""
        return None
