"""The participants' pages in a real Chromium: steps, answers, tools, the lobby, the page in one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from activity import violations
from etabli import page as pages
from etabli.activities import Diagnostic
from etabli.atelier import Atelier
from etabli.source import read
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from room import Room, serving
from samples import FRONT, QUIZ, ROOT, SETUP, Write, code, markdown, raw

REAL = ROOT / "ateliers" / "securiser-ses-comptes"
VOICES = """
const say = [];
window.spoken = say;
const voice = (lang, localService) => ({lang, localService, name: lang});
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => %s, speak: (u) => say.push(u.text), cancel: () => {}, addEventListener: () => {},
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

Open = Callable[..., Page]


@pytest.fixture
def lesson(write: Write) -> Atelier:
    """Three steps: text and two quizzes, a quiz alone, an easy version without activity."""
    easy = "### Quoi\u202f?\n\nVous partez.\n\nVous revenez.\n\n> **Un mot difficile**  \n> Partir."
    path = write(
        raw(FRONT),
        SETUP,
        markdown("## Découvrir\n\nUn texte.\n\n> **Attention.** Un avis."),
        code(QUIZ.replace("essai", "un")),
        code(QUIZ.replace("essai", "deux")),
        markdown("## Jouer"),
        code(QUIZ.replace("essai", "trois")),
        markdown("## Finir\n\nAu revoir."),
        markdown(easy, "falc"),
    )
    return read(path).atelier


@pytest.fixture
def room(lesson: Atelier) -> Iterator[Room]:
    with serving(lesson) as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    yield made
    made.close()


@pytest.fixture
def show(context: BrowserContext, room: Room) -> Open:
    """Open the lesson in a new tab; any error in its scripts fails the test."""

    def opened(anchor: str = "", *, path: str = "/atelier/essai") -> Page:
        tab = context.new_page()
        tab.on("pageerror", lambda error: pytest.fail(str(error)))
        tab.goto(room.url + path + anchor)
        return tab

    return opened


def pick(tab: Page, activity: str, choice: int) -> None:
    tab.locator(f"#activite-{activity} input").nth(choice).check(force=True)


def state(tab: Page) -> str:
    return tab.locator("[data-etat] .long").inner_text()


def settled(tab: Page, room: Room, condition: Callable[[], bool]) -> None:
    """Wait until the server has what it should."""
    for _ in range(100):
        if condition():
            return
        tab.wait_for_timeout(50)
    raise AssertionError((room.answers, room.presences))


# --- steps -----------------------------------------------------------------------------------------------------------


def test_one_step_at_a_time_followed_by_links_keys_and_back(show: Open) -> None:
    """The rule, the bar and the address lead to steps; Back returns; focus and title follow."""
    tab = show()
    expect(tab.locator(".etape:visible")).to_have_count(1)
    assert "Étape\u00a01\u00a0: Découvrir" in tab.title()

    tab.get_by_role("link", name="Étape\u00a02").click()
    expect(tab.locator("#etape-2")).to_be_visible()
    expect(tab.locator("#etape-2")).to_be_focused()
    assert tab.url.endswith("#etape-2") and tab.evaluate("scrollY") == 0
    tab.get_by_role("navigation", name="Étapes", exact=True).get_by_role("link", name="Finir").press("Enter")
    expect(tab.locator("#etape-3")).to_be_visible()
    expect(tab.locator(".apres")).to_be_hidden()
    tab.go_back()
    expect(tab.locator("#etape-2")).to_be_visible()
    tab.reload()
    expect(tab.locator("#etape-2")).to_be_visible()


def test_the_page_opens_where_one_was(show: Open) -> None:
    """Without an anchor, the last step seen on this computer comes back."""
    show("#etape-3").close()
    tab = show()

    expect(tab.locator("#etape-3")).to_be_visible()


def test_the_rule_says_seen_here_and_to_come(show: Open) -> None:
    """Its accessibility tree tells the current step and those seen."""
    tab = show()
    tab.get_by_role("link", name="Étape\u00a02").click()

    expect(tab.get_by_role("navigation", name="Étapes", exact=True)).to_match_aria_snapshot("""
      - list:
        - listitem:
          - link "1 Découvrir (déjà vue)"
        - listitem:
          - link "2 Jouer"
        - listitem:
          - link "3 Finir"
    """)
    assert tab.locator("[aria-current=step]").inner_text().split() == ["2", "Jouer"]


