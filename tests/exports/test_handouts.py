"""The handout's other shapes: A5, the booklet to fold, large print, the place to come back to."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pdf_check
import pikepdf
import pymupdf
import pytest
from etabli.atelier import Atelier
from etabli.source import read
from etabli_exports import fiche, livret
from etabli_exports.document import Options
from etabli_exports.imposition import order
from etabli_exports.sheet import sheet
from samples import FRONT, QUIZ, ROOT, SETUP, Write, code, markdown, raw

ATELIERS = sorted(path.parent for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
TAGGED = {"a4": fiche.write, "a5": fiche.write_a5, "large": fiche.write_large}
MM = 72 / 25.4
#: What stands in the ruler, beside the text: its figures are not to be read from afar.
RULER = 16 * MM


def spans(data: bytes) -> list[tuple[int, float, float, str]]:
    """Give (page, left, size, words) of all texts, ruler and spaces aside."""
    found = []
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        if span["bbox"][0] > RULER and span["text"].strip():
                            found.append((page.number, span["bbox"][0], span["size"], span["text"]))
    return found


@pytest.fixture
def atelier(write: Write) -> Atelier:
    """An atelier with a place to come back to, and a table of boxes."""
    front = FRONT.replace(
        "---",
        "---\nlieu: Médiathèque, 4 rue du Four\ncontact: 05 65 00 00 00, https://exemple.fr/ateliers",
        1,
    )
    grid = "| Le message | Il presse | Il donne un lien | Il veut un code |\n|---|:-:|:-:|:-:|\n| Colis | ☐ | ☐ | ☐ |"
    path = write(
        raw(front),
        SETUP,
        markdown(f"## Une\n\nUn porte-monnaie.\n\n{grid}"),
        code(QUIZ + "explication: Voilà."),
    )
    return read(path).atelier


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("shape", TAGGED)
def test_each_shape_is_accessible(shape: str, folder: Path) -> None:
    """Same tags, title and alternatives whatever the shape; nothing to report, with the answers too; the same bytes twice."""
    for options in (Options(), Options(answers=True)):
        document = sheet(read(folder).atelier, options)
        data, findings = TAGGED[shape](document)

        assert pdf_check.faults(data) == []
        assert findings == []
        assert TAGGED[shape](document)[0] == data


def test_the_a5_page_and_its_ruler(atelier: Atelier) -> None:
    """A page is 148 × 210 mm; the ruler's figures go to 18, a true centimetre apart."""
    with pymupdf.open(stream=fiche.write_a5(sheet(atelier, Options()))[0], filetype="pdf") as document:
        page = document[0]
        width, height = page.rect.width / MM, page.rect.height / MM
        figures = [word for word in page.get_text("words") if word[2] < RULER and word[4].isdigit()]
    tops = [word[1] / MM for word in figures]

    assert (round(width), round(height)) == (148, 210)
    assert [word[4] for word in figures] == [str(number) for number in range(1, 19)]
    assert all(abs(after - before - 10) < 0.05 for before, after in pairwise(tops))


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_large_print_is_large(folder: Path) -> None:
    """Texts are of 20 points, none under 16; no line ends on the hyphen of a word."""
    data, _ = fiche.write_large(sheet(read(folder).atelier, Options(answers=True)))
    sizes = [(size, len(words)) for _, _, size, words in spans(data)]

    assert min(size for size, _ in sizes) >= 15.9
    assert sum(count for size, count in sizes if size >= 19.9) > 0.85 * sum(count for _, count in sizes)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        lines = [line.strip() for page in document for line in page.get_text().splitlines()]
    assert [line for line in lines if line.endswith(("-", "\u2011")) and len(line) > 1] == []


def test_narrow_columns_become_lists(atelier: Atelier) -> None:
    """In large print, a grid whose columns would be narrow is one box after the other; on A4 it stays a table."""
    tables = {}
    for shape in ("a4", "large"):
        data, _ = TAGGED[shape](sheet(atelier, Options()))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tables[shape] = sum(name == "/Table" for name, _ in pdf_check.elements(pdf))
        assert "Il donne un lien" in pdf_check.text(data)

    assert tables == {"a4": 1, "large": 0}


