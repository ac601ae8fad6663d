"""The participants' pages as text: what is in them, what never is, and the files they call."""

from __future__ import annotations

import base64
import json
import re
from datetime import date
from pathlib import Path

import pytest
from etabli import assets, page
from etabli.atelier import Atelier, Step
from etabli.page_views import ActivityRow, TextRow, steps
from etabli.source import read
from samples import FRONT, QUIZ, SETUP, Write, code, markdown, raw

SEAT = page.Seat(7, "Rabot", "4821")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def room(path: Path, seat: page.Seat = SEAT) -> str:
    return page.render_room(read(path).atelier, seat)


def test_no_word_of_the_facilitator_is_in_a_page(write: Write) -> None:
    """Facilitator cells, notes slides and the paper's or the projector's own cells never reach a participant's page."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("SECRET-1 avant", "animateur"),
        markdown("## Un\n\nTexte visible.\n\n> **À retenir.** Encadré visible."),
        markdown("SECRET-2", "Médiateur"),
        markdown("SECRET-3", slideshow={"slide_type": "notes"}),
        code(QUIZ.replace("essai", "secret-4"), "animateur"),
        code("print('SECRET-5')", "animateur"),
        markdown("SECRET-6", "papier"),
        markdown("SECRET-7", "diapo"),
        markdown("SECRET-8", "animateur", "falc"),
    )
    for html in (room(path), page.render_one_file(read(path).atelier)):
        assert "Texte visible." in html and "Encadré visible." in html
        assert not re.search(r"secret-\d", html, re.I)


def test_a_seat_changes_nothing_but_its_own_words(small: Path) -> None:
    """Two seats' pages differ by number, name and code only; names are escaped."""
    layout = page.RoomPage(read(small).atelier)
    one = layout.html(page.Seat(1, "Com<pas", "0001"))

    assert "Poste\u00a01 · Com&lt;pas" in one and 'data-place="1"' in one and "0001" in one
    swapped = one.replace("Poste\u00a01 · Com&lt;pas", "Poste\u00a07 · Rabot").replace("0001", "4821")
    assert re.sub(r'data-place="1"|numéro 1 |court">1<', "", swapped) == re.sub(
        r'data-place="7"|numéro 7 |court">7<', "", layout.html(SEAT)
    )


def test_a_seat_without_code_shows_no_badge(small: Path) -> None:
    """The facilitator's own view of the page has no code to give away."""
    assert 'class="place"' in room(small)
    assert 'class="place"' not in room(small, page.Seat(0, "Animateur"))


def test_seats_are_named_once() -> None:
    """Beyond the tools' names, a seat is its number: « Poste 17 », not « Poste 17 · Poste 17 »."""
    assert [page.Seat(7, "Rabot").label, page.Seat(17, "Poste 17").label] == [
        "Poste\u00a07 · Rabot",
        "Poste\u00a017",
    ]


def test_what_stands_before_the_first_step_opens_it(small: Path) -> None:
    """The text under the title is read at step 1; the title itself is the page's only h1."""
    views = steps(read(small).atelier)
    html = room(small)

    assert isinstance(views[0].rows[0], TextRow) and "Bonjour." in views[0].rows[0].html
    assert re.findall(r"<h1.*?>(.*?)</h1>", html) == ["Petit atelier"]


def test_callouts_stand_in_the_margin_of_what_follows_or_holds_them(write: Write) -> None:
    """Just before an activity they go beside it; elsewhere beside the text. « Attention » is a notice, the rest a note."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("## Un\n\nTexte.\n\n> **Astuce.** Un.\n\nSuite.\n\n> **Attention\u00a0!** Deux."),
        code(QUIZ),
        markdown("> **Urgence.** Trois."),
    )
    text, quiz, last = steps(read(path).atelier)[0].rows

    assert isinstance(text, TextRow) and [note.tone for note in text.notes] == ["note"]
    assert isinstance(quiz, ActivityRow) and [note.tone for note in quiz.notes] == ["careful"]
    assert isinstance(last, TextRow) and [note.tone for note in last.notes] == ["urgent"]
    assert "Suite." in text.html and "Deux." not in text.html
    assert room(path).count('class="feuille prose"') == 1


def test_activities_know_their_place(write: Write) -> None:
    """An activity says its step and rank, and leads to the next one of the step."""
    cells = [code(QUIZ.replace("essai", name)) for name in ("un", "deux")]
    first, second = steps(read(write(raw(FRONT), SETUP, markdown("## Jouer"), *cells)).atelier)[0].rows

    assert isinstance(first, ActivityRow) and isinstance(second, ActivityRow)
    assert first.context["kicker"] == "Étape\u00a01, question 1 sur 2"
    assert first.context["next"] == {"href": "#activite-deux", "label": "Question\u00a02"}
    assert "next" not in second.context


def test_the_easy_version_has_one_line_an_idea(write: Write) -> None:
    """Each paragraph and list item is an idea, with its drawing when one is sure; callouts are hard words."""
    easy = "### Quoi\u202f?\n\nVotre boîte mail est importante.  \nGardez-la.\n\n- Un.\n- Deux.\n\n> **Un mot difficile**  \n> Un mot."
    view = steps(read(write(raw(FRONT), SETUP, markdown("## Un\n\nTexte."), markdown(easy, "falc"))).atelier)[
        0
    ].easy

    assert view is not None and view.title == "Quoi\u202f?"
    ideas = [str(idea.html) for _, part in view.parts for idea in part]
    assert ideas == ["Votre boîte mail est importante.<br>Gardez-la.", "Un.", "Deux."]
    assert view.parts[0][1][0].drawing and not view.parts[0][1][1].drawing
    assert [note.title for note in view.notes] == ["Un mot difficile"]


def test_a_break_is_no_step_of_the_page(write: Write) -> None:
    """« Pause » takes no place on the rule; the steps after it keep their numbers."""
    path = write(raw(FRONT), SETUP, markdown("## Un"), markdown("## Pause"), markdown("## Deux"))

    assert [(view.number, view.plain) for view in steps(read(path).atelier)] == [(1, "Un"), (2, "Deux")]


def test_an_atelier_without_step_still_has_a_page() -> None:
    """Nothing to show is shown as one step with the title."""
    html = page.render_room(Atelier("vide", "Rien <ici>"), SEAT)

    assert html.count('<section class="etape') == 1 and "Rien &lt;ici&gt;" in html


def test_a_spec_cannot_close_its_script(write: Write) -> None:
    """« </script> » in a question stays data, in the room and in the file."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("## Un"),
        code(QUIZ.replace("Deux et deux ?", "Que fait `</script><b>` ?")),
    )
    for html in (room(path), page.render_one_file(read(path).atelier)):
        block = re.search(r'<script type="application/json" class="spec">(.*?)</script>', html, re.S)
        assert block and "&lt;/script&gt;" in json.loads(block[1])["question"]


