"""diapos-animateur.html as a file: the slides with the notes and the times, for the facilitator alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import deck_samples
import pytest
from etabli.export import export
from etabli.source import read
from etabli_exports import html_speaker
from etabli_exports.deck import deck
from etabli_exports.document import Deck, Options, Sheet
from samples import Write
from test_diapos_html import FETCHING, Reader


@pytest.fixture
def sample(write: Write) -> Deck:
    """The deck of an atelier that has one of each thing."""
    path = write(*deck_samples.cells())
    for name, size in (("haut", "40 40"), ("large", "160 40")):
        (path.parent / f"{name}.svg").write_text(deck_samples.PICTURE % size)
    return deck(read(path).atelier, Options())


def reader(document: Deck) -> Reader:
    found = Reader()
    found.feed(html_speaker.write(document)[0].decode())
    return found


def test_it_is_written_beside_the_participants_slides(write: Write, tmp_path: Path) -> None:
    """The format « diapos » gives both files, and the notes are in the second alone."""
    written, _ = export([write(*deck_samples.cells())], tmp_path / "s", ["diapos"])
    texts = {path.name: path.read_text(encoding="utf-8") for path in written}

    assert list(texts) == ["diapos.html", "diapos-animateur.html"]
    assert "MARQUE-ÉTAPE" in texts["diapos-animateur.html"]
    assert "MARQUE-" not in texts["diapos.html"]


def test_each_slide_is_followed_by_its_notes(sample: Deck) -> None:
    """As many sections as slides and as notes, in the same order; the notes keep their lists."""
    tags = reader(sample).tags
    order = [
        attrs["id"]
        for tag, attrs in tags
        if (tag == "section" and attrs.get("id")) or "notes-animateur" in (attrs.get("class") or "")
    ]
    expected = [name for rank in range(1, len(sample.slides) + 1) for name in (f"d{rank}", f"n{rank}")]

    assert order == expected
    assert html_speaker.write(sample)[0].decode().count("MARQUE-ÉTAPE") == 1


def test_each_slide_knows_its_step_and_the_planned_minutes(sample: Deck) -> None:
    """Name, length and start of the step, from the first of its slides to the last."""
    moments = [
        json.loads(attrs["data-etape"] or "") for _, attrs in reader(sample).tags if attrs.get("data-etape")
    ]
    titles = [slide.title for slide in sample.slides]
    seen = moments[titles.index("Une image large")]

    assert seen["etape"] == "Étape 2 sur 3\u00a0: Voir"
    assert (seen["minutes"], seen["debut"]) == (20, 10)
    assert seen["ouvre"] == titles.index("Voir")
    assert moments[0]["minutes"] == 0
    assert [moment["etape"] for moment in moments if moment["etape"] == "Pause"]


def test_it_needs_nothing_but_itself(sample: Deck) -> None:
    """No address is fetched and the page says that it is French."""
    found = reader(sample)
    fetched = [
        attrs.get(name)
        for tag, attrs in found.tags
        for kind, name in FETCHING
        if tag == kind and attrs.get(name)
    ]
    style = "".join(re.findall(r"<style>(.*?)</style>", html_speaker.write(sample)[0].decode(), re.S))

    assert ("html", {"lang": "fr"}) in found.tags
    assert all(address and address.startswith("data:") for address in fetched)
    assert not re.search(r"url\((?!\s*['\"]?data:)", style)


def test_same_source_same_bytes(sample: Deck) -> None:
    """Two writings are identical; another document than a deck is refused."""
    assert html_speaker.write(sample)[0] == html_speaker.write(sample)[0]
    with pytest.raises(TypeError, match="deck"):
        html_speaker.write(Sheet(sample.head, ()))
