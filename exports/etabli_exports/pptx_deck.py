"""diapos.pptx: the deck for PowerPoint and Impress, with real layouts, real placeholders and the facilitator's notes."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from etabli.findings import Finding
from etabli.media import load

from . import pptx_chart, pptx_parts, pptx_picture, pptx_table
from .document import Deck, Document, Head, Slide
from .measure import POINT
from .pptx_art import progress
from .pptx_clicks import timing
from .pptx_layouts import BAND, BODY, HOLDERS, NUMBER
from .pptx_package import Pages, packed
from .pptx_parts import Shapes
from .pptx_theme import blank
from .pptx_xml import LANGUAGE, paragraph, text_body
from .slide_layout import arrange
from .slide_openings import balanced, opening
from .slide_text import Run, lines
from .slide_zones import TITLE_LEAD, BandZone, ChartZone, OptionZone, PictureZone, TableZone, TextZone

#: Impress does not take the vertical place of a slide's number from its layout.
_FOOT_FRAME = '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
#: ZIP knows no earlier date.
_EPOCH = datetime(1980, 1, 1, tzinfo=timezone.utc)


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Give the file and what could not be put in it. Raises `TypeError` for another document than a deck."""
    if not isinstance(document, Deck):
        raise TypeError(f"a deck is needed, not {type(document).__name__}")
    presentation, layouts = blank()
    findings: list[Finding] = []
    pages = Pages(presentation)
    charts: list[ChartZone] = []
    for rank, slide in enumerate(document.slides, 1):
        made = pages.add(layouts[slide.layout])
        shapes = Shapes(made, slide.layout)
        if slide.layout in ("title", "step", "end"):
            _opening(shapes, slide)
        else:
            findings += _content(shapes, slide, document.head, charts)
            _foot(shapes, document.head.title, rank, slide.progress, len(document.slides))
        pages.annotate(made, lines(slide.notes))
    pages.french_notes()
    when = _date(document.head)
    _properties(presentation, document.head, when)
    return packed(presentation, when), findings


def _plain_body(text: str, size: float = 0.0, lead: float = 1.34) -> str:
    """Give a text frame that leaves its look to the layout, unless a size is given."""
    made = [paragraph((Run(text),), size, lead=lead)] if text else []
    body = text_body(made)
    return re.sub(r"<a:bodyPr.*?</a:bodyPr>", "<a:bodyPr/>", body, count=1)


def _opening(shapes: Shapes, slide: Slide) -> None:
    """Draw the title, a step or the end."""
    placed = opening(slide)
    step = slide.layout == "step"
    own = 0.0 if placed.title_size == HOLDERS["step" if step else "title"][0].size else placed.title_size
    shapes.holder(0, "title", "Titre", _plain_body(slide.title, own, 1.0 if step else 0.98), placed.title)
    if placed.figure:
        size = 0.0 if placed.figure_size == 330.0 else placed.figure_size
        shapes.holder(
            NUMBER, "body", "Numéro de l’étape", _plain_body(str(slide.number), size, 1.0), placed.figure
        )
    texts = placed.texts[:1] if slide.layout == "title" else placed.texts
    paragraphs = [
        paragraph(
            (Run(text),), placed.text_size, before=3.0 if rank and step else 0.0, lead=1.34 if step else 1.3
        )
        for rank, text in enumerate(texts)
        if text
    ]
    if paragraphs:
        shapes.holder(BODY, "body", "Durée" if step else "Résumé", text_body(paragraphs), placed.text)
    if slide.layout == "title" and any(placed.texts[1:]):
        shapes.holder(BAND, "body", "Séance", _plain_body(placed.texts[1]))


def _content(shapes: Shapes, slide: Slide, head: Head, charts: list[ChartZone]) -> list[Finding]:
    arranged = arrange(slide, head.folder)
    findings = []
    place = HOLDERS[slide.layout][0].box
    held = int(arranged.title.h / (arranged.title_size * POINT * TITLE_LEAD))
    box = replace(arranged.title, w=balanced(slide.title, arranged.title.w, arranged.title_size, held))
    moved = None if box == place else box
    shapes.holder(
        0,
        "title",
        "Titre",
        _plain_body(slide.title, 0.0 if arranged.title_size == 46.0 else arranged.title_size, 1.12),
        moved,
    )
    rank = 0
    shown: list[tuple[int, Any]] = []
    for zone in arranged.zones:
        first = len(shapes.tree)
        match zone:
            case ChartZone():
                charts.append(zone)
                pptx_chart.chart(shapes, zone, len(charts))
            case TextZone():
                pptx_parts.text(shapes, zone)
            case BandZone():
                pptx_parts.band(shapes, zone)
            case OptionZone():
                pptx_parts.option(shapes, zone, rank)
                rank += 1
            case TableZone():
                pptx_table.table(shapes, zone)
            case PictureZone():
                if not pptx_picture.picture(shapes, zone, load(head.folder, zone.image.src)):
                    findings.append(_missing(head, zone.image.src))
        if zone.click:
            shown += [(zone.click, made) for made in shapes.tree[first:]]
    if shown:
        shapes.slide._element.append(timing(shown))
    if not arranged.fits:
        findings.append(
            Finding(
                "E711",
                "avertissement",
                f"la diapo « {slide.title} » est trop pleine.",
                "Coupez ce qui s’y trouve en deux parties.",
                head.slug,
            )
        )
    return findings


def _missing(head: Head, src: str) -> Finding:
    name = src if len(src) < 80 else "image jointe"
    return Finding(
        "E710",
        "avertissement",
        f"l’image « {name} » n’est pas dans les diapos.",
        "Vérifiez le fichier\u00a0: la diapo montre son texte de remplacement.",
        head.slug,
    )


def _foot(shapes: Shapes, title: str, rank: int, share: float, count: int) -> None:
    words = paragraph((Run(title),), 18.0, fill="tx2", lead=0.0)
    shapes.holder(10, "ftr", "Pied de page", f"<p:txBody>{_FOOT_FRAME}<a:lstStyle/>{words}</p:txBody>")
    field = (
        f'<a:p><a:pPr algn="r"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef></a:pPr><a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum"><a:rPr lang="{LANGUAGE}" sz="1800" b="1"/><a:t>{rank}</a:t></a:fld>'
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p>'
    )
    shapes.holder(
        11, "sldNum", "Numéro de la diapo", f"<p:txBody>{_FOOT_FRAME}<a:lstStyle/>{field}</p:txBody>"
    )
    shapes.add(progress(shapes.next(), share, count))


def _date(head: Head) -> datetime:
    """The file's date: SOURCE_DATE_EPOCH where it is set, else the day when the facts were checked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return max(_EPOCH, _EPOCH.replace(year=1970) + timedelta(seconds=int(epoch)))
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", head.checked_on)
    return datetime(int(found[3]), int(found[2]), int(found[1]), tzinfo=timezone.utc) if found else _EPOCH


def _properties(presentation: Any, head: Head, when: datetime) -> None:
    core = presentation.core_properties
    core.title, core.language = head.title, LANGUAGE
    core.author = ", ".join(head.authors)
    core.last_modified_by, core.subject = "Établi", head.summary[:200]
    core.keywords, core.comments, core.category = "", head.licence, ""
    core.revision = 1
    core.created = core.modified = when.replace(tzinfo=None)
