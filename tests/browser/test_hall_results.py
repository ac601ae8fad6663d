"""Live results in a real Chromium: the board counts, the wall shows what it is told."""

from __future__ import annotations

from activity import violations
from hall import Hall
from hall_pages import SLUG, Open
from playwright.sync_api import expect

QUIZ = "meilleur-mot-de-passe"


def vote(hall: Hall, *choices: int) -> None:
    """Seat people without a screen, who answer the quiz of step 4."""
    for place, choice in enumerate(choices, 1):
        client = hall.client()
        client.sit(place)
        client.answer(SLUG, QUIZ, {"picked": [choice], "done": True})


def test_results_go_to_the_wall_and_the_answer_comes_last(hall: Hall, tab: Open) -> None:
    """Bars of three patterns; then the right one full, with its word; hands added; all by keyboard, without fault for axe."""
    vote(hall, 0, 1, 1, 2, 2, 2)
    board, wall = tab(), tab()
    board.goto(hall.said["animateur"])
    wall.goto(hall.said["projection"])
    board.locator("[data-etape='4']").press("Enter")
    shown = board.locator(".resultats")
    expect(shown.locator("h2")).to_have_text("Quel mot de passe est le plus solide\u202f?")
    shown.locator("[data-projeter]").press("Enter")

    expect(wall.locator(".resultats h1")).to_have_text("Quel mot de passe est le plus solide\u202f?")
    expect(wall.locator(".barres .n")).to_have_text(["1", "2", "3"])
    assert wall.locator(".barres i").evaluate_all("bars => bars.map((bar) => bar.className)") == [
        "motif-0",
        "motif-1",
        "motif-2",
    ]
    expect(wall.locator("[data-bilan]")).to_have_text("6 réponses sur 6. La bonne est encore cachée.")
    found = {"wall": violations(wall)}

    shown.locator("summary").press("Enter")
    hands = shown.get_by_label("Mains comptées pour B, Doudou2024!")
    hands.fill("4")
    hands.press("Enter")
    shown.locator("[data-montrer]").press("Enter")
    expect(wall.locator(".barres .n")).to_have_text(["1", "6", "3"])
    expect(wall.locator(".bonne")).to_contain_text("Le plus solide")
    assert wall.locator(".bonne i").get_attribute("class") == "plein"
    expect(shown.locator(".bonne")).to_contain_text("Le plus solide")
    found |= {"answer": violations(wall), "board": violations(board)}

    shown.locator("[data-projeter]").press("Enter")
    expect(wall.locator(".adresse")).to_be_visible()
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_long_results_stay_on_the_wall(hall: Hall, tab: Open) -> None:
    """Nine themes, on a small projector: nothing is cut."""
    for place in range(1, 4):
        client = hall.client()
        client.sit(place)
        answers = {f"q{number:02}": 0 for number in range(2, 30)}
        client.answer(SLUG, "diagnostic-comptes", {"answers": answers, "done": True})
    board, wall = tab(), tab()
    wall.set_viewport_size({"width": 1024, "height": 768})
    board.goto(hall.said["animateur"])
    board.locator("[data-etape='3']").click()
    board.locator("[data-projeter]").click()
    wall.goto(hall.said["projection"])

    expect(wall.locator("[data-bilan]")).to_contain_text("On compte les portes fermées.")
    room = wall.locator(".barres")
    assert room.evaluate("list => list.scrollHeight <= list.clientHeight")
    assert wall.evaluate("document.documentElement.scrollWidth <= innerWidth")
