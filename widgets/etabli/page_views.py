"""An atelier as its page shows it: steps made of rows, activities with their margin, the easy version line by line.

Only what participants see on a screen goes through here, so nothing of the facilitator's can reach a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from markupsafe import Markup, escape

from . import media
from .activities import Activity, Diagnostic, Quiz
from .atelier import Atelier, Step
from .blocks import (
    Block,
    Break,
    Callout,
    Figure,
    Heading,
    Image,
    Inline,
    List,
    Paragraph,
    Quote,
    plain,
)
from .html import HtmlWriter, Picture
from .markdown import blocks as parse
from .page_programs import program_blocks
from .pictograms import find
from .static import markdown as static_markdown


@dataclass(frozen=True)
class Note:
    """A callout in the margin. ``lead`` = the title opens the sentence instead of standing above it."""

    tone: Literal["note", "careful", "urgent"]
    title: str
    html: Markup
    lead: bool = False


@dataclass(frozen=True)
class TextRow:
    """A sheet of running text and what stands in its margin."""

    html: Markup
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class ActivityRow:
    """An activity: what its module reads (``spec``, ``context``), its margin, and its readable form."""

    kind: str
    id: str
    spec: dict[str, Any]
    context: dict[str, Any]
    notes: tuple[Note, ...]
    static: Markup


@dataclass(frozen=True)
class EasyIdea:
    """One line of the easy version: its pictogram's SVG (or nothing) and its sentences."""

    html: Markup
    drawing: Markup | None = None


