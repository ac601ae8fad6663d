"""The empty presentation: our theme, our master and eight layouts, in place of those of python-pptx's default file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from .pptx_art import grid, rule, ticks
from .pptx_xml import LANGUAGE, colour, element, emu, line, properties, rounded, text_body, xfrm
from .raster import svg_png, wordmark
from .slide_zones import BODY_BOTTOM, BODY_W, MARGIN, PAGE_H, PAGE_W, Box

NIGHT, CHALK = "0C211E", "F3F1E6"
#: look.md, light: ink, paper, ink 2, mat, green, yellow, rust, careful, right, urgent.
_COLOURS = {
    "dk1": "1C2422",
    "lt1": "FFFEFB",
    "dk2": "3F4A46",
    "lt2": "E6EDE9",
    "accent1": "0F5450",
    "accent2": "F7C81E",
    "accent3": "83300B",
    "accent4": "FFF2C2",
    "accent5": "DDEDE8",
    "accent6": "A3170A",
    "hlink": "0F5450",
    "folHlink": "0F5450",
}
TITLE_FONT, TEXT_FONT = "Bricolage Grotesque", "Andika"

#: Layout of a slide → name in PowerPoint's menu, in order.
NAMES = {
    "title": "Titre",
    "step": "Étape",
    "text": "Texte",
    "text-image": "Texte et image",
    "image": "Image",
    "table": "Tableau",
    "quiz": "Quiz",
    "answer": "Réponse",
}
BODY, BAND, NUMBER, PICTURE, TABLE, OPTION = 1, 13, 12, 14, 15, 21
_ROW = Box(MARGIN, 50.0, BODY_W, 31.0)


@dataclass(frozen=True)
class Holder:
    """A placeholder of a layout. ``ink``, ``size``, ``strong``, ``font``: only what differs from the master."""

    kind: str
    index: int
    name: str
    box: Box
    prompt: str
    size: float = 0.0
    lead: float = 1.34
    ink: str = ""
    font: str = ""
    anchor: str = "t"
    align: str = ""
    strong: bool = False
    edge: str = ""
    left: float = 0.0


_TITLE = Holder("title", 0, "Titre", Box(MARGIN, 8.0, BODY_W, 38.0), "Titre de la diapo", anchor="ctr")
_TEXT = Holder("body", BODY, "Texte", Box(MARGIN, 50.0, BODY_W, BODY_BOTTOM - 50.0), "Une idée par diapo, 26 points au moins")
_FOOT = (
    Holder("ftr", 10, "Pied de page", Box(MARGIN, 173.5, 220.0, 10.0), "", 18.0, 1.2, "tx2", anchor="ctr"),
    Holder("sldNum", 11, "Numéro de la diapo", Box(PAGE_W - MARGIN - 40.0, 173.5, 40.0, 10.0), "‹N°›", 18.0, 1.2, "tx1", anchor="ctr", align="r", strong=True),
)
_OPTIONS = tuple(
    Holder("body", OPTION + rank, f"Réponse {letter}", Box(MARGIN, 50.0 + rank * 29.0, BODY_W, 25.0), f"Réponse {letter}", 30.0, anchor="ctr", edge="tx1", left=40.0)
    for rank, letter in enumerate("ABCD")
)
_IMAGE = Holder("pic", PICTURE, "Image", Box(MARGIN, 50.0, BODY_W, BODY_BOTTOM - 50.0), "Image : écrivez son texte de remplacement")

HOLDERS: dict[str, tuple[Holder, ...]] = {
    "title": (
        Holder("title", 0, "Titre", Box(MARGIN, 56.0, BODY_W, 76.0), "Titre de l’atelier", 88.0, 0.98, CHALK, anchor="b"),
        Holder("body", BODY, "Résumé", Box(MARGIN, 136.0, BODY_W, 30.0), "Ce que l’on va faire", 28.0, 1.3, CHALK),
        Holder("body", BAND, "Séance", Box(MARGIN, 171.0, BODY_W, 13.0), "Date et durée", 22.0, 1.2, "tx1", anchor="ctr"),
    ),
    "step": (
        Holder("title", 0, "Titre de l’étape", Box(122.0, 48.0, 196.0, 74.0), "Titre de l’étape", 76.0, 1.0, anchor="b"),
        Holder("body", NUMBER, "Numéro de l’étape", Box(MARGIN, 14.0, 98.0, 122.0), "1", 330.0, 1.0, font="+mj-lt", strong=True, anchor="ctr"),
        Holder("body", BODY, "Durée", Box(122.0, 126.0, 196.0, 16.0), "15 minutes, étape 1 sur 8", 30.0),
    ),
    "text": (_TITLE, _TEXT, *_FOOT),
    "text-image": (
        Holder("title", 0, "Titre", Box(MARGIN, 8.0, 172.0, 38.0), "Titre de la diapo", anchor="ctr"),
        Holder("body", BODY, "Texte", Box(MARGIN, 50.0, 172.0, BODY_BOTTOM - 50.0), "Une idée par diapo"),
        Holder("pic", PICTURE, "Image", Box(204.0, 18.0, 114.6, BODY_BOTTOM - 18.0), "Image : écrivez son texte de remplacement"),
        *_FOOT,
    ),
    "image": (_TITLE, _IMAGE, *_FOOT),
    "table": (_TITLE, Holder("tbl", TABLE, "Tableau", _IMAGE.box, "Tableau : quatre lignes au plus"), *_FOOT),
    "quiz": (Holder("title", 0, "Question", _TITLE.box, "Question", anchor="ctr"), *_OPTIONS, *_FOOT),
    "answer": (
        Holder("title", 0, "Réponse", _TITLE.box, "Le bon choix : A", ink="accent1", anchor="ctr"),
        Holder("body", OPTION, "Bonne réponse", _ROW, "La bonne réponse", 30.0, anchor="ctr", edge="accent1", left=40.0),
        Holder("body", BODY, "Explication", Box(MARGIN, 92.0, BODY_W, 72.0), "Pourquoi"),
        *_FOOT,
    ),
}


def blank() -> tuple[Any, dict[str, Any]]:
    """Give an empty presentation of 13.333 × 7.5 inches and its layouts by kind of slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = emu(PAGE_W), emu(PAGE_H)
    _forget(deck)
    master = deck.slide_master
    master.part.part_related_by(RT.THEME)._blob = _theme().encode()
    _master(master)
    spare = list(deck.slide_layouts)
    for layout in spare[len(NAMES) :]:
        deck.slide_layouts.remove(layout)
    layouts = {}
    for layout, (kind, name) in zip(spare, NAMES.items(), strict=False):
        _layout(layout, kind, name)
        layouts[kind] = layout
    layouts["end"] = layouts["title"]
    for properties_ in deck.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr"):
        if properties_.get("lang"):
            properties_.set("lang", LANGUAGE)
    size = deck.element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}sldSz")
    size.attrib.pop("type", None)
    return deck, layouts


