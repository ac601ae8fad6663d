"""The real room in a real Chromium: from the lobby to the board, through a kill -9."""

from __future__ import annotations

from urllib.parse import urlsplit

from activity import violations
from hall import Hall
from hall_pages import REAL, SLUG, Open, answer, is_answered, kept, sit, until
from playwright.sync_api import Response, expect


def test_answers_outlive_a_reload_a_kill_and_a_change_of_computer(hall: Hall, tab: Open) -> None:
    """Sit down, answer, reload; kill -9 the server, restart it: all is there, then on another computer with the code."""
    page = tab()
    sit(page, hall, 7)
    answer(page)
    is_answered(page)
    until(page, lambda: kept(hall, page))
    page.reload()
    is_answered(page)
    hall.kill()

    with Hall(REAL, data=hall.data, port=hall.port) as again:
        page.reload()
        is_answered(page)
        assert kept(again, page)
        page.evaluate("localStorage.clear()")
        page.reload()
        is_answered(page)
        page.locator(".poste").click()
        code = page.locator(".volet .code").inner_text()
        other = tab()
        other.goto(f"{again.url}/atelier/{SLUG}")
        other.locator(".reprise summary").click()
        other.locator("#reprise [name=place]").fill("7")
        other.locator("#reprise [name=code]").fill(code)
        other.keyboard.press("Enter")
        other.wait_for_url(f"**/atelier/{SLUG}*")
        is_answered(other)


def test_what_is_answered_while_the_server_is_dead_arrives_later(hall: Hall, tab: Open) -> None:
    """The page says so, keeps the answer, and sends it once the room is open again."""
    page = tab()
    sit(page, hall, 3)
    hall.kill()
    answer(page)
    is_answered(page)
    expect(page.locator(".bandeau")).to_contain_text("La liaison est coupée. Vous pouvez continuer.")

    with Hall(REAL, data=hall.data, port=hall.port) as again:
        until(page, lambda: kept(again, page))
        expect(page.locator(".etat .long")).to_have_text("Réponses gardées")


def test_the_cold_page_is_light_and_comes_from_the_room_alone(hall: Hall, tab: Open) -> None:
    """At most 15 requests and 300 kB, all of them to the room."""
    page = tab()
    sit(page, hall, 5)
    cold = tab()
    cold.context.add_cookies(page.context.cookies())
    responses: list[Response] = []
    cold.on("response", lambda response: responses.append(response))

    cold.goto(f"{hall.url}/atelier/{SLUG}", wait_until="networkidle")
    sizes = [int(response.headers.get("content-length", 0)) for response in responses]

    assert {urlsplit(response.url).netloc for response in responses} == {urlsplit(hall.url).netloc}
    assert len(responses) <= 15, [response.url for response in responses]
    assert sum(sizes) <= 300_000, dict(zip([response.url for response in responses], sizes, strict=True))


def test_a_raised_hand_reaches_the_board_and_comes_down(hall: Hall, tab: Open) -> None:
    """The seat turns yellow with its word; « J’ai répondu » lowers the hand on both sides."""
    page, board = tab(), tab()
    sit(page, hall, 9)
    board.goto(hall.said["animateur"])
    assert "jeton" not in board.url
    page.locator("[data-aide]").click()

    seat = board.locator(".sieges li").nth(8)
    expect(seat).to_contain_text("demande de\u00a0l’aide")
    expect(board.locator("[data-mains]")).to_have_text("1 main levée")
    expect(board).to_have_title("(1) Tableau de l’animateur")
    board.locator(".mains button").click()
    expect(board.locator("[data-mains]")).to_have_text("Aucune main levée")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-aide]")).to_have_attribute("aria-pressed", "false")


def test_the_board_leads_the_room(hall: Hall, tab: Open) -> None:
    """Next step: its notes, the projection follows; a seat is freed in two gestures, without losing the focus."""
    page, board, wall = tab(), tab(), tab()
    sit(page, hall, 4)
    board.goto(hall.said["animateur"])
    wall.goto(hall.said["projection"])
    first = board.locator("[data-notes]:not([hidden])").inner_text()

    board.locator("[data-suivante]").click()
    expect(board.locator("[data-etape='2']")).to_have_attribute("aria-current", "step")
    assert board.locator("[data-notes]:not([hidden])").inner_text() != first
    expect(wall.locator("[data-numero]")).to_have_text("2", timeout=10_000)
    expect(wall.locator("[data-occupees]")).to_have_text("1 place occupée")
    board.locator(".sieges li").nth(3).locator("button").click()
    expect(board.locator("#t-poste")).to_have_text("Poste 4 · Maillet")
    board.locator("[data-liberer]").click()
    board.wait_for_timeout(3500)
    expect(board.locator("[data-non]")).to_be_focused()
    board.locator("[data-oui]").click()
    expect(board.locator("[data-occupees]")).to_have_text("0 poste occupé sur 16")


def test_axe_finds_nothing_on_the_pages_of_the_room(hall: Hall, tab: Open) -> None:
    """Lobby, atelier, board (light and dark), projection, end of a session, error."""
    page, board = tab(), tab()
    page.goto(hall.url)
    found = {"lobby": violations(page)}
    sit(page, hall, 2)
    page.locator("[data-aide]").click()
    found["atelier"] = violations(page)
    board.goto(hall.said["animateur"])
    expect(board.locator(".mains li")).to_have_count(1)
    board.locator(".sieges li").nth(1).locator("button").click()
    found["board"] = violations(board)
    board.locator("[data-sombre]").click()
    board.wait_for_timeout(300)
    found["dark board"] = violations(board)
    for name, path in (
        ("wall", "/projection"),
        ("print", "/animateur/imprimer"),
        ("end", "/animateur/terminer"),
        ("wipe", "/animateur/effacer"),
        ("report", f"/animateur/bilan/{SLUG}"),
        ("error", "/rien"),
    ):
        board.goto(hall.url + path)
        found[name] = violations(board)

    assert {name: faults for name, faults in found.items() if faults} == {}
