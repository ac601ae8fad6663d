"""Texts too long for their place, cut where one breathes: at the end of a sentence, else between two words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etabli.blocks import Block, Inline, Paragraph, Text, plain


def pieces(content: Sequence[Inline], limit: int) -> tuple[tuple[Inline, ...], ...]:
    """Cut a paragraph in pieces of about ``limit`` characters at most; only plain text is cut."""
    found: list[list[Inline]] = [[]]
    used = 0
    for inline in content:
        if not isinstance(inline, Text):
            found[-1].append(inline)
            used += len(plain((inline,)))
            continue
        rest = inline.text
        while used + len(rest) > limit:
            cut = _breath(rest, limit - used) if used < limit else 0
            if cut:
                found[-1].append(Text(rest[:cut].rstrip()))
            elif not found[-1]:
                break
            rest = rest[cut:].lstrip()
            found.append([])
            used = 0
        found[-1].append(Text(rest))
        used += len(rest)
    return tuple(tuple(piece) for piece in found if plain(piece))


def _breath(text: str, room: int) -> int:
    """Give where to cut ``text`` within ``room`` characters; 0 where there is no space."""
    start = text[:room]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? ", "… "))
    return sentence + 2 if sentence > room // 3 else start.rfind(" ") + 1


def shortened(blocks: Iterable[Block], limit: int) -> tuple[Block, ...]:
    """Cut the paragraphs of some blocks, the rest as it is."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(plain(block.children)) > limit:
            found += [Paragraph(piece) for piece in pieces(block.children, limit)]
        else:
            found.append(block)
    return tuple(found)
