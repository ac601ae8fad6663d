"""``project(atelier, medium, options) → Document``: pure, one rule per medium. What participants get never holds facilitator's text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from etabli.atelier import Atelier

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


def project(atelier: Atelier, medium: Medium, options: Options | None = None) -> Document:
    """Choose what ``medium`` says of ``atelier``; the variant is applied first."""
    options = options or Options()
    return _RULES[medium](atelier.variant(options.variant), options)
