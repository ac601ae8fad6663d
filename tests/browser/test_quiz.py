"""The quiz in a real browser: keyboard, accessibility tree, states, restoring, paper."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pymupdf
import pytest
from activity import violations
from etabli.assets import esm
from playwright.sync_api import Page, expect

Mount = Callable[..., Page]

QUIZ: dict[str, Any] = {
    "kind": "quiz",
    "id": "meilleur-mot-de-passe",
    "question": "Quel mot de passe est le plus solide\u202f?",
    "instruction": "Cochez une seule case.",
    "multiple": False,
    "choices": [
        {"text": "azerty2024", "right": False, "detail": "la suite du clavier", "feedback": ""},
        {"text": "Doudou2024!", "right": False, "detail": "", "feedback": "Un mot doux et une année."},
        {"text": "cheval lampe <em>rivière</em>", "right": True, "detail": "au hasard", "feedback": ""},
    ],
    "praise": "Le plus solide",
    "explanation": "Long à deviner, facile à retenir.",
    "easy": {"question": "Quel mot de passe est fort\u202f?", "choices": None, "explanation": "Il est long."},
}
SEVERAL: dict[str, Any] = {
    **QUIZ,
    "id": "plusieurs",
    "question": "La banque appelle. Que faire\u202f?",
    "instruction": "Cochez toutes les bonnes réponses.",
    "multiple": True,
    "choices": [
        {"text": "Raccrocher", "right": True, "detail": "", "feedback": ""},
        {"text": "Lire le code", "right": False, "detail": "", "feedback": "Un code lu est un paiement."},
        {"text": "Rappeler la banque", "right": True, "detail": "", "feedback": ""},
        {"text": "Attendre", "right": False, "detail": "", "feedback": "Cela ne suffit pas."},
    ],
    "praise": "C’est juste",
    "easy": None,
}


def focused(page: Page) -> str:
    """What has the focus, as a reader of the screen would name it."""
    return page.evaluate(
        """() => { const n = document.activeElement;
        return n.closest("label") ? n.closest("label").innerText.replace(/\\s+/g, " ").trim() : n.innerText.trim() || n.tagName }"""
    )


def saved(page: Page) -> Any:
    """The last answer given to the model."""
    return page.evaluate("window.saved.at(-1)")


def test_the_whole_quiz_with_the_keyboard(mount: Mount) -> None:
    """Tab enters the group, arrows choose, Enter on the green button validates; the focus goes to the feedback."""
    page = mount("quiz", QUIZ)

    page.keyboard.press("Tab")
    assert focused(page) == "A azerty2024"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "B Doudou2024!"
    assert saved(page) == {"picked": [1], "done": False}
    page.keyboard.press("Tab")
    assert focused(page) == "Je valide B"
    page.keyboard.press("Enter")

    assert saved(page) == {"picked": [1], "done": True}
    assert focused(page) == "Pas encore\u00a0: c’est\u00a0le\u00a0C"
    page.keyboard.press("Tab")
    assert focused(page) == "Je recommence"
    page.keyboard.press("Space")
    assert saved(page) == {"picked": [], "done": False}
    assert focused(page) == "A azerty2024"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Je ne sais pas"


def test_a_screen_reader_hears_the_question_as_the_name_of_the_group(mount: Mount) -> None:
    """The accessibility tree before and after the answer."""
    page = mount("quiz", QUIZ, {"picked": [1], "done": False}, {"kicker": "Étape 4"})
    root = page.locator("#el")

    expect(root).to_match_aria_snapshot("""
    - paragraph: Étape 4
    - group "Quel mot de passe est le plus solide ?":
      - heading "Quel mot de passe est le plus solide ?" [level=2]
      - paragraph: Cochez une seule case.
      - text: A azerty2024
      - radio "A azerty2024"
      - text: B Doudou2024!
      - radio "B Doudou2024!" [checked]
      - text: C cheval lampe
      - emphasis: rivière
      - radio "C cheval lampe rivière"
    - status
    - button "Je valide B"
    - button "Je ne sais pas"
    """)
    page.get_by_role("button", name="Je valide B").click()
    expect(root).to_match_aria_snapshot("""
    - heading "Quel mot de passe est le plus solide ?" [level=2]
    - list:
      - listitem: A azerty2024 la suite du clavier
      - listitem: B Doudou2024! Votre choix (pas encore)
      - listitem:
        - text: C cheval lampe
        - emphasis: rivière
        - text: au hasard Le plus solide
    - status:
      - 'heading "Pas encore : c’est le C" [level=3]'
      - paragraph: Un mot doux et une année.
      - heading "Pourquoi le C ?" [level=3]
      - paragraph: Long à deviner, facile à retenir.
    - button "Je recommence"
    """)


def test_the_button_says_why_it_is_not_ready(mount: Mount) -> None:
    """Pressing it without a choice changes nothing and shows where to choose."""
    page = mount("quiz", QUIZ)
    button = page.get_by_role("button", name="Choisissez d’abord une réponse")

    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    assert saved(page) is None
    assert focused(page) == "A azerty2024"


def test_not_knowing_is_an_answer(mount: Mount) -> None:
    """« Je ne sais pas » shows the answer without a word of blame."""
    page = mount("quiz", QUIZ)
    page.get_by_role("button", name="Je ne sais pas").click()

    assert saved(page) == {"picked": [], "done": True}
    expect(page.get_by_role("status")).to_contain_text("On regarde ensemble\u00a0: c’est\u00a0le\u00a0C")
    expect(page.locator(".mal")).to_have_count(0)


def test_a_right_answer(mount: Mount) -> None:
    """« C’est juste », the author's word beside the answer, one box of feedback."""
    page = mount("quiz", QUIZ, {"picked": [2], "done": True})

    expect(page.locator(".bon")).to_contain_text("Le plus solide")
    expect(page.locator(".bon")).to_contain_text("Votre choix")
    expect(page.get_by_role("status").get_by_role("heading")).to_have_text(["C’est juste"])


