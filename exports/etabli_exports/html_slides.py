"""Slides → HTML sections, the same for what participants receive and for the speaker's file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from etabli import assets
from etabli.blocks import Block, Image, List, Paragraph, Span, Table, Text
from etabli.findings import Finding
from etabli.html import HtmlWriter
from etabli.media import load
from markupsafe import Markup

from .chart_svg import svg
from .document import Deck, Head, Slide
from .slide_layout import arrange
from .slide_openings import opening
from .slide_zones import (
    MARGIN,
    PAGE_W,
    SMALL,
    BandZone,
    Box,
    ChartZone,
    OptionZone,
    PictureZone,
    TableZone,
    TextZone,
    Zone,
)

_GROUNDS = {"title": "#0C211E", "end": "#0C211E", "step": "#F7C81E"}
_SIGNS = {"careful": ("attention", ""), "urgent": ("urgent", ""), "right": ("juste", "Bonne réponse\u00a0: ")}


@dataclass(frozen=True)
class View:
    """What a template says of a slide."""

    kind: str
    title: str
    size: float
    body: Markup
    ground: str = ""
    foot: bool = False
    number: int | None = None
    number_size: float = 0.0
    place: str = ""
    level: int = 3


def views(document: Deck) -> tuple[list[View], list[Finding]]:
    """Give what to write of each slide, and the pictures that are missing."""
    pictures = _Pictures(document.head)
    writer = HtmlWriter(pictures)
    made = [_view(slide, document.head, writer) for slide in document.slides]
    return _levelled(made), list(dict.fromkeys(pictures.findings))


def _levelled(made: list[View]) -> list[View]:
    """Set the level of each title: the atelier's, those of steps, those of what is in a step."""
    result, inside = [], False
    for view in made:
        inside = inside or view.kind == "step"
        level = 1 if view.kind == "title" else 3 if inside and view.kind not in ("step", "end") else 2
        result.append(replace(view, level=level))
    return result


