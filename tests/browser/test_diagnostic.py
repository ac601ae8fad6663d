"""The diagnostic in a real browser: keyboard, branches, emergency, result, paper, and the score shared with Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from activity import violations
from etabli.activities import Diagnostic
from etabli.activity_cell import parse_activity
from etabli.html import HtmlWriter
from etabli.source import read
from playwright.sync_api import Locator, Page, expect

Mount = Callable[..., Page]

ROOT = Path(__file__).resolve().parents[2]
TABLE = json.loads((ROOT / "tests" / "data" / "diagnostic_cases.json").read_text(encoding="utf-8"))

SOURCE = """%%activite diagnostic
id: portes
titre: Mes portes
introduction: Trois questions pour commencer.
mots: {un: porte, plusieurs: portes, ferme: fermée, fermes: fermées, ouvert: ouverte, ouverts: ouvertes}
themes: {urgence: Urgence, mail: Messagerie, telephone: Téléphone}
theme_prioritaire: mail
questions:
  - id: q1
    theme: urgence
    poids: 0
    question: Un problème maintenant ?
    reponses:
      - texte: Oui, de l’argent est parti
        risque: 3
        urgence: oui
        action: Appeler la banque
        conseil: Appelez votre banque. Puis 17cyber.gouv.fr ou le 33700.
        horizon: aujourd’hui
        minutes: 15
      - Non
  - id: q2
    theme: mail
    poids: 5
    question: Le mot de passe du mail sert-il ailleurs ?
    falc: Même mot de passe partout ?
    reponses:
      - Non
      - texte: Oui
        risque: 3
        action: Changer le mot de passe du mail
        conseil: Changez d’abord celui du **mail**.
        horizon: aujourd’hui
        minutes: 15
        falc: Un mot de passe seulement pour le mail.
      - texte: Je n’ai pas de mail
        concerne: non
  - id: q3
    theme: mail
    poids: 4
    question: Un code en plus ?
    si: {q2: [1, 2]}
    reponses:
      - Oui
      - texte: Non
        risque: 3
        action: Ajouter un code
        conseil: Activez la double authentification.
        horizon: aujourd’hui
        minutes: 50
  - id: q4
    theme: telephone
    poids: 4
    question: Un code sur le téléphone ?
    reponses:
      - Oui
      - texte: Non
        risque: 2
        action: Mettre un code
        conseil: Six chiffres.
        horizon: cette semaine
        minutes: 5
