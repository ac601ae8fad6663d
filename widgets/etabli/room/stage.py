"""What the facilitator decides for the room. Kept whole at each change, so that a killed server comes back to it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from ..activities.tally import Tally

#: Hands that one can count in a room.
MOST_HANDS = 999


class Stage(BaseModel):
    """``slug``, ``position``: the atelier and the step going on, breaks counted, from 1.

    ``projected``: the activity whose results are on the wall; ``revealed``: those whose answer is shown;
    ``hands``: atelier → activity → hands counted for each choice.
    """

    model_config = ConfigDict(validate_assignment=True)

    slug: str = ""
    position: int = 1
    projected: str = ""
    revealed: set[tuple[str, str]] = set()
    hands: dict[str, dict[str, list[int]]] = {}

    @classmethod
    def load(cls, kept: object) -> Stage:
        """Take up what was kept; what cannot be understood is as if nothing had been decided."""
        try:
            return cls.model_validate(kept or {})
        except ValidationError:
            return cls()

    def go_to(self, slug: str, position: int) -> None:
        """Change the atelier and the step; results on the wall belong to their step."""
        self.slug, self.position, self.projected = slug, position, ""

    def project(self, activity: str, shown: bool) -> None:
        """Put the results of an activity on the wall, or take them down."""
        self.projected = activity if shown else ""

    def reveal(self, slug: str, activity: str, shown: bool) -> None:
        """Show the right answer, or hide it again."""
        self.revealed = (self.revealed - {(slug, activity)}) | ({(slug, activity)} if shown else set())

    def counted(self, slug: str, activity: str) -> list[int]:
        """Give the hands counted for each choice; those never counted are missing at the end."""
        return self.hands.get(slug, {}).get(activity, [])

    def count(self, slug: str, activity: str, tally: Tally, choice: int, hands: int) -> None:
        """Write how many hands were raised for a choice of ``tally``."""
        known = self.counted(slug, activity)
        counts = [known[index] if index < len(known) else 0 for index in range(len(tally.bars))]
        counts[choice] = hands
        self.hands = {**self.hands, slug: {**self.hands.get(slug, {}), activity: counts}}
