"""The slides, and their file for PowerPoint: what is shown, what is said under it, what must hold on the page."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import deck_samples
import pytest
from etabli.blocks import Block, List, Paragraph, Table, plain
from etabli.source import read
from etabli_exports import pptx_deck
from etabli_exports.deck import deck
from etabli_exports.deck_topics import topics
from etabli_exports.document import Deck, Options, Sheet, Slide
from etabli_exports.measure import POINT, line_count, width
from etabli_exports.slide_fit import sentences
from etabli_exports.slide_layout import arrange
from etabli_exports.slide_pieces import unfolded
from etabli_exports.slide_text import Line, lines
from etabli_exports.slide_zones import BODY_BOTTOM, PAGE_H, PAGE_W
from lxml import etree
from pptx import Presentation
from pydantic import BaseModel
from samples import FRONT, ROOT, SETUP, Write, code, markdown, raw

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
GOLDEN = Path(__file__).parents[1] / "golden" / "deck.json"
ATELIERS = sorted(path.parent for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
EVERY = [(path, variant) for path in ATELIERS for variant in ("complete", "90", "60")]


def made(path: Path, variant: str = "complete") -> Deck:
    atelier = read(path).atelier
    return deck(atelier.variant(variant), Options())  # type: ignore[arg-type]


@pytest.fixture
def sample(write: Write) -> Deck:
    """The deck of an atelier that has one of each thing."""
    path = write(*deck_samples.cells())
    for name, size in (("haut", "40 40"), ("large", "160 40")):
        (path.parent / f"{name}.svg").write_text(deck_samples.PICTURE % size)
    return made(path)


def opened(document: Deck) -> Any:
    return Presentation(io.BytesIO(pptx_deck.write(document)[0]))


def parts(document: Deck) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pptx_deck.write(document)[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(cell: str, *others: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier"),
        markdown("## Une étape", "minutes-5"),
        markdown(cell),
        *others,
    ]


def words(slide: Slide) -> str:
    pieces = (piece for piece, _ in unfolded(slide.content))
    return " ".join(line.text for line in lines(piece for piece in pieces if isinstance(piece, Block)))


def notes(slide: Slide) -> str:
    return " ".join(line.text for line in lines(slide.notes))


# --- what is shown -----------------------------------------------------------------------------------------------


def test_the_deck_is_golden(sample: Deck) -> None:
    """The projection gives the deck kept in tests/golden; ETABLI_GOLDEN=1 writes it again."""

    def plain_data(value: Any) -> Any:
        if isinstance(value, BaseModel):
            return value.model_dump(mode="json")
        if dataclasses.is_dataclass(value):
            pairs = (
                (f.name, getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "folder"
            )
            return {"type": type(value).__name__, **{name: plain_data(inner) for name, inner in pairs}}
        return [plain_data(inner) for inner in value] if isinstance(value, tuple) else value

    found = json.loads(json.dumps(plain_data(sample)))
    if os.environ.get("ETABLI_GOLDEN"):
        GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_the_slides_follow_the_steps(sample: Deck) -> None:
    """Title, programme, then each step: its yellow slide and one idea a slide; a break has no figure."""
    told = [(slide.layout, slide.title) for slide in sample.slides]

    assert told == [
        ("title", "Petit atelier"),
        ("text", "Bienvenue à tous, installez-vous"),
        ("step", "Accueil"),
        ("text", "La boîte mail ouvre tout"),
        ("text", "Prenez une gommette"),
        ("step", "Voir"),
        ("text-image", "Une image haute"),
        ("image", "Une image large"),
        ("table", "Trois façons"),
        ("step", "Pause"),
        ("step", "Jouer"),
        ("quiz", "Lesquels sont pairs\u202f?\u00a0(1/2)"),
        ("quiz", "Lesquels sont pairs\u202f?\u00a0(2/2)"),
        ("answer", "Pairs\u00a0: A et C"),
        ("quiz", "Que faites-vous\u202f?"),
        ("answer", "C’est juste\u00a0: A"),
        ("text", "Mon bilan"),
        ("answer", "Ce qui protège le plus"),
        ("text", "Jouer\u00a0(suite)"),
        ("end", "À propos de cet atelier"),
    ]
    steps = [(slide.number, slide.steps, slide.minutes) for slide in sample.slides if slide.layout == "step"]
    assert steps == [(1, 3, 10), (2, 3, 20), (None, 3, 10), (3, 3, 10)]


def test_a_slide_shows_what_is_for_slides(sample: Deck) -> None:
    """Cells for paper and easy-to-read cells are not projected; cells for slides are."""
    shown = " ".join(words(slide) for slide in sample.slides)

    assert "DIAPO-SEULEMENT" in shown
    assert "FALC-SEULEMENT" not in shown
    assert "PAPIER-SEULEMENT" not in shown


def test_a_long_question_keeps_its_message_under_a_short_title(sample: Deck) -> None:
    """The last sentence is the title; the message stands over the answers."""
    slide = next(slide for slide in sample.slides if slide.title.startswith("Que faites-vous"))

    assert "Votre colis attend" in words(slide)
    assert [type(piece).__name__ for piece in slide.content] == ["Quote", "Question"]


def test_answers_go_on_counting_over_two_slides(sample: Deck) -> None:
    """Five answers are two slides; their letters follow."""
    asked = [slide for slide in sample.slides if slide.layout == "quiz" and "pairs" in slide.title]
    letters = [
        option.letter
        for slide in asked
        for piece in slide.content
        if hasattr(piece, "options")
        for option in piece.options
    ]

    assert letters == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(("path", "variant"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_titles_are_unique(path: Path, variant: str) -> None:
    """No two slides have the same title, in any atelier and variant."""
    titles = [slide.title for slide in made(path, variant).slides]

    assert len(titles) == len(set(titles))
    assert all(titles)


@pytest.mark.parametrize(("path", "variant"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_everything_fits(path: Path, variant: str) -> None:
    """With the widest of three fonts, no slide of any atelier passes its frame, and none is shrunk under 26 points."""
    document = made(path, variant)
    for slide in document.slides:
        if slide.layout in ("title", "step", "end"):
            continue
        arranged = arrange(slide, document.head.folder)
        assert arranged.fits, slide.title
        for zone in arranged.zones:
            assert zone.box.bottom <= BODY_BOTTOM + 6.1, slide.title
            assert zone.box.x + zone.box.w <= PAGE_W - 19.9, slide.title
            assert getattr(zone, "size", 26.0) in (18.0, 22.0, 26.0, 28.0, 30.0, 36.0, 40.0), slide.title


def test_nothing_is_lost_between_the_notebook_and_the_slides(sample: Deck) -> None:
    """Every sentence of the participants' cells is on a slide, as text or as title."""
    told = re.sub(r"\W", "", " ".join(f"{slide.title} {words(slide)}" for slide in sample.slides))
    expected = "Elle reçoit les liens. Elle se protège. Collez-la. un deux Attention. Rien de secret ici. Premier. Second. C’est fait. Source : CNIL, 2022."

    for sentence in re.split(r"(?<=\.) ", expected):
        assert re.sub(r"\W", "", sentence) in told, sentence


