"""Seats: their names, their codes, and how many wrong codes one may try."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

NAMES = (
    "Compas", "Équerre", "Niveau", "Maillet", "Étau", "Lime", "Rabot", "Ciseau",
    "Gouge", "Scie", "Vrille", "Mètre", "Tenaille", "Crayon", "Pinceau", "Truelle",
)  # fmt: skip
#: The facilitator's own seat: it shows ateliers as participants see them, and is counted nowhere.
FACILITATOR = 0

#: Wrong codes that cost nothing, then the first wait and the longest one, in seconds. A code has 10 000 values: with
#: the longest wait in between, trying them all takes a month.
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 5, 10, 300


@dataclass(frozen=True)
class Sitting:
    """Someone at a seat. ``session`` names this sitting for ever; ``code`` takes it again from another computer."""

    place: int
    session: str
    code: str
    since: float


def name(place: int) -> str:
    """Name a seat: 7 → « Rabot », 17 → « Poste 17 »."""
    if place == FACILITATOR:
        return "Animateur"
    return NAMES[place - 1] if place <= len(NAMES) else f"Poste {place}"


def new_session(epoch: int = 0) -> str:
    """Draw the name of a sitting (128 bits), which says how many times the room had been wiped before it."""
    return f"{epoch}.{secrets.token_hex(16)}"


def epoch(session: str) -> int:
    """Read that number in the name of a sitting."""
    number = session.partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def new_code(unlike: str = "") -> str:
    """Draw a four-digit code, other than ``unlike``, which the seat had before."""
    while True:
        code = f"{secrets.randbelow(10_000):04d}"
        if code != unlike:
            return code


class Throttle:
    """Makes wrong codes slower and slower, seat by seat. ``clock`` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[int, int] = {}
        self._until: dict[int, float] = {}

    def wait(self, place: int) -> int:
        """Give the seconds before the next try at this seat; 0 = now."""
        return max(0, math.ceil(self._until.get(place, 0.0) - self._clock()))

    def wrong(self, place: int) -> None:
        """Count a wrong code."""
        count = self._wrong[place] = self._wrong.get(place, 0) + 1
        if count >= FREE_TRIES:
            delay = min(FIRST_WAIT * 2 ** (count - FREE_TRIES), LONGEST_WAIT)
            self._until[place] = self._clock() + delay

    def right(self, place: int) -> None:
        """Forget the wrong codes of a seat."""
        self._wrong.pop(place, None)
        self._until.pop(place, None)
