"""fiche.docx, on the file itself: what Word, a screen reader and a mediator find in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from etabli.findings import Finding
from etabli.source import read
from etabli_exports import docx_sheet
from etabli_exports.document import Options
from etabli_exports.project import project
from lxml import etree
from samples import FRONT, QUIZ, ROOT, SETUP, Write, code, markdown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ATELIERS = sorted(path.name for path in (ROOT / "ateliers").iterdir() if path.is_dir())
#: Children in the order of the schema (ECMA-376, part 1, annex A): Word refuses some files that do not keep it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs strike noProof color sz szCs u bdr shd vertAlign rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar",
    "sdtPr": "rPr alias id checkbox",
    "pBdr": "top left bottom right between",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
}


class File:
    """A Word file, opened as a zip."""

    def __init__(self, data: bytes, findings: list[Finding]) -> None:
        self.data, self.findings = data, findings
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.body = self.part("word/document.xml")

    def part(self, name: str) -> Any:
        """Give a part, parsed."""
        return etree.fromstring(self.archive.read(name))

    def parts(self) -> dict[str, Any]:
        """Give the parts of the text, by name."""
        return {
            name: self.part(name)
            for name in self.archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }

    def titles(self) -> list[tuple[str, str]]:
        """Give style and words of each title."""
        return [
            (style, text(p)) for p in self.body.iter(f"{W}p") if (style := style_of(p)).startswith("Titre")
        ]


def text(element: Any) -> str:
    return "".join(
        node.text or "" if node.tag == f"{W}t" else "\t"
        for node in element.iter(f"{W}t", f"{W}tab")
        if node.getparent().tag == f"{W}r"
    )


def style_of(paragraph: Any) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def made(path: Path, **options: Any) -> File:
    return File(*docx_sheet.write(project(read(path).atelier, "sheet", Options(**options))))


@pytest.fixture(scope="module", params=ATELIERS)
def shipped(request: pytest.FixtureRequest) -> File:
    return made(ROOT / "ateliers" / request.param, answers=True)


def head(*lines: str) -> dict[str, Any]:
    front = FRONT.replace("---\ntitre", "\n".join(("---", *lines, "titre"))) if lines else FRONT
    return {"cell_type": "raw", "id": "", "metadata": {}, "source": front}


def test_nothing_had_to_be_left_out(shipped: File) -> None:
    """The ateliers that ship are set whole."""
    assert shipped.findings == []


def test_the_language_is_said_everywhere(shipped: File) -> None:
    """Default style, every run that has words, and the properties are in French of France."""
    default = shipped.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    runs = [
        run
        for part in shipped.parts().values()
        for run in part.iter(f"{W}r")
        if run.find(f"{W}t") is not None
    ]

    assert default.get(f"{W}val") == "fr-FR"
    assert {run.find(f"{W}rPr/{W}lang").get(f"{W}val") for run in runs} == {"fr-FR"}
    assert Document(io.BytesIO(shipped.data)).core_properties.language == "fr-FR"


def test_titles_are_real_and_follow_each_other(shipped: File) -> None:
    """One title, then steps; no level is jumped, and steps have their numbers from the list."""
    titles = shipped.titles()
    levels = [
        0 if style == "Titre" else 1 if style.startswith("Titre1") else int(style[5]) for style, _ in titles
    ]

    assert titles[0][0] == "Titre"
    assert levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert sum(style == "Titre1" for style, _ in titles) >= 5
    styles = {style.get(f"{W}styleId"): style for style in shipped.part("word/styles.xml").iter(f"{W}style")}
    assert styles["Titre1"].find(f"{W}name").get(f"{W}val") == "heading 1"
    assert styles["Titre1"].find(f"{W}pPr/{W}keepNext") is not None
    assert styles["Titre1"].find(f"{W}pPr/{W}numPr") is not None


def test_tables_have_header_rows(shipped: File) -> None:
    """The first row of each table comes back on each page, no row is cut, each table fits and says what it holds."""
    for table in shipped.body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")

        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) <= 9420
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")


def test_every_picture_speaks_or_says_that_it_is_decorative(shipped: File) -> None:
    """No picture without a text alternative, save those marked decorative; identifiers are unique."""
    pictures = [node for part in shipped.parts().values() for node in part.iter("{*}docPr")]

    assert any(node.get("descr") for node in pictures)
    assert all(bool(node.get("descr")) != bool(list(node.iter("{*}decorative"))) for node in pictures)
    numbers = [node.get("id") for node in pictures]
    assert len(set(numbers)) == len(numbers)


def test_the_page_is_ours(shipped: File) -> None:
    """A4, the margins of the look, a foot with the licence, the date of checking and « page X sur Y »."""
    for section in shipped.body.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")

        assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
        assert (margins.get(f"{W}left"), margins.get(f"{W}right")) == ("1474", "1020")
    feet = [part for name, part in shipped.parts().items() if "footer" in name]
    assert all("CC BY-SA 4.0" in text(foot) and "Faits vérifiés le" in text(foot) for foot in feet)
    assert all(
        [field.get(f"{W}instr").strip() for field in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
        for foot in feet
    )


def test_the_parts_hold_together(shipped: File) -> None:
    """Children are in the schema's order; styles, lists, relations and links that are used exist."""
    styles = {style.get(f"{W}styleId") for style in shipped.part("word/styles.xml").iter(f"{W}style")}
    lists = {number.get(f"{W}numId") for number in shipped.part("word/numbering.xml").iter(f"{W}num")} | {"0"}
    for name, part in shipped.parts().items():
        for element in part.iter():
            kind = etree.QName(element).localname
            if kind in ORDER and element.tag.startswith(W):
                order = ORDER[kind].split()
                ranks = [order.index(etree.QName(child).localname) for child in element]
                assert ranks == sorted(ranks), (name, kind, [child.tag for child in element])
            if kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
                assert element.get(f"{W}val") in styles
            if kind == "numId":
                assert element.get(f"{W}val") in lists
        relations = name.replace("word/", "word/_rels/") + ".rels"
        known = (
            {link.get("Id") for link in shipped.part(relations)}
            if relations in shipped.archive.namelist()
            else set()
        )
        used = {
            value for element in part.iter() for key, value in element.attrib.items() if key.startswith(R)
        }
        assert used <= known


