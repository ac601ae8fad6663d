"""Cell tags: who a cell is for, where it shows, how long its step lasts."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Audience = Literal["participants", "facilitator", "easy"]
Place = Literal["ecran", "papier", "diapo"]

_FACILITATOR = ("animateur", "animatrice", "animateurs", "animatrices", "mediateur", "mediatrice")
_PLACES: tuple[Place, ...] = ("ecran", "papier", "diapo")
_CODE = ("montrer-code", "show-code")
_TIMING = ("essentiel", "facultatif")
#: nbconvert's and MyST's, which keep their meaning.
_STANDARD = (
    "remove-cell", "remove-input", "remove-output", "hide-cell", "hide-input", "hide-output", "skip-execution",
    "raises-exception", "remove-stderr", "remove-stdout", "parameters",
)  # fmt: skip
_KNOWN = (*_FACILITATOR, "falc", *_PLACES, *_CODE, *_TIMING)
_MINUTES = re.compile(r"minutes?[-_ ]?(\d{1,3})")


@dataclass(frozen=True)
class Tags:
    """The tags of a cell, understood. ``faults``: (tag as written, what to write) of near misses."""

    audience: Audience = "participants"
    places: tuple[Place, ...] = ()
    minutes: int | None = None
    timing: Literal["essentiel", "facultatif"] | None = None
    show_code: bool = False
    removed: bool = False
    hidden_output: bool = False
    skip_execution: bool = False
    faults: tuple[tuple[str, str], ...] = ()


def fold(tag: str) -> str:
    """Lower case, without accents."""
    return unicodedata.normalize("NFKD", tag).encode("ascii", "ignore").decode().strip().lower()


def read(tags: Iterable[object], slide_type: str | None = None) -> Tags:
    """Understand a cell's tags. A near miss of a tag of ours is a fault; one of ``animateur`` stays private."""
    names: set[str] = set()
    minutes: int | None = None
    faults: list[tuple[str, str]] = []
    for written in tags:
        tag = fold(str(written))
        if exact := re.fullmatch(r"minutes-(\d{1,3})", tag):
            minutes = int(exact.group(1))
        elif tag in _KNOWN or tag in _STANDARD:
            names.add(tag)
        elif near := _MINUTES.fullmatch(tag):
            faults.append((str(written), f"minutes-{near.group(1)}"))
        elif tag.startswith("minute"):
            faults.append((str(written), "minutes-20"))
        elif close := difflib.get_close_matches(tag, _KNOWN, 1, 0.75):
            faults.append((str(written), close[0]))
            if close[0] in _FACILITATOR:
                names.add("animateur")
    private = slide_type == "notes" or any(name in names for name in _FACILITATOR)
    return Tags(
        audience="facilitator" if private else "easy" if "falc" in names else "participants",
        places=tuple(place for place in _PLACES if place in names),
        minutes=minutes,
        timing="essentiel" if "essentiel" in names else "facultatif" if "facultatif" in names else None,
        show_code=any(name in names for name in _CODE),
        removed="remove-cell" in names or "hide-cell" in names,
        hidden_output="remove-output" in names or "hide-output" in names,
        skip_execution="skip-execution" in names,
        faults=tuple(faults),
    )