"""


def spec_of(source: str) -> dict[str, Any]:
    """What the browser gets for an activity cell."""
    activity, findings = parse_activity(source)
    assert activity is not None, findings
    return activity.spec(HtmlWriter().text)


SPEC = spec_of(SOURCE)
WORST = {"q1": 1, "q2": 1, "q3": 1, "q4": 1}


def result(answers: dict[str, int]) -> dict[str, Any]:
    """A stored answer whose result is shown."""
    return {"answers": answers, "at": "q4", "done": True}


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def focused(page: Page) -> str:
    return page.evaluate(
        """() => { const n = document.activeElement;
        return (n.closest("label") || n).innerText.replace(/\\s+/g, " ").trim() || n.tagName }"""
    )


def saved(page: Page) -> Any:
    return page.evaluate("window.saved.at(-1)")


def real_bank() -> Diagnostic:
    """The diagnostic of the account security workshop, 23 questions."""
    atelier = read(ROOT / "ateliers" / "securiser-ses-comptes").atelier
    return next(activity for activity in atelier.activities() if isinstance(activity, Diagnostic))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_shared_table(mount: Mount, case: dict[str, Any]) -> None:
    """The browser gives what the table says; tests/test_score.py plays the same table in Python."""
    page = mount("diagnostic", spec_of(TABLE["source"]))

    assert (
        page.evaluate("answers => window.module.score(model.get('spec'), answers)", case["answers"])
        == case["expected"]
    )


def test_both_sides_agree_on_the_real_bank(mount: Mount) -> None:
    """Every answer of the 23 questions, by rotations: Python and the browser count the same."""
    bank = real_bank()
    profiles = [
        {query.id: (shift + step * rank) % len(query.answers) for rank, query in enumerate(bank.questions)}
        for shift in range(5)
        for step in range(4)
    ]
    for profile in profiles:
        profile[bank.questions[0].id] = len(bank.questions[0].answers) - 1
    page = mount("diagnostic", bank.spec(HtmlWriter().text))

    found = page.evaluate(
        "all => all.map(answers => window.module.score(model.get('spec'), answers))", profiles
    )
    assert found == [bank.score(profile) for profile in profiles]


def test_the_whole_diagnostic_with_the_keyboard(mount: Mount) -> None:
    """Space and Enter alone: begin, answer each question, read the plan; choosing never jumps by itself."""
    page = mount("diagnostic", SPEC)
    page.keyboard.press("Tab")
    assert focused(page) == "Je commence"
    page.keyboard.press("Enter")
    for answer, last in (("B Non", False), ("B Oui", False), ("B Non", False), ("B Non", True)):
        assert focused(page).startswith("A ")
        page.keyboard.press("ArrowDown")
        assert focused(page) == answer
        page.keyboard.press("Tab")
        assert focused(page) == ("Voir mon plan" if last else "Question suivante")
        page.keyboard.press("Space")

    assert saved(page) == result(WORST)
    assert focused(page) == "3 portes à voir ensemble"
    walk = []
    for _ in range(8):
        page.keyboard.press("Tab")
        walk.append(focused(page))
    assert walk == [
        "Comment faire : Changer le mot de passe du mail",
        "Quel jour ?",
        "Comment faire : Ajouter un code",
        "Quel jour ?",
        "Imprimer mon plan",
        "Écran discret",
        "La suite : cette semaine",
        "Je modifie mes réponses",
    ]


def test_a_screen_reader_hears_the_question_and_its_rank(mount: Mount) -> None:
    """The accessibility tree of a question: rank and text name the group."""
    page = mount("diagnostic", SPEC, {"answers": {"q1": 1}, "at": "q2", "done": False})

    expect(page.locator("#el")).to_match_aria_snapshot("""
    - group "Question 2 sur 4 Le mot de passe du mail sert-il ailleurs ?":
      - text: Question 2 sur 4
      - heading "Le mot de passe du mail sert-il ailleurs ?" [level=2]
      - text: A Non
      - radio "A Non"
      - text: B Oui
      - radio "B Oui"
      - text: C Je n’ai pas de mail
      - radio "C Je n’ai pas de mail"
    - button "Choisissez d’abord une réponse" [disabled]
    - button "Retour"
    - button "Je passe"
    """)


def test_a_screen_reader_hears_the_result(mount: Mount) -> None:
    """The accessibility tree of the result: doors in words, actions in order."""
    page = mount("diagnostic", SPEC, result({**WORST, "q3": 0}), {"level": 3})

    expect(page.locator("#el")).to_match_aria_snapshot("""
    - heading "1 porte fermée sur 3" [level=3]
    - list:
      - listitem: Messagerie 1 ouverte
      - listitem: Téléphone 1 ouverte
    - 'heading "Aujourd’hui : une porte à fermer" [level=3]'
    - paragraph: 15 minutes.
    - list:
      - listitem:
        - heading "Changer le mot de passe du mail" [level=4]
        - paragraph: Un mot de passe seulement pour le mail.
        - text: 15 min
        - 'button "Comment faire : Changer le mot de passe du mail"'
    - button "Imprimer mon plan"
    - button "Écran discret"
    - 'button "La suite : cette semaine"'
    - button "Je modifie mes réponses"
    """)


def test_choosing_does_not_move(mount: Mount) -> None:
    """A choice is kept at once, the question stays, the button becomes ready."""
    page = mount("diagnostic", SPEC, {"answers": {}, "at": "q1", "done": False})
    page.get_by_text("Non", exact=True).click()

    assert saved(page) == {"answers": {"q1": 1}, "at": "q1", "done": False}
    expect(page.get_by_role("heading", name="Un problème maintenant")).to_be_visible()
    expect(button(page, "Question suivante")).to_be_visible()


def test_branches(mount: Mount) -> None:
    """A question ruled out is neither asked nor counted; going back keeps the answers."""
    page = mount("diagnostic", SPEC, {"answers": {"q1": 1}, "at": "q2", "done": False})
    page.get_by_text("Je n’ai pas de mail").click()
    expect(page.get_by_text("Question 2 sur 3")).to_be_visible()
    button(page, "Question suivante").click()
    expect(page.get_by_role("heading", name="Un code sur le téléphone")).to_be_visible()
    button(page, "Retour").click()

    expect(page.get_by_role("radio", name="C Je n’ai pas de mail")).to_be_checked()
    expect(page.get_by_role("radio", name="C Je n’ai pas de mail")).to_be_focused()


def test_one_may_pass(mount: Mount) -> None:
    """Nobody is kept at a question; the result counts what was answered."""
    page = mount("diagnostic", SPEC, {"answers": {"q1": 1}, "at": "q2", "done": False})
    button(page, "Je passe").click()
    page.get_by_text("Oui", exact=True).click()
    button(page, "Voir mon plan").click()

    expect(page.get_by_role("heading", level=2).first).to_have_text("1 porte fermée sur 1")
    expect(page.get_by_role("heading", name="Rien à faire aujourd’hui")).to_be_visible()


def test_an_emergency_stops_everything(mount: Mount) -> None:
    """The advice alone, in words and shape, with its numbers in large; one can come back."""
    page = mount("diagnostic", SPEC, {"answers": {}, "at": "q1", "done": False})
    page.get_by_text("de l’argent est parti").click()
    expect(page.get_by_role("heading", name="Un problème maintenant")).to_be_visible()
    button(page, "Voir quoi faire").click()

    expect(page.get_by_role("heading", name="Urgent\u00a0: Appeler la banque")).to_be_focused()
    assert page.locator(".contact").all_inner_texts() == ["17cyber.gouv.fr", "33700"]
    assert page.locator(".urgence").inner_text().count("17cyber.gouv.fr") == 1
    expect(page.locator(".urgence .picto")).to_be_visible()
    expect(page.get_by_text("porte")).to_have_count(0)
    assert violations(page) == []
    button(page, "Revenir au diagnostic").click()
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    assert saved(page) == {"answers": {"q1": 0}, "at": "q1", "done": False}


def test_how_to_do_opens_in_place(mount: Mount) -> None:
    """The full advice unfolds under its action, and folds again."""
    page = mount("diagnostic", SPEC, result(WORST))
    opener = button(page, "Comment faire\u00a0: Changer le mot de passe du mail")
    advice = page.get_by_role("list").get_by_text("Changez d’abord celui du mail.")

    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(advice).to_be_hidden()
    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(advice).to_be_visible()
    opener.press("Enter")
    expect(advice).to_be_hidden()


def test_words_agree_and_hours_are_told(mount: Mount) -> None:
    """« 2 ouvertes », « deux portes », « 1 h 05 »; nothing like a percentage."""
    page = mount("diagnostic", SPEC, result(WORST))

    expect(page.get_by_role("heading", name="Aujourd’hui")).to_have_text(
        "Aujourd’hui\u00a0: deux portes à fermer"
    )
    expect(page.get_by_text("1\u00a0h\u00a005 en tout.")).to_be_visible()
    expect(page.get_by_text("2 ouvertes")).to_be_visible()
    assert "%" not in page.locator("#el").inner_text()


def test_nothing_to_do_is_said_warmly(mount: Mount) -> None:
    """All doors closed: no empty list, no plan to print."""
    page = mount("diagnostic", SPEC, result({"q1": 1, "q2": 0, "q3": 0, "q4": 0}))

    expect(page.get_by_role("heading", level=2).first).to_have_text("3 portes fermées sur 3")
    expect(page.get_by_text("Vos bonnes habitudes vous protègent.")).to_be_visible()
    expect(page.get_by_text("tout fermé").first).to_be_visible()
    expect(button(page, "Imprimer mon plan")).to_have_count(0)


def test_what_comes_next_unfolds(mount: Mount) -> None:
    """The actions of the week, each with its advice folded."""
    page = mount("diagnostic", SPEC, result(WORST))
    button(page, "La suite").click()

    expect(page.get_by_role("heading", name="Cette semaine")).to_be_visible()
    page.get_by_text("Comment faire").last.click()
    expect(page.get_by_role("list").get_by_text("Six chiffres.")).to_be_visible()


def test_discreet_screen(mount: Mount) -> None:
    """Nothing of the result is left on the screen, nor for a screen reader, until asked again."""
    page = mount("diagnostic", SPEC, result(WORST))
    button(page, "Écran discret").press("Enter")

    assert "porte" not in page.locator("#el").inner_text()
    expect(button(page, "Réafficher mon plan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    expect(button(page, "Écran discret")).to_be_focused()


def test_changing_an_answer(mount: Mount) -> None:
    """The list of one's answers leads to each question, and back to the plan at once."""
    page = mount("diagnostic", SPEC, result(WORST))
    button(page, "Je modifie mes réponses").click()
    assert saved(page) == {"answers": WORST, "at": "", "done": False}
    button(page, "Un code en plus").click()
    page.get_by_text("Oui", exact=True).click()
    button(page, "Voir mon plan").click()

    expect(page.get_by_role("heading", level=2).first).to_have_text("1 porte fermée sur 3")
    assert saved(page) == {"answers": {**WORST, "q3": 0}, "at": "q3", "done": True}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"answers": {"q9": 1, "q1": 12, "q2": "B"}, "at": "q9", "done": True}, "Mes portes"),
        ({"answers": None, "at": 3}, "Mes portes"),
        ({"answers": {"q1": 1, "q2": 2}, "at": "q3", "done": False}, "Mes réponses"),
        ({"answers": {"q1": 1}, "at": "q2", "done": False}, "Le mot de passe du mail sert-il ailleurs"),
    ],
)
def test_stored_answers_are_restored_and_obsolete_ones_ignored(
    mount: Mount, answer: dict[str, Any], expected: str
) -> None:
    """Each stored answer opens where it makes sense."""
    page = mount("diagnostic", SPEC, answer)

    expect(page.get_by_role("heading", level=2)).to_contain_text(expected)


