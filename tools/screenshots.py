"""Make the pictures of the README and the docs from the real product: ``python tools/screenshots.py`` rewrites docs/images/.

Needs the test installation and Chromium. Nothing is drawn by hand: a room is served, pages are used, files are exported.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
ATELIER = ROOT / "ateliers" / "securiser-ses-comptes"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def save(png: bytes, name: str, width: int = 1366) -> None:
    """Keep a picture at most ``width`` pixels wide, with few colours: flat drawings need no more."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    if image.width > width:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    image.quantize(128, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


#: PDF → the page that shows best what it is.
PAPERS = {"fiche": 0, "falc": 0, "guide": 0, "cartes": 4, "affiche": 0}


def papers(folder: Path) -> None:
    """Export the atelier and picture a page of each PDF of the README."""
    subprocess.run([sys.executable, "-m", "etabli.cli", "exporter", ATELIER, "--sortie", folder], check=True)
    for name, number in PAPERS.items():
        with pymupdf.open(folder / ATELIER.name / f"{name}.pdf") as pdf:
            page = pdf[number]
            save(
                page.get_pixmap(matrix=pymupdf.Matrix(700 / page.rect.width, 700 / page.rect.width)).tobytes(
                    "png"
                ),
                name,
                700,
            )


def slide(browser: Browser, file: Path) -> None:
    """Picture the slide that asks the question of the README."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(file.as_uri())
    page.wait_for_timeout(800)
    for _ in range(80):
        if page.locator("section.present:visible", has_text="Quel mot de passe est le plus solide").count():
            break
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    page.wait_for_timeout(600)
    save(page.screenshot(), "diapo", 1000)
    page.close()


def sit(page: Page, address: str) -> None:
    """Choose a seat, as a participant does."""
    page.goto(address)
    page.get_by_role("radio").nth(6).check(force=True)
    save(page.screenshot(), "accueil")
    page.get_by_role("button", name="Je m’assois").click()
    page.wait_for_url("**/atelier/**")


def room(browser: Browser, data: Path) -> None:
    """Serve the atelier and picture the pages of the room, used as participants use them."""
    command = [
        sys.executable,
        "-m",
        "etabli.cli",
        "servir",
        str(ATELIER),
        "--port",
        "8877",
        "--sans-navigateur",
        "--donnees",
        str(data),
        "--json",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        places = json.loads(server.stdout.readline())
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        sit(page, "http://127.0.0.1:8877/")
        page.goto("http://127.0.0.1:8877/atelier/securiser-ses-comptes#etape-4")
        page.get_by_text("Doudou2024!").first.click()
        save(page.screenshot(), "quiz")
        page.get_by_role("button", name="Je valide").click()
        page.wait_for_timeout(300)
        save(page.screenshot(), "quiz-apres")
        page.get_by_role("button", name="Facile à lire").click()
        page.wait_for_timeout(300)
        save(page.screenshot(), "facile-a-lire")
        board = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        board.goto(f"http://127.0.0.1:8877/animateur?jeton={places['jeton']}")
        board.wait_for_timeout(800)
        save(board.screenshot(), "tableau")
        board.goto("http://127.0.0.1:8877/projection")
        board.wait_for_timeout(500)
        save(board.screenshot(), "projection")
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Make all the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("ETABLI_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        papers(folder / "sortie")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        slide(browser, folder / "sortie" / ATELIER.name / "diapos.html")
        room(browser, folder / "donnees")
        browser.close()


if __name__ == "__main__":
    main()
