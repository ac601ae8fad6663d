"""HTML that an author typed or a program gave: what is safe of it, its words, its pictures, and what shows nowhere."""

from __future__ import annotations

import html as html_entities
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer

from .blocks import Html
from .mend import legible

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_ATTRIBUTES = {
    "*": ["title", "lang", "dir"],
    "a": ["href"],
    "img": ["alt", "width", "height"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
    "details": ["open"],
    "ol": ["start"],
}
#: Comments, scripts and styles, closed or not: never for a reader.
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_LOST = re.compile(r"<(iframe|object|embed|video|audio|canvas|svg|form|input|script)\b", re.I)


def lost_elements(source: str) -> dict[str, str]:
    """Give the HTML elements of a Markdown text that show nowhere: name → as it is written. Code is not searched."""
    bare = re.sub(
        r"^(`{3,}|~{3,}).*?(?:^\1|\Z)|(`+)[^`\n].*?(?<!`)\2(?!`)|<!--.*?-->", "", source, flags=re.S | re.M
    )
    return {found[1].lower(): found[0] for found in _LOST.finditer(bare)}


def image_tags(raw: str) -> list[tuple[str, str, bool]]:
    """Give the pictures that HTML shows: (address, text, whether it says that it says nothing)."""
    images = []
    for tag in re.findall(r"<img\b[^>]*>", _UNSEEN.sub("", raw), re.I):
        found = re.findall(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag)
        values = {name.lower(): html_entities.unescape(a or b or c) for name, a, b, c in found}
        if values.get("src"):
            alt = legible(values.get("alt", "")).strip()
            silent = values.get("role") in ("presentation", "none") or ("alt" in values and not alt)
            images.append((values["src"].strip(), alt, silent))
    return images


def shows(raw: str) -> bool:
    """Say whether anything of this HTML is left once it is safe: words or pictures."""
    return bool(safe_html(raw).safe or image_tags(raw))


def safe_html(raw: str) -> Html:
    """Give what is safe of HTML, and its words."""
    without = re.sub(r"<img\b[^>]*>", "", _UNSEEN.sub("", raw), flags=re.I)
    safe = bleach.clean(
        without,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        protocols=["https", "http", "mailto"],
        strip=True,
        css_sanitizer=CSSSanitizer(),
    ).strip()
    if not re.search(r"<hr\b|[^\s<>](?![^<>]*>)", safe):
        safe = ""  # tags around nothing
    text = html_entities.unescape(re.sub(r"<[^>]+>", " ", without))
    return Html(safe, " ".join(text.split()))
