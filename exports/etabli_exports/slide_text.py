"""Blocks → the paragraphs of a slide: runs of characters with what distinguishes them, nothing of their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from etabli.blocks import (
    Block,
    Break,
    Callout,
    Code,
    CodeBlock,
    Figure,
    Footnotes,
    Heading,
    Html,
    Image,
    Inline,
    Link,
    List,
    Math,
    MathBlock,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    Text,
    plain,
)

from .measure import Face

LineKind = Literal["text", "bullet", "number", "task", "done", "subhead", "code", "note"]


@dataclass(frozen=True)
class Run:
    """Characters of one appearance. ``href`` makes them a link; a line feed breaks the line."""

    text: str
    strong: bool = False
    strike: bool = False
    code: bool = False
    raised: Literal["", "sup", "sub"] = ""
    href: str = ""

    @property
    def face(self) -> Face:
        """The face in which it is measured."""
        return "code" if self.code else "strong" if self.strong else "text"


@dataclass(frozen=True)
class Line:
    """A paragraph. ``level``: 0, or 1 inside a list; ``number``: of an ordered list's item."""

    runs: tuple[Run, ...]
    kind: LineKind = "text"
    level: int = 0
    number: int = 1

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def runs(inlines: Iterable[Inline], like: Run | None = None) -> tuple[Run, ...]:
    """Give the runs of a line; a picture inside a line gives its alternative text."""
    like = like or Run("")
    found: list[Run] = []
    for inline in inlines:
        match inline:
            case Text(text):
                found.append(replace(like, text=text))
            case Code(text):
                found.append(replace(like, text=text, code=True))
            case Math(tex):
                found.append(replace(like, text=tex, code=True))
            # The identity has no italics: what is stressed is bold.
            case Span("strong" | "emphasis", children):
                found += runs(children, replace(like, strong=True))
            case Span("strike", children):
                found += runs(children, replace(like, strike=True))
            case Span("sup", children):
                found += runs(children, replace(like, raised="sup"))
            case Span("sub", children):
                found += runs(children, replace(like, raised="sub"))
            case Link(href, children):
                found += runs(children, replace(like, href=href))
            case Image(_, alt, decorative):
                found.append(replace(like, text="" if decorative else alt))
            case Break():
                found.append(replace(like, text="\n"))
            case NoteRef(number):
                found.append(replace(like, text=str(number), raised="sup"))
            case _:
                pass
    return tuple(run for run in found if run.text)


def lines(blocks: Iterable[Block], level: int = 0) -> Iterator[Line]:
    """Give the paragraphs of blocks, in reading order; pictures and tables give their words."""
    for block in blocks:
        match block:
            case Paragraph(children):
                yield from _line(children, level)
            case Heading(_, children):
                yield Line(runs(children, Run("", strong=True)), "subhead", level)
            case List():
                yield from _list(block, level)
            case CodeBlock(text, _):
                yield Line((Run(text.rstrip("\n"), code=True),), "code", level)
            case MathBlock(tex):
                yield Line((Run(tex, code=True),), "code", level)
            case Quote(inner):
                yield from lines(inner, level)
            case Callout(_, title, inner):
                yield from titled(title, inner)
            case Figure(image):
                if image.alt:
                    yield Line((Run(image.alt),), "note", level)
            case Html(_, text):
                if text:
                    yield Line((Run(text),), "text", level)
            case Footnotes(notes):
                for number, note in enumerate(notes, 1):
                    for line in lines(note):
                        yield Line((Run(str(number), raised="sup"), Run("\u00a0"), *line.runs), "note")
            case Table(header, rows):
                for row in (header, *rows):
                    yield Line((Run(" ; ".join(plain(cell) for cell in row)),), "text", level)
            case Rule():
                pass


def titled(title: str, blocks: Iterable[Block]) -> list[Line]:
    """Give a callout's paragraphs, its title in bold at the head of the first one."""
    inner = list(lines(blocks))
    if not title:
        return inner
    mark = "" if title.endswith((".", "?", "!", ":")) else "."
    head = Run(f"{title}{mark}", strong=True)
    if inner and inner[0].kind == "text":
        return [replace(inner[0], runs=(head, Run(" "), *inner[0].runs)), *inner[1:]]
    return [Line((head,)), *inner]


def _line(children: tuple[Inline, ...], level: int) -> Iterator[Line]:
    found = runs(children)
    if found:
        yield Line(found, "text", level)


def _list(block: List, level: int) -> Iterator[Line]:
    for rank, item in enumerate(block.items):
        inner = list(lines(item.blocks, min(level + 1, 1)))
        kind: LineKind = "number" if block.ordered else "bullet"
        if item.checked is not None:
            kind = "done" if item.checked else "task"
        if not inner:
            continue
        first = inner[0]
        if first.kind == "text":
            yield replace(first, kind=kind, level=level, number=block.start + rank)
            yield from inner[1:]
        else:
            yield from inner