def test_green_means_go_on_and_there_is_one(show: Open) -> None:
    """« Étape 2 » turns green once the step's activities are done, and not before."""
    tab = show()
    following = tab.locator(".apres")
    expect(following).not_to_have_class("btn apres va")
    for name in ("un", "deux"):
        pick(tab, name, 1)
        tab.locator(f"#activite-{name}").get_by_role("button", name="Je valide B").click()

    expect(following).to_have_class("btn apres va")


def test_a_link_inside_a_step_shows_that_step(show: Open) -> None:
    """The address of an activity opens its step and takes the focus there."""
    tab = show("#activite-trois")

    expect(tab.locator("#etape-2")).to_be_visible()
    tab.evaluate("location.hash = '#activite-deux'")
    expect(tab.locator("#activite-deux")).to_be_focused()


def test_without_javascript_everything_can_be_read(browser: Browser, room: Room) -> None:
    """All steps show, activities in their readable form."""
    bare = browser.new_context(java_script_enabled=False)
    tab = bare.new_page()
    tab.goto(room.url + "/atelier/essai")

    expect(tab.locator(".etape:visible")).to_have_count(3)
    expect(tab.locator("#activite-un").get_by_text("quatre")).to_be_visible()
    bare.close()


def test_many_steps_with_long_names_stay_on_one_line(browser: Browser, write: Write) -> None:
    """The rule scrolls on itself, keeps the current step in view and never widens the page."""
    cells = [
        markdown(f"## Une étape au nom vraiment très long numéro {number}\n\nTexte.")
        for number in range(1, 15)
    ]
    with serving(read(write(raw(FRONT), *cells)).atelier) as room:
        for width in (1366, 390):
            made = browser.new_context(viewport={"width": width, "height": 700})
            tab = made.new_page()
            tab.goto(room.url + "/atelier/essai#etape-12")
            here = tab.locator(".regle .ici")
            expect(here).to_be_in_viewport(ratio=0.9)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert here.bounding_box()["height"] < 60  # type: ignore[index]
            made.close()


def test_a_second_press_at_the_last_step_meets_nothing(show: Open) -> None:
    """« Étape 3 » leaves its place empty: the way back does not slide under the finger."""
    tab = show("#etape-2")
    back = tab.locator(".avant").bounding_box()
    tab.locator(".apres").dblclick()

    expect(tab.locator("#etape-3")).to_be_visible()
    expect(tab.locator(".apres")).to_be_hidden()
    assert tab.locator(".avant").bounding_box() == back


@pytest.mark.parametrize("look", [{}, {"texte": "2"}])
def test_the_rule_never_cuts_a_name(browser: Browser, look: dict[str, str]) -> None:
    """Every step seen, ticks included: names are whole, or numbers stand alone."""
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    made.add_init_script(f"localStorage.setItem('etabli:reglages', '{json.dumps(look)}')")
    with serving(read(REAL).atelier) as room:
        tab = made.new_page()
        tab.goto(room.url + "/atelier/securiser-ses-comptes")
        count = tab.locator(".regle a").count()
        for number in [*range(2, count + 1), 4]:
            tab.evaluate(f"location.hash = '#etape-{number}'")
            expect(tab.locator(f"#etape-{number}")).to_be_visible()
            cut = tab.evaluate(
                "[...document.querySelectorAll('.regle .mot')].filter((e) => getComputedStyle(e).position !== 'absolute' && getComputedStyle(e).overflow !== 'visible' && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
            )
            assert cut == [], number
    made.close()


# --- diagnostic ------------------------------------------------------------------------------------------------------