# --- what does not fit -------------------------------------------------------------------------------------------

HUGE = {
    "a long text": "Une phrase qui dure et qui dure encore. " * 60,
    "one endless sentence": "mot " * 700 + ".",
    "one endless word": "https://example.org/" + "a" * 900,
    "a long list": "\n".join(
        f"- le point numéro {number}, qui tient sur une ou deux lignes selon la police"
        for number in range(40)
    ),
    "a long table": "| a | b |\n|---|---|\n"
    + "\n".join(f"| ligne {number} | valeur |" for number in range(30)),
    "a wide table": "|" + "colonne large |" * 12 + "\n" + "|---" * 12 + "|\n" + "| valeur longue " * 12 + "|",
    "a full cell": "| a | b |\n|---|---|\n| " + "un texte bien long " * 60 + " | fin |",
    "much code": "```python\n" + "\n".join(f"print({number})" for number in range(60)) + "\n```",
    "a long callout": "> **Attention.** " + "Ne donnez jamais votre code à personne. " * 30,
    "a long title": "### " + "un titre qui n’en finit pas " * 12 + "\n\nUn texte.",
    "a nested list": "- un\n  - deux\n    - trois\n      1. quatre\n" * 12,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_long_content_is_split_never_shrunk(text: str, write: Write) -> None:
    """Whatever its length, a content is cut over slides that all hold, with numbered titles."""
    document = made(write(*body(text)))
    shown = [slide for slide in document.slides if slide.layout not in ("title", "step", "end")]
    results = [arrange(slide, document.head.folder) for slide in shown]

    assert all(result.fits for result in results)
    assert pptx_deck.write(document)[0]


def test_a_wide_table_repeats_its_first_column(write: Write) -> None:
    """A table cut by columns can still be read line by line."""
    text = (
        "| Nom |"
        + " ".join(f"Colonne numéro {rank} assez large |" for rank in range(8))
        + "\n"
        + "|---" * 9
        + "|\n| Léa |"
        + " valeur |" * 8
    )
    tables = [
        piece
        for slide in made(write(*body(text))).slides
        for piece in slide.content
        if isinstance(piece, Table)
    ]

    assert len(tables) > 1
    assert {plain(table.header[0]) for table in tables} == {"Nom"}
    assert sum(len(table.header) - 1 for table in tables) == 8


def test_a_table_cut_by_rows_repeats_its_header(write: Write) -> None:
    """No slide has more than four rows, and each has the header."""
    text = "| a | b |\n|---|---|\n" + "\n".join(f"| l{number} | v |" for number in range(10))
    tables = [
        piece
        for slide in made(write(*body(text))).slides
        for piece in slide.content
        if isinstance(piece, Table)
    ]

    assert [plain(row[0]) for table in tables for row in table.rows] == [f"l{number}" for number in range(10)]
    assert max(len(table.rows) for table in tables) <= 4


def test_a_cut_ordered_list_goes_on_counting(write: Write) -> None:
    """The second slide does not start at one again."""
    text = "\n".join(
        f"{number}. Une étape assez longue pour prendre deux lignes entières de la diapo, au moins"
        for number in range(1, 9)
    )
    found = [
        piece
        for slide in made(write(*body(text))).slides
        for piece in slide.content
        if isinstance(piece, List) and slide.layout == "text"
    ]
    counted = [
        found_list.start for found_list in found if "assez" in plain(found_list.items[0].blocks[0].children)
    ]  # type: ignore[union-attr]

    assert counted[0] == 1
    assert counted == sorted(counted)
    assert len(counted) > 1
    assert counted[1] == 1 + len(found[-len(counted)].items)


def test_sentences_are_found_as_a_reader_finds_them() -> None:
    """Abbreviations, figures and quoted sentences do not cut; bold sentences do."""
    from etabli.markdown import inlines

    def cut(text: str) -> list[str]:
        return [plain(part.children) for part in sentences(Paragraph(inlines(text)))]

    assert cut("Un. Deux ? Trois !") == ["Un.", "Deux ?", "Trois !"]
    assert cut("Version 2.0 à 3.5 km.") == ["Version 2.0 à 3.5 km."]
    assert cut("M. Dupont lit l’art. 5, p. 3. Fin.") == ["M. Dupont lit l’art. 5, p. 3.", "Fin."]
    assert cut("**Deux mots.** La suite.") == ["Deux mots.", "La suite."]
    assert cut("Il dit : « Non. » Puis il part.") == ["Il dit : « Non. »", "Puis il part."]


# --- slide types of the notebook ---------------------------------------------------------------------------------


def typed(text: str, kind: str, *tags: str) -> dict[str, Any]:
    return markdown(text, *tags, slideshow={"slide_type": kind})


def test_slide_types_are_honoured(write: Write) -> None:
    """Slide and subslide open a slide, « - » and fragment go on, skip is not projected, notes go under the slide."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier"),
        markdown("## Une étape", "minutes-5"),
        typed("### Première\n\nUn.", "slide"),
        typed("Deux.", "-"),
        markdown("Trois."),
        typed("Quatre.", "fragment"),
        typed("### Seconde\n\nCinq.", "subslide"),
        typed("INVISIBLE", "skip"),
        typed("SOUS-SECONDE", "notes"),
    )
    shown = {slide.title: slide for slide in made(path).slides}

    assert words(shown["Première"]) == "Un. Deux. Trois. Quatre."
    assert words(shown["Seconde"]) == "Cinq."
    assert "SOUS-SECONDE" in notes(shown["Seconde"])
    assert "SOUS-SECONDE" not in notes(shown["Une étape"])
    assert not any("INVISIBLE" in words(slide) for slide in shown.values())


def test_a_skipped_step_is_not_announced(write: Write) -> None:
    """A « ## » cell of slide type skip gives no yellow slide; what else the step shows stays, with the step's notes."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier"),
        typed("## Cachée\n\nINVISIBLE", "skip", "minutes-5"),
        typed("### Montrée\n\nUn texte.", "slide"),
        markdown("MARQUE-ÉTAPE", "animateur"),
        typed("## Tout caché\n\nINVISIBLE", "skip", "minutes-5"),
        typed("## Vue\n\nDeux.", "slide", "minutes-5"),
    )
    shown = made(path).slides

    assert [slide.title for slide in shown] == [
        "Petit atelier",
        "Montrée",
        "Vue",
        "Vue\u00a0(suite)",
        "À propos de cet atelier",
    ]
    assert "MARQUE-ÉTAPE" in notes(shown[1])
    assert "de 0\u00a0h\u00a000 à 0\u00a0h\u00a005" in notes(shown[1])
    assert not any("INVISIBLE" in words(slide) for slide in shown)


