"""The picture beside an easy sentence: the right one, crossed when the sentence forbids, or none."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from etabli import pictograms
from etabli.pictograms import find


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Votre boîte mail protège tous vos comptes.", "2709"),
        ("Choisissez un mot de passe seulement pour le mail.", "1F511"),
        ("Où sont vos mots de passe ?", "1F511"),
        ("Prenez 7 mots au hasard.", "1F3B2"),
        ("La banque appelle et demande un code ? Raccrochez.", "1F4DE"),
        ("Levez la main.", "1F64B"),
        ("Faites les mises à jour.", "1F504"),
        ("IMPRIMEZ la fiche", "1F5A8"),
        ("Une caméra filme la rue ?", "E1C4"),
        ("Gardez la pièce d'identité.", "1FAAA"),
    ],
)
def test_a_sentence_gets_the_picture_of_its_most_precise_notion(sentence: str, code: str) -> None:
    """The longest expression wins, whatever the case, the plural and the kind of apostrophe."""
    found = find(sentence)
    assert found and (found.code, found.crossed) == (code, False)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Ne dites votre mot de passe à personne.", "DIRE"),
        ("Ne cliquez pas sur le lien.", "E258"),
        ("Ne pas cliquer.", "E258"),
        ("Chez vous, ne cliquez pas.", "E258"),
        ("Ne donnez jamais un code.", "1F522"),
        ("Pas de photo de vos mots de passe.", "1F4F7"),
        ("Vous n’avez pas d’ordinateur ?", "1F4BB"),
        ("Personne ne demande votre mot de passe.", "1F511"),
        ("Vous venez sans ordinateur.", "1F4BB"),
    ],
)
def test_what_a_sentence_forbids_or_denies_is_crossed(sentence: str, code: str) -> None:
    """The denied verb is crossed when it has a picture, else the object of a plain verb."""
    found = find(sentence)
    assert found and (found.code, found.crossed) == (code, True)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("N’oubliez pas votre carte d’identité.", "1FAAA"),
        ("N’hésitez pas à poser des questions.", "1F64B"),
        ("Ce mot de passe ne sert que pour le mail.", "1F511"),
        ("Votre ordinateur ne marche pas.", "1F4BB"),
        ("Vous ne savez pas ?", "2753"),
    ],
)
def test_a_denial_that_denies_nothing_crosses_nothing(sentence: str, code: str) -> None:
    """« N’oubliez pas » asks to do; « ne… que » restricts; a broken computer is still a computer."""
    found = find(sentence)
    assert found and (found.code, found.crossed) == (code, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Le mot phishing veut dire hameçonnage.",
        "Il s’appelle Paul.",
        "C’est parce que vous venez.",
        "Tapez dans les mains.",
        "La clé USB.",
        "Ne collez pas la photo d’une personne.",
        "Vous ne voulez pas chanter ?",
    ],
)
def test_no_picture_rather_than_a_wrong_one(sentence: str) -> None:
    """A word in another meaning, or under a denial that cannot be drawn, calls no picture."""
    assert find(sentence) is None


def test_a_crossed_drawing_is_the_drawing_and_a_rust_bar() -> None:
    """The bar comes after the drawing, inside the same valid SVG."""
    picto = find("Ne cliquez pas.")
    assert picto
    root = ET.fromstring(picto.svg())
    bar = list(root)[-1]
    assert [path.get("stroke") for path in bar] == ["#FFF2C2", "#83300B"]
    assert ET.fromstring(pictograms.svg(picto.code)).get("viewBox") == root.get("viewBox") == "0 0 72 72"


def test_an_unknown_code_is_refused_in_french() -> None:
    """A code out of the table never reaches the disk."""
    with pytest.raises(ValueError, match="Aucun pictogramme"):
        pictograms.svg("../../vendor")