def worst(bank: Diagnostic) -> dict[str, int]:
    return {
        query.id: max(
            (i for i, answer in enumerate(query.answers) if not answer.emergency),
            key=lambda i: query.answers[i].risk or 0,
        )
        for query in bank.questions
    }


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1366, 625), (390, 844)])
def test_each_question_is_whole_with_its_button(browser: Browser, width: int, height: int) -> None:
    """Once begun, what led to the diagnostic leaves the page; every question and its button fit above the bar."""
    made = browser.new_context(viewport={"width": width, "height": height})
    atelier = read(REAL).atelier
    bank = next(one for one in atelier.activities() if isinstance(one, Diagnostic))
    picks = worst(bank)
    seen = """() => { const buttons = document.querySelector('.a-diag .va, .a-diag .attend').getBoundingClientRect();
      return [document.querySelector('.a-diag .vue').getBoundingClientRect().top >= 0,
        buttons.bottom <= document.querySelector('.pied').getBoundingClientRect().top] }"""
    with serving(atelier) as room:
        tab = made.new_page()
        tab.goto(room.url + "/atelier/securiser-ses-comptes#etape-3")
        expect(tab.get_by_role("button", name="Je commence")).to_be_in_viewport(ratio=1)
        assert tab.evaluate(seen)[1]
        tab.get_by_role("button", name="Je commence").click()
        expect(tab.locator("#etape-3 > .texte")).to_be_hidden()
        for query in bank.questions:
            assert tab.evaluate(seen) == [True, True], query.id
            tab.locator(".a-diag .ligne input").nth(picks[query.id]).check(force=True)
            last = tab.locator(".a-diag .va").inner_text() == "Voir mon plan"
            tab.locator(".a-diag .va").click()
            if last:
                break
        title = tab.locator(".a-diag h3").first
        expect(title).to_contain_text("sur")
        expect(title).to_be_in_viewport(ratio=1)
        assert tab.evaluate("scrollY") == 0
        if (width, height) == (1366, 768):
            assert tab.evaluate(
                "document.querySelector('.a-diag .boutons button').getBoundingClientRect().bottom <= document.querySelector('.pied').getBoundingClientRect().top"
            )
    made.close()


def test_my_actions_come_back_at_the_steps_that_need_them(browser: Browser) -> None:
    """Titles and days stand on the work steps after the diagnostic; a day typed there is the diagnostic's own."""
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    atelier = read(REAL).atelier
    bank = next(one for one in atelier.activities() if isinstance(one, Diagnostic))
    with serving(atelier) as room:
        tab = made.new_page()
        tab.on("pageerror", lambda error: pytest.fail(str(error)))
        address = room.url + "/atelier/securiser-ses-comptes"
        tab.goto(address + "#etape-8")
        expect(tab.locator("#etape-8")).to_be_visible()
        expect(tab.get_by_role("region", name="Mes actions")).to_have_count(0)

        room.answers[bank.id] = {
            "valeur": {"answers": worst(bank), "days": {"q02": "jeudi"}, "at": "", "done": True},
            "version": 3,
        }
        tab.reload()
        block = tab.get_by_role("region", name="Mes actions")
        expect(block.get_by_role("listitem")).to_have_count(3)
        fields = block.get_by_role("textbox", name="Quel jour")
        assert sorted(field.input_value() for field in fields.all()) == ["", "", "jeudi"]
        assert violations(tab) == []
        empty = next(field for field in fields.all() if not field.input_value())
        empty.press_sequentially("samedi")
        expect(empty).to_be_focused()
        settled(tab, room, lambda: "samedi" in room.values()[bank.id]["days"].values())
        assert room.values()[bank.id]["days"]["q02"] == "jeudi"

        block.get_by_role("link", name="Revoir mon diagnostic").click()
        expect(tab.locator("#etape-3")).to_be_visible()
        days = [field.input_value() for field in tab.locator(".a-diag .jour input").all()]
        assert sorted(days) == ["", "jeudi", "samedi"]
        assert tab.locator(".mon-plan").count() < 5
    made.close()


# --- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_by_the_room_and_comes_back(
    show: Open, room: Room, context: BrowserContext
) -> None:
    """It leaves after a moment; a reload shows it, and so does another browser at the same seat."""
    tab = show()
    pick(tab, "un", 1)
    settled(tab, room, lambda: room.values().get("un", {}).get("picked") == [1])
    tab.reload()
    expect(tab.locator("#activite-un input").nth(1)).to_be_checked()

    other = context.browser.new_context()  # type: ignore[union-attr]
    fresh = other.new_page()
    fresh.goto(room.url + "/atelier/essai")
    expect(fresh.locator("#activite-un input").nth(1)).to_be_checked()
    other.close()


