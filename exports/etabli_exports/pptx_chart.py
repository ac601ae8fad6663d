"""Native charts of PowerPoint, with the figures in a workbook that a mediator can change."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from .pptx_layouts import CHART
from .pptx_parts import Shapes
from .pptx_xml import LANGUAGE, element, properties, xfrm
from .slide_pieces import Chart, Series
from .slide_zones import ChartZone

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EDGE = '<a:ln w="19050"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>'
#: Series are told apart by their pattern as well as by their colour (the same as in the browser's slides).
_FILLS = (
    '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>',
    '<a:pattFill prst="wdUpDiag"><a:fgClr><a:schemeClr val="tx1"/></a:fgClr><a:bgClr><a:schemeClr val="accent2"/></a:bgClr></a:pattFill>',
    '<a:pattFill prst="pct20"><a:fgClr><a:schemeClr val="tx1"/></a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr></a:pattFill>',
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DATE = (1980, 1, 1, 0, 0, 0)


def chart(shapes: Shapes, zone: ChartZone, number: int) -> None:
    """Put a chart in its placeholder. ``number``: rank of the chart in the presentation, from 1."""
    slide = shapes.slide.part
    workbook = EmbeddedXlsxPart(
        PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        CT.SML_SHEET,
        slide.package,
        _workbook(zone.chart),
    )
    made: Any = ChartPart
    part = made(
        PackURI(f"/ppt/charts/chart{number}.xml"),
        CT.DML_CHART,
        slide.package,
        parse_xml(_space(zone.chart, zone.size)),
    )
    data = parse_xml(
        f'<c:externalData {_SPACES} r:id="{part.relate_to(workbook, RT.PACKAGE)}"><c:autoUpdate val="0"/></c:externalData>'
    )
    part._element.append(data)
    relation = slide.relate_to(part, RT.CHART)
    mark = "" if CHART in shapes.taken else f'<p:ph type="chart" idx="{CHART}"/>'
    shapes.taken.add(CHART)
    shapes.add(
        element(
            f"<p:graphicFrame><p:nvGraphicFramePr>{properties(shapes.next(), 'Graphique', zone.chart.alt)}"
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{mark}</p:nvPr></p:nvGraphicFramePr>'
            f'{xfrm(zone.box, "p:xfrm")}<a:graphic><a:graphicData uri="{_C}">'
            f'<c:chart xmlns:c="{_C}" r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )
    )


def _format(drawn: Chart) -> str:
    decimals = f".{'0' * drawn.decimals}" if drawn.decimals else ""
    unit = f'"\u00a0{drawn.unit}"'.replace('"\u00a0"', "") if drawn.unit else ""
    return f"[$-40C]#,##0{decimals}{unit}"


def _text(size: float, strong: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr lang="{LANGUAGE}" sz="{round(size * 100)}" b="{int(strong)}">'
        f'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'
    )


def _space(drawn: Chart, size: float) -> str:
    bars = drawn.kind == "bars"
    series = "".join(_series(drawn, one, rank, size) for rank, one in enumerate(drawn.series))
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(size)}</c:legend>'
        if len(drawn.series) > 1
        else ""
    )
    # The first line of the table is the highest bar.
    order = "maxMin" if bars else "minMax"
    return (
        f'<c:chartSpace {_SPACES}><c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f'<c:plotArea><c:layout/><c:barChart><c:barDir val="{"bar" if bars else "col"}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="45"/><c:axId val="111"/><c:axId val="222"/></c:barChart>'
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if bars else "b"}"/><c:numFmt formatCode="@" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_EDGE}</c:spPr>{_text(size)}<c:crossAx val="222"/></c:catAx>'
        f'<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>{_least(drawn)}</c:scaling><c:delete val="1"/>'
        f'<c:axPos val="{"b" if bars else "l"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:crossAx val="111"/></c:valAx>'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _least(drawn: Chart) -> str:
    """Bars start at zero, else they lie."""
    values = [value for one in drawn.series for value in one.values if value is not None]
    return "" if min(values) < 0 else '<c:min val="0"/>'


def _series(drawn: Chart, one: Series, rank: int, size: float) -> str:
    column, last = "BCD"[rank], len(drawn.labels) + 1
    code = escape(_format(drawn), {'"': "&quot;"})
    labels = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(label)}</c:v></c:pt>' for at, label in enumerate(drawn.labels)
    )
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{value:.10g}</c:v></c:pt>'
        for at, value in enumerate(one.values)
        if value is not None
    )
    return (
        f'<c:ser><c:idx val="{rank}"/><c:order val="{rank}"/><c:tx><c:strRef><c:f>Feuil1!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(one.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr>{_FILLS[rank]}{_EDGE}</c:spPr><c:invertIfNegative val="0"/><c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(size, True)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Feuil1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(drawn.labels)}"/>{labels}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Feuil1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(drawn.labels)}"/>{values}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _workbook(drawn: Chart) -> bytes:
    """Write the figures as a workbook of one sheet, which PowerPoint opens to change them."""

    def words(place: str, text: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'

    head = "".join(words(f"{'BCD'[rank]}1", one.name) for rank, one in enumerate(drawn.series))
    rows = [f'<row r="1">{words("A1", "")}{head}</row>']
    for at, label in enumerate(drawn.labels):
        cells = "".join(
            f'<c r="{"BCD"[rank]}{at + 2}"><v>{value:.10g}</v></c>'
            for rank, one in enumerate(drawn.series)
            if (value := one.values[at]) is not None
        )
        rows.append(f'<row r="{at + 2}">{words(f"A{at + 2}", label)}{cells}</row>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head_xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{office}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, head_xml + text)
    return out.getvalue()
