"""What participants' pages say to the room and hear from it, in JSON."""

from __future__ import annotations

import hmac
import re
import time
from typing import Any, cast

from tornado.http1connection import HTTP1Connection
from tornado.web import stream_request_body

from . import seats
from .handlers import Handler, RefusalError
from .orders import orders
from .seats import Sitting
from .shelf import Served

#: Largest answer, in bytes of its request.
LARGEST_ANSWER = 64 * 1024
#: What is read of a larger one, so that its sender hears the refusal instead of a closed door.
_LARGEST_REFUSED = 16 * 1024 * 1024


class Place(Handler):
    """``/api/place``: sit down, take one's seat again, change seats, leave."""

    async def post(self) -> None:
        """Take a seat; with its code, take one's own again from another computer."""
        said = self.body()
        place = _integer(said.get("place"))
        if place is None or not 1 <= place <= self.room.places:
            raise RefusalError(404, f"Cette place n’existe pas : les postes vont de 1 à {self.room.places}.")
        code = said.get("code")
        sitting = await (self._take(place) if code in (None, "") else self._resume(place, code))
        self.remember(sitting)
        self.json({"place": sitting.place, "nom": seats.name(sitting.place), "code": sitting.code})

    async def _take(self, place: int) -> Sitting:
        room, mine = self.room, self.sitting()
        if mine and mine.place == place:
            return mine
        if mine and mine.place != seats.FACILITATOR:
            sitting = await room.ask(room.answers.move, mine, place)
        else:
            sitting = await room.ask(room.answers.sit, place)
        if sitting is None:
            raise RefusalError(
                409,
                f"La place {place} est occupée. Si c’est la vôtre, donnez son code à 4 chiffres. Sinon, choisissez-en une autre.",
            )
        return sitting

    async def _resume(self, place: int, code: Any) -> Sitting:
        room = self.room
        sitting = room.answers.sittings.get(place)
        if sitting is None:
            raise RefusalError(403, f"La place {place} est libre : asseyez-vous sans code.")
        wait = room.throttle.wait(place)
        if wait:
            raise RefusalError(
                429, f"Trop de codes faux pour la place {place}. Attendez {_delay(wait)}.", attente=wait
            )
        if not isinstance(code, str) or not hmac.compare_digest(
            code.strip().encode("utf-8", "replace"), sitting.code.encode()
        ):
            room.throttle.wrong(place)
            raise RefusalError(
                403, f"Ce n’est pas le code de la place {place}. L’animateur peut vous le redonner."
            )
        room.throttle.right(place)
        mine = self.sitting()
        if (
            mine
            and mine.session != sitting.session
            and not await room.ask(room.answers.has_answers, mine.session)
        ):
            await room.release(mine)  # a seat taken by mistake, a moment ago
        return sitting

    async def delete(self) -> None:
        """Leave: the seat is free again and what was answered there is forgotten."""
        sitting = self.seated()
        await self.room.release(sitting)
        self.clear_cookie("etabli_place")
        self.set_status(204)
        self.finish()


class AtelierApi(Handler):
    """What concerns one atelier."""

    def known(self, slug: str) -> Served:
        """Give the atelier. Raises `RefusalError`."""
        served = self.room.served(slug)
        if served is None:
            raise RefusalError(404, "Cet atelier n’existe pas ici.")
        return served


class AllAnswers(AtelierApi):
    """``/api/reponses/<slug>``: one's own answers."""

    async def get(self, slug: str) -> None:
        """Give all of them, with their versions."""
        served, sitting = self.known(slug), self.seated()
        found = await self.room.ask(self.room.answers.answers, sitting.session, served.slug)
        self.json(
            {
                "reponses": {
                    activity: {"valeur": value, "version": version}
                    for activity, (value, version) in found.items()
                }
            }
        )


@stream_request_body
class OneAnswer(AtelierApi):
    """``/api/reponses/<slug>/<id>``: keep one answer. Read as it comes, so that a huge one costs nothing."""

    def initialize(self) -> None:
        """Nothing has been read yet."""
        self._received, self._complete = bytearray(), False

    def prepare(self) -> None:
        """Refuse before reading what is too long."""
        length = self.request.headers.get("Content-Length", "")
        if not re.fullmatch(r"[0-9]+", length) or int(length) > LARGEST_ANSWER:
            cast(HTTP1Connection, self.request.connection).set_max_body_size(_LARGEST_REFUSED)
            raise RefusalError(413, "Cette réponse est trop longue pour être gardée : raccourcissez-la.")

    def data_received(self, chunk: bytes) -> None:
        """Gather the request's body."""
        if len(self._received) <= LARGEST_ANSWER:
            self._received += chunk

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Announce that tornado will hang up, which it does when a request was answered before its end."""
        if not self._complete:
            self.set_header("Connection", "close")
        super().write_error(status_code, **kwargs)

    async def put(self, slug: str, activity: str) -> None:
        """Keep the answer if nobody wrote since the version that the page saw."""
        self.request.body, self._complete = bytes(self._received), True
        served, sitting = self.known(slug), self.seated()
        if not served.knows(activity):
            raise RefusalError(404, "Cette activité n’est plus dans l’atelier.")
        said = self.body()
        value, version = said.get("valeur"), _integer(said.get("version"))
        if not isinstance(value, dict) or version is None or version < 0:
            raise RefusalError(400, "Une réponse est un objet JSON avec « valeur » et « version ».")
        written = await self.room.ask(
            self.room.answers.put, sitting.session, served.slug, activity, value, version
        )
        if written.stale:
            message = "Une réponse plus récente est déjà gardée."
            self.json({"valeur": written.value, "version": written.version, "message": message}, 409)
        else:
            self.json({"version": written.version})


class PresenceApi(AtelierApi):
    """``/api/presence``: where one is, hand up or down."""

    async def put(self) -> None:
        """Hear a page. 204; or 200 with ``{"aide": false}`` when the facilitator put the hand down meanwhile.

        A page that says which orders it knows (``"vu": revision``) hears the new ones: ``{"consignes": …}``.
        """
        sitting, said = self.seated(), self.body()
        served = self.known(str(said.get("slug", "")))
        step, asking = _integer(said.get("etape")), said.get("aide", False)
        if step is None or not 0 <= step < 1000 or not isinstance(asking, bool):
            raise RefusalError(400, "Une présence dit « slug », « etape » et « aide ».")
        told = self.room.presences.tell(sitting.session, served.slug, step, asking, time.time())
        if told.changed:
            now = told.presence
            await self.room.ask(
                self.room.answers.keep_presence, sitting.session, now.slug, now.step, now.hand
            )
        news: dict[str, Any] = {"aide": False} if told.lowered else {}
        known = _integer(said.get("vu"))
        if known is not None and known != self.room.stage.revision and sitting.place != seats.FACILITATOR:
            news["consignes"] = orders(self.room, served.slug, time.time())
        if news:
            self.json(news)
        else:
            self.set_status(204)
            self.finish()


def _integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53 else None


def _delay(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} secondes" if seconds > 1 else "une seconde"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes > 1 else "une minute"
