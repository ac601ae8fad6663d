"""Cut what does not fit on one slide: the fewest slides, filled alike, without parting what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from etabli.activities.forms import Question, Remark
from etabli.blocks import (
    Block,
    Callout,
    CodeBlock,
    Footnotes,
    Heading,
    Html,
    Inline,
    List,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    plain,
)
from etabli.markdown import inlines

from .document import Slide, SlidePiece
from .slide_layout import arrange
from .slide_parts import is_source
from .slide_pieces import Chart, Fragment, Full, unfolded
from .slide_tables import MOST_ROWS, by_columns, by_rows, table_zone
from .slide_text import lines
from .slide_zones import BODY_SIZES, BODY_W

#: What a title gets when its topic is cut: it must still fit.
_SUFFIX = "\u00a0(9/9)"
#: Answers on one slide (look.md says three; a question is not cut for one more).
MOST_OPTIONS = 4
#: Lines of code on one slide.
_MOST_CODE = 9
_SENTENCE = re.compile(
    r"(?<=[.!?…])(?<!\bM\.)(?<!\bp\.)(?<!\bart\.)[ \u00a0]+(?=[A-ZÀ-ÖØ-Þ«0-9“\[])"
    r"|(?<=[.!?…][ \u00a0\u202f]»)[ ]+(?=[A-ZÀ-ÖØ-Þ«0-9])"
)


#: What is over-full stays so with more in it, but for a change of layout: no further chunk is tried after that many.
_PATIENCE = 6


def split(slide: Slide, folder: Path) -> list[Slide]:
    """Give ``slide`` alone when it fits, else the slides it takes; titles are not numbered yet."""
    whole = replace(slide, content=tuple(part for piece in slide.content for part in _prepared(piece)))
    if _countable(whole.content) and arrange(whole, folder).fits:
        return [whole]
    bare = replace(
        whole, content=tuple(piece for piece in whole.content if not _is_instruction(piece, slide))
    )
    if bare != whole and _countable(bare.content) and arrange(bare, folder).fits:
        said = [piece for piece in whole.content if _is_instruction(piece, slide)]
        return [replace(bare, notes=(*slide.notes, *as_blocks(said)))]
    numbered = replace(slide, title=slide.title + _SUFFIX)
    pieces = [
        (part, origin)
        for origin, piece in enumerate(slide.content)
        for prepared in _prepared(piece)
        for part in _exploded(prepared, numbered, folder)
    ]
    return [replace(slide, content=chunk) for chunk in _partition(pieces, numbered, folder)]


def sentences(paragraph: Paragraph) -> list[Paragraph]:
    """Cut a paragraph after each sentence, where the sentence ends outside of any markup."""
    found: list[list[Inline]] = [[]]
    for inline in paragraph.children:
        if not isinstance(inline, Text):
            found[-1].append(inline)
            continue
        text = inline.text
        if (
            found[-1]
            and isinstance(found[-1][-1], Span)
            and plain(found[-1][-1:]).endswith((".", "!", "?"))
            and text[:1] == " "
        ):
            found.append([])
            text = text.lstrip(" ")
        parts = _SENTENCE.split(text)
        for rank, part in enumerate(parts):
            if rank:
                found.append([])
            if part:
                found[-1].append(Text(part.lstrip(" ") if not found[-1] else part))
    return [Paragraph(tuple(children)) for children in found if children and plain(children)]


def _prepared(piece: SlidePiece) -> list[SlidePiece]:
    """A sentence is a paragraph on a slide; a table too wide becomes several."""
    if isinstance(piece, Fragment):
        return [
            replace(piece, content=(part,)) for block in piece.content for part in as_blocks(_prepared(block))
        ]
    if isinstance(piece, Paragraph):
        return [*sentences(piece)]
    if isinstance(piece, Table):
        return [*by_columns(piece, BODY_SIZES[-1], BODY_W)]
    if isinstance(piece, Html):
        return [*sentences(Paragraph((Text(piece.text),)))] if piece.text else []
    return [piece]


def _is_instruction(piece: SlidePiece, slide: Slide) -> bool:
    """Say whether a paragraph only says how to answer: that may be told aloud, where there is no room for it."""
    said = {question.instruction for question in slide.content if isinstance(question, Question)}
    return isinstance(piece, Paragraph) and plain(piece.children) in said


def _countable(content: Sequence[SlidePiece]) -> bool:
    """Say whether no piece has more rows or answers than a slide may hold, and no two tables meet."""
    pieces = [piece for piece, _ in unfolded(content)]
    tables = [piece for piece in pieces if isinstance(piece, Table)]
    return (
        len(tables) + sum(isinstance(piece, (Chart, Full)) for piece in pieces) <= 1
        and all(len(table.rows) <= MOST_ROWS for table in tables)
        and all(len(piece.options) <= MOST_OPTIONS for piece in content if isinstance(piece, Question))
    )


def _exploded(piece: SlidePiece, slide: Slide, folder: Path) -> Iterator[SlidePiece]:
    """Give the smallest pieces that may stand on different slides."""
    match piece:
        case Fragment(_, inner):
            for block in inner:
                for part in _opened(block, slide, folder):
                    yield replace(piece, content=(part,))
        case List(items, ordered, start):
            for rank, item in enumerate(items):
                yield List((item,), ordered, start + rank)
        case Table():
            yield from _table_pieces(piece, slide, folder)
        case Question() if len(piece.options) > MOST_OPTIONS or not _alone(piece, slide, folder):
            for option in piece.options:
                yield replace(piece, options=(option,))
        case CodeBlock(text, language):
            rows = text.split("\n")
            for first in range(0, len(rows), _MOST_CODE):
                yield CodeBlock("\n".join(rows[first : first + _MOST_CODE]), language)
        case Paragraph():
            yield from _halved(piece, slide, folder)
        case Callout(tone, title, inner) if not _alone(piece, slide, folder):
            for block in inner:
                for part in _opened(block, slide, folder):
                    yield Callout(tone, title, (part,))
        case Quote(inner) if not _alone(piece, slide, folder):
            for block in inner:
                yield from _opened(block, slide, folder)
        case Remark(text, title) if not _alone(piece, slide, folder):
            yield from _halved(Paragraph((Span("strong", inlines(title)),)), slide, folder)
            yield from _halved(Paragraph(inlines(text)), slide, folder)
        case Footnotes(notes) if not _alone(piece, slide, folder):
            for rank, note in enumerate(notes, 1):
                words = " ".join(line.text for line in lines(note))
                yield from _halved(
                    Paragraph((Span("sup", (Text(str(rank)),)), Text(f"\u00a0{words}"))), slide, folder
                )
        case _:
            yield piece


def _opened(block: Block, slide: Slide, folder: Path) -> Iterator[Block]:
    """Give the sentences and items of a block that is too long to stay whole."""
    for prepared in _prepared(block):
        for part in _exploded(prepared, slide, folder):
            if isinstance(part, Block):
                yield part


def _alone(piece: SlidePiece, slide: Slide, folder: Path) -> bool:
    return arrange(replace(slide, content=(piece,)), folder).fits


def _table_pieces(table: Table, slide: Slide, folder: Path) -> Iterator[SlidePiece]:
    """Rows; a row too tall for a slide is said in words, one paragraph per column."""
    for row in by_rows(table):
        if _alone(row, slide, folder) and table_zone(row, BODY_SIZES[-1], BODY_W).box.w <= BODY_W + 0.1:
            yield row
            continue
        for head, cell in zip(row.header, row.rows[0], strict=False):
            if plain(cell):
                label = (Span("strong", head), Text("\u00a0: ")) if plain(head) else ()
                yield from _halved(Paragraph((*label, *cell)), slide, folder)


def _halved(paragraph: Paragraph, slide: Slide, folder: Path) -> Iterator[Paragraph]:
    """Cut a sentence longer than a slide at the word nearest to its middle, as often as it takes."""
    if _alone(paragraph, slide, folder):
        yield paragraph
        return
    text = plain(paragraph.children)
    spaces = [match.start() for match in re.finditer(r"[ ]", text)]
    cut = min(spaces, key=lambda at: abs(at - len(text) // 2)) if spaces else len(text) // 2
    if len(text) < 2:
        yield paragraph
        return
    for half in (text[:cut], text[cut:]):
        yield from _halved(Paragraph((Text(half.strip()),)), slide, folder)


def _partition(
    pieces: list[tuple[SlidePiece, int]], slide: Slide, folder: Path
) -> list[tuple[SlidePiece, ...]]:
    """Cut the sequence at the least cost: one slide weighs more than any unevenness."""
    count = len(pieces)

    @cache
    def cost(first: int, last: int) -> float:
        chunk = merged([piece for piece, _ in pieces[first:last]])
        arranged = arrange(replace(slide, content=chunk), folder)
        whole = arranged.fits and _countable(chunk)
        if not whole and last - first > 1:
            return float("inf")
        parted = _bond(pieces[last - 1], pieces[last]) if last < count else 0.0
        if all(isinstance(piece, Footnotes) or is_source(piece) for piece in chunk):
            parted += 500.0
        return 1000.0 + parted + (max(0.0, arranged.free) / 115.0) ** 2 * 100

    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for last in range(1, count + 1):
        options: list[tuple[float, list[int]]] = []
        misfits = 0
        for first in reversed(range(last)):
            price = cost(first, last)
            misfits = misfits + 1 if price == float("inf") else 0
            if misfits > _PATIENCE:
                break
            options.append((best[first][0] + price, [*best[first][1], first]))
        best.append(min(reversed(options), key=lambda option: option[0]))
    cuts = [*best[count][1], count]
    return [merged([piece for piece, _ in pieces[first:last]]) for first, last in pairwise(cuts)]


def _bond(before: tuple[SlidePiece, int], after: tuple[SlidePiece, int]) -> float:
    """Say what it costs to part two pieces: an announcement holds most, then what comes from one block."""
    piece = before[0]
    if isinstance(piece, Fragment):
        piece = piece.content[-1]
    if isinstance(after[0], Question) and not isinstance(piece, Question):
        return 300.0
    if isinstance(piece, Heading) or (
        isinstance(piece, Paragraph) and plain(piece.children).endswith((":", ","))
    ):
        return 300.0
    if before[1] != after[1]:
        return 0.0
    return 90.0 if isinstance(piece, Table) else 60.0


def merged(pieces: Sequence[SlidePiece]) -> tuple[SlidePiece, ...]:
    """Put items, rows and answers back into lists, tables and questions."""
    result: list[SlidePiece] = []
    for piece in pieces:
        before = result[-1] if result else None
        match before, piece:
            case List(items, ordered, start), List(more, True, rank) if ordered and rank == start + len(
                items
            ):
                result[-1] = List((*items, *more), True, start)
            case List(items, False), List(more, False):
                result[-1] = List((*items, *more))
            case Table(header, rows), Table(same, more_rows) if header == same:
                result[-1] = replace(before, rows=(*rows, *more_rows))
            case Fragment(click, shown), Fragment(same_click, shown_too) if click == same_click:
                result[-1] = Fragment(click, as_blocks(merged((*shown, *shown_too))))
            case Question(), Question() if before.text == piece.text:
                result[-1] = replace(before, options=(*before.options, *piece.options))
            case Callout(tone, title, inner), Callout(alike, named, added) if (tone, title) == (alike, named):
                result[-1] = replace(before, blocks=as_blocks(merged((*inner, *added))))
            case CodeBlock(text, language), CodeBlock(more_text, other) if language == other:
                result[-1] = CodeBlock(f"{text}\n{more_text}", language)
            case _:
                result.append(piece)
    return tuple(result)


def as_blocks(content: Sequence[SlidePiece]) -> tuple[Block, ...]:
    """Keep the blocks of a content."""
    return tuple(piece for piece in content if isinstance(piece, Block))
