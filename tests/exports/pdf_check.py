"""What a tagged PDF of ours must have: about half of the checks of ISO 14289-1 that a program can make."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf


def text(data: bytes) -> str:
    """Give all the text of a PDF, as a reader copies it, spaces joined."""
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as document:
        return " ".join("\n".join(page.get_text() for page in document).replace("\u200b", "").split())


def pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def faults(data: bytes) -> list[str]:
    """Name what the PDF lacks; empty when nothing."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_document(pdf), *_fonts(pdf), *_structure(pdf), *_links(pdf)]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not tagged"
    if not str(root.get("/Lang", "")).startswith("fr"):
        yield f"language is {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if "/Outlines" not in root:
        yield "no outline"
    with pdf.open_metadata() as xmp:
        if not xmp.get("dc:title"):
            yield "no title"
        if str(xmp.get("pdfuaid:part")) != "1":
            yield "does not say PDF/UA-1"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        described = isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        if described and not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"font {item.get('/FontName')} is not embedded"


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Walk the structure tree in reading order; role-mapped names are resolved."""
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}

    def walk(item: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(item, pikepdf.Array):
            for child in item:
                yield from walk(child)
        elif isinstance(item, pikepdf.Dictionary):
            if "/S" in item:
                yield roles.get(str(item.S), str(item.S)), item
            if "/K" in item:
                yield from walk(item.K)

    yield from walk(pdf.Root.StructTreeRoot.K)


def headings(data: bytes) -> list[int]:
    """Give the levels of titles, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [int(name[2:]) for name, _ in elements(pdf) if name[:2] == "/H" and name[2:].isdigit()]


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    last = 0
    for name, item in elements(pdf):
        if name == "/Figure" and not str(item.get("/Alt", "")):
            yield "a figure has no alternative text"
        if name == "/Table" and not any(inner == "/TH" for inner, _ in _under(item)):
            yield "a table has no header"
        if name[:2] == "/H" and name[2:].isdigit():
            level = int(name[2:])
            if level > last + 1:
                yield f"a title of level {level} follows one of level {last}"
            last = level
    if not last:
        yield "no title in the structure"


def _under(item: Any) -> Iterator[tuple[str, Any]]:
    children = item.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield str(child.get("/S", "")), child
            yield from _under(child)


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        links = [item for item in page.get("/Annots", ()) if item.get("/Subtype") == "/Link"]
        if links and page.get("/Tabs") != "/S":
            yield "a page's links are not in reading order"
        if any("/Contents" not in item for item in links):
            yield "a link has no description"
