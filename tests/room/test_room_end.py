"""The end of a session: sheets, results, wipe with proof; each for whom it is meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from etabli.room.report import harmless
from hall import Client, Hall
from samples import FRONT, SETUP, Write, code, markdown, raw

SLUG, QUIZ = "petit-atelier", "essai"


@pytest.fixture
def room(two_ateliers: Path, tmp_path: Path) -> Iterator[Hall]:
    """Serve a room of our own."""
    with Hall(two_ateliers, data=tmp_path) as opened:
        yield opened


def sit(room: Hall, place: int, *picked: int) -> Client:
    """Seat someone who answers."""
    client = room.client()
    client.sit(place)
    if picked:
        client.answer(SLUG, QUIZ, {"picked": list(picked), "done": True})
    return client


def wipe(board: Client) -> str:
    """End the session; give what the page says."""
    token = board.get("/animateur/effacer").text.split('name="_xsrf" value="')[1].split('"')[0]
    return board.post("/animateur/effacer", data={"_xsrf": token}).text


def text(pdf: bytes) -> list[str]:
    """Give the text of each page."""
    return [page.get_text() for page in pymupdf.open(stream=pdf)]


def test_each_one_prints_their_own_sheet_and_no_other(room: Hall) -> None:
    """One's answers, with the seat's name; nothing before one has answered; nothing without a seat."""
    one, two, nobody = sit(room, 7, 0), sit(room, 8, 1), sit(room, 9)
    sheet = one.get(f"/atelier/{SLUG}/emporter.pdf")

    (page,) = text(sheet.content)
    assert (sheet.headers["Content-Type"], sheet.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert "Poste 7 · Rabot" in page.replace("\u00a0", " ") and "trois" in page
    assert "Poste 8" in text(two.get(f"/atelier/{SLUG}/emporter.pdf").content)[0].replace("\u00a0", " ")
    assert nobody.get(f"/atelier/{SLUG}/emporter.pdf").status_code == 404
    assert room.client().get(f"/atelier/{SLUG}/emporter.pdf").status_code == 403
    assert one.get("/atelier/absent/emporter.pdf").status_code == 404


def test_the_facilitator_prints_all_sheets(room: Hall) -> None:
    """In the order of the seats, seats without answers left out, hers too."""
    sit(room, 9, 1), sit(room, 2, 0), sit(room, 5)
    board = room.facilitator()
    board.get(f"/atelier/{SLUG}")
    board.answer(SLUG, QUIZ, {"picked": [0], "done": True})

    pages = text(board.get(f"/animateur/emporter/{SLUG}.pdf").content)

    assert [page.replace("\u00a0", " ").split("Poste ")[1][0] for page in pages] == ["2", "9"]


def test_the_results_open_in_a_french_spreadsheet(room: Hall) -> None:
    """UTF-8 with its mark, semicolons; totals by choice, right ones said, no seat."""
    sit(room, 7, 1), sit(room, 8, 1), sit(room, 9, 0)
    board = room.facilitator()
    board.send_json("POST", "/api/salle/etape", {"slug": SLUG, "etape": 2})
    board.send_json("POST", "/api/salle/compter", {"activite": QUIZ, "choix": 0, "mains": 4})

    said = board.get(f"/animateur/resultats/{SLUG}.csv")
    rows = list(csv.DictReader(io.StringIO(said.content.decode("utf-8-sig")), delimiter=";"))

    assert said.content.startswith(b"\xef\xbb\xbf") and "attachment" in said.headers["Content-Disposition"]
    assert [
        (row["Texte"], row["Bonne réponse"], row["Total"], row["Dont mains comptées"]) for row in rows
    ] == [
        ("trois", "non", "5", "4"),
        ("quatre", "oui", "2", "0"),
    ]
    assert "Rabot" not in said.text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\u202f=1", "'\u202f=1"),
        ("un - deux", "un - deux"),
        ("", ""),
        (-2, -2),
    ],
)
def test_no_cell_is_a_formula(cell: object, written: object) -> None:
    """An apostrophe before what a spreadsheet would calculate; numbers stay numbers."""
    assert harmless(cell) == written


def test_authors_texts_are_data_in_the_spreadsheet_and_the_report(write: Write, tmp_path: Path) -> None:
    """A choice that looks like a formula or like markup stays a text."""
    quiz = "%%activite quiz\nid: essai\nquestion: Combien <b>?</b>\nchoix:\n  - '=HYPERLINK(\"http://x\";\"y\")'\n  - texte: '<script>alert(1)</script>'\n    juste: oui\n"
    notebook = write(raw(FRONT), SETUP, markdown("## Jouer"), code(quiz), slug="hostile")
    with Hall(notebook, data=tmp_path / "donnees") as room:
        board = room.facilitator()
        rows = board.get("/animateur/resultats/hostile.csv").content.decode("utf-8-sig")
        page = board.get("/animateur/bilan/hostile").text

    assert "'=HYPERLINK" in rows
    assert "<script>alert" not in page and "=HYPERLINK" in page


def test_the_report_shows_counts_alone(room: Hall) -> None:
    """Bars and sentences, right answers said."""
    sit(room, 7, 1), sit(room, 8, 0)

    page = room.facilitator().get(f"/animateur/bilan/{SLUG}").text

    assert "Deux et deux" in page and "2 réponses sur 2" in page and "C’est juste" in page
    assert "Rabot" not in page


def test_pages_are_told_that_the_session_ends(room: Hall) -> None:
    """They learn it as they learn the rest; the facilitator may change her mind; nothing is erased."""
    page, board = sit(room, 7, 1), room.facilitator()

    def told() -> Any:
        body = {"slug": SLUG, "etape": 1, "aide": False, "vu": -1}
        return page.send_json("PUT", "/api/presence", body).json()["consignes"]["fini"]

    def end(over: str) -> None:
        token = board.get("/animateur/terminer").text.split('name="_xsrf" value="')[1].split('"')[0]
        board.post("/animateur/terminer", data={"_xsrf": token, "fini": over})

    before = told()
    end("oui")
    after = told()
    end("non")

    assert (before, after, told()) == (False, True, False)
    assert page.answers(SLUG)[QUIZ]["version"] == 1


def test_the_wipe_leaves_a_proof(room: Hall, two_ateliers: Path) -> None:
    """One line: when, how much, what was found afterwards. As a file too, even after a kill; no answer in it."""
    sit(room, 7, 1), sit(room, 8)
    board = room.facilitator()
    none = board.get("/animateur/preuve.txt").status_code
    page = wipe(board)
    proof = board.get("/animateur/preuve.txt")
    room.kill()

    with Hall(two_ateliers, data=room.data) as again:
        kept = again.facilitator().get("/animateur/preuve.txt").text
    line = proof.text.strip()
    assert none == 404
    assert line in page and kept.strip() == line
    assert line.startswith("Séance effacée le ") and "2 places et 1 réponse. Recompté" in line.replace(
        "\u00a0", " "
    )
    assert line.endswith("0 place, 0 réponse.") and "attachment" in proof.headers["Content-Disposition"]


def test_pages_of_a_wiped_session_are_told_so(room: Hall) -> None:
    """Their copy must go: told at each door, in the lobby too. A seat that was only freed is not told that."""
    page, freed, board = sit(room, 7, 1), sit(room, 8, 1), room.facilitator()
    board.send_json("POST", "/api/salle/liberer", {"place": 8})
    only_freed = freed.get(f"/api/reponses/{SLUG}").json()
    wipe(board)
    asked = [
        page.get(f"/api/reponses/{SLUG}"),
        page.send_json("PUT", "/api/presence", {"slug": SLUG, "etape": 1, "aide": False}),
        page.answer(SLUG, QUIZ, {"picked": [0], "done": True}, 1),
    ]

    assert "fini" not in only_freed
    assert [(said.status_code, said.json()["fini"]) for said in asked] == [(403, True)] * 3
    assert 'data-fini="oui"' in page.get("/").text
    page.sit(7)
    assert 'data-fini="oui"' not in page.get("/").text and page.answers(SLUG) == {}


@pytest.mark.parametrize(
    "path",
    [
        "/animateur/terminer",
        "/animateur/effacer",
        "/animateur/preuve.txt",
        f"/animateur/emporter/{SLUG}.pdf",
        f"/animateur/resultats/{SLUG}.csv",
        f"/animateur/bilan/{SLUG}",
    ],
)
def test_the_end_is_the_facilitators(room: Hall, path: str) -> None:
    """A participant reaches none of it; nor does a form without its token."""
    participant, board = sit(room, 7, 1), room.facilitator()

    assert participant.get(path).status_code == 403
    assert board.get(path).status_code in (200, 404)
    assert board.post("/animateur/terminer", data={"fini": "oui"}).status_code == 403
    assert participant.answers(SLUG)[QUIZ]["valeur"]["done"]
