"""Lighten an OpenMoji line drawing: shared style on one group, short numbers, no metadata, no double strokes.

Black becomes `currentColor`: black by default (a picture file, Typst, LibreOffice), and the text's colour where
the drawing is written inside a page.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
GEOMETRY = {
    "path": ("d",),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
}
SHARED = {
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
INITIAL = {
    "fill": "currentColor",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
}
DOLLAR = 3
"""The last shapes of OpenMoji's bank draw a dollar sign; ours is a bank of any country."""


def _short(value: str) -> str:
    """Round the numbers of an attribute to two decimals and drop useless zeros."""

    def one(match: re.Match[str]) -> str:
        text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text

    value = re.sub(r"-?\d*\.\d+(?:[eE][-+]?\d+)?", lambda m: " " + one(m), value)
    value = re.sub(r"\s*,\s*", ",", value)
    return re.sub(r"\s+(?=[-A-Za-z])|(?<=[A-Za-z])\s+|\s+(?=\s)", "", value).strip()


def _style(element: ET.Element) -> dict[str, str]:
    """Return the drawing properties that an element sets, from its attributes and its style."""
    found = {name: element.attrib[name] for name in INITIAL if name in element.attrib}
    for rule in element.get("style", "").split(";"):
        name, _, value = rule.partition(":")
        if name.strip() in INITIAL:
            found[name.strip()] = value.strip()
    for name in ("fill", "stroke"):
        if found.get(name, "").lower() in ("#000", "#000000", "black"):
            found[name] = "currentColor"
    if "stroke-width" in found:
        found["stroke-width"] = f"{round(float(found['stroke-width'].removesuffix('px')), 1):g}"
    return found


def _shapes(element: ET.Element, inherited: dict[str, str]) -> list[str]:
    """Return the shapes under `element`, each as one tag that says only what differs from SHARED."""
    style = inherited | _style(element)
    tag = element.tag.removeprefix(SVG)
    if tag not in GEOMETRY:
        inside = [shape for child in element for shape in _shapes(child, style)]
        if inside and (transform := element.get("transform")):
            return [f'<g transform="{_short(transform)}">{"".join(inside)}</g>']
        return inside
    told = {name: _short(element.attrib[name]) for name in GEOMETRY[tag] if name in element.attrib}
    if transform := element.get("transform"):
        told["transform"] = _short(transform)
    if style["stroke"] == "none":
        style = {"fill": style["fill"], "stroke": "none"}
    told |= {name: value for name, value in style.items() if value != SHARED[name]}
    return [f"<{tag} " + " ".join(f'{name}="{value}"' for name, value in told.items()) + "/>"]


def optimise(data: bytes, code: str) -> bytes:
    """Return the drawing of `code` as a small SVG of 72 × 72 units; the same bytes on every run."""
    root = ET.fromstring(data)
    shapes = list(dict.fromkeys(_shapes(root, dict(INITIAL))))
    if code == "1F3E6":
        shapes = shapes[:-DOLLAR]
    shared = " ".join(f'{name}="{value}"' for name, value in SHARED.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><g {shared}>'
        + "\n".join(shapes)
        + "</g></svg>\n"
    ).encode()