@pytest.mark.parametrize(
    ("picked", "title"),
    [
        ([0, 2], "C’est juste"),
        ([0], "Presque\u00a0: il manque C"),
        ([0, 1, 2], "Presque\u00a0: B en trop"),
        ([0, 1], "Pas encore\u00a0: ce sont A et C"),
        ([], "On regarde ensemble\u00a0: ce sont A et C"),
    ],
)
def test_several_right_answers(mount: Mount, picked: list[int], title: str) -> None:
    """The feedback says what is missing or too much."""
    page = mount("quiz", SEVERAL, {"picked": picked, "done": True})

    expect(page.get_by_role("status").get_by_role("heading").first).to_have_text(title)


def test_boxes_are_ticked_with_space_and_named_in_the_button(mount: Mount) -> None:
    """Square boxes, each a stop for Tab; « Je valide A et C »."""
    page = mount("quiz", SEVERAL)
    expect(page.get_by_role("checkbox")).to_have_count(4)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    assert saved(page) == {"picked": [0, 2], "done": False}
    expect(page.get_by_role("button", name="Je valide A et C")).to_be_visible()


def test_mark_is_pure(mount: Mount) -> None:
    """`mark` gives indices in the order of the choices, whatever the order of the picks."""
    page = mount("quiz", SEVERAL)
    result = page.evaluate("spec => [[2, 0], [3, 1], []].map(p => window.module.mark(spec, p))", SEVERAL)

    assert result == [
        {"right": True, "missed": [], "wrong": []},
        {"right": False, "missed": [0, 2], "wrong": [1, 3]},
        {"right": False, "missed": [0, 2], "wrong": []},
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {"picked": [7], "done": True},
        {"picked": "B", "done": False},
        {"picked": [None, -1, 1.5]},
        {"autre": 1},
    ],
)
def test_an_obsolete_answer_is_ignored(mount: Mount, answer: dict[str, Any]) -> None:
    """The quiz starts afresh, calmly."""
    page = mount("quiz", QUIZ, answer)

    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Choisissez d’abord une réponse")).to_be_visible()


