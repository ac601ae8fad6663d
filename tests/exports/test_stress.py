"""An atelier as long as they come, built here: every block, every activity, on every paper. What the files hold is read back."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import page_check
import pdf_check
import pikepdf
import pymupdf
import pytest
from etabli.atelier import Atelier
from etabli.export import formats
from etabli.source import read
from etabli_exports.document import Options
from PIL import Image
from samples import SETUP, code, markdown, notebook, raw

PAPERS = {name: kind for name, kind in formats().items() if kind.file_name.endswith(".pdf")}
TAGGED = [name for name in PAPERS if name != "livret-a5"]

FRONT = """---
titre: Un atelier qui n’en finit pas, pour tout essayer
resume: Toutes les sortes de textes, de tableaux et d’activités que l’on peut écrire, plusieurs fois.
duree: 240
publics: [adultes, seniors]
niveau: débutant
objectifs: [Tenir bon, Tout lire, Ne rien perdre]
prerequis: [Avoir mangé]
materiel: [Des dés, Du papier, Des ciseaux]
licence: CC-BY-SA-4.0
verifie_le: 2026-11-22
date: mardi 1 décembre 2026, 14 h
lieu: Médiathèque de la Grange, 4 rue du Four
contact: 05 65 00 00 00, https://mediatheque.exemple.fr/ateliers
sources:
  CNIL: CNIL, recommandation sur les mots de passe, 2022, https://www.cnil.fr/mots-de-passe/une-page-assez-longue
---"""

SENTENCE = "Votre boîte mail ouvre tous vos autres comptes, et celui qui la tient peut demander un nouveau mot de passe. "
LISTS = """- Un premier point, court
- Un second point, qui se poursuit assez longtemps pour tenir sur deux lignes au moins, même sur une page large
  - dedans, plus bas
    1. et encore
- [ ] à faire ce soir
- [x] déjà fait

