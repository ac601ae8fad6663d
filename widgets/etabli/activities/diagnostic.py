"""`diagnostic`: questions with weights and branches, doors open or closed, and at most three actions per horizon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from . import diagnostic_readings as readings
from .base import Activity, Fault, Identifier, Model, Render, Texts, YesNo
from .forms import EasyLine, Form, SlideForm
from .score import score
from .takeaway import Plan, plan
from .tally import Tally, doors

Horizon = Literal["today", "week", "month"]
_HORIZONS = {"aujourd'hui": "today", "cette semaine": "week", "ce mois-ci": "month"}


def _horizon(value: object) -> object:
    return _HORIZONS.get(value.replace("’", "'").strip().lower(), value) if isinstance(value, str) else value


class Answer(Model):
    """One answer. ``risk`` 0 (good) to 3 (critical); ``concerned`` False takes the question out of the calculation."""

    text: str = Field(alias="texte", min_length=1)
    rating: int = Field(0, alias="risque", ge=0, le=3)
    concerned: YesNo = Field(True, alias="concerne")
    emergency: YesNo = Field(False, alias="urgence")
    action: str = Field("", max_length=60)
    advice: str = Field("", alias="conseil")
    horizon: Annotated[Horizon | None, BeforeValidator(_horizon)] = None
    minutes: int | None = Field(None, ge=0, le=600)
    sources: Texts = ()
    easy_text: str = Field("", alias="falc")

    @property
    def risk(self) -> int | None:
        """The rating, or None when the question does not concern who answers so."""
        return self.rating if self.concerned else None


def _answer(value: object) -> object:
    return {"texte": value} if isinstance(value, str) else value


class Query(Model):
    """One question. ``asked_if`` maps another question's id to the answers, from 1, after which this one is asked."""

    id: Identifier
    theme: str
    weight: int = Field(1, alias="poids", ge=0, le=5)
    text: str = Field(alias="question", min_length=1)
    easy_text: str = Field("", alias="falc")
    asked_if: Mapping[str, tuple[int, ...]] = Field(default_factory=dict, alias="si")
    answers: Annotated[
        tuple[Annotated[Answer, BeforeValidator(_answer)], ...],
        Field(alias="reponses", min_length=2, max_length=8),
    ]

    @property
    def conditions(self) -> dict[str, list[int]]:
        """`asked_if` with answers counted from 0."""
        return {other: [number - 1 for number in numbers] for other, numbers in self.asked_if.items()}


class Words(Model):
    """How the result is said: « 14 portes fermées sur 20 », « 2 ouvertes »."""

    one: str = Field("point", alias="un")
    many: str = Field("points", alias="plusieurs")
    closed_one: str = Field("en ordre", alias="ferme")
    closed_many: str = Field("en ordre", alias="fermes")
    open_one: str = Field("à revoir", alias="ouvert")
    open_many: str = Field("à revoir", alias="ouverts")


