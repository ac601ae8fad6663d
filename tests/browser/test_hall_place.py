"""A participant's page: all steps at once, and « Ma place » on paper."""

from __future__ import annotations

import pymupdf
from activity import violations
from hall import Hall
from hall_pages import QUIZ, Open, answer, is_answered, sit
from playwright.sync_api import expect


def test_all_steps_at_once(hall: Hall, tab: Open) -> None:
    """Every step shows and plays; the rule follows what is read and leads there; closed ones stay shut; kept after a reload."""
    page, board = tab(), tab()
    sit(page, hall, 7)
    page.get_by_role("button", name="Afficher toutes les étapes").click()
    shown = page.locator("main .etape:not([hidden])")
    expect(shown).to_have_count(8)
    expect(page.locator(".annonce")).to_have_text("Toutes les étapes sont affichées.")

    page.locator(".regle a").nth(3).click()
    expect(page.locator("#etape-4")).to_be_in_viewport()
    expect(page.locator(".regle a").nth(3)).to_have_attribute("aria-current", "step")
    page.evaluate("document.querySelector('#etape-5').scrollIntoView()")
    expect(page.locator(".regle a").nth(4)).to_have_attribute("aria-current", "step")
    page.evaluate("document.querySelector('#etape-1').scrollIntoView()")
    answer(page)
    is_answered(page)
    assert violations(page) == []
    board.goto(hall.said["animateur"])
    board.locator(".ouvrir summary").click()
    board.locator("[data-ouverte='8']").uncheck()
    expect(shown).to_have_count(7)
    page.reload()
    expect(shown).to_have_count(7)
    page.get_by_role("button", name="Une étape à la fois").click()
    expect(shown).to_have_count(1)
    assert page.locator(QUIZ).count() == 1


def test_my_place_prints_alone(hall: Hall, tab: Open) -> None:
    """A slip with the seat, the code and the address; nothing of the page around it."""
    page = tab()
    page.add_init_script("window.print = () => { window.printed = true; }")
    sit(page, hall, 7)
    page.locator(".poste").click()
    code = page.locator(".volet .code").inner_text()
    page.get_by_role("button", name="Imprimer ma place").click()
    assert page.evaluate("window.printed")

    paper = pymupdf.open(stream=page.pdf())
    text = paper[0].get_text().replace("\u00a0", " ")
    assert paper.page_count == 1
    assert "Poste 7 · Rabot" in text and code in text and hall.url.removeprefix("http://") in text
    assert "Demander de l’aide" not in text and "Accueil" not in text
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.imprime") is None
