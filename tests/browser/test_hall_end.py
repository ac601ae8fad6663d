"""The end of a session in a real Chromium: each one's sheet, then nothing left, in the browsers either."""

from __future__ import annotations

import pymupdf
from activity import violations
from hall import Hall
from hall_pages import SLUG, Open, answer, kept, sit, until
from playwright.sync_api import expect

KEYS = "Object.keys(localStorage).filter((key) => key.startsWith('etabli:')).sort()"


def test_the_session_ends_and_leaves_nothing(hall: Hall, tab: Open) -> None:
    """Pages offer the sheet; after the wipe they say goodbye, forget, and stay silent; a closed one forgets in the lobby."""
    page, away, board = tab(), tab(), tab()
    sit(page, hall, 7)
    sit(away, hall, 8)
    answer(page)
    answer(away)
    until(page, lambda: kept(hall, page) and kept(hall, away))
    page.locator("[data-outil='contraste']").click()
    away.goto("about:blank")
    board.goto(hall.said["animateur"])
    board.get_by_role("link", name="Terminer la séance").click()
    board.get_by_role("button", name="La séance se termine").click()

    banner = page.locator("[data-fini]")
    expect(banner).to_contain_text("La séance se termine.")
    address = banner.get_by_role("link").get_attribute("href")
    sheet = page.request.get(f"{hall.url}{address}")
    assert "Ce que j’emporte" in pymupdf.open(stream=sheet.body())[0].get_text()
    assert violations(page) == violations(board) == []
    with board.expect_popup() as report:
        board.get_by_role("link", name="Bilan à imprimer").click()
    expect(report.value.locator(".barres").first).to_be_visible()
    expect(report.value.locator("[data-imprimer]")).to_be_visible()
    assert violations(report.value) == []
    with board.expect_download() as saved:
        board.get_by_role("link", name="Tableur (CSV)").click()
    assert saved.value.suggested_filename == f"resultats-{SLUG}.csv"

    board.get_by_role("link", name="Effacer les réponses").click()
    board.get_by_role("button", name="Effacer les réponses").click()
    expect(board.locator(".avis.bien")).to_contain_text("2 places et 2 réponses")
    with board.expect_download() as proof:
        board.get_by_role("link", name="Enregistrer la preuve").click()
    assert proof.value.path().read_text(encoding="utf-8").startswith("Séance effacée le ")

    goodbye = page.get_by_role("dialog", name="La séance est finie")
    expect(goodbye).to_be_visible()
    assert page.evaluate(KEYS) == ["etabli:reglages"]
    assert violations(page) == []
    away.goto(hall.url)
    expect(away.locator(".plan")).to_be_visible()
    until(away, lambda: away.evaluate(KEYS) == [])
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url))
    page.wait_for_timeout(4000)
    assert calls == []
    goodbye.get_by_role("link").click()
    expect(page.locator(".plan")).to_be_visible()


def test_a_freed_seat_keeps_its_copy(hall: Hall, tab: Open) -> None:
    """Freed by mistake, the page goes on and keeps what it has: only the end of a session erases it."""
    page, board = tab(), tab()
    sit(page, hall, 7)
    answer(page)
    until(page, lambda: kept(hall, page))
    board.goto(hall.said["animateur"])
    board.locator(".sieges li").nth(6).locator("button").click()
    board.locator("[data-liberer]").click()
    board.locator("[data-oui]").click()

    expect(page.locator("[data-bandeau]")).to_contain_text("La salle ne reconnaît plus ce poste.")
    assert any("compte-principal" in key for key in page.evaluate(KEYS))