class Diagnostic(Activity):
    """Questions that end in a few actions. The result is counted in doors, never as a mark (brief rule: no humiliation)."""

    kind: ClassVar[str] = "diagnostic"
    label: ClassVar[str] = "Diagnostic"
    summary: ClassVar[str] = "des questions, un bilan en portes ouvertes ou fermées, trois actions à faire"
    example: ClassVar[str] = """\
id: mon-diagnostic
titre: Mon diagnostic
introduction: Deux questions pour savoir par quoi commencer.
mots: {un: porte, plusieurs: portes, ferme: fermée, fermes: fermées, ouvert: ouverte, ouverts: ouvertes}
themes: {messagerie: Messagerie, telephone: Téléphone}
theme_prioritaire: messagerie
questions:
  - id: q1
    theme: messagerie
    poids: 5
    question: Le mot de passe de votre boîte mail sert-il aussi ailleurs ?
    falc: Votre mot de passe de mail est aussi sur d’autres sites ?
    reponses:
      - Non
      - texte: Oui
        risque: 3
        action: Changer le mot de passe du mail
        conseil: Choisissez un mot de passe qui ne sert nulle part ailleurs.
        horizon: aujourd’hui
        minutes: 15
        falc: Prenez un mot de passe seulement pour le mail.
  - id: q2
    theme: telephone
    poids: 4
    question: Votre téléphone demande-t-il un code ?
    reponses:
      - Oui
      - texte: Non
        risque: 3
        action: Mettre un code sur le téléphone
        conseil: Choisissez un code à 6 chiffres.
        horizon: cette semaine
        minutes: 5
      - texte: Je n’ai pas de téléphone
        concerne: non
"""

    heading: str = Field(alias="titre", min_length=1)
    introduction: str = ""
    words: Words = Field(default_factory=Words, alias="mots")
    themes: Mapping[str, str] = Field(min_length=1)
    priority_theme: str | None = Field(None, alias="theme_prioritaire")
    questions: tuple[Query, ...] = Field(min_length=1)

    @classmethod
    def title_key(cls) -> str:
        return "titre"

    @property
    def title(self) -> str:
        return self.heading

    def score(self, answers: Mapping[str, int]) -> dict[str, Any]:
        """See `etabli.activities.score.score`."""
        return score(self, answers)

    def faults(self) -> Iterator[Fault]:
        if self.priority_theme and self.priority_theme not in self.themes:
            yield self._unknown_theme(("theme_prioritaire",), self.priority_theme)
        before: dict[str, Query] = {}
        for number, query in enumerate(self.questions):
            place: tuple[str | int, ...] = ("questions", number)
            if query.id in before:
                yield Fault(
                    "E407",
                    (*place, "id"),
                    f"deux questions portent l’id « {query.id} ».",
                    "Donnez à chacune le sien.",
                )
            if query.theme not in self.themes:
                yield self._unknown_theme((*place, "theme"), query.theme)
            for other, numbers in query.asked_if.items():
                yield from self._branch((*place, "si", other), query, other, numbers, before.get(other))
            for rank, answer in enumerate(query.answers):
                yield from self._advice((*place, "reponses", rank), answer)
            before[query.id] = query

    def _unknown_theme(self, path: tuple[str | int, ...], theme: str) -> Fault:
        return Fault(
            "E408",
            path,
            f"le thème « {theme} » n’est pas dans « themes ».",
            f"Écrivez l’un de : {', '.join(self.themes)}.",
        )

    def _branch(
        self,
        path: tuple[str | int, ...],
        query: Query,
        other: str,
        numbers: Sequence[int],
        target: Query | None,
    ) -> Iterator[Fault]:
        if target is None:
            later = any(other == candidate.id for candidate in self.questions)
            yield Fault(
                "E409",
                path,
                f"la question « {query.id} » dépend de « {other} », "
                + ("qui vient après elle." if later else "qui n’existe pas."),
                "Déplacez l’une des deux."
                if later
                else f"Écrivez l’un de : {', '.join(q.id for q in self.questions)}.",
            )
            return
        wrong = [number for number in numbers if not 1 <= number <= len(target.answers)]
        if wrong:
            yield Fault(
                "E409",
                path,
                f"la question « {other} » n’a pas de réponse n° {wrong[0]}.",
                f"Écrivez des numéros de 1 à {len(target.answers)}.",
            )

    def _advice(self, path: tuple[str | int, ...], answer: Answer) -> Iterator[Fault]:
        if answer.advice and not answer.horizon:
            yield Fault(
                "E410",
                path,
                f"le conseil de « {answer.text} » n’a pas d’horizon.",
                "Écrivez « horizon: aujourd’hui », « cette semaine » ou « ce mois-ci ».",
            )
        if answer.advice and not answer.action:
            yield Fault(
                "E410",
                path,
                f"le conseil de « {answer.text} » n’a pas de titre.",
                "Écrivez « action: » et quelques mots.",
            )
        if answer.risk and not answer.advice:
            yield Fault(
                "E411",
                path,
                f"la réponse « {answer.text} » a un risque mais aucun conseil.",
                "Écrivez « conseil: ».",
                "avertissement",
            )
        if answer.emergency and not answer.advice:
            yield Fault(
                "E410", path, f"l’urgence « {answer.text} » ne dit pas quoi faire.", "Écrivez « conseil: »."
            )

    def spec(self, render: Render) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "id": self.id,
            "title": render(self.heading),
            "introduction": render(self.introduction),
            "words": self.words.model_dump(),
            "themes": [{"id": key, "title": render(title)} for key, title in self.themes.items()],
            "priority_theme": self.priority_theme,
            "questions": [
                {
                    "id": query.id,
                    "theme": query.theme,
                    "weight": query.weight,
                    "text": render(query.text),
                    "easy": render(query.easy_text),
                    "conditions": query.conditions,
                    "answers": [
                        {
                            "text": render(answer.text),
                            "risk": answer.risk,
                            "emergency": answer.emergency,
                            "action": render(answer.action),
                            "advice": render(answer.advice),
                            "horizon": answer.horizon,
                            "minutes": answer.minutes,
                            "easy": render(answer.easy_text),
                        }
                        for answer in query.answers
                    ],
                }
                for query in self.questions
            ],
        }

    def paper(self) -> Sequence[Form]:
        return readings.paper(self)

    def annex(self) -> Sequence[Form]:
        return readings.annex(self)

    def static(self) -> Sequence[Form]:
        """Questions first: the count and the actions come out of them."""
        return (*self.annex(), *self.paper())

    def key(self) -> Sequence[Form]:
        return readings.key(self)

    def slides(self) -> Sequence[SlideForm]:
        return readings.slides(self)

    def easy(self) -> Sequence[EasyLine]:
        return readings.easy(self)

    def tally(self, values: Sequence[Any], hands: Sequence[int] = ()) -> Tally:
        return doors(self, values)

    def takeaway(self, value: Any) -> Plan | None:
        return plan(self, value)

    def references(self) -> Sequence[str]:
        return tuple(
            dict.fromkeys(
                key for query in self.questions for answer in query.answers for key in answer.sources
            )
        )
