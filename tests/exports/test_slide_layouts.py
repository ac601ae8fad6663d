"""Slides of the layouts that an author asks for: two columns, whole picture, chart, QR code; and what comes at clicks."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
import slide_gallery
from etabli.blocks import Figure
from etabli.markdown import blocks
from etabli.source import read
from etabli_exports import html_deck, pptx_deck
from etabli_exports.deck import deck
from etabli_exports.deck_pieces import chart, lone_link
from etabli_exports.document import Deck, Options
from etabli_exports.slide_layout import arrange
from etabli_exports.slide_pieces import Chart, Columns, Full, unfolded
from lxml import etree
from pptx import Presentation
from samples import FRONT, SETUP, Write, markdown, raw

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def made(write: Write, cells: list[dict[str, Any]]) -> Deck:
    return deck(read(slide_gallery.written(write, cells)).atelier, Options())


@pytest.fixture
def gallery(write: Write) -> Deck:
    return made(write, slide_gallery.cells())


@pytest.fixture
def clicks(write: Write) -> Deck:
    return made(write, slide_gallery.clicks())


def opened(document: Deck) -> Any:
    return Presentation(io.BytesIO(pptx_deck.write(document)[0]))


def parts(document: Deck) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pptx_deck.write(document)[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_author_chooses_the_layout(gallery: Deck) -> None:
    """Each way of writing gives its layout, in the deck and in the file, and everything holds."""
    told = [(slide.layout, slide.title) for slide in gallery.slides]

    assert told == [
        ("title", "Petit atelier"),
        ("step", "Formes"),
        ("columns", "Avant, après"),
        ("full", "Le même lieu, avant et après"),
        ("chart", "Ce que mange un logement"),
        ("chart", "Les abonnés du wifi"),
        ("qr", "17Cyber, l’aide en ligne"),
        ("qr", "Où trouver de l’aide"),
        ("end", "À propos de cet atelier"),
    ]
    assert all(arrange(slide, gallery.head.folder).fits for slide in gallery.slides[2:-1])
    names = [slide.slide_layout.name for slide in opened(gallery).slides]
    assert names[2:8] == ["Deux colonnes", "Image entière", "Graphique", "Graphique", "QR code", "QR code"]


def test_columns_are_two_placeholders_read_from_left_to_right(gallery: Deck) -> None:
    """The text before them stands over both; each column has its heading."""
    slide = opened(gallery).slides[2]
    texts = [
        shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.name == "Texte"
    ]

    assert [text.split("\n")[0] for text in texts] == ["On compare.", "En 1950", "Aujourd’hui"]
    assert isinstance(gallery.slides[2].content[-1], Columns)


def test_columns_that_do_not_fit_stand_one_under_the_other(write: Write) -> None:
    """Nothing is lost: the contents follow each other, over several slides."""
    many = "\n".join(f"- le point numéro {number}, assez long pour une colonne" for number in range(12))
    document = made(
        write, [raw(FRONT), SETUP, markdown(f"## Un\n\n### Deux\n\n#### A\n\n{many}\n\n#### B\n\n{many}")]
    )

    assert not any(isinstance(piece, Columns) for slide in document.slides for piece in slide.content)
    assert all(arrange(slide).fits for slide in document.slides if slide.layout == "text")
    assert [slide.title for slide in document.slides][2].startswith("Deux\u00a0(1/")


def test_a_picture_alone_in_its_cell_takes_the_slide(gallery: Deck) -> None:
    """It is larger than under a title; the first sentence of its alternative text is the title, written under it."""
    slide = gallery.slides[3]
    arranged = arrange(slide, gallery.head.folder)

    assert isinstance(slide.content[0], Full)
    assert arranged.zones[0].box.h == pytest.approx(148)
    assert arranged.title.y > arranged.zones[0].box.bottom
    assert next(iter(opened(gallery).slides[3].shapes)).text_frame.text == "Le même lieu, avant et après"


def test_a_picture_followed_by_words_goes_beside_them(write: Write) -> None:
    """A cell that goes on with the slide of a picture takes back its place."""
    typed = slide_gallery.typed
    document = made(
        write,
        [
            raw(FRONT),
            SETUP,
            typed("## Un", "slide"),
            typed("![Un plan](plan.svg)", "slide"),
            typed("Voici le plan.", "-"),
        ],
    )

    assert [slide.layout for slide in document.slides] == ["title", "step", "text-image", "end"]
    assert any(isinstance(piece, Figure) for piece in document.slides[2].content)


# --- charts ------------------------------------------------------------------------------------------------------


def figures(text: str) -> Chart | None:
    return chart("Un titre", blocks(text)[0])  # type: ignore[arg-type]


def test_figures_are_read_as_they_are_written_in_french() -> None:
    """Comma, spaces between thousands, real minus, unit common to all, no figure."""
    found = figures("| a | b |\n|---|---|\n| x | 1 234,5 kWh |\n| y | −2 kWh |\n| z | – |")

    assert found is not None
    assert found.series[0].values == (1234.5, -2.0, None)
    assert (found.unit, found.decimals) == ("kWh", 1)
    assert (
        found.alt
        == "Graphique\u00a0: Un titre. x\u00a0: 1 234,5 kWh\u202f; y\u00a0: −2 kWh\u202f; z\u00a0: pas de chiffre."
    )


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| x | beaucoup |\n| y | 2 |",
        "| a | b |\n|---|---|\n| x | 12 à 15 |\n| y | 2 |",
        "| a | b |\n|---|---|\n| x | 1 |",
        "| a |\n|---|\n| x |\n| y |",
        "| a | b |\n|---|---|\n| x | – |\n| y | – |",
        "| a | b |\n|---|---|\n" + "\n".join(f"| {n} | {n} |" for n in range(9)),
        "| a | b | c | d | e |\n|---|---|---|---|---|\n| x | 1 | 2 | 3 | 4 |\n| y | 1 | 2 | 3 | 4 |",
    ],
)
def test_what_is_not_figures_stays_a_table(text: str) -> None:
    """Words, ranges, one line, too many lines or series: no chart."""
    assert figures(text) is None


def test_charts_are_native_and_say_their_figures(gallery: Deck) -> None:
    """PowerPoint can change them: figures in a workbook, labels of 18 points at least, patterns, alternative text."""
    slides = opened(gallery).slides
    shapes = [next(shape for shape in slides[rank].shapes if shape.has_chart) for rank in (4, 5)]
    bars, years = (shape.chart for shape in shapes)

    assert list(bars.plots[0].categories) == ["Chauffage", "Eau chaude", "Appareils branchés et lumière"]
    assert list(bars.series[0].values) == [66.0, 11.5, 16.5]
    assert list(years.series[1].values) == [900.0, None]
    assert "Eau chaude\u00a0: 11,5\u00a0%" in shapes[0]._element.xpath("string(.//p:cNvPr/@descr)")
    for name, data in parts(gallery).items():
        if not name.startswith("ppt/charts/chart"):
            continue
        tree = etree.fromstring(data)
        sizes = [
            int(found.get("sz"))
            for found in tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr")
        ]
        assert min(sizes) >= 1800
        assert tree.find(f"{C}lang").get("val") == "fr-FR"
    fills = [etree.tostring(series._element).decode() for series in years.series]
    assert "pattFill" not in fills[0]
    assert "pattFill" in fills[1]
    workbook = shapes[0].chart.part.chart_workbook.xlsx_part.blob
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert "11.5" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_charts_in_a_browser_are_drawn_with_words(gallery: Deck) -> None:
    """An SVG named by its figures; each pattern has one owner."""
    text = html_deck.write(gallery)[0].decode()
    drawn = re.findall(r"<svg class=\"graphique\".*?</svg>", text, re.S)

    assert len(drawn) == 2
    assert 'role="img"' in drawn[0]
    assert "Eau chaude\u00a0: 11,5\u00a0%" in drawn[0]
    ids = re.findall(r'<pattern id="(\w+)"', text)
    assert len(ids) == len(set(ids)) == 2
    assert f"url(#{ids[0]})" in drawn[1]


# --- QR codes ----------------------------------------------------------------------------------------------------


def test_a_lone_link_is_a_code_to_scan_and_an_address_to_type(gallery: Deck) -> None:
    """The code has the whole address; the words have it without https; both can be read by a screen reader."""
    slide = opened(gallery).slides[7]
    alts = [shape._element.xpath("string(.//p:cNvPr/@descr)") for shape in slide.shapes]
    texts = "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)

    assert "QR code vers 17cyber.gouv.fr/diagnostic" in alts
    assert "17cyber.gouv.fr/diagnostic" in texts
    assert [rel.target_ref for rel in slide.part.rels.values() if rel.is_external] == [
        "https://17cyber.gouv.fr/diagnostic"
    ]


def test_a_link_among_words_is_not_scanned() -> None:
    """Only a paragraph that has nothing else; no code for a mail address."""
    assert lone_link(blocks("[ici](https://a.example)")[0]) is not None
    assert lone_link(blocks("Voir [ici](https://a.example)")[0]) is None
    assert lone_link(blocks("[ici](mailto:a@a.example)")[0]) is None


# --- clicks ------------------------------------------------------------------------------------------------------


def test_fragments_come_at_clicks_in_the_browser(clicks: Deck) -> None:
    """Each fragment cell is a click of reveal.js, in order; what is before them is there at once."""
    text = html_deck.write(clicks)[0].decode()
    section = next(part for part in text.split("<section") if "Trois temps" in part)
    ranks = re.findall(r'data-fragment-index="(\d)"', section)

    assert ranks == ["0", "1", "2"]
    assert "D’abord ceci" in section.split("data-fragment-index")[0]
    assert [click for _, click in unfolded(clicks.slides[2].content)] == [0, 1, 2, 3]


def test_fragments_come_at_clicks_in_powerpoint(clicks: Deck) -> None:
    """One slide, one title: the « appear » effect of each shape, a click for each fragment."""
    slides = opened(clicks).slides
    timing = slides[2]._element.find(f"{P}timing")
    effects = [found for found in timing.iter(f"{P}cTn") if found.get("presetClass") == "entr"]
    nodes = [found.get("nodeType") for found in effects]
    targets = {found.get("spid") for found in timing.iter(f"{P}spTgt")}
    numbers = {found.get("id") for found in slides[2]._element.iter(f"{P}cNvPr")}

    assert nodes.count("clickEffect") == 3
    assert targets <= numbers
    assert slides[2].shapes[0].shape_id not in {int(target) for target in targets}
    assert slides[4 - 1]._element.find(f"{P}timing") is not None
    assert slides[1]._element.find(f"{P}timing") is None
    ids = [found.get("id") for found in timing.iter(f"{P}cTn")]
    assert len(ids) == len(set(ids))


def test_long_fragments_are_cut_and_keep_their_clicks(write: Write) -> None:
    """A fragment too long for a slide goes on over the next ones; nothing is lost."""
    typed = slide_gallery.typed
    text = " ".join(
        f"La phrase numéro {number} dit quelque chose d’assez long pour la diapo." for number in range(14)
    )
    document = made(
        write,
        [
            raw(FRONT),
            SETUP,
            typed("## Un", "slide"),
            typed("### Deux\n\nAvant.", "slide"),
            typed(text, "fragment"),
        ],
    )
    shown = [slide for slide in document.slides if slide.layout == "text"]

    assert len(shown) > 1
    assert all(arrange(slide).fits for slide in shown)
    assert sum(click == 1 for slide in shown for _, click in unfolded(slide.content)) == 14


def test_same_source_same_bytes(gallery: Deck, clicks: Deck) -> None:
    """Charts, workbooks, codes and clicks too."""
    for document in (gallery, clicks):
        assert pptx_deck.write(document)[0] == pptx_deck.write(document)[0]
        assert html_deck.write(document)[0] == html_deck.write(document)[0]
