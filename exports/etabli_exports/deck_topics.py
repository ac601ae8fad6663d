"""A step's cells → topics: one idea each, with the title that its own words give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from etabli.activities import Activity
from etabli.atelier import Cell
from etabli.blocks import Block, Callout, Figure, Heading, Inline, Paragraph, Rule, Span, Text, plain

from .deck_pieces import fragment, full
from .programs import shown_blocks
from .slide_fit import sentences
from .slide_pieces import Full

#: A title made of a sentence is no longer than this: two lines of slide.
LONGEST_TITLE = 62
_LEAD_END = re.compile(r"[\s\u00a0]*[.:!?…]$")


@dataclass
class Topic:
    """One idea. ``title`` empty: the step's. An activity is a topic of its own. ``said``: notes that belong to it."""

    title: str = ""
    blocks: list[Any] = field(default_factory=list)
    activity: Activity | None = None
    said: list[Block] = field(default_factory=list)


def topics(cells: Iterable[Cell]) -> list[Topic]:
    """Cut cells into topics. Cells of ``slide_type`` notes speak of the topic before them."""
    found: list[Topic] = []
    for cell in cells:
        if cell.audience == "facilitator" and cell.slide_type == "notes" and found:
            found[-1].said += cell.blocks
        if not cell.shows("diapo") or cell.slide_type == "skip":
            continue
        if cell.activity:
            found.append(Topic(activity=cell.activity))
            continue
        blocks = shown_blocks(cell.program) if cell.program else cell.blocks
        whole = full(blocks) if cell.slide_type in (None, "slide", "subslide") else None
        if whole and not (found and found[-1].title and not found[-1].blocks):
            found.append(Topic(_named(whole.image.alt), [whole]))
            continue
        follows = (
            cell.slide_type is None
            and bool(blocks)
            and not isinstance(blocks[0], (Heading, Paragraph, Callout))
        )
        # What a program shows, or that it is on the screen, is said with what announces it.
        follows = follows or (cell.program is not None and cell.slide_type is None)
        follows = follows or cell.slide_type in ("-", "fragment")
        goes_on = follows and bool(found) and found[-1].activity is None
        for topic in _cut(blocks, goes_on):
            if goes_on and found and not topic.title:
                # Beside words, a picture does not take all the slide.
                found[-1].blocks[:] = [
                    Figure(block.image) if isinstance(block, Full) else block for block in found[-1].blocks
                ]
                found[-1].blocks += (
                    [fragment(topic.blocks, found[-1].blocks)]
                    if cell.slide_type == "fragment"
                    else topic.blocks
                )
            else:
                found.append(topic)
            goes_on = False
    return [_titled(topic) for topic in found if topic.activity or topic.blocks or topic.title]


def _cut(blocks: Iterable[Block], goes_on: bool) -> Iterator[Topic]:
    """Start a topic at each title and at each paragraph that opens with a bold sentence."""
    current = Topic()
    for block in blocks:
        inside = current.title and isinstance(block, Heading) and block.level >= 4
        if isinstance(block, Heading) and not goes_on and not inside:
            if current.blocks or current.title:
                yield current
            current = Topic(plain(block.children))
        elif isinstance(block, Rule):
            if current.blocks:
                yield current
                current = Topic()
        elif (
            isinstance(block, Paragraph)
            and not goes_on
            and (lead := _lead(block))
            and not (current.title and not current.blocks)
        ):
            if current.blocks or current.title:
                yield current
            title, rest = lead
            current = Topic(title, [rest] if rest.children else [])
        else:
            current.blocks.append(block)
    if current.blocks or current.title:
        yield current


def _lead(paragraph: Paragraph) -> tuple[str, Paragraph] | None:
    """Give the bold sentence that opens a paragraph, and what follows it."""
    first = paragraph.children[0] if paragraph.children else None
    if not isinstance(first, Span) or first.kind != "strong":
        return None
    words, rest = plain(first.children), paragraph.children[1:]
    after = plain(rest)
    if (
        not (_LEAD_END.search(words) or re.match(r"[\u00a0\s]*[:.]", after))
        or not 4 <= len(words) <= LONGEST_TITLE
    ):
        return None
    return as_title(words), Paragraph(_without_colon(rest))


def _without_colon(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if inlines and isinstance(inlines[0], Text):
        text = re.sub(r"^[\s\u00a0]*[:.]?\s*", "", inlines[0].text)
        text = text[:1].upper() + text[1:]
        return (Text(text), *inlines[1:]) if text else inlines[1:]
    return inlines


def _named(alt: str) -> str:
    """Give the first sentence of an alternative text, where it is short enough for a title."""
    first = alt.split(".")[0].strip()
    return first if len(first) <= LONGEST_TITLE else ""


def as_title(words: str) -> str:
    """A title ends without a full stop, but keeps its question mark."""
    return re.sub(r"[\s\u00a0]*[.:]$", "", words.strip())


def _titled(topic: Topic) -> Topic:
    """Give a topic without title that of its first sentence, where it is short and is followed by more."""
    if topic.activity or topic.title or not topic.blocks:
        return topic
    first = topic.blocks[0]
    if isinstance(first, Callout) and len(topic.blocks) == 1 and first.title:
        topic.title, topic.blocks[0] = first.title, replace(first, title="")
        return topic
    if not isinstance(first, Paragraph) or not all(isinstance(child, Text) for child in first.children[:1]):
        return topic
    parts = sentences(first)
    words = plain(parts[0].children)
    ends = words.endswith((".", "!", "?"))
    more = len(parts) > 1 or len(topic.blocks) > 1
    if ends and more and 12 <= len(as_title(words)) <= LONGEST_TITLE and len(words.split()) >= 3:
        rest = [Paragraph(part.children) for part in parts[1:]]
        topic.title, topic.blocks[0:1] = as_title(words), rest
    return topic
