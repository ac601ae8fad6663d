"""The three papers: what is chosen for each, what a reader of the PDF finds, and what nobody's text can break."""

from __future__ import annotations

import dataclasses
import io
import json
import os
from pathlib import Path
from typing import Any

import pdf_check
import pikepdf
import pytest
from etabli.activities import Quiz
from etabli.atelier import Atelier
from etabli.source import read
from etabli_exports import falc, fiche, guide
from etabli_exports.document import EasySheet, HardWord, Idea, Options, RunSheet, Sheet
from etabli_exports.easy_sheet import easy_sheet
from etabli_exports.run_sheet import run_sheet
from etabli_exports.sheet import sheet
from etabli_exports.typography import breakable, french, tied
from PIL import Image
from pydantic import BaseModel
from samples import FRONT, QUIZ, ROOT, SETUP, Write, code, markdown, raw

GOLDEN = Path(__file__).parents[1] / "golden"
ATELIERS = sorted(path.parent for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
WRITERS = {"fiche": (sheet, fiche.write), "falc": (easy_sheet, falc.write), "guide": (run_sheet, guide.write)}

DIAGNOSTIC = """%%activite diagnostic
id: bilan
titre: Mon bilan
mots: {un: porte, plusieurs: portes, ferme: fermée, fermes: fermées, ouvert: ouverte, ouverts: ouvertes}
themes: {mail: Messagerie}
questions:
  - id: q1
    theme: mail
    poids: 5
    question: Le mot de passe du mail sert-il ailleurs ?
    falc: Votre mot de passe est aussi ailleurs ?
    reponses:
      - Non
      - texte: Oui
        risque: 3
        action: Changer le mot de passe
        conseil: Changez-le dès ce soir.
        horizon: aujourd’hui
        minutes: 15
        falc: Changez le mot de passe.
      - texte: Je n’ai pas de mail
        concerne: non
  - id: q2
    theme: mail
    si: {q1: [2]}
    question: Et le code ?
    reponses: [Oui, Non]
"""
EASY = """### Que faites-vous ?

Votre boîte mail est une porte.

Prenez 7 mots
au hasard.\\
Ne les dites pas.

> **Un mot difficile**\\
> Un **compte**, c’est un espace."""
RUN = """**À faire.** Voter.

**À dire.** « Bonjour. »

**À surveiller.** Qui se tait.

**Sans écran.** Gommettes."""


@pytest.fixture
def atelier(write: Write) -> Atelier:
    """An atelier with all that papers are made of."""
    path = write(
        raw(
            FRONT.replace(
                "---", '---\nmateriel: [Des dés]\nsources: {CNIL: "La CNIL — https://www.cnil.fr/mots"}', 1
            )
        ),
        SETUP,
        markdown("# Petit atelier\n\nBonjour à tous."),
        markdown("**Trois règles.** Rester calme.", "animateur"),
        markdown(
            "## Accueil\n\nUn texte, [une adresse](https://exemple.fr/page).", "minutes-10", "essentiel"
        ),
        markdown("Seulement pour l’écran : ECRAN.", "ecran"),
        markdown("Seulement pour le papier : PAPIER.\n\n| Quoi | Fait |\n|---|---|\n| Tri | ☐ |", "papier"),
        markdown(RUN, "animateur"),
        markdown(EASY, "falc"),
        markdown("## Pause\n\nDix minutes.", "minutes-10", "facultatif"),
        markdown("## Jouer", "minutes-30"),
        code(
            QUIZ + "explication: On compte sur ses doigts.\nsources: [CNIL]\nfalc:\n  question: Combien ?\n"
        ),
        code(DIAGNOSTIC),
        markdown("## Muette", "minutes-5"),
        markdown("Rien que pour l’écran.", "ecran"),
    )
    return read(path).atelier


def as_json(value: Any) -> Any:
    """Give a document as JSON; each object says its type."""
    if isinstance(value, BaseModel):
        return {"type": type(value).__name__, **value.model_dump(mode="json")}
    if dataclasses.is_dataclass(value):
        names = [item.name for item in dataclasses.fields(value) if item.compare]
        return {"type": type(value).__name__, **{name: as_json(getattr(value, name)) for name in names}}
    if isinstance(value, tuple | list):
        return [as_json(inner) for inner in value]
    return value


@pytest.mark.parametrize("name", WRITERS)
def test_what_each_paper_says_is_golden(name: str, atelier: Atelier) -> None:
    """The projections give the document kept in tests/golden; ETABLI_GOLDEN=1 writes it again."""
    project, _ = WRITERS[name]
    document = (
        json.dumps(as_json(project(atelier, Options(answers=True))), ensure_ascii=False, indent=1) + "\n"
    )
    file = GOLDEN / f"{name}.json"
    if os.environ.get("ETABLI_GOLDEN"):
        file.write_text(document, encoding="utf-8")

    assert document == file.read_text(encoding="utf-8")


def test_a_handout_keeps_what_is_for_paper(atelier: Atelier) -> None:
    """Silent steps and breaks are left out; the long form of a diagnostic goes to the end; answers only if asked."""
    document = sheet(atelier, Options())
    assert isinstance(document, Sheet)
    assert [section.title for section in document.sections] == ["", "Accueil", "Jouer"]
    assert [section.title for section in document.annexes] == ["Mon bilan, sur papier"]
    assert document.answers == ()

    text = pdf_check.text(fiche.write(document)[0])
    assert "PAPIER" in text and "ECRAN" not in text and "Dix minutes" not in text
    assert "Cochez une seule case." in text and "On compte sur ses doigts" not in text
    assert "→ Changer le mot de passe (aujourd’hui, 15 min)" in text.replace("\u00a0", " ")
    assert "Seulement si vous avez coché B à la question 1." in text
    assert "[1] exemple.fr/page" in text
    assert "Faits vérifiés le 22/11/2026" in text and "CC BY-SA 4.0" in text

    asked = pdf_check.text(fiche.write(sheet(atelier, Options(answers=True)))[0])
    assert "On compte sur ses doigts" in asked and "Changez-le dès ce soir" in asked


def test_the_easy_sheet_has_one_idea_at_a_time(atelier: Atelier) -> None:
    """Paragraphs are ideas, breaks are lines, a callout explains a word, activities come last; silent steps are named."""
    document = easy_sheet(atelier, Options())
    assert isinstance(document, EasySheet)
    first, quiz, diagnostic = document.topics
    ideas = [idea for idea in first.ideas if isinstance(idea, Idea)]

    assert [len(idea.lines) for idea in ideas] == [1, 2]
    assert ideas[0].picto is not None
    assert isinstance(first.ideas[-1], HardWord) and first.ideas[-1].title == "Un mot difficile"
    assert [idea.box for idea in quiz.ideas if isinstance(idea, Idea)] == [True, True]
    assert len(diagnostic.ideas) == 1
    assert document.missing == ("Jouer", "Muette")

    data, findings = falc.write(document)
    text = pdf_check.text(data)
    assert "À faire relire." in text and "OpenMoji" in text
    assert "Ne les dites pas." in text
    assert [(finding.rule, "« Jouer », « Muette »" in finding.message) for finding in findings] == [
        ("E703", True)
    ]


def test_no_idea_is_cut_and_no_page_holds_more_than_five(write: Write) -> None:
    """Twelve ideas make three pages; the second says that it goes on."""
    ideas = "\n\n".join(f"Idée {n:02d}." for n in range(12))
    path = write(raw(FRONT), markdown("## Une\n\nTexte."), markdown(f"### Quoi ?\n\n{ideas}", "falc"))
    data, _ = falc.write(easy_sheet(read(path).atelier, Options()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 3
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as document:
        texts = [page.get_text() for page in document]
    assert [text.count("Idée") for text in texts] == [4, 4, 4]
    assert "Suite" in texts[1]


def test_the_proofreader_is_named(write: Write) -> None:
    """Once proofread, the sheet says by whom, when and where, and no more « à faire relire »."""
    reader = "relecture_falc: {par: ESAT Les Tilleuls, le: 03/12/2026, lieu: Rodez}"
    path = write(
        raw(FRONT.replace("---", f"---\n{reader}", 1)), markdown("## Une"), markdown("Bonjour.", "falc")
    )
    text = pdf_check.text(falc.write(easy_sheet(read(path).atelier, Options()))[0])

    assert "Relue par ESAT Les Tilleuls, le 03/12/2026, Rodez." in text
    assert "À faire relire" not in text


def test_the_run_sheet_knows_the_hours(atelier: Atelier) -> None:
    """Rows follow each other on the clock; bold lead-ins choose the column."""
    document = run_sheet(atelier, Options())
    assert isinstance(document, RunSheet)
    assert [(row.title, row.start, row.minutes) for row in document.rows] == [
        ("Accueil", 0, 10),
        ("Pause", 10, 10),
        ("Jouer", 20, 30),
        ("Muette", 50, 5),
    ]
    first = document.rows[0]
    assert (len(first.do), len(first.say), len(first.without)) == (1, 2, 1)

    text = pdf_check.text(guide.write(document)[0]).replace("\u00a0", " ")
    for words in (
        "Trois règles. Rester calme.",
        "0 h 20",
        "À surveiller. Qui se tait.",
        "On compte sur ses doigts.",
        "Changez-le dès ce soir.",
        "Seulement sur papier.",
        "Seulement à l’écran.",
        "La CNIL",
        "Des dés",
        "Ne pas distribuer",
    ):
        assert words in text, words


def test_text_without_lead_in_is_to_be_said(write: Write) -> None:
    """What a facilitator's cell says without « À faire » goes to « À dire », never away."""
    path = write(raw(FRONT), markdown("## Une"), markdown("Parler lentement.", "animateur"))
    row = run_sheet(read(path).atelier, Options()).rows[0]

    assert len(row.say) == 1 and not row.do and not row.without


@pytest.mark.parametrize("name", WRITERS)
def test_the_facilitator_s_text_is_in_the_guide_alone(name: str, atelier: Atelier) -> None:
    """No word of a facilitator's cell reaches a participant's paper."""
    project, write_pdf = WRITERS[name]
    assert ("Qui se tait" in pdf_check.text(write_pdf(project(atelier, Options(answers=True)))[0])) == (
        name == "guide"
    )


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", WRITERS)
def test_our_ateliers_print_as_accessible_pdf(name: str, folder: Path) -> None:
    """Tagged, titled, in French, fonts embedded, pictures and titles in order, nothing to report; the same bytes twice."""
    project, write_pdf = WRITERS[name]
    document = project(read(folder).atelier, Options())
    data, findings = write_pdf(document)

    assert pdf_check.faults(data) == []
    assert findings == []
    assert write_pdf(document)[0] == data
    last = pdf_check.pages(data)
    assert f"page {last} sur {last}" in pdf_check.text(data)


def test_the_date_of_a_pdf_is_given(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH dates the file, else the day when the facts were checked."""

    def created() -> str:
        with pikepdf.open(io.BytesIO(fiche.write(sheet(atelier, Options()))[0])) as pdf:
            return str(pdf.docinfo["/CreationDate"])[2:10]

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert created() == "20261122"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert created() == "19700102"


ATTACK = '#panic("perdu") $x$ \\ ] [ * @nom <a> `#b` #import "/etc/passwd" */ // -- {x} \\u{41} #{1+1}'


@pytest.mark.parametrize("name", WRITERS)
def test_text_is_never_typst_code(name: str, write: Write) -> None:
    """Whatever is written, wherever, is printed as it is written."""
    quoted = json.dumps(ATTACK)
    path = write(
        raw(
            f"---\ntitre: {quoted}\nresume: {quoted}\nauteurs: {quoted}\nlicence: {quoted}\nmateriel: [{quoted}]\nsources: {{A: {quoted}}}\n---"
        ),
        markdown(ATTACK),
        markdown(
            f"## {ATTACK}\n\n{ATTACK}\n\n- {ATTACK}\n\n> **{ATTACK}** x\n\n| {ATTACK} |\n|---|\n| {ATTACK} |\n\n```\n{ATTACK}\n```"
        ),
        code(
            f"%%activite quiz\nid: q\nquestion: {quoted}\nchoix:\n  - {quoted}\n  - {{texte: {quoted}, juste: oui}}\nfalc: {{question: {quoted}}}"
        ),
        markdown(f"**À faire.** {ATTACK}", "animateur"),
        markdown(f"### {ATTACK}\n\n{ATTACK}", "falc"),
    )
    project, write_pdf = WRITERS[name]
    data, _ = write_pdf(project(read(path).atelier, Options(answers=True)))

    assert pdf_check.faults(data) == []
    assert '#panic("perdu")' in pdf_check.text(data).replace("\u00a0", " ")


def test_what_our_fonts_lack_is_replaced_and_told(write: Write) -> None:
    """A character without a glyph does not stop the printing: it is named in the report."""
    path = write(
        raw(FRONT), markdown("## Une\n\nUn signe 𓂀, un emoji 😀, une case ☐, une commande \x07 cachée.")
    )
    reading = read(path)
    data, findings = fiche.write(sheet(reading.atelier, Options()))

    assert any(finding.rule == "E506" and "U+0007" in finding.message for finding in reading.findings)
    assert [finding.rule for finding in findings] == ["E702"]
    assert "U+13080" in findings[0].message
    assert "un emoji 😀" in pdf_check.text(data)
    assert pdf_check.faults(data) == []


def test_pictures_of_all_kinds(write: Write) -> None:
    """PNG, JPEG, GIF, WebP and SVG are printed with their text; decorative ones are passed over."""
    path = write(
        raw(FRONT),
        markdown(
            "## Une\n\n"
            + "\n\n".join(
                f"![Image {kind}](images/{kind}.{kind})" for kind in ("png", "jpeg", "gif", "webp", "svg")
            )
            + '\n\n![](images/png.png "décoratif")'
        ),
    )
    folder = path.parent / "images"
    folder.mkdir()
    for kind in ("png", "jpeg", "gif", "webp"):
        Image.new("RGB", (40, 20), "#0F5450").save(folder / f"{kind}.{kind}")
    (folder / "svg.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    data, findings = fiche.write(sheet(read(path).atelier, Options()))

    assert findings == [] and pdf_check.faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = [str(item.Alt) for name, item in pdf_check.elements(pdf) if name == "/Figure"]
    assert [alt for alt in told if alt.startswith("Image")] == [
        f"Image {kind}" for kind in ("png", "jpeg", "gif", "webp", "svg")
    ]


def test_a_picture_that_cannot_be_drawn_leaves_its_words(write: Write) -> None:
    """Missing, outside, cut short or wrong: a frame says what it showed, the report says which."""
    path = write(
        raw(FRONT),
        markdown(
            "## Une\n\n![Absente](rien.png)\n\n![Dehors](../../x.png)\n\n![Coupée](images/court.jpg)\n\n![Fausse](images/faux.svg)"
        ),
    )
    folder = path.parent / "images"
    folder.mkdir()
    out = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(out, "JPEG")
    (folder / "court.jpg").write_bytes(out.getvalue()[:3000])
    (folder / "faux.svg").write_text("<svg viewBox='0 0 9 9'><path d=' <</svg>")
    data, findings = fiche.write(sheet(read(path).atelier, Options()))

    assert {finding.rule for finding in findings} == {"E701"}
    text = pdf_check.text(data)
    assert all(words in text for words in ("Absente", "Dehors", "Coupée", "Fausse"))
    assert pdf_check.faults(data) == []


def test_anybody_s_markdown_stays_on_the_page(write: Write) -> None:
    """Every block there is, a table of fourteen columns, words without end: nothing is written past the margins."""
    wide = "| " + " | ".join(f"Colonne {n}" for n in range(14)) + " |\n|" + "---|" * 14 + "\n"
    wide += "| " + " | ".join("anticonstitutionnellement" for _ in range(14)) + " |"
    source = "\n\n".join(
        [
            "## Une",
            "Note[^1], `code`, $e=mc^2$, ~~barré~~, H<sub>2</sub>O, <b>gras</b>.",
            "[^1]: La note.",
            "#### Trop profond",
            "- a\n  - b\n    1. c\n- [ ] d",
            "> cité",
            "> **Urgence.** Vite",
            "```python\n" + "x = 1 # " + "long " * 60 + "\n```",
            "$$\\int x$$",
            "---",
            wide,
            "| a | b |\n|---|---|\n| " + "x" * 400 + " | " + "mot " * 200 + " |",
            "abcdef" * 100,
            "https://exemple.fr/" + "a" * 300,
        ]
    )
    path = write(
        raw(FRONT),
        markdown(source),
        markdown(source.replace("## Une\n\n", ""), "animateur"),
        markdown(source.replace("## Une\n\n", "### Une\n\n"), "falc"),
    )
    import pymupdf

    for project, write_pdf in WRITERS.values():
        data, _ = write_pdf(project(read(path).atelier, Options()))
        assert pdf_check.faults(data) == []
        with pymupdf.open(stream=data, filetype="pdf") as document:
            for page in document:
                for x0, y0, x1, y1, *_ in page.get_text("words"):
                    assert x0 >= 20 and x1 <= page.rect.width - 20, (page.number, x0, x1)
                    assert y0 >= 20 and y1 <= page.rect.height - 15, (page.number, y0, y1)


def test_what_is_left_blank_is_to_be_written_on(write: Write) -> None:
    """A table of one empty column becomes lines; the handout does not add its own then."""
    path = write(raw(FRONT), markdown("## Une\n\n| Mon idée |\n|---|\n|  |\n|  |"))
    text = pdf_check.text(fiche.write(sheet(read(path).atelier, Options()))[0])
    other = write(raw(FRONT), markdown("## Une\n\nTexte."), slug="autre")

    assert "Mon idée" in text and "Je repars avec cette idée" not in text
    assert "Je repars avec cette idée" in pdf_check.text(
        fiche.write(sheet(read(other).atelier, Options()))[0]
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("Poste : 4", "Poste\u00a0: 4"),
        ("15 min et 30 €", "15\u00a0min et 30\u00a0€"),
        ("2 756 mots", "2\u202f756 mots"),
        ("l'heure", "l’heure"),
        ("déjà\u202f!", "déjà\u202f!"),
        ("n° 4", "n°\u00a04"),
        ("a ? b : c", "a\u202f? b\u00a0: c"),
    ],
)
def test_french_spaces(typed: str, printed: str) -> None:
    """The spaces of French typography are set, once."""
    assert french(typed) == printed
    assert french(printed) == printed


def test_long_words_break_after_their_punctuation() -> None:
    """An address breaks after a slash rather than anywhere."""
    assert breakable("https://exemple.fr/page", 12).split("\u200b") == ["https://", "exemple.", "fr/", "page"]
    assert breakable("court", 12) == "court"


@pytest.mark.parametrize("words", ["manque-t-il", "ai-je", "Changez-le", "porte-monnaie", "rendez-vous-y"])
def test_a_verb_and_its_pronoun_are_not_parted(words: str) -> None:
    """A question turned round holds on one line; other hyphens still break, and nothing is lost."""
    cut = tied(f"Que {words} ?")

    assert "".join(part for part, _ in cut) == f"Que {words} ?"
    assert [part for part, whole in cut if whole] == ([words] if words in ("manque-t-il", "ai-je") else [])


def test_the_quiz_alone_has_its_boxes() -> None:
    """A quiz gives as many boxes as choices, none of them told right on paper."""
    quiz = Quiz.model_validate({"id": "q", "question": "Q", "choix": ["a", {"texte": "b", "juste": "oui"}]})
    (form,) = quiz.paper()

    assert [option.right for option in form.options] == [None, None]  # type: ignore[union-attr]
