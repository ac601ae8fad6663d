"""The end of a session: what each one takes home, the results, then nothing left, with proof."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..documents import SeatAnswers, takeaway_writer
from ..page import Seat, french_day
from . import report, seats
from .answers import Counts
from .board import BoardHandler
from .faults import spaced
from .handlers import Handler, RefusalError
from .seats import Sitting
from .shelf import Served

_NOTHING = "Rien à emporter pour l’instant : aucune réponse n’est gardée ici."


class PaperHandler(Handler):
    """Whatever makes a PDF of answers."""

    def served(self, slug: str) -> Served:
        """Give the atelier. Raises `RefusalError`."""
        served = self.room.served(slug)
        if served is None:
            raise RefusalError(404, "Cet atelier n’existe pas ici.")
        return served

    async def takeaway(self, served: Served, sittings: Sequence[Sitting], name: str) -> None:
        """Print what these seats keep, away from the thread that answers the room."""
        write = takeaway_writer()
        if write is None:
            raise RefusalError(
                501, "Le module qui imprime n’est pas installé sur l’ordinateur de l’animateur."
            )
        answers = [
            SeatAnswers(
                _label(sitting),
                {
                    activity: value
                    for activity, (value, _) in (
                        await self.room.ask(self.room.answers.answers, sitting.session, served.slug)
                    ).items()
                },
            )
            for sitting in sittings
        ]
        pdf, _ = await self.room.make(write, served.atelier, answers, day_in_full(time.time()))
        if not pdf:
            raise RefusalError(404, _NOTHING)
        self.file(pdf, "application/pdf", name)


class MyTakeaway(PaperHandler):
    """``/atelier/<slug>/emporter.pdf``: one's own sheet, nobody else's."""

    async def get(self, slug: str) -> None:
        """Print it. One at a time for each seat: the printer is shared."""
        served, sitting = self.served(slug), self.seated()
        if sitting.session in self.room.printing:
            raise RefusalError(429, "Votre feuille est déjà en train de se préparer. Attendez un instant.")
        self.room.printing.add(sitting.session)
        try:
            await self.takeaway(served, [sitting], "emporter.pdf")
        finally:
            self.room.printing.discard(sitting.session)


class AllTakeaways(PaperHandler, BoardHandler):
    """``/animateur/emporter/<slug>.pdf``: the sheets of all seats, one after the other."""

    async def get(self, slug: str) -> None:
        """Print them in the order of the seats."""
        served = self.served(slug)
        await self.takeaway(served, _taken(self.room.answers.sittings), f"emporter-{served.slug}.pdf")


class Spreadsheet(PaperHandler, BoardHandler):
    """``/animateur/resultats/<slug>.csv``."""

    async def get(self, slug: str) -> None:
        """Give the counts."""
        served = self.served(slug)
        given = await report.lines(self.room, served, len(_taken(self.room.answers.sittings)))
        name = f"resultats-{served.slug}.csv"
        self.file(report.spreadsheet(served.atelier.title, given), "text/csv; charset=UTF-8", name, save=True)


class Report(PaperHandler, BoardHandler):
    """``/animateur/bilan/<slug>``: the counts as a page to print."""

    async def get(self, slug: str) -> None:
        """Show it."""
        served, taken = self.served(slug), _taken(self.room.answers.sittings)
        self.html(
            "bilan.html.j2",
            atelier=served.atelier,
            lignes=await report.lines(self.room, served, len(taken)),
            postes=len(taken),
            jour=day_in_full(time.time()),
        )


class End(BoardHandler):
    """``/animateur/terminer``: the last things to do, in order."""

    async def get(self) -> None:
        """Show them."""
        await self.show()

    async def post(self) -> None:
        """Tell the pages that the session is over, or that it goes on."""
        self.room.settle()
        self.room.stage.end(self.get_body_argument("fini", "") == "oui")
        await self.room.keep_stage()
        self.redirect("/animateur/terminer")

    async def show(self) -> None:
        """Lay the page out."""
        self.html(
            "terminer.html.j2",
            ateliers=[served.atelier for served in self.room.shelf],
            fini=self.room.stage.over,
            reste=await self.room.ask(self.room.answers.counts),
            preuve=await self.room.ask(self.room.answers.setting, "preuve"),
            jeton=self.xsrf_token.decode(),
        )


class Wipe(BoardHandler):
    """``/animateur/effacer``: nothing is left."""

    async def get(self) -> None:
        """Ask, saying what would be lost."""
        await self._show(None, None)

    async def post(self) -> None:
        """Wipe, count again, and keep the line that proves it."""
        before, left = await self.room.wipe()
        line = proof(before, left, time.time())
        await self.room.ask(self.room.answers.set, "preuve", line)
        await self._show(before, line)

    async def _show(self, wiped: Counts | None, line: str | None) -> None:
        self.html(
            "effacer.html.j2",
            reste=await self.room.ask(self.room.answers.counts),
            efface=wiped,
            preuve=line,
            jeton=self.xsrf_token.decode(),
        )


class Proof(BoardHandler):
    """``/animateur/preuve.txt``: the proof of the last wipe."""

    async def get(self) -> None:
        """Give it as a file."""
        line = await self.room.ask(self.room.answers.setting, "preuve")
        if not isinstance(line, str):
            raise RefusalError(404, "Rien n’a encore été effacé.")
        text = f"{line}\r\n".encode()
        self.file(text, "text/plain; charset=UTF-8", "preuve-effacement.txt", save=True)


def proof(wiped: Counts, left: Counts, when: float) -> str:
    """Say in one line what was wiped, and what was found afterwards."""
    return spaced(
        f"Séance effacée le {day_in_full(when)} à {datetime.fromtimestamp(when):%H h %M} : "
        f"{_count(wiped.seats, 'place')} et {_count(wiped.answers, 'réponse')}. "
        f"Recompté dans le fichier après coup : {_count(left.seats, 'place')}, {_count(left.answers, 'réponse')}."
    )


def day_in_full(when: float) -> str:
    """Write a day: « mardi 24 novembre 2026 »."""
    day = datetime.fromtimestamp(when).date()
    return f"{french_day(day)} {day.year}"


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def _label(sitting: Sitting) -> str:
    if sitting.place == seats.FACILITATOR:
        return seats.name(sitting.place)
    return Seat(sitting.place, seats.name(sitting.place)).label


def _taken(sittings: dict[int, Any]) -> list[Sitting]:
    return [sittings[place] for place in sorted(sittings) if place != seats.FACILITATOR]
