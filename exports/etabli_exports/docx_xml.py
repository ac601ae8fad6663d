"""Small pieces of WordprocessingML, as strings: elements, runs, paragraphs (ECMA-376, part 1, chapter 17).

The order of the children of ``pPr`` and ``rPr`` is the schema's: Word refuses some files that do not keep it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

#: What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
DECLARATIONS = (
    " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items()) + ' mc:Ignorable="w14"'
)


def w(tag: str, *children: str, **attributes: object) -> str:
    """Give an element ``w:tag``; an attribute that is None is left out."""
    marks = "".join(
        f" w:{name}={quoteattr(str(value))}" for name, value in attributes.items() if value is not None
    )
    inner = "".join(children)
    return f"<w:{tag}{marks}>{inner}</w:{tag}>" if inner else f"<w:{tag}{marks}/>"


def safe(text: str) -> str:
    """Drop the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def twips(millimetres: float) -> int:
    """Give a length in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def locale(language: str) -> str:
    """Give the language as Word wants it, with a region: « fr » → « fr-FR »."""
    known = {
        "fr": "fr-FR",
        "en": "en-GB",
        "es": "es-ES",
        "de": "de-DE",
        "it": "it-IT",
        "pt": "pt-PT",
        "ar": "ar-SA",
    }
    return (
        known.get(language.lower(), language)
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language)
        else "fr-FR"
    )


@dataclass(frozen=True)
class Look:
    """How a run differs from its paragraph's style. ``style``: id of a character style; ``size`` in points."""

    style: str = ""
    strong: bool = False
    strike: bool = False
    underlined: bool = False
    position: str = ""
    font: str = ""
    size: float = 0.0
    framed: bool = False

    def properties(self, language: str, right_to_left: bool = False) -> str:
        """Give the run's properties."""
        half = round(self.size * 2) if self.size else None
        return w(
            "rPr",
            w("rStyle", val=self.style) if self.style else "",
            w("rFonts", ascii=self.font, hAnsi=self.font, eastAsia=self.font, cs=self.font)
            if self.font
            else "",
            w("b") + w("bCs") if self.strong else "",
            w("strike") if self.strike else "",
            w("sz", val=half) + w("szCs", val=half) if half else "",
            w("u", val="single", color="73827C") if self.underlined else "",
            w("bdr", val="single", sz=8, space=0, color="1C2422") if self.framed else "",
            w("vertAlign", val=self.position) if self.position else "",
            w("rtl") if right_to_left else "",
            w("lang", val=language, eastAsia=language, bidi="ar-SA"),
        )


PLAIN = Look()


def run(text: str, language: str, look: Look = PLAIN) -> str:
    """Give a run of text; tabs and line feeds become Word's own."""
    text = safe(text)
    if not text:
        return ""
    parts = [
        w("tab")
        if part == "\t"
        else w("br")
        if part == "\n"
        else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split("([\t\n])", text)
        if part
    ]
    return w("r", look.properties(language, _has_right_to_left(text)), *parts)


def field(instruction: str, language: str, look: Look = PLAIN) -> str:
    """Give a field that Word computes, such as PAGE."""
    return w("fldSimple", run("1", language, look), instr=f" {instruction} ")


def paragraph(
    style: str,
    *content: str,
    keep_next: bool = False,
    keep_lines: bool = False,
    new_page: bool = False,
    numbering: tuple[int, int] | None = None,
    borders: str = "",
    tabs: str = "",
    spacing: str = "",
    indent: str = "",
    align: str = "",
) -> str:
    """Give a paragraph. ``numbering``: list and level (from 0); the others are elements or values of ``pPr``."""
    inner = "".join(content)
    return w(
        "p",
        w(
            "pPr",
            w("pStyle", val=style),
            w("keepNext") if keep_next else "",
            w("keepLines") if keep_lines else "",
            w("pageBreakBefore") if new_page else "",
            w("numPr", w("ilvl", val=numbering[1]), w("numId", val=numbering[0])) if numbering else "",
            borders,
            tabs,
            w("bidi") if _starts_right_to_left(inner) else "",
            spacing,
            indent,
            w("jc", val=align) if align else "",
        ),
        inner,
    )


def kept_with_next(block: str) -> str:
    """Bind a paragraph to what follows."""
    if not block.startswith("<w:p>") or "<w:keepNext/>" in block:
        return block
    return re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", block, count=1)


def together(blocks: list[str]) -> list[str]:
    """Keep paragraphs on one page: each is bound to the next, save the last."""
    return [kept_with_next(block) for block in blocks[:-1]] + blocks[-1:]


def with_section(blocks: list[str], section: str) -> list[str]:
    """End a section: its properties go to the last paragraph, or to a small one of their own after a table."""
    last = blocks[-1] if blocks else ""
    if last.startswith("<w:p>"):
        return [*blocks[:-1], last.replace("</w:pPr>", f"{section}</w:pPr>", 1)]
    return [*blocks, w("p", w("pPr", w("pStyle", val="Espace"), section))]


def _has_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _starts_right_to_left(inner: str) -> bool:
    if "<w:rtl/>" not in inner:
        return False
    words = re.sub(r"<[^>]+>", "", inner)
    return next(
        (kind != "L" for char in words if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")),
        False,
    )
