"""diapos.html as a file: one page, in French, that fetches nothing and holds nothing of the facilitator's."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import deck_samples
import pytest
from etabli.source import read
from etabli_exports import html_deck
from etabli_exports.deck import deck
from etabli_exports.document import Deck, Options, Sheet
from samples import FRONT, ROOT, SETUP, Write, markdown, raw

ATELIERS = sorted(path.parent for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
#: Elements and attributes by which a page fetches something.
FETCHING = {
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
    ("video", "src"),
}


class Reader(HTMLParser):
    """Gathers the tags with their attributes, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.raw = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.tags.append((tag, dict(attrs)))
        self.raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        self.raw = False

    def handle_data(self, data: str) -> None:  # noqa: D102
        if not self.raw:
            self.words.append(data)


def made(path: Path) -> Deck:
    return deck(read(path).atelier, Options())


def reader(document: Deck) -> Reader:
    found = Reader()
    found.feed(html_deck.write(document)[0].decode())
    return found


@pytest.fixture
def sample(write: Write) -> Deck:
    """The deck of an atelier that has one of each thing."""
    path = write(*deck_samples.cells())
    for name, size in (("haut", "40 40"), ("large", "160 40")):
        (path.parent / f"{name}.svg").write_text(deck_samples.PICTURE % size)
    return made(path)


@pytest.mark.parametrize("path", ATELIERS, ids=lambda path: path.name)
def test_the_page_needs_nothing_but_itself(path: Path) -> None:
    """Everything is inside; only links that one may follow lead elsewhere; the page stays light."""
    data, findings = html_deck.write(made(path))
    found = Reader()
    found.feed(data.decode())
    fetched = [
        attrs.get(name)
        for tag, attrs in found.tags
        for kind, name in FETCHING
        if tag == kind and attrs.get(name)
    ]
    style = "".join(re.findall(r"<style>(.*?)</style>", data.decode(), re.S))

    assert findings == []
    assert all(address and address.startswith("data:") for address in fetched)
    assert not re.search(r"url\((?!\s*['\"]?data:)", style)
    assert "@import" not in style
    assert len(data) < 600_000


def test_the_page_is_in_french_and_has_a_title(sample: Deck) -> None:
    """lang, title, and a policy that forbids any fetch."""
    tags = reader(sample).tags
    policy = next(attrs["content"] for tag, attrs in tags if tag == "meta" and attrs.get("http-equiv"))

    assert ("html", {"lang": "fr"}) in tags
    assert policy and "default-src 'none'" in policy
    assert "<title>Petit atelier, diapos</title>" in html_deck.write(sample)[0].decode()


def test_the_facilitators_text_is_not_there(sample: Deck) -> None:
    """No note of any kind is in the page that participants may get."""
    text = html_deck.write(sample)[0].decode()

    assert "MARQUE-" not in text
    assert "Suite de l’étape" not in text


def test_every_slide_is_a_section_with_its_heading(sample: Deck) -> None:
    """One main, one h1, a section per slide named by its title; levels do not jump."""
    tags = reader(sample).tags
    names = [tag for tag, _ in tags]
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    ids = {attrs["id"] for _, attrs in tags if attrs.get("id")}
    sections = [attrs for tag, attrs in tags if tag == "section"]

    assert names.count("main") == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(sections) == len(sample.slides)
    assert all(attrs["aria-labelledby"] in ids for attrs in sections)


def test_what_is_shown_is_what_the_deck_says(sample: Deck) -> None:
    """Titles, answers with their letters, header cells, alternative texts, tick boxes."""
    found = reader(sample)
    words = "".join(found.words)

    assert all(slide.title in words for slide in sample.slides)
    assert {"Un carré vert", "Un bandeau vert"} <= {
        attrs.get("alt") for tag, attrs in found.tags if tag == "img"
    }
    assert ("th", {"scope": "col"}) in found.tags
    assert [attrs for tag, attrs in found.tags if attrs.get("class") == "taches"]
    assert "Bonne réponse\u00a0: " in words


def test_hostile_text_stays_text(write: Write) -> None:
    """Markup in a title, an alternative text or a code block is shown, not run."""
    path = write(
        raw(FRONT.replace("Petit atelier", "Petit <script>alert(1)</script>")),
        SETUP,
        markdown(
            '## Une <img src=x onerror=alert(1)> étape\n\n### </script><b>gras\n\n`<script>` !["><script>alert(1)</script>](x.png)'
        ),
    )
    found = reader(made(path))

    assert [tag for tag, _ in found.tags].count("script") == 2
    assert not any("onerror" in attrs for _, attrs in found.tags)


def test_a_missing_picture_is_said(write: Write) -> None:
    """Its words stand in its place, and a warning names it."""
    path = write(raw(FRONT), SETUP, markdown("## Voir\n\n![Une carte](absente.png)"))
    data, findings = html_deck.write(made(path))

    assert [finding.rule for finding in findings] == ["E710"]
    assert "Une carte" in data.decode()


def test_same_source_same_bytes(sample: Deck) -> None:
    """Two writings are identical."""
    assert html_deck.write(sample)[0] == html_deck.write(sample)[0]


def test_only_a_deck_can_be_written(sample: Deck) -> None:
    """Another document is refused."""
    with pytest.raises(TypeError, match="deck"):
        html_deck.write(Sheet(sample.head, ()))
