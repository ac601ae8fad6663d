"""What an author writes → what a slide makes of it: figures become a chart, a lone link a QR code, and so on.

The rules are told to authors in docs/format.md.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from etabli.blocks import Block, Figure, Heading, Image, Link, List, Paragraph, Span, Table, Text, plain

from . import qr
from .document import SlidePiece
from .slide_pieces import QR_ALT, Chart, Columns, Fragment, Full, Series

_CHART = re.compile(r"^graphique[\s\u00a0\u202f]*:[\s\u00a0]*(?=\S)", re.I)
_NUMBER = re.compile(
    r"([−–-]?\d+(?:[ \u00a0\u202f]\d{3})*)(?:[,.](\d+))?[ \u00a0\u202f]*([^\d\s][^\d]{0,11})?"
)
_YEAR = re.compile(r"(1[89]|20)\d\d")
_NOTHING = ("", "–", "—", "-", "…")
#: More would not be read from the last row.
MOST_BARS, MOST_SERIES = 6, 3
#: A longer address makes squares too small to be scanned from a seat.
LONGEST_ADDRESS = 150


def charted(title: str, blocks: Sequence[SlidePiece]) -> tuple[str, list[SlidePiece]]:
    """Draw the first table of a topic whose title begins with « Graphique : ». Figures that cannot be read stay a table."""
    if not _CHART.match(title):
        return title, list(blocks)
    about = _CHART.sub("", title)
    about = about[:1].upper() + about[1:]
    result, drawn = [], False
    for block in blocks:
        made = chart(about, block) if isinstance(block, Table) and not drawn else None
        drawn = drawn or made is not None
        result.append(made or block)
    return about, result


def chart(about: str, table: Table) -> Chart | None:
    """Read a table's figures: labels in the first column, figures in the others; None where one is not a figure."""
    labels = tuple(plain(row[0]) for row in table.rows)
    if not 2 <= len(labels) <= MOST_BARS or not 2 <= len(table.header) <= 1 + MOST_SERIES:
        return None
    series, units, decimals = [], set[str](), 0
    for column, head in enumerate(table.header[1:], 1):
        texts = tuple(plain(row[column]) for row in table.rows)
        values: list[float | None] = []
        for text in texts:
            found = _NUMBER.fullmatch(text.strip())
            if not found:
                if text.strip() not in _NOTHING:
                    return None
                values.append(None)
                continue
            whole = re.sub(r"\s", "", found[1]).replace("−", "-").replace("–", "-")
            values.append(float(f"{whole}.{found[2] or 0}"))
            decimals = max(decimals, len(found[2] or ""))
            units.add((found[3] or "").strip())
        series.append(
            Series(plain(head), tuple(values), tuple("" if t.strip() in _NOTHING else t for t in texts))
        )
    if not any(value is not None for one in series for value in one.values):
        return None
    unit = units.pop() if len(units) == 1 else ""
    kind = "columns" if all(_YEAR.fullmatch(label) for label in labels) else "bars"
    return Chart(kind, about, labels, tuple(series), unit, decimals)  # type: ignore[arg-type]


def scanned(title: str, blocks: Sequence[SlidePiece]) -> tuple[str, list[SlidePiece]]:
    """Draw the QR code of the first paragraph that is nothing but a link, beside its address in words."""
    for rank, block in enumerate(blocks):
        link = lone_link(block)
        figures = any(isinstance(other, (Figure, Table, Chart)) for other in blocks)
        drawn = qr.svg(link.href) if link and not figures and len(link.href) <= LONGEST_ADDRESS else None
        if link and drawn:
            words = plain(link.children)
            short = address(link.href)
            named = words if words not in (link.href, short) else ""
            said = Paragraph((Span("strong", (Link(link.href, (Text(short),)),)),))
            source = f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
            picture = Figure(Image(source, f"{QR_ALT}{short}"))
            kept: list[SlidePiece] = list(blocks[:rank])
            if named and title:
                kept.append(Paragraph((Text(f"{named}\u00a0:"),)))
            return title or named, [*kept, said, picture, *blocks[rank + 1 :]]
    return title, list(blocks)


def lone_link(block: object) -> Link | None:
    """Give the link of a paragraph that has nothing else."""
    if isinstance(block, Paragraph) and len(block.children) == 1:
        only = block.children[0]
        if isinstance(only, Link) and only.href.startswith(("http://", "https://")):
            return only
    return None


def address(href: str) -> str:
    """Give an address as one types it: without its scheme nor a last slash."""
    return re.sub(r"^https?://(www\.)?|/$", "", href)


def in_columns(blocks: Sequence[SlidePiece]) -> list[SlidePiece] | None:
    """Put side by side what stands under two « #### » titles; None where there are not two, or more than texts and lists."""
    heads = [rank for rank, block in enumerate(blocks) if isinstance(block, Heading) and block.level >= 4]
    if len(heads) != 2 or heads[1] == heads[0] + 1 or heads[1] == len(blocks) - 1:
        return None
    left, right = blocks[heads[0] : heads[1]], blocks[heads[1] :]
    texts = [block for block in (*left, *right) if isinstance(block, (Heading, Paragraph, List))]
    if len(texts) != len(left) + len(right):
        return None
    return [*blocks[: heads[0]], Columns(_texts(left), _texts(right))]


def _texts(pieces: Sequence[SlidePiece]) -> tuple[Block, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, (Heading, Paragraph, List)))


def full(blocks: Sequence[Block]) -> Full | None:
    """Give the picture of a cell that has nothing else."""
    only = blocks[0] if len(blocks) == 1 else None
    return Full(only.image) if isinstance(only, Figure) else None


def fragment(blocks: Sequence[Block], before: Sequence[SlidePiece]) -> Fragment:
    """Make the next click of a slide."""
    return Fragment(1 + sum(isinstance(piece, Fragment) for piece in before), tuple(blocks))
