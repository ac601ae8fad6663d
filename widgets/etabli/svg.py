"""SVG drawings of unknown origin, made safe: nothing that runs, nothing that calls out, nothing about who drew them."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_REFUSED = frozenset(
    {"script", "foreignObject", "metadata", "iframe", "audio", "video", "handler", "listener"}
)
_CALL = re.compile(
    r"""url\(\s*(?!["']?\s*#)[^)]*\)|@import[^;]*;?|\b(?:expression|image-set|image|src)\([^)]*\)""", re.I
)
#: Entities that hold entities unfold into gigabytes; drawing tools write flat ones.
_NESTED = re.compile(rb"<!ENTITY\s+%|<!ENTITY[^>]*(?:SYSTEM|PUBLIC|&\w+;)", re.I)
#: A drawing heavier than that is not for a workshop's page.
LARGEST = 8_000_000


def safe(data: bytes, picture: Callable[[str], str | None] = lambda uri: None) -> bytes | None:
    """Give the drawing without scripts, outside addresses, comments and metadata; None when it is not SVG.

    ``picture`` makes the ``data:`` URI of a picture inside the drawing safe too, or gives None to leave it out.
    """
    if len(data) > LARGEST or _NESTED.search(data):
        return None
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return None
    if root.tag == "svg":  # as HTML writes it, without its namespace; a file needs it
        for element in root.iter():
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = f"{{{_SVG}}}{element.tag}"
    if root.tag != f"{{{_SVG}}}svg":
        return None
    try:
        _clean(root, picture)
        ElementTree.register_namespace("", _SVG)
        ElementTree.register_namespace("xlink", _XLINK)
        drawing: bytes = ElementTree.tostring(root, encoding="utf-8")
        return drawing
    except RecursionError:
        return None


def _clean(element: ElementTree.Element, picture: Callable[[str], str | None]) -> None:
    for name, value in list(element.attrib.items()):
        kept = _attribute(name, value, picture)
        if kept is None:
            del element.attrib[name]
        elif kept != value:
            element.attrib[name] = kept
    if element.tag == f"{{{_SVG}}}style" and element.text:
        element.text = _CALL.sub("none", element.text)
    for child in list(element):
        if _refused(child):
            element.remove(child)
        else:
            _clean(child, picture)


def _refused(element: ElementTree.Element) -> bool:
    if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{_SVG}}}"):
        return True
    animated = element.get("attributeName", "").lower()
    return (
        element.tag.rpartition("}")[2] in _REFUSED or animated.endswith("href") or animated.startswith("on")
    )


def _attribute(name: str, value: str, picture: Callable[[str], str | None]) -> str | None:
    space, _, local = name.rpartition("}")
    if space and space[1:] not in (_XLINK, _XML):
        return None  # where drawing tools note the file's path on its author's disc
    if local.lower().startswith("on"):
        return None
    if local.lower() in ("href", "src", "base"):
        if value.strip().startswith("#"):
            return value
        return picture(value.strip()) if value.strip().startswith("data:image/") else None
    return _CALL.sub("none", value) if "(" in value or "@" in value else value
