"""The facilitator's board: who is where, who asks for help, what to say now. Behind the token."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ..activities.base import joined
from ..atelier import Atelier, Step
from ..html import HtmlWriter
from ..page_views import pictures
from . import seats
from .answers import Mark
from .faults import spaced
from .handlers import BOARD_COOKIE, COOKIE_DAYS, Handler, RefusalError
from .presence import Presence
from .seats import Sitting
from .shelf import Served

#: A sitting older than this belongs to another session (12 h).
_OLD = 12 * 3600.0


@dataclass(frozen=True)
class State:
    """A seat as the board shows it: a style, a sign, a word."""

    style: str
    sign: str
    word: str


FREE = State("libre", "", "libre")
ARRIVING = State("arrive", "personne", "s’installe")
READING = State("lit", "texte", "lit")
ANSWERING = State("cours", "crayon", "répond")
ANSWERED = State("ok", "juste", "a répondu")
HELP = State("aide", "main", "demande de\u00a0l’aide")
SILENT = State("muet", "prise", "sans nouvelles")


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
        atelier = served.atelier
        writer = HtmlWriter(pictures(atelier), shift=1)
        self.html(
            "animateur.html.j2",
            atelier=atelier,
            etapes=[
                _step(step, writer, _intro(atelier) if number == 1 else ())
                for number, step in enumerate(_steps(atelier), 1)
            ],
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


class GoTo(BoardHandler):
    """``/api/salle/etape``: the step that the room is at."""

    async def post(self) -> None:
        """Keep the atelier and the step; the projection follows."""
        said = self.body()
        served, position = self.room.served(str(said.get("slug", ""))), said.get("etape")
        if (
            served is None
            or not isinstance(position, int)
            or not 1 <= position <= len(_steps(served.atelier))
        ):
            raise RefusalError(404, "Cette étape n’existe pas.")
        await self.room.go_to(served, position)
        self.json(await state(self.room, time.time()))


class Wipe(BoardHandler):
    """``/animateur/effacer``: the end of a session."""

    async def get(self) -> None:
        """Ask, saying what would be lost."""
        self.html(
            "effacer.html.j2",
            reste=await self.room.ask(self.room.answers.counts),
            efface=None,
            jeton=self.xsrf_token.decode(),
        )

    async def post(self) -> None:
        """Wipe, then count again."""
        before = await self.room.ask(self.room.answers.counts)
        left = await self.room.wipe()
        self.html("effacer.html.j2", reste=left, efface=before, jeton="")


# --- what is shown ---------------------------------------------------------------------------------------------------


async def state(room: Any, now: float) -> dict[str, Any]:
    """Give the board's state: words and numbers ready to be shown."""
    served, position = room.current()
    marks = await room.ask(room.answers.marks)
    taken = {place: sitting for place, sitting in room.answers.sittings.items() if place != seats.FACILITATOR}
    rows = [_seat(room, place, taken.get(place), marks, now) for place in range(1, room.places + 1)]
    here = _steps(served.atelier)[position - 1]
    hands = sorted((row for row in rows if row["main"] is not None), key=lambda row: -row["main"])
    return {
        "adresse": room.join,
        "autres": room.other_addresses,
        "slug": served.slug,
        "version": served.version,
        "etape": position,
        "suivante": _next(served.atelier, position),
        "places": room.places,
        "occupees": len(taken),
        "reponses": _answered(here, taken.values(), served, marks),
        "sieges": rows,
        "mains": [{"place": row["place"], "depuis": since(row["main"])} for row in hands],
        "rythme": _pace(room, served, taken.values(), now),
        "alertes": _alerts(room, taken.values(), now),
    }


