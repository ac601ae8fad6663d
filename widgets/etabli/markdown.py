"""Markdown → blocks, through mistune's tree (the parser of nbconvert)."""

from __future__ import annotations

import dataclasses
import html as html_entities
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal
from urllib.parse import unquote

import mistune

from .blocks import (
    Block,
    Break,
    Callout,
    Code,
    CodeBlock,
    Figure,
    Footnotes,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    Text,
    plain,
)
from .mend import legible
from .raw_html import image_tags, safe_html

_parse = mistune.create_markdown(
    renderer=None, plugins=["table", "task_lists", "footnotes", "strikethrough", "math", "url"]
)

#: Levels of lists and quotes that are kept: a line of the fifth still has room on a phone.
_DEEPEST = 5

#: The title that marks a picture as saying nothing (DESIGN §3).
DECORATIVE = "décoratif"

_TONES: dict[str, Literal["note", "careful", "urgent"]] = {
    "attention": "careful",
    "prudence": "careful",
    "caution": "careful",
    "warning": "careful",
    "important": "careful",
    "urgence": "urgent",
    "urgent": "urgent",
}
_ALERT_TITLES = {
    "note": "À noter",
    "tip": "Astuce",
    "important": "Important",
    "warning": "Attention",
    "caution": "Prudence",
}
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)


def blocks(source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Block, ...]:
    """Parse a Markdown cell. ``attachments``: nbformat's, name → {MIME type: base64}; they become ``data:`` URIs."""
    tokens = _parse(legible(source))
    assert isinstance(tokens, list)  # renderer=None: mistune gives its tree
    return tuple(_shallow(_blocks(tokens, attachments or {}), _DEEPEST))


def _shallow(blocks: Iterable[Block], depth: int) -> Iterable[Block]:
    """Bring up what is nested deeper than any layout can show; nothing is lost but the indent."""
    for block in blocks:
        match block:
            case List(items):
                yield dataclasses.replace(block, items=tuple(_shallow_items(items, depth)))
            case Quote(inner) if depth <= 1:
                yield from _shallow(inner, 1)
            case Quote(inner) | Callout(_, _, inner):
                yield dataclasses.replace(block, blocks=tuple(_shallow(inner, depth - 1)))
            case _:
                yield block


def _shallow_items(items: Iterable[Item], depth: int) -> Iterable[Item]:
    for item in items:
        inner = tuple(_shallow(item.blocks, depth - 1))
        if depth > 1:
            yield Item(inner, item.checked)
            continue
        yield Item(tuple(block for block in inner if not isinstance(block, List)), item.checked)
        for block in inner:
            if isinstance(block, List):
                yield from block.items


def inlines(source: str) -> tuple[Inline, ...]:
    """Parse a text of one paragraph; further paragraphs are joined by line breaks."""
    found: list[Inline] = []
    for block in blocks(source):
        if found:
            found.append(Break())
        match block:
            case Paragraph(children) | Heading(_, children):
                found += children
            case Figure(image):
                found.append(image)
            case MathBlock(tex):
                found.append(Math(tex))
            case _:
                # A lone « - 18 » or « 1. » is a text that only looks like a list.
                return (Text(source.strip()),)
    return tuple(found)


def _blocks(
    tokens: Iterable[Mapping[str, Any]], attached: Mapping[str, Mapping[str, str]]
) -> Iterable[Block]:
    for token in tokens:
        attrs: Mapping[str, Any] = token.get("attrs", {})
        children: list[Mapping[str, Any]] = token.get("children", [])
        match token["type"]:
            case "blank_line":
                continue
            case "heading":
                yield Heading(attrs["level"], _inlines(children, attached))
            case "paragraph" | "block_text":
                found = _inlines(children, attached)
                if len(found) == 1 and isinstance(found[0], Image):
                    yield Figure(found[0])
                elif found:
                    yield Paragraph(found)
            case "list":
                items = tuple(
                    Item(
                        tuple(_blocks(child.get("children", []), attached)),
                        child.get("attrs", {}).get("checked"),
                    )
                    for child in children
                )
                yield List(items, bool(attrs.get("ordered")), int(attrs.get("start", 1)))
            case "block_quote":
                yield _quote(tuple(_blocks(children, attached)))
            case "block_code":
                yield CodeBlock(token["raw"].rstrip("\n"), (attrs.get("info") or "").split(" ")[0])
            case "block_math":
                yield MathBlock(token["raw"].strip())
            case "thematic_break":
                yield Rule()
            case "table":
                yield _table(children, attached)
            case "footnotes":
                yield Footnotes(
                    tuple(tuple(_blocks(note.get("children", []), attached)) for note in children)
                )
            case "block_html":
                html = safe_html(token["raw"])
                if html.safe or html.text:
                    yield html
                for image in _images(token["raw"], attached):
                    yield Figure(image)
            case _:
                text = token.get("raw") or token.get("text") or ""
                if text.strip():
                    yield Paragraph((Text(text.strip()),))