def test_an_answer_given_just_before_leaving_arrives(show: Open, room: Room) -> None:
    """The page that goes away sends what is left."""
    tab = show()
    pick(tab, "un", 0)
    tab.goto("about:blank")

    settled(tab, room, lambda: room.values().get("un", {}).get("picked") == [0])


def test_a_cut_link_blocks_nothing_and_mends_itself(show: Open, room: Room) -> None:
    """The banner says one can go on, answers are counted and kept, then leave on their own."""
    tab = show()
    room.down = True
    pick(tab, "un", 1)
    banner = tab.get_by_role("status", name="État de la liaison")
    expect(banner.get_by_role("heading")).to_have_text("La liaison est coupée. Vous pouvez continuer.")
    expect(tab.locator("[data-etat]")).to_contain_text("1 réponse gardée ici, à envoyer")
    pick(tab, "deux", 0)
    expect(tab.locator("[data-etat]")).to_contain_text("2 réponses gardées ici, à envoyer")
    assert room.answers == {}
    tab.reload()
    expect(tab.locator("#activite-un input").nth(1)).to_be_checked()

    room.down = False
    tab.get_by_role("button", name="Essayer maintenant").click()
    settled(
        tab,
        room,
        lambda: {name: kept["picked"] for name, kept in room.values().items()} == {"un": [1], "deux": [0]},
    )
    expect(tab.get_by_text("La liaison est coupée")).to_be_hidden()
    assert state(tab) == "Réponses gardées"


def test_the_link_is_tried_again_without_being_asked(show: Open, room: Room) -> None:
    """A few seconds after the server is back, answers are there."""
    tab = show()
    room.down = True
    pick(tab, "un", 1)
    expect(tab.get_by_text("La liaison est coupée")).to_be_visible()
    room.down = False

    settled(tab, room, lambda: "un" in room.answers)


def test_what_is_typed_here_wins_over_an_older_page(show: Open, room: Room) -> None:
    """A stale version is refused by the room, then sent again: nothing typed is lost."""
    tab = show()
    expect(tab.locator("#activite-un input").first).to_be_visible()
    tab.wait_for_load_state("networkidle")
    room.answers["un"] = {"valeur": {"picked": [0], "done": False}, "version": 9}
    pick(tab, "un", 1)

    settled(
        tab, room, lambda: room.answers["un"] == {"valeur": {"picked": [1], "done": False}, "version": 10}
    )


def test_two_tabs_agree(show: Open, room: Room) -> None:
    """A choice in one tab shows in the other, and each can go on from it."""
    one, two = show(), show()
    pick(one, "un", 1)
    expect(two.locator("#activite-un input").nth(1)).to_be_checked()
    settled(one, room, lambda: room.answers.get("un", {}).get("version") == 1)
    pick(two, "un", 0)
    expect(one.locator("#activite-un input").nth(0)).to_be_checked()

    settled(two, room, lambda: room.answers["un"] == {"valeur": {"picked": [0], "done": False}, "version": 2})


def test_the_next_person_at_a_seat_finds_nothing(show: Open, room: Room) -> None:
    """Answers that never left belong to who typed them: another code at the same seat neither sees nor sends them."""
    tab = show()
    room.down = True
    pick(tab, "un", 1)
    expect(tab.get_by_text("La liaison est coupée")).to_be_visible()
    tab.goto("about:blank")
    tab.wait_for_timeout(300)  # what the page sends as it leaves is lost too
    tab.close()
    room.down = False
    room.seat = pages.Seat(7, "Rabot", "9999")
    tab = show()
    tab.wait_for_load_state("networkidle")

    expect(tab.locator("#activite-un input").nth(1)).not_to_be_checked()
    assert room.answers == {}


def test_a_seat_that_the_room_forgot_says_how_to_go_on(show: Open, room: Room) -> None:
    """The banner offers to take the seat again; the answers stay on the page."""
    room.forbidden = True
    tab = show()

    expect(tab.get_by_text("La salle ne reconnaît plus ce poste.")).to_be_visible()
    link = tab.get_by_role("link", name="Reprendre ma place")
    assert link.get_attribute("href") == "/?suite=/atelier/essai"


