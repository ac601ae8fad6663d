"""Notebooks that no one here wrote: what other kernels, other tools, other hands and ill will put in a valid file.

Each function gives the cells (or the whole notebook) of one family of oddities; `write` puts it on the disk.
"""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from samples import FRONT, SETUP, code, markdown, raw

#: What must not be found in any file given to anybody: the place where a picture was taken, what scripts would do.
PLACE = "MARQUE-DU-LIEU"
LEAK = "MARQUE-FUITE"
Cells = Sequence[dict[str, Any]]


def write(folder: Path, name: str, cells: Cells, **changes: Any) -> Path:
    """Write ``<folder>/<name>.ipynb`` with these cells and beside it the pictures they may name; ``changes`` to its top level."""
    folder.mkdir(parents=True, exist_ok=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook: dict[str, Any] = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel},
        "cells": [{**cell, "id": f"c{number}"} for number, cell in enumerate(cells)],
    }
    notebook.update(changes)
    path = folder / f"{name}.ipynb"
    # ASCII escapes: lone surrogates are written as any JSON writer does
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


# --- pictures ----------------------------------------------------------------------------------------------------------


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: Any = (30, 90, 160), **options: Any
) -> bytes:
    """Make a real picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def located_picture(kind: str = "JPEG") -> bytes:
    """Make a picture that says in its EXIF where and by whom it was taken."""
    image = Image.new("RGB", (60, 40), (200, 120, 30))
    exif = image.getexif()
    exif[0x010E] = PLACE  # ImageDescription
    exif[0x013B] = f"{PLACE} Camille"  # Artist
    exif[0x0112] = 6  # Orientation: turned
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 12.0, 30.0), 3: "E", 4: (5.0, 43.0, 12.0), 29: PLACE[:11]})
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def described_png() -> bytes:
    """Make a PNG whose text chunks and XMP tell more than the picture."""
    whole = picture("PNG", (50, 50), (10, 140, 60))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    texts = chunk(b"tEXt", b"Comment\0" + PLACE.encode())
    texts += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>" + PLACE.encode() + b"</x:xmpmeta>")
    return whole[:33] + texts + whole[33:]


def described_jpeg() -> bytes:
    """Make a JPEG with a comment and XMP, but no EXIF."""
    whole = picture("JPEG", (50, 50), (140, 60, 60))

    def segment(marker: int, data: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data

    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + PLACE.encode() + b"</x:xmpmeta>"
    return whole[:2] + segment(0xE1, xmp) + segment(0xFE, PLACE.encode()) + whole[2:]


def bomb(width: int = 30000, height: int = 30000) -> bytes:
    """Make a PNG of a few hundred kilobytes that unfolds into ``width × height`` pixels."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


ARMED_SVG = f"""<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY a "{LEAK}">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20" onload="alert('{LEAK}')">
<metadata>{PLACE}</metadata><!-- {PLACE} --><style>@import url(https://example.org/{LEAK}.css);</style>
<script>alert("{LEAK}")</script><foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">{LEAK}</p></foreignObject>
<image href="https://example.org/{LEAK}.png" width="9" height="9"/><image xlink:href="file:///etc/passwd" width="9" height="9"/>
<use href="https://example.org/{LEAK}.svg#a"/><a href="javascript:alert('{LEAK}')"><rect width="40" height="20" fill="#365"/></a>
<rect width="9" height="9" style="fill:url(https://example.org/{LEAK})"/></svg>"""