@pytest.mark.parametrize("shape", TAGGED)
def test_the_place_and_its_code(shape: str, atelier: Atelier) -> None:
    """The front matter's place, telephone and address are printed; a QR code says where it leads."""
    data, findings = TAGGED[shape](sheet(atelier, Options()))
    text = pdf_check.text(data).replace("\u00a0", " ")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = [str(item.Alt) for name, item in pdf_check.elements(pdf) if name == "/Figure"]

    assert findings == []
    assert "Médiathèque, 4 rue du Four" in text and "05 65 00 00 00" in text and "exemple.fr/ateliers" in text
    assert "QR code qui mène à https://exemple.fr/ateliers" in told


@pytest.mark.parametrize("shape", TAGGED)
def test_an_address_too_long_for_a_code(shape: str, write: Write) -> None:
    """It is printed in words, and the report says so."""
    path = write(
        raw(FRONT.replace("---", f"---\ncontact: https://exemple.fr/{'a' * 3000}", 1)),
        markdown("## Une\n\nA."),
    )
    data, findings = TAGGED[shape](sheet(read(path).atelier, Options()))

    assert [finding.rule for finding in findings] == ["E705"]
    assert pdf_check.faults(data) == [] and "Où nous trouver" in pdf_check.text(data)


@pytest.mark.parametrize(
    ("count", "sides"),
    [
        (1, [(None, 0), (None, None)]),
        (4, [(3, 0), (1, 2)]),
        (6, [(None, 0), (1, None), (5, 2), (3, 4)]),
    ],
)
def test_folded_sheets_follow_each_other(count: int, sides: list[tuple[int | None, int | None]]) -> None:
    """Each side of the sheets, front then back; what is left over falls at the end."""
    assert list(order(count)) == sides


@pytest.mark.parametrize("count", range(1, 41))
def test_a_folded_booklet_reads_in_order(count: int) -> None:
    """Sheets one inside the other, folded: every page once, in order, blanks after the last."""
    sides = list(order(count))
    fronts, backs = sides[::2], sides[1::2]
    first = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second = [
        page
        for front, back in reversed(list(zip(fronts, backs, strict=True)))
        for page in (back[1], front[0])
    ]
    leaves = first + second

    assert leaves[:count] == list(range(count))
    assert leaves[count:] == [None] * (-count % 4)


def test_the_booklet_is_the_a5_handout(atelier: Atelier) -> None:
    """A4 lying, as many sides as folding asks for, all the words of the A5; it says how to print, and that it has no tags."""
    document = sheet(atelier, Options(answers=True))
    alone = fiche.write_a5(document)[0]
    data, findings = livret.write(document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = [round(float(side) / MM) for side in pdf.pages[0].MediaBox]
        sides = len(pdf.pages)
        preferences = pdf.Root.ViewerPreferences
        assert preferences.Duplex == "/DuplexFlipShortEdge" and preferences.PrintScaling == "/None"
        assert str(pdf.Root.Lang) == "fr" and str(pdf.docinfo["/Title"]).endswith("livret à plier")
        assert "/StructTreeRoot" not in pdf.Root

    assert box == [0, 0, 297, 210]
    assert sides == -(-pdf_check.pages(alone) // 4) * 2
    words = pdf_check.text(data)
    assert "recto verso, bord court" in words and "à plier au milieu" in words
    assert sorted(set(pdf_check.text(alone).split()) - set(words.split())) == []
    assert [(finding.rule, finding.severity) for finding in findings] == [("E706", "info")]
    assert "fiche-a5.pdf" in str(findings[0])
    assert livret.write(document)[0] == data


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_the_booklet_s_pages_are_at_their_true_size(folder: Path) -> None:
    """The ruler of a folded page is as long as that of the A5, at the outer edge of each half."""
    data, _ = livret.write(sheet(read(folder).atelier, Options()))
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            figures = [word for word in page.get_text("words") if word[4].isdigit()]
            left = [word for word in figures if word[2] < RULER]
            right = [word for word in figures if word[0] > page.rect.width - RULER]
            for side in (left, right):
                assert [word[4] for word in side] == [str(number) for number in range(1, 19)]
                assert abs((side[-1][1] - side[0][1]) / MM - 170) < 0.2


def test_pages_left_over_in_the_booklet_are_to_write_on(atelier: Atelier) -> None:
    """A page that folding adds bears lines, and does not count among the pages."""
    data, _ = livret.write(sheet(atelier, Options()))
    alone = pdf_check.pages(fiche.write_a5(sheet(atelier, Options()))[0])
    text = pdf_check.text(data)

    assert text.count("Mes notes") == -alone % 4
    assert f"page 1 sur {alone}" in text and f"page {alone + 1} sur" not in text