def test_a_list_in_its_own_cell_stays_with_what_announces_it(write: Write) -> None:
    """A cell without any sentence belongs to the slide before it; after an activity it stands alone."""
    cells = (
        read(
            write(
                *body(
                    "Trois choses à faire.",
                    markdown("- une\n- deux"),
                    code(deck_samples.LONG_QUIZ),
                    markdown("- trois"),
                )
            )
        )
        .atelier.steps[0]
        .cells
    )
    found = topics(cells)

    assert [len(topic.blocks) for topic in found] == [1, 0, 1]
    assert found[0].title == "Trois choses à faire"


# --- notes -------------------------------------------------------------------------------------------------------


def test_every_slide_has_notes_and_a_step_says_its_time(sample: Deck) -> None:
    """The facilitator's text is under the step's slide, with its minutes; the others say where one is."""
    by_title = {slide.title: notes(slide) for slide in sample.slides}

    assert all(by_title.values())
    assert by_title["Accueil"].startswith("10\u00a0minutes, de 0\u00a0h\u00a000 à 0\u00a0h\u00a010.")
    assert "MARQUE-ÉTAPE" in by_title["Accueil"]
    assert "MARQUE-INTRO" in by_title["Petit atelier"]
    assert "Facultatif" in by_title["Voir"]
    assert by_title["Prenez une gommette"] == "Suite de l’étape 1, «\u00a0Accueil\u00a0»."
    assert "Réponse" in by_title["Que faites-vous\u202f?"]