def test_another_tab_answers(mount: Mount) -> None:
    """The view follows the model; an equal answer moves nothing, a different one keeps the focus where it was."""
    page = mount("quiz", QUIZ)
    page.get_by_role("radio").nth(1).check()
    page.evaluate("document.activeElement.kept = true; model.set('answer', {done: false, picked: [1]})")
    assert page.evaluate("document.activeElement.kept") is True

    page.evaluate("model.set('answer', {picked: [0], done: false})")
    expect(page.get_by_role("radio").nth(0)).to_be_checked()
    assert focused(page) == "B Doudou2024!"
    page.evaluate("model.set('answer', {picked: [0], done: true})")
    expect(page.get_by_role("status")).to_contain_text("Pas encore")
    page.evaluate("leave(); model.set('answer', {})")
    expect(page.get_by_role("status")).to_contain_text("Pas encore")


def test_a_double_click_does_not_start_again(mount: Mount) -> None:
    """The second press of a shaking hand falls where « Je recommence » has just come."""
    page = mount("quiz", QUIZ, {"picked": [1], "done": False})
    page.get_by_role("button", name="Je valide B").dblclick()

    assert saved(page) == {"picked": [1], "done": True}


def test_easy_texts(mount: Mount) -> None:
    """They come at once when the reader asks for them, without losing the choice."""
    page = mount("quiz", QUIZ, {"picked": [1], "done": False})
    page.evaluate(
        "document.documentElement.dataset.facile = 'oui'; dispatchEvent(new Event('etabli:facile'))"
    )

    expect(page.get_by_role("heading", level=2)).to_have_text("Quel mot de passe est fort\u202f?")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.get_by_role("button", name="Je valide B").click()
    expect(page.get_by_role("status")).to_contain_text("Il est long.")


def test_easy_mode_shows_easy_texts_alone(mount: Mount) -> None:
    """Details, comments on wrong answers and ordinary notes are left out where an easy version exists."""
    page = mount(
        "quiz", QUIZ, {"picked": [1], "done": True}, {"margin": "<p>Note.</p>"}, html='data-facile="oui"'
    )
    text = page.locator("#el").inner_text()

    assert "Il est long." in text
    for hard in ("Un mot doux", "au hasard", "la suite du clavier", "Long à deviner"):
        assert hard not in text
    page.get_by_role("button", name="Je recommence").click()
    expect(page.get_by_text("Note.")).to_be_hidden()


def test_a_ticked_box_shows_its_mark(mount: Mount) -> None:
    """What is painted in a square box changes once it is ticked, whatever the contrast."""
    page = mount("quiz", SEVERAL)
    box = page.get_by_role("checkbox").first
    mark = "(box) => getComputedStyle(box, '::before').content + getComputedStyle(box, '::before').backgroundColor"
    empty = box.evaluate(mark)
    before = box.screenshot()
    box.check()

    assert box.evaluate(mark) == '""rgb(28, 36, 34)' != empty
    pixels = pymupdf.Pixmap(box.screenshot())
    dark = sum(
        max(pixels.pixel(x, y)[:3]) < 80
        for x in range(5, pixels.width - 5)
        for y in range(5, pixels.height - 5)
    )
    assert box.screenshot() != before and dark > 30


@pytest.mark.parametrize("width", [390, 1366])
def test_not_knowing_keeps_its_place(mount: Mount, width: int) -> None:
    """« Je ne sais pas » does not move once an answer is chosen."""
    page = mount("quiz", QUIZ, viewport={"width": width, "height": 768})
    skip = page.get_by_role("button", name="Je ne sais pas")
    place = skip.bounding_box()
    page.get_by_role("radio").nth(1).check(force=True)

    assert skip.bounding_box() == place


def test_margin_notes_leave_the_place_to_the_feedback(mount: Mount) -> None:
    """The page's notes stand beside the question until it is answered; `next` gives the one green button after."""
    context = {"margin": "<p>Une note.</p>", "level": 3, "next": {"href": "#suite", "label": "Question 2"}}
    page = mount("quiz", QUIZ, {"picked": [2], "done": False}, context)
    note = page.get_by_text("Une note.")

    expect(note).to_be_visible()
    expect(page.get_by_role("heading", level=3)).to_have_count(1)
    page.get_by_role("button", name="Je valide C").click()
    expect(note).to_be_hidden()
    expect(page.get_by_role("link", name="Question 2")).to_have_attribute("href", "#suite")


