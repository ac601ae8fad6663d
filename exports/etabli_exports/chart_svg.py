"""A chart for the slides in a browser: an SVG with words that are text, patterns besides colours."""

from __future__ import annotations

from html import escape
from zlib import crc32

from .measure import POINT, width, wrapped
from .slide_pieces import Chart
from .slide_zones import ChartZone

_PATTERNS = (
    '<defs><pattern id="r{0}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="4" height="4" fill="#F7C81E"/><rect width="1.3" height="4" fill="#1C2422"/></pattern>'
    '<pattern id="p{0}" width="3" height="3" patternUnits="userSpaceOnUse"><rect width="3" height="3" fill="#FFFEFB"/>'
    '<circle cx="1.5" cy="1.5" r=".7" fill="#1C2422"/></pattern></defs>'
)
_FILLS = ("#0F5450", "url(#r{0})", "url(#p{0})")
_GAP, _LEGEND = 4.0, 16.0


def svg(zone: ChartZone) -> str:
    """Draw a chart as large as its zone, one unit a millimetre."""
    drawn, w, h = zone.chart, zone.box.w, zone.box.h
    high = h - (_LEGEND if len(drawn.series) > 1 else 0.0)
    em = zone.size * POINT
    # Each chart has its own patterns: those of a slide that is not shown cannot be used.
    own = f"{crc32(drawn.alt.encode()):08x}"
    inner = _bars(drawn, w, high, zone.size) if drawn.kind == "bars" else _columns(drawn, w, high, zone.size)
    legend = _legend(drawn, h, zone.size) if len(drawn.series) > 1 else ""
    patterns = _PATTERNS.format(own) if len(drawn.series) > 1 else ""
    inner, legend = (part.replace("{0}", own) for part in (inner, legend))
    return (
        f'<svg class="graphique" role="img" aria-label="{escape(drawn.alt)}" viewBox="0 0 {w:.2f} {h:.2f}" '
        f'font-size="{em:.2f}">{patterns}{inner}{legend}</svg>'
    )


def _span(drawn: Chart) -> tuple[float, float]:
    """Give the least and the most of the scale: zero is always in it."""
    values = [value for one in drawn.series for value in one.values if value is not None]
    return min(0.0, *values), max(0.0, *values) or 1.0


def _texts(drawn: Chart, size: float) -> float:
    return max(width(text, size, "strong") for one in drawn.series for text in one.texts)


def _bars(drawn: Chart, w: float, h: float, size: float) -> str:
    """Rows, the first line of the table on top; labels on two lines at most at the left."""
    em = size * POINT
    left = min(w * 0.42, max(width(label, size) for label in drawn.labels)) + _GAP
    room = w - left - _texts(drawn, size) - 2 * _GAP
    low, high = _span(drawn)
    scale = room / (high - low)
    row = h / len(drawn.labels)
    thick = row * 0.72 / len(drawn.series)
    parts = []
    for rank, label in enumerate(drawn.labels):
        top = rank * row + row * 0.14
        words = wrapped(label, "text", size, left - _GAP)
        base = rank * row + row / 2 + em * 0.35 - (len(words) - 1) * em * 0.6
        parts += [
            f'<text x="{left - _GAP:.2f}" y="{base + line * em * 1.2:.2f}" text-anchor="end">{escape(word)}</text>'
            for line, word in enumerate(words)
        ]
        for order, one in enumerate(drawn.series):
            value = one.values[rank]
            if value is None:
                continue
            x, y = left + (min(0.0, value) - low) * scale, top + order * thick
            parts.append(_rectangle(x, y, abs(value) * scale, thick, order))
            end = left + (max(0.0, value) - low) * scale + _GAP / 2
            parts.append(_figure(end, y + thick / 2 + em * 0.35, "start", one.texts[rank]))
    axis = left - low * scale
    return f'{"".join(parts)}<path d="M{axis:.2f} 0V{h:.2f}" stroke="#1C2422" stroke-width=".7"/>'


def _columns(drawn: Chart, w: float, h: float, size: float) -> str:
    em = size * POINT
    low, high = _span(drawn)
    floor, top = h - em * 1.8, em * 1.6
    scale = (floor - top) / (high - low)
    step = w / len(drawn.labels)
    thick = step * 0.7 / len(drawn.series)
    zero = floor + low * scale
    parts = []
    for rank, label in enumerate(drawn.labels):
        middle = rank * step + step / 2
        parts.append(
            f'<text x="{middle:.2f}" y="{h - em * 0.4:.2f}" text-anchor="middle">{escape(label)}</text>'
        )
        for order, one in enumerate(drawn.series):
            value = one.values[rank]
            if value is None:
                continue
            x, y = rank * step + step * 0.15 + order * thick, zero - max(0.0, value) * scale
            parts.append(_rectangle(x, y, thick, abs(value) * scale, order))
            parts.append(_figure(x + thick / 2, y - em * 0.35, "middle", one.texts[rank]))
    return f'{"".join(parts)}<path d="M0 {zero:.2f}H{w:.2f}" stroke="#1C2422" stroke-width=".7"/>'


def _rectangle(x: float, y: float, w: float, h: float, order: int) -> str:
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" fill="{_FILLS[order]}" '
        'stroke="#1C2422" stroke-width=".5"/>'
    )


def _figure(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" font-weight="700">{escape(text)}</text>'


def _legend(drawn: Chart, h: float, size: float) -> str:
    em, x, parts = size * POINT, 0.0, []
    for order, one in enumerate(drawn.series):
        parts.append(_rectangle(x, h - em, em, em, order))
        parts.append(f'<text x="{x + em * 1.4:.2f}" y="{h - em * 0.12:.2f}">{escape(one.name)}</text>')
        x += em * 3 + width(one.name, size)
    return "".join(parts)
