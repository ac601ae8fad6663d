"""`%%activite` and activities made in Python, in an IPython shell without any page."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from etabli import jupyter
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from samples import QUIZ
from traitlets.config import Config

VIEW = "application/vnd.jupyter.widget-view+json"
Run = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the terminal of who runs the tests may have set."""
    for name in ("ETABLI_STATIQUE", "JPY_SESSION_NAME", "VOILA_BASE_URL", "VOILA_PREHEAT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Iterator[Run]:
    """Run a cell in a fresh shell; give the MIME bundles that it displays."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))

    def run_cell(source: str) -> list[dict[str, Any]]:
        with capture_output() as captured:
            result = shell.run_cell(source)
        result.raise_error()
        shown = [output.data for output in captured.outputs]
        assert shell.display_formatter
        return shown if result.result is None else [*shown, shell.display_formatter.format(result.result)[0]]

    yield run_cell
    jupyter.unregister(shell)
    InteractiveShell.clear_instance()


def test_an_activity_shows_as_text_everywhere(run: Run) -> None:
    """The cell's output holds the question and its choices as Markdown, the activity as data, and no HTML."""
    run("%load_ext etabli")
    (data,) = run(QUIZ)

    assert data["text/markdown"] == (
        "### Deux et deux ?\n\nCochez une seule case.\n\n- [ ] **A** trois\n- [ ] **B** quatre\n"
    )
    assert set(data) == {"text/plain", "text/markdown", jupyter.MIME}
    assert data[jupyter.MIME]["kind"] == "quiz"
    assert json.dumps(data[jupyter.MIME]["spec"]["choices"][1]["right"]) == "true"


def test_an_activity_made_in_python_shows_too(run: Run) -> None:
    """`Quiz(…)` on the last line displays the same thing, without %load_ext."""
    (data,) = run(
        "from etabli import Quiz\n"
        "Quiz(id='essai', question='Deux et deux ?', choices=['trois', {'text': 'quatre', 'right': True}])"
    )

    assert "- [ ] **B** quatre" in data["text/markdown"]


def test_a_fault_is_a_sentence(run: Run) -> None:
    """An unknown kind, broken YAML, an unknown key: one French sentence with its line, and no traceback."""
    run("%load_ext etabli")
    (unknown,) = run("%%activite qcm\nid: a\n")
    (broken,) = run("%%activite quiz\nid: a\nquestion: Où : là ?\n")
    (key,) = run(QUIZ.replace("question", "qestion"))

    assert (
        "ligne 1\u00a0: « qcm » n’est pas une sorte d’activité. Écrivez « %%activite quiz »."
        in unknown["text/plain"]
    )
    assert "ligne 3" in broken["text/plain"]
    assert "guillemets" in broken["text/markdown"]
    assert "Écrivez plutôt « question »." in key["text/plain"]


def test_a_quiz_made_in_python_without_right_answer_is_explained(run: Run) -> None:
    """The checks of the YAML form hold for the Python one."""
    (data,) = run("from etabli import Quiz\nQuiz(id='a', question='Lequel ?', choices=['un', 'deux'])")

    assert "aucune bonne réponse" in data["text/plain"]
    assert jupyter.MIME not in data


def test_loading_twice_and_unloading_are_harmless(run: Run) -> None:
    """%load_ext again, %reload_ext, then %unload_ext: no error, and the magic is gone in the end."""
    for line in ("%load_ext etabli", "%load_ext etabli", "%reload_ext etabli"):
        run(line)
    assert run(QUIZ)

    run("%unload_ext etabli")
    assert "activite" not in InteractiveShell.instance().magics_manager.magics["cell"]


@pytest.mark.parametrize(
    ("environment", "live"),
    [
        ({}, False),
        ({"VOILA_BASE_URL": "/"}, True),
        ({"VOILA_PREHEAT": "True"}, True),
        ({"JPY_SESSION_NAME": "ateliers/a.ipynb"}, True),
        ({"JPY_SESSION_NAME": "ateliers/a.ipynb", "ETABLI_STATIQUE": "1"}, False),
        ({"ETABLI_STATIQUE": "0"}, True),
    ],
)
def test_widgets_only_where_a_page_listens(
    environment: dict[str, str], live: bool, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JupyterLab and Voilà get a widget beside the text; nbconvert, which sets none of these, gets the text."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run("%load_ext etabli")
    (data,) = run(QUIZ)

    assert (VIEW in data) is live
    assert "text/markdown" in data


def test_an_export_started_from_a_notebook_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """`!jupyter nbconvert --execute` in a cell inherits JupyterLab's variable, but no page listens to its kernel."""
    monkeypatch.setenv("JPY_SESSION_NAME", "ateliers/a.ipynb")
    kernel = "from etabli.jupyter import is_live; print(is_live())"
    nbconvert = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {kernel!r}], check=True)"
    done = subprocess.run([sys.executable, "-c", nbconvert], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_each_kind_has_its_own_style_and_only_one_module() -> None:
    """Anywidget keeps one style sheet per class, so kinds are classes; a module has one default export."""
    quiz, diagnostic = jupyter.widget_class("quiz"), jupyter.widget_class("diagnostic")

    assert (quiz.__name__, diagnostic.__name__) == ("QuizWidget", "DiagnosticWidget")
    for kind in (quiz, diagnostic):
        assert str(kind._esm).count("\nexport default") == 1
        assert "import " not in str(kind._esm).split("\n", 1)[0]