def test_the_facilitators_text_is_in_the_notes_alone(sample: Deck) -> None:
    """The marker is in the notes' parts of the file and in no slide."""
    found = {name for name, data in parts(sample).items() if "MARQUE-" in data.decode("utf-8", "replace")}

    assert found
    assert all(name.startswith("ppt/notesSlides/") for name in found)


# --- the file ----------------------------------------------------------------------------------------------------


def shapes(slide: Any) -> Iterator[Any]:
    yield from slide.shapes


def test_every_run_says_that_it_is_french(sample: Deck) -> None:
    """Runs, fields, breaks and paragraph ends, in slides, notes, layouts and master."""
    for name, data in parts(sample).items():
        if not name.endswith(".xml") or "/theme" in name or not name.startswith("ppt/"):
            continue
        tree = etree.fromstring(data)
        for tag in ("rPr", "endParaRPr", "defRPr"):
            for found in tree.iter(A + tag):
                language = found.get("lang")
                assert language == "fr-FR" or (language is None and tag == "defRPr"), (name, tag, language)
        for run in [*tree.iter(A + "r"), *tree.iter(A + "fld")]:
            assert run.find(A + "rPr") is not None, name


def test_the_title_is_read_first_and_no_placeholder_is_empty(sample: Deck) -> None:
    """Each slide starts with its title, in its placeholder; what is not filled is not there."""
    for slide, source in zip(opened(sample).slides, sample.slides, strict=True):
        first = next(shapes(slide))
        assert first.is_placeholder
        assert first.text_frame.text == source.title
        for shape in slide.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip(), (source.title, shape.name)


