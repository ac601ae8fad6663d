"""The facilitator's board and the projection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hall import Client, Hall

SLUG = "petit-atelier"
DONE = {"picked": [1], "done": True}


@pytest.fixture(scope="module")
def own_hall(two_ateliers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Serve a room whose counts are ours."""
    with Hall(two_ateliers, data=tmp_path_factory.mktemp("donnees")) as opened:
        yield opened


@pytest.fixture
def board(own_hall: Hall) -> Iterator[Client]:
    """Open the board of an empty room."""
    client = own_hall.facilitator()
    client.send_json("POST", "/api/salle/etape", {"slug": SLUG, "etape": 1})
    yield client
    page = client.get("/animateur/effacer").text
    token = page.split('name="_xsrf" value="')[1].split('"')[0]
    client.post("/animateur/effacer", data={"_xsrf": token})


def sit(hall: Hall, place: int, step: int = 0, asking: bool = False, answer: Any = None) -> Client:
    """Sit someone down, at a step, with an answer."""
    client = hall.client()
    assert client.sit(place).status_code == 200
    if step:
        client.send_json("PUT", "/api/presence", {"slug": SLUG, "etape": step, "aide": asking})
    if answer is not None:
        client.answer(SLUG, "essai", answer)
    return client


def words(board: Client) -> dict[int, str]:
    """Give what the board says of the taken seats."""
    seats = board.get("/api/salle").json()["sieges"]
    return {seat["place"]: seat["mot"] for seat in seats if seat["mot"] != "libre"}


def test_the_token_is_taken_once(own_hall: Hall) -> None:
    """The address with the token leads to one without, which can be shown."""
    client = own_hall.client()

    said = client.get("/animateur", params={"jeton": own_hall.said["jeton"]})

    assert (said.status_code, said.headers["Location"]) == (302, "/animateur")
    assert own_hall.said["jeton"] not in client.get("/animateur").text


def test_each_seat_has_its_word(own_hall: Hall, board: Client) -> None:
    """Free, settling in, reading, answering, has answered, asks for help: in words."""
    sit(own_hall, 1)
    sit(own_hall, 2, step=1)
    sit(own_hall, 3, step=2)
    sit(own_hall, 4, step=2, answer={"picked": [0], "done": False})
    sit(own_hall, 5, step=2, answer=DONE)
    sit(own_hall, 6, step=2, asking=True)

    assert words(board) == {
        1: "s’installe",
        2: "lit",
        3: "lit",
        4: "répond",
        5: "a répondu",
        6: "demande de\u00a0l’aide",
    }


def test_the_board_counts(own_hall: Hall, board: Client) -> None:
    """Seats taken, answers to the current step, where people are."""
    sit(own_hall, 1, step=2, answer=DONE)
    sit(own_hall, 2, step=2)
    sit(own_hall, 3, step=1)
    position = 2

    board.send_json("POST", "/api/salle/etape", {"slug": SLUG, "etape": position})
    state = board.get("/api/salle").json()

    assert (state["occupees"], state["places"], state["reponses"]) == (3, 16, 1)
    assert [(row["etape"], row["postes"]) for row in state["rythme"]] == [(1, 1), (2, 2)]


def test_raised_hands_first_come_first(own_hall: Hall, board: Client) -> None:
    """The oldest call is first; « J’ai répondu » lowers it, and the page learns it once."""
    one = sit(own_hall, 9, step=1, asking=True)
    sit(own_hall, 4, step=1, asking=True)
    before = board.get("/api/salle").json()["mains"]

    after = board.send_json("POST", "/api/salle/main", {"place": 9}).json()["mains"]
    told = [
        one.send_json("PUT", "/api/presence", {"slug": SLUG, "etape": 1, "aide": asking})
        for asking in (True, False, True)
    ]

    assert [hand["place"] for hand in before] == [9, 4]
    assert before[0]["depuis"] == "à l’instant"
    assert [hand["place"] for hand in after] == [4]
    assert [(said.status_code, said.content) for said in told] == [
        (200, b'{"aide": false}'),
        (204, b""),
        (204, b""),
    ]
    assert len(board.get("/api/salle").json()["mains"]) == 2


