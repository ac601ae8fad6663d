"""diapos.html in a real browser: projected with the keyboard, read as a page, printed, without any request."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from activity import violations
from etabli.source import read
from etabli_exports import html_deck
from etabli_exports.deck import deck
from etabli_exports.document import Deck, Options
from playwright.sync_api import Browser, BrowserContext, Page
from samples import ROOT

ATELIER = ROOT / "ateliers" / "securiser-ses-comptes"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def document() -> Deck:
    """The deck of the workshop on accounts."""
    return deck(read(ATELIER).atelier, Options())


@pytest.fixture(scope="module")
def file(document: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    path = tmp_path_factory.mktemp("diapos") / "diapos.html"
    path.write_bytes(html_deck.write(document)[0])
    return path


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Open]:
    """Open the page in a window of its own; nothing but the file may be asked for and nothing may go wrong."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    faults: list[str] = []

    def open_page(query: str = "", width: int = 1366, height: int = 768, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(file.as_uri() + query)
        if javascript:
            page.wait_for_selector("body.lecture, .reveal.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((file.as_uri(), "data:"))] == []
    assert faults == []


def here(page: Page) -> str:
    return page.evaluate("document.querySelector('section.present').id")


def test_the_keyboard_turns_the_slides(show: Open) -> None:
    """Arrows, space, Home and End; the address says where one is; the buttons too."""
    page = show()
    assert here(page) == "d1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert here(page) == "d3"
    page.wait_for_url("**#/d3")
    page.keyboard.press("ArrowLeft")
    assert here(page) == "d2"
    page.keyboard.press("End")
    last = here(page)
    assert page.locator("#apres").is_disabled()
    page.keyboard.press("Home")
    assert here(page) == "d1"
    page.locator("#apres").click()
    assert here(page) == "d2"
    assert int(last[1:]) == page.locator("section").count()


@pytest.mark.parametrize(
    "size", [(1366, 768), (1920, 1080), (1024, 768)], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_nothing_passes_its_frame(show: Open, size: tuple[int, int]) -> None:
    """On every slide, texts stay in their places, off the foot, and none is under 18 points of a slide."""
    page = show("", *size)
    faults = page.evaluate(
        """async () => {
          const found = [], deck = document.querySelector('.reveal');
          for (const section of document.querySelectorAll('section')) {
            location.hash = '#/' + section.id.slice(1);
            await new Promise(done => setTimeout(done, 25));
            const frame = section.getBoundingClientRect(), scale = frame.width / 1280;
            for (const zone of section.querySelectorAll('.zone, .choix > li, .titre, .dit')) {
              const box = zone.getBoundingClientRect();
              const parts = [...zone.querySelectorAll('p, li, table, img, .mots, .lettre')].map(part => part.getBoundingClientRect());
              const inner = { bottom: Math.max(...parts.map(part => part.bottom)), right: Math.max(...parts.map(part => part.right)) };
              const name = section.id + ' ' + zone.className + ' ' + zone.textContent.slice(0, 40);
              if (box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.left < frame.left - 1 || box.top < frame.top - 1) found.push('out of the slide: ' + name);
              if (!zone.classList.contains('titre') && (inner.bottom > box.bottom + 3 * scale || inner.right > box.right + 3 * scale)) found.push('out of its place: ' + name);
            }
            for (const part of section.querySelectorAll('p, li, td, th, h1, h2, h3, .mots, .lettre')) {
              if (part.closest('.cache') || !part.textContent.trim()) continue;
              if (parseFloat(getComputedStyle(part).fontSize) < 23.9) found.push('small: ' + section.id + ' ' + part.textContent.slice(0, 30));
            }
          }
          return found;
        }"""
    )

    assert faults == []


def test_axe_finds_nothing_on_the_slides(show: Open, document: Deck) -> None:
    """One slide of each kind."""
    page = show()
    first = {slide.layout: rank for rank, slide in reversed(list(enumerate(document.slides, 1)))}
    for layout, rank in first.items():
        page.evaluate(f"location.hash = '#/{rank}'")
        page.wait_for_selector(f"#d{rank}.present")
        assert violations(page) == [], layout


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_on_the_page_to_read(show: Open, width: int) -> None:
    """The reading view, wide and on a phone, where it is what opens."""
    page = show("?lecture" if width > 600 else "", width)

    assert page.locator("body.lecture").count() == 1
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_reading_view_shows_all_the_slides_in_order(show: Open, document: Deck) -> None:
    """Every title is visible, and one can go back to the projection."""
    page = show("?lecture")

    titles = page.locator(".titre")
    assert titles.all_text_contents() == [slide.title for slide in document.slides]
    assert all(titles.nth(rank).is_visible() for rank in range(titles.count()))
    page.get_by_role("link", name="Projeter").click()
    page.wait_for_selector(".reveal.ready")
    assert here(page) == "d1"


def test_the_link_opens_the_page_where_one_is(show: Open) -> None:
    """« Lire comme une page » keeps the place."""
    page = show("#/6")
    page.locator("#lecture").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("body.lecture")

    assert page.url.endswith("?lecture#d6")


def test_without_javascript_all_the_slides_are_read(show: Open, document: Deck) -> None:
    """Nothing is hidden when scripts are off."""
    page = show(javascript=False)

    assert page.locator("section:visible").count() == len(document.slides)


def test_a_screen_reader_finds_one_slide_and_its_title(show: Open) -> None:
    """The other slides are hidden from it; the title is a heading of level 1; no English is said."""
    page = show("#/6")
    tree = page.locator("main").aria_snapshot()

    assert 'heading "Quel compte protège tous les autres' in tree
    assert tree.count("heading ") == 1
    assert page.locator("section.present .titre").get_attribute("aria-level") == "1"
    assert "slide" not in page.locator("body").inner_text().lower()
    assert page.locator("[role=application]").count() == 0


def test_paper_has_a_page_per_slide(show: Open, document: Deck) -> None:
    """Printing the projection gives each slide whole, with its title."""
    page = show()
    data = page.pdf(prefer_css_page_size=True, print_background=True)

    with pymupdf.open(stream=io.BytesIO(data)) as pdf:
        assert pdf.page_count == len(document.slides)
        assert "gommette" in pdf[4].get_text()
        # Places hold: the foot is at the foot, the first answer at the margin.
        foot = pdf[4].search_for(document.head.title)[-1]
        assert 0.9 < foot.y0 / pdf[4].rect.height < 0.97
