"""What a cell of Python printed, drew or brings to life, as the page shows it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator

from .atelier import Atelier, Output, Program
from .blocks import Block, Callout, CodeBlock, Figure, Html, Image, Paragraph, Text
from .markdown import blocks as parse

#: What a widget is in a notebook: the name of a model that lives in the kernel.
WIDGET = "application/vnd.jupyter.widget-view+json"
_RASTERS = ("image/png", "image/jpeg", "image/gif", "image/webp")
_ABSENT = Callout(
    "note",
    "Avec la salle",
    (Paragraph((Text("Cette partie fonctionne dans la salle, quand l’atelier y est ouvert."),)),),
)


def has_widgets(atelier: Atelier) -> bool:
    """Say whether some output lives with Python: without a kernel, it is nothing."""
    return any(
        mime == WIDGET
        for cell in atelier.cells()
        if cell.program and cell.shows("ecran")
        for output in cell.program.outputs
        for mime, _ in output.data
    )


def program_blocks(program: Program, live: bool) -> Iterator[Block]:
    """Give a program's blocks: its source where it is for the public, then its outputs."""
    if program.shown:
        yield CodeBlock(program.source, "python")
    for output in program.outputs:
        yield from _output(output, live)


def _output(output: Output, live: bool) -> Iterator[Block]:
    data = dict(output.data)
    raster = next((mime for mime in _RASTERS if mime in data), None)
    if WIDGET in data:
        yield _widget(data, output.alt) if live else _ABSENT
    elif raster:
        yield Figure(Image(f"data:{raster};base64,{''.join(data[raster].split())}", output.alt))
    elif "image/svg+xml" in data:
        packed = base64.b64encode(data["image/svg+xml"].encode()).decode()
        yield Figure(Image(f"data:image/svg+xml;base64,{packed}", output.alt))
    elif "text/markdown" in data:
        yield from parse(data["text/markdown"])
    elif "text/html" in data:
        line = re.sub(r"\s*\n\s*", " ", data["text/html"])
        yield from parse(f"<div>{line}</div>")  # one HTML block, sanitised
    elif data.get("text/plain", "").strip():
        yield CodeBlock(data["text/plain"].rstrip())


def _widget(data: dict[str, str], alt: str) -> Html:
    """Mark the place of a widget for Voilà's front end, which finds the model in the kernel."""
    view = {
        "data": {WIDGET: json.loads(data[WIDGET]), "text/plain": data.get("text/plain", "")},
        "metadata": {},
    }
    text = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Html(
        f'<div class="vivant"><p class="attente">Cette partie se prépare…</p>'
        f'<script type="application/vnd.voila.cell-output+json">{safe}</script></div>',
        alt,
    )
