"""Bad input: one French sentence each, never a traceback, never a half-written file. Through the real command."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from samples import FRONT, QUIZ, SETUP, Write, code, markdown, raw

EASY = markdown("Vous lisez.", "falc")


def png() -> bytes:
    """Make a real picture."""
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "white").save(out, "PNG")
    return out.getvalue()


def etabli(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "etabli.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, **options
    )


def findings(path: Path) -> list[dict[str, Any]]:
    done = etabli("verifier", path, "--format", "json")
    assert "Traceback" not in done.stderr + done.stdout
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert done.returncode == (1 if any(item["gravite"] == "erreur" for item in found) else 0)
    return found


def only(path: Path, rule: str) -> dict[str, Any]:
    """Give the one finding there is, which must be of this rule."""
    found = findings(path)
    assert [item["regle"] for item in found] == [rule]
    return found[0]


def test_what_is_not_json(tmp_path: Path) -> None:
    """A file that is no JSON: an error that says so, and on which line."""
    path = tmp_path / "x.ipynb"
    path.write_text("{\n oups", encoding="utf-8")
    found = only(path, "E002")

    assert (found["gravite"], found["ligne"]) == ("erreur", 2)
    assert "n’est pas un carnet" in found["message"]


@pytest.mark.parametrize(
    "content", ["[]", '{"a": 1}', '{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}']
)
def test_json_that_is_no_notebook(tmp_path: Path, content: str) -> None:
    """JSON of another kind is refused in a sentence."""
    path = tmp_path / "x.ipynb"
    path.write_text(content, encoding="utf-8")

    assert only(path, "E003")["gravite"] == "erreur"


def test_an_older_notebook_is_upgraded_in_memory(tmp_path: Path) -> None:
    """Nbformat 3 is read with a warning; the file is not touched."""
    cells = [{"cell_type": "heading", "level": 2, "source": "Accueil", "metadata": {}}]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps(old), encoding="utf-8")
    before = path.read_bytes()
    found = {item["regle"]: item["gravite"] for item in findings(path)}

    assert found["E004"] == "avertissement"
    assert found["E101"] == "erreur"
    assert path.read_bytes() == before


def test_no_front_matter(write: Write) -> None:
    """An error for verifier; export goes on with a warning."""
    path = write(markdown("# Titre\n\n## A", "minutes-5"))
    found = {item["regle"]: item for item in findings(path)}
    done = etabli("exporter", path, "--formats", "page", "--sortie", path.parent / "s")

    assert found["E101"]["gravite"] == "erreur"
    assert "titre:" in found["E101"]["conseil"]
    assert done.returncode == 0
    assert (path.parent / "s" / "essai" / "page.html").exists()


def test_a_front_matter_that_is_not_closed(write: Write) -> None:
    """The missing line is named."""
    found = findings(write(raw("---\ntitre: x"), markdown("## A", "minutes-5")))

    assert found[0]["regle"] == "E102"
    assert "---" in found[0]["conseil"]


def test_a_front_matter_that_is_not_yaml(write: Write) -> None:
    """The line at fault is given, with what to write."""
    found = findings(write(raw("---\ntitre: a: b\n---"), markdown("## A", "minutes-5")))

    assert (found[0]["regle"], found[0]["cellule"], found[0]["ligne"]) == ("E102", 1, 2)
    assert "guillemets" in found[0]["conseil"]


def test_an_unknown_key_has_a_neighbour(write: Write) -> None:
    """« durée » is a warning that proposes « duree »."""
    found = only(write(raw("---\ntitre: x\ndurée: 5\n---"), markdown("## A", "minutes-5"), EASY), "E103")

    assert (found["gravite"], found["ligne"]) == ("avertissement", 3)
    assert "« duree »" in found["conseil"]


def test_a_value_of_the_wrong_kind(write: Write) -> None:
    """A length in letters is an error on its line; the rest of the front matter serves."""
    found = only(
        write(raw("---\ntitre: x\nduree: deux heures\n---"), markdown("## A", "minutes-5"), EASY), "E105"
    )

    assert (found["cellule"], found["ligne"]) == (1, 3)
    assert "deux heures" in found["message"]


ACTIVITIES = {
    "E401": ("%%activite quizz\nid: x\n", 1, "quiz"),
    "E402": ('%%activite quiz\nid: x\nquestion: "Quoi ?\n', None, "guillemet"),
    "E400": (
        "%%activite quiz\nid: x\nquestion: Quoi ?\nchoix:\n  - a\n  - texte: b\n    jutse: oui\n",
        7,
        "juste",
    ),
    "E405": ("%%activite quiz\nid: x\nquestion: Quoi ?\nchoix:\n  - a\n  - b\n", 4, "juste: oui"),
}


@pytest.mark.parametrize("rule", ACTIVITIES)
def test_an_activity_that_is_wrong(write: Write, rule: str) -> None:
    """Unknown kind, YAML error, unknown key, no right answer: the cell, the line, what to write."""
    source, line, advice = ACTIVITIES[rule]
    found = only(write(raw(FRONT), SETUP, markdown("## A", "minutes-20"), code(source), EASY), rule)

    assert (found["gravite"], found["cellule"]) == ("erreur", 4)
    assert advice in found["conseil"]
    assert line is None or found["ligne"] == line


def test_all_the_faults_of_an_activity_in_one_pass(write: Write) -> None:
    """A missing title does not hide a branch to nowhere, nor an unknown theme."""
    source = (
        "%%activite diagnostic\nid: d\nthemes: {t: T}\nquestions:\n  - id: q1\n    theme: b\n    poids: 9\n    question: A ?\n"
        "    si: {q9: [1]}\n    reponses: [oui, non]\n"
    )
    found = findings(write(raw(FRONT), SETUP, markdown("## A", "minutes-20"), code(source), EASY))

    assert sorted(item["regle"] for item in found) == ["E400", "E400", "E408", "E409"]


def test_an_id_given_twice(write: Write) -> None:
    """The second one is named; both activities still work, under different names."""
    path = write(raw(FRONT), SETUP, markdown("## A", "minutes-20"), code(QUIZ), code(QUIZ), EASY)
    found = only(path, "E404")

    assert (found["cellule"], found["ligne"]) == (5, 2)
    assert "cellule 4" in found["message"]


def test_a_branch_to_a_question_that_does_not_exist(write: Write) -> None:
    """The questions that exist are listed."""
    source = (
        "%%activite diagnostic\nid: d\ntitre: D\nthemes: {t: T}\nquestions:\n  - id: q1\n    theme: t\n    question: A ?\n"
        "    reponses: [oui, non]\n  - id: q2\n    theme: t\n    si: {q9: [1]}\n    question: B ?\n    reponses: [oui, non]\n"
    )
    found = only(write(raw(FRONT), SETUP, markdown("## A", "minutes-20"), code(source), EASY), "E409")

    assert (found["gravite"], found["cellule"], found["ligne"]) == ("erreur", 4, 12)
    assert "q1, q2" in found["conseil"]


def test_pictures_missing_silent_or_outside(write: Write, tmp_path: Path) -> None:
    """Missing and outside: errors. Without alt: an error of verifier, a warning of exporter."""
    outside = tmp_path / "dehors.png"
    outside.write_bytes(png())
    path = write(
        raw(FRONT),
        markdown("## A\n\n![vue](rien.png)\n\n![x](../../dehors.png)\n\n![](ici.png)", "minutes-20"),
        EASY,
    )
    (path.parent / "ici.png").write_bytes(png())
    (path.parent / "lien.png").symlink_to(outside)
    found = [(item["regle"], item["ligne"]) for item in findings(path)]
    done = etabli("exporter", path, "--formats", "page", "--sortie", tmp_path / "s")

    assert found == [("E501", 3), ("E502", 5), ("E503", 7)]
    assert done.returncode == 1
    assert "rien.png" in done.stderr
    assert "Avertissement E503" in done.stderr
    assert (tmp_path / "s" / "essai" / "page.html").exists()


def test_an_output_folder_that_cannot_be_written(small: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "s").write_text("ici", encoding="utf-8")
    done = etabli("exporter", small, "--formats", "page", "--sortie", tmp_path / "s")

    assert done.returncode == 1
    assert "ne peut pas être écrit" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "s").read_text(encoding="utf-8") == "ici"


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name == "nt", reason="limits of file size are POSIX")
def test_a_full_disk_leaves_nothing_half_written(small: Path, tmp_path: Path) -> None:
    """The disk fills while the file is being written: a sentence, and no trace of the file."""
    mount = tmp_path / "petit"
    mount.mkdir()
    if (
        shutil.which("mount") is None
        or os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount], check=False).returncode
    ):
        pytest.skip("no right to mount a small disk here")
    try:
        done = etabli("exporter", small, "--formats", "page", "--sortie", mount / "s")
        left = [path for path in mount.rglob("*") if path.is_file()]
    finally:
        subprocess.run(["umount", mount], check=True)

    assert done.returncode == 1
    assert "disque est plein" in done.stderr
    assert left == []


def test_an_unknown_path_does_not_stop_the_others(small: Path, tmp_path: Path) -> None:
    """What could be made was made; the report says what was not."""
    done = etabli("exporter", small, tmp_path / "absent", "--formats", "page", "--sortie", tmp_path / "s")

    assert done.returncode == 1
    assert "n’existe pas" in done.stderr
    assert (tmp_path / "s" / "essai" / "page.html").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("exporter", ".", "--formats", "page,dvd"),
        ("exporter", ".", "--variante", "45"),
        ("servir", "--port", "99999"),
        ("servir", "--places", "0"),
        ("nouveau", "Titre", "--minutes", "longtemps"),
    ],
)
def test_a_value_that_an_option_cannot_have(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A usage error: one French sentence, code 2, nothing done."""
    done = etabli(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert arguments[-1].split(",")[-1] in done.stderr
    assert "Aide :" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_does_not_exist() -> None:
    """Usage errors are French and leave with code 2."""
    done = etabli("frobnique")

    assert done.returncode == 2
    assert "n’est pas possible" in done.stderr
