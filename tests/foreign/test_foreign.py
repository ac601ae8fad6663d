"""A notebook that no one here wrote: read, verified, exported and served, with warnings that say what was left out."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import oddities
import pytest
from all_bytes import inside
from etabli import media, svg
from etabli.findings import SourceError
from etabli.page import Seat, render_room
from etabli.source import from_notebook, read
from oddities import LEAK, PLACE
from samples import FRONT, QUIZ, code, markdown, raw

Verify = Callable[[Path], list[dict[str, Any]]]
Export = Callable[..., tuple[dict[str, bytes], str]]

FAMILIES = {
    "textes": oddities.text_cells,
    "balisage": oddities.markup_cells,
    "sorties": oddities.output_cells,
    "images": oddities.picture_cells,
    "activites": oddities.activity_cells,
}
#: What each family must be told of.
TOLD = {
    "textes": {"E506", "E507", "E509", "E207"},
    "balisage": {"E508", "E510", "E511", "E203", "E206"},
    "sorties": {"E608"},
    "images": {"E501", "E502", "E504", "E505"},
    "activites": {"E501"},
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_of_oddities(tmp_path: Path, verified: Verify, exported: Export, family: str) -> None:
    """Verified, exported in all formats and served; told of what is left out; nothing that runs or tells gets through."""
    oddities.pictures(tmp_path / "carnets")
    path = oddities.write(tmp_path / "carnets", family, FAMILIES[family]())
    found = verified(path)
    files, said = exported(path, "--corriges")
    page = render_room(read(path).atelier, Seat(7, "Rabot", "4821")).encode()

    assert {item["regle"] for item in found} >= TOLD[family]
    assert all(item["cellule"] for item in found if item["regle"].startswith("E5"))
    assert "Avertissement" in said
    for name, data in {**files, "salle": page}.items():
        for part in inside(data):
            assert LEAK.encode() not in part, name
            assert PLACE.encode() not in part, name
            assert b"javascript:" not in part.lower().replace(b"javascript:alert(1)&gt;", b""), name


def test_notebooks_of_other_tools(tmp_path: Path, verified: Verify, exported: Export) -> None:
    """Other kernels, no ids, ids given twice, nothing at all: every file is made, with warnings only."""
    for path in oddities.strangers(tmp_path / "carnets"):
        rules = {item["regle"] for item in verified(path)}
        _, said = exported(
            path,
            "--formats",
            "pptx,diapos,fiche,falc,guide,docx,page,fiche-a5,livret-a5,gros-caracteres,affiche",
        )

        assert "E101" in rules
        assert "Avertissement" in said and "Erreur" not in said


def test_five_hundred_cells(tmp_path: Path, verified: Verify, exported: Export) -> None:
    """Nothing of a long notebook is lost on the page."""
    path = oddities.write(tmp_path / "carnets", "longs", oddities.many_cells())
    verified(path)
    files, _ = exported(path)

    assert all(f"<strong>{n}</strong>".encode() in files["page.html"] for n in range(500) if n % 10)


def test_a_kernel_that_is_not_here(tmp_path: Path, run: Any) -> None:
    """The language is named in French, the saved result is printed, and the exit code says that something failed."""
    kernel = {"name": "absent", "display_name": "R 4.2"}
    cell = {**code("plot(1)"), "outputs": [oddities.output({"text/plain": "résultat gardé"})]}
    path = oddities.write(
        tmp_path, "r", [raw(FRONT), markdown("## A"), cell], metadata={"kernelspec": kernel}
    )
    status, _, said = run("exporter", path, "--formats", "page", "--sortie", tmp_path / "s")

    assert status == 1
    assert "R 4.2, n’est pas installé ici" in said
    assert "résultat gardé" in (tmp_path / "s" / "r" / "page.html").read_text(encoding="utf-8")


SOUND = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        raw(FRONT),
        {
            **markdown("# T\n\n## A\n\n![x](attachment:y.png)"),
            "attachments": {"y.png": {"image/png": "AAAA"}},
        },
        code(QUIZ),
        {
            **code("1"),
            "outputs": [
                oddities.output({"text/plain": ["a"], "image/png": "x"}),
                {"output_type": "stream", "name": "stdout", "text": "x"},
            ],
        },
    ],
}
VALUES = (None, 3, -1.5, True, "x", "", [], {}, [None], {"a": None}, [[]], {"x": ["y"]}, 10**30, "\ud800\x00")


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    if path:
        yield path
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from _places(value[key], (*path, key))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_any_part_of_another_type(tmp_path: Path, value: Any) -> None:
    """Each part of a notebook in turn is replaced by something else: a sentence, or it goes on."""
    path = tmp_path / "x.ipynb"
    for place in _places(SOUND):
        notebook = json.loads(json.dumps(SOUND))
        inner = notebook
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value
        path.write_text(json.dumps(notebook), encoding="utf-8")
        from_notebook(notebook, path)
        try:
            found = read(path).findings
        except SourceError as error:
            found = error.findings
        assert all(str(finding).encode() for finding in found)


@pytest.mark.parametrize(
    "text", ["1" * 5000, "[" * 200_000, "{" * 3 + "}", '{"cells": [], "nbformat": 99}', "\ufeff{}"]
)
def test_json_that_is_not_a_notebook(tmp_path: Path, verified: Verify, text: str) -> None:
    """Numbers of thousands of figures, thousands of brackets: an error that names the file."""
    path = tmp_path / "x.ipynb"
    path.write_text(text, encoding="utf-8")

    assert [item["gravite"] for item in verified(path)] == ["erreur"]


def test_pictures_of_odd_kinds(tmp_path: Path) -> None:
    """Huge ones are reduced, printers' ones are put in screen colours, a wrong extension is corrected, photographs are turned."""
    oddities.pictures(tmp_path / "p")

    def load(name: str) -> media.Picture:
        found = media.load(tmp_path / "p", name)
        assert found is not None
        return found

    assert load("geante.png").size == (4000, 3000)
    assert media.fault(tmp_path / "p", "bombe.png") == "huge"
    assert load("menteuse.png").mime == "image/jpeg"
    assert load("cmjn.jpg").data[6:10] == b"JFIF"
    assert load("lieu.jpg").size == (40, 60)
    assert load("bonne.png").data == (tmp_path / "p" / "bonne.png").read_bytes()
    for name in ("lieu.jpg", "lieu.webp", "lieu.png", "textes.png", "xmp.jpg", "armee.svg"):
        assert PLACE.encode() not in load(name).data


