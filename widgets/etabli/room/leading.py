"""What the facilitator decides from the board. Each call answers with the board's new state."""

from __future__ import annotations

import time
from typing import Any

from ..activities import Activity
from . import results
from .board import BoardHandler
from .board_state import state
from .handlers import RefusalError
from .programme import steps
from .stage import MOST_HANDS, Stage


class LeadingHandler(BoardHandler):
    """A decision: it is kept, then the board is told."""

    def activity(self, said: dict[str, Any]) -> Activity:
        """Give the activity that the board names, of the step going on. Raises `RefusalError`."""
        served, position = self.room.current()
        for activity in results.counted(steps(served.atelier)[position - 1]):
            if activity.id == said.get("activite"):
                return activity
        raise RefusalError(404, "Cette activité n’est pas dans l’étape en cours.")

    def stage(self) -> Stage:
        """Give what is decided, about the atelier that the board shows (at first, nobody chose one)."""
        self.room.settle()
        return self.room.stage

    async def keep(self) -> None:
        """Keep what was decided, and answer."""
        await self.room.keep_stage()
        self.json(await state(self.room, time.time()))


class ShowResults(LeadingHandler):
    """``/api/salle/resultats``: on the wall or not, right answer shown or not."""

    async def post(self) -> None:
        """Hear ``{"activite", "projeter": bool}`` or ``{"activite", "montrer": bool}``."""
        said = self.body()
        activity, projected, revealed = self.activity(said), said.get("projeter"), said.get("montrer")
        if isinstance(projected, bool):
            self.stage().project(activity.id, projected)
        elif isinstance(revealed, bool):
            self.stage().reveal(self.room.current()[0].slug, activity.id, revealed)
        else:
            raise RefusalError(400, "Dites « projeter » ou « montrer ».")
        await self.keep()


class CountHands(LeadingHandler):
    """``/api/salle/compter``: hands of those who have no computer."""

    async def post(self) -> None:
        """Hear ``{"activite", "choix": 0, "mains": 5}``."""
        said = self.body()
        activity, choice, hands = self.activity(said), said.get("choix"), said.get("mains")
        tally = activity.tally(())
        if tally is None or type(choice) is not int or not 0 <= choice < len(tally.bars):
            raise RefusalError(404, "Ce choix n’existe pas.")
        if type(hands) is not int or not 0 <= hands <= MOST_HANDS:
            raise RefusalError(400, f"Un nombre de mains va de 0 à {MOST_HANDS}.")
        self.stage().count(self.room.current()[0].slug, activity.id, tally, choice, hands)
        await self.keep()


class GoTo(LeadingHandler):
    """``/api/salle/etape``: the step that the room is at."""

    async def post(self) -> None:
        """Hear ``{"slug", "etape": position}``; the projection follows."""
        said = self.body()
        served, position = self.room.served(str(said.get("slug", ""))), said.get("etape")
        if served is None or type(position) is not int or not 1 <= position <= len(steps(served.atelier)):
            raise RefusalError(404, "Cette étape n’existe pas.")
        planned = steps(served.atelier)[position - 1].length * 60.0
        self.stage().go_to(served.slug, position, time.time(), planned)
        await self.keep()


class Doors(LeadingHandler):
    """``/api/salle/ouvrir``: which steps participants may open."""

    async def post(self) -> None:
        """Hear ``{"etape": number, "ouverte": bool}``, ``{"tout": true}``: open all, or ``{"tout": false}``: close what follows."""
        said = self.body()
        numbers = [step.number for step in steps(self.room.current()[0].atelier) if step.number is not None]
        stage, number, opened = self.stage(), said.get("etape"), said.get("ouverte")
        if isinstance(said.get("tout"), bool):
            here = self.step_number(before=True) or numbers[0]
            for other in numbers:
                stage.close(other, not said["tout"] and other > here)
        elif type(number) is int and number in numbers and isinstance(opened, bool):
            if not opened and set(numbers) - stage.closed.get(stage.slug, set()) <= {number}:
                raise RefusalError(409, "Gardez au moins une étape ouverte.")
            stage.close(number, not opened)
        else:
            raise RefusalError(404, "Cette étape n’existe pas.")
        await self.keep()

    def step_number(self, *, before: bool = False) -> int | None:
        """Give the number of the step going on; in a break, that of the step ``before`` it, or None."""
        served, position = self.room.current()
        numbers = [
            step.number for step in steps(served.atelier)[:position] if step.number is not None or not before
        ]
        return numbers[-1] if numbers else None


class Gather(Doors):
    """``/api/salle/amener``: « Amener tout le monde ici »."""

    async def post(self) -> None:
        """Call every page to the step going on."""
        number = self.step_number()
        if number is None:
            raise RefusalError(409, "Une pause n’a pas de page : choisissez une étape.")
        self.stage().gather(number)
        await self.keep()


class Freeze(LeadingHandler):
    """``/api/salle/geler``: « Regardez l’animateur »."""

    async def post(self) -> None:
        """Hear ``{"gele": bool}``."""
        frozen = self.body().get("gele")
        if not isinstance(frozen, bool):
            raise RefusalError(400, "Dites « gele ».")
        self.stage().freeze(frozen)
        await self.keep()


class TimerGesture(LeadingHandler):
    """``/api/salle/minuteur``: the time of the step going on."""

    async def post(self) -> None:
        """Hear ``{"geste": "demarrer" | "pause" | "ajouter" | "remettre"}``."""
        served, position = self.room.current()
        planned = steps(served.atelier)[position - 1].length * 60.0
        if not self.stage().time(str(self.body().get("geste")), time.time(), planned):
            raise RefusalError(400, "Un minuteur se démarre, se met en pause, s’allonge ou se remet à zéro.")
        await self.keep()
