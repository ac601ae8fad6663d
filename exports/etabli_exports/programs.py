"""What paper keeps of a cell of Python: its source if the author shows it, its pictures, tables and texts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from etabli import markdown
from etabli.atelier import Output, Program
from etabli.blocks import Block, Callout, CodeBlock, Figure, Image, Paragraph, Table, Text

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif")
_ON_SCREEN = Callout("note", "À l’écran", (Paragraph((Text("Cette partie s’utilise sur l’ordinateur."),)),))
_ROW = re.compile(r"<tr\b.*?</tr>", re.S | re.I)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S | re.I)


def shown_blocks(program: Program) -> tuple[Block, ...]:
    """Give blocks for a program; what only lives with Python becomes a framed « à l’écran »."""
    shown: list[Block] = [CodeBlock(program.source, "python")] if program.shown else []
    for output in program.outputs:
        shown += _output(output)
    return tuple(shown)


def _output(output: Output) -> Iterable[Block]:
    data = dict(output.data)
    if any(mime.startswith("application/vnd.jupyter.widget") for mime in data):
        return (_ON_SCREEN,)
    for mime in _PICTURES:
        if mime in data:
            return (Figure(Image(_uri(mime, data[mime]), output.alt)),)
    if "text/markdown" in data:
        return markdown.blocks(data["text/markdown"])
    if "text/html" in data and (table := _table(data["text/html"])):
        return (table,)
    if data.get("text/plain", "").strip():
        return (CodeBlock(data["text/plain"].rstrip()),)
    return ()


def _uri(mime: str, data: str) -> str:
    import base64

    packed = base64.b64encode(data.encode()).decode() if mime == "image/svg+xml" else "".join(data.split())
    return f"data:{mime};base64,{packed}"


def _table(source: str) -> Table | None:
    """Read an HTML table as pandas writes it: every row has as many cells, the first is the header."""
    rows = [tuple(_words(cell) for cell in _CELL.findall(row)) for row in _ROW.findall(source)]
    if len(rows) < 2 or len({len(row) for row in rows}) != 1 or not rows[0]:
        return None
    return Table(rows[0], tuple(rows[1:]), (None,) * len(rows[0]))


def _words(cell: str) -> tuple[Text, ...]:
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())
    return (Text(text),) if text else ()
