"""``project(atelier, medium, options) → Document``: pure, one rule per medium. What participants get never holds facilitator's text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from etabli.atelier import Atelier, Variant

from .cards import cards
from .deck import deck
from .document import Document, Options
from .easy_sheet import easy_sheet
from .poster import poster
from .run_sheet import run_sheet
from .sheet import sheet

Medium = Literal["sheet", "easy", "deck", "run", "cards", "poster"]

_RULES: dict[Medium, Callable[[Atelier, Options], Document]] = {
    "sheet": sheet,
    "easy": easy_sheet,
    "deck": deck,
    "run": run_sheet,
    "cards": cards,
    "poster": poster,
}
_last: tuple[Atelier, Variant, Document] | None = None


def project(atelier: Atelier, medium: Medium, options: Options | None = None) -> Document:
    """Choose what ``medium`` says of ``atelier``; the variant is applied first."""
    options = options or Options()
    if medium == "deck":
        return _deck(atelier, options)
    return _RULES[medium](atelier.variant(options.variant), options)


def _deck(atelier: Atelier, options: Options) -> Document:
    """Three files show the same slides: the last deck is kept, until another is asked for."""
    global _last
    if _last is None or _last[0] is not atelier or _last[1] != options.variant:
        _last = (atelier, options.variant, deck(atelier.variant(options.variant), options))
    return _last[2]
