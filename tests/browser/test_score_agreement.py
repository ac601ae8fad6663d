"""The same calculation in Python and in the browser: the shared table, then random answers to the real diagnostic."""

from __future__ import annotations

import json
import random
from typing import Any

from etabli.activities import Diagnostic
from etabli.activity_cell import parse_activity
from etabli.source import read
from playwright.sync_api import Browser
from samples import ROOT

TABLE = json.loads((ROOT / "tests" / "data" / "diagnostic_cases.json").read_text(encoding="utf-8"))


def scored(
    browser: Browser, site: tuple[str, dict[str, str]], spec: dict[str, Any], answers: list[dict[str, int]]
) -> list[Any]:
    """Give what the browser's module finds for each set of answers."""
    page = browser.new_page()
    try:
        page.goto(f"{site[0]}/favicon.svg")
        script = "async ([spec, sets]) => { const m = await import('/diagnostic.js'); return sets.map((set) => m.score(spec, set)); }"
        found: list[Any] = page.evaluate(script, [spec, answers])
    finally:
        page.close()
    return found


def test_the_browser_gives_what_the_table_says(browser: Browser, site: tuple[str, dict[str, str]]) -> None:
    """tests/test_score.py holds Python to the same table."""
    diagnostic, _ = parse_activity(TABLE["source"])
    assert isinstance(diagnostic, Diagnostic)
    found = scored(browser, site, diagnostic.spec(str), [case["answers"] for case in TABLE["cases"]])

    assert found == [case["expected"] for case in TABLE["cases"]]


def test_500_random_sets_of_answers_agree(browser: Browser, site: tuple[str, dict[str, str]]) -> None:
    """The 23 questions of « Sécuriser ses comptes », answered at random, gaps and nonsense included."""
    atelier = read(ROOT / "ateliers" / "securiser-ses-comptes").atelier
    diagnostic = next(activity for activity in atelier.activities() if isinstance(activity, Diagnostic))
    chance = random.Random(23)
    sets = [
        {
            query.id: chance.randrange(-1 if chance.random() < 0.05 else 0, len(query.answers))
            for query in diagnostic.questions
            if chance.random() < 0.9
        }
        for _ in range(500)
    ]
    found = scored(browser, site, diagnostic.spec(str), sets)

    assert found == [diagnostic.score(answers) for answers in sets]
    assert len({json.dumps(result["plan"]) for result in found}) > 100
