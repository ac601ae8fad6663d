"""Lay a slide out: choose its type size, stack its pieces, spread them over the page. Both slide writers use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from etabli.activities.forms import Question, Remark
from etabli.atelier import Program
from etabli.blocks import Block, Callout, Figure, Footnotes, Image, Paragraph, Quote, Table, plain
from etabli.markdown import inlines
from etabli.media import load

from .document import Piece, Slide
from .measure import POINT, line_count, width
from .slide_tables import table_zone
from .slide_text import Line, lines, runs, titled
from .slide_zones import (
    BODY_BOTTOM,
    BODY_SIZES,
    BODY_W,
    LEAD,
    MARGIN,
    PAGE_W,
    SMALL,
    TITLE,
    TITLE_LEAD,
    Arrangement,
    BandTone,
    BandZone,
    Box,
    OptionZone,
    PictureZone,
    TextZone,
    Zone,
    text_height,
)

#: Space between pieces: at least, at most when the slide has room left.
GAP, WIDE_GAP = 6.5, 14.0
PARAGRAPH, WIDE_PARAGRAPH = 4.0, 11.0
#: Pictures narrower than this (width ÷ height) stand beside the text, others above or under it.
BESIDE = 1.5
_SIDE_TOP, _SIDE_GAP = 18.0, 12.0
#: Widths that a picture beside a text may take, in order of preference.
_SIDES = (138.0, 124.0, 110.0)
_ROW, _ROW_PAD, _LETTER, _TICK = 31.0, 3.4, 31.0, 24.0
_PAD_X, _PAD_Y, _SIGN = 8.0, 6.0, 21.0


@dataclass(frozen=True)
class _Part:
    """A piece before it has a place: its least height, how far it may grow, and how to draw it in a box."""

    height: float
    grow: float
    draw: Callable[[Box], tuple[Zone, ...]]
    foot: bool = False


def arrange(slide: Slide, folder: Path = Path()) -> Arrangement:
    """Lay out a content slide, in the largest of the body sizes that fits, else in the least (then ``fits`` is False)."""
    results = [_arranged(slide, folder, size) for size in BODY_SIZES]
    return next((result for result in results if result.fits), results[-1])


def title_lines(title: str, room: float = BODY_W, size: float = TITLE) -> int:
    """Count the lines of a title in our own face; `_title_box` leaves room for a line more in a wider one."""
    return line_count([(title, "title")], size, room, widest=False)


def _title(title: str, room: float) -> tuple[Box, float]:
    """Give a title's box and size. The text stands in the middle of its height, with room for a line more."""
    size = TITLE if title_lines(title, room) <= 3 else 36.0
    count, lead = title_lines(title, room, size), size * POINT * TITLE_LEAD
    if count == 1:
        return Box(MARGIN, 8.0, room, 38.0), size
    return Box(MARGIN, 5.0, room, lead * (count + 1) + 1.0), size


def _arranged(slide: Slide, folder: Path, size: float) -> Arrangement:
    side = _side_picture(slide.content, folder)
    if side:
        tries = [_beside(slide, folder, size, *side, widest) for widest in _SIDES]
        return next((arrangement for arrangement in tries if arrangement.fits), tries[-1])
    title, title_size = _title(slide.title, BODY_W)
    top = title.bottom + 4.0
    parts = [part for group in _groups(slide.content) for part in _parts(group, folder, size, BODY_W, BODY_BOTTOM - top)]
    zones, free = _stack(parts, MARGIN, top, BODY_W, BODY_BOTTOM)
    return Arrangement(title, title_size, zones, free >= -0.01, free)


def _beside(slide: Slide, folder: Path, size: float, image: Image, ratio: float, widest: float) -> Arrangement:
    tallest = BODY_BOTTOM - _SIDE_TOP
    wide = min(tallest * ratio, widest)
    room = BODY_W - wide - _SIDE_GAP
    title, title_size = _title(slide.title, room)
    rest = tuple(piece for piece in slide.content if piece != Figure(image))
    top = title.bottom + 4.0
    parts = [part for group in _groups(rest) for part in _parts(group, folder, size, room, BODY_BOTTOM - top)]
    zones, free = _stack(parts, MARGIN, top, room, BODY_BOTTOM)
    high = wide / ratio
    picture = PictureZone(Box(PAGE_W - MARGIN - wide, _SIDE_TOP + (tallest - high) / 2, wide, high), image)
    return Arrangement(title, title_size, (*zones, picture), free >= -0.01 and title_lines(slide.title, room) <= 2, free)


