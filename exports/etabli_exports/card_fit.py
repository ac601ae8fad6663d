"""What a card of 90 × 60 mm holds: faces are measured, tightened a little, then split over « 2 sur 2 » cards.

Lengths are in millimetres, sizes in points. ``templates/cartes.typ`` draws with the same figures, which it is given.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from etabli.blocks import Code, Image, Inline, Link, Math, Span, Text, plain
from etabli.markdown import inlines
from etabli.pictograms import Picto, find

from .document import Card, CardFace, CardRow
from .measure import POINT, Face, line_count, width
from .typography import breakable, french, without_break

#: Sizes of look.md, cards. ``step``: leading over the size; a line of type is as high as its size. ``mark``: mm per point.
GEOMETRY = {
    "width": 90.0,
    "height": 60.0,
    "side": 5.0,
    "top": 4.6,
    "bottom": 3.6,
    "head": 7.0,
    "gap": 2.0,
    "title": 14.0,
    "title_step": 0.10,
    "big": 40.0,
    "easy": 13.0,
    "tile": 16.0,
    "step": 0.22,
    "mark": 0.46,
    "gutter": 2.4,
    "or": 0.6,
    "code": 9.0,
    "foot": 6.0,
}
_G = GEOMETRY
INNER = _G["width"] - 2 * _G["side"]
ROOM = _G["height"] - _G["top"] - _G["bottom"] - _G["head"]
#: From the size that one likes to read to the smallest that is allowed (look.md), with the space between rows.
DENSITIES = ((10.5, 1.8), (10.5, 1.0), (10.0, 0.9), (9.5, 0.8), (9.0, 0.6))
LEAST = DENSITIES[-1][0]
#: Under this size an easier, shorter text is preferred, and nothing is added.
COMFORT = 10.0
#: A longer question is set as text.
MOST_TITLE_LINES = 4
#: A word of more characters may break.
LONGEST = 30
#: Typst may break a line a hair sooner than our measure.
_CAUTION = 0.98
_PICTURE = 12.0
#: Between rows that are not of the same kind, in mm.
_APART = 1.8


def split(face: CardFace) -> list[CardFace]:
    """Give the face at the first density at which it fits; else the faces over which its rows are shared.

    Raises nothing: any text ends up on cards.
    """
    lines = title_height(face.title)[0]
    if lines > MOST_TITLE_LINES:
        face = dataclasses.replace(face, title="", rows=(CardRow(face.title, strong=True), *face.rows))
    for size, gap in DENSITIES:
        tried = dataclasses.replace(face, size=size, gap=gap)
        if height(tried) <= ROOM:
            return [tried]
    return _shared(dataclasses.replace(face, size=DENSITIES[-1][0], gap=DENSITIES[-1][1]))


def fits(face: CardFace, title_lines: int = MOST_TITLE_LINES, size: float = COMFORT) -> bool:
    """Say whether a face holds on one card, set at ``size`` at least, its title on so many lines at most."""
    faces = split(face)
    return title_height(face.title)[0] <= title_lines and len(faces) == 1 and faces[0].size >= size


def is_better(short: CardFace, long: CardFace) -> bool:
    """Say whether an easier text is to be printed: the card cannot hold the other on three lines, or sets it smaller."""
    if fits(long, 3):
        return False
    tried, other = split(short), split(long)
    crowded = title_height(long.title)[0] > 3 and len(tried) == 1
    return crowded or (len(tried), -tried[0].size) < (len(other), -other[0].size)


def height(face: CardFace) -> float:
    """Give the height of all that stands under the head of a face."""
    rows = sum(row_height(row, face.size) for row in face.rows) + sum(gaps(face))
    parts = [big_size(face.big) * POINT, title_height(face.title, face.gap)[1], _easy_height(face), rows]
    return sum(part + _G["gap"] for part in parts if part) + (_G["foot"] if face.foot else 0)


def gaps(face: CardFace) -> list[float]:
    """Give the space before each row: more between an answer and a text."""
    pairs = pairwise(face.rows)
    return [
        0.0,
        *(max(face.gap, _APART if is_marked(one) != is_marked(other) else 0.0) for one, other in pairs),
    ][: len(face.rows)]


def is_marked(row: CardRow) -> bool:
    """Say whether something stands at the left of a row."""
    return bool(row.marks or row.letter)


def big_size(name: str) -> float:
    """Give the size at which a name fills its card, in points."""
    if not name:
        return 0.0
    return max(_G["title"], min(_G["big"], _G["big"] * INNER / width(name, _G["big"], "title", widest=False)))


def is_big(name: str) -> bool:
    """Say whether a name holds on one line."""
    return width(name, _G["title"], "title", widest=False) <= INNER


def shortened(text: str, size: float, room: float) -> str:
    """Cut a text that one line of ``room`` mm cannot hold."""
    if width(text, size, widest=False) <= room:
        return text
    while text and width(text + "…", size, widest=False) > room:
        text = text[:-1]
    return text.rstrip(" ,;:") + "…"


def title_height(title: str, gap: float = 0.0) -> tuple[int, float]:
    """Give a title's lines and the room it takes: two lines at least where there is room, so that cards align."""
    if not title:
        return 0, 0.0
    lines = _lines(title, _G["title"], INNER, "title")
    least = 2 if gap == DENSITIES[0][1] else 1
    return lines, _stack(max(lines, least), _G["title"], _G["title_step"]) + _pictures(title)