def pictures(folder: Path) -> None:
    """Put beside a notebook good, odd, armed and broken pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    good = picture()
    files = {
        "bonne.png": good,
        "coupee.png": picture("PNG", (300, 200))[:-90],
        "coupee.jpg": picture("JPEG", (900, 700))[:700],
        "vide.png": b"",
        "texte.png": b"ceci n'est pas une image",
        "menteuse.png": picture("JPEG"),
        "page.svg": b"<html><body>404 <svg",
        "pas-xml.svg": b"<svg viewBox='0 0 1 1'><g></svg>",
        "armee.svg": ARMED_SVG.encode(),
        "nulle.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        "sans-taille.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="5"/></svg>',
        "point.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 . 1e999"><circle r="5"/></svg>',
        "anim.gif": picture("GIF"),
        "web.webp": picture("WEBP"),
        "lieu.jpg": located_picture(),
        "lieu.webp": located_picture("WEBP"),
        "lieu.png": located_picture("PNG"),
        "textes.png": described_png(),
        "xmp.jpg": described_jpeg(),
        "geante.png": picture("PNG", (12000, 9000), (20, 20, 90)),
        "bombe.png": bomb(),
        "un.png": picture("PNG", (1, 1)),
        "fil.png": picture("PNG", (4000, 1)),
        "tour.png": picture("PNG", (1, 4000)),
        "plan.tiff": picture("TIFF"),
        "cmjn.jpg": _cmyk(),
        "notes.txt": LEAK.encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    outside = folder.parent / "dehors.png"
    outside.write_bytes(picture("PNG", (33, 44)))
    for name, target in (("lien.png", outside), ("boucle.png", folder / "boucle.png")):
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(target)
    (folder / "dossier.png").mkdir(exist_ok=True)


def _cmyk() -> bytes:
    out = io.BytesIO()
    Image.new("CMYK", (30, 30), (10, 200, 90, 5)).save(out, "JPEG")
    return out.getvalue()


def picture_cells() -> Cells:
    """Name all of `pictures`, one line each, and addresses that must not be followed."""
    names = str.split(
        "bonne.png coupee.png coupee.jpg vide.png texte.png menteuse.png page.svg pas-xml.svg armee.svg nulle.svg sans-taille.svg "
        "point.svg anim.gif web.webp lieu.jpg lieu.webp lieu.png textes.png xmp.jpg geante.png bombe.png un.png fil.png tour.png "
        "plan.tiff cmjn.jpg notes.txt lien.png boucle.png dossier.png absente.png"
    )
    addresses = str.split(
        "https://example.org/x.png //example.org/x.png file:///etc/passwd ../dehors.png ../../../../etc/passwd /etc/passwd "
        "C:\\\\Users\\\\x.png images\\\\x.png %00.png ..%2fdehors.png attachment:jointe.png attachment:perdue.png "
        "data:image/png;base64,AAAA data:image/png;base64,!!! data:image/svg+xml,%3Csvg%3E data:text/html;base64,PGI+ data: javascript:alert(1)"
    )
    lines = "\n\n".join(f"![Image {name}]({name})" for name in names)
    others = "\n\n".join(f"![Adresse {rank}]({address})" for rank, address in enumerate(addresses))
    jointe = {"image/png": base64.b64encode(picture()).decode()}
    cell = markdown(
        f"## Adresses\n\n{others}\n\n![]()\n\n![Vide](<>)\n\nTexte ![dedans](bonne.png) du texte."
    )
    cell["attachments"] = {
        "jointe.png": jointe,
        "faux.png": {"image/png": ["AA", "AA"]},
        "nul": None,
        "mot": "x",
    }
    attached = markdown("![Fausse](attachment:faux.png) ![Nulle](attachment:nul) ![Mot](attachment:mot)")
    attached["attachments"] = cell["attachments"]
    return raw(FRONT), markdown(f"## Images\n\n{lines}"), cell, attached


# --- outputs -----------------------------------------------------------------------------------------------------------


def output(data: Any, kind: str = "display_data") -> dict[str, Any]:
    """Make an output of these MIME types."""
    extra = {"execution_count": 1} if kind == "execute_result" else {}
    return {"output_type": kind, "data": data, "metadata": {}, **extra}


def output_cells() -> Cells:
    """Give cells whose saved outputs are odd; none of them may run (`skip-execution`)."""
    table = (
        "<style>.x{}</style><script>alert('"
        + LEAK
        + "')</script><table border='1' onclick='"
        + LEAK
        + "'><thead><tr>"
        + "".join(f"<th>Colonne {n}</th>" for n in range(20))
        + "</tr></thead><tbody>"
        + "".join("<tr>" + "".join(f"<td>{row}×{n}</td>" for n in range(20)) + "</tr>" for row in range(4))
        + "</tbody></table>"
    )
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": LEAK,
        "traceback": [f"\x1b[31m{LEAK}\x1b[0m", "Traceback (most recent call last)"],
    }
    png = base64.b64encode(picture()).decode()
    groups: list[list[Any]] = [
        [error],
        [
            output(
                {
                    "application/vnd.jupyter.widget-view+json": {"model_id": "perdu"},
                    "text/plain": "IntSlider(value=5)",
                }
            )
        ],
        [output({"application/vnd.jupyter.widget-view+json": {"model_id": "perdu"}})],
        [output({"application/vnd.vegalite.v5+json": {"mark": "bar"}, "text/plain": "<VegaLite 5 object>"})],
        [
            output(
                {
                    "application/vnd.plotly.v1+json": {"data": []},
                    "text/html": "<div id='p'></div><script>Plotly</script>",
                }
            )
        ],
        [output({"text/html": table, "text/plain": "tableau"}, "execute_result")],
        [output({"text/html": ["<b>gras</b>", "<iframe src='https://example.org/" + LEAK + "'></iframe>"]})],
        [
            output(
                {"text/latex": "$$\\begin{align} x &= \\frac{1}{2} \\end{align}$$", "text/plain": "x = 1/2"}
            )
        ],
        [output({"text/latex": "$\\alpha$"})],
        [output({"text/markdown": "**Du gras** et `du code`"})],
        [output({"image/svg+xml": ARMED_SVG})],
        [
            output(
                {
                    "image/svg+xml": [
                        "<svg viewBox='0 0 9 9'",
                        " xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>",
                    ]
                }
            )
        ],
        [output({"image/png": png}), output({"image/png": "pas du base64 !"}), output({"image/jpeg": ""})],
        [output({"image/gif": base64.b64encode(picture("GIF")).decode()})],
        [output({"application/json": {"a": [1, None, "é"]}})],
        [output({"application/javascript": f"alert('{LEAK}')"})],
        [output({"application/pdf": "JVBERi0xLjQK"})],
        [output({"text/plain": 12, "text/html": None})],
        [output({}), output({"text/plain": []}), output({"text/plain": ""})],
        [{"output_type": "stream", "name": "stdout", "text": "x" * 200 + "\n" + "ligne\n" * 170_000}],
        [
            {
                "output_type": "stream",
                "name": "stderr",
                "text": ["\x1b[1;31mrouge\x1b[0m\r50 %\r100 %\n", "\x00\x07\x08fin"],
            }
        ],
        [{"output_type": "update_display_data", "data": {"text/plain": "mise à jour"}, "metadata": {}}],
    ]
    cells = []
    for rank, outputs in enumerate(groups):
        cell = code(f"sortie({rank})", "skip-execution", *(["montrer-code"] if rank % 5 == 0 else []))
        cell["outputs"], cell["execution_count"] = outputs, rank
        cells.append(cell)
    return raw(FRONT), markdown("## Sorties", "minutes-20"), *cells


# --- text ----------------------------------------------------------------------------------------------------------------

SCRIPTS = """## Écritures du monde 🌍

