"""What the projector shows: how to join, how many have, which step the room is at. Nothing secret."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import segno
from markupsafe import Markup

from ..atelier import Step
from . import results, seats
from .handlers import Handler
from .orders import clock
from .programme import steps

if TYPE_CHECKING:
    from .app import Room
    from .shelf import Served


class Projection(Handler):
    """``/projection``."""

    async def get(self) -> None:
        """Show the address in huge letters, and as a QR code."""
        room = self.room
        host, _, port = (
            room.join.rpartition(":") if ":" in room.join.rsplit("]", 1)[-1] else (room.join, "", "")
        )
        self.html("projection.html.j2", hote=host, port=port, qr=qr(room.join_url), etat=await state(room))

    head = get


class ProjectionState(Handler):
    """``/api/projection``."""

    async def get(self) -> None:
        """Give what changes on the projection."""
        self.json(await state(self.room))


async def state(room: Room) -> dict[str, Any]:
    """Give what the projection shows, in words."""
    served, position = room.current()
    step = steps(served.atelier)[position - 1]
    taken = sum(place != seats.FACILITATOR for place in room.answers.sittings)
    return {
        "adresse": room.join,
        "titre": served.atelier.title,
        "occupees": taken,
        "libres": max(0, room.places - taken),
        "numero": step.number,
        "etape": step.title,
        "etapes": len(served.atelier.work_steps),
        "temps": clock(room, time.time()),
        "resultats": await _projected(room, served, step, taken),
    }


async def _projected(room: Room, served: Served, step: Step, seats: int) -> dict[str, Any] | None:
    """Give the results that the facilitator put on the wall."""
    if not room.stage.projected:
        return None
    shown = await results.of_step(room, served, step, seats)
    return next((result for result in shown if result["projete"]), None)


def qr(address: str) -> Markup:
    """Draw an address as a QR code: four modules of margin, quartile correction, read from the back of a room."""
    out = io.BytesIO()
    code = segno.make(address, error="q", micro=False)
    code.save(
        out,
        kind="svg",
        border=4,
        dark="#0c211e",
        light="#fffefb",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="",
        lineclass="",
    )
    return Markup(out.getvalue().decode())
