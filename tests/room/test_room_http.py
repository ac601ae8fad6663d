"""What the room answers over HTTP: seats, answers, presence, pages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from etabli.room.seats import NAMES
from hall import Hall

SLUG = "petit-atelier"
DONE = {"picked": [1], "done": True}
Seated = Callable[[], Any]


def test_the_json_line_says_where_to_go(hall: Hall) -> None:
    """Addresses, token and tiers, as the contract names them."""
    assert set(hall.said) == {"participants", "animateur", "projection", "jeton", "niveaux"}
    assert hall.said["animateur"].endswith(f"/animateur?jeton={hall.said['jeton']}")
    assert hall.said["niveaux"] == {"deuxieme": 0, SLUG: 0}


def test_a_seat_bears_a_name_and_a_code(hall: Hall) -> None:
    """Place 1 is « Compas »; its code has four digits."""
    said = hall.client().sit(1)

    assert said.status_code == 200
    assert (said.json()["place"], said.json()["nom"]) == (1, NAMES[0])
    assert said.json()["code"].isdigit() and len(said.json()["code"]) == 4


def test_a_taken_seat_asks_for_its_code(hall: Hall, seated: Seated) -> None:
    """409 without a code, 403 with a wrong one, 200 with the right one: the answers follow."""
    first = seated()
    first.answer(SLUG, "essai", DONE)
    other = hall.client()
    wrong = f"{(int(first.code) + 1) % 10_000:04d}"

    taken, refused = other.sit(first.place), other.sit(first.place, code=wrong)
    resumed = other.sit(first.place, code=first.code)

    assert (taken.status_code, refused.status_code, resumed.status_code) == (409, 403, 200)
    assert "code" in taken.json()["message"]
    assert other.answers(SLUG) == {"essai": {"valeur": DONE, "version": 1}}


def test_wrong_codes_make_one_wait(hall: Hall, seated: Seated) -> None:
    """After five wrong codes even the right one waits, and the message says how long."""
    first, other = seated(), hall.client()
    wrong = f"{(int(first.code) + 1) % 10_000:04d}"
    tries = [other.sit(first.place, code=wrong).status_code for _ in range(5)]

    stopped = other.sit(first.place, code=first.code)

    assert tries == [403] * 5
    assert stopped.status_code == 429
    assert "Attendez" in stopped.json()["message"]
    assert int(stopped.headers["Retry-After"]) > 0


def test_one_may_change_seats(hall: Hall, seated: Seated, free_places: Any) -> None:
    """The answers follow to the new seat, and the old one is free."""
    client = seated()
    client.answer(SLUG, "essai", DONE)

    moved = client.sit(next(free_places))
    after = hall.client().sit(client.place)

    assert moved.status_code == 200
    assert moved.json()["code"] == client.code
    assert client.answers(SLUG)["essai"]["valeur"] == DONE
    assert after.status_code == 200


def test_leaving_forgets(hall: Hall, seated: Seated) -> None:
    """Whoever sits down next finds nothing, and the browser that left has no seat."""
    client = seated()
    client.answer(SLUG, "essai", DONE)

    left = client.send_json("DELETE", "/api/place", None)
    following = hall.client()
    following.sit(client.place)

    assert left.status_code == 204
    assert following.answers(SLUG) == {}
    assert client.get(f"/api/reponses/{SLUG}").status_code == 403


@pytest.mark.parametrize("place", [0, -1, 91, 10**30, "7", 7.5, None, True, [7]])
def test_a_place_that_does_not_exist(hall: Hall, place: object) -> None:
    """The message says which places there are."""
    said = hall.client().send_json("POST", "/api/place", {"place": place})

    assert said.status_code == 404
    assert "de 1 à 90" in said.json()["message"]


def test_answers_have_versions(seated: Seated) -> None:
    """Each write names the version it saw; the answer comes back with the next one."""
    client = seated()

    first = client.answer(SLUG, "essai", {"picked": [0], "done": False})
    second = client.answer(SLUG, "essai", DONE, 1)

    assert (first.json(), second.json()) == ({"version": 1}, {"version": 2})
    assert client.answers(SLUG) == {"essai": {"valeur": DONE, "version": 2}}


def test_a_stale_answer_changes_nothing(seated: Seated) -> None:
    """409 with what is there."""
    client = seated()
    client.answer(SLUG, "essai", {"picked": [0], "done": False})
    client.answer(SLUG, "essai", DONE, 1)

    stale = client.answer(SLUG, "essai", {"picked": []}, 0)

    assert stale.status_code == 409
    assert stale.json()["version"] == 2
    assert stale.json()["valeur"] == DONE
    assert stale.json()["message"]
    assert client.answers(SLUG)["essai"] == {"valeur": DONE, "version": 2}


def test_an_answer_sent_twice_is_kept_once(seated: Seated) -> None:
    """The link fell before the acknowledgement: the page sends again, nothing is wrong."""
    client = seated()

    twice = [client.answer(SLUG, "essai", DONE).json() for _ in range(2)]

    assert twice == [{"version": 1}, {"version": 1}]


def test_seats_and_ateliers_are_apart(seated: Seated) -> None:
    """Nobody reads another's answers; the same activity in two ateliers is two answers."""
    one, two = seated(), seated()
    one.answer(SLUG, "essai", DONE)

    assert two.answers(SLUG) == {}
    assert one.answers("deuxieme") == {}


