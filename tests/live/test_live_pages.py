"""Python in direct, in a real browser: to each page its own kernel, and nothing left when it closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from hall import Hall
from live_room import SLUG, Visit, kernels, open_atelier, until

Open = Callable[..., Hall]
Sit = Callable[[Hall, int], Visit]


def test_each_participant_sees_their_own_result(live: Open, visit: Sit) -> None:
    """Two participants move the same widget by the keyboard: neither sees the other's number; nothing comes from elsewhere."""
    hall = live(places=4)
    assert hall.said["niveaux"] == {SLUG: 2}
    one, other = visit(hall, 1), visit(hall, 2)
    one.slide(3)
    other.slide(7)
    one.sees("double 6")
    other.sees("double 14")
    assert not one.text("double 14").count()
    assert not other.text("double 6").count()
    assert not [*one.away, *other.away]
    assert not [*one.faults, *other.faults]


def test_a_page_loaded_again_works_and_leaves_one_kernel(live: Open, visit: Sit) -> None:
    """The reloaded page starts afresh, with a kernel of its own; the old one ends."""
    hall = live(places=4)
    one = visit(hall, 1)
    one.slide(2)
    one.sees("double 4")
    one.page.reload()
    one.ready()
    one.slide(1)
    one.sees("double 2")
    until(lambda: len(kernels(hall)) == 1, "one kernel is left after a reload")


def test_a_closed_page_frees_its_kernel(live: Open, visit: Sit) -> None:
    """Leaving the page ends the kernel at once (Voilà leaks one at each closed page: voila#1458)."""
    hall = live(places=4)
    one = visit(hall, 1)
    until(lambda: len(kernels(hall)) == 1, "a page has a kernel")
    one.page.goto(hall.url)
    until(lambda: not kernels(hall), "the kernel of a closed page ends")


def test_a_kernel_that_dies_says_so_and_the_page_comes_back(live: Open, visit: Sit) -> None:
    """The page says that it stopped, in French, and its button loads a working one."""
    hall = live(places=4)
    one = visit(hall, 1)
    kernels(hall)[0].kill()
    until(lambda: not kernels(hall), "killed")
    button = one.page.get_by_role("button", name="Recharger la page")
    for _ in range(40):  # the page looks when it is shown again, and every half minute
        one.page.evaluate("window.dispatchEvent(new Event('online'))")
        one.page.wait_for_timeout(500)
        if button.count():
            break
    button.click()
    one.ready()
    one.slide(1)
    one.sees("double 2")


def test_the_participant_past_the_cap_gets_a_page_in_french(live: Open) -> None:
    """Places and four more kernels, two for one seat; the next page says what to do, with 503, and works once one closes."""
    hall = live(places=5)
    seated = [open_atelier(hall, place)[0] for place in range(1, 6)]
    for client in seated[:4]:
        assert client.get(f"/atelier/{SLUG}").status_code == 200
    assert len(kernels(hall)) == 9
    refused = seated[4].get(f"/atelier/{SLUG}")
    assert refused.status_code == 503
    assert "Toutes les places de cet atelier sont prises" in refused.text
    assert refused.headers["Retry-After"]
    again = seated[0].get(f"/atelier/{SLUG}")  # one seat's third page takes the place of its first
    assert again.status_code == 200
    assert len(kernels(hall)) == 9


def test_a_seat_that_is_freed_frees_its_kernel(live: Open) -> None:
    """Leaving the seat ends what it had."""
    hall = live(places=2)
    client, _ = open_atelier(hall, 1)
    until(lambda: len(kernels(hall)) == 1, "a page has a kernel")
    assert client.send_json("DELETE", "/api/place", None).status_code < 300
    until(lambda: not kernels(hall), "the kernel ends with the seat")


def test_nothing_is_left_when_the_room_dies(live: Open) -> None:
    """Killed as by a power cut, the room leaves no process behind."""
    hall = live(places=2)
    open_atelier(hall, 1)
    family = psutil.Process(hall.process.pid).children(recursive=True)
    assert len(family) >= 2
    hall.kill()
    until(
        lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in family), "ended"
    )


