"""Leading the room, in a real Chromium: what the board decides reaches pages that are being used."""

from __future__ import annotations

from activity import violations
from hall import Hall
from hall_pages import REAL, Open, answer, is_answered, sit
from playwright.sync_api import Page, expect


def led(hall: Hall, tab: Open) -> tuple[Page, Page]:
    """Open a board, and a participant's page."""
    board, page = tab(), tab()
    board.goto(hall.said["animateur"])
    sit(page, hall, 7)
    return board, page


def here(page: Page) -> str:
    """Name the step shown."""
    return str(page.locator("main .etape:not([hidden])").get_attribute("id"))


def test_everyone_is_brought_to_a_step(hall: Hall, tab: Open) -> None:
    """The page goes there once, and is free again afterwards; one that opens later joins."""
    board, page = led(hall, tab)
    board.locator("[data-etape='4']").click()
    board.locator("[data-amener]").click()
    expect(page.locator("#etape-4")).to_be_visible()
    expect(page.locator(".annonce")).to_have_text("L’animateur vous amène à l’étape 4.")

    page.locator(".regle a").nth(1).click()
    page.wait_for_timeout(3500)
    assert here(page) == "etape-2"
    late = tab()
    sit(late, hall, 8)
    expect(late.locator("#etape-4")).to_be_visible()


def test_closed_steps_do_not_open(hall: Hall, tab: Open) -> None:
    """Neither from the rule, the button, the address nor after a reload; the page says why. They open again at once."""
    board, page = led(hall, tab)
    board.locator(".ouvrir summary").click()
    board.locator("[data-tout='non']").click()
    expect(board.locator("[data-ferme='2']")).to_be_visible()
    link = page.locator(".regle a").nth(1)
    expect(link).to_have_accessible_name("2 Histoire vraie (fermée pour l’instant)")

    link.click()
    expect(page.locator(".annonce")).to_have_text("L’étape 2 est encore fermée. L’animateur l’ouvrira.")
    expect(page.locator(".apres .fermee")).to_be_visible()
    page.locator(".apres").click()
    page.goto(f"{page.url.split('#')[0]}#etape-3")
    page.reload()
    assert here(page) == "etape-1"
    assert violations(page) == []
    board.locator("[data-ouverte='2']").check()
    expect(page.locator(".apres .fermee")).to_be_hidden()
    page.locator(".apres").click()
    assert here(page) == "etape-2"


def test_frozen_screens_keep_the_work(hall: Hall, tab: Open) -> None:
    """A calm notice alone can be reached; then the page is as it was, focus included, even after a reload."""
    board, page = led(hall, tab)
    page.locator("[data-aide]").focus()
    answer(page)
    board.locator("[data-geler]").click()
    notice = page.get_by_role("dialog", name="Regardez l’animateur")
    expect(notice).to_be_visible()
    expect(notice).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)") is False
    assert violations(page) == []
    page.reload()
    expect(notice).to_be_visible()

    expect(board.locator("[data-gele]")).to_be_visible()
    board.locator("[data-geler]").click()
    expect(notice).to_be_hidden()
    is_answered(page)
    page.locator("[data-aide]").click()
    expect(page.locator("[data-aide]")).to_have_attribute("aria-pressed", "true")


def test_a_frozen_page_lets_go_when_the_room_is_gone(hall: Hall, tab: Open) -> None:
    """Nobody stays before a dead screen; the facilitator's decision holds when the room is back."""
    board, page = led(hall, tab)
    board.locator("[data-geler]").click()
    notice = page.locator("[data-gel]")
    expect(notice).to_be_visible()
    hall.kill()
    expect(notice).to_be_hidden(timeout=40_000)
    expect(page.locator(".bandeau")).to_contain_text("La liaison est coupée. Vous pouvez continuer.")

    with Hall(REAL, data=hall.data, port=hall.port):
        expect(notice).to_be_visible(timeout=20_000)


def test_the_time_is_seen_by_all(hall: Hall, tab: Open) -> None:
    """Board, wall, participants; paused, then nothing once it is reset. By keyboard, without losing the focus."""
    board, page = led(hall, tab)
    wall = tab()
    wall.goto(hall.said["projection"])
    board.locator("[data-geste='demarrer']").press("Enter")

    expect(board.locator("[data-rang]")).to_have_text("Reste pour l’étape 1")
    expect(board.locator("[data-geste='pause']")).to_be_focused()
    expect(page.locator("[data-temps]")).to_have_text("Temps qui reste pour l’étape\u00a0: 10\u00a0min")
    expect(wall.locator(".duree")).to_have_text("il reste10\u00a0min")
    board.keyboard.press("Enter")
    expect(page.locator("[data-temps]")).to_contain_text("en pause")
    expect(wall.locator(".duree")).to_contain_text("en pause")
    board.locator("[data-geste='remettre']").press("Enter")
    expect(board.locator("[data-minutes]")).to_have_text("10\u00a0min")
    expect(page.locator("[data-temps]")).to_be_hidden()


def test_the_time_that_is_over_is_said(hall: Hall, tab: Open) -> None:
    """An octagon and words, on the three pages."""
    import json
    import sqlite3
    import time

    hall.finish()
    over = {"timers": {REAL.name: {"1": {"left": 0, "end": time.time() - 70}}}, "slug": REAL.name}
    with sqlite3.connect(hall.data / "reponses.sqlite") as base:
        base.execute("INSERT OR REPLACE INTO reglages VALUES ('conduite', ?)", (json.dumps(over),))
    base.close()

    with Hall(REAL, data=hall.data) as again:
        board, page = led(again, tab)
        wall = tab()
        wall.goto(again.said["projection"])
        expect(board.locator("[data-depasse]")).to_have_text("Temps dépassé")
        expect(board.locator("[data-rang]")).to_have_text("Depuis la fin de l’étape 1")
        expect(wall.locator(".depasse .min")).to_have_text("Temps dépassé")
        expect(wall.locator(".depasse .ic")).to_be_visible()
        expect(page.locator(".temps.depasse")).to_contain_text("Temps dépassé")
        assert violations(board) == violations(wall) == violations(page) == []
        board.locator("[data-geste='ajouter']").click()
        expect(page.locator("[data-temps]")).to_contain_text("5\u00a0min")