@pytest.mark.parametrize(
    ("slug", "activity", "status"),
    [
        (SLUG, "inconnue", 404),
        (SLUG, "prive", 404),
        ("inconnu", "essai", 404),
        (SLUG, "..%2f..%2fessai", 404),
        (SLUG, "%00", 404),
    ],
)
def test_unknown_activities(seated: Seated, slug: str, activity: str, status: int) -> None:
    """Only what participants have can be answered; the message is a French sentence."""
    said = seated().answer(slug, activity, DONE)

    assert said.status_code == status
    assert said.json()["message"].endswith(".")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"bonjour",
        b"[1]",
        b'{"valeur": 3, "version": 0}',
        b'{"valeur": {}, "version": -1}',
        b'{"valeur": {}, "version": 1.5}',
        b'{"valeur": {}, "version": true}',
        b'{"valeur": {"x": NaN}, "version": 0}',
        b'{"valeur": {}}',
        b"\xff\xfe",
        b"[" * 60_000,
    ],
)
def test_an_answer_is_a_json_object(seated: Seated, body: bytes) -> None:
    """Anything else is refused with a French sentence, and the room goes on."""
    client = seated()
    client.get("/")

    said = client.put(
        f"/api/reponses/{SLUG}/essai", content=body, headers={"X-XSRFToken": client.cookies["_xsrf"]}
    )

    assert said.status_code == 400
    assert said.json()["message"].endswith(".")
    assert client.answers(SLUG) == {}


def test_odd_but_legal_answers(seated: Seated) -> None:
    """Lone surrogates, zero bytes and accents come back as they went."""
    client = seated()
    client.get("/")
    text = '{"valeur":{"mot":"été \\ud800 \\u0000 😀"},"version":0}'

    said = client.put(
        f"/api/reponses/{SLUG}/essai", content=text, headers={"X-XSRFToken": client.cookies["_xsrf"]}
    )

    assert said.status_code == 200
    assert client.answers(SLUG)["essai"]["valeur"]["mot"].startswith("été ")


@pytest.mark.parametrize("size", [64 * 1024, 3_000_000])
def test_too_long_an_answer(seated: Seated, size: int) -> None:
    """413 with a sentence, however long; the next one is kept."""
    client = seated()

    long = client.answer(SLUG, "essai", {"texte": "a" * size})
    short = client.answer(SLUG, "essai", DONE)

    assert long.status_code == 413
    assert "trop longue" in long.json()["message"]
    assert short.status_code == 200


def test_an_answer_of_60_kb_is_kept(seated: Seated) -> None:
    """The limit is 64 kB."""
    client = seated()
    value = {"texte": "a" * 60_000}

    assert client.answer(SLUG, "essai", value).status_code == 200
    assert client.answers(SLUG)["essai"]["valeur"] == value


def test_presence(seated: Seated) -> None:
    """204; what is not a presence is refused."""
    client = seated()

    fine = client.send_json("PUT", "/api/presence", {"slug": SLUG, "etape": 2, "aide": True})
    wrong = [
        client.send_json("PUT", "/api/presence", value).status_code
        for value in (
            {"slug": "autre", "etape": 2, "aide": False},
            {"slug": SLUG, "etape": "2", "aide": False},
            {"slug": SLUG, "etape": 2, "aide": "oui"},
            {},
        )
    ]

    assert (fine.status_code, fine.content) == (204, b"")
    assert wrong == [404, 400, 400, 404]