@dataclass(frozen=True)
class EasyView:
    """The easy version of a step: parts with an optional title, hard words."""

    title: Markup
    parts: tuple[tuple[Markup | None, tuple[EasyIdea, ...]], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class StepView:
    """A step on the page. ``bare``: it has no text, so that its title is only heard.

    ``plan``: the diagnostic whose actions open this step (its id), or nothing.
    """

    number: int
    title: Markup
    plain: str
    rows: tuple[TextRow | ActivityRow, ...] = ()
    easy: EasyView | None = None
    bare: bool = field(default=False)
    plan: str = ""


def pictures(atelier: Atelier) -> Picture:
    """Show an atelier's pictures as ``data:`` URIs."""

    def resolve(image: Image) -> str | None:
        found = media.load(atelier.folder, image.src) if image.src else None
        return found.uri if found else None

    return resolve


def steps(atelier: Atelier, picture: Picture | None = None, *, live: bool = False) -> tuple[StepView, ...]:
    """Give the atelier's numbered steps; what stands before the first one opens it. ``live``: widgets have a kernel."""
    writer = HtmlWriter(picture or pictures(atelier))
    work = atelier.work_steps or (Step(atelier.title, 1),)
    first = replace(work[0], cells=(*atelier.intro, *work[0].cells))
    return _recalling(
        [_step(step, writer, live, _sheet(atelier)) for step in (first, *work[1:])],
    )


def _sheet(atelier: Atelier) -> dict[str, str]:
    """Say what a plan printed alone must tell of where it comes from."""
    licence = atelier.front.licence
    return {"title": atelier.title, "licence": f"Licence\u00a0{unbroken(licence)}" if licence else ""}


def unbroken(licence: str) -> str:
    """Write a licence as it is read, on one line: « CC-BY-SA-4.0 » → « CC BY-SA 4.0 »."""
    read = re.sub(r"^CC-(BY(?:-[A-Z]{2})*)-(\d\.\d)$", r"CC \1 \2", licence)
    return read.replace(" ", "\u00a0").replace("-", "\u2011")


def _recalling(views: Sequence[StepView]) -> tuple[StepView, ...]:
    """Open with a diagnostic's actions the steps after it that have nothing else to do, and the last one."""
    found: list[StepView] = []
    plan = ""
    for view in views:
        played = [row for row in view.rows if isinstance(row, ActivityRow)]
        found.append(replace(view, plan=plan) if not played or view is views[-1] else view)
        plan = next((row.id for row in reversed(played) if row.kind == "diagnostic"), plan)
    return tuple(found)


def _step(step: Step, writer: HtmlWriter, live: bool, sheet: dict[str, str]) -> StepView:
    number = step.number or 1
    rows = tuple(_rows(step, number, writer, live, sheet))
    bare = not rows or isinstance(rows[0], ActivityRow)
    return StepView(number, Markup(escape(step.title)), step.title, rows, _easy(step, writer), bare)


def _rows(
    step: Step, number: int, writer: HtmlWriter, live: bool, sheet: dict[str, str]
) -> Iterator[TextRow | ActivityRow]:
    shown = [cell for cell in step.cells if cell.shows("ecran")]
    activities = [cell.activity for cell in shown if cell.activity]
    pending: list[Block] = []
    said = False  # some text already says which step this is
    for cell in shown:
        if cell.activity is None:
            pending += cell.blocks if cell.program is None else program_blocks(cell.program, live)
            continue
        text, notes = _split(pending)
        pending = []
        if text is not None:
            said = True
            yield _text(text, writer)
        rank = activities.index(cell.activity)
        context = {"level": 3, **_context(cell.activity, activities, rank, number, bare=not said)}
        if isinstance(cell.activity, Diagnostic):
            context["sheet"] = sheet
        yield ActivityRow(
            cell.activity.kind,
            cell.activity.id,
            cell.activity.spec(writer.text),
            context,
            tuple(_note(note, writer) for note in notes),
            Markup(writer.blocks(parse(static_markdown(cell.activity.static(), 4)))),
        )
    if pending:
        yield _text(pending, writer)


def _context(
    activity: Activity, all_of_step: Sequence[Activity], rank: int, number: int, *, bare: bool
) -> dict[str, Any]:
    """Say where the activity stands in its step, and what comes after it."""
    quizzes = [other for other in all_of_step if isinstance(other, Quiz)]
    found: dict[str, Any] = {}
    if isinstance(activity, Quiz) and len(quizzes) > 1:
        found["kicker"] = f"Étape\u00a0{number}, question {quizzes.index(activity) + 1} sur {len(quizzes)}"
    elif bare:
        found["kicker"] = f"Étape\u00a0{number}"
    elif isinstance(activity, Quiz):
        found["kicker"] = "Question"
    if rank + 1 < len(all_of_step):
        following = all_of_step[rank + 1]
        label = f"Question\u00a0{quizzes.index(following) + 1}" if isinstance(following, Quiz) else "La suite"
        found["next"] = {"href": f"#activite-{following.id}", "label": label}
    return found


def _split(blocks: list[Block]) -> tuple[list[Block] | None, list[Callout]]:
    """Part the callouts that stand just before an activity from the text before them."""
    text = list(blocks)
    notes: list[Callout] = []
    while text and isinstance(last := text[-1], Callout):
        notes.insert(0, last)
        text.pop()
    return (text or None), notes


def _text(blocks: Iterable[Block], writer: HtmlWriter) -> TextRow:
    body: list[Block] = []
    notes: list[Note] = []
    for block in blocks:
        if isinstance(block, Callout):
            notes.append(_note(block, writer))
        else:
            body.append(block)
    return TextRow(Markup(writer.blocks(body)), tuple(notes))


def _note(callout: Callout, writer: HtmlWriter) -> Note:
    """Lay a callout out: a notice opens with its title as a sentence, a note has it above."""
    title = Markup(escape(callout.title))
    first = callout.blocks[0] if callout.blocks else None
    if callout.tone == "note" or not isinstance(first, Paragraph):
        return Note(callout.tone, str(title), Markup(writer.blocks(callout.blocks)))
    end = "" if callout.title.endswith(("!", "?", "…")) else "."
    opening = Markup(f"<p><b>{title}{end}</b> {writer.inlines(first.children)}</p>")
    return Note(callout.tone, callout.title, opening + Markup(writer.blocks(callout.blocks[1:])), lead=True)


# --- easy version --------------------------------------------------------------------------------------------------


def _easy(step: Step, writer: HtmlWriter) -> EasyView | None:
    blocks = step.easy_blocks()
    if not blocks:
        return None
    title: Markup | None = None
    parts: list[tuple[Markup | None, list[EasyIdea]]] = [(None, [])]
    notes: list[Note] = []
    for block in blocks:
        match block:
            case Callout():
                notes.append(_note(block, writer))
            case Heading(_, children) if title is None and not parts[0][1]:
                title = Markup(writer.inlines(children))
            case Heading(_, children):
                parts.append((Markup(writer.inlines(children)), []))
            case _:
                parts[-1][1].extend(_ideas(block, writer))
    kept = tuple((name, tuple(ideas)) for name, ideas in parts if ideas)
    return EasyView(title or Markup(escape(step.title)), kept, tuple(notes)) if kept or notes else None


def _ideas(block: Block, writer: HtmlWriter) -> Iterator[EasyIdea]:
    match block:
        case Paragraph(children):
            yield _idea(children, writer)
        case List(items):
            for item in items:
                for inner in item.blocks:
                    yield from _ideas(inner, writer)
        case Quote(inner_blocks):
            for inner in inner_blocks:
                yield from _ideas(inner, writer)
        case Figure(image) if image.alt:
            picture = writer.picture(image)
            drawing = Markup('<img src="{}" alt="">').format(picture) if picture else None
            yield EasyIdea(Markup(escape(image.alt)), drawing)
        case _:
            html = writer.block(block)
            if html.strip():
                yield EasyIdea(Markup(html))


def _idea(children: tuple[Inline, ...], writer: HtmlWriter) -> EasyIdea:
    picto = find(" ".join(plain(line) for line in _lines(children)))
    return EasyIdea(Markup(writer.inlines(children)), Markup(picto.svg()) if picto else None)


def _lines(children: tuple[Inline, ...]) -> Iterator[list[Inline]]:
    line: list[Inline] = []
    for inline in children:
        if isinstance(inline, Break):
            yield line
            line = []
        else:
            line.append(inline)
    yield line