def test_another_tab_answers(mount: Mount) -> None:
    """An equal answer leaves the focus alone; a different one is shown."""
    page = mount("diagnostic", SPEC, {"answers": {"q1": 1}, "at": "q2", "done": False})
    page.get_by_role("radio").nth(1).check()
    page.evaluate(
        "document.activeElement.kept = true; model.set('answer', {at: 'q2', done: false, answers: {q2: 1, q1: 1}})"
    )
    assert page.evaluate("document.activeElement.kept") is True

    page.evaluate("model.set('answer', {answers: {q1: 1, q2: 0}, at: 'q2', done: false})")
    expect(page.get_by_role("radio").nth(0)).to_be_checked()
    assert focused(page) == "B Oui"
    page.evaluate("model.set('answer', {answers: {q1: 1, q2: 0}, at: 'q4', done: true})")
    expect(page.get_by_role("heading", level=2).first).to_have_text("1 porte fermée sur 1")


def test_easy_texts(mount: Mount) -> None:
    """The easy question replaces the ordinary one when asked for."""
    page = mount(
        "diagnostic", SPEC, {"answers": {"q1": 1}, "at": "q2", "done": False}, html='data-facile="oui"'
    )

    expect(page.get_by_role("heading", level=2)).to_have_text("Même mot de passe partout\u202f?")


