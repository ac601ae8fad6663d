"""Lay a slide out: choose its type size, stack its pieces, spread them over the page. Both slide writers use it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from etabli.activities.forms import Question, Remark
from etabli.atelier import Program
from etabli.blocks import Block, Callout, Figure, Footnotes, Image, List, Paragraph, Quote, Table
from etabli.markdown import inlines

from .document import Slide, SlidePiece
from .measure import POINT, line_count, width
from .slide_openings import title_lines
from .slide_options import options_part
from .slide_parts import (
    GAP,
    WIDE_GAP,
    Part,
    band_part,
    chart_part,
    clicked,
    columns_part,
    is_long,
    is_source,
    picture_part,
    picture_ratio,
    table_part,
    text_part,
)
from .slide_pieces import Chart, Columns, Fragment, Full, is_qr, unfolded
from .slide_tables import table_zone
from .slide_text import Line, lines, runs, titled
from .slide_zones import (
    BIG_SIZES,
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
#: Millimetres that remain under a text in large type, else it is set smaller.
_AIR = 12.0
_SIDE_TOP, _SIDE_GAP = 18.0, 12.0
#: Widths that a picture beside a text may take, in order of preference.
_SIDES = (138.0, 130.0, 124.0, 118.0, 110.0)

#: Place of a picture alone, of the title under it, and sizes that this title may take.
FULL, FULL_TITLE = Box(0.0, 0.0, PAGE_W, 148.0), Box(MARGIN, 150.0, BODY_W, 22.0)
_FULL_SIZES = (36.0, 30.0, 24.0)


def arrange(slide: Slide, folder: Path = Path()) -> Arrangement:
    """Lay out a content slide, in the largest of the body sizes that fits, else in the least (then ``fits`` is False).

    Beside a text, the size of the picture comes first: its own words must be read from the last row.
    """
    if any(isinstance(piece, (Figure, Full)) for piece, _ in unfolded(slide.content)):
        return _arranged(slide.title, slide.content, folder)
    # Without a picture, a file that may change, the same words are at the same places for all writers.
    return _kept(slide.title, slide.content)


@lru_cache(maxsize=1024)
def _kept(title: str, content: tuple[SlidePiece, ...]) -> Arrangement:
    return _arranged(title, content, Path())


def _arranged(title: str, content: tuple[SlidePiece, ...], folder: Path) -> Arrangement:
    if content and isinstance(content[0], Full):
        return _full(title, content[0].image, folder)
    side = _side_picture(content, folder)
    if _few_words(content):
        for size in BIG_SIZES:
            big = _placed(title, content, folder, size, side)
            if big.fits and big.free >= _AIR:
                return big
    if side:
        return _largest(
            _beside(title, content, folder, size, *side, wide) for wide in _SIDES for size in BODY_SIZES
        )
    return _largest(
        _stacked(title, content, folder, size, tight=tight) for tight in (False, True) for size in BODY_SIZES
    )


def _largest(tried: Iterable[Arrangement]) -> Arrangement:
    """Give the first that fits, else the last."""
    for one in tried:
        if one.fits:
            break
    return one


def _placed(
    title: str, content: tuple[SlidePiece, ...], folder: Path, size: float, side: tuple[Image, float] | None
) -> Arrangement:
    if side is None:
        return _stacked(title, content, folder, size)
    return _beside(title, content, folder, size, *side, _SIDES[0])


def _few_words(content: Sequence[SlidePiece]) -> bool:
    """Say whether a slide has but texts and short lists, alone or beside a QR code."""
    return all(
        (isinstance(piece, (Paragraph, List, Columns)) and not is_source(piece) and not is_long(piece))
        or is_qr(piece)
        for piece, _ in unfolded(content)
    )


def _title(title: str, room: float, *, tight: bool = False) -> tuple[Box, float]:
    """Give a title's box and size. The text stands in the middle of its height, with room for a line more.

    ``tight``: without that room where the widest font does not need it.
    """
    size = TITLE if title_lines(title, room, TITLE) <= 3 else 36.0
    count, lead = title_lines(title, room, size), size * POINT * TITLE_LEAD
    if tight and line_count([(title, "title")], size, room) == count <= 2:
        return Box(MARGIN, 27.0 - lead * count / 2 - 1.0, room, lead * count + 2.0), size
    if count == 1:
        return Box(MARGIN, 8.0, room, 38.0), size
    return Box(MARGIN, 5.0, room, lead * (count + 1) + 1.0), size


def _stacked(
    words: str, content: tuple[SlidePiece, ...], folder: Path, size: float, *, tight: bool = False
) -> Arrangement:
    title, title_size = _title(words, BODY_W, tight=tight)
    top = title.bottom + 4.0
    parts = _all_parts(content, folder, size, BODY_W, BODY_BOTTOM - top)
    zones, free = _stack(parts, MARGIN, top, BODY_W, BODY_BOTTOM)
    return Arrangement(title, title_size, zones, free >= -0.01, free)


def _beside(
    words: str,
    content: tuple[SlidePiece, ...],
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
    rest = tuple(part for piece in content if (part := _without(piece, Figure(image))))
    click = next(click for piece, click in unfolded(content) if piece == Figure(image))
    top = title.bottom + 4.0
    parts = _all_parts(rest, folder, size, room, BODY_BOTTOM - top)
    zones, free = _stack(parts, MARGIN, top, room, BODY_BOTTOM)
    high = wide / ratio
    place = Box(PAGE_W - MARGIN - wide, _SIDE_TOP + (tallest - high) / 2, wide, high)
    picture = PictureZone(place, image, click)
    return Arrangement(
        title,
        title_size,
        (*zones, picture),
        free >= -0.01 and title_lines(words, room, TITLE) <= 2,
        free,
    )


def _side_picture(content: Sequence[SlidePiece], folder: Path) -> tuple[Image, float] | None:
    """Give the picture that stands beside the text, and its ratio: the only one, not wide, with text to read."""
    pieces = [piece for piece, _ in unfolded(content)]
    figures = [piece.image for piece in pieces if isinstance(piece, Figure)]
    others = [piece for piece in pieces if not isinstance(piece, Figure)]
    if (
        len(figures) != 1
        or not others
        or any(isinstance(p, (Table, Question, Chart, Columns)) for p in others)
    ):
        return None
    ratio = picture_ratio(folder, figures[0].src)
    return (figures[0], ratio) if ratio < BESIDE else None


def _without(piece: SlidePiece, left_out: Block) -> SlidePiece | None:
    if isinstance(piece, Fragment):
        kept = tuple(block for block in piece.content if block != left_out)
        return replace(piece, content=kept) if kept else None
    return None if piece == left_out else piece


def _full(words: str, image: Image, folder: Path) -> Arrangement:
    """Give a picture all the place over its title, which is written on one line, or on two."""
    size, count = next(
        ((own, 1) for own in _FULL_SIZES if width(words, own, "title") <= BODY_W), (_FULL_SIZES[-1], 2)
    )
    fits = line_count([(words, "title")], size, BODY_W) <= count
    ratio = picture_ratio(folder, image.src)
    wide = min(FULL.w, FULL.h * ratio)
    box = Box((PAGE_W - wide) / 2, FULL.y + (FULL.h - wide / ratio) / 2, wide, wide / ratio)
    return Arrangement(FULL_TITLE, size, (PictureZone(box, image),), fits, 0.0)


def _groups(content: Sequence[SlidePiece]) -> list[tuple[tuple[SlidePiece, ...], int]]:
    """Put together the paragraphs and lists that follow each other and come at once; all else stands alone."""
    groups: list[tuple[tuple[SlidePiece, ...], int]] = []
    for piece, click in unfolded(content):
        if (
            groups
            and groups[-1][1] == click
            and _flows(piece)
            and _flows(groups[-1][0][-1])
            and not is_long(piece)
            and not is_long(groups[-1][0][-1])
        ):
            groups[-1] = ((*groups[-1][0], piece), click)
        else:
            groups.append(((piece,), click))
    return groups


def _flows(piece: SlidePiece) -> bool:
    return not isinstance(
        piece, (Figure, Table, Callout, Quote, Question, Remark, Footnotes, Program, Chart, Columns, Full)
    ) and not is_source(piece)


def _all_parts(
    content: Sequence[SlidePiece], folder: Path, size: float, room: float, high: float
) -> list[Part]:
    return [
        clicked(part, click) if click else part
        for group, click in _groups(content)
        for part in _parts(group, folder, size, room, high)
    ]


def _parts(group: tuple[SlidePiece, ...], folder: Path, size: float, room: float, high: float) -> list[Part]:
    first = group[0]
    match first:
        case Figure(image):
            return [picture_part(image, folder, room, high)]
        case Chart():
            return [chart_part(first)]
        case Columns(left, right):
            return [columns_part(left, right, size, room)]
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
    low = bottom + 3.0 - sum(part.height for part in foot) if foot else bottom
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
