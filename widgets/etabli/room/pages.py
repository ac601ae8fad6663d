"""What participants open: the lobby and the ateliers."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from tornado.web import HTTPError

from ..page import Bench, Seat, render_lobby
from . import packing, seats
from .handlers import Handler, RefusalError
from .live.policy import policy
from .seats import Sitting
from .shelf import Served


class Lobby(Handler):
    """``/``: choose an atelier and a seat."""

    def get(self) -> None:
        """Show which seats are free."""
        mine = self.sitting()
        suite = self.get_query_argument("suite", "")
        slug = (
            suite.removeprefix("/atelier/")
            if suite.startswith("/atelier/")
            else self.get_query_argument("atelier", "")
        )
        chosen = self.room.served(slug)
        taken = self.room.answers.sittings
        benches = [
            Bench(place, seats.name(place), place in taken, mine is not None and mine.place == place)
            for place in range(1, self.room.places + 1)
        ]
        html = render_lobby(
            [served.atelier for served in self.room.shelf],
            benches,
            chosen=chosen.atelier if chosen else None,
            suite=f"/atelier/{chosen.slug}" if chosen else "",  # never an address taken as it came
            today=date.today(),
            over=self.is_wiped(),
        )
        self.set_header("Cache-Control", "no-store")
        self.send(packing.pack(html))

    head = get


class AtelierPage(Handler):
    """``/atelier/<slug>``: the page of a seat."""

    _page: packing.Page | None = None

    async def get(self, slug: str) -> None:
        """Send the page, or the way to the lobby."""
        served = self.room.served(slug)
        if served is None:
            raise RefusalError(404, "Cet atelier n’existe pas ici. Retournez à l’accueil pour en choisir un.")
        sitting = self.sitting() or await self._facilitator_seat()
        if sitting is None:
            self.redirect(f"/?suite={quote(f'/atelier/{served.slug}')}")
            return
        code = "" if sitting.place == seats.FACILITATOR else sitting.code  # no badge: nobody sits there
        seat = Seat(sitting.place, seats.name(sitting.place), code)
        if served.tier == 2:
            await self._live(served, seat, sitting)
            return
        self._page = served.page(seat)
        self.set_header("Cache-Control", "private, no-cache")
        self.send(self._page)

    def compute_etag(self) -> str | None:
        """Let a browser that has the page already keep it."""
        return self._page.etag if self._page else None

    head = get

    async def _live(self, served: Served, seat: Seat, sitting: Sitting) -> None:
        """Send a page that has a kernel of its own: it can be sent only once."""
        self.set_header("Cache-Control", "no-store")
        if self.request.method == "HEAD":
            return
        page = await self.room.live.open(served, seat, sitting)
        self.set_header("Content-Security-Policy", policy(self.request.host))
        self.send(page)

    async def _facilitator_seat(self) -> Sitting | None:
        if not self.is_facilitator():
            return None
        room = self.room
        sitting = room.answers.sittings.get(seats.FACILITATOR) or await room.ask(
            room.answers.sit, seats.FACILITATOR
        )
        if sitting is None:
            raise HTTPError(409)
        self.remember(sitting)
        return sitting
