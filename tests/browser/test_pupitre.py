"""diapos-animateur.html in a real browser: the desk, the projection that it drives, the page to read and to print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from activity import violations
from etabli.source import read
from etabli_exports import html_speaker
from etabli_exports.deck import deck
from etabli_exports.document import Deck, Options
from playwright.sync_api import Browser, Page
from samples import ROOT


@pytest.fixture(scope="module")
def document() -> Deck:
    """The deck of the workshop on accounts."""
    return deck(read(ROOT / "ateliers" / "securiser-ses-comptes").atelier, Options())


@pytest.fixture
def desk(browser: Browser, document: Deck, tmp_path: Path) -> Iterator[Page]:
    """The desk, just opened; no script may go wrong and nothing but the file may be asked for."""
    path = tmp_path / "diapos-animateur.html"
    path.write_bytes(html_speaker.write(document)[0])
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on(
        "request",
        lambda request: (
            faults.append(request.url) if not request.url.startswith(("data:", path.as_uri())) else None
        ),
    )
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()
    assert faults == []


def test_the_desk_shows_the_slide_the_next_one_and_the_notes(desk: Page, document: Deck) -> None:
    """The keyboard turns; the step's notes stay under those of the slides that follow."""
    step = next(rank for rank, slide in enumerate(document.slides) if slide.layout == "step")
    for _ in range(step):
        desk.keyboard.press("ArrowRight")

    assert desk.locator("#vue .titre").text_content() == document.slides[step].title
    assert desk.locator("#ensuite .titre").text_content() == document.slides[step + 1].title
    assert desk.locator("#etape").text_content() == f"Étape 1 sur 8\u00a0: {document.slides[step].title}"
    assert "10\u00a0minutes prévues" in (desk.locator("#prevu").text_content() or "")
    assert desk.locator("#reste").text_content() == "Il reste 10\u00a0minutes."
    said = desk.locator("#notes").inner_text()
    assert "gommettes" in said
    desk.get_by_role("button", name="Suivante").click()
    assert "Notes de l’étape" in desk.locator("#notes").inner_text()
    assert "gommettes" in desk.locator(".rappel").inner_text()
    desk.keyboard.press("Home")
    assert desk.get_by_role("button", name="Précédente").is_disabled()


def test_a_step_that_lasts_too_long_says_so(desk: Page, document: Deck) -> None:
    """Past the planned minutes, words and a sign say it; times go back to zero on demand."""
    desk.clock.install()
    desk.reload()
    step = next(rank for rank, slide in enumerate(document.slides) if slide.layout == "step")
    for _ in range(step):
        desk.keyboard.press("PageDown")
    desk.clock.fast_forward("13:00")

    assert desk.locator("#reste").text_content() == "Temps dépassé de 3\u00a0minutes."
    desk.get_by_role("button", name="Temps à zéro").click()
    assert desk.locator("#reste").text_content() == "Il reste 10\u00a0minutes."


def test_the_desk_drives_the_projection_and_follows_it(desk: Page, document: Deck) -> None:
    """Two windows of the same file go together; the projected one holds no note."""
    with desk.context.expect_page() as opened:
        desk.get_by_role("button", name="Ouvrir la projection").click()
    wall = opened.value
    wall.wait_for_selector(".reveal.ready")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    wall.wait_for_selector("#d3.present")
    wall.keyboard.press("ArrowRight")
    desk.wait_for_function("document.getElementById('rang').textContent.startsWith('Diapo 4 ')")

    assert wall.locator(".notes-animateur, .pupitre").count() == 0
    assert "À dire" not in wall.content().replace("a-dire", "")
    assert violations(wall) == []


def test_axe_finds_nothing_on_the_desk(desk: Page) -> None:
    """On a slide of each sort: title, step, text."""
    for _ in range(4):
        assert violations(desk) == []
        desk.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768), (1366, 640)])
def test_nothing_is_cut_on_the_desk(desk: Page, width: int, height: int) -> None:
    """The page does not scroll; buttons are inside it and large enough."""
    desk.set_viewport_size({"width": width, "height": height})
    assert desk.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
    )
    for button in desk.locator(".pupitre button:visible, .pupitre a:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height


def test_the_page_to_read_has_all_slides_and_notes(desk: Page, document: Deck) -> None:
    """One can read it, or print it, as slides followed by their notes."""
    desk.get_by_role("link", name="Lire comme une page").click()
    desk.wait_for_selector("body.lecture")

    assert desk.locator("section.diapo:visible").count() == len(document.slides)
    assert desk.locator(".notes-animateur:visible").count() == len(document.slides)
    assert violations(desk) == []
