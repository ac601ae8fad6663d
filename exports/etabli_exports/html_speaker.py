"""diapos-animateur.html: the speaker's file, with the notes, the next slide and the time. Never for participants.

It drives a projection of its own: the same file in a second window, where the notes are taken away.
"""

from __future__ import annotations

from typing import Any

from etabli.findings import Finding
from etabli.html import HtmlWriter
from markupsafe import Markup

from .document import Deck, Document
from .html_page import page
from .html_slides import views

FILE_NAME = "diapos-animateur.html"


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Give the file and what could not be put in it. Raises `TypeError` for another document than a deck."""
    if not isinstance(document, Deck):
        raise TypeError(f"a deck is needed, not {type(document).__name__}")
    slides, findings = views(document)
    writer = HtmlWriter(shift=1)
    notes = [Markup(writer.blocks(slide.notes)) for slide in document.slides]
    text = page("diapos-animateur.html.j2", document, slides=slides, notes=notes, moments=_moments(document))
    return text.encode(), findings


def _moments(document: Deck) -> list[dict[str, Any]]:
    """Say for each slide in which step it is: name, planned minutes, start (minutes from 0), rank of its first slide."""
    found: list[dict[str, Any]] = []
    nowhere: dict[str, Any] = {
        "etape": "Avant la première étape",
        "minutes": 0,
        "debut": 0,
        "rang": 0,
        "ouvre": None,
    }
    here = nowhere
    for rank, slide in enumerate(document.slides):
        if slide.layout == "step":
            named = (
                f"Étape {slide.number} sur {slide.steps}\u00a0: {slide.title}"
                if slide.number
                else slide.title
            )
            here = {
                "etape": named,
                "minutes": slide.minutes or 0,
                "debut": slide.start or 0,
                "rang": here["rang"] + 1,
                "ouvre": rank,
            }
        elif slide.layout == "end":
            here = {**nowhere, "etape": "Fin de l’atelier", "rang": here["rang"] + 1}
        found.append(here)
    return found
