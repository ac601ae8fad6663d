"""What a reader of the paper sees: nothing past the edge, no page that ends on a title, nothing cut that must be whole."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pdf_check
import pikepdf
import pymupdf

MM = 72 / 25.4


def outside(data: bytes, edge: float = 4.0) -> list[str]:
    """Name the words that stand nearer than ``edge`` mm to an edge of their page, where printers do not print."""
    found = []
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            least, wide, high = edge * MM, page.rect.width - edge * MM, page.rect.height - edge * MM
            for x0, y0, x1, y1, word, *_ in page.get_text("words"):
                if word.strip("\u200b") and (x0 < least or y0 < least or x1 > wide or y1 > high):
                    found.append(f"page {page.number + 1}: {word} at {x0 / MM:.0f}, {y0 / MM:.0f} mm")
    return found


def ends_on_a_title(data: bytes) -> list[int]:
    """Give the pages whose last words, in reading order, are a title, while something follows."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: rank for rank, page in enumerate(pdf.pages, 1)}
        last: dict[int, bool] = {}
        for page, _, around in pdf_check.placed(pdf):
            last[numbers[page]] = any(name[:2] == "/H" and name[2].isdigit() for name in around)
    return [page for page, title in last.items() if title]


def cut(data: bytes, kinds: Iterable[str]) -> list[str]:
    """Name the elements of some kinds that begin on a page and end on another."""
    wanted = tuple(kinds)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        where: dict[str, set[object]] = {}
        for page, _, around in pdf_check.placed(pdf):
            for name in around:
                if name.split()[0] in wanted:
                    where.setdefault(name, set()).add(page)
    return [name for name, held in where.items() if len(held) > 1]


def emptiness(data: bytes) -> list[float]:
    """Give for each page the share of its height that stands blank above the foot, from 0 to 1."""
    shares = []
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            high = page.rect.height
            marks = [
                block[3] for block in page.get_text("blocks") if block[3] < 0.92 * high and block[0] > 16 * MM
            ]
            marks += [
                drawing["rect"].y1
                for drawing in page.get_drawings()
                if 20 * MM < drawing["rect"].y1 < 0.92 * high
            ]
            shares.append(max(0.0, 0.92 - max(marks, default=0) / high))
    return shares
