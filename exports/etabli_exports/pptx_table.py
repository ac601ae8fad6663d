"""Native tables of PowerPoint, their first row flagged as header."""

from __future__ import annotations

from typing import Any

from etabli.blocks import Table, plain

from .measure import POINT
from .pptx_layouts import TABLE
from .pptx_parts import Shapes
from .pptx_xml import colour, element, emu, paragraph, properties, xfrm
from .slide_text import Line, runs
from .slide_zones import HEAD, LEAD, TableZone


def table(shapes: Shapes, zone: TableZone) -> None:
    """Draw a native table, its first row flagged as header."""
    columns = "".join(f'<a:gridCol w="{emu(w)}"/>' for w in zone.widths)
    links = shapes.links(_table_lines(zone.table))
    head = "".join(_cell(cell, HEAD, True, "tx1", 3.0, links, "b") for cell in zone.table.header)
    rows = [f'<a:tr h="{emu(zone.heights[0])}">{head}</a:tr>']
    for height, row in zip(zone.heights[1:], zone.table.rows, strict=True):
        cells = "".join(
            _cell(
                cell,
                zone.key if zone.key and column == 0 else zone.size,
                False,
                "7E8B86",
                1.0,
                links,
                "ctr",
                bool(zone.key) and column == 0,
            )
            for column, cell in enumerate(row)
        )
        rows.append(f'<a:tr h="{emu(height)}">{cells}</a:tr>')
    said = f"Tableau de {len(zone.table.rows)} lignes. Colonnes\u00a0: {', '.join(plain(cell) or 'sans titre' for cell in zone.table.header)}."
    mark = "" if TABLE in shapes.taken else f'<p:ph type="tbl" idx="{TABLE}"/>'
    shapes.taken.add(TABLE)
    shapes.add(
        element(
            f"<p:graphicFrame><p:nvGraphicFramePr>{properties(shapes.next(), 'Tableau', said)}"
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{mark}</p:nvPr></p:nvGraphicFramePr>'
            f'{xfrm(zone.box, "p:xfrm")}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{columns}</a:tblGrid>{"".join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
        )
    )


def _table_lines(whole: Table) -> list[Line]:
    return [Line(runs(cell)) for row in (whole.header, *whole.rows) for cell in row]


def _cell(
    cell: Any,
    size: float,
    strong: bool,
    edge: str,
    weight: float,
    links: dict[str, str],
    anchor: str,
    key: bool = False,
) -> str:
    words = paragraph(
        runs(cell),
        size,
        strong=strong,
        font="+mj-lt" if key else "",
        links=links,
        lead=LEAD if not key else 1.1,
    )
    body = f"<a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    low = f'<a:lnB w="{round(weight * 12700)}">{colour(edge)}</a:lnB>'
    pad = f'marL="90000" marR="90000" marT="{round(1.5 / POINT * 12700)}" marB="{round(1.5 / POINT * 12700)}"'
    return f'<a:tc>{body}<a:tcPr {pad} anchor="{anchor}">{none}{low}<a:noFill/></a:tcPr></a:tc>'
