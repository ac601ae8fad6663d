"""What participants' pages learn of the facilitator's decisions, and how time is said. Nothing of other seats in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .programme import steps
from .stage import LONGEST

if TYPE_CHECKING:
    from .app import Room


def orders(room: Room, slug: str, now: float) -> dict[str, Any]:
    """Give what a page of the atelier ``slug`` must follow."""
    stage, call = room.stage, room.stage.call
    return {
        "revision": stage.revision,
        "fermees": sorted(stage.closed.get(slug, ())),
        "gele": stage.frozen,
        "appel": call and {"numero": call.number, "slug": call.slug, "etape": call.step},
        "temps": clock(room, now),
        "fini": stage.over,
    }


def clock(room: Room, now: float) -> dict[str, Any]:
    """Give the time of the step going on. ``etat``: pret, court, pause, depasse; ``reste`` in seconds, rounded up."""
    served, position = room.current()
    planned = steps(served.atelier)[position - 1].length * 60
    timer = room.stage.timer() if room.stage.slug == served.slug else None
    if timer is None:
        return {"etat": "pret", "reste": planned}
    left = min(timer.remaining(now), LONGEST)  # the computer's clock may have been set back
    running = "pause" if timer.end is None else "court"
    return {
        "etat": running if left > 0 else "depasse",
        "reste": math.ceil(left),
        "court": timer.end is not None,
    }
