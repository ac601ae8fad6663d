"""An atelier in a real JupyterLab, as `etabli ouvrir` starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from samples import FRONT, QUIZ, ROOT, SETUP, code, markdown, notebook, raw

START = "import sys, pathlib, etabli.open_lab as lab; sys.exit(lab.open_lab(pathlib.Path(sys.argv[1]), sys.argv[2:]))"
OPTIONS = ["--no-browser", "--port=0", "--allow-root", "--LabApp.expose_app_in_browser=True"]
IN_PYTHON = "from etabli import Quiz\nQuiz(id='py', question='Trois et un ?', choices=['cinq', {'text': 'quatre', 'right': True}])"
OUTPUTS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
    .filter((cell) => cell.type === "code").map((cell) => cell.outputs.toJSON())"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on two ateliers, away from the settings of who runs the tests; give its address."""
    folder = tmp_path_factory.mktemp("lab")
    small = folder / "ateliers" / "essai" / "atelier.ipynb"
    small.parent.mkdir(parents=True)
    cells = [raw(FRONT), SETUP, markdown("# Petit atelier\n\n## Jouer"), code(QUIZ), code(IN_PYTHON)]
    small.write_text(json.dumps(notebook(cells)), encoding="utf-8")
    shutil.copytree(
        ROOT / "ateliers" / "securiser-ses-comptes", folder / "ateliers" / "securiser-ses-comptes"
    )
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    server = subprocess.Popen(
        [sys.executable, "-c", START, str(small.parent), *OPTIONS],
        stdout=subprocess.PIPE,
        stderr=(folder / "journal.txt").open("w"),
        text=True,
        env={**os.environ, **own, "IPYTHONDIR": str(folder / "ipython")},
    )
    assert server.stdout
    yield server.stdout.readline().split(":", 1)[1].strip()
    server.terminate()
    server.wait(20)


class Opened:
    """A notebook opened in JupyterLab, and the requests that tried to leave the machine."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.left: list[str] = []
        page.on("request", self._request)
        page.goto(f"{address}&reset")
        page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext")
        page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.ready")
        page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
        )

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:")):
            self.left.append(request.url)

    def run(self, *, restart: bool = False) -> list[list[dict[str, Any]]]:
        """Run all the cells; give the outputs of each code cell."""
        name = "restart-run-all" if restart else "run-all-cells"
        done = f"window.etabliDone = false; jupyterapp.commands.execute('notebook:{name}').then(() => etabliDone = true)"
        self.page.evaluate(f"() => {{ {done} }}")
        if restart:
            self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.page.wait_for_function("() => window.etabliDone")
        found: list[list[dict[str, Any]]] = self.page.evaluate(OUTPUTS)
        return found


@pytest.fixture
def opened(browser: Browser, lab: str) -> Iterator[Opened]:
    """Open the small atelier."""
    with browser.new_context(viewport={"width": 1366, "height": 900}) as context:
        yield Opened(context.new_page(), lab)


def test_a_quiz_is_answered_with_the_keyboard(opened: Opened) -> None:
    """Run all, choose with the arrows, validate, read the feedback: the notebook's own shortcuts stay out of it."""
    opened.run()
    page = opened.page
    for question in ("Deux et deux ?", "Trois et un ?"):
        quiz = page.get_by_role("group", name=question)
        quiz.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        expect(quiz.get_by_role("radio").nth(1)).to_be_checked()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="C’est juste").last).to_be_focused()
    expect(page.get_by_role("heading", name="C’est juste")).to_have_count(2)


def test_restarting_the_kernel_leaves_no_error(opened: Opened) -> None:
    """« Restart and run all » shows the activities again, one widget each, and not one error."""
    opened.run()
    outputs = opened.run(restart=True)

    assert [len(cell) for cell in outputs] == [0, 1, 1]
    assert {output["output_type"] for cell in outputs for output in cell} == {
        "display_data",
        "execute_result",
    }
    expect(opened.page.get_by_role("group", name="Trois et un ?")).to_be_visible()


def test_jupyterlab_speaks_french_and_asks_nothing_online(opened: Opened) -> None:
    """The menus are in French; no news, no update, no extension is looked for outside the machine."""
    expect(opened.page.get_by_role("menuitem", name="Fichier")).to_be_visible()
    opened.run()
    expect(opened.page.get_by_role("group", name="Deux et deux ?")).to_be_visible()

    assert opened.left == []
    assert opened.page.locator(".Toastify__toast").count() == 0


def test_the_shipped_atelier_runs(browser: Browser, lab: str) -> None:
    """Every activity of « Sécuriser ses comptes » becomes a widget; nothing is printed on stderr."""
    with browser.new_context(viewport={"width": 1366, "height": 900}) as context:
        opened = Opened(context.new_page(), lab.replace("/essai/", "/securiser-ses-comptes/"))
        outputs = [output for cell in opened.run() for output in cell]

        assert {output["output_type"] for output in outputs} == {"display_data"}
        assert all("application/vnd.jupyter.widget-view+json" in output["data"] for output in outputs)
        assert len(outputs) >= 4
        expect(opened.page.get_by_role("group").first).to_be_attached()