def title_width(title: str) -> float:
    """Give the narrowest width on which a title keeps its lines: they come out of like length, as one would say them."""
    lines = title_height(title)[0]
    low, top = INNER / 3, INNER
    while top - low > 1.0:
        middle = (low + top) / 2
        low, top = (low, middle) if _lines(title, _G["title"], middle, "title") <= lines else (middle, top)
    return min(INNER, top)


def row_height(row: CardRow, size: float) -> float:
    """Give a row's height."""
    lines = _lines(row.text, size, row_width(row, size), "strong" if row.strong else "text")
    high = _stack(lines, size, _G["step"]) + _pictures(row.text)
    return high + size * (_G["mark"] - POINT) if is_marked(row) else high


def row_width(row: CardRow, size: float) -> float:
    """Give the width left for a row's words."""
    used = lead_width(row, size)
    if row.code:
        used += width(row.code, _G["code"], widest=False) + _G["gutter"]
    return INNER - used


def lead_width(row: CardRow, size: float) -> float:
    """Give the width of what stands at the left of a row: marks joined by « ou », or a letter."""
    if row.marks:
        return len(row.marks) * _G["mark"] * size + (len(row.marks) - 1) * _G["or"] * size + _G["gutter"]
    return _G["mark"] * size + _G["gutter"] if row.letter else 0.0


def _shared(face: CardFace) -> list[CardFace]:
    """Share the rows over as many faces as they need; each repeats the title."""
    bare = dataclasses.replace(face, rows=())
    room = ROOM - height(bare) - _G["gap"]
    packs: list[list[CardRow]] = [[]]
    used = 0.0
    for row in (part for whole in face.rows for part in _pieces(whole, face.size, room)):
        high = row_height(row, face.size)
        if packs[-1] and used + _APART + high > room:
            packs.append([])
            used = 0.0
        used += high + (_APART if packs[-1] else 0.0)
        packs[-1].append(row)
    return [
        dataclasses.replace(
            face, rows=tuple(pack), part=rank, parts=len(packs), easy=face.easy if rank == 1 else ""
        )
        for rank, pack in enumerate(packs, 1)
    ]


def _pieces(row: CardRow, size: float, room: float) -> Iterable[CardRow]:
    """Cut a row that no card holds: after a sentence where it can, else after a word, else inside it."""
    if row_height(row, size) <= room:
        yield row
        return
    text = plain(_parsed(row.text))
    atoms = re.findall(r".*?[.!?…](?:\s+|$)|.+$", text, re.S) or [text]
    current = ""
    for atom in (part for sentence in atoms for part in _small(row, sentence, size, room)):
        if current and row_height(dataclasses.replace(row, text=current + atom), size) > room:
            yield dataclasses.replace(row, text=current.strip())
            current = ""
        current += atom
    if current.strip():
        yield dataclasses.replace(row, text=current.strip())


def _small(row: CardRow, sentence: str, size: float, room: float) -> Sequence[str]:
    if row_height(dataclasses.replace(row, text=sentence), size) <= room:
        return [sentence]
    return [part for word in re.findall(r"\S+\s*", sentence) for part in re.findall(r".{1,60}", word, re.S)]


@lru_cache(maxsize=8192)
def _lines(text: str, size: float, room: float, face: Face) -> int:
    return line_count(_runs(_parsed(text), face), size, room * _CAUTION, widest=False) if text else 0


@lru_cache(maxsize=2048)
def _parsed(text: str) -> tuple[Inline, ...]:
    return tuple(inlines(text))


def _breaking(text: str) -> str:
    """Give a space's room to the places where a long word may break: a cautious measure."""
    return breakable(text, LONGEST).replace("\u200b", " ")


def _runs(content: Iterable[Inline], face: Face) -> Iterable[tuple[str, Face]]:
    for inline in content:
        match inline:
            case Text(text):
                yield _breaking(without_break(french(text))), face
            case Code(text) | Math(text):
                yield _breaking(text), "code"
            case Span(kind, children):
                yield from _runs(
                    children, "strong" if face == "text" and kind in ("strong", "emphasis") else face
                )
            case Link(_, children):
                yield from _runs(children, face)
            case Image(_, alt, _):
                yield alt, face
            case _:
                yield " ", face


def _stack(lines: int, size: float, step: float) -> float:
    return (lines + (lines - 1) * step) * size * POINT if lines else 0.0


def _easy_height(face: CardFace) -> float:
    if not face.easy:
        return 0.0
    tile = _G["tile"] if face.picto else 0.0
    room = INNER - (tile + 4.0 if tile else 0.0)
    return max(tile, _stack(_lines(face.easy, _G["easy"], room, "text"), _G["easy"], _G["step"]))


def _pictures(text: str) -> float:
    """Count the room of pictures that stand in a text; each may ask for a line of its own."""
    return _PICTURE * sum(isinstance(inline, Image) for inline in _parsed(text))


def paired(fronts: Sequence[CardFace], backs: Sequence[CardFace]) -> Iterable[Card]:
    """Make cards of the parts of a front and of a back; the side that is shorter says its last part again."""
    parts = max(len(fronts), len(backs))
    for rank in range(parts):
        front = fronts[min(rank, len(fronts) - 1)]
        back = backs[min(rank, len(backs) - 1)] if backs else None
        yield Card(
            dataclasses.replace(front, part=rank + 1, parts=parts),
            back and dataclasses.replace(back, part=rank + 1, parts=parts),
        )


def picture(text: str) -> Picto | None:
    """Find the drawing of an activity's text."""
    return find(plain(_parsed(text)))
