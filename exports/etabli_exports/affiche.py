"""``affiche.pdf``: the poster in A3 and in A4, then four flyers on a sheet."""

from __future__ import annotations

import io
import re
from typing import Any

import segno
from etabli import pictograms
from etabli.findings import Finding
from etabli.pictograms import Picto

from .document import Document, Poster
from .typography import breakable
from .typst_pdf import compile_pdf
from .typst_writer import Writer

_INK, _PAPER = "#1C2422", "#FFFEFB"
#: At 60 points a line of the hook holds about so many characters; longer words may break.
_LONGEST = 26
#: Nobody copies a longer address by hand: the site's name is given.
_COPIED = 44


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `Poster` out. Gives the PDF and what could not be printed as written."""
    assert isinstance(document, Poster)
    head = document.head
    writer = Writer(head.folder, head.slug, head.language, _LONGEST, hyphens=False)
    data = tree(document, writer)
    pdf, findings = compile_pdf("affiche", data, writer.pictures, head.slug, head.checked_on)
    return pdf, [*writer.findings, *findings]


def tree(document: Poster, writer: Writer) -> dict[str, Any]:
    """Give what ``templates/affiche.typ`` reads. Drawings repeat the words: they are decoration, the QR code is not."""
    head = document.head
    drawings = [
        {"ink": _drawing(picto, _INK, writer), "paper": _drawing(picto, _PAPER, writer)}
        for picto in document.drawings
    ]
    place = document.place_drawing
    return {
        "language": head.language,
        "title": f"{head.title}, affiche",
        "authors": list(head.authors),
        "hook": writer.words(document.hook),
        "heading": writer.words(document.title),
        "about": [writer.words(sentence) for sentence in document.about],
        "drawings": drawings,
        "date": [writer.words(part) for part in document.date.split(", ", 1) if part],
        "place": writer.words(document.place),
        "place_picto": _drawing(place, _INK, writer) if place else None,
        "facts": [writer.words(fact) for fact in document.facts],
        "contact": writer.words(document.contact),
        "phone": document.phone.replace(" ", "\u00a0"),
        "known": bool(head.contact),
        "link": document.link,
        "address": _address(document.link),
        "qr": _qr(document.link, writer),
        "credit": f"Dessins : {pictograms.CREDIT}, Établi",
    }


def _drawing(picto: Picto, colour: str, writer: Writer) -> str:
    name = f"picto-{picto.code}{'-crossed' if picto.crossed else ''}-{colour[1:]}.svg"
    writer.pictures[name] = picto.svg().replace("currentColor", colour).encode()
    return name


def _address(link: str) -> str:
    """Give an address in words."""
    bare = re.sub(r"^https?://(www\.)?", "", link).rstrip("/")
    return breakable(bare if len(bare) <= _COPIED else bare.split("/")[0], 20)


def _qr(link: str, writer: Writer) -> str | None:
    """Draw the address, with the margin of four modules that readers need (ISO/IEC 18004)."""
    if not link:
        return None
    try:
        code = segno.make(link, micro=False, error="m")
    except segno.DataOverflowError:
        writer.found("E705", "l’adresse est trop longue pour un QR code.", "Donnez une adresse plus courte.")
        return None
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, dark=_INK, light="#FFFFFF", xmldecl=False)
    writer.pictures["qr.svg"] = out.getvalue()
    return "qr.svg"
