"""What no page can hold as it is written: words longer than a line, tables of many columns, endless addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .blocks import (
    Block,
    Callout,
    Code,
    Footnotes,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    plain,
)

#: The longest French word has 25 letters; a line of a handout holds about 70, a line of a slide 40.
LONGEST_WORD = 40
#: An address that someone could still copy from paper.
LONGEST_ADDRESS = 300
#: A column of an A4 page is then as wide as a short word; `LONGEST_TITLE` fills three lines of a slide.
MOST_COLUMNS, LONGEST_TITLE = 8, 120

#: The line under a table's header, left as text where the rows do not match it.
_TABLE_RULE = re.compile(r"\|\s*:?-+:?\s*\|")


def beyond(blocks: Iterable[Block]) -> Iterator[tuple[str, str, str, str]]:
    """Give (rule, message, advice, words to find in the source) for each thing that will be cut or split."""
    for block in blocks:
        match block:
            case Heading(_, children):
                title = plain(children)
                if len(title) > LONGEST_TITLE:
                    message = f"le titre « {title[:40]}… » a {len(title)} caractères."
                    yield (
                        "E509",
                        message,
                        f"Gardez-en {LONGEST_TITLE} au plus : le reste va dans le texte.",
                        title[:40],
                    )
                yield from _line(children)
            case Paragraph(children):
                text = plain(children)
                if rule := _TABLE_RULE.search(text):
                    yield (
                        "E511",
                        "un tableau ne se lit pas : ses lignes n’ont pas toutes le même nombre de cases.",
                        "Mettez à chaque ligne autant de « | » qu’à la première.",
                        rule[0],
                    )
                yield from _line(children)
            case List(items):
                for item in items:
                    yield from beyond(item.blocks)
            case Quote(inner) | Callout(_, _, inner):
                yield from beyond(inner)
            case Footnotes(notes):
                for note in notes:
                    yield from beyond(note)
            case Table(header, rows):
                if len(header) > MOST_COLUMNS:
                    message = f"un tableau a {len(header)} colonnes, trop pour la largeur d’une page."
                    advice = f"Faites-en plusieurs, de {MOST_COLUMNS} colonnes au plus."
                    yield "E508", message, advice, plain(header[0]) if header else ""
                for row in (header, *rows):
                    for cell in row:
                        yield from _line(cell)
            case _:
                pass


def _line(children: Iterable[Inline]) -> Iterator[tuple[str, str, str, str]]:
    for child in children:
        match child:
            case Text(text) | Code(text):
                for word in re.findall(rf"\S{{{LONGEST_WORD + 1},}}", text):
                    if not re.match(r"\w+://|[_.…\-=]+$", word):
                        message = (
                            f"le mot « {word[:20]}… » a {len(word)} lettres : il est coupé en bout de ligne."
                        )
                        yield "E507", message, "Abrégez-le, ou coupez-le vous-même.", word[:20]
            case Link(href, inner):
                if len(href) > LONGEST_ADDRESS:
                    message = f"l’adresse « {href[:40]}… » a {len(href)} caractères : personne ne la recopiera du papier."
                    yield "E507", message, "Donnez-en une plus courte.", href[:40]
                if plain(inner) != href:
                    yield from _line(inner)
            case Span(_, inner):
                yield from _line(inner)
            case _:
                pass
