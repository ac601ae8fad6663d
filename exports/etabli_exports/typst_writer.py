"""Blocks and forms → the plain JSON tree that our Typst templates lay out.

Nothing that an author wrote is ever Typst source: it travels as JSON strings, which the templates set with ``text()``.
A node is a string (text) or ``{"k": kind, …}``; the kinds are those of ``templates/base.typ``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from etabli import media
from etabli.activities.forms import Actions, Count, Form, Legend, Option, Question, Remark, Sentence, Subtitle
from etabli.atelier import Program
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
from etabli.findings import Finding
from etabli.markdown import inlines

from .document import Piece
from .print_pictures import printable
from .printed_links import bare
from .programs import shown_blocks
from .table_columns import BOXES, column, even_rows, is_lines
from .typography import breakable, french, tied, without_break

Node = dict[str, Any] | str

#: What is drawn rather than set: a box, a line of dots or underscores to write on.
_DRAWN = re.compile(rf"([{BOXES}]|…{{2,}}|\.{{4,}}|_{{3,}})")
#: What a paragraph introduces: both stay on one page.
_INTRODUCED = {"table", "list", "figure", "pre", "lines", "question"}
#: A paragraph that fills more than about a line says something by itself: what follows may go to the next page.
_ANNOUNCES = 180


class Writer:
    """Writes one document's texts. It gathers ``pictures`` (file → bytes), ``links`` (addresses, in order) and ``findings``.

    ``longest``: characters after which a word may break. ``hyphens`` False: words keep their hyphens on one line.
    """

    def __init__(
        self, folder: Path, slug: str, language: str = "fr", longest: int = 34, hyphens: bool = True
    ) -> None:
        self.folder, self.slug, self.longest, self.hyphens = folder, slug, longest, hyphens
        self.is_french = language.lower().startswith("fr")
        self.pictures: dict[str, bytes] = {}
        self.sources: dict[str, str] = {}
        self.links: list[str] = []
        self.findings: list[Finding] = []
        self.level = 1
        self.notes = 0
        #: Characters of a word in a table's cell before it breaks (None: by the number of columns), and of a line of code.
        self.cell_words: int | None = None
        self.code_line = 60

    def found(self, rule: str, message: str, advice: str, severity: Any = "avertissement") -> None:
        """Report what could not be printed as written."""
        self.findings.append(Finding(rule, severity, message, advice, self.slug))

    # --- inside a line ---------------------------------------------------------------------------------------------

    def words(self, text: str) -> str:
        """Set a plain text: typography, and long words that may break."""
        text = french(text) if self.is_french else text
        return breakable(text if self.hyphens else without_break(text), self.longest)

    def line(self, content: Iterable[Inline]) -> list[Node]:
        """Set what stands in a line."""
        return [node for inline in content for node in self._inline(inline)]

    def text(self, source: str) -> list[Node]:
        """Set an activity's text, which is inline Markdown."""
        return self.line(inlines(source)) if source else []

    def _inline(self, inline: Inline) -> Iterable[Node]:
        match inline:
            case Text(text):
                for part in _DRAWN.split(self.words(text)):
                    if part in BOXES and part:
                        yield {"k": "box"}
                    elif _DRAWN.fullmatch(part):
                        yield {"k": "blank"}
                    elif part:
                        yield from (
                            {"k": "tied", "t": words} if whole else words for words, whole in tied(part)
                        )
            case Span(kind, children):
                yield {"k": kind, "c": self.line(children)}
            case Code(text) | Math(text):
                yield {"k": "code", "t": breakable(text, self.longest)}
            case Link(href, children):
                yield {
                    "k": "link",
                    "href": href,
                    "n": self._address(href, plain(children)),
                    "c": self.line(children),
                }
            case Image():
                yield {**self._picture(inline), "k": "picture"}
            case Break():
                yield {"k": "break"}
            case NoteRef(number):
                yield {"k": "call", "c": [str(number + self.notes)]}

    def _address(self, href: str, words: str) -> int | None:
        """Number an address to be listed; None where the words already say it, or it leads inside the document."""
        if href.startswith("#") or bare(href) == bare(words):
            return None
        if href not in self.links:
            self.links.append(href)
        return self.links.index(href) + 1

    def _picture(self, image: Image) -> dict[str, Any]:
        """Give the picture's file and size in mm at 110 dots an inch; no file where it cannot be shown."""
        alt = self.words(image.alt) or ("" if image.decorative else "image sans description")
        picture = media.load(self.folder, image.src) if image.src else None
        drawn = printable(picture) if picture else None
        if picture is None or drawn is None:
            self.found(
                "E701",
                f"l’image « {_name(image)} » n’est pas imprimée : un cadre la remplace.",
                "Vérifiez son nom et son format.",
            )
            return {"file": None, "alt": alt}
        name = self.sources.setdefault(image.src, f"picture-{len(self.sources) + 1}.svg")
        self.pictures[name] = drawn
        width, height = (side / 110 * 25.4 for side in picture.size)
        return {
            "file": name,
            "alt": None if image.decorative else alt,
            "w": round(width, 2),
            "h": round(height, 2),
        }

    # --- blocks ----------------------------------------------------------------------------------------------------

    def pieces(self, content: Iterable[Piece]) -> list[Node]:
        """Set blocks and forms, in order."""
        nodes = [node for piece in content for node in self._piece(piece)]
        for node, following in pairwise(nodes):
            if isinstance(node, dict) and isinstance(following, dict) and node["k"] == "par":
                node["keep"] = _is_label(node) or (
                    following["k"] in _INTRODUCED and len(str(node)) < _ANNOUNCES
                )
        return nodes

    def heading(self, level: int, content: list[Node]) -> Node:
        """Set a title; a level that would be skipped is brought up (PDF/UA-1, 7.4.2)."""
        self.level = max(1, min(level, self.level + 1))
        return {"k": "heading", "level": self.level, "c": content}

    def _piece(self, piece: Piece) -> Iterable[Node]:
        match piece:
            case Heading(level, children):
                yield self.heading(max(level, 3), self.line(children))
            case Paragraph(children):
                yield {"k": "par", "c": self.line(children)}
            case List(items, ordered, start):
                done = 0
                for box, run in groupby(items, lambda item: item.checked is not None):
                    shown = [self.pieces(item.blocks) for item in run]
                    yield {
                        "k": "list",
                        "box": box,
                        "ordered": ordered,
                        "start": start + done,
                        "items": shown,
                    }
                    done += len(shown)
            case Table():
                yield self._table(piece)
            case CodeBlock(text) | MathBlock(text):
                yield {
                    "k": "pre",
                    "t": "\n".join(
                        breakable(line, self.code_line) for line in text.expandtabs(4).split("\n")
                    ),
                }
            case Quote(inner):
                yield {"k": "quote", "c": self.pieces(inner)}
            case Callout(tone, title, inner):
                yield {"k": "callout", "tone": tone, "title": self.words(title), "c": self.pieces(inner)}
            case Figure(image):
                yield {**self._picture(image), "k": "figure"}
            case Html(_, text):
                yield {"k": "par", "c": self.line((Text(text),))}
            case Footnotes(notes):
                entries = [
                    {"n": str(rank + self.notes), "c": self.pieces(note)}
                    for rank, note in enumerate(notes, 1)
                ]
                self.notes += len(notes)
                yield {"k": "notes", "items": entries}
            case Rule():
                yield {"k": "rule"}
            case Program():
                yield from self.pieces(shown_blocks(piece))
            case _:
                yield from self._form(piece)

    def _table(self, table: Table) -> Node:
        """Set a table, or lines to write on where it has one column and nothing in it."""
        rows = even_rows(table)
        if is_lines(table):
            return {"k": "lines", "title": self.line(table.header[0]), "rows": len(rows)}
        # a column is narrower than the page: its long words break sooner
        longest, self.longest = (
            self.longest,
            self.cell_words or min(self.longest, max(self.longest // 2, 60 // len(table.header))),
        )
        columns = [
            column(cells, align, self.words)
            for cells, align in zip(zip(table.header, *rows, strict=True), table.align, strict=True)
        ]
        header = [self.line(cell) for cell in table.header]
        cells = [[self.line(cell) for cell in row] for row in rows]
        self.longest = longest
        return {"k": "table", "columns": columns, "header": header, "rows": cells}

    # --- activities' forms -----------------------------------------------------------------------------------------

    def _form(self, form: Form | Block) -> Iterable[Node]:
        match form:
            case Question():
                yield {
                    "k": "question",
                    "label": form.label,
                    "c": self.text(form.text),
                    "instruction": self.text(form.instruction),
                    "condition": self.text(form.condition),
                    "multiple": form.multiple,
                    "options": [self._option(option) for option in form.options],
                }
            case Remark():
                yield {
                    "k": "remark",
                    "tone": form.tone,
                    "title": self.text(form.title),
                    "c": self.text(form.text),
                }
            case Subtitle(text):
                yield self.heading(3, self.text(text))
            case Sentence(text):
                if text:
                    yield {"k": "par", "c": self.text(text)}
            case Count(before, after):
                yield {"k": "count", "before": self.text(before), "after": self.text(after)}
            case Actions(title, rows):
                yield {"k": "actions", "title": self.text(title), "rows": rows}
            case Legend(marks):
                yield {"k": "legend", "marks": [{"mark": mark, "c": self.text(text)} for mark, text in marks]}

    def _option(self, option: Option) -> dict[str, Any]:
        return {
            "letter": option.letter,
            "c": self.text(option.text),
            "detail": self.text(option.detail),
            "right": option.right,
            "mark": option.mark,
            "follow": self.text(option.follow),
        }


def _is_label(node: dict[str, Any]) -> bool:
    """Say whether a paragraph is but bold words: it announces what follows."""
    return len(node["c"]) == 1 and isinstance(node["c"][0], dict) and node["c"][0]["k"] == "strong"


def _name(image: Image) -> str:
    return image.src if image.src and not image.src.startswith("data:") else image.alt or "image jointe"