def test_answers_that_the_room_wiped_go_from_the_page(show: Open, room: Room) -> None:
    """After the end of a session, a reload leaves nothing on the computer either."""
    tab = show()
    pick(tab, "un", 1)
    settled(tab, room, lambda: "un" in room.answers)
    tab.wait_for_load_state("networkidle")
    room.answers.clear()
    tab.reload()
    tab.wait_for_load_state("networkidle")

    expect(tab.locator("#activite-un input").nth(1)).not_to_be_checked()


def test_a_browser_that_keeps_nothing_still_works(context: BrowserContext, show: Open, room: Room) -> None:
    """Without local storage the room alone keeps the answers."""
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('non'); }})"
    )
    tab = show()
    pick(tab, "un", 1)

    settled(tab, room, lambda: "un" in room.answers)


def test_help_is_asked_and_put_down(show: Open, room: Room) -> None:
    """The button raises the hand, the board may put it down, and the page says so."""
    tab = show()
    button = tab.get_by_role("button", name="Demander de l’aide")
    button.click()
    settled(tab, room, lambda: room.presences[-1] == {"slug": "essai", "etape": 1, "aide": True, "vu": -1})
    raised = tab.get_by_role("button", name="Main levée, on arrive")
    expect(raised).to_have_attribute("aria-pressed", "true")

    room.lower = True
    tab.get_by_role("link", name="Étape\u00a02").click()
    expect(tab.get_by_role("button", name="Demander de l’aide")).to_have_attribute("aria-pressed", "false")


def test_help_asked_while_the_link_is_cut_sends_to_the_facilitator(show: Open, room: Room) -> None:
    """Nobody sees that hand: the button says to call, then the hand goes as soon as the room answers."""
    tab = show()
    room.down = True
    tab.get_by_role("button", name="Demander de l’aide").click()
    expect(
        tab.get_by_role("button", name="La liaison est coupée\u00a0: appelez l’animateur")
    ).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_text("on arrive")).to_have_count(0)
    room.down = False

    expect(tab.get_by_role("button", name="Main levée, on arrive")).to_be_visible(timeout=15_000)
    settled(tab, room, lambda: bool(room.presences) and room.presences[-1]["aide"])


# --- tools -----------------------------------------------------------------------------------------------------------


def test_tools_are_kept_from_page_to_page(show: Open) -> None:
    """Text size, contrast and easy version last; buttons say their state."""
    tab = show()
    body = "parseFloat(getComputedStyle(document.body).fontSize)"
    assert tab.evaluate(body) == 19
    tab.get_by_role("button", name="Texte plus gros").click()
    assert round(tab.evaluate(body)) == 24
    tab.get_by_role("button", name="Texte plus gros").click()
    assert round(tab.evaluate(body)) == 30
    tab.get_by_role("button", name="Contraste").click()
    expect(tab.get_by_role("button", name="Contraste fort")).to_have_attribute("aria-pressed", "true")
    tab.get_by_role("button", name="Facile à lire").click()
    tab.close()

    tab = show("#etape-3")
    assert round(tab.evaluate(body)) == 30
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(tab.get_by_role("button", name="Facile à lire")).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_text("Vous partez.", exact=True)).to_be_visible()
    expect(tab.get_by_text("Au revoir.")).to_be_hidden()
    tab.get_by_role("button", name="Texte normal").click()
    assert tab.evaluate(body) == 19


def test_a_step_without_easy_version_says_so(show: Open) -> None:
    """Nothing disappears: the ordinary text stays, under a sentence."""
    tab = show()
    tab.get_by_role("button", name="Facile à lire").click()

    expect(
        tab.locator("#etape-1").get_by_text("Cette étape n’a pas encore de version facile à lire.")
    ).to_be_visible()
    expect(tab.get_by_text("Un texte.")).to_be_visible()


def test_listening_needs_a_voice_of_this_computer(context: BrowserContext, show: Open) -> None:
    """A voice from the network is not used: the buttons stay away."""
    context.add_init_script(VOICES % "[voice('fr-FR', false), voice('en-GB', true)]")
    tab = show("#etape-3")
    tab.get_by_role("button", name="Facile à lire").click()

    expect(tab.get_by_role("button", name="Écouter")).to_have_count(0)