def test_our_fonts_are_inside(shipped: File) -> None:
    """The fonts travel with the file, and have substitutes where a reader refuses them."""
    fonts = {font.get(f"{W}name"): font for font in shipped.part("word/fontTable.xml")}
    kinds = Counter(etree.QName(child).localname for child in fonts["Andika"])

    assert fonts["Andika"].find(f"{W}altName").get(f"{W}val") == "Verdana"
    assert (kinds["embedRegular"], kinds["embedBold"]) == (1, 1)
    face = fonts["Bricolage Grotesque"].find(f"{W}embedBold")
    key = bytes.fromhex(re.sub("[^0-9A-F]", "", face.get(f"{W}fontKey")))[::-1] * 2
    hidden = shipped.archive.read("word/fonts/BricolageGrotesque-Bold.odttf")
    plain = bytes(a ^ b for a, b in zip(hidden, key, strict=False)) + hidden[32:]
    assert plain == (ROOT / "widgets" / "etabli" / "fonts" / "BricolageGrotesque-Bold.ttf").read_bytes()


def test_boxes_can_be_ticked(write: Write) -> None:
    """Each choice of a quiz and each task has a box that Word ticks, named after its words."""
    tasks = "## Faire\n\n- [ ] Première chose\n- [x] Seconde chose\n\n| Ce que je vois | Oui |\n|---|---|\n| Un lien | ☐ |"
    file = made(
        write(
            head(),
            SETUP,
            markdown("# Essai"),
            markdown(tasks, "minutes-10"),
            markdown("## Jouer", "minutes-10"),
            code(QUIZ),
        )
    )
    names = [box.getparent().find(f"{W}alias").get(f"{W}val") for box in file.body.iter(f"{W14}checkbox")]

    assert names == ["Première chose", "Seconde chose", "Un lien, Oui", "A. trois", "B. quatre"]
    assert {text(box.getparent().getparent()) for box in file.body.iter(f"{W14}checkbox")} == {"☐"}


