"""Blocks → HTML for screens: the room's page, the one-file page, the slides in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from .blocks import (
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
)
from .markdown import inlines as parse_inlines

#: Gives the URL (a ``data:`` URI offline) of a picture, or None where it cannot be shown.
Picture = Callable[[Image], str | None]

_SPANS = {"strong": "strong", "emphasis": "em", "strike": "s", "sup": "sup", "sub": "sub"}


def no_picture(image: Image) -> str | None:
    """Show the alternative text in place of every picture."""
    return None


class HtmlWriter:
    """Writes blocks as HTML. ``picture`` resolves images; ``shift`` is added to heading levels (result 2–6)."""

    def __init__(self, picture: Picture = no_picture, shift: int = 0) -> None:
        self.picture, self.shift = picture, shift

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Give the HTML of blocks, each on its line."""
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """Give the HTML of one block."""
        match block:
            case Heading(level, children):
                tag = f"h{min(6, max(2, level + self.shift))}"
                return f"<{tag}>{self.inlines(children)}</{tag}>"
            case Paragraph(children):
                return f"<p>{self.inlines(children)}</p>"
            case List():
                return self._list(block)
            case Table():
                return self._table(block)
            case CodeBlock(text, _):
                return f'<pre tabindex="0"><code>{escape(text)}</code></pre>'
            case MathBlock(tex):
                return f'<p class="formule"><code>{escape(tex)}</code></p>'
            case Quote(inner):
                return f"<blockquote>{self.blocks(inner)}</blockquote>"
            case Callout(tone, title, inner):
                return f'<aside class="encadre {tone}" aria-label="{escape(title)}"><p class="encadre-titre">{escape(title)}</p>{self.blocks(inner)}</aside>'
            case Figure(image):
                return f"<figure>{self._image(image)}</figure>"
            case Html(safe, _):
                return safe
            case Footnotes(notes):
                items = "".join(f"<li>{self.blocks(note)}</li>" for note in notes)
                return f'<ol class="notes">{items}</ol>'
            case Rule():
                return "<hr>"

    def inlines(self, inlines: Iterable[Inline]) -> str:
        """Give the HTML of a line."""
        return "".join(self._inline(inline) for inline in inlines)

    def text(self, markdown: str) -> str:
        """Give the HTML of a text of an activity (inline Markdown)."""
        return self.inlines(parse_inlines(markdown)) if markdown else ""

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escape(text, quote=False)
            case Span(kind, children):
                return f"<{_SPANS[kind]}>{self.inlines(children)}</{_SPANS[kind]}>"
            case Code(text) | Math(text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Link(href, children):
                # No link is followed during a session without internet: the address is readable in the text.
                return f'<a href="{escape(href)}" rel="noreferrer">{self.inlines(children)}</a>'
            case Image():
                return self._image(inline)
            case Break():
                return "<br>"
            case NoteRef(number):
                return f"<sup>{number}</sup>"

    def _image(self, image: Image) -> str:
        url = self.picture(image)
        if url is None:
            return (
                ""
                if image.decorative
                else f'<span class="image-absente" role="img">{escape(image.alt)}</span>'
            )
        return f'<img src="{escape(url)}" alt="{escape(image.alt)}">'

    def _list(self, block: List) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        tasks = ' class="taches"' if any(item.checked is not None for item in block.items) else ""
        items = []
        for item in block.items:
            inner = item.blocks
            if len(inner) == 1 and isinstance(inner[0], Paragraph):
                html = self.inlines(inner[0].children)
            else:
                html = self.blocks(inner)
            box = (
                ""
                if item.checked is None
                else f'<span class="case" aria-hidden="true">{"✓" if item.checked else ""}</span>'
            )
            items.append(f"<li>{box}{html}</li>")
        return f"<{tag}{start}{tasks}>{''.join(items)}</{tag}>"

    def _table(self, block: Table) -> str:
        def cell(tag: str, column: int, content: tuple[Inline, ...]) -> str:
            align = block.align[column] if column < len(block.align) else None
            scope = ' scope="col"' if tag == "th" else ""
            css = f' class="{align}"' if align else ""
            return f"<{tag}{scope}{css}>{self.inlines(content)}</{tag}>"

        head = "".join(cell("th", i, content) for i, content in enumerate(block.header))
        rows = "".join(
            f"<tr>{''.join(cell('td', i, content) for i, content in enumerate(row))}</tr>"
            for row in block.rows
        )
        return f'<div class="tableau" role="group" tabindex="0" aria-label="Tableau"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
