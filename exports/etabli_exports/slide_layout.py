"""Lay a slide out: choose its type size, stack its pieces, spread them over the page. Both slide writers use it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from etabli.activities.forms import Question, Remark
from etabli.atelier import Program
from etabli.blocks import Block, Callout, Figure, Footnotes, Image, Paragraph, Quote, Table
from etabli.markdown import inlines

from .document import Piece, Slide
from .measure import POINT
from .slide_openings import title_lines
from .slide_options import options_part
from .slide_parts import (
    GAP,
    WIDE_GAP,
    Part,
    band_part,
    is_long,
    is_source,
    picture_part,
    picture_ratio,
    table_part,
    text_part,
)
from .slide_tables import table_zone
from .slide_text import Line, lines, runs, titled
from .slide_zones import (
    BODY_BOTTOM,
    BODY_SIZES,
    BODY_W,
    MARGIN,
    PAGE_W,
    TITLE,
    TITLE_LEAD,
    Arrangement,
    Box,
    PictureZone,
    Zone,
)

#: Pictures narrower than this (width ÷ height) stand beside the text, others above or under it.
BESIDE = 1.5
_SIDE_TOP, _SIDE_GAP = 18.0, 12.0
#: Widths that a picture beside a text may take, in order of preference.
_SIDES = (138.0, 130.0, 124.0, 118.0, 110.0)


def arrange(slide: Slide, folder: Path = Path()) -> Arrangement:
    """Lay out a content slide, in the largest of the body sizes that fits, else in the least (then ``fits`` is False).

    Beside a text, the size of the picture comes first: its own words must be read from the last row.
    """
    if any(isinstance(piece, Figure) for piece in slide.content):
        return _arranged(slide.title, slide.content, folder)
    # Without a picture, a file that may change, the same words are at the same places for all writers.
    return _kept(slide.title, slide.content)


@lru_cache(maxsize=1024)
def _kept(title: str, content: tuple[Piece, ...]) -> Arrangement:
    return _arranged(title, content, Path())


def _arranged(title: str, content: tuple[Piece, ...], folder: Path) -> Arrangement:
    side = _side_picture(content, folder)
    for widest in _SIDES if side else (0.0,):
        for size in BODY_SIZES:
            result = (
                _beside(title, content, folder, size, *side, widest)
                if side
                else _stacked(title, content, folder, size)
            )
            if result.fits:
                return result
    return result


def _title(title: str, room: float) -> tuple[Box, float]:
    """Give a title's box and size. The text stands in the middle of its height, with room for a line more."""
    size = TITLE if title_lines(title, room, TITLE) <= 3 else 36.0
    count, lead = title_lines(title, room, size), size * POINT * TITLE_LEAD
    if count == 1:
        return Box(MARGIN, 8.0, room, 38.0), size
    return Box(MARGIN, 5.0, room, lead * (count + 1) + 1.0), size


def _stacked(words: str, content: tuple[Piece, ...], folder: Path, size: float) -> Arrangement:
    title, title_size = _title(words, BODY_W)
    top = title.bottom + 4.0
    parts = [
        part for group in _groups(content) for part in _parts(group, folder, size, BODY_W, BODY_BOTTOM - top)
    ]
    zones, free = _stack(parts, MARGIN, top, BODY_W, BODY_BOTTOM)
    return Arrangement(title, title_size, zones, free >= -0.01, free)


def _beside(
    words: str,
    content: tuple[Piece, ...],
    folder: Path,
    size: float,
    image: Image,
    ratio: float,
    widest: float,
) -> Arrangement:
    tallest = BODY_BOTTOM - _SIDE_TOP
    wide = min(tallest * ratio, widest)
    room = BODY_W - wide - _SIDE_GAP
    title, title_size = _title(words, room)
    rest = tuple(piece for piece in content if piece != Figure(image))
    top = title.bottom + 4.0
    parts = [part for group in _groups(rest) for part in _parts(group, folder, size, room, BODY_BOTTOM - top)]
    zones, free = _stack(parts, MARGIN, top, room, BODY_BOTTOM)
    high = wide / ratio
    picture = PictureZone(Box(PAGE_W - MARGIN - wide, _SIDE_TOP + (tallest - high) / 2, wide, high), image)
    return Arrangement(
        title,
        title_size,
        (*zones, picture),
        free >= -0.01 and title_lines(words, room, TITLE) <= 2,
        free,
    )


def _side_picture(content: Sequence[Piece], folder: Path) -> tuple[Image, float] | None:
    """Give the picture that stands beside the text, and its ratio: the only one, not wide, with text to read."""
    figures = [piece.image for piece in content if isinstance(piece, Figure)]
    others = [piece for piece in content if not isinstance(piece, Figure)]
    if len(figures) != 1 or not others or any(isinstance(piece, (Table, Question)) for piece in others):
        return None
    ratio = picture_ratio(folder, figures[0].src)
    return (figures[0], ratio) if ratio < BESIDE else None


def _groups(content: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Put together the paragraphs and lists that follow each other; all else stands alone."""
    groups: list[tuple[Piece, ...]] = []
    for piece in content:
        if (
            groups
            and _flows(piece)
            and _flows(groups[-1][-1])
            and not is_long(piece)
            and not is_long(groups[-1][-1])
        ):
            groups[-1] = (*groups[-1], piece)
        else:
            groups.append((piece,))
    return groups


def _flows(piece: Piece) -> bool:
    return not isinstance(
        piece, (Figure, Table, Callout, Quote, Question, Remark, Footnotes, Program)
    ) and not is_source(piece)


def _parts(group: tuple[Piece, ...], folder: Path, size: float, room: float, high: float) -> list[Part]:
    first = group[0]
    match first:
        case Figure(image):
            return [picture_part(image, folder, room, high)]
        case Table():
            zone = table_zone(first, size, room)
            return [table_part(zone)]
        case Callout(tone, title, inner):
            return [band_part(tone, title, tuple(titled(title, inner)), inner, size, room)]
        case Quote(inner):
            return [band_part("quote", "", tuple(lines(inner)), inner, size, room)]
        case Remark(text, title):
            words = (
                (Line(runs(inlines(title)), "subhead"), Line(runs(inlines(text))))
                if title
                else (Line(runs(inlines(text))),)
            )
            return [band_part("right", title, words, (Paragraph(inlines(text)),), size, room)]
        case Question():
            return [options_part(first, size, room)]
        case _:
            blocks = tuple(piece for piece in group if isinstance(piece, Block))
            return [text_part(blocks, size, room)] if blocks else []


def _stack(
    parts: list[Part], x: float, top: float, room: float, bottom: float
) -> tuple[tuple[Zone, ...], float]:
    """Put parts one under the other; spread what is left between their growth and the gaps. Notes stand at the foot."""
    flow = [part for part in parts if not part.foot]
    foot = [part for part in parts if part.foot]
    low = bottom + 6.0 - sum(part.height for part in foot) if foot else bottom
    gaps = max(0, len(flow) - 1)
    least = sum(part.height for part in flow) + gaps * GAP
    free = low - (3.5 if foot else 0.0) - top - least
    stretch = sum(part.grow for part in flow) + gaps * (WIDE_GAP - GAP)
    share = min(1.0, max(0.0, free) / stretch) if stretch else 0.0
    zones: list[Zone] = []
    y = top
    for part in flow:
        high = part.height + part.grow * share
        zones += part.draw(Box(x, y, room, high))
        y += high + GAP + (WIDE_GAP - GAP) * share
    for part in foot:
        zones += part.draw(Box(x, low, room, part.height))
        low += part.height
    return tuple(zones), free if free < 0 else free - stretch * share