def _forget(deck: Any) -> None:
    """Drop what comes with the default file: a picture of it, its author's printer, its statistics."""
    package = deck.part.package
    for owner in (package, deck.part):
        for key, relation in list(owner._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings", "/extended-properties")):
                owner._rels.pop(key)


def _replace_tree(owner: Any, name: str, background: str, shapes: Iterable[Any]) -> None:
    """Write a master's or a layout's shapes anew."""
    common = owner.element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}cSld")
    fresh = element(
        f'<p:cSld name="{name}"><p:bg><p:bgPr>{colour(background)}<a:effectLst/></p:bgPr></p:bg><p:spTree><p:nvGrpSpPr>'
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld>'
    )
    tree = fresh.find("{http://schemas.openxmlformats.org/presentationml/2006/main}spTree")
    for shape in shapes:
        tree.append(shape)
    owner.element.replace(common, fresh)


def _master(master: Any) -> None:
    shapes = [_holder(rank, holder) for rank, holder in enumerate((_TITLE, _TEXT, *_FOOT), 2)]
    _replace_tree(master, "Établi", "bg1", shapes)
    styles = master.element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    title = f'<a:lvl1pPr algn="l" rtl="0" eaLnBrk="1"><a:lnSpc><a:spcPts val="5150"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="4600" b="1" kern="1200" spc="-40">{colour("tx1")}<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
    body = "".join(_level(rank) for rank in range(1, 10))
    other = "".join(f'<a:lvl{rank}pPr algn="l" rtl="0"><a:defRPr sz="1800" kern="1200">{colour("tx1")}<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{rank}pPr>' for rank in range(1, 10))
    fresh = element(f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>")
    master.element.replace(styles, fresh)


def _level(rank: int) -> str:
    margin = emu(12.0 * (rank - 1))
    return (
        f'<a:lvl{rank}pPr marL="{margin}" indent="0" algn="l" rtl="0" eaLnBrk="1"><a:lnSpc><a:spcPts val="3750"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="1200"/></a:spcBef><a:buNone/><a:defRPr sz="{2800 if rank == 1 else 2600}" kern="1200">{colour("tx1")}'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{rank}pPr>'
    )


def _layout(layout: Any, kind: str, name: str) -> None:
    holders = HOLDERS[kind]
    art: list[Any] = []
    if kind == "title":
        band = Box(0.0, PAGE_H - 20.0, PAGE_W, 20.0)
        art = [grid(50), rule(51, "Règle", band, ticks(2.0, (2.5, 4.4, 4.4), band)), _wordmark(layout)]
    elif kind == "step":
        band = Box(0.0, PAGE_H - 15.0, PAGE_W, 15.0)
        art = [rule(50, "Règle", band, ticks(2.0, (6.0, 10.0, 15.0), band))]
    shapes = [*art, *(_holder(rank, holder) for rank, holder in enumerate(holders, 2))]
    background = {"title": NIGHT, "step": "accent2"}.get(kind, "bg1")
    _replace_tree(layout, name, background, shapes)
    layout.element.attrib.pop("type", None)
    layout.element.set("preserve", "1")


def _wordmark(layout: Any) -> Any:
    svg, ratio = wordmark()
    _, relation = layout.part.get_or_add_image_part(svg_png(svg, 900))
    box = Box(MARGIN, 16.0, 19.0 * ratio, 19.0)
    return element(
        f"<p:pic><p:nvPicPr>{properties(52, 'Établi', 'Établi')}<p:cNvPicPr/><p:nvPr userDrawn=\"1\"/></p:nvPicPr>"
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _holder(number: int, holder: Holder) -> Any:
    """Write a placeholder with its place, its look and its prompt."""
    attributes = f' type="{holder.kind}"' + (f' idx="{holder.index}"' if holder.index else "")
    look = f' sz="{round(holder.size * 100)}"' if holder.size else ""
    look += ' b="1"' if holder.strong else ""
    style = (colour(holder.ink) if holder.ink else "") + (f'<a:latin typeface="{holder.font}"/>' if holder.font else "")
    spacing = f'<a:lnSpc><a:spcPts val="{round(holder.size * holder.lead * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>' if holder.size else ""
    aligned = f' algn="{holder.align}"' if holder.align else ""
    levels = f"<a:lstStyle><a:lvl1pPr{aligned}>{spacing}<a:defRPr{look}>{style}</a:defRPr></a:lvl1pPr></a:lstStyle>"
    words = f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{holder.prompt}</a:t></a:r>' if holder.prompt else ""
    if holder.kind == "sldNum":
        words = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum"><a:rPr lang="{LANGUAGE}"/><a:t>‹N°›</a:t></a:fld>'
    body = text_body([f'<a:p>{words}<a:endParaRPr lang="{LANGUAGE}"/></a:p>'], anchor=holder.anchor, inset=(holder.left, 0.0, 0.0, 0.0))
    body = body.replace("<a:lstStyle/>", levels)
    geometry = rounded(holder.box, 2.0) if holder.edge else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    edge = line(holder.edge, 2.0) if holder.edge else ""
    return element(
        f'<p:sp><p:nvSpPr>{properties(number, holder.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{attributes}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{xfrm(holder.box)}{geometry}{edge}</p:spPr>{body}</p:sp>"
    )


def _theme() -> str:
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{tag}><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>' for tag, face in (("majorFont", TITLE_FONT), ("minorFont", TEXT_FONT))
    )
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    edges = "".join(f'<a:ln w="{width}">{plain}<a:prstDash val="solid"/></a:ln>' for width in (12700, 25400, 38100))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Établi"><a:themeElements>'
        f'<a:clrScheme name="Établi">{colours}</a:clrScheme><a:fontScheme name="Établi">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Établi"><a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>{edges}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
