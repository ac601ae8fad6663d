"""Live results: counted for the board, shown on the wall only when the facilitator says so, nobody's answer in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hall import Client, Hall

SLUG, QUIZ = "petit-atelier", "essai"


@pytest.fixture
def room(two_ateliers: Path, tmp_path: Path) -> Iterator[Hall]:
    """Serve a room whose counts are ours."""
    with Hall(two_ateliers, data=tmp_path) as opened:
        yield opened


@pytest.fixture
def board(room: Hall) -> Client:
    """Open the board at the step of the quiz."""
    client = room.facilitator()
    client.send_json("POST", "/api/salle/etape", {"slug": SLUG, "etape": 2})
    return client


def vote(room: Hall, *choices: int | None) -> None:
    """Seat people who answer; None: « je ne sais pas »."""
    for place, choice in enumerate(choices, 1):
        client = room.client()
        client.sit(place)
        client.answer(SLUG, QUIZ, {"picked": [] if choice is None else [choice], "done": True})


def result(board: Client) -> dict[str, Any]:
    """Give what the board shows of the quiz."""
    (found,) = board.get("/api/salle").json()["resultats"]
    return dict(found)


def wall(room: Hall) -> Any:
    """Give what the wall shows."""
    return room.client().get("/api/projection").json()["resultats"]


def show(board: Client, **what: bool) -> Any:
    """Project or reveal."""
    return board.send_json("POST", "/api/salle/resultats", {"activite": QUIZ, **what})


def test_the_board_counts_live(room: Hall, board: Client) -> None:
    """Bars by choice, abstentions apart; the facilitator's own tries are not counted."""
    vote(room, 0, 1, 1, None)
    board.get(f"/atelier/{SLUG}")
    board.answer(SLUG, QUIZ, {"picked": [0], "done": True})

    found = result(board)

    assert [(bar["lettre"], bar["texte"], bar["n"], bar["part"]) for bar in found["barres"]] == [
        ("A", "trois", 1, 0.25),
        ("B", "quatre", 2, 0.5),
    ]
    assert found["bilan"] == "3 réponses sur 4, 1 «\u00a0je ne sais pas\u00a0»"


def test_the_wall_shows_when_told_and_forgets_with_the_step(room: Hall, board: Client) -> None:
    """Nothing before, nothing once hidden, nothing at the next step."""
    vote(room, 1)
    before = wall(room)
    show(board, projeter=True)
    shown = wall(room)
    show(board, projeter=False)
    hidden = wall(room)
    show(board, projeter=True)
    board.send_json("POST", "/api/salle/etape", {"slug": SLUG, "etape": 1})

    assert before is None and hidden is None and wall(room) is None
    assert shown["titre"] == "Deux et deux ?"


def test_bars_are_equal_until_the_answer_is_shown(room: Hall, board: Client) -> None:
    """Neither the board nor the wall tells which is right before."""
    vote(room, 1)
    show(board, projeter=True)
    before = [wall(room), result(board)]
    show(board, montrer=True)
    after = wall(room)
    show(board, montrer=False)

    assert all(bar["juste"] is None for found in before for bar in found["barres"])
    assert before[0]["reserve"] == "La bonne est encore cachée." and before[0]["bravo"] == ""
    assert [bar["juste"] for bar in after["barres"]] == [False, True]
    assert after["bravo"] == "C’est juste"
    assert [bar["juste"] for bar in wall(room)["barres"]] == [None, None]


def test_hands_are_added_and_survive_a_kill(room: Hall, board: Client, two_ateliers: Path) -> None:
    """People without a computer count too; a killed server forgets none of it."""
    vote(room, 0)
    said = board.send_json("POST", "/api/salle/compter", {"activite": QUIZ, "choix": 1, "mains": 5})
    show(board, projeter=True)
    show(board, montrer=True)
    before = wall(room)
    room.kill()

    with Hall(two_ateliers, data=room.data) as again:
        assert wall(again) == before
    assert said.status_code == 200
    assert [(bar["n"], bar["mains"]) for bar in before["barres"]] == [(1, 0), (5, 5)]
    assert before["bilan"] == "1 réponse sur 1, 5 mains comptées"


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("compter", {"activite": QUIZ, "choix": 2, "mains": 1}, 404),
        ("compter", {"activite": QUIZ, "choix": True, "mains": 1}, 404),
        ("compter", {"activite": QUIZ, "choix": 0, "mains": -1}, 400),
        ("compter", {"activite": QUIZ, "choix": 0, "mains": 1000}, 400),
        ("compter", {"activite": QUIZ, "choix": 0, "mains": "1"}, 400),
        ("compter", {"activite": "prive", "choix": 0, "mains": 1}, 404),
        ("resultats", {"activite": "absente", "projeter": True}, 404),
        ("resultats", {"activite": ["x"], "projeter": True}, 404),
        ("resultats", {"activite": QUIZ, "projeter": "oui"}, 400),
        ("resultats", {"activite": QUIZ}, 400),
    ],
)
def test_bad_asks_change_nothing(board: Client, path: str, asked: dict[str, Any], status: int) -> None:
    """One sentence, and the board is as before."""
    before = result(board)

    said = board.send_json("POST", f"/api/salle/{path}", asked)

    assert said.status_code == status and said.json()["message"].endswith(".")
    assert result(board) == before


def test_results_are_the_facilitators(room: Hall, board: Client) -> None:
    """A participant neither projects, reveals nor counts; nor does the board without its XSRF token."""
    participant = room.client()
    participant.sit(9)

    refused = [
        participant.send_json("POST", "/api/salle/resultats", {"activite": QUIZ, "projeter": True}),
        participant.send_json("POST", "/api/salle/compter", {"activite": QUIZ, "choix": 0, "mains": 9}),
        board.post("/api/salle/resultats", json={"activite": QUIZ, "projeter": True}),
    ]

    assert [said.status_code for said in refused] == [403, 403, 403]
    assert wall(room) is None


def test_what_was_kept_and_cannot_be_read_is_forgotten(two_ateliers: Path, tmp_path: Path) -> None:
    """Decisions kept by another version do not prevent the room from opening."""
    import sqlite3

    Hall(two_ateliers, data=tmp_path).finish()
    with sqlite3.connect(tmp_path / "reponses.sqlite") as base:
        base.execute("INSERT OR REPLACE INTO reglages VALUES ('conduite', '{\"position\": \"x\"}')")
    base.close()

    with Hall(two_ateliers, data=tmp_path) as again:
        assert again.facilitator().get("/api/salle").json()["etape"] == 1