def test_other_words(mount: Mount) -> None:
    """Words that are no doors: agreement and gender follow."""
    source = SOURCE.replace(
        "{un: porte, plusieurs: portes, ferme: fermée, fermes: fermées, ouvert: ouverte, ouverts: ouvertes}",
        "{un: verrou, plusieurs: verrous, ferme: posé, fermes: posés, ouvert: manquant, ouverts: manquants}",
    )
    page = mount("diagnostic", spec_of(source), result({**WORST, "q3": 0}))

    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["1 verrou posé sur 3", "Aujourd’hui\u00a0: un verrou à poser"]
    )


STATES = {
    "start": {},
    "question": {"answers": {"q1": 1, "q2": 1}, "at": "q2", "done": False},
    "result": result(WORST),
    "review": {"answers": WORST, "at": "", "done": False},
}


@pytest.mark.parametrize("contrast", ["", "fort", "sombre"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(mount: Mount, contrast: str, state: str) -> None:
    """Each view, in the three contrasts."""
    page = mount(
        "diagnostic", SPEC, STATES[state], {"kicker": "Étape 3"}, html=f'data-contraste="{contrast}"'
    )
    if state == "result":
        button(page, "La suite").click()

    assert violations(page) == []


def test_alone_in_a_notebook(mount: Mount) -> None:
    """Without the page's style sheet: own colours and size, nothing for axe to say."""
    page = mount("diagnostic", SPEC, result(WORST), styled=False)

    assert violations(page) == []
    assert page.locator(".a-diag").evaluate("n => getComputedStyle(n).fontSize") == "19px"
    page = mount("diagnostic", SPEC, STATES["question"], styled=False)
    expect(button(page, "Je passe")).to_be_hidden()


@pytest.mark.parametrize("width", [500, 700, 900, 1000, 1150, 1366])
def test_actions_keep_their_room_at_every_width(mount: Mount, width: int) -> None:
    """Cards of a notebook's output, of a half screen, of a whole one: a title is never crushed to a column of letters."""
    page = mount("diagnostic", SPEC, result(WORST), styled=False, viewport={"width": width, "height": 768})

    box = page.locator(".quoi").first.bounding_box()
    assert box and box["width"] >= 240
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", ['data-texte="1"', 'data-texte="3"'])
def test_narrow_screen(mount: Mount, state: str, size: str) -> None:
    """320 px wide, ordinary or big text: nothing sticks out or overlaps, targets stay large."""
    page = mount("diagnostic", SPEC, STATES[state], html=size, viewport={"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """() => [...document.querySelectorAll("#el button, #el label, #el summary")]
        .filter(n => n.offsetParent && n.getBoundingClientRect().height < 44).map(n => n.innerText)"""
    )
    assert small == []
    if state == "result":
        card = page.locator(".action").first
        time, opener = card.locator(".temps").bounding_box(), card.get_by_role("button").bounding_box()
        assert time and opener
        assert time["x"] + time["width"] <= opener["x"] or time["y"] + time["height"] <= opener["y"]
        button(page, "Voir par thème").click()
        expect(page.get_by_text("2 ouvertes")).to_be_visible()


def test_states_without_colours(mount: Mount) -> None:
    """Windows' forced colours: the choice is told by a mark and a thicker line, doors by their shape and words."""
    page = mount("diagnostic", SPEC, STATES["question"], forced_colors="active")

    assert page.locator(".pris").evaluate("n => getComputedStyle(n).borderTopWidth") == "3px"
    assert page.get_by_role("radio", checked=True).evaluate("n => getComputedStyle(n).appearance") == "auto"


def test_the_plan_on_paper(mount: Mount) -> None:
    """« Imprimer mon plan » prints one page: the plan alone, advice open, no button; then the page is as before."""
    page = mount("diagnostic", SPEC, result(WORST))
    page.evaluate("window.print = () => { window.printed = true }")
    button(page, "Imprimer mon plan").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Mon plan")).to_be_visible()
    expect(page.get_by_text("Six chiffres.").locator("visible=true")).to_have_count(1)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("heading", name="Essai")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_role("heading", name="Essai")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.get_by_role("heading", name="Mon plan")).to_be_hidden()


def worst_of(bank: Diagnostic) -> dict[str, int]:
    """The riskiest answers that are no emergency."""
    worst = {}
    for query in bank.questions:
        calm = [i for i, answer in enumerate(query.answers) if not answer.emergency]
        worst[query.id] = max(calm, key=lambda i: query.answers[i].risk or 0)
    return worst


def test_the_fullest_plan_fits_one_sheet(mount: Mount) -> None:
    """The real bank answered at its worst, on A4: nine actions in front, all the others at the back."""
    bank = real_bank()
    worst = worst_of(bank)
    page = mount("diagnostic", bank.spec(HtmlWriter().text), {"answers": worst, "at": "", "done": True})
    page.evaluate("window.print = () => {}")
    button(page, "Imprimer mon plan").click()

    with pymupdf.open(stream=page.pdf(format="A4"), filetype="pdf") as sheets:
        assert len(sheets) <= 2
        text, back = sheets[0].get_text(), sheets[-1].get_text()
    for title in ("Établi", "Aujourd’hui", "Cette semaine", "Ce mois-ci"):
        assert title in text
    assert text.count("Le\u00a0:") == 3
    assert "Ensuite" in back and "aujourd’hui si possible" in " ".join(back.split())
    assert "Comment faire" not in text + back


def test_what_is_urgent_is_not_filed_as_late(mount: Mount) -> None:
    """Beyond three actions of a horizon, the others say by when, and how long they take."""
    bank = real_bank()
    page = mount(
        "diagnostic",
        bank.spec(HtmlWriter().text),
        {"answers": worst_of(bank), "at": "", "done": True},
    )
    assert "Plus tard" not in page.locator("#el").inner_text()
    button(page, "La suite").click()
    rows = page.locator(".suite .ensuite li")

    assert rows.count() > 3
    for row in rows.all():
        assert row.locator(".quand").inner_text() in (
            "aujourd’hui si possible",
            "cette semaine",
            "ce mois-ci",
        )
        expect(row.locator(".temps")).to_be_visible()


def test_a_day_for_each_action(mount: Mount) -> None:
    """What is typed is kept with the answers, counts for nothing in the score, and is printed; nothing else moves."""
    page = mount(
        "diagnostic", SPEC, result(WORST), {"sheet": {"title": "Mes comptes", "licence": "Licence\u00a0X"}}
    )
    field = page.get_by_label("Quel jour").first
    assert field.bounding_box()["height"] >= 44  # type: ignore[index]
    field.press_sequentially("jeudi")

    expect(field).to_be_focused()
    assert saved(page) == {**result(WORST), "days": {"q2": "jeudi"}}
    paper = page.locator(".plan-papier")
    expect(paper.locator(".le")).to_have_text(["Le\u00a0: jeudi", "Le\u00a0:"])
    expect(paper).to_contain_text("Mes comptes")
    expect(paper).to_contain_text("Licence\u00a0X")
    field.fill(" ")
    assert saved(page) == result(WORST)


def test_easy_mode_starts_with_a_plain_sentence(mount: Mount) -> None:
    """The ordinary introduction and the ordinary notes leave the place to two short sentences."""
    page = mount("diagnostic", SPEC, None, {"margin": "<p>Une note.</p>"}, html='data-facile="oui"')

    expect(page.get_by_text("Lisez la question. Choisissez une réponse.")).to_be_visible()
    expect(page.get_by_text("Trois questions pour commencer.")).to_have_count(0)
    expect(page.get_by_text("Une note.")).to_be_hidden()