CASES = {
    "interact": (
        "import ipywidgets as w\n@w.interact(x=(0, 9))\ndef carre(x=3):\n    print('carré', x * x)",
        "carré 9",
        "carré 16",
    ),
    "lien": (
        "import ipywidgets as w\na = w.IntSlider(value=3)\nb = w.Label()\nw.dlink((a, 'value'), (b, 'value'), lambda n: f'lu {n}')\nw.Tab([w.VBox([a, b])], titles=['Un'])",
        "lu 3",
        "lu 4",
    ),
    "sortie": (
        "import ipywidgets as w\na = w.IntSlider(value=3)\nb = w.Output()\nwith b:\n    print('au départ')\n@b.capture(clear_output=True)\ndef dit(c):\n    print('reçu', c['new'])\na.observe(dit, 'value')\nw.VBox([a, b])",
        "au départ",
        "reçu 4",
    ),
    "anywidget": (
        "import anywidget, traitlets, ipywidgets as w\nclass Compteur(anywidget.AnyWidget):\n    _esm = '''export default { render({ model, el }) { const p = document.createElement(\"p\"); const d = () => { p.textContent = \"vu \" + model.get(\"n\"); }; model.on(\"change:n\", d); d(); el.append(p); } }'''\n    n = traitlets.Int(3).tag(sync=True)\na = w.IntSlider(value=3)\nc = Compteur()\na.observe(lambda change: setattr(c, 'n', change['new']), 'value')\nw.VBox([a, c])",
        "vu 3",
        "vu 4",
    ),
    "fil": (
        "import threading, ipywidgets as w\na = w.IntSlider(value=3)\nb = w.Label('repos')\ndef calcule(n):\n    b.value = f'fini {n}'\na.observe(lambda c: threading.Thread(target=calcule, args=(c['new'],)).start(), 'value')\nw.VBox([a, b])",
        "repos",
        "fini 4",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_ordinary_widget_notebooks_work(live: Open, visit: Sit, name: str) -> None:
    """interact, links in tabs, Output, anywidget, threads: what is shown at first, then after one move."""
    source, before, after = CASES[name]
    one = visit(live(source, places=2), 1)
    one.sees(before)
    one.slide(1)
    one.sees(after)


def test_what_cannot_be_copied_has_kernels_heated_ahead(live: Open, visit: Sit) -> None:
    """A thread still runs after the cells: the process cannot be copied, ordinary kernels serve the page."""
    endless = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
    from live_room import DOUBLE

    hall = live(endless, DOUBLE, places=1)
    one = visit(hall, 1)
    assert not kernels(hall)
    one.slide(3)
    one.sees("double 6")


def test_results_that_do_not_move_need_no_kernel(live: Open) -> None:
    """Printed text and pictures are made once, at the start; what the notebook had saved is not what is shown."""
    drawn = 'from IPython.display import SVG\nprint(\'somme\', 20 + 22)\nSVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\')'
    hall = live(drawn, places=2)
    assert hall.said["niveaux"] == {SLUG: 1}
    client = hall.client()
    client.sit(1)
    page = client.get(f"/atelier/{SLUG}").text
    assert "somme 42" in page
    assert "data:image/svg+xml;base64," in page
    assert "kernelId" not in page
    assert not kernels(hall)


def test_the_shipped_atelier_counts_and_draws(visit: Sit, tmp_path: Path, browser: Any) -> None:
    """« Faire parler des données »: choosing in a list changes the count, by a name that screen readers have."""
    import live_room

    shipped = Path(__file__).parents[2] / "ateliers" / "faire-parler-des-donnees"
    with Hall(shipped, data=tmp_path / "donnees") as hall:
        before, live_room.SLUG = live_room.SLUG, "faire-parler-des-donnees"
        try:
            one = visit(hall, 1)
        finally:
            live_room.SLUG = before
        one.page.goto(f"{hall.url}/atelier/faire-parler-des-donnees#etape-2")
        one.ready()
        one.page.get_by_label("Sorte").first.select_option("Romans")
        one.page.get_by_text("dans 36 lignes du tableau").wait_for()
        one.context.close()
