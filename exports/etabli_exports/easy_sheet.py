"""The easy-to-read sheet's content: one subject at a time, one idea at a time, a picture for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etabli import pictograms
from etabli.activities import Activity
from etabli.activities.forms import EasyLine
from etabli.atelier import Atelier, Step
from etabli.blocks import (
    Block,
    Break,
    Callout,
    CodeBlock,
    Figure,
    Heading,
    Html,
    Inline,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    plain,
)
from etabli.markdown import inlines

from .document import EasySheet, EasyTopic, HardWord, Idea, Options
from .head import head
from .long_texts import pieces

#: Lines and characters of an idea, at most; more goes on as another one.
_MOST_LINES, _LONGEST = 8, 320
Lines = tuple[tuple[Inline, ...], ...]


def easy_sheet(atelier: Atelier, options: Options) -> EasySheet:
    """Gather the ``falc`` cells, step by step, then the activities' easy texts; ``missing`` names the steps without any."""
    topics: list[EasyTopic] = []
    missing: list[str] = []
    for step in atelier.steps:
        if not step.easy_blocks() and step.number is not None:
            missing.append(step.title)
        topics += _step_topics(step)
    topics += [topic for activity in atelier.activities() for topic in _activity_topics(activity)]
    return EasySheet(head(atelier), tuple(topics), tuple(missing))


def _step_topics(step: Step) -> list[EasyTopic]:
    topics: list[EasyTopic] = []
    title: tuple[Inline, ...] = (Text(step.title),)
    ideas: list[Idea | HardWord] = []
    for block in step.easy_blocks():
        if isinstance(block, Heading):
            if ideas:
                topics.append(EasyTopic(title, tuple(ideas)))
            title, ideas = block.children, []
        else:
            ideas += _ideas(block)
    if ideas:
        topics.append(EasyTopic(title, tuple(ideas)))
    return topics


def _ideas(block: Block) -> Iterable[Idea | HardWord]:
    match block:
        case Paragraph(children):
            yield from map(_idea, _held(lines(children)))
        case List(items):
            for item in items:
                yield from map(_idea, _held(_lines_of(item.blocks)))
        case Callout(_, title, inner):
            yield from (HardWord(title, held) for held in _held(_lines_of(inner)))
        case Quote(inner):
            yield from (HardWord("", held) for held in _held(_lines_of(inner)))
        case Table(_, rows):
            for row in rows:
                yield from map(_idea, _held(tuple(cell for cell in row if plain(cell))))
        case CodeBlock(text) | MathBlock(text) | Html(_, text) if text.strip():
            yield from map(_idea, _held(tuple((Text(line),) for line in text.split("\n") if line.strip())))
        case Figure(image):
            yield _idea(((image,),))
        case _:
            pass


def _held(content: Lines) -> list[Lines]:
    """Cut what a page cannot hold with others: an idea is one breath, not a text."""
    parts: list[Lines] = [()]
    for line in content:
        for piece in pieces(line, _LONGEST):
            if parts[-1] and (
                len(parts[-1]) >= _MOST_LINES
                or sum(len(plain(held)) for held in (*parts[-1], piece)) > _LONGEST
            ):
                parts.append(())
            parts[-1] = (*parts[-1], piece)
    return [part for part in parts if part]


def _lines_of(inner: Iterable[Block]) -> Lines:
    """Give the lines of some blocks, whatever they are."""
    found: list[tuple[Inline, ...]] = []
    for block in inner:
        match block:
            case Paragraph(children) | Heading(_, children):
                found += lines(children)
            case _:
                found += [line for idea in _ideas(block) for line in idea.lines]
    return tuple(found)


def lines(children: Sequence[Inline]) -> Lines:
    """Cut a sentence where its author breaks it."""
    found: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, Break):
            found.append([])
        else:
            found[-1].append(child)
    return tuple(tuple(line) for line in found if line)


def _idea(content: Lines) -> Idea:
    return Idea(content, pictograms.find(" ".join(plain(line) for line in content)))


def _activity_topics(activity: Activity) -> list[EasyTopic]:
    """One question is a subject of its own; several are the ideas of one subject, each with what to do."""
    easy = list(activity.easy())
    if not easy:
        return []
    questions = [line for line in easy if line.role == "question"]
    if len(questions) == 1:
        ideas = [_line_idea(line) for line in easy if line.role != "question"]
        return [EasyTopic(inlines(questions[0].text), tuple(ideas))]
    groups: list[list[EasyLine]] = []
    for line in easy:
        if line.role == "question" or not groups:
            groups.append([])
        groups[-1].append(line)
    return [EasyTopic(inlines(activity.title), tuple(_group_idea(group) for group in groups))]


def _line_idea(line: EasyLine) -> Idea:
    content = lines(inlines(line.text))
    return Idea(content, box=True) if line.role == "choice" else _idea(content)


def _group_idea(group: Sequence[EasyLine]) -> Idea:
    """A question in bold, then its advice; the picture is the advice's, else the question's."""
    content: list[tuple[Inline, ...]] = []
    advice = " ".join(line.text for line in group if line.role != "question")
    for line in group:
        for part in lines(inlines(line.text)):
            content.append((Span("strong", part),) if line.role == "question" else part)
    picto = pictograms.find(advice) or pictograms.find(group[0].text)
    return Idea(tuple(content), picto)