def test_each_easy_line_can_be_heard(context: BrowserContext, show: Open) -> None:
    """A button per line, named after it; « Tout écouter » and the header's tool read the rest."""
    context.add_init_script(VOICES % "[voice('fr-FR', true)]")
    tab = show("#etape-3")
    tab.get_by_role("button", name="Facile à lire").click()
    tab.get_by_role("button", name="Écouter\u00a0: Vous revenez.").click()
    assert tab.evaluate("spoken") == ["Vous revenez."]
    tab.get_by_role("button", name="Tout écouter").click()
    assert tab.evaluate("spoken.at(-1)") == "Quoi ?"
    tab.get_by_role("button", name="Écouter", exact=True).click()

    expect(tab.get_by_role("button", name="Arrêter")).to_have_attribute("aria-pressed", "true")


def test_the_seat_tells_its_code(show: Open) -> None:
    """The badge opens on the code, closes on Escape and gives the focus back."""
    tab = show()
    badge = tab.locator("summary.poste")
    badge.press("Enter")
    expect(tab.locator(".volet .code")).to_have_text("4821")
    expect(tab.locator(".volet .code")).to_be_visible()
    tab.keyboard.press("Escape")

    expect(tab.locator(".volet .code")).to_be_hidden()
    expect(badge).to_be_focused()


# --- everyone --------------------------------------------------------------------------------------------------------


def test_a_walk_with_the_tab_key(show: Open) -> None:
    """Everything is reached in reading order, each stop with a visible ring."""
    tab = show("#etape-2")
    expect(tab.locator("#activite-trois input").first).to_be_visible()
    tab.locator(".evite").focus()
    stops: list[str] = []
    for _ in range(15):
        stops.append(
            tab.evaluate("(document.activeElement.innerText || document.activeElement.value || '').trim()")
        )
        ring = tab.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
        )
        assert ring == "solid3px" or tab.evaluate("document.activeElement.tagName") == "INPUT", (stops, ring)
        tab.keyboard.press("Tab")
    order = " | ".join(" ".join(stop.split()) for stop in stops)

    for before, after in zip(
        (
            "Aller au contenu",
            "Texte plus gros",
            "Contraste",
            "Facile à lire",
            "Poste 7",
            "1 Découvrir",
            "3 Finir",
            "Demander de l’aide",
            "Étape 1",
        ),
        (
            "Texte plus gros",
            "Contraste",
            "Facile à lire",
            "Poste 7",
            "1 Découvrir",
            "3 Finir",
            "Demander de l’aide",
            "Étape 1",
            "Étape 3",
        ),
        strict=True,
    ):
        assert order.index(before) < order.index(after), order


@pytest.mark.parametrize(
    "look", [{}, {"contraste": "fort"}, {"contraste": "sombre"}, {"facile": "oui", "texte": "3"}]
)
def test_axe_finds_nothing_on_any_step(browser: Browser, look: dict[str, str]) -> None:
    """Every step of a real atelier, in each contrast, in the easy version with big text."""
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    made.add_init_script(f"localStorage.setItem('etabli:reglages', '{json.dumps(look)}')")
    with serving(read(REAL).atelier) as room:
        tab = made.new_page()
        tab.goto(room.url + "/atelier/securiser-ses-comptes")
        count = tab.locator(".regle a").count()
        for number in range(1, count + 1):
            tab.evaluate(f"location.hash = '#etape-{number}'")
            expect(tab.locator(f"#etape-{number}")).to_be_visible()
            expect(tab.locator(f"#etape-{number} .statique")).to_have_count(0)
            assert violations(tab) == []
    made.close()


@pytest.mark.parametrize(
    ("width", "height", "look"),
    [
        (320, 640, {}),
        (320, 640, {"facile": "oui"}),
        (683, 384, {}),
        (683, 384, {"texte": "3"}),
        (390, 844, {"texte": "2"}),
    ],
)
def test_nothing_is_cut_on_small_screens(
    browser: Browser, width: int, height: int, look: dict[str, str]
) -> None:
    """320 px, 200 % zoom, big text: no step scrolls sideways and the bar's buttons are whole."""
    made = browser.new_context(viewport={"width": width, "height": height})
    made.add_init_script(f"localStorage.setItem('etabli:reglages', '{json.dumps(look)}')")
    with serving(read(REAL).atelier) as room:
        tab = made.new_page()
        for path in ("/", "/atelier/securiser-ses-comptes"):
            tab.goto(room.url + path)
            tab.wait_for_load_state("networkidle")
            for number in range(1, tab.locator(".regle a").count() + 1) or [0]:
                tab.evaluate(f"location.hash = '#etape-{number}'")
                tab.wait_for_timeout(30)
                assert tab.evaluate("document.documentElement.scrollWidth") <= width, (path, number)
                boxes = tab.evaluate(
                    "[...document.querySelectorAll('.pied .btn, .tete button, .poste')].filter((e) => e.getClientRects().length).map((e) => e.getBoundingClientRect().toJSON())"
                )
                assert all(box["left"] >= 0 and box["right"] <= width for box in boxes), (path, number, boxes)
                small = [box for box in boxes if min(box["width"], box["height"]) < 44]
                assert small == [], (path, number)
    made.close()


