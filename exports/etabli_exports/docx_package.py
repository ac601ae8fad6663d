"""The Word file around the text: parts, fonts inside it, properties, and bytes that do not change."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Sequence
from datetime import datetime, timezone
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from docx.parts.story import StoryPart

from .document import Head
from .docx_style_parts import CODE_FONT, SIGN_FONT, TEXT_FONT, TITLE_FONT
from .docx_xml import DECLARATIONS, locale, safe, w

_FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES = (
    (TEXT_FONT, "embedRegular", "Andika-Regular.ttf"),
    (TEXT_FONT, "embedBold", "Andika-Bold.ttf"),
    (TITLE_FONT, "embedBold", "BricolageGrotesque-Bold.ttf"),
    (SIGN_FONT, "embedRegular", "EtabliSignes-Regular.ttf"),
)
#: What Word takes where it may not use the fonts inside the file, by their shapes.
_SUBSTITUTES = {
    TEXT_FONT: "Verdana",
    TITLE_FONT: "Verdana",
    SIGN_FONT: "Segoe UI Symbol",
    CODE_FONT: "Consolas",
}
_USELESS = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
#: look.md's light tokens, in the order of Word's palette.
_COLOURS = {
    "dk1": "1C2422",
    "lt1": "FFFFFF",
    "dk2": "3F4A46",
    "lt2": "E6EDE9",
    "accent1": "0F5450",
    "accent2": "F7C81E",
    "accent3": "83300B",
    "accent4": "FFF2C2",
    "accent5": "DDEDE8",
    "accent6": "A3170A",
    "hlink": "1C2422",
    "folHlink": "1C2422",
}


def new_document(head: Head, date: int) -> WordDocument:
    """Start an empty document: our theme, fonts and settings in place of those of python-docx's default file."""
    document = Document()
    for holder in (document.part.package, document.part):
        for key in [
            key for key, link in holder.rels.items() if any(word in link.reltype for word in _USELESS)
        ]:
            del holder.rels[key]
    _properties(document, head, date)
    for part in document.part.package.parts:
        name = str(part.partname)
        if name.endswith("/fontTable.xml"):
            _embed_fonts(part)
        elif "/theme/" in name:
            part._blob = _theme(part.blob)
        elif name.endswith("/app.xml"):
            part._blob = _application()
    set_root(document.part.part_related_by(RT.SETTINGS), _settings(locale(head.language)))
    return document


def set_root(part: Any, xml: str) -> None:
    """Replace the XML of a part."""
    part._element = parse_xml(xml.encode())


def add_margin(document: DocumentPart, kind: Literal["header", "footer"]) -> tuple[StoryPart, str]:
    """Add an empty header or footer; gives it and its relation."""
    untyped: Any = document
    part, relation = untyped.add_header_part() if kind == "header" else untyped.add_footer_part()
    return part, str(relation)


def _properties(document: WordDocument, head: Head, date: int) -> None:
    core = document.core_properties
    when = datetime.fromtimestamp(date, timezone.utc).replace(tzinfo=None)
    # The limits of python-docx, which raises beyond.
    core.title, core.subject = safe(head.title)[:255], safe(head.summary)[:255]
    core.author = core.last_modified_by = safe(", ".join(head.authors))[:255]
    core.keywords, core.language = safe(", ".join(head.audiences))[:255], locale(head.language)
    core.comments, core.category, core.revision = "", "Atelier", 1
    core.created = core.modified = core.last_printed = when


def _embed_fonts(table: Part) -> None:
    entries = []
    for name in (TEXT_FONT, TITLE_FONT, SIGN_FONT, CODE_FONT):
        faces = []
        for family, tag, file in _FACES:
            if family == name:
                _, key = _obfuscated(file)
                uri = PackURI(f"/word/fonts/{file.removesuffix('.ttf')}.odttf")
                # its bytes are put in by `save`: compressing them twice would be half of the time
                relation = table.relate_to(Part(uri, _FONT_TYPE, file.encode(), table.package), RT.FONT)
                faces.append(f'<w:{tag} r:id="{relation}" w:fontKey="{key}"/>')
        family = "modern" if name == CODE_FONT else "swiss"
        pitch = w("pitch", val="fixed" if name == CODE_FONT else "variable")
        entries.append(
            w("font", w("altName", val=_SUBSTITUTES[name]), w("family", val=family), pitch, *faces, name=name)
        )
    table._blob = _document(f"<w:fonts {DECLARATIONS}>{''.join(entries)}</w:fonts>")


@cache
def _obfuscated(file: str) -> tuple[bytes, str]:
    """Give a font as Word wants it inside a file: its first 32 bytes mixed with a key (ECMA-376, part 4, § 17.8.1)."""
    data = (files("etabli") / "fonts" / file).read_bytes()
    key = uuid.uuid5(uuid.NAMESPACE_OID, file)
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data, mask, strict=False)) + data[32:], f"{{{str(key).upper()}}}"


def _theme(blob: bytes) -> bytes:
    """Put our colours and fonts in a theme."""
    text = blob.decode()
    for name, colour in _COLOURS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', text, flags=re.S)
    for group, font in (("majorFont", TITLE_FONT), ("minorFont", TEXT_FONT)):
        text = re.sub(rf'(<a:{group}>\s*<a:latin typeface=)"[^"]*"', rf'\1"{font}"', text)
    return re.sub(r'(<a:(?:theme|clrScheme|fontScheme)\b[^>]* name=)"[^"]*"', r'\1"Établi"', text).encode()


def _application() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _document(f'<Properties xmlns="{space}"><Application>Établi</Application></Properties>')


def _settings(language: str) -> str:
    modern = [
        w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    ]
    scheme = w(
        "clrSchemeMapping",
        bg1="light1",
        t1="dark1",
        bg2="light2",
        t2="dark2",
        **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
        hyperlink="hyperlink",
        followedHyperlink="followedHyperlink",
    )
    return (
        f"<w:settings {DECLARATIONS}>"
        + w("zoom", percent=100)
        + w("embedTrueTypeFonts")
        + w("defaultTabStop", val=567)
        + w("autoHyphenation", val=0)
        + w("characterSpacingControl", val="doNotCompress")
        + w("compat", *modern)
        + w("themeFontLang", val=language, bidi="ar-SA")
        + scheme
        + w("decimalSymbol", val=",")
        + w("listSeparator", val=";")
        + "</w:settings>"
    )


def _document(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def save(document: WordDocument, date: int) -> bytes:
    """Give the file. Every entry bears ``date`` (seconds since 1970), so that the same text gives the same bytes."""
    first, out = io.BytesIO(), io.BytesIO()
    document.save(first)
    stamp = datetime.fromtimestamp(date, timezone.utc)
    moment = (max(stamp.year, 1980), stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w") as target:
        for name in _ordered(source.namelist()):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            data = source.read(name)
            target.writestr(entry, _obfuscated(data.decode())[0] if name.endswith(".odttf") else data)
    return out.getvalue()


def _ordered(names: Sequence[str]) -> list[str]:
    """Put first what readers ask for first."""
    first = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    return sorted(names, key=lambda name: (first.index(name) if name in first else len(first), name))
