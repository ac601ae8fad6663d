"""« Imprimer »: the files of an atelier, for the facilitator alone."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pymupdf
import pytest
from etabli.export import formats
from hall import Client, Hall

SLUG = "petit-atelier"


@pytest.fixture(scope="module")
def room(two_ateliers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Serve copies, so that one may change."""
    folder = tmp_path_factory.mktemp("copie") / "ateliers"
    shutil.copytree(two_ateliers, folder)
    with Hall(folder, data=tmp_path_factory.mktemp("donnees")) as opened:
        opened.folder = folder  # type: ignore[attr-defined]
        yield opened


@pytest.fixture(scope="module")
def board(room: Hall) -> Client:
    """Open the facilitator's browser."""
    return room.facilitator()


def test_every_file_is_one_click_away(board: Client, tmp_path: Path) -> None:
    """Each format is listed once for each atelier; what is listed opens, or says that there is nothing in it."""
    page = board.get("/animateur/imprimer").text
    listed = re.findall(r'href="(/animateur/fichiers/[^"]+)"', page)
    wanted = {kind.file_name for kind in formats().values()}

    assert {path.rsplit("/", 1)[1] for path in listed} == wanted
    assert len(listed) == 2 * len(wanted)
    for path in (path for path in listed if f"/{SLUG}/" in path):
        said = board.get(path)
        name = path.rsplit("/", 1)[1]
        assert said.status_code == 200, (path, said.text)
        assert ("attachment" in said.headers["Content-Disposition"]) == (not name.endswith(".pdf"))
        if name.endswith(".pdf"):
            assert pymupdf.open(stream=said.content).page_count
        elif name.endswith((".pptx", ".docx")):
            (tmp_path / name).write_bytes(said.content)
            assert ZipFile(tmp_path / name).testzip() is None


def test_a_file_follows_the_notebook(room: Hall, board: Client) -> None:
    """Made once, then given again; made anew when the text has changed."""
    path = f"/animateur/fichiers/{SLUG}/fiche.pdf"
    first, again = board.get(path).content, board.get(path).content
    notebook = room.folder / SLUG / "atelier.ipynb"  # type: ignore[attr-defined]
    notebook.write_text(notebook.read_text().replace("Deux et deux", "Trois et trois"))
    for _ in range(100):
        after = board.get(path).content
        if after != first:
            break
        time.sleep(0.1)

    assert first == again
    assert "Trois et trois" in "".join(page.get_text() for page in pymupdf.open(stream=after))


@pytest.mark.parametrize(
    "path",
    [
        "/animateur/fichiers/absent/fiche.pdf",
        f"/animateur/fichiers/{SLUG}/atelier.ipynb",
        f"/animateur/fichiers/{SLUG}/..%2fatelier.ipynb",
        f"/animateur/fichiers/{SLUG}/%2e%2e/{SLUG}/fiche.pdf",
        "/animateur/fichiers/..%2f..%2fetc/passwd",
    ],
)
def test_nothing_else_is_served(board: Client, path: str) -> None:
    """Neither the notebook nor anything of the disk."""
    assert board.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/animateur/imprimer", f"/animateur/fichiers/{SLUG}/guide.pdf", f"/animateur/fichiers/{SLUG}/fiche.pdf"],
)
def test_files_are_the_facilitators(room: Hall, path: str) -> None:
    """The run sheet holds her notes: participants reach none of it."""
    participant = room.client()
    participant.sit(3)

    assert participant.get(path).status_code == 403