def test_what_is_drawn_is_said_or_marked_decorative(sample: Deck) -> None:
    """A shape without text has an alternative text or the decorative mark; pictures and tables have real ones."""
    said = set()
    for slide in opened(sample).slides:
        for shape in shapes(slide):
            identity = next(shape._element.iter(P + "cNvPr"))
            decorative = b"decorative" in etree.tostring(identity)
            alt = identity.get("descr", "")
            if shape.has_text_frame and shape.text_frame.text.strip():
                continue
            assert alt or decorative, shape.name
            said.add(alt)
            assert ".svg" not in alt

    assert {"Un carré vert", "Un bandeau vert", "Réponse juste", "Attention"} <= said
    assert any(alt.startswith("Tableau de 2 lignes. Colonnes\u00a0: Longueur, Avec quoi") for alt in said)


def test_layouts_are_ours_and_bear_french_names(sample: Deck) -> None:
    """Twelve layouts; each slide uses the one of its kind; nothing remains of the default file."""
    presentation = opened(sample)
    names = [layout.name for layout in presentation.slide_layouts]

    assert names == [
        "Titre",
        "Étape",
        "Texte",
        "Deux colonnes",
        "Texte et image",
        "Image",
        "Image entière",
        "Tableau",
        "Graphique",
        "QR code",
        "Quiz",
        "Réponse",
    ]
    used = {
        source.layout: slide.slide_layout.name
        for slide, source in zip(presentation.slides, sample.slides, strict=True)
    }
    assert used["quiz"] == "Quiz"
    assert used["answer"] == "Réponse"
    assert (presentation.slide_width, presentation.slide_height) == (12192012, 6858000)
    content = parts(sample)
    assert not any("thumbnail" in name or "printerSettings" in name for name in content)
    assert b"Andika" in content["ppt/theme/theme1.xml"]
    assert b"Calibri" not in content["ppt/theme/theme1.xml"]


def test_tables_have_a_header_row(sample: Deck) -> None:
    """The first row is flagged, so that a screen reader says it with each cell."""
    tables = [shape.table for slide in opened(sample).slides for shape in shapes(slide) if shape.has_table]

    assert tables
    assert all(table.first_row for table in tables)


@pytest.mark.parametrize("path", ATELIERS, ids=lambda path: path.name)
def test_no_text_of_the_file_passes_its_frame_nor_goes_under_18_points(path: Path) -> None:
    """Read back from the file: sizes, frames inside the page, and lines counted in the widest font."""
    for number, slide in enumerate(opened(made(path)).slides, 1):
        for shape in shapes(slide):
            left, top, wide, high = (
                value / 36000 for value in (shape.left, shape.top, shape.width, shape.height)
            )
            assert left > -0.1, (number, shape.name)
            assert top > -0.1, (number, shape.name)
            assert left + wide < PAGE_W + 0.1, (number, shape.name)
            assert top + high < PAGE_H + 0.1, (number, shape.name)
            for size in re.findall(r' sz="(\d+)"', etree.tostring(shape._element).decode()):
                assert int(size) >= 1800, (number, shape.name)
            if shape.has_text_frame and shape.name in (
                "Texte",
                "Attention",
                "À noter",
                "Message",
                "Bonne réponse",
            ):
                assert needed(shape) <= high + 0.6, (number, shape.name, shape.text_frame.text)


def needed(shape: Any) -> float:
    """Count the height of a frame's paragraphs, in mm."""
    frame = shape.text_frame._txBody.find(A + "bodyPr")
    room = (shape.width - int(frame.get("lIns", 0)) - int(frame.get("rIns", 0))) / 36000
    total = 0.0
    for rank, paragraph in enumerate(shape.text_frame._txBody.iter(A + "p")):
        style = paragraph.find(A + "pPr")
        if paragraph.find(A + "r") is None:
            continue
        points = [int(value.get("val")) / 100 for value in style.iter(A + "spcPts")]
        margin = int(style.get("marL", 0)) / 36000
        runs = [
            (
                run.find(A + "t").text,
                "strong" if run.find(A + "rPr").get("b") else "text",
                int(run.find(A + "rPr").get("sz")) / 100,
            )
            for run in paragraph.iter(A + "r")
        ]
        count = line_count([(text, face) for text, face, _ in runs], runs[0][2], room - margin)  # type: ignore[misc]
        total += count * points[0] * POINT + (points[1] * POINT if rank else 0.0)
    return total


