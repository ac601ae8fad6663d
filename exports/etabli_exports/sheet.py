"""The handout's content: what each step leaves on paper, then what is too long for its place, then the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etabli.activities import Activity
from etabli.activities.forms import Count, Form, Subtitle
from etabli.atelier import Atelier, Cell, Step

from .document import Options, Piece, Section, Sheet
from .head import head


def sheet(atelier: Atelier, options: Options) -> Sheet:
    """Choose what the handout says. Steps with nothing for paper are left out; a break keeps only what is for paper alone."""
    intro = _content(atelier.intro)
    sections = [Section("", intro)] if intro else []
    for step in atelier.steps:
        content = _content(cell for cell in step.cells if step.number is not None or cell.places)
        if content:
            sections.append(
                Section(step.title, content, step.number, step.minutes, step.timing == "facultatif")
            )
    printed = [cell.activity for cell in atelier.cells() if cell.activity and cell.shows("papier")]
    return Sheet(
        head(atelier),
        tuple(sections),
        tuple(annex for activity in printed if (annex := _annex(activity))),
        tuple(_answers(atelier.steps)) if options.answers else (),
    )


def _content(cells: Iterable[Cell]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for cell in cells:
        if cell.shows("papier"):
            pieces += cell.blocks
            if cell.activity:
                pieces += cell.activity.paper()
            if cell.program:
                pieces.append(cell.program)
    return tuple(pieces)


def _annex(activity: Activity) -> Section | None:
    """Give the annex, closed by the place where one counts, if the activity has one."""
    forms = tuple(activity.annex())
    if not forms:
        return None
    title, forms = _titled(forms, activity.title)
    return Section(title, (*forms, *(form for form in activity.paper() if isinstance(form, Count))))


def _titled(forms: Sequence[Form], title: str) -> tuple[str, tuple[Form, ...]]:
    first = forms[0]
    return (first.text, tuple(forms[1:])) if isinstance(first, Subtitle) else (title, tuple(forms))


def _answers(steps: Sequence[Step]) -> list[Section]:
    sections = []
    for step in steps:
        forms = tuple(
            form
            for cell in step.cells
            if cell.activity and cell.shows("papier")
            for form in cell.activity.key()
        )
        if forms:
            sections.append(Section(step.title, forms, step.number))
    return sections
