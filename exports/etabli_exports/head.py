"""The head of all documents: what the front matter says, ready to print in French."""

from __future__ import annotations

from etabli.atelier import Atelier
from etabli.front_matter import LEVELS

from .document import Head

_LICENCES = {
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC0-1.0": "CC0",
    "etalab-2.0": "Licence Ouverte 2.0",
}


def head(atelier: Atelier) -> Head:
    """Make the head of an atelier's documents."""
    front = atelier.front
    reader = front.proofreading
    return Head(
        slug=atelier.slug,
        title=atelier.title,
        summary=front.summary,
        hook=front.hook,
        language=front.language,
        minutes=atelier.minutes,
        audiences=front.audiences,
        level=LEVELS.get(front.level or "", ""),
        goals=front.goals,
        prerequisites=front.prerequisites,
        materials=front.materials,
        authors=front.authors,
        licence=_LICENCES.get(front.licence, front.licence),
        checked_on=front.checked_on.strftime("%d/%m/%Y") if front.checked_on else "",
        session=front.session,
        place=front.place,
        contact=front.contact,
        proofread=f"{reader.by}, le {reader.day.strftime('%d/%m/%Y')}, {reader.place}" if reader else "",
        sources=tuple(front.sources.items()),
        folder=atelier.folder,
    )


def duration(minutes: int) -> str:
    """Say a length: 45 → « 45 min », 150 → « 2 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"