def test_links_lead_somewhere(sample: Deck) -> None:
    """The words of a link can be clicked in the file."""
    targets = [
        relation.target_ref
        for slide in opened(sample).slides
        for relation in slide.part.rels.values()
        if relation.is_external
    ]

    assert targets == ["https://17cyber.gouv.fr"]


def test_same_source_same_bytes(sample: Deck, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writings are identical; dates come from SOURCE_DATE_EPOCH, else from the day of the last check."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = pptx_deck.write(sample)[0]
    properties = Presentation(io.BytesIO(first)).core_properties
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dated = pptx_deck.write(sample)[0]

    assert first != dated
    assert dated == pptx_deck.write(sample)[0]
    assert str(properties.modified).startswith("2026-11-22")
    assert str(Presentation(io.BytesIO(dated)).core_properties.modified).startswith("2023-11-14")
    assert (properties.title, properties.language) == ("Petit atelier", "fr-FR")


def test_a_picture_that_cannot_be_shown_gives_its_words(write: Write) -> None:
    """A missing or broken picture is a frame with the alternative text, and a warning that names it."""
    path = write(*body("![Une carte](absente.png)", markdown("### Deux\n\n![Un plan](casse.svg)")))
    (path.parent / "casse.svg").write_text("<svg du bruit")
    document = made(path)
    data, findings = pptx_deck.write(document)
    told = [
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(data)).slides
        for shape in shapes(slide)
        if shape.has_text_frame
    ]

    assert [finding.rule for finding in findings] == ["E710", "E710"]
    assert "absente.png" in findings[0].message
    assert {"Une carte", "Un plan"} <= set(told)


def test_only_a_deck_can_be_written(sample: Deck) -> None:
    """Another document is refused."""
    with pytest.raises(TypeError, match="deck"):
        pptx_deck.write(Sheet(sample.head, ()))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_impress_opens_it(sample: Deck, tmp_path: Path) -> None:
    """LibreOffice gives as many pages as there are slides."""
    import pymupdf

    source = tmp_path / "d.pptx"
    source.write_bytes(pptx_deck.write(sample)[0])
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=150,
    )

    with pymupdf.open(tmp_path / "d.pdf") as pdf:
        assert pdf.page_count == len(sample.slides)


# --- measure -----------------------------------------------------------------------------------------------------


def test_widths_grow_with_size_and_bold() -> None:
    """A text is wider when larger, when bold, and in the widest font."""
    assert width("porte", 30) == pytest.approx(2 * width("porte", 15))
    assert width("porte", 30, "strong") > width("porte", 30)
    assert width("porte", 30) > width("porte", 30, widest=False)


def test_lines_break_at_spaces_but_not_at_no_break_ones() -> None:
    """A no-break space holds; a word longer than the line takes several; a line feed is one."""
    half = width("un deux", 30) + 6

    assert line_count([("un deux un deux", "text")], 30, half) == 2
    assert line_count([("un\u00a0deux\u00a0un\u00a0deux", "text")], 30, half) == 2
    assert line_count([("a" * 100, "text")], 30, 50) > 3
    assert line_count([("un\ndeux", "text")], 30, 300) == 2
    assert line_count([("", "text")], 30, 300) == 1


def test_a_line_gives_its_words() -> None:
    """What is read of a block of each kind."""
    from etabli.markdown import blocks

    found = list(lines(blocks("### T\n\n- [x] fait\n\n1. un\n   - sous\n\n`code` et ~~barré~~")))

    assert [(line.kind, line.text) for line in found] == [
        ("subhead", "T"),
        ("done", "fait"),
        ("number", "un"),
        ("bullet", "sous"),
        ("text", "code et barré"),
    ]
    assert isinstance(found[0], Line)
