"""The slides as LibreOffice draws them, with our fonts and with DejaVu in their place: no text leaves its frame.

DejaVu Sans is the widest of the fonts that commonly take the place of ours (Verdana has its metrics).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import deck_samples
import pymupdf
import pytest
import slide_gallery
from etabli.source import read
from etabli_exports import pptx_deck
from etabli_exports.deck import deck
from etabli_exports.document import Options
from etabli_exports.measure import POINT
from pptx import Presentation
from samples import ROOT, notebook

FONTS = ROOT / "widgets" / "etabli" / "fonts"
#: Millimetres by which a drawn line may pass: what hangs under letters is in its box but not in ours.
SLACK = 1.5


def dejavu() -> Path | None:
    """Find the folder of DejaVu Sans."""
    if not shutil.which("fc-list"):
        return None
    found = subprocess.run(
        ["fc-list", "DejaVu Sans", "file"], capture_output=True, text=True, check=True
    ).stdout
    paths = [Path(line.rstrip(": ")) for line in found.splitlines() if "DejaVuSans.ttf" in line]
    return paths[0].parent if paths else None


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the slides of all ateliers, of a sample of everything and of each layout."""
    folder = tmp_path_factory.mktemp("diapos")
    for path in (ROOT / "ateliers").glob("*/atelier.ipynb"):
        (folder / f"{path.parent.name}.pptx").write_bytes(
            pptx_deck.write(deck(read(path).atelier, Options()))[0]
        )
    for name, cells in (
        ("tout", deck_samples.cells()),
        ("formes", slide_gallery.cells()),
        ("clics", slide_gallery.clicks()),
    ):
        source = folder / name / "atelier.ipynb"
        source.parent.mkdir()
        source.write_text(json.dumps(notebook(cells)), encoding="utf-8")
        (source.parent / "plan.svg").write_text(slide_gallery.DRAWING, encoding="utf-8")
        for picture, size in (("haut", "40 40"), ("large", "160 40")):
            (source.parent / f"{picture}.svg").write_text(deck_samples.PICTURE % size)
        (folder / f"{name}.pptx").write_bytes(pptx_deck.write(deck(read(source).atelier, Options()))[0])
    return folder


@pytest.fixture(scope="module", params=["ours", "dejavu"])
def drawn(request: pytest.FixtureRequest, decks: Path) -> Iterator[list[tuple[Path, Path]]]:
    """Have LibreOffice draw them: (presentation, PDF)."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not there: the lines are only predicted (test_pptx.py)")
    fallback = dejavu()
    if fallback is None:
        pytest.skip("DejaVu Sans is not there to take the place of our fonts")
    out = decks / request.param
    out.mkdir()
    # Nothing else: among all of DejaVu, LibreOffice may choose the face made for formulas.
    wide = out / "polices"
    wide.mkdir()
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"):
        if (fallback / name).exists():
            shutil.copy(fallback / name, wide)
    folders = [wide, *([FONTS] if request.param == "ours" else [])]
    (out / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        + "".join(f"<dir>{folder}</dir>" for folder in folders)
        + f"<cachedir>{out / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    sources = sorted(decks.glob("*.pptx"))
    profile = f"-env:UserInstallation={(out / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *map(str, sources)],
        env={
            "PATH": "/usr/bin:/bin:/usr/local/bin",
            "HOME": str(out),
            "FONTCONFIG_FILE": str(out / "fonts.conf"),
        },
        check=True,
        capture_output=True,
        timeout=300,
    )
    yield [(source, out / f"{source.stem}.pdf") for source in sources]


def bare(text: str) -> str:
    # PowerPoint numbers with circled figures, which are not in the words of the frame.
    return re.sub(r"[\W\u2460-\u24ff\u2776-\u2793]", "", text)


def frames(slide: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Give (words, box in mm) of all that holds text."""
    found = []
    for shape in slide.shapes:
        box = tuple(
            value / 36000
            for value in (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        )
        if shape.has_table:
            words = "".join(cell.text for row in shape.table.rows for cell in row.cells)
        elif shape.has_text_frame and shape.text_frame.text.strip():
            words = shape.text_frame.text
        else:
            continue
        found.append((bare(words), box))
    return found  # type: ignore[return-value]


def outside(page: Any, slide: Any) -> Iterator[str]:
    """Say which drawn lines are in no frame that has their words, or under the slide's text."""
    held = frames(slide)
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            chars = [char for span in line["spans"] for char in span["chars"]]
            text = "".join(char["c"] for char in chars)
            words = bare(text)
            size, base = line["spans"][0]["size"], line["spans"][0]["origin"][1] * POINT
            # From the top of capitals to the foot of « p »: a font's own box is taller than its letters.
            top, bottom = base - 0.75 * size * POINT, base + 0.24 * size * POINT
            if len(words) < 3:
                continue
            # A space that ends a line may hang out of the frame.
            seen = [char["bbox"] for char in chars if char["c"].strip()]
            left, right = min(box[0] for box in seen) * POINT, max(box[2] for box in seen) * POINT
            places = [box for told, box in held if words in told]
            if not places:
                continue
            if not any(
                left >= box[0] - SLACK
                and right <= box[2] + SLACK
                and top >= box[1] - SLACK
                and bottom <= box[3] + SLACK
                for box in places
            ):
                yield f"« {text} » ({left:.0f}, {top:.0f}, {right:.0f}, {bottom:.0f}) in {[tuple(round(v) for v in box) for box in places]}"


def test_no_drawn_line_leaves_its_frame(drawn: list[tuple[Path, Path]]) -> None:
    """Each line of text of each slide is inside the frame that holds its words, hence on the page."""
    faults = []
    for source, pdf in drawn:
        with pymupdf.open(pdf) as pages:
            slides = list(Presentation(str(source)).slides)
            assert pages.page_count == len(slides), source.name
            for number, (page, slide) in enumerate(zip(pages, slides, strict=True), 1):
                faults += [f"{source.stem} {number}: {fault}" for fault in outside(page, slide)]

    assert not faults, "\n".join(faults)


def test_most_of_the_lines_were_looked_at(drawn: list[tuple[Path, Path]]) -> None:
    """The words of the page are found again in the frames, so that the test above sees something."""
    for source, pdf in drawn:
        with pymupdf.open(pdf) as pages:
            slides = list(Presentation(str(source)).slides)
            for page, slide in zip(pages, slides, strict=True):
                told = "".join(words for words, _ in frames(slide))
                lines = [line for line in page.get_text().splitlines() if len(bare(line)) > 5]
                known = [line for line in lines if bare(line) in told]
                assert len(known) >= 0.7 * len(lines) or any(shape.has_chart for shape in slide.shapes), (
                    source.name,
                    lines,
                )