3. trois
4. quatre"""
TALL = "| Objet | Combien | Vu | Où et pourquoi |\n|---|---|:-:|---|\n" + "\n".join(
    f"| {rank}. Capteur de rue numéro {rank} |  | ☐ |  |" for rank in range(1, 31)
)
WIDE = (
    "| "
    + " | ".join(f"Colonne {rank}" for rank in range(1, 12))
    + " |\n|"
    + "---|" * 11
    + "\n"
    + "\n".join("| " + " | ".join(f"valeur {row}-{rank}" for rank in range(1, 12)) + " |" for row in range(4))
)
GRID = (
    "| Le message | Il presse | Il donne un lien | Il veut un code | Il parle d’argent |\n|---|:-:|:-:|:-:|:-:|\n"
    + "\n".join(
        f"| « Votre colis numéro {rank} est bloqué, payez 1,99 €. » | ☐ | ☐ | ☐ | ☐ |" for rank in range(6)
    )
)
MIXED = f"""Un mot **gras**, un mot *souligné*, du ~~barré~~, `du code`, $e = mc^2$, H<sub>2</sub>O, une note[^1] et
[une adresse](https://exemple.fr/un/chemin/assez/long). {SENTENCE * 3}

[^1]: La note dit d’où vient le chiffre.

> **Attention**\\
> Ne dites jamais un vrai mot de passe dans la salle.

> Une citation, sur une ligne.

```python
print("une ligne de code bien trop longue pour la plus petite des pages que nous imprimons, à coup sûr")
```

$$\\int_0^1 x \\, dx$$

---

<details><summary>Plus</summary>Un texte replié.</details>"""
DICE = "| Tirage | Les 5 dés | Le mot |\n|---|---|---|\n" + "\n".join(
    f"| {n} | ☐☐☐☐☐ |  |" for n in range(1, 8)
)
WRITE = "| Notre question à la mairie |\n|---|\n|  |\n|  |\n|  |"
EASY = """### Que faites-vous aujourd’hui ?

Votre boîte mail est une porte.

Prenez 7 mots
au hasard.\\
Ne les dites pas.

Vous levez la main.

La banque appelle.\\
Raccrochez.

Allez sur le site.

Gardez le message.

> **Un mot difficile**\\
> Un **compte**, c’est un espace sur un site."""
RUN = f"""**À faire.** Voter, puis coller une gommette sur l’affiche. {SENTENCE * 2}

**À dire.** « Bonjour. » {SENTENCE}

**À surveiller.** Qui se tait.

**Sans écran.** Gommettes et feuille."""


def quiz(rank: int) -> str:
    """Give a quiz, each with its own number; one in two has several right answers."""
    second = (
        "{texte: une seconde bonne réponse, juste: oui}"
        if rank % 2
        else "une autre mauvaise réponse, plus longue"
    )
    return f"""%%activite quiz
id: question-{rank}
question: Question {rank}, que faites-vous quand la banque appelle et demande le code reçu par SMS ?
choix:
  - Je lis le code, puisque c’est urgent
  - {{texte: Je raccroche et j’appelle moi-même, juste: oui, detail: le numéro est au dos de la carte}}
  - {second}
explication: {SENTENCE}
sources: [CNIL]
falc:
  question: Que faites-vous ? Question {rank}.
  choix: [Je lis le code, Je raccroche, Je me tais]
  explication: Raccrochez.
"""


def diagnostic() -> str:
    """Give a diagnostic of twenty-four questions in four themes."""
    questions = "\n".join(
        f"""  - id: q{rank:02d}
    theme: t{rank % 4}
    poids: {rank % 5 + 1}
    question: Question {rank} du diagnostic, à propos de votre téléphone et de vos comptes ?
    falc: Question {rank} ?
    reponses:
      - Oui, toujours
      - texte: Je ne sais pas
        risque: 1
        action: Regarder ensemble ({rank})
        conseil: {SENTENCE}
        horizon: cette semaine
        minutes: 10
        falc: Regardez ensemble.
      - texte: Non, jamais, et je ne sais même pas où cela se trouve
        risque: 3
        action: Fermer cette porte ({rank})
        conseil: {SENTENCE * 2}
        horizon: aujourd’hui
        minutes: 15
        falc: Fermez cette porte."""
        for rank in range(1, 25)
    )
    return f"""%%activite diagnostic
id: bilan
titre: Mon diagnostic
introduction: Cochez une réponse par question.
mots: {{un: porte, plusieurs: portes, ferme: fermée, fermes: fermées, ouvert: ouverte, ouverts: ouvertes}}
themes: {{t0: Messagerie, t1: Mots de passe, t2: Téléphone, t3: Démarches}}
theme_prioritaire: t0
questions:
{questions}
"""


def outputs(folder: Path) -> list[dict[str, Any]]:
    """Give code cells with what they once printed: a picture, a drawing, a table, text, an error."""
    out = io.BytesIO()
    Image.effect_noise((640, 400), 60).save(out, "PNG")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0h90v30z" fill="#0F5450"/></svg>'
    table = "<table><thead><tr><th>Mois</th><th>Total</th></tr></thead><tbody><tr><td>mai</td><td>12</td></tr></tbody></table>"
    shown: list[dict[str, Any]] = [
        {"image/png": base64.b64encode(out.getvalue()).decode(), "text/plain": "<Figure>"},
        {"image/svg+xml": svg, "text/plain": "<Svg>"},
        {"text/html": table, "text/plain": "Mois Total"},
        {"text/plain": "42"},
    ]
    cells = []
    for rank, data in enumerate(shown):
        cell = code(f"#| fig-alt: Sortie {rank}, une courbe\nf({rank})")
        cell["outputs"] = [
            {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
        ]
        cells.append(cell)
    (folder / "images").mkdir(parents=True)
    Image.effect_noise((900, 1400), 60).save(folder / "images" / "haute.png")
    Image.effect_noise((1800, 300), 60).save(folder / "images" / "large.jpg")
    return cells


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Atelier:
    """An atelier of 24 steps, some forty slides and thirty pages of A4."""
    folder = tmp_path_factory.mktemp("long") / "tout"
    programs = outputs(folder)
    bodies = [SENTENCE * 12, LISTS, MIXED, TALL, WIDE, GRID, DICE, WRITE]
    pictures = "![Une image haute](images/haute.png)\n\n![Une image large](images/large.jpg)"
    cells = [raw(FRONT), SETUP, markdown("# Un atelier qui n’en finit pas\n\n" + SENTENCE)]
    cells.append(markdown("**Trois règles.** Rester calme.", "animateur"))
    for step in range(1, 25):
        tag = "essentiel" if step % 3 == 1 else "facultatif" if step % 3 == 2 else "papier-peint"
        cells.append(
            markdown(f"## Étape {step}, avec un titre\n\n{SENTENCE * (step % 5)}", "minutes-10", tag)
        )
        cells.append(markdown(f"### Partie de l’étape {step}\n\n{bodies[step % len(bodies)]}"))
        cells.append(markdown(RUN, "animateur"))
        cells.append(
            markdown(f"Seulement sur papier, étape {step}.\n\n#### Sous-partie\n\n{LISTS}", "papier")
        )
        cells.append(markdown("SEULEMENT-ECRAN", "ecran"))
        cells.append(markdown(EASY, "falc"))
        if step % 4 == 0:
            cells.append(markdown(pictures))
        if step in (3, 9, 15, 20, 21, 22):
            cells.append(code(quiz(step)))
        if step == 6:
            cells.append(code(diagnostic()))
        if step == 12:
            cells += programs
    (folder / "atelier.ipynb").write_text(json.dumps(notebook(cells)), encoding="utf-8")
    reading = read(folder / "atelier.ipynb")
    assert [str(finding) for finding in reading.findings if finding.severity == "erreur"] == []
    return reading.atelier


@pytest.fixture(scope="module")
def papers(atelier: Atelier) -> dict[str, bytes]:
    """All its PDF files, with the answers."""
    return {name: kind().from_atelier(atelier, Options(answers=True))[0] for name, kind in PAPERS.items()}


@pytest.mark.parametrize("name", TAGGED)
def test_tags_language_title_outline(name: str, papers: dict[str, bytes]) -> None:
    """Every rule of PDF/UA-1 that our checker knows holds, figures, headers and fonts included."""
    assert pdf_check.faults(papers[name]) == []


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_printed_past_the_edge(name: str, papers: dict[str, bytes]) -> None:
    """All words stand where printers print; the poster's credits, which one may lose, run along its edge."""
    assert page_check.outside(papers[name], edge=1 if name == "affiche" else 3)[:5] == []


@pytest.mark.parametrize("name", TAGGED)
def test_no_page_ends_on_a_title(name: str, papers: dict[str, bytes]) -> None:
    """What a title announces begins on its page."""
    assert page_check.ends_on_a_title(papers[name]) == []


def test_no_idea_of_the_easy_sheet_is_cut(papers: dict[str, bytes]) -> None:
    """Neither a line nor an idea goes on over the page."""
    assert page_check.cut(papers["falc"], ("/P", "/Div", "/LI")) == []
    with pymupdf.open(stream=papers["falc"], filetype="pdf") as document:
        for page in document:
            assert "au hasard" not in (words := page.get_text()) or "Ne les dites pas" in words


def test_the_booklet_embeds_its_fonts(papers: dict[str, bytes]) -> None:
    """Imposed, the booklet keeps its fonts, its language and its title; it is the one paper without tags."""
    with pikepdf.open(io.BytesIO(papers["livret-a5"])) as pdf:
        assert list(pdf_check.fonts(pdf)) == []
        assert str(pdf.Root.Lang) == "fr" and "/Title" in pdf.docinfo and len(pdf.pages) % 2 == 0


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_date_gives_the_same_bytes(
    name: str, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH decides the date; the file then never changes, and tells that date."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, again = (PAPERS[name]().from_atelier(atelier, Options())[0] for _ in range(2))

    assert first == again
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert "20231114" in str(pdf.docinfo["/CreationDate"])


def test_it_is_as_long_as_they_come(papers: dict[str, bytes]) -> None:
    """The sample is worth its name: about thirty pages of A4, all its steps on them, nothing of the screen."""
    words = pdf_check.text(papers["fiche"]).replace("\u00a0", " ")

    assert pdf_check.pages(papers["fiche"]) >= 28
    assert all(f"Étape {step}, avec un titre" in words for step in range(1, 25))
    assert all(words.count(f"Question {rank}, que faites-vous") == 2 for rank in (3, 9, 15, 20, 21, 22))
    assert all(f"Capteur de rue numéro {rank}" in words for rank in range(1, 31))
    assert "SEULEMENT-ECRAN" not in words and "Qui se tait" not in words
    for name in ("fiche-a5", "gros-caracteres"):
        assert all(
            f"valeur 3-{rank}" in pdf_check.text(papers[name]).replace("\u2011", "-") for rank in range(1, 12)
        )