def test_pictures_are_inside_the_page(write: Write) -> None:
    """A picture of the atelier is a data URI; a missing one is its text; no file name shows."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("## Un\n\n![Un point](images/nom-secret.png)\n\n![Absent](images/perdue.png)"),
    )
    (path.parent / "images").mkdir()
    (path.parent / "images" / "nom-secret.png").write_bytes(PIXEL)
    html = room(path)

    assert 'src="data:image/png;base64,' in html and 'alt="Un point"' in html
    assert "nom-secret" not in html and "perdue" not in html and "Absent" in html


def test_one_file_calls_no_other(small: Path) -> None:
    """Styles, fonts, scripts and pictures are in the file: no address but data URIs and places in the page."""
    html = page.render_one_file(read(small).atelier)
    called = re.findall(r'(?:src|href)="([^"]*)"|url\("?([^")]*)', html)

    assert [a or b for a, b in called if not (a or b).startswith(("data:", "#", "blob:"))] == []
    assert (
        "data:font/woff2" in html
        and 'data-kind="quiz"' in html
        and html.startswith('<!doctype html>\n<html lang="fr"')
    )


def test_a_room_page_has_no_script_or_style_of_its_own(small: Path) -> None:
    """Pages pass a policy that refuses inline scripts, handlers and style attributes."""
    lobby = page.render_lobby([read(small).atelier], [page.Bench(1, "Compas")])
    for html in (room(small), lobby):
        assert re.findall(r"<script(?! (?:src=|type=\"(?:application/json|module\" src=)))[^>]*>", html) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []


def test_a_bundle_holds_each_module_once() -> None:
    """Imports are replaced by the files themselves, shared ones once, their exports made plain."""
    host = assets.esm("host")

    assert host.count("class Answers") == host.count("class Speech") == 1
    assert not re.search(r"^(import .* from|export (?!default))", host, re.M)
    quiz = assets.esm("quiz")
    assert "export function mark" in quiz and "function h(tag" in quiz and "./dom.js" not in quiz


def test_top_level_names_of_a_bundle_are_unique() -> None:
    """Modules that are joined share one scope."""
    for name in ("host", "lobby"):
        names = re.findall(
            r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", assets.esm(name), re.M
        )
        assert sorted(names) == sorted(set(names)), name


def test_assets_are_served_by_name_only() -> None:
    """What leaves the folder of web files does not exist."""
    assert assets.asset("atelier.css").type == "text/css"
    assert assets.asset("fonts/andika-400.woff2").compressed is None
    packed = assets.asset("host.js").compressed
    assert packed and len(packed) < len(assets.asset("host.js").body)
    for name in ("../page.py", "fonts", "rien.js", "/etc/hostname"):
        with pytest.raises(FileNotFoundError):
            assets.asset(name)


def test_every_sign_of_the_templates_exists() -> None:
    """A name that the sprite lacks is found here, not by a participant."""
    folder = Path(page.__file__).parent / "templates"
    names = {
        name
        for file in folder.glob("*.j2")
        for name in re.findall(r'signe\("([\w-]+)"\)', file.read_text("utf-8"))
    }

    assert names and all("<path" in assets.sign(name) or "<circle" in assets.sign(name) for name in names)


def test_days_are_written_in_french() -> None:
    """The first of a month is « 1er »."""
    assert page.french_day(date(2026, 11, 24)) == "mardi 24 novembre"
    assert page.french_day(date(2026, 5, 1)) == "vendredi 1er mai"


def test_the_lobby_shows_seats_or_first_the_ateliers(small: Path) -> None:
    """One atelier: its seats. Several: choose first. A taken seat is disabled, one's own is chosen."""
    one = read(small).atelier
    other = Atelier("autre", "Autre atelier", steps=(Step("Un", 1),))
    benches = [
        page.Bench(1, "Compas", taken=True),
        page.Bench(2, "Équerre", taken=True, mine=True),
        page.Bench(3, "Niveau"),
    ]
    seats = page.render_lobby([one], benches, today=date(2026, 11, 24))
    cards = page.render_lobby([one, other], benches)
    chosen = page.render_lobby([one, other], benches, chosen=other)

    assert "Atelier du mardi 24 novembre" in seats and 'data-suite="/atelier/essai"' in seats
    assert re.findall(r'value="(\d)"( disabled)?( checked)?', seats) == [
        ("1", " disabled", ""),
        ("2", "", " checked"),
        ("3", "", ""),
    ]
    assert 'href="/?atelier=autre"' in cards and "radio" not in cards
    assert "radio" in chosen and 'data-suite="/atelier/autre"' in chosen