@pytest.mark.parametrize("contrast", ["", "fort", "sombre"])
@pytest.mark.parametrize("answer", [{"picked": [1], "done": False}, {"picked": [1], "done": True}])
def test_axe_finds_nothing(mount: Mount, contrast: str, answer: dict[str, Any]) -> None:
    """Before and after, in the three contrasts."""
    page = mount("quiz", QUIZ, answer, {"kicker": "Étape 4"}, html=f'data-contraste="{contrast}"')

    assert violations(page) == []


def test_alone_in_a_notebook(mount: Mount) -> None:
    """Without the page's style sheet: own colours, 19 px, nothing for axe to say; the module with its helpers inlined."""
    page = mount("quiz", QUIZ, {"picked": [1], "done": True}, styled=False)
    root = page.locator(".a-quiz")

    assert violations(page) == []
    assert root.evaluate("n => getComputedStyle(n).fontSize") == "19px"
    assert page.locator(".mal").evaluate("n => getComputedStyle(n).borderTopColor") == "rgb(131, 48, 11)"


def test_the_inlined_module_runs(mount: Mount, site: tuple[str, dict[str, str]]) -> None:
    """The text given to JupyterLab and to the one-file page is one module that needs no other file."""
    address = "data:text/javascript;base64," + base64.b64encode(esm("quiz").encode()).decode()
    page = mount("quiz", QUIZ, module=address)

    expect(page.get_by_role("radio")).to_have_count(3)


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("size", ['data-texte="1"', 'data-texte="3"'])
def test_narrow_screen(mount: Mount, done: bool, size: str) -> None:
    """320 px wide, ordinary or big text: nothing sticks out, targets stay large, feedback before the buttons."""
    page = mount(
        "quiz", QUIZ, {"picked": [1], "done": done}, html=size, viewport={"width": 320, "height": 640}
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    boxes = [
        page.locator(s).nth(i).bounding_box()
        for s in ("button", "label")
        for i in range(page.locator(s).count())
    ]
    assert all(box and box["height"] >= 44 for box in boxes)
    if done:
        feedback, again = page.get_by_role("status").bounding_box(), page.get_by_role("button").bounding_box()
        assert feedback and again and feedback["y"] + feedback["height"] <= again["y"]


def test_feedback_stands_beside_on_a_wide_screen(mount: Mount) -> None:
    """Never over the question, and nothing moves but what was answered."""
    page = mount("quiz", QUIZ, {"picked": [1], "done": False})
    before = page.get_by_role("heading", level=2).bounding_box()
    page.get_by_role("button", name="Je valide B").click()
    feedback, rows = page.get_by_role("status").bounding_box(), page.locator(".lignes").bounding_box()

    assert feedback and rows and feedback["x"] > rows["x"] + rows["width"]
    assert page.get_by_role("heading", level=2).bounding_box() == before


def test_states_without_colours(mount: Mount) -> None:
    """Windows' forced colours: dashes, lines, words and shapes are left."""
    page = mount("quiz", QUIZ, {"picked": [1], "done": True}, forced_colors="active")
    style = "n => { const s = getComputedStyle(n); return [s.borderTopStyle, s.borderTopWidth] }"

    assert page.locator(".mal").evaluate(style) == ["dashed", "3px"]
    assert page.locator(".bon").evaluate(style) == ["solid", "3px"]
    assert page.locator(".autre").evaluate(style) == ["solid", "2px"]
    expect(page.locator(".mal .picto")).to_be_visible()
    expect(page.locator(".bon .picto")).to_be_visible()


def test_on_paper(mount: Mount) -> None:
    """Printed: the boxes and the instruction, no button."""
    page = mount("quiz", QUIZ)
    page.emulate_media(media="print")

    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Cochez une seule case.")).to_be_visible()
    assert page.get_by_role("radio").first.evaluate("n => getComputedStyle(n).borderRadius") == "0px"
