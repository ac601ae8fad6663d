"""The facilitator's board: what she may see and do, behind the token."""

from __future__ import annotations

import time

from .board_state import state
from .handlers import BOARD_COOKIE, COOKIE_DAYS, Handler, RefusalError
from .programme import run_sheet
from .seats import Sitting


class BoardHandler(Handler):
    """What only the facilitator reaches."""

    def prepare(self) -> None:
        """Refuse whoever did not show the token."""
        if not self.is_facilitator():
            raise RefusalError(
                403,
                "Ce tableau est réservé à l’animateur. Ouvrez l’adresse affichée au démarrage, jeton compris.",
            )

    def place(self) -> Sitting:
        """Give the sitting that the board names. Raises `RefusalError`."""
        place = self.body().get("place")
        sitting = self.room.answers.sittings.get(place) if isinstance(place, int) and place > 0 else None
        if sitting is None:
            raise RefusalError(404, "Cette place est déjà libre.")
        return sitting


class Board(BoardHandler):
    """``/animateur``."""

    def prepare(self) -> None:
        """Take the token once, then go by the cookie: the address of the board can be shown without a secret."""
        token = self.get_query_argument("jeton", None)
        if token is None:
            super().prepare()
        elif self.room.keys.is_token(token):
            self.set_signed_cookie(
                BOARD_COOKIE,
                self.room.keys.pass_word,
                expires_days=COOKIE_DAYS,
                httponly=True,
                samesite="Strict",
            )
            self.redirect("/animateur")
        else:
            raise RefusalError(
                403, "Ce jeton n’est pas celui de la salle. Ouvrez l’adresse affichée au démarrage."
            )

    async def get(self) -> None:
        """Show the board of the current atelier."""
        room = self.room
        served, position = room.current()
        self.html(
            "animateur.html.j2",
            atelier=served.atelier,
            etapes=run_sheet(served.atelier),
            places=range(1, room.places + 1),
            etat=await state(room, time.time()),
            salle=room,
            slug=served.slug,
            courante=position,
        )


class RoomState(BoardHandler):
    """``/api/salle``."""

    async def get(self) -> None:
        """Give what the board shows, now."""
        self.json(await state(self.room, time.time()))


class LowerHand(BoardHandler):
    """``/api/salle/main``: « J’ai répondu »."""

    async def post(self) -> None:
        """Put a hand down; its page is told at its next call."""
        sitting = self.place()
        if self.room.presences.lower(sitting.session):
            now = self.room.presences[sitting.session]
            await self.room.ask(
                self.room.answers.keep_presence, sitting.session, now.slug, now.step, now.hand
            )
        self.json(await state(self.room, time.time()))


class Release(BoardHandler):
    """``/api/salle/liberer``: « Libérer la place »."""

    async def post(self) -> None:
        """Free a seat, and forget its answers: the next person must not see them."""
        await self.room.release(self.place())
        self.json(await state(self.room, time.time()))
