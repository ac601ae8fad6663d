"""`etabli nouveau`: an atelier ready to write, and nothing ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from etabli.findings import SourceError
from etabli.new import create
from etabli.source import read
from etabli.verify import verify


def test_the_new_atelier_has_nothing_to_mend(tmp_path: Path) -> None:
    """`etabli verifier` finds nothing in it; three steps, a quiz, notes, an easy version for each step."""
    notebook = create("Choisir un mot de passe", tmp_path, minutes=90, audience="adultes, seniors")
    atelier = read(notebook).atelier

    assert notebook == tmp_path / "choisir-un-mot-de-passe" / "atelier.ipynb"
    assert verify([notebook]) == []
    assert (atelier.title, atelier.front.duration, atelier.minutes) == ("Choisir un mot de passe", 90, 90)
    assert atelier.front.audiences == ("adultes", "seniors")
    assert len(atelier.work_steps) == 3
    assert all(step.easy_blocks() and step.facilitator_blocks() for step in atelier.work_steps)
    assert [activity.kind for activity in atelier.activities()] == ["quiz"]


@pytest.mark.parametrize("minutes", [10, 45, 120, 600])
def test_steps_last_as_long_as_the_session(minutes: int, tmp_path: Path) -> None:
    """Whatever its length, the minutes of the steps add up to it."""
    notebook = create("Essai", tmp_path, minutes=minutes)

    assert verify([notebook]) == []
    assert read(notebook).atelier.minutes == minutes


def test_any_title_is_written_as_given(tmp_path: Path) -> None:
    """Colons, quotes, dollars and guillemets come back as they were typed."""
    title = 'Le prix : « les $vrais » chiffres, "100 %" # d\'abord'

    assert read(create(title, tmp_path)).atelier.title == title


def test_ateliers_is_the_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In `ateliers/` where there is one, else in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert create("Un") == Path("un/atelier.ipynb")

    Path("ateliers").mkdir()
    assert create("Deux") == Path("ateliers/deux/atelier.ipynb")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A second atelier of the same name is refused, and the first one keeps its text."""
    notebook = create("Essai", tmp_path)
    notebook.write_text("mon travail", encoding="utf-8")

    with pytest.raises(SourceError, match="existe déjà"):
        create("Essai", tmp_path)
    assert notebook.read_text(encoding="utf-8") == "mon travail"


@pytest.mark.parametrize(
    ("title", "minutes", "said"),
    [("!!!", 60, "au moins une lettre"), ("Essai", 3, "de 10 à 600"), ("Essai", -5, "10 à 600")],
)
def test_what_makes_no_atelier_is_refused(title: str, minutes: int, said: str, tmp_path: Path) -> None:
    """A title without a letter, a length that is no session's: one sentence, nothing written."""
    with pytest.raises(SourceError, match=said):
        create(title, tmp_path, minutes=minutes)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk full while writing: one sentence, and no empty folder left behind."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etabli.new.write_whole", full)
    with pytest.raises(SourceError, match="le disque est plein"):
        create("Essai", tmp_path / "neuf")
    assert list(tmp_path.iterdir()) == []