def _side_picture(content: Sequence[Piece], folder: Path) -> tuple[Image, float] | None:
    """Give the picture that stands beside the text, and its ratio: the only one, not wide, with text to read."""
    figures = [piece.image for piece in content if isinstance(piece, Figure)]
    others = [piece for piece in content if not isinstance(piece, Figure)]
    if len(figures) != 1 or not others or any(isinstance(piece, (Table, Question)) for piece in others):
        return None
    ratio = picture_ratio(folder, figures[0].src)
    return (figures[0], ratio) if ratio < BESIDE else None


@lru_cache(maxsize=256)
def picture_ratio(folder: Path, src: str) -> float:
    """Give width ÷ height; 16:9 for a picture that cannot be shown."""
    picture = load(folder, src)
    return picture.size[0] / picture.size[1] if picture else 16 / 9


def _groups(content: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Put together the paragraphs and lists that follow each other; all else stands alone."""
    groups: list[tuple[Piece, ...]] = []
    for piece in content:
        if groups and _flows(piece) and _flows(groups[-1][-1]):
            groups[-1] = (*groups[-1], piece)
        else:
            groups.append((piece,))
    return groups


def _flows(piece: Piece) -> bool:
    return not isinstance(piece, (Figure, Table, Callout, Quote, Question, Remark, Footnotes, Program)) and not is_source(piece)


def is_source(piece: Piece) -> bool:
    """Say whether a paragraph gives a source: it is written small, under the rest."""
    return isinstance(piece, Paragraph) and plain(piece.children).startswith(("Source :", "Source\u00a0:", "Sources"))


def _parts(group: tuple[Piece, ...], folder: Path, size: float, room: float, high: float) -> list[_Part]:
    first = group[0]
    match first:
        case Figure(image):
            return [_picture_part(image, folder, room, high, len(group) == 1)]
        case Table():
            zone = table_zone(first, size, room)
            return [_Part(zone.box.h, 0.0, lambda box: (replace(zone, box=replace(box, h=zone.box.h)),))]
        case Callout(tone, title, inner):
            return [_band_part(tone, title, tuple(titled(title, inner)), inner, size, room)]
        case Quote(inner):
            return [_band_part("quote", "", tuple(lines(inner)), inner, size, room)]
        case Remark(text, title):
            words = (Line(runs(inlines(title)), "subhead"), Line(runs(inlines(text)))) if title else (Line(runs(inlines(text))),)
            return [_band_part("right", title, words, (Paragraph(inlines(text)),), size, room)]
        case Question():
            return [_options_part(first, size, room)]
        case _:
            blocks: tuple[Block, ...] = tuple(piece for piece in group if not isinstance(piece, (Question, Remark, Program)))  # type: ignore[misc]
            return [_text_part(blocks, size, room)] if blocks else []


def _text_part(blocks: tuple[Block, ...], size: float, room: float) -> _Part:
    small = isinstance(blocks[0], Footnotes) or is_source(blocks[0])
    own = SMALL if small else size
    words = tuple(lines(blocks))
    least = text_height(words, own, room, 1.0 if small else PARAGRAPH)
    growth = 0.0 if small else (WIDE_PARAGRAPH - PARAGRAPH) * max(0, len(words) - 1)

    def draw(box: Box) -> tuple[Zone, ...]:
        gap = (box.h - text_height(words, own, room, 0.0)) / max(1, len(words) - 1)
        return (TextZone(box, words, blocks, own, gap if len(words) > 1 else 0.0),)

    return _Part(least, growth, draw, foot=small)


def _picture_part(image: Image, folder: Path, room: float, high: float, alone: bool) -> _Part:
    ratio = picture_ratio(folder, image.src)
    tallest = min(room / ratio, high)
    least = tallest if room / ratio <= high * 0.7 else min(tallest, high * 0.6)

    def draw(box: Box) -> tuple[Zone, ...]:
        w = min(room, box.h * ratio)
        h = w / ratio
        return (PictureZone(Box(box.x + (room - w) / 2, box.y + (box.h - h) / 2, w, h), image),)

    return _Part(least, tallest - least, draw)


def _band_part(tone: BandTone, title: str, words: tuple[Line, ...], blocks: tuple[Block, ...], size: float, room: float) -> _Part:
    inner = room - 2 * _PAD_X - band_sign(tone)
    least = max(text_height(words, size, inner, 2.0) + 2 * _PAD_Y + (3.0 if tone == "note" else 0.0), 24.0)
    return _Part(least, 6.0, lambda box: (BandZone(box, tone, title, words, blocks, size),))


def band_sign(tone: BandTone) -> float:
    """Give the width that a band keeps for its sign."""
    return _SIGN if tone in ("careful", "urgent", "right") else 0.0


def _options_part(question: Question, size: float, room: float) -> _Part:
    """Lay the answers out in one column, or in two where they are short and even in number."""
    options = [(option, (Line(runs(inlines(option.text))),)) for option in question.options]
    letter = option_letter(len(options), False)
    single = [_option_height(words, size, room - letter, option.right) for option, words in options]
    half = (room - GAP) / 2
    pairs = [_option_height(words, size, half - option_letter(len(options), True), option.right) for option, words in options]
    double = [max(pairs[i : i + 2]) for i in range(0, len(pairs), 2)]
    least_single = sum(single) + (len(single) - 1) * 4.0
    least_double = sum(double) + (len(double) - 1) * 4.0
    one_line = size * POINT * LEAD + 2 * _ROW_PAD + 0.1
    two = len(options) == 4 and max(pairs) <= one_line
    heights = double if two else single
    least = least_double if two else least_single
    rows = len(heights)
    growth = sum(max(0.0, _ROW - height) for height in heights) + (rows - 1) * 4.0

    def draw(box: Box) -> tuple[Zone, ...]:
        extra = box.h - least
        spread = extra / growth if growth else 0.0
        grown = [height + max(0.0, _ROW - height) * spread for height in heights]
        gap = 4.0 + 4.0 * spread
        zones, y = [], box.y
        for row, height in enumerate(grown):
            for column in range(2 if two else 1):
                option, words = options[row * 2 + column] if two else options[row]
                w = half if two else room
                zones.append(OptionZone(Box(box.x + column * (half + GAP), y, w, height), option, words, size))
            y += height + gap
        return tuple(zones)

    return _Part(least, growth, draw)


def option_letter(count: int, two: bool) -> float:
    """Give the width of a row that is not text: the letter's cell and the space on both sides."""
    return _LETTER + 9.0 + 6.0


def _option_height(words: tuple[Line, ...], size: float, room: float, right: bool | None) -> float:
    return text_height(words, size, room - (_TICK if right else 0.0), 0.0) + 2 * _ROW_PAD


def _stack(parts: list[_Part], x: float, top: float, room: float, bottom: float) -> tuple[tuple[Zone, ...], float]:
    """Put parts one under the other; spread what is left between their growth and the gaps. Notes stand at the foot."""
    flow = [part for part in parts if not part.foot]
    foot = [part for part in parts if part.foot]
    low = bottom + 4.0 - sum(part.height for part in foot) if foot else bottom
    gaps = max(0, len(flow) - 1)
    least = sum(part.height for part in flow) + gaps * GAP
    free = low - (GAP if foot else 0.0) - top - least
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


def title_slide_size(title: str) -> float:
    """Give the type size of the atelier's title on its slide."""
    return next((size for size in (88.0, 72.0, 60.0) if title_lines(title, BODY_W, size) <= 2), TITLE)


def number_size(number: int | None) -> float:
    """Give the type size of a step's figure."""
    return 330.0 if (number or 0) < 10 else 250.0


def step_left(number: int | None) -> float:
    """Give where a step's title begins: right of its figure, at the margin for a break."""
    if number is None:
        return MARGIN
    return max(122.0, MARGIN + width(str(number), number_size(number), "title") * 0.86 + 14.0)


def step_title_size(title: str, left: float) -> float:
    """Give the type size of a step's title."""
    room = PAGE_W - MARGIN - left
    return next((size for size in (76.0, 64.0, 54.0) if title_lines(title, room, size) <= 3), TITLE)
