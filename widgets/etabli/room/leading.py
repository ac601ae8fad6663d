"""What the facilitator decides from the board. Each call answers with the board's new state."""

from __future__ import annotations

import time
from typing import Any

from ..activities import Activity
from . import results
from .board import BoardHandler
from .board_state import state, steps
from .handlers import RefusalError
from .stage import MOST_HANDS


class LeadingHandler(BoardHandler):
    """A decision: it is kept, then the board is told."""

    def activity(self, said: dict[str, Any]) -> Activity:
        """Give the activity that the board names, of the step going on. Raises `RefusalError`."""
        served, position = self.room.current()
        for activity in results.counted(steps(served.atelier)[position - 1]):
            if activity.id == said.get("activite"):
                return activity
        raise RefusalError(404, "Cette activité n’est pas dans l’étape en cours.")

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
            self.room.stage.project(activity.id, projected)
        elif isinstance(revealed, bool):
            self.room.stage.reveal(self.room.current()[0].slug, activity.id, revealed)
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
        self.room.stage.count(self.room.current()[0].slug, activity.id, tally, choice, hands)
        await self.keep()
