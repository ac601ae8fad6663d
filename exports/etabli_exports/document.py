"""What is written on each medium, before any ink: the `Document` that `project` gives and that a writer lays out.

Frozen and comparable, so that golden tests can hold them. Texts inside `etabli.activities.forms` are inline Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from etabli.activities.forms import Form, Mark
from etabli.atelier import Program, Variant
from etabli.blocks import Block, Inline
from etabli.pictograms import Picto

from .slide_pieces import Chart, Columns, Fragment, Full

Piece = Block | Form | Program
SlidePiece = Piece | Fragment | Columns | Full | Chart


@dataclass(frozen=True)
class Options:
    """What the person who exports chose. ``answers``: print the answers at the end of handouts."""

    variant: Variant = "complete"
    answers: bool = False


@dataclass(frozen=True)
class Head:
    """What every document says of its atelier. ``minutes``: total length. ``checked_on``, ``proofread``: as printed."""

    slug: str
    title: str
    summary: str = ""
    hook: str = ""
    language: str = "fr"
    minutes: int = 0
    audiences: tuple[str, ...] = ()
    level: str = ""
    goals: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    licence: str = ""
    checked_on: str = ""
    session: str = ""
    place: str = ""
    contact: str = ""
    proofread: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    folder: Path = field(default=Path(), compare=False)


@dataclass(frozen=True)
class Section:
    """A step on paper. ``number`` None: a break, an annex or the introduction (then ``title`` may be empty)."""

    title: str
    content: tuple[Piece, ...]
    number: int | None = None
    minutes: int | None = None
    optional: bool = False


@dataclass(frozen=True)
class Sheet:
    """A handout: the steps' essentials, what is too long for its place (``annexes``), the answers if they were asked."""

    head: Head
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...] = ()
    answers: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Idea:
    """One idea of the easy-to-read sheet: lines broken at the breath, and the picture at their left.

    ``box``: a choice to tick stands there in place of a picture.
    """

    lines: tuple[tuple[Inline, ...], ...]
    picto: Picto | None = None
    box: bool = False


@dataclass(frozen=True)
class HardWord:
    """A framed explanation of a difficult word."""

    title: str
    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class EasyTopic:
    """One subject: a title, in question form where the author wrote one, and its ideas."""

    title: tuple[Inline, ...]
    ideas: tuple[Idea | HardWord, ...]


@dataclass(frozen=True)
class EasySheet:
    """The easy-to-read sheet. ``missing``: titles of the steps that have no easy text."""

    head: Head
    topics: tuple[EasyTopic, ...]
    missing: tuple[str, ...] = ()


Layout = Literal[
    "title",
    "step",
    "text",
    "columns",
    "text-image",
    "image",
    "full",
    "table",
    "chart",
    "qr",
    "quiz",
    "answer",
    "end",
]


@dataclass(frozen=True)
class Slide:
    """One slide. ``number``: the step's on a step slide. ``progress``: 0–1, how far in the session.

    ``steps``: how many steps there are. ``minutes``, ``start``: of a step, in minutes (from the beginning).
    ``notes``: the facilitator's, never shown to participants.
    """

    layout: Layout
    title: str
    content: tuple[SlidePiece, ...] = ()
    notes: tuple[Block, ...] = ()
    number: int | None = None
    steps: int = 0
    minutes: int | None = None
    start: int | None = None
    progress: float = 0.0


@dataclass(frozen=True)
class Deck:
    """The slides of an atelier, titles unique, content already split to fit."""

    head: Head
    slides: tuple[Slide, ...]


@dataclass(frozen=True)
class Row:
    """A row of the run sheet. ``start`` in minutes from the beginning; columns as `RunSheet` prints them."""

    title: str
    start: int
    minutes: int
    number: int | None = None
    optional: bool = False
    do: tuple[Block, ...] = ()
    say: tuple[Block, ...] = ()
    without: tuple[Block, ...] = ()


@dataclass(frozen=True)
class RunSheet:
    """The facilitator's guide: the hours, then the answers and all the sources."""

    head: Head
    rules: tuple[Block, ...]
    rows: tuple[Row, ...]
    answers: tuple[Section, ...] = ()


# --- cards to cut and poster -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CardRow:
    """A line of a card. At its left ``marks`` (joined by « ou ») or a ``letter``; at its right a ``code``.

    ``arrow``: it says where to go next, and is set apart.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    letter: str = ""
    code: str = ""
    strong: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class CardFace:
    """One side of a card. ``easy``: a sentence set larger, beside its picture. ``big``: a name seen from afar.

    ``size`` in points, ``gap`` in mm.
    """

    label: str
    about: str = ""
    big: str = ""
    title: str = ""
    easy: str = ""
    rows: tuple[CardRow, ...] = ()
    foot: str = ""
    urgent: bool = False
    picto: Picto | None = None
    size: float = 10.5
    gap: float = 1.8
    part: int = 1
    parts: int = 1


@dataclass(frozen=True)
class Card:
    """A card to cut: what stands on its front and on its back."""

    front: CardFace
    back: CardFace | None = None


@dataclass(frozen=True)
class CardSet:
    """Cards that one stacks together. ``legend``: their foot says what the marks mean."""

    title: str
    cards: tuple[Card, ...]
    legend: bool = False


@dataclass(frozen=True)
class Cards:
    """An atelier without screens. ``arrows``: where to go after a card. ``columns``: titles of the table to lay cards on.

    ``envelopes``: name and the codes of the cards that it hides.
    """

    head: Head
    sets: tuple[CardSet, ...]
    arrows: tuple[CardRow, ...] = ()
    envelopes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Poster:
    """A poster and its flyer. What is empty is left to be written by hand. ``contact``: the words before ``phone``."""

    head: Head
    hook: str
    title: str
    about: tuple[str, ...]
    drawings: tuple[Picto, ...]
    date: str = ""
    place: str = ""
    place_drawing: Picto | None = None
    facts: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    link: str = ""


Document = Sheet | EasySheet | Deck | RunSheet | Cards | Poster
