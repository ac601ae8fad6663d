"""`quiz`: one question, one or several right answers, an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from .base import Activity, Fault, Model, Render, Texts, YesNo, joined, letter
from .forms import EasyLine, Form, Option, Question, Remark, SlideForm
from .takeaway import Asked, asked
from .tally import Tally, choices


class Choice(Model):
    """A possible answer. ``detail`` shows under it once answered; ``feedback`` answers who picked it wrongly."""

    text: str = Field(alias="texte", min_length=1)
    right: YesNo = Field(False, alias="juste")
    detail: str = ""
    feedback: str = Field("", alias="retour")


def _choice(value: object) -> object:
    return {"texte": value} if isinstance(value, str) else value


class EasyQuiz(Model):
    """The easy-to-read texts; each replaces the ordinary one where it is given."""

    question: str = ""
    choices: tuple[str, ...] = Field((), alias="choix")
    explanation: str = Field("", alias="explication")


class Quiz(Activity):
    """A question whose answers are marked at once, in the browser. `right` gives the indices of the right answers."""

    kind: ClassVar[str] = "quiz"
    label: ClassVar[str] = "Quiz"
    summary: ClassVar[str] = "une question, une ou plusieurs bonnes réponses, une explication"
    example: ClassVar[str] = """\
id: meilleur-mot-de-passe
question: Quel mot de passe est le plus solide ?
choix:
  - azerty2024
  - texte: Doudou2024!
    retour: Un mot doux et une année sont les premiers essais des pirates.
  - texte: cheval lampe rivière bonbon girafe sushi vélo
    juste: oui
bravo: Le plus solide
explication: Sept mots tirés au hasard sont longs à deviner et faciles à retenir.
falc:
  question: Quel mot de passe est fort ?
"""

    question: str = Field(min_length=1)
    instruction: str = Field("", alias="consigne")
    choices: Annotated[
        tuple[Annotated[Choice, BeforeValidator(_choice)], ...],
        Field(alias="choix", min_length=2, max_length=12),
    ]
    praise: str = Field("C’est juste", alias="bravo")
    explanation: str = Field("", alias="explication")
    sources: Texts = ()
    easy_texts: EasyQuiz | None = Field(None, alias="falc")

    @property
    def title(self) -> str:
        return self.question

    @property
    def right(self) -> tuple[int, ...]:
        """Indices of the right answers, from 0."""
        return tuple(index for index, choice in enumerate(self.choices) if choice.right)

    @property
    def multiple(self) -> bool:
        """Several right answers: square boxes."""
        return len(self.right) > 1

    def faults(self) -> Iterator[Fault]:
        if not self.right:
            yield Fault(
                "E405",
                ("choix",),
                f"le quiz « {self.question} » n’a aucune bonne réponse.",
                "Écrivez « juste: oui » sous la bonne réponse.",
            )
        easy = self.easy_texts
        if easy and easy.choices and len(easy.choices) != len(self.choices):
            yield Fault(
                "E406",
                ("falc", "choix"),
                f"la version facile a {len(easy.choices)} choix, le quiz en a {len(self.choices)}.",
                "Donnez-en autant, dans le même ordre.",
            )

    def spec(self, render: Render) -> dict[str, Any]:
        easy = self.easy_texts
        return {
            "kind": self.kind,
            "id": self.id,
            "question": render(self.question),
            "instruction": render(self._instruction()),
            "multiple": self.multiple,
            "choices": [
                {
                    "text": render(choice.text),
                    "right": choice.right,
                    "detail": render(choice.detail),
                    "feedback": render(choice.feedback),
                }
                for choice in self.choices
            ],
            "praise": render(self.praise),
            "explanation": render(self.explanation),
            "easy": easy
            and {
                "question": render(easy.question),
                "choices": [render(text) for text in easy.choices] or None,
                "explanation": render(easy.explanation),
            },
        }

    def _instruction(self) -> str:
        return self.instruction or (
            "Cochez toutes les bonnes réponses." if self.multiple else "Cochez une seule case."
        )

    def _asked(self, *, revealed: bool = False, only_right: bool = False) -> Question:
        options = tuple(
            Option(
                letter(i), choice.text, choice.detail if revealed else "", choice.right if revealed else None
            )
            for i, choice in enumerate(self.choices)
            if choice.right or not only_right
        )
        return Question(self.question, options, self._instruction(), self.multiple)

    def paper(self) -> Sequence[Form]:
        return (self._asked(),)

    def key(self) -> Sequence[Form]:
        explained = (Remark(self.explanation, tone="right"),) if self.explanation else ()
        return (self._asked(revealed=True, only_right=True), *explained)

    def slides(self) -> Sequence[SlideForm]:
        names = joined([letter(index) for index in self.right])
        title = f"{self.praise}\u00a0: {names}" if self.right else self.question
        remarks: list[Form] = [Remark(self.explanation, tone="right")] if self.explanation else []
        remarks += [
            Remark(choice.feedback, f"Et la {letter(index)}\u202f?", "careful")
            for index, choice in enumerate(self.choices)
            if choice.feedback and not choice.right
        ][:1]
        return (
            SlideForm(self.question, (self._asked(),), notes=f"Réponse\u00a0: {names}. {self.explanation}"),
            SlideForm(
                title,
                (self._asked(revealed=True, only_right=True), *remarks),
                answer=True,
                notes=self.explanation,
            ),
        )

    def easy(self) -> Sequence[EasyLine]:
        easy = self.easy_texts
        if easy is None:
            return ()
        choices = easy.choices or tuple(choice.text for choice in self.choices)
        return (
            EasyLine(easy.question or self.question, "question"),
            *(EasyLine(text, "choice") for text in choices),
        )

    def tally(self, values: Sequence[Any], hands: Sequence[int] = ()) -> Tally:
        return choices(self, values, hands)

    def takeaway(self, value: Any) -> Asked | None:
        return asked(self, value)

    def references(self) -> Sequence[str]:
        return self.sources
