"""An atelier with one of each thing that a slide may show."""

from __future__ import annotations

from typing import Any

from samples import FRONT, SETUP, code, markdown, raw

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s"><rect width="40" height="40" fill="#0F5450"/></svg>'

QUIZ = """%%activite quiz
id: cinq
question: Lesquels sont pairs ?
choix:
  - texte: deux
    juste: oui
  - trois
  - texte: quatre
    juste: oui
  - texte: cinq
    retour: Cinq ne se partage pas en deux.
  - sept
bravo: Pairs
explication: Un nombre pair se partage en deux parts égales.
"""

LONG_QUIZ = """%%activite quiz
id: message
question: "« Votre colis attend. Payez 1,99 € sur colis.example avant ce soir. » Que faites-vous ?"
choix:
  - texte: Je ne clique pas
    juste: oui
  - Je paye
explication: Un colis ne se paye pas par SMS.
"""

DIAGNOSTIC = """%%activite diagnostic
id: bilan
titre: Mon bilan
introduction: Deux questions.
themes: {mail: Messagerie}
questions:
  - id: q1
    theme: mail
    poids: 5
    question: Le mot de passe du mail sert-il ailleurs ?
    reponses:
      - Non
      - texte: Oui
        risque: 3
        action: Changer le mot de passe
        conseil: Changez-le dès ce soir.
        horizon: aujourd’hui
        minutes: 15
"""


def cells() -> list[dict[str, Any]]:
    """Give the cells; the pictures haut.svg and large.svg are for the test to write."""
    return [
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier\n\nBienvenue à tous, installez-vous. On commence dans cinq minutes."),
        markdown("**Avant.** MARQUE-INTRO", "animateur"),
        markdown(
            "## Accueil\n\nLa boîte mail ouvre tout. Elle reçoit les liens. Elle se protège.\n\n"
            "**Prenez une gommette.** Collez-la.\n\n- un\n- deux\n\n> **Attention.** Rien de secret ici.",
            "minutes-10",
        ),
        markdown(
            "**À dire.** MARQUE-ÉTAPE avec [un lien](https://example.org)\n\n- [ ] à cocher", "animateur"
        ),
        markdown("FALC-SEULEMENT", "falc"),
        markdown("PAPIER-SEULEMENT", "papier"),
        markdown(
            "## Voir\n\n### Une image haute\n\n![Un carré vert](haut.svg)\n\n1. Premier.\n2. Second.",
            "minutes-20",
            "facultatif",
        ),
        markdown("### Une image large\n\n![Un bandeau vert](large.svg)"),
        markdown(
            "### Trois façons\n\n| Longueur | Avec quoi |\n|---|---|\n| **7 mots** | au hasard |\n| **12 signes** | un coffre |\n\nSource : CNIL, 2022."
        ),
        markdown("- [ ] C’est fait.\n- [x] C’est noté."),
        markdown("## Pause\n\nDix minutes.", "minutes-10"),
        markdown("## Jouer", "minutes-10"),
        code(QUIZ),
        code(LONG_QUIZ),
        code(DIAGNOSTIC),
        markdown("DIAPO-SEULEMENT, avec [17Cyber](https://17cyber.gouv.fr).", "diapo"),
    ]
