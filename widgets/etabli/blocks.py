"""The tree that all writers start from: what a Markdown cell says, without any medium.

Frozen dataclasses only, so that an `Atelier` can be compared, hashed by content and written as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

# --- inside a line -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Characters, as they are read (no markup)."""

    text: str


@dataclass(frozen=True)
class Span:
    """Text with a meaning: strong, emphasis, struck out, raised or lowered."""

    kind: Literal["strong", "emphasis", "strike", "sup", "sub"]
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    """A few words of code or of what is typed."""

    text: str


@dataclass(frozen=True)
class Math:
    """A formula in TeX."""

    tex: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Image:
    """A picture. ``src``: path inside the atelier's folder or a ``data:`` URI. ``decorative``: says nothing."""

    src: str
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class Break:
    """A line break that the author wants."""


@dataclass(frozen=True)
class NoteRef:
    """The call of a footnote; numbers count from 1 in the cell."""

    number: int


Inline = Text | Span | Code | Math | Link | Image | Break | NoteRef

# --- blocks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """A title; level as written (1–6)."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Item:
    """A list's item. ``checked`` is None but in a task list."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True)
class List:
    """A list; ``start`` is the first number of an ordered one."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Table:
    """A table: one header row, then rows of as many cells. ``align`` per column: left, center, right or None."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[str | None, ...]


@dataclass(frozen=True)
class CodeBlock:
    """Lines of code."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class MathBlock:
    """A formula on its own line, in TeX."""

    tex: str


@dataclass(frozen=True)
class Quote:
    """Somebody's words."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Callout:
    """A framed note: a block quote whose first words are bold, or that begins with ``[!NOTE]``."""

    tone: Literal["note", "careful", "urgent"]
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Figure:
    """A picture alone in its paragraph."""

    image: Image


@dataclass(frozen=True)
class Html:
    """Raw HTML: ``safe`` is sanitised for screens, ``text`` is what paper keeps of it."""

    safe: str
    text: str


@dataclass(frozen=True)
class Footnotes:
    """The notes called by `NoteRef`, in order."""

    notes: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A thematic break."""


Block = (
    Heading
    | Paragraph
    | List
    | Table
    | CodeBlock
    | MathBlock
    | Quote
    | Callout
    | Figure
    | Html
    | Footnotes
    | Rule
)


def plain(inlines: Iterable[Inline]) -> str:
    """Give the words alone, as a title or an accessible name needs them."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                parts.append(text)
            case Math(tex):
                parts.append(tex)
            case Span(_, children) | Link(_, children):
                parts.append(plain(children))
            case Image(_, alt, _):
                parts.append(alt)
            case Break():
                parts.append(" ")
            case NoteRef():
                pass
    return "".join(parts).strip()


def images(blocks: Iterable[Block]) -> Iterator[Image]:
    """Give all the pictures of some blocks, in reading order."""
    for block in blocks:
        match block:
            case Figure(image):
                yield image
            case Heading(_, children) | Paragraph(children):
                yield from _inline_images(children)
            case List(items):
                for item in items:
                    yield from images(item.blocks)
            case Table(header, rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from _inline_images(cell)
            case Quote(inner) | Callout(_, _, inner):
                yield from images(inner)
            case Footnotes(notes):
                for note in notes:
                    yield from images(note)
            case _:
                pass


def _inline_images(inlines: Iterable[Inline]) -> Iterator[Image]:
    for inline in inlines:
        match inline:
            case Image():
                yield inline
            case Span(_, children) | Link(_, children):
                yield from _inline_images(children)
            case _:
                pass