def since(seconds: float) -> str:
    """Say how long ago: « depuis 3 min »."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "à l’instant"
    return f"depuis {minutes}\u00a0min" if minutes < 90 else f"depuis {round(minutes / 60)}\u00a0h"


def _seat(room: Any, place: int, sitting: Sitting | None, marks: list[Mark], now: float) -> dict[str, Any]:
    presence = room.presences.get(sitting.session) if sitting else None
    shown = _state(room, sitting, presence, marks, now)
    hand = max(0.0, now - presence.hand) if presence and presence.hand is not None else None
    where = ""
    if presence and presence.slug == room.current()[0].slug:
        where = f"étape\u00a0{presence.step}" if presence.step else ""
    elif presence:
        where = "autre atelier"
    return {
        "place": place,
        "nom": seats.name(place),
        "style": shown.style,
        "signe": shown.sign,
        "mot": shown.word,
        "ou": where,
        "depuis": since(now - presence.seen) if presence and shown is SILENT else "",
        "main": hand,
        "code": sitting.code if sitting else "",
    }


def _state(
    room: Any, sitting: Sitting | None, presence: Presence | None, marks: list[Mark], now: float
) -> State:
    if sitting is None:
        return FREE
    if presence is None:
        return ARRIVING
    if presence.hand is not None:
        return HELP
    if presence.silent(now):
        return SILENT
    served = room.served(presence.slug)
    work = served.atelier.work_steps if served else ()
    activities = (
        {activity.id for activity in work[presence.step - 1].activities()}
        if 1 <= presence.step <= len(work)
        else set()
    )
    mine = {
        mark.activity: mark.done
        for mark in marks
        if mark.session == sitting.session and mark.slug == presence.slug
    }
    if activities and all(mine.get(activity) for activity in activities):
        return ANSWERED
    return ANSWERING if activities & mine.keys() else READING


def _answered(step: Step, taken: Any, served: Served, marks: list[Mark]) -> int | None:
    """Count who finished the step; None where there is nothing to answer."""
    activities = {activity.id for activity in step.activities()}
    if not activities:
        return None
    done = Counter(
        mark.session
        for mark in marks
        if mark.done and mark.slug == served.slug and mark.activity in activities
    )
    return sum(done[sitting.session] == len(activities) for sitting in taken)


def _pace(room: Any, served: Served, taken: Any, now: float) -> list[dict[str, Any]]:
    """Count who reached which step of the current atelier."""
    found = (room.presences.get(sitting.session) for sitting in taken)
    steps = Counter(
        presence.step
        for presence in found
        if presence and presence.slug == served.slug and not presence.silent(now)
    )
    titles = {step.number: step.title for step in served.atelier.work_steps}
    return [
        {"etape": number, "titre": titles[number], "postes": steps[number]}
        for number in sorted(steps)
        if number in titles
    ]


def _alerts(room: Any, taken: Any, now: float) -> list[str]:
    alerts = [
        f"« {served.atelier.title} » a changé sur le disque, mais ne peut pas être servi ainsi : {'  '.join(str(fault) for fault in served.trouble)} "
        "La dernière bonne version reste affichée."
        for served in room.shelf
        if served.trouble
    ]
    old = sorted(sitting.place for sitting in taken if now - sitting.since > _OLD)
    if old:
        which = joined([str(place) for place in old])
        alerts.append(
            f"D’une autre séance : {'place' if len(old) == 1 else 'places'} {which}. Libérez-les, ou effacez tout si cette séance est finie."
        )
    if not room.on_network:
        alerts.append(
            "Cet ordinateur n’est relié à aucun réseau : les autres postes ne peuvent pas encore venir."
        )
    return [spaced(alert) for alert in alerts]


def _steps(atelier: Atelier) -> tuple[Step, ...]:
    return atelier.steps or (Step(atelier.title, 1),)


def _intro(atelier: Atelier) -> tuple[Any, ...]:
    return tuple(block for cell in atelier.intro if cell.audience == "facilitator" for block in cell.blocks)


def _step(step: Step, writer: HtmlWriter, before: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "titre": step.title,
        "numero": step.number,
        "minutes": step.length,
        "avant": Markup(writer.blocks(before)),
        "notes": Markup(writer.blocks(step.facilitator_blocks())),
    }


def _next(atelier: Atelier, position: int) -> str:
    """Name the step after this one; empty at the end."""
    steps = _steps(atelier)
    if position >= len(steps):
        return ""
    following = steps[position]
    return f"Étape\u00a0{following.number}\u00a0: {following.title}" if following.number else following.title


def atelier_path(slug: str) -> str:
    """Give an atelier's address in the room."""
    return f"/atelier/{quote(slug)}"