class _Pictures:
    """Gives pictures as ``data:`` URIs, and remembers those that are missing."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.findings: list[Finding] = []

    def __call__(self, image: Image) -> str | None:
        picture = load(self.head.folder, image.src)
        if picture is None:
            name = image.src if len(image.src) < 80 else "image jointe"
            self.findings.append(
                Finding(
                    "E710",
                    "avertissement",
                    f"l’image « {name} » n’est pas dans les diapos.",
                    "Vérifiez le fichier\u00a0: la diapo montre son texte de remplacement.",
                    self.head.slug,
                )
            )
            return None
        return picture.uri


def _view(slide: Slide, head: Head, writer: HtmlWriter) -> View:
    if slide.layout in _GROUNDS:
        return _opening(slide)
    arranged = arrange(slide, head.folder)
    body = _zones(arranged.zones, writer)
    return View(
        slide.layout, slide.title, arranged.title_size, Markup(body), foot=True, place=_place(arranged.title)
    )


def _opening(slide: Slide) -> View:
    placed = opening(slide)
    texts = placed.texts[:1] if slide.layout == "title" else placed.texts
    inner = "".join(_paragraph("", text) for text in texts)
    body = f'<div class="dit" style="{_place(placed.text)};--t:{placed.text_size:g}pt">{inner}</div>'
    if slide.layout == "title" and len(placed.texts) > 1:
        body += _paragraph("seance", placed.texts[1])
    wide = Box(placed.title.x, placed.title.y, PAGE_W - MARGIN - placed.title.x, placed.title.h)
    return View(
        slide.layout,
        slide.title,
        placed.title_size,
        Markup(body),
        _GROUNDS[slide.layout],
        number=slide.number,
        number_size=placed.figure_size,
        place=_place(wide),
    )


def _paragraph(css: str, text: str) -> str:
    if not text:
        return ""
    named = f' class="{css}"' if css else ""
    return f"<p{named}>{escape(text, quote=False)}</p>"


def _place(box: Box) -> str:
    return ";".join(
        f"--{name}:{value:.2f}mm" for name, value in (("x", box.x), ("y", box.y), ("w", box.w), ("h", box.h))
    )


def _zones(zones: tuple[Zone, ...], writer: HtmlWriter) -> str:
    """Write the zones in order; answers that follow each other are one list."""
    parts: list[str] = []
    opened = False
    for zone in zones:
        if isinstance(zone, OptionZone):
            parts.append(_option(zone, writer) if opened else f'<ul class="choix">{_option(zone, writer)}')
            opened = True
            continue
        if opened:
            parts.append("</ul>")
            opened = False
        before = len(parts)
        match zone:
            case TextZone():
                parts.append(_text(zone, writer))
            case BandZone():
                parts.append(_band(zone, writer))
            case TableZone():
                parts.append(_table(zone, writer))
            case ChartZone():
                parts.append(f'<figure class="zone image" style="{_place(zone.box)}">{svg(zone)}</figure>')
            case PictureZone():
                figure = writer._image(zone.image)
                parts.append(f'<figure class="zone image" style="{_place(zone.box)}">{figure}</figure>')
        if zone.click:
            mark = f'data-fragment-index="{zone.click - 1}" class="zone fragment '
            parts[before:] = [part.replace('class="zone ', mark, 1) for part in parts[before:]]
    return "\n".join(parts) + ("</ul>" if opened else "")


def _text(zone: TextZone, writer: HtmlWriter) -> str:
    small = " petit" if zone.size == SMALL else ""
    inner = "".join(_numbered(block, writer) for block in zone.blocks)
    return f'<div class="zone texte{small}" style="{_place(zone.box)};--t:{zone.size:g}pt;--g:{zone.gap:.2f}mm">{inner}</div>'


def _numbered(block: Block, writer: HtmlWriter) -> str:
    """A list cut over two slides goes on counting; our discs count by CSS."""
    html = writer.block(block)
    if isinstance(block, List) and block.ordered and block.start != 1:
        return html.replace("<ol", f'<ol style="--depart:rang {block.start - 1}"', 1)
    return html


def _band(zone: BandZone, writer: HtmlWriter) -> str:
    sign, said = _SIGNS.get(zone.tone, ("", ""))
    drawn = assets.sign(sign) if sign else ""
    title = zone.title
    if zone.tone == "right" and title:
        inner = f'<p class="mots-titre">{writer.text(title)}</p>{writer.blocks(zone.blocks)}'
    else:
        inner = writer.blocks(_with_title(title, zone.blocks)) if title else writer.blocks(zone.blocks)
    hidden = f'<span class="cache">{said}</span>' if said else ""
    return f'<div class="zone bande b-{zone.tone}" style="{_place(zone.box)};--t:{zone.size:g}pt" role="note">{drawn}<div class="mots">{hidden}{inner}</div></div>'


def _with_title(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    mark = "" if title.endswith((".", "?", "!", ":")) else "."
    head = Span("strong", (Text(title + mark),))
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph((head, Text(" "), *blocks[0].children)), *blocks[1:])
    return (Paragraph((head,)), *blocks)


def _option(zone: OptionZone, writer: HtmlWriter) -> str:
    right = bool(zone.option.right)
    drawn = assets.sign("juste") if right else ""
    said = '<span class="cache">Bonne réponse\u00a0: </span>' if right else ""
    text = writer.text(zone.option.text)
    css = ' class="juste"' if right else ""
    return (
        f'<li{css} style="{_place(zone.box)};--t:{zone.size:g}pt">{said}<span class="lettre">{escape(zone.option.letter)}'
        f'<span class="cache">. </span></span><span class="mots">{text}</span>{drawn}</li>'
    )


def _table(zone: TableZone, writer: HtmlWriter) -> str:
    table: Table = zone.table
    columns = "".join(f'<col style="width:{w:.2f}mm">' for w in zone.widths)

    def css(column: int, key: bool = False) -> str:
        names = [
            name
            for name in ("cle" if key else "", table.align[column] or "" if column < len(table.align) else "")
            if name
        ]
        return f' class="{" ".join(names)}"' if names else ""

    head = "".join(
        f'<th scope="col"{css(i)}>{writer.inlines(cell)}</th>' for i, cell in enumerate(table.header)
    )
    rows = "".join(
        f'<tr style="height:{height:.2f}mm">'
        + "".join(
            f"<td{css(i, bool(zone.key) and i == 0)}>{writer.inlines(cell)}</td>"
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for height, row in zip(zone.heights[1:], table.rows, strict=True)
    )
    key = f";--cle:{zone.key:g}pt" if zone.key else ""
    return (
        f'<div class="zone tableau" style="{_place(zone.box)};--t:{zone.size:g}pt{key}"><table style="width:{zone.box.w:.2f}mm">'
        f'<colgroup>{columns}</colgroup><thead><tr style="height:{zone.heights[0]:.2f}mm">{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