def test_without_a_seat_nothing_is_kept(hall: Hall) -> None:
    """Answers and presence say 403; the page leads to the lobby, which leads back."""
    client = hall.client()

    page = client.get(f"/atelier/{SLUG}")

    assert client.answer(SLUG, "essai", DONE).status_code == 403
    assert client.get(f"/api/reponses/{SLUG}").status_code == 403
    assert (
        client.send_json("PUT", "/api/presence", {"slug": SLUG, "etape": 1, "aide": False}).status_code == 403
    )
    assert (page.status_code, page.headers["Location"]) == (302, "/?suite=/atelier/petit-atelier")
    assert 'data-suite="/atelier/petit-atelier"' in client.get(page.headers["Location"]).text


@pytest.mark.parametrize(
    "suite", ["https://ailleurs.example/", "//ailleurs.example", "/atelier/../animateur"]
)
def test_the_lobby_leads_nowhere_else(hall: Hall, suite: str) -> None:
    """An address slipped into a link is not followed."""
    page = hall.client().get("/", params={"suite": suite}).text

    assert "ailleurs.example" not in page
    assert 'data-suite=""' in page


def test_the_lobby_shows_who_sits_where(hall: Hall, seated: Seated) -> None:
    """Taken for the others, mine for me."""
    client = seated()
    address = f"/?atelier={SLUG}"

    def bench(page: str) -> str:
        start = page.index(f'data-numero="{client.place}"')
        return page[start - 40 : start + 250]

    assert "pris" in bench(hall.client().get(address).text)
    assert "pris" not in bench(client.get(address).text)
    assert "checked" in bench(client.get(address).text)


def test_an_unknown_atelier_says_so_in_french(seated: Seated) -> None:
    """A page, in French, with the way back."""
    said = seated().get("/atelier/nimporte")

    assert said.status_code == 404
    assert 'lang="fr"' in said.text
    assert "Cet atelier n’existe pas ici." in said.text


def test_the_page_is_compressed_once_and_not_sent_twice(seated: Seated) -> None:
    """Compressed for whom takes it, plain for whom does not, 304 for whom has it."""
    client = seated()

    packed = client.get(f"/atelier/{SLUG}")
    plain = client.get(f"/atelier/{SLUG}", headers={"Accept-Encoding": "identity"})
    again = client.get(f"/atelier/{SLUG}", headers={"If-None-Match": packed.headers["ETag"]})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.text == plain.text
    assert f'data-place="{client.place}"' in packed.text
    assert (again.status_code, again.content) == (304, b"")


def test_files_are_kept_for_ever_under_their_version(hall: Hall) -> None:
    """Immutable at this version, fetched again at another; compressed where it helps."""
    client = hall.client()
    page = client.get("/").text
    address = page[page.index("/etabli/") :].split('"')[0]
    version = address.split("/")[2]

    style = client.get(f"/etabli/{version}/base.css")
    font = client.get(f"/etabli/{version}/fonts/andika-400.woff2")
    old = client.get("/etabli/0123456789ab/base.css")

    assert "immutable" in style.headers["Cache-Control"]
    assert style.headers["Content-Encoding"] == "gzip"
    assert style.headers["Content-Type"].startswith("text/css")
    assert font.headers["Content-Type"] == "font/woff2"
    assert "Content-Encoding" not in font.headers
    assert "immutable" not in old.headers["Cache-Control"]


def test_no_response_of_a_participant_holds_a_word_of_the_facilitators(hall: Hall, seated: Seated) -> None:
    """The marker is on the board, and nowhere else: pages, files, API."""
    client = seated()
    client.answer(SLUG, "essai", DONE)
    page = client.get(f"/atelier/{SLUG}").text
    found = [page, client.get("/").text, client.get("/projection").text, client.get("/api/projection").text]
    found += [json.dumps(client.answers(SLUG)), client.get("/animateur").text, client.get("/api/salle").text]
    found += [
        client.get(part.split('"')[0]).text for part in page.split('="')[1:] if part.startswith("/etabli/")
    ]

    assert [text for text in found if "XYZZY" in text] == []
    assert "XYZZY-ANIMATEUR note" in hall.facilitator().get("/animateur").text


def test_gzip_bytes_are_what_they_say(seated: Seated) -> None:
    """What is announced as gzip is gzip (some proxies of public rooms check)."""
    client = seated()
    with client.stream("GET", f"/atelier/{SLUG}") as response:
        body = b"".join(response.iter_raw())

    assert b"</html>" in gzip.decompress(body)
