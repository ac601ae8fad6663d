"""How much room a text takes, without any layout engine: word widths and a greedy wrap.

Widths are in millimetres, sizes in points. A reader's computer may lack our fonts and put its own in their place, so
that each word is measured with ours and with DejaVu Sans (metrics of Verdana), and the wider counts. Carlito (metrics of
Calibri) is narrower than both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Literal

from PIL import ImageFont

from .wide_metrics import BOLD, REGULAR

Face = Literal["text", "strong", "title", "code"]

#: Millimetres in a point.
POINT = 25.4 / 72
#: DejaVu ÷ our face on French text, for characters of which DejaVu's width is not known here.
FALLBACK: dict[Face, float] = {"text": 1.10, "strong": 1.18, "title": 1.19, "code": 1.01}
_WIDE: dict[Face, dict[str, float]] = {"text": REGULAR, "strong": BOLD, "title": BOLD, "code": {}}

#: Letters of titles are set a little closer, in ems.
_TRACKING: dict[Face, float] = {"title": -0.008}

_FILES: dict[Face, str] = {
    "text": "Andika-Regular.ttf",
    "strong": "Andika-Bold.ttf",
    "title": "BricolageGrotesque-Bold.ttf",
    "code": "JetBrainsMono-Regular.ttf",
}
_UNIT = 200
#: Where a line may break: after a space that is not a no-break one, after a hyphen inside a word.
_WORDS = re.compile(r"[^ \n-]*(?:-+(?=\w)|-*[ ]*)|\n")


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    with as_file(files("etabli") / "fonts" / _FILES[face]) as path:
        return ImageFont.truetype(str(path), _UNIT, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(char: str, face: Face) -> float:
    # our title face has no U+2011: another face lends it, as wide as a hyphen
    return _font(face).getlength("-" if char == "\u2011" else char) / _UNIT


@lru_cache(maxsize=8192)
def _units(word: str, face: Face) -> float:
    # none of our fonts has a « kern » table: a word is as wide as its characters, each drawn once
    return sum(_advance(char, face) for char in word)


@cache
def _wide_advance(char: str, face: Face) -> float:
    known = _WIDE[face].get(char)
    return _advance(char, face) * FALLBACK[face] if known is None else known


@lru_cache(maxsize=8192)
def _widest_units(word: str, face: Face) -> float:
    return max(_units(word, face), sum(_wide_advance(char, face) for char in word))


def width(text: str, size: float, face: Face = "text", *, widest: bool = True) -> float:
    """Give the width of a line of text, in mm; ``widest``: in the widest font that may take our face's place."""
    if widest:
        return _widest_units(text, face) * size * POINT
    closer = _TRACKING.get(face, 0.0) * len(text)
    return (_units(text, face) + closer) * size * POINT


def wrapped(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Give the lines of a text in our own face."""
    found = [""]
    for word in _WORDS.findall(text):
        if word == "\n":
            found.append("")
        elif found[-1] and width((found[-1] + word).rstrip(" "), size, face, widest=False) > room:
            found.append(word)
        else:
            found[-1] += word
    return tuple(line.rstrip(" ") for line in found)


def line_count(runs: Iterable[tuple[str, Face]], size: float, room: float, *, widest: bool = True) -> int:
    """Give how many lines a paragraph takes in ``room`` mm. A word wider than the line goes on over several."""
    lines, used = 1, 0.0
    for text, face in runs:
        for word in _WORDS.findall(text):
            if word == "\n":
                lines, used = lines + 1, 0.0
                continue
            if not word:
                continue
            bare = width(word.rstrip(" "), size, face, widest=widest)
            if used and used + bare > room:
                lines, used = lines + 1, 0.0
            while bare > room:
                lines, bare = lines + 1, bare - room
            used += max(bare, width(word, size, face, widest=widest)) if bare <= room else bare
    return lines
