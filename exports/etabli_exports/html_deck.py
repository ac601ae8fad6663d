"""diapos.html: the deck in one file for a browser, projected by reveal.js or read as a page. Nothing is fetched.

Participants may receive it: it holds none of the facilitator's notes.
"""

from __future__ import annotations

from etabli.findings import Finding

from .document import Deck, Document
from .html_page import page
from .html_slides import views


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Give the file and what could not be put in it. Raises `TypeError` for another document than a deck."""
    if not isinstance(document, Deck):
        raise TypeError(f"a deck is needed, not {type(document).__name__}")
    slides, findings = views(document)
    return page("diapos.html.j2", document, slides=slides).encode(), findings