Emoji : 😀 👩🏽‍🚒 👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏿 ☕️ ⌛︎ 1️⃣ 🫠

Arabe : مرحبا بالعالم، 123 — hébreu : שלום עולם — mêlé : Bonjour (سلام) !

Chinois : 你好，世界 — japonais : こんにちは — coréen : 안녕하세요 — hindi : नमस्ते — thaï : สวัสดี — grec : γειά — russe : привет

Diacritiques : é (é) Z̸̡̛̲̟̀a̴l̷g̵o̶ ằ̃ — largeur nulle : a​b‌c‍d﻿e⁠f — direction : \u202egauche\u202c \u2066isolé\u2069

Mathématiques : 𝓐𝔹ℂ ∑ ∞ ≠ ⟨x⟩ — flèches ⇒ ⟶ — cases ☐ ☑ ☒ — formes ●■▲★ — ﷽ — 𒐫 — ꧅ — privé \ue000n\ue001 \uf8ff — non-caractère \ufffe \uffff — U+FFFD �
"""

CONTROLS = (
    "## Contrôles\n\nAvant"
    + "".join(f" {chr(n)}." for n in range(32) if n not in (9, 10, 13))
    + " après \x7f \x85 \u2028 \u2029.\r\n\r\nFin\rseule."
)
#: Lone halves of a pair, as JSON can hold them.
SURROGATES = "## Moitiés \ud800 de paires\n\nTexte \udc00 et \ud83d seul, `code \ud800`, [lien \udfff](https://example.org/\ud800)."

LONG_WORD = "Donaudampfschifffahrt" * 19
LONG_URL = "https://example.org/" + "/".join(["chemin-tres-long"] * 90)


def text_cells() -> Cells:
    """Give texts of all scripts, control characters, lone surrogates, words and addresses that fit on no line."""
    return (
        raw(FRONT),
        markdown(SCRIPTS),
        markdown(CONTROLS),
        markdown(SURROGATES),
        markdown(
            f"## Longueurs\n\n{LONG_WORD}\n\n- {LONG_WORD}\n\n{LONG_URL}\n\n[un lien]({LONG_URL})\n\n`{LONG_WORD}`\n\n| A | B |\n|---|---|\n| {LONG_WORD} | x |\n| {LONG_URL} | y |"
        ),
        markdown(
            f"## {'Un titre de trois cents caractères qui ne finit pas, ' * 6}\n\nTexte.\n\n### {LONG_WORD}\n\nTexte."
        ),
        markdown("## Même titre\n\nUn."),
        markdown("## Même titre\n\nDeux."),
        markdown(
            "## \n\nÉtape sans titre.\n\n##\n\nEncore.\n\n## ![](x.png)\n\n## <b></b>\n\n## `#let x = 1`"
        ),
        markdown(f"**{LONG_WORD}** pour vous \ud800 \x00 😀", "animateur"),
        markdown(f"### Facile 😀\n\n{LONG_WORD}\n\n你好 \x01 \udc00", "falc"),
        markdown(f"{SYNTAX}"),
    )


SYNTAX = """## Syntaxes d’ailleurs

