"""Where things stand on a slide: the page, its margins, the sizes of look.md, and the zones that writers draw.

All lengths are in millimetres from the top left corner, all type sizes in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from etabli.activities.forms import Option
from etabli.blocks import Block, Image, Table

from .measure import POINT, Face, line_count
from .slide_pieces import Chart
from .slide_text import Line

PAGE_W, PAGE_H = 338.667, 190.5
MARGIN = 20.0
BODY_W = PAGE_W - 2 * MARGIN
#: Nothing but the foot stands lower. One line of body remains between the two, for a font wider than expected.
BODY_BOTTOM = 165.0
#: A few words alone on a slide are larger than look.md asks of a text.
BIG_SIZES = (40.0, 36.0)
TITLE, BODY_SIZES, HEAD, SMALL, CODE = 46.0, (30.0, 28.0, 26.0), 24.0, 18.0, 22.0
LEAD, TITLE_LEAD = 1.34, 1.12


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h


@dataclass(frozen=True)
class TextZone:
    """Paragraphs. ``gap``: mm between two of them; ``click``: the click that shows it, 0 for none (in all zones); ``blocks`` say the same as ``lines``, with their structure."""

    box: Box
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    size: float
    gap: float
    click: int = 0


@dataclass(frozen=True)
class PictureZone:
    """A picture, whole, in its box."""

    box: Box
    image: Image
    click: int = 0


@dataclass(frozen=True)
class TableZone:
    """A table. ``widths`` of the columns and ``heights`` of the rows (header first); ``key``: size of the first column."""

    box: Box
    table: Table
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    key: float | None = None
    click: int = 0


BandTone = Literal["note", "careful", "urgent", "right", "quote"]


@dataclass(frozen=True)
class BandZone:
    """A framed text: a notice, somebody's words, an answer."""

    box: Box
    tone: BandTone
    title: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    size: float
    click: int = 0


@dataclass(frozen=True)
class ChartZone:
    """A chart, labels and figures in it no smaller than ``size``."""

    box: Box
    chart: Chart
    size: float
    click: int = 0


@dataclass(frozen=True)
class OptionZone:
    """A possible answer: its letter, its text; in green with a tick where it is revealed right."""

    box: Box
    option: Option
    lines: tuple[Line, ...]
    size: float
    click: int = 0


Zone = TextZone | PictureZone | TableZone | BandZone | OptionZone | ChartZone


@dataclass(frozen=True)
class Arrangement:
    """A slide's zones in reading order. ``fits``: nothing passes `BODY_BOTTOM`; ``free``: mm left under the last one."""

    title: Box
    title_size: float
    zones: tuple[Zone, ...]
    fits: bool
    free: float


def indent(line: Line) -> float:
    """Give how far a line's text stands from the zone's left edge."""
    first = {"bullet": 11.0, "number": 18.0, "task": 16.0, "done": 16.0}.get(line.kind, 0.0)
    return first + 12.0 * line.level


def line_size(line: Line, size: float) -> float:
    """Give the type size of a line in a zone of ``size``."""
    return SMALL if line.kind == "note" else CODE if line.kind == "code" else size


def text_height(lines: tuple[Line, ...], size: float, room: float, gap: float) -> float:
    """Give the height of paragraphs in ``room`` mm of width, in the widest font."""
    total = gap * max(0, len(lines) - 1)
    for line in lines:
        own = line_size(line, size)
        pieces: list[tuple[str, Face]] = [(run.text, run.face) for run in line.runs]
        if line.kind == "subhead":
            pieces = [(text, "strong") for text, _ in pieces]
        total += line_count(pieces, own, room - indent(line)) * own * POINT * LEAD
    return total