def test_targets_and_rule_survive_forced_colours(browser: Browser, room: Room) -> None:
    """With the system's colours, the current step, pressed tools and buttons still show an edge."""
    made = browser.new_context(forced_colors="active")
    tab = made.new_page()
    tab.goto(room.url + "/atelier/essai")
    tab.get_by_role("button", name="Facile à lire").click()

    edge = "(e) => getComputedStyle(e).outlineStyle + getComputedStyle(e).borderTopStyle"
    assert "solid" in tab.locator(".regle .ici a").evaluate(edge)
    assert "solid" in tab.locator("[data-outil=facile]").evaluate(edge)
    assert "solid" in tab.locator(".pied .aide").evaluate(edge)
    assert violations(tab) == []
    made.close()


def test_the_cold_page_is_light_and_stays_here(browser: Browser) -> None:
    """At most 15 requests and 300 kB, every one to this room, no complaint of the security policy."""
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    tab = made.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    with serving(read(REAL).atelier) as room:
        tab.goto(room.url + "/atelier/securiser-ses-comptes#etape-4")
        pick(tab, "meilleur-mot-de-passe", 1)
        tab.get_by_role("button", name="Je valide B").click()
        expect(tab.get_by_role("heading", name="Pas encore")).to_be_visible()
        tab.wait_for_load_state("networkidle")
        arrival = [
            url
            for url in asked
            if not url.startswith("data:") and "/api/reponses/securiser-ses-comptes/" not in url
        ]

        assert [url for url in asked if not url.startswith((room.url, "data:"))] == []
        assert len(arrival) <= 15, arrival
        assert sum(size for _, size in room.sent) <= 300_000, room.sent
        assert said == []
    made.close()


# --- lobby -----------------------------------------------------------------------------------------------------------


def test_a_seat_is_chosen_with_the_keyboard(show: Open, room: Room) -> None:
    """Arrows choose among free seats, the button names the choice, and leads to the atelier."""
    tab = show(path="/")
    go = tab.locator("[data-asseoir]")
    expect(go).to_have_text("Choisissez d’abord une place")
    tab.get_by_role("radio", name="3 Niveau libre").focus()
    tab.keyboard.press("ArrowDown")
    expect(go).to_have_text("Je m’assois au poste 4")
    expect(tab.get_by_role("group", name="Choisissez votre place")).to_be_visible()
    expect(tab.get_by_role("radio", name="1 Compas occupé")).to_be_disabled()
    tab.keyboard.press("Enter")

    tab.wait_for_url("**/atelier/essai*")
    assert room.seated == [{"place": 4}]


def test_a_seat_taken_meanwhile_is_told_and_marked(show: Open, room: Room) -> None:
    """The refusal is read aloud, the bench becomes taken, another one can be chosen."""
    tab = show(path="/")
    tab.get_by_role("radio", name="3 Niveau").check(force=True)
    room.taken.add(3)
    tab.get_by_role("button", name="Je m’assois au poste 3").click()

    expect(tab.get_by_role("alert")).to_contain_text("Ce poste est pris.")
    expect(tab.get_by_role("radio", name="3 Niveau occupé")).to_be_disabled()
    expect(tab.get_by_text("Choisissez d’abord une place")).to_be_visible()


def test_a_full_lobby_says_whom_to_tell(show: Open, room: Room) -> None:
    """No seat free: the button does not ask for one."""
    room.taken = set(range(1, 9))
    tab = show(path="/")

    expect(tab.locator("[data-asseoir]")).to_have_text("Plus de place libre\u00a0: prévenez l’animateur.")