def test_a_drawing_that_is_armed() -> None:
    """Scripts, outside addresses and notes on the author go; the shapes stay. Entities that unfold are refused."""
    drawn = svg.safe(oddities.ARMED_SVG.encode())
    nested = b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'

    assert drawn is not None and drawn.count(b"<rect") == 2
    assert not any(
        word in drawn
        for word in (LEAK.encode(), PLACE.encode(), b"onload", b"http://example", b"file:", b"script")
    )
    assert svg.safe(nested) is None
    assert svg.safe(b"<svg viewBox='0 0 9 9'><path d='M0 0'/></svg>") is not None


def test_random_words_of_every_syntax() -> None:
    """Pieces of Markdown, HTML, LaTeX and YAML in any order never stop the reading (a fixed draw)."""
    pieces = str.split(
        "# ## - * ** _ ` ``` ~~~ > | |-| [ ] ( ) ![ ]( <b> </b> <br> <img src=x> <!-- --> $ $$ \\( \\begin{x} [^1] [^1]: --- : {{ }} & &amp; "
        "\\ 1. [x] http://x %%activite quiz id: question: choix: ? - !!x &a *a ' \" mot 你 \ud800 \x00 \t",
        " ",
    )
    draw = random.Random(7)
    for _ in range(400):
        text = "".join(draw.choice(pieces) + draw.choice(["", " ", "\n", "\n\n", "\n  "]) for _ in range(40))
        cells = [raw(f"---\n{text}\n---"), markdown(text), code(f"%%activite quiz\n{text}")]
        reading = from_notebook({"cells": cells}, Path("x.ipynb"))
        assert render_room(reading.atelier, Seat(1, "Compas")).encode()