def test_answers_only_if_asked(write: Write) -> None:
    """The answers stand at the end, on a page of their own, and only when they were asked."""
    path = write(head(), SETUP, markdown("# Essai"), markdown("## Jouer", "minutes-20"), code(QUIZ))

    assert "Les réponses" not in text(made(path).body)
    assert text(made(path, answers=True).body).endswith("✓\tquatre")


def test_the_diagnostic_has_its_annex_and_legend() -> None:
    """The annex begins a page; marks are characters, explained by words in the text and in the foot."""
    file = made(ROOT / "ateliers" / "securiser-ses-comptes")
    words = text(file.body)
    feet = [text(part) for name, part in file.parts().items() if "footer" in name]

    assert len(list(file.body.iter(f"{W}sectPr"))) == 2
    assert all(mark in words for mark in "●■▲★–")
    assert any("●\u00a0porte\u00a0fermée" in foot for foot in feet)


def test_nothing_for_the_facilitator(small: Path) -> None:
    """What the facilitator alone reads is in no part of the file."""
    file = made(small, answers=True)

    assert all(b"MARQUE-ANIMATEUR" not in file.archive.read(name) for name in file.archive.namelist())


def test_the_same_source_gives_the_same_bytes(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the same file, dated by the day of checking, or by SOURCE_DATE_EPOCH."""
    first = made(small)

    assert first.data == made(small).data
    assert {entry.date_time[:3] for entry in first.archive.infolist()} == {(2026, 11, 22)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    later = made(small)
    assert {entry.date_time[:3] for entry in later.archive.infolist()} == {(2023, 11, 14)}
    assert Document(io.BytesIO(later.data)).core_properties.created.year == 2023


def test_properties_come_from_the_front_matter(write: Write) -> None:
    """Title, authors and audiences are in the file's properties, and nobody else's name."""
    core = Document(
        io.BytesIO(
            made(
                write(
                    head("auteurs: [Anne, Zoé]", "publics: seniors"), SETUP, markdown("## Un", "minutes-20")
                )
            ).data
        )
    ).core_properties

    assert (core.title, core.author, core.keywords, core.comments) == (
        "Petit atelier",
        "Anne, Zoé",
        "seniors",
        "",
    )


def test_links_work_and_are_listed_once(write: Write) -> None:
    """A link is clickable; its address is printed once, at the end, unless its words already say it."""
    body = "## Voir\n\n[le site](https://exemple.fr/a), [encore](https://exemple.fr/a), [exemple.fr/b](https://exemple.fr/b), [ici](#voir)."
    file = made(write(head(), SETUP, markdown(body, "minutes-20")))
    external = [
        link.get("Target")
        for link in file.part("word/_rels/document.xml.rels")
        if link.get("TargetMode") == "External"
    ]
    words = text(file.body)

    assert set(external) == {"https://exemple.fr/a", "https://exemple.fr/b"}
    assert words.endswith("Les adresses[1] exemple.fr/a")
    assert "le site[1], encore[1], exemple.fr/b, ici." in words


@pytest.mark.parametrize("address", ["http://[", "https://exemple.fr/" + "a" * 3000])
def test_an_address_that_word_refuses_stays_words(write: Write, address: str) -> None:
    """Word does not open a file that holds such an address: only the words are kept."""
    file = made(write(head(), SETUP, markdown(f"## Voir\n\n[cassé](<{address}>)", "minutes-20")))

    assert "cassé" in text(file.body)
    assert not list(file.body.iter(f"{W}hyperlink"))


def test_a_missing_picture_leaves_its_words(write: Write) -> None:
    """A picture that is not there is a frame with its alternative, and a finding."""
    file = made(
        write(head(), SETUP, markdown("## Voir\n\n![Une carte du quartier](absente.png)", "minutes-20"))
    )

    assert ("Imageabsente", "Une carte du quartier") in [
        (style_of(p), text(p)) for p in file.body.iter(f"{W}p")
    ]
    assert [finding.rule for finding in file.findings] == ["E701"]


def test_odd_content_is_set(write: Write) -> None:
    """Control characters, right-to-left words, nested lists, framed lists, notes and a table of 24 columns make a sound file."""
    wide = "\n".join(
        ("|" + "|".join(f"Colonne numéro {n}" for n in range(24)) + "|", "|---" * 24 + "|", "|x" * 24 + "|")
    )
    cells = (
        "## Un\x0b \x00étrange 🙂\n\nשלום עולם\n\nQue manque-t-il ? Une note[^1].\n\n[^1]: La note.",
        "3. trois\n   - dessous\n     1. encore\n4. quatre\n\n> [!CAUTION] Urgent\n>\n> - un\n> - deux",
        f"{wide}\n\n```\nprint(1)\n```\n\n$$x^2$$\n\n---\n\n<b>gras</b>\n\n{'mot' * 200}",
        "> **Un.** Premier\n\n> **Deux.** Second",
        "| À écrire |\n|---|\n| |\n| |",
    )
    file = made(write(head(), SETUP, *(markdown(cell) for cell in cells)))
    words = text(file.body)

    assert all(
        word in words
        for word in (
            "שלום",
            "🙂",
            "Que manque-t-il",
            "Une note1.",
            "La note.",
            "encore",
            "deux",
            "Colonne numéro 23",
            "print(1)",
            "Premier",
        )
    )
    assert any(p.find(f"{W}pPr/{W}bidi") is not None and "שלום" in text(p) for p in file.body.iter(f"{W}p"))
    wides = [table for table in file.body.iter(f"{W}tbl") if "Colonne numéro 0" in text(table)]
    assert len(wides) > 1, "the first column is repeated in each part"
    assert all(
        sum(int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")) <= 9420
        for table in file.body.iter(f"{W}tbl")
    )
    assert sum(style_of(p) == "Ligne" for p in file.body.iter(f"{W}p")) == 2
    Document(io.BytesIO(file.data))


def test_steps_that_print_nothing_leave_their_number(write: Write) -> None:
    """The numbers on paper are those of the screen, even when a step has nothing to print."""
    file = made(
        write(
            head(),
            SETUP,
            markdown("## Un\n\nTexte.", "minutes-5"),
            markdown("## Deux", "minutes-5"),
            markdown("## Trois\n\nTexte.", "minutes-10"),
        )
    )
    starts = [node.get(f"{W}val") for node in file.part("word/numbering.xml").iter(f"{W}startOverride")]

    assert [words.strip().split("\t")[0] for style, words in file.titles() if style == "Titre1"] == [
        "Un",
        "Trois",
    ]
    assert starts == ["3"]


def test_an_ordered_list_keeps_its_count(write: Write) -> None:
    """A list starts at its author's number, and a list inside it has a count of its own (Word shares it within a model)."""
    file = made(write(head(), SETUP, markdown("## Un\n\n3. trois\n   1. dedans\n4. quatre", "minutes-20")))
    numbering = file.part("word/numbering.xml")
    models = {
        number.get(f"{W}numId"): number.find(f"{W}abstractNumId").get(f"{W}val")
        for number in numbering.iter(f"{W}num")
    }
    starts = {
        model.get(f"{W}abstractNumId"): model.find(f"{W}lvl/{W}start").get(f"{W}val")
        for model in numbering.iter(f"{W}abstractNum")
    }
    used = [
        models[p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")]
        for p in file.body.iter(f"{W}p")
        if style_of(p) == "Listenumros"
    ]

    assert used[0] == used[2] != used[1]
    assert (starts[used[0]], starts[used[1]]) == ("3", "1")
