"""The reader: a notebook becomes an `Atelier`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from etabli.blocks import Paragraph, Text
from etabli.source import read
from samples import FRONT, QUIZ, ROOT, SETUP, Write, code, markdown, raw


def rules(path: Path) -> list[tuple[str, str, int | None, int | None]]:
    return [(f.rule, f.severity, f.cell, f.line) for f in read(path).findings]


def test_a_small_atelier_is_read_without_a_fault(small: Path) -> None:
    """Steps, minutes, audiences and activities come out; nothing is found wrong."""
    reading = read(small)
    atelier = reading.atelier

    assert reading.findings == ()
    assert (atelier.slug, atelier.title, atelier.minutes) == ("essai", "Petit atelier", 20)
    assert [(step.number, step.title) for step in atelier.steps] == [(1, "Accueil"), (2, "Jouer")]
    assert atelier.steps[0].easy_blocks()[1] == Paragraph((Text("Vous êtes ici."),))
    assert [activity.id for activity in atelier.activities()] == ["essai"]


def test_an_atelier_is_json_able(small: Path) -> None:
    """The whole atelier can be written as JSON, activities included."""
    values = json.loads(json.dumps(read(small).atelier.as_json()))

    assert values["steps"][1]["cells"][0]["activity"]["kind"] == "quiz"


def test_an_atelier_is_frozen(small: Path) -> None:
    """Nobody changes an atelier after it was read."""
    with pytest.raises(AttributeError):
        read(small).atelier.title = "autre"  # type: ignore[misc]


def test_the_facilitator_is_recognised_however_written(write: Write) -> None:
    """Case, accents, plural, feminine, notes slides, and a near miss of the tag: all stay private."""
    private = [
        markdown("secret", "Animateur"),
        markdown("secret", "ANIMATRICE"),
        markdown("secret", "médiateur"),
        markdown("secret", "animateurs"),
        markdown("secret", "animateeur"),
        markdown("secret", slideshow={"slide_type": "notes"}),
    ]
    reading = read(write(raw(FRONT), markdown("# T\n\n## A", "minutes-20"), *private))

    assert [cell.audience for cell in reading.atelier.steps[0].cells] == ["facilitator"] * 6
    assert [(f.rule, f.cell) for f in reading.findings] == [("E301", 7)]
    assert "animateur" in reading.findings[0].advice


def test_a_step_opens_wherever_its_title_stands(write: Write) -> None:
    """What precedes a « ## » inside a cell belongs to the step before."""
    atelier = read(
        write(
            raw(FRONT), markdown("## A\n\nun\n\n## B\n\ndeux", "minutes-15"), markdown("trois", "minutes-5")
        )
    ).atelier

    assert [step.title for step in atelier.steps] == ["A", "B"]
    assert [step.minutes for step in atelier.steps] == [15, 5]
    assert len(atelier.steps[1].cells) == 2


def test_two_timings_in_one_step_are_an_error(write: Write) -> None:
    """A step lasts one time only."""
    assert ("E202", "erreur", 3, None) in rules(
        write(raw(FRONT), markdown("## A", "minutes-20"), markdown("x", "minutes-30"))
    )


def test_minutes_that_do_not_add_up_are_a_warning(write: Write) -> None:
    """The announced length and the steps must agree."""
    found = read(write(raw(FRONT), markdown("## A", "minutes-30"))).findings

    assert [(f.rule, f.severity) for f in found] == [("E205", "avertissement")]
    assert "30 minutes" in found[0].message


def test_variants_keep_what_fits(write: Write) -> None:
    """60 = the essential steps; 90 = these, then ordinary ones in order while minutes last; numbers follow."""
    atelier = read(
        write(
            raw(FRONT),
            markdown("## A", "minutes-30", "essentiel"),
            markdown("## B", "minutes-40"),
            markdown("## C", "minutes-50"),
            markdown("## D", "minutes-20", "essentiel"),
            markdown("## E", "minutes-5", "facultatif"),
        )
    ).atelier

    assert [step.title for step in atelier.variant("60").steps] == ["A", "D"]
    assert [(step.number, step.title) for step in atelier.variant("90").steps] == [
        (1, "A"),
        (2, "B"),
        (3, "D"),
    ]
    assert len(atelier.variant("complete").steps) == 5


def test_choices_print_as_they_are_written(write: Write) -> None:
    """YAML would turn 18, 12:30 and non into other things."""
    quiz = "%%activite quiz\nid: x\nquestion: Quand ?\nchoix:\n  - 18\n  - 12:30\n  - texte: non\n    juste: vrai\n"
    (activity,) = read(write(raw(FRONT), markdown("## A", "minutes-20"), code(quiz))).atelier.activities()

    assert [choice.text for choice in activity.choices] == ["18", "12:30", "non"]  # type: ignore[attr-defined]


def test_quartos_keys_are_understood(write: Write) -> None:
    """A front matter written for Quarto serves."""
    front = "---\ntitle: Un titre\nauthor: Moi\nlang: fr\nlicense: CC0-1.0\n---"
    atelier = read(write(raw(front), markdown("## A", "minutes-5"))).atelier

    assert (atelier.title, atelier.front.authors, atelier.front.licence) == ("Un titre", ("Moi",), "CC0-1.0")


def test_a_break_has_no_number(write: Write) -> None:
    """A pause is time, not a step."""
    atelier = read(
        write(
            raw(FRONT),
            markdown("## A", "minutes-5"),
            markdown("## Pause", "minutes-10"),
            markdown("## B", "minutes-5"),
        )
    ).atelier

    assert [step.number for step in atelier.steps] == [1, None, 2]


def test_no_code_is_run_by_reading(write: Write, tmp_path: Path) -> None:
    """Reading an atelier executes nothing, whatever its cells hold."""
    trace = tmp_path / "trace"
    path = write(
        raw(FRONT), SETUP, markdown("## A", "minutes-20"), code(f"open({str(trace)!r}, 'w')"), code(QUIZ)
    )
    atelier = read(path).atelier

    assert atelier.has_program
    assert not trace.exists()


@pytest.mark.parametrize(
    "slug", sorted(path.parent.name for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
)
def test_the_ateliers_shipped_have_no_fault(slug: str) -> None:
    """What we give as a model is a model."""
    reading = read(ROOT / "ateliers" / slug)

    assert reading.findings == ()
    assert all(step.easy_blocks() for step in reading.atelier.work_steps)
    assert all(step.facilitator_blocks() for step in reading.atelier.work_steps)
    assert reading.atelier.minutes == reading.atelier.front.duration
