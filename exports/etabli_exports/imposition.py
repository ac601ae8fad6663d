"""A5 pages → A4 sheets, printed on both sides and folded once: the pages then follow each other.

Sheets go one inside the other. The pages are put at their true size: what measures goes on measuring.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timezone

import pikepdf
from pikepdf import Array, Dictionary, Name

from .typst_pdf import compile_marks

_MM = 72 / 25.4
#: An A4 sheet lying, in mm; an A5 page is a little narrower than its half.
_SHEET, _HALF, _PAGE = (297.0, 210.0), 148.5, 148.0


def order(count: int) -> Iterator[tuple[int | None, int | None]]:
    """Give (left, right) of each side of each sheet, front then back; pages from 0, None past the last.

    The numbers go by fours: what is left over is blank at the end of the booklet.
    """
    whole = -(-count // 4) * 4

    def page(number: int) -> int | None:
        return number if number < count else None

    for sheet in range(whole // 4):
        yield page(whole - 1 - 2 * sheet), page(2 * sheet)
        yield page(2 * sheet + 1), page(whole - 2 - 2 * sheet)


def booklet(pages: bytes, title: str, language: str, date: int) -> bytes:
    """Impose the pages of an A5 PDF, with fold marks and how to print. ``date``: seconds since 1970, written in the file.

    Tags, outline and links do not survive. Same pages, same bytes.
    """
    with pikepdf.open(io.BytesIO(pages)) as source, pikepdf.new() as target:
        sides = list(order(len(source.pages)))
        with pikepdf.open(io.BytesIO(compile_marks(len(sides), date))) as marks:
            forms = [target.copy_foreign(page.as_form_xobject()) for page in source.pages]
            for marked, (left, right) in zip(marks.pages, sides, strict=True):
                placed = [
                    (target.copy_foreign(marked.as_form_xobject()), 0.0),
                    *([(forms[left], _HALF - _PAGE)] if left is not None else []),
                    *([(forms[right], _HALF)] if right is not None else []),
                ]
                target.pages.append(_side(target, [*placed[1:], placed[0]]))
        _describe(target, title, language, date)
        out = io.BytesIO()
        target.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _side(pdf: pikepdf.Pdf, placed: list[tuple[pikepdf.Object, float]]) -> pikepdf.Page:
    """Put forms on a side of a sheet, each at its distance from the left, in mm."""
    names = [Name(f"/P{rank}") for rank in range(len(placed))]
    drawn = "\n".join(
        f"q 1 0 0 1 {left * _MM:.4f} 0 cm {name} Do Q" for name, (_, left) in zip(names, placed, strict=True)
    )
    forms = Dictionary({str(name): form for name, (form, _) in zip(names, placed, strict=True)})
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *(round(side * _MM, 4) for side in _SHEET)]),
        Resources=Dictionary(XObject=forms),
        Contents=pdf.make_stream(drawn.encode()),
    )
    return pikepdf.Page(pdf.make_indirect(page))


def _describe(pdf: pikepdf.Pdf, title: str, language: str, date: int) -> None:
    stamp = datetime.fromtimestamp(date, timezone.utc).strftime("D:%Y%m%d%H%M%SZ")
    pdf.docinfo["/Title"] = pikepdf.String(title)
    pdf.docinfo["/CreationDate"] = pikepdf.String(stamp)
    pdf.Root.Lang = pikepdf.String(language)
    # long side of the paper = short side of the A5: the printer turns on the short edge, and does not shrink
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name.DuplexFlipShortEdge
    )
