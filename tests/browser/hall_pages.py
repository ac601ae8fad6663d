"""What tests of the real room share: its atelier, how one sits down and answers."""

from __future__ import annotations

from collections.abc import Callable

from hall import Hall
from playwright.sync_api import Page, expect
from samples import ROOT

SLUG = "securiser-ses-comptes"
REAL = ROOT / "ateliers" / SLUG
QUIZ = "#activite-compte-principal"

Open = Callable[[], Page]


def sit(page: Page, hall: Hall, place: int) -> None:
    """Go through the lobby with the keyboard alone."""
    page.goto(hall.url)
    page.locator(f"#place-{place}").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/atelier/{SLUG}*")
    expect(page.locator(".etat .long")).to_have_text("Réponses gardées")
    page.wait_for_load_state("networkidle")  # all its modules are there: the server may be killed


def answer(page: Page) -> None:
    """Answer the first quiz, wrong or right."""
    page.locator(f"{QUIZ} input").first.focus()
    page.keyboard.press("Space")
    page.locator(f"{QUIZ} .jeu button").first.click()


def is_answered(page: Page) -> None:
    """See that the first quiz shows its feedback."""
    expect(page.locator(f"{QUIZ} .jeu")).to_contain_text("Je recommence")


def kept(hall: Hall, page: Page) -> bool:
    """Ask the server, with this computer's cookies, whether it has the answer."""
    said = page.request.get(f"{hall.url}/api/reponses/{SLUG}")
    return bool(said.ok and said.json()["reponses"].get("compte-principal", {}).get("valeur", {}).get("done"))


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait for something outside of the page."""
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(100)
    raise AssertionError("waited for ten seconds")