{{ 7*7 }} {% raw %} {# x #} {{config}} ${7*7} <%= 7 %> #let x = 1 #panic("x") #import "x" $sum$ @ref <label> \\u{41} `#eval`

</script><script>alert(1)</script> ]]> <![CDATA[ x ]]> &amp; &lt; &#0; &#xD800; &#x110000; &nbsp; <?xml version="1.0"?> <!DOCTYPE html>

[#emph[x]] *_étoile_* \\*pas\\* \\# // commentaire /* x */ ~ ^ % % \\\\ 'a' "b" --- -- ... \\n
"""

MATHS = r"""## LaTeX

En ligne $\frac{1}{2}$, prix 5 $ et 10 $, $non fermé, \$échappé\$, $$en ligne double$$ et \(x\) \[y\].

$$
\begin{align} a &= b \\ c &= \sum_{i=0}^{\infty} x_i \end{align}
$$

\begin{align}
x &= y \\
\end{align}

$$ jamais fermé

\begin{tikzpicture}\draw (0,0);\end{tikzpicture} $}{$ $\$ $$$$ $ $ $$ $$
"""

WIDE = (
    "## Tableaux\n\n|"
    + "|".join(f" Colonne {n} " for n in range(20))
    + "|\n|"
    + "---|" * 20
    + ("\n|" + "|".join(f" valeur {n} " for n in range(20)) + "|") * 5
    + "\n\n| A | B | C |\n|:--|:-:|--:|\n| 1 |\n| 1 | 2 | 3 | 4 |\n||\n| `a|b` | \\| | ![x](bonne.png) |"
    + "\n\n| |\n|-|\n| |\n| |\n\n|a|\n|-|\n\n| Long |\n|---|\n"
    + "| une ligne du tableau |\n" * 120
    + "\n| Texte |\n|---|\n| "
    + "mot " * 900
    + "|"
)

STRUCTURE = (
    "###### H6\n\n# H1\n\n#### H4\n\n## Étape\n\n# H1 encore\n\n##### H5\n\n"
    + "\n".join("  " * depth + f"- niveau {depth}" for depth in range(12))
    + "\n\n"
    + "\n".join("   " * depth + f"{depth + 7}. rang {depth}" for depth in range(12))
    + "\n\n"
    + ">" * 12
    + " citation profonde\n\n- [ ] à faire\n- [x] fait\n- \n-\n\n99999999999. grand\n\n0. zéro\n\n1) parenthèse\n\n"
    + "[ref][r] [absente][zz] note[^a] et[^b] et[^c] et [^absente]\n\n[r]: https://example.org 'titre'\n\n"
    + "[^a]: première\n[^a]: deuxième fois\n[^b]: voir[^a] et[^b]\n[^d]: jamais appelée\n\n---\n***\n___\n\n"
    + "```\nsans fin de bloc\n"
)

HTML = f"""## HTML

<iframe src="https://example.org/{LEAK}"></iframe> <script>alert("{LEAK}")</script> <b onclick="alert('{LEAK}')">en ligne</b>

<div onclick="x('{LEAK}')" style="position:fixed;background:url(https://example.org/{LEAK})"><p>Bloc</p></div>

<details><summary>Ouvrir</summary>

Contenu caché à l’écran, imprimé sur papier.

</details>

<svg xmlns="http://www.w3.org/2000/svg" onload="alert('{LEAK}')"><script>alert('{LEAK}')</script><circle r="4"/></svg>

<style>body {{ display: none; background: url(https://example.org/{LEAK}) }}</style>

<img src="https://example.org/{LEAK}.png" onerror="alert('{LEAK}')" alt="Une image distante">

<object data="https://example.org/{LEAK}"></object><form action="https://example.org/{LEAK}"><input name="x"><button>Envoyer</button></form>

<table><tr><td>Cellule HTML<td>sans fin

<script
>alert('{LEAK}')

<!-- {LEAK} commentaire jamais fermé

[js](javascript:alert\\('{LEAK}'\\)) [JS](JaVaScRiPt:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) [fichier](file:///etc/passwd) [relatif](../../x.html)
[vbs](vbscript:x) [espace]( javascript:x) [ent](&#106;avascript:x) [mail](mailto:a@example.org) [tel](tel:+33100000000) [ancre](#ici) <https://example.org> <javascript:alert(1)>
"""


def markup_cells() -> Cells:
    """Give LaTeX, tables, structure and HTML that our Markdown must survive."""
    return (
        raw(FRONT),
        markdown(MATHS),
        markdown(WIDE),
        markdown(STRUCTURE),
        markdown(HTML),
        markdown("## Après\n\nFin."),
    )


def bombs(size: int = 10_000) -> dict[str, str]:
    """Give Markdown that makes careless parsers hang or overflow their stack."""
    half = size // 2
    return {
        "crochets": "[" * size,
        "crochets fermés": "[" * half + "]" * half,
        "liens": "[a](" * half,
        "images": "![" * half,
        "étoiles": "*" * size,
        "étoiles espacées": "*a " * half,
        "étoiles mêlées": "*a_b" * half,
        "étoiles et tirets": "**a *b __c _d " * (size // 8),
        "chevrons": ">" * size,
        "chevrons espacés": "> " * half + "a",
        "accents graves": "`" * size,
        "accents graves croissants": " ".join("`" * n for n in range(1, 140)),
        "tirets": "- " * half + "a",
        "dièses": "#" * size,
        "barres": "|" * size + "\n" + "|-" * half,
        "dollars": "$" * size,
        "dollars espacés": "$a " * half,
        "inférieurs": "<" * size,
        "balises": "<a " * half,
        "ouvertes": "<div>" * half,
        "commentaires": "<!-- " * half,
        "entités": "&" * size,
        "barres obliques": "\\" * size,
        "tildes": "~~" * half,
        "notes": "".join(f"[^{n}]" for n in range(1000))
        + "\n\n"
        + "\n".join(f"[^{n}]: note [^{n}]" for n in range(1000)),
        "références": "[a]: x\n" * half + "[a]" * half,
        "listes": "".join("  " * n + "- a\n" for n in range(300)),
        "numéros": "1. " * half,
        "espaces": " " * size + "a" + "\n" * size,
        "adresses": "http://" * half,
        "titres soulignés": "a\n" * half + "===",
    }


# --- activities -------------------------------------------------------------------------------------------------------------


def quiz(number: int, choices: int = 3, text: str = "réponse") -> dict[str, Any]:
    """Make a quiz whose last choice is right."""
    wrong = "".join(f"  - '{text} {n}'\n" for n in range(choices - 1))
    return code(
        f"%%activite quiz\nid: q{number}\nquestion: 'Question {number} : {text} ?'\nchoix:\n{wrong}  - texte: '{text} juste'\n    juste: oui\n"
        f"    detail: '{text}'\nexplication: '{text}'\n"
    )


def diagnostic(count: int, name: str = "d", text: str = "Texte") -> dict[str, Any]:
    """Make a diagnostic of ``count`` questions."""
    lines = [
        f"%%activite diagnostic\nid: {name}\ntitre: '{text} diagnostic'\nthemes: {{t: Thème}}\nquestions:"
    ]
    for n in range(count):
        lines.append(
            f"  - id: q{n}\n    theme: t\n    question: '{text} {n} ?'\n    reponses:\n      - Non\n      - texte: '{text} oui'\n        risque: {n % 4}\n"
            f"        action: Agir {n}\n        conseil: '{text} conseil {n}'\n        horizon: cette semaine\n        minutes: 5"
        )
    return code("\n".join(lines) + "\n")


def activity_cells() -> Cells:
    """Give 60 activities, one very long, with syntaxes and scripts of elsewhere; diagnostics of 1 and of 120 questions."""
    long = ("Un texte très long qui continue encore et encore, " * 40).strip()
    odd = "😀 你好 سلام </script> {{ 7*7 }} #let ]]> &amp; $x$ <b>gras</b> ![x](absente.png) \\0"
    return (
        raw(FRONT),
        SETUP,
        markdown("## Soixante activités", "minutes-20"),
        *(quiz(n) for n in range(58)),
        markdown("## Longues"),
        quiz(100, 12, long),
        quiz(101, 3, odd),
        quiz(102, 3, LONG_WORD),
        markdown("## Diagnostics"),
        diagnostic(1, "un"),
        diagnostic(120, "cent-vingt"),
        diagnostic(2, "bizarre", odd),
    )


def yaml_bombs() -> dict[str, str]:
    """Give YAML that unfolds, nests or lasts."""
    laughs = 'a: &a ["lol","lol"]\n' + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    return {
        "aliases": laughs,
        "boucle": "a: &a [*a]\n",
        "fusion": "a: &a {x: 1}\nb:\n  <<: *a\n",
        "profond": "a: " + "[" * 3000 + "]" * 3000,
        "profond ouvert": "a: " + "{" * 3000,
        "indenté": "".join(" " * n + "a:\n" for n in range(1500)),
        "tirets": "- " * 3000,
        "étiquettes": "a: !!python/object/apply:os.system ['true']\nb: !!binary x\nc: !<tag:x> y\n",
        "documents": "a: 1\n--- \nb: 2\n...\n",
        "clé complexe": "? [a, b]\n: c\n? {x: y}\n: z\n",
        "contrôles": "a: \x00\x01\n",
        "surrogat": "titre: \ud800\n",
        "octets": "%YAML 9.9\n---\na: b\n",
        "tabulation": "a:\n\t- b\n",
        "nombres": "duree: 1e400\nniveau: [1]\nauteurs: {a: b}\nsources: [x]\nverifie_le: 99/99/99999\n",
        "longue": "titre: " + "x" * 300 + "\n",
        "dates": "verifie_le: 0000-00-00\nhors_ligne: peut-être\nduree: -3\n",
    }


def big_yaml(megabytes: int = 10) -> str:
    """Give a front matter of that many megabytes."""
    return "titre: Gros\nsources:\n" + "".join(f"  cle-{n}: {'x' * 1000}\n" for n in range(megabytes * 1000))


# --- whole notebooks --------------------------------------------------------------------------------------------------------


def many_cells(count: int = 500) -> Cells:
    """Give hundreds of cells, a step every tenth."""
    return [
        markdown(f"## Étape {n // 10}\n\nTexte {n}." if n % 10 == 0 else f"Texte **{n}**.\n\n- un\n- deux")
        for n in range(count)
    ]


def strangers(folder: Path) -> list[Path]:
    """Write small notebooks of other tools and kernels; none of them needs a kernel to be read."""
    r = {
        "kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
        "language_info": {"name": "R", "codemirror_mode": "r"},
    }
    julia = {"kernelspec": {"name": "julia-1.9", "display_name": "Julia 1.9"}}
    saved = code("plot(x)", "skip-execution")
    saved["outputs"] = [output({"text/plain": ["1×3 Matrix"]}, "execute_result")]
    without_ids = [{k: v for k, v in markdown("# Titre\n\nTexte.").items() if k != "id"}]
    twice = [{**markdown("## A"), "id": "même"}, {**markdown("## B"), "id": "même"}]
    empty = [markdown(""), code(""), raw(""), markdown("\n \n"), code("%load_ext etabli")]
    path = folder / "sans-identifiants.ipynb"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": without_ids}))
    double = folder / "doubles.ipynb"
    double.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": twice}))
    return [
        path,
        double,
        write(folder, "r", [markdown("# Analyse en R"), saved], metadata=r),
        write(folder, "julia", [saved], metadata=julia),
        write(folder, "vide", []),
        write(folder, "cellules-vides", empty),
        write(folder, "code-seul", [saved, saved]),
        write(
            folder, "metadonnees", [markdown("## A\n\nb")], metadata={"kernelspec": None, "widgets": {"x": 1}}
        ),
    ]