def test_freeing_a_seat_forgets_it(own_hall: Hall, board: Client) -> None:
    """Its browser has no seat any more, the next person finds nothing."""
    client = sit(own_hall, 7, step=1, answer=DONE)

    state = board.send_json("POST", "/api/salle/liberer", {"place": 7}).json()
    following = sit(own_hall, 7)
    twice = board.send_json("POST", "/api/salle/liberer", {"place": 15})

    assert state["occupees"] == 0
    assert client.get(f"/api/reponses/{SLUG}").status_code == 403
    assert following.answers(SLUG) == {}
    assert twice.status_code == 404


def test_the_board_gives_lost_codes_back(own_hall: Hall, board: Client) -> None:
    """Only there: someone who forgot it asks."""
    client = own_hall.client()
    code = client.sit(7).json()["code"]

    assert board.get("/api/salle").json()["sieges"][6]["code"] == code
    assert client.get("/api/salle").status_code == 403


def test_the_notes_are_on_the_board(board: Client) -> None:
    """All facilitator's cells, before the first step and inside steps."""
    page = board.get("/animateur").text

    for words in (
        "XYZZY-ANIMATEUR avant tout",
        "XYZZY-ANIMATEUR note",
        "XYZZY-ANIMATEUR presque",
        "XYZZY-ANIMATEUR fin",
    ):
        assert words in page


def test_the_facilitator_sees_the_page_without_taking_a_seat(own_hall: Hall, board: Client) -> None:
    """Her own page is counted nowhere."""
    page = board.get(f"/atelier/{SLUG}")

    assert page.status_code == 200
    assert "XYZZY" not in page.text
    assert board.answer(SLUG, "essai", DONE).status_code == 200
    assert own_hall.client().get("/api/projection").json()["occupees"] == 0
    assert board.get("/api/salle").json()["occupees"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"slug": SLUG, "etape": 9},
        {"slug": SLUG, "etape": 0},
        {"slug": "x", "etape": 1},
        {"slug": SLUG, "etape": "2"},
        {},
    ],
)
def test_steps_that_do_not_exist(board: Client, asked: dict[str, Any]) -> None:
    """404, and nothing moves."""
    assert board.send_json("POST", "/api/salle/etape", asked).status_code == 404
    assert board.get("/api/salle").json()["etape"] == 1


@pytest.mark.parametrize("place", [0, 99, "7", None, [1], {}])
def test_seats_that_do_not_exist(board: Client, place: object) -> None:
    """404 with a sentence, whatever is sent."""
    said = board.send_json("POST", "/api/salle/liberer", {"place": place})

    assert said.status_code in (400, 404)
    assert said.json()["message"].endswith(".")


def test_the_projection_follows_the_board(own_hall: Hall, board: Client) -> None:
    """Address, seats, current atelier and step; drawn as a QR code too."""
    sit(own_hall, 3)
    board.send_json("POST", "/api/salle/etape", {"slug": "deuxieme", "etape": 2})

    page, state = own_hall.client().get("/projection").text, own_hall.client().get("/api/projection").json()

    assert f"127.0.0.1<span>:{own_hall.port}</span>" in page and "<svg" in page
    assert state == {
        "adresse": f"127.0.0.1:{own_hall.port}",
        "titre": "Deuxième atelier",
        "occupees": 1,
        "libres": 15,
        "numero": 2,
        "etape": "Jouer",
        "etapes": 2,
        "temps": {"etat": "pret", "reste": 600},
        "resultats": None,
    }


def test_the_end_of_a_session(own_hall: Hall, board: Client) -> None:
    """It asks first, says how much, wipes, counts again; no seat and no answer is left."""
    client = sit(own_hall, 7, step=1, answer=DONE)
    sit(own_hall, 8)

    asked = board.get("/animateur/effacer").text
    still = client.answers(SLUG)
    token = asked.split('name="_xsrf" value="')[1].split('"')[0]
    done = board.post("/animateur/effacer", data={"_xsrf": token}).text

    assert "2 places occupées" in asked and "1 réponse gardée" in asked
    assert still["essai"]["valeur"] == DONE
    assert "Tout est effacé" in done and "2 places et 1 réponse" in done and "0 place, 0 réponse" in done
    assert client.get(f"/api/reponses/{SLUG}").status_code == 403
    assert words(board) == {}
