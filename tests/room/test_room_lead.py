"""What the facilitator decides for all: steps closed, everyone brought to one, screens frozen, time of the step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from etabli.room.stage import LONGEST, MORE, Stage, Timer
from hall import Client, Hall

SLUG = "petit-atelier"


@pytest.fixture
def room(two_ateliers: Path, tmp_path: Path) -> Iterator[Hall]:
    """Serve a room of our own."""
    with Hall(two_ateliers, data=tmp_path) as opened:
        yield opened


@pytest.fixture
def board(room: Hall) -> Client:
    """Open its board."""
    client = room.facilitator()
    client.send_json("POST", "/api/salle/etape", {"slug": SLUG, "etape": 1})
    return client


@pytest.fixture
def page(room: Hall) -> Client:
    """Sit someone down."""
    client = room.client()
    client.sit(7)
    return client


def tell(page: Client, seen: int | None = -1, slug: str = SLUG) -> Any:
    """Give a sign of life; give what the room answers, or its status when it says nothing."""
    body = {"slug": slug, "etape": 1, "aide": False} | ({} if seen is None else {"vu": seen})
    said = page.send_json("PUT", "/api/presence", body)
    return said.json().get("consignes") if said.content else said.status_code


def decide(board: Client, what: str, **body: Any) -> Any:
    """Ask something of the room."""
    return board.send_json("POST", f"/api/salle/{what}", body)


def test_a_page_hears_what_it_does_not_know_yet(board: Client, page: Client) -> None:
    """News once, then silence until something changes; a page that asks for nothing hears nothing."""
    first = tell(page)
    before = tell(page, first["revision"])
    decide(board, "geler", gele=True)
    after = tell(page, first["revision"])

    assert (first["gele"], before, after["gele"]) == (False, 204, True)
    assert tell(page, after["revision"]) == 204
    assert tell(page, None) == 204


def test_the_facilitators_own_page_is_not_led(board: Client) -> None:
    """She looks where she wants, even when screens are frozen."""
    board.get(f"/atelier/{SLUG}")
    decide(board, "geler", gele=True)

    assert tell(board) == 204


def test_closed_steps(board: Client, page: Client) -> None:
    """Pages learn them; another atelier has its own; the last open one stays."""
    decide(board, "ouvrir", etape=2, ouverte=False)
    refused = decide(board, "ouvrir", etape=1, ouverte=False)

    assert tell(page)["fermees"] == [2]
    assert tell(page, slug="deuxieme")["fermees"] == []
    assert (refused.status_code, refused.json()["message"]) == (409, "Gardez au moins une étape ouverte.")
    assert decide(board, "ouvrir", etape=2, ouverte=True).json()["conduite"]["fermees"] == []


def test_what_follows_is_closed_in_one_gesture(board: Client, page: Client) -> None:
    """And opened in another."""
    closed = decide(board, "ouvrir", tout=False).json()["conduite"]["fermees"]

    assert closed == [2] == tell(page)["fermees"]
    assert decide(board, "ouvrir", tout=True).json()["conduite"]["fermees"] == []


def test_everyone_is_brought_to_a_step_which_opens(board: Client, page: Client) -> None:
    """The call has a number of its own; it ends when the room goes elsewhere."""
    decide(board, "ouvrir", etape=2, ouverte=False)
    decide(board, "etape", slug=SLUG, etape=2)
    decide(board, "amener")
    one = tell(page)
    decide(board, "amener")
    two = tell(page)
    decide(board, "etape", slug=SLUG, etape=1)

    assert (one["appel"]["slug"], one["appel"]["etape"], one["fermees"]) == (SLUG, 2, [])
    assert two["appel"]["numero"] != one["appel"]["numero"]
    assert tell(page)["appel"] is None


def test_decisions_survive_a_kill(board: Client, page: Client, room: Hall, two_ateliers: Path) -> None:
    """Closed steps, frozen screens, the call, the time that runs."""
    decide(board, "ouvrir", etape=2, ouverte=False)
    decide(board, "amener")
    decide(board, "geler", gele=True)
    decide(board, "minuteur", geste="demarrer")
    cookies = page.cookies
    before = tell(page)
    room.kill()

    with Hall(two_ateliers, data=room.data) as again:
        back = again.client()
        back.cookies.update(cookies)
        after = tell(back)
    assert {**after, "temps": None} == {**before, "temps": None}
    assert after["temps"]["etat"] == "court" and 0 < after["temps"]["reste"] <= before["temps"]["reste"]


def test_the_time_of_a_step(board: Client, room: Hall) -> None:
    """Ready, running, paused, longer, ready again; the wall follows."""

    def time(gesture: str) -> Any:
        return decide(board, "minuteur", geste=gesture).json()["conduite"]["temps"]

    ready = board.get("/api/salle").json()["conduite"]["temps"]
    running, paused, longer = time("demarrer"), time("pause"), time("ajouter")

    assert ready == {"etat": "pret", "reste": 600}
    assert [found["etat"] for found in (running, paused, longer)] == ["court", "pause", "pause"]
    assert longer["reste"] == paused["reste"] + MORE
    assert room.client().get("/api/projection").json()["temps"] == longer
    assert time("remettre") == ready


def test_timers_count_in_seconds() -> None:
    """Started, paused, resumed, over; five minutes more are five minutes from now."""
    timer = Timer(left=60).started(1000)

    assert timer.remaining(1020) == 40
    assert timer.stopped(1020).remaining(5000) == 40
    assert timer.stopped(1020).started(5000).remaining(5010) == 30
    assert timer.remaining(1090) == -30
    assert timer.longer(1090).remaining(1090) == MORE
    assert Timer(left=LONGEST).longer(0).left == LONGEST


def test_who_uses_timers_finds_the_next_one_running() -> None:
    """Going on starts the next step's time and stops the former's; going elsewhere starts nothing."""
    stage = Stage(slug="a", position=1)
    stage.time("demarrer", 0, 100)
    stage.go_to("a", 2, 40, 300)
    following = stage.timer()
    stage.go_to("a", 1, 50, 100)
    former = stage.timer()
    stage.go_to("a", 3, 60, 100)

    assert following and following.remaining(40) == 300
    assert former and former.end is None and former.left == 60
    assert stage.timer() is None


@pytest.mark.parametrize(
    ("what", "asked", "status"),
    [
        ("ouvrir", {"etape": 9, "ouverte": False}, 404),
        ("ouvrir", {"etape": True, "ouverte": False}, 404),
        ("ouvrir", {"etape": 1}, 404),
        ("geler", {"gele": "oui"}, 400),
        ("minuteur", {"geste": "exploser"}, 400),
        ("minuteur", {"geste": ["pause"]}, 400),
    ],
)
def test_bad_asks(board: Client, what: str, asked: dict[str, Any], status: int) -> None:
    """A sentence, and nothing changes."""
    before = board.get("/api/salle").json()["conduite"]
    said = decide(board, what, **asked)

    assert said.status_code == status and said.json()["message"].endswith(".")
    assert board.get("/api/salle").json()["conduite"] == before


@pytest.mark.parametrize("what", ["etape", "ouvrir", "amener", "geler", "minuteur"])
def test_nobody_else_leads(page: Client, board: Client, what: str) -> None:
    """A participant is refused, and so is a board without its XSRF token."""
    assert decide(page, what, gele=True).status_code == 403
    assert board.post(f"/api/salle/{what}", json={"gele": True}).status_code == 403