def test_a_seat_is_taken_again_with_its_code(show: Open, room: Room) -> None:
    """The small form wants a number and four digits, and says what it lacks."""
    tab = show(path="/")
    tab.get_by_text("Je reprends ma place").click()
    tab.get_by_label("Numéro du poste").fill("1")
    tab.get_by_role("button", name="Reprendre", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text("4 chiffres")
    tab.get_by_label("Code à 4 chiffres").fill("1234")
    tab.get_by_role("button", name="Reprendre", exact=True).click()

    tab.wait_for_url("**/atelier/essai*")
    assert room.seated == [{"place": 1, "code": "1234"}]


def test_axe_finds_nothing_in_the_lobby(browser: Browser, lesson: Atelier) -> None:
    """Seats, the form, a refusal, the choice of an atelier; on a computer and on a telephone."""
    other = Atelier("autre", "Autre atelier", lesson.front, (), lesson.steps)
    for size in ({"width": 1366, "height": 768}, {"width": 390, "height": 844}):
        made = browser.new_context(viewport=size)  # type: ignore[arg-type]
        tab = made.new_page()
        with serving(lesson, other) as room:
            tab.goto(room.url)
            expect(tab.get_by_role("link", name="J’entre dans «\u00a0Autre atelier\u00a0»")).to_be_visible()
            assert violations(tab) == []
            tab.goto(room.url + "/?atelier=autre")
            tab.get_by_text("Je reprends ma place").click()
            tab.get_by_role("button", name="Reprendre", exact=True).click()
            tab.get_by_label("Numéro du poste").fill("1")
            tab.get_by_role("button", name="Reprendre", exact=True).click()
            assert violations(tab) == []
        made.close()


# --- one file --------------------------------------------------------------------------------------------------------


def test_the_file_alone_keeps_answers_and_asks_for_nothing(
    browser: Browser, lesson: Atelier, tmp_path: Path
) -> None:
    """Opened from the disk: feedback, answers after a reload, « Recommencer »; not a single request."""
    file = tmp_path / "page.html"
    file.write_text(pages.render_one_file(lesson), encoding="utf-8")
    made = browser.new_context()
    tab = made.new_page()
    asked: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    tab.goto(file.as_uri())
    pick(tab, "un", 0)
    tab.get_by_role("button", name="Je valide A").click()
    expect(tab.get_by_role("heading", name="Pas encore")).to_be_visible()
    assert state(tab) == "Réponses gardées dans ce navigateur"
    tab.reload()
    expect(tab.get_by_role("heading", name="Pas encore")).to_be_visible()
    assert violations(tab) == []

    tab.get_by_role("button", name="Recommencer").click()
    tab.get_by_role("button", name="Oui").click()
    expect(tab.get_by_role("heading", name="Pas encore")).to_be_hidden()
    tab.reload()
    expect(tab.locator("#activite-un input").first).not_to_be_checked()
    assert {request.url.split(":")[0] for request in asked} <= {"file", "data", "blob"}
    assert {request.url.split("#")[0] for request in asked if request.url.startswith("file:")} == {
        file.as_uri()
    }
    made.close()


def test_the_page_prints_all_its_steps(browser: Browser, lesson: Atelier, tmp_path: Path) -> None:
    """On paper: every step and activity, no tool, no bar."""
    file = tmp_path / "page.html"
    file.write_text(pages.render_one_file(lesson), encoding="utf-8")
    made = browser.new_context()
    tab = made.new_page()
    tab.goto(file.as_uri())
    tab.emulate_media(media="print")

    expect(tab.locator(".etape:visible")).to_have_count(3)
    for hidden in (".pied", ".etapes", ".outils"):
        expect(tab.locator(hidden)).to_be_hidden()
    tab.get_by_role("button", name="Facile à lire", include_hidden=True).evaluate(
        "(button) => button.click()"
    )
    expect(tab.get_by_text("Vous partez.", exact=True)).to_be_visible()
    expect(tab.get_by_text("Au revoir.")).to_be_hidden()
    tab.locator("#etape-2").evaluate(
        "(step) => step.classList.add('etabli-hors-plan')"
    )  # an activity prints itself alone
    expect(tab.locator("#etape-2")).to_be_hidden()
    made.close()
