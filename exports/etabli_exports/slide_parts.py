"""Pieces of a slide before they have a place: their least height, how far they may grow, and how to draw them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from etabli.blocks import Block, Footnotes, Image, List, Paragraph, plain
from etabli.media import Picture, load

from .document import SlidePiece
from .measure import POINT
from .slide_pieces import Chart
from .slide_text import Line, lines
from .slide_zones import (
    LEAD,
    SMALL,
    BandTone,
    BandZone,
    Box,
    ChartZone,
    PictureZone,
    TableZone,
    TextZone,
    Zone,
    text_height,
)

#: Space between pieces: at least, at most when the slide has room left.
GAP, WIDE_GAP = 6.5, 14.0
#: Points of the labels and of the figures of a chart.
CHART_TEXT = 22.0
PARAGRAPH, WIDE_PARAGRAPH = 4.0, 12.0
_PAD_X, _PAD_Y, _SIGN = 8.0, 4.0, 21.0
#: How a source, a caption or a credit begins.
_SOURCE = re.compile(r"Sources?\b|D’après|Exemples? donnés?|Chiffres|Crédits?\b|Photo\b|Dessins?\b|Capture")
#: A list of as many short items stands in two columns.
_MANY = 6


@dataclass(frozen=True)
class Part:
    """A piece before it has a place: its least height, how far it may grow, and how to draw it in a box."""

    height: float
    grow: float
    draw: Callable[[Box], tuple[Zone, ...]]
    foot: bool = False


def clicked(part: Part, click: int) -> Part:
    """Make a piece come at a click."""
    return replace(part, draw=lambda box: tuple(replace(zone, click=click) for zone in part.draw(box)))


def chart_part(chart: Chart) -> Part:
    """Give a chart, as tall as its rows need to be read, as large as there is room."""
    rows = len(chart.labels) * len(chart.series) if chart.kind == "bars" else 6
    least = max(80.0, rows * 12.0 + (12.0 if len(chart.series) > 1 else 0.0))
    return Part(least, 120.0, lambda box: (ChartZone(box, chart, CHART_TEXT),))


def columns_part(left: tuple[Block, ...], right: tuple[Block, ...], size: float, room: float) -> Part:
    """Give two texts side by side."""
    wide = (room - WIDE_GAP) / 2
    sides = [(blocks, tuple(lines(blocks))) for blocks in (left, right)]
    least = max(text_height(words, size, wide, PARAGRAPH) for _, words in sides)
    gaps = max(1, *(len(words) - 1 for _, words in sides))

    def draw(box: Box) -> tuple[Zone, ...]:
        gap = PARAGRAPH + (box.h - least) / gaps
        return tuple(
            TextZone(replace(box, x=box.x + rank * (wide + WIDE_GAP), w=wide), words, blocks, size, gap)
            for rank, (blocks, words) in enumerate(sides)
        )

    return Part(least, (WIDE_PARAGRAPH - PARAGRAPH) * gaps, draw)


def picture_ratio(folder: Path, src: str) -> float:
    """Give width ÷ height; 16:9 for a picture that cannot be shown."""
    return _inline_ratio(src) if src.startswith("data:") else _ratio(load(folder, src))


@lru_cache(maxsize=64)
def _inline_ratio(src: str) -> float:
    return _ratio(load(Path(), src))


def _ratio(picture: Picture | None) -> float:
    return picture.size[0] / picture.size[1] if picture else 16 / 9


def is_long(piece: SlidePiece) -> bool:
    """Say whether a list has so many items that it may take two columns."""
    return isinstance(piece, List) and len(piece.items) >= _MANY


def is_source(piece: SlidePiece) -> bool:
    """Say whether a paragraph gives a source: it is written small, under the rest."""
    return isinstance(piece, Paragraph) and bool(_SOURCE.match(plain(piece.children)))


def table_part(zone: TableZone) -> Part:
    """Give a table, whose rows may open up a little."""
    rows = len(zone.heights)

    def draw(box: Box) -> tuple[Zone, ...]:
        more = (box.h - zone.box.h) / rows
        return (
            replace(
                zone, box=replace(box, w=zone.box.w), heights=tuple(height + more for height in zone.heights)
            ),
        )

    return Part(zone.box.h, 7.0 * rows, draw)


def text_part(blocks: tuple[Block, ...], size: float, room: float) -> Part:
    """Give paragraphs and lists; sources and footnotes are small and stand at the foot."""
    if len(blocks) == 1 and isinstance(blocks[0], List) and (two := _two_columns(blocks[0], size, room)):
        return two
    small = isinstance(blocks[0], Footnotes) or is_source(blocks[0])
    own = SMALL if small else size
    words = tuple(lines(blocks))
    least = text_height(words, own, room, 1.0 if small else PARAGRAPH)
    growth = 0.0 if small else (WIDE_PARAGRAPH - PARAGRAPH) * max(0, len(words) - 1)

    def draw(box: Box) -> tuple[Zone, ...]:
        gap = (box.h - text_height(words, own, room, 0.0)) / max(1, len(words) - 1)
        return (TextZone(box, words, blocks, own, gap if len(words) > 1 else 0.0),)

    return Part(least, growth, draw, foot=small)


def _two_columns(block: List, size: float, room: float) -> Part | None:
    """Lay a long list of short items out in two columns; None when it is neither long nor short enough."""
    half = (len(block.items) + 1) // 2
    halves = (
        replace(block, items=block.items[:half]),
        replace(block, items=block.items[half:], start=block.start + half),
    )
    words = tuple(tuple(lines((part,))) for part in halves)
    wide = (room - WIDE_GAP) / 2
    single = size * POINT * LEAD * 1.1
    if len(block.items) < _MANY or any(
        text_height((line,), size, wide, 0.0) > single for column in words for line in column
    ):
        return None
    least = text_height(words[0], size, wide, PARAGRAPH)

    def draw(box: Box) -> tuple[Zone, ...]:
        gap = (box.h - text_height(words[0], size, wide, 0.0)) / max(1, len(words[0]) - 1)
        left = TextZone(replace(box, w=wide), words[0], (halves[0],), size, gap)
        right = TextZone(replace(box, x=box.x + wide + WIDE_GAP, w=wide), words[1], (halves[1],), size, gap)
        return (left, right)

    return Part(least, (WIDE_PARAGRAPH - PARAGRAPH) * (half - 1), draw)


def picture_part(image: Image, folder: Path, room: float, high: float) -> Part:
    """Give a picture over or under the text, no smaller than what can be seen from the last row."""
    ratio = picture_ratio(folder, image.src)
    tallest = min(room / ratio, high)
    least = tallest if room / ratio <= high * 0.7 else min(tallest, high * 0.6)

    def draw(box: Box) -> tuple[Zone, ...]:
        w = min(room, box.h * ratio)
        h = w / ratio
        return (PictureZone(Box(box.x + (room - w) / 2, box.y + (box.h - h) / 2, w, h), image),)

    return Part(least, tallest - least, draw)


def band_part(
    tone: BandTone, title: str, words: tuple[Line, ...], blocks: tuple[Block, ...], size: float, room: float
) -> Part:
    """Give a framed text over the whole width."""
    inner = room - 2 * _PAD_X - band_sign(tone)
    pad = 3.5 if tone == "right" else _PAD_Y
    least = max(text_height(words, size, inner, 1.5) + 2 * pad + (3.0 if tone == "note" else 0.0), 24.0)
    return Part(least, 9.0, lambda box: (BandZone(box, tone, title, words, blocks, size),))


def band_sign(tone: BandTone) -> float:
    """Give the width that a band keeps for its sign."""
    return _SIGN if tone in ("careful", "urgent", "right") else 0.0