def _table(parts: Iterable[Mapping[str, Any]], attached: Mapping[str, Mapping[str, str]]) -> Table:
    header: tuple[tuple[Inline, ...], ...] = ()
    align: tuple[str | None, ...] = ()
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for part in parts:
        if part["type"] == "table_head":
            header = tuple(_inlines(cell["children"], attached) for cell in part["children"])
            align = tuple(cell["attrs"].get("align") for cell in part["children"])
        else:
            for row in part["children"]:
                rows.append(tuple(_inlines(cell["children"], attached) for cell in row["children"]))
    return Table(header, tuple(rows), align)


def _quote(inner: tuple[Block, ...]) -> Block:
    """A quote that opens with bold words is a callout; the bold words are its title."""
    if not inner or not isinstance(inner[0], Paragraph):
        return Quote(inner)
    first, rest = inner[0].children, inner[1:]
    if isinstance(first[0], Text) and (alert := _ALERT.match(first[0].text)):
        name = alert.group(1).lower()
        body = _stripped((Text(first[0].text[alert.end() :]), *first[1:]))
        return Callout(
            _TONES.get(name, "note"), _ALERT_TITLES[name], ((Paragraph(body), *rest) if body else rest)
        )
    if isinstance(first[0], Span) and first[0].kind == "strong":
        title = plain(first[0].children).rstrip(" .:\u00a0")
        word = (re.findall(r"\w+", title.lower()) or [""])[0]
        body = _stripped(first[1:])
        return Callout(_TONES.get(word, "note"), title, ((Paragraph(body), *rest) if body else rest))
    return Quote(inner)


def _stripped(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    while children and (
        isinstance(children[0], Break)
        or (isinstance(children[0], Text) and not children[0].text.strip(" .:\u00a0"))
    ):
        children = children[1:]
    if children and isinstance(children[0], Text):
        return (Text(children[0].text.lstrip(" .:\u00a0")), *children[1:])
    return children


_SPANS: dict[str, Literal["strong", "emphasis", "strike"]] = {
    "strong": "strong",
    "emphasis": "emphasis",
    "strikethrough": "strike",
}


def _inlines(
    tokens: Iterable[Mapping[str, Any]], attached: Mapping[str, Mapping[str, str]]
) -> tuple[Inline, ...]:
    found: list[Inline] = []
    raised: list[tuple[Literal["sup", "sub"], list[Inline]]] = []
    hidden = ""  # the script or style in which we are
    for token in tokens:
        attrs: Mapping[str, Any] = token.get("attrs", {})
        kind = token["type"]
        if hidden and not (kind == "inline_html" and token["raw"].lower().startswith(f"</{hidden}")):
            continue
        if kind == "inline_html":
            tag = token["raw"].strip().lower()
            opened = re.match(r"<(script|style)\b", tag)
            hidden = opened[1] if opened else ""
            if tag.startswith("<img"):
                found += _images(token["raw"], attached)
            elif tag in ("<br>", "<br/>", "<br />"):
                found.append(Break())
            elif tag in ("<sup>", "<sub>"):
                raised.append(("sup" if tag == "<sup>" else "sub", found))
                found = []
            elif tag in ("</sup>", "</sub>") and raised:
                name, outer = raised.pop()
                found = [*outer, Span(name, tuple(found))]
            continue
        match kind:
            case "text":
                found.append(Text(html_entities.unescape(token["raw"])))
            case "strong" | "emphasis" | "strikethrough":
                found.append(Span(_SPANS[kind], _inlines(token["children"], attached)))
            case "codespan":
                found.append(Code(html_entities.unescape(token["raw"])))
            case "inline_math":
                found.append(Math(token["raw"]))
            case "link":
                href = html_entities.unescape(attrs["url"])
                inner = _inlines(token["children"], attached)
                found += [Link(href, inner)] if re.match(r"(https?:|mailto:|tel:|#)", href, re.I) else inner
            case "image":
                title = attrs.get("title") or ""
                alt = plain(_inlines(token["children"], attached))
                decorative = title.strip().lower() == DECORATIVE
                found.append(
                    Image(
                        _source(html_entities.unescape(attrs["url"]), attached),
                        "" if decorative else alt,
                        decorative,
                    )
                )
            case "linebreak":
                found.append(Break())
            case "softbreak":
                found.append(Text(" "))
            case "footnote_ref":
                found.append(NoteRef(int(attrs["index"])))
            case _:
                text = token.get("raw", "")
                if text:
                    found.append(Text(text))
    for _, outer in reversed(raised):
        found = [*outer, *found]
    return _joined(found)


def _joined(found: list[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts, so that a sentence is one piece."""
    joined: list[Inline] = []
    for inline in found:
        if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _source(url: str, attached: Mapping[str, Mapping[str, str]]) -> str:
    if url.startswith("attachment:"):
        name = url.removeprefix("attachment:")
        for mime, data in (attached.get(name) or attached.get(unquote(name), {})).items():
            return f"data:{mime};base64,{''.join(data.split())}"
    return url


def _images(raw: str, attached: Mapping[str, Mapping[str, str]]) -> list[Image]:
    """Give the pictures that HTML shows: they follow the same rules as those of Markdown."""
    return [Image(_source(src, attached), alt, silent) for src, alt, silent in image_tags(raw)]
