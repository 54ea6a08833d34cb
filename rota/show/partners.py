"""Who could swap or take a shift, best first, and why the others cannot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.policy import Ruling
from rota.show.decisionparts import WishLine
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, length

Cells = Sequence[tuple[date, str]]
"""Days with what would be worked."""

Worse = tuple[str, str, Ruling]
"""A rule that gets worse, by how much in its unit, and what becomes of that."""


@dataclass(frozen=True)
class PartnerLine:
    """One way: who else, what the asker and what the others would have, the rules that get worse, and the wishes."""

    people: tuple[str, ...]
    own: Cells
    theirs: tuple[Cells, ...]
    worse: tuple[Worse, ...]
    wishes: tuple[WishLine, ...]


@dataclass(frozen=True)
class OutLine:
    """Somebody ruled out, by which rule if by one, and why."""

    agent: str
    rule: str
    words: str


def partners_text(
    title: str,
    lines: Sequence[PartnerLine],
    *,
    asker: str,
    names: Mapping[str, str],
    color: bool = False,
) -> str:
    """A table of ways to swap, the least harm first."""
    heads = (title, f"{asker} would have", "they would have", "rules that get worse", "wishes")
    rows = [
        [
            " -> ".join(agent_words(agent, names) for agent in line.people),
            _cells(line.own),
            " | ".join(_cells(cells) for cells in line.theirs),
            _worse(line.worse),
            _wishes(line.wishes),
        ]
        for line in lines
    ]
    return paint(table([Column(head) for head in heads], rows), color=color)


def out_text(
    found: Iterable[OutLine], *, whole: bool = False, width: int | None = None, color: bool = False
) -> str:
    """Who is ruled out and why, those of one reason together; ``whole`` gives each their own line."""
    groups: dict[str, list[OutLine]] = {}
    for line in found:
        same = line.rule or line.words.replace(line.agent, "")
        groups.setdefault(f"{same} {line.agent}" if whole else same, []).append(line)
    lines: list[Line] = [[("Ruled out", "bold")]] if groups else []
    for group in groups.values():
        lines += _group(group, width)
    return paint(lines, color=color)


def _group(group: Sequence[OutLine], width: int | None) -> Iterator[Line]:
    first = group[0]
    text = f"{first.rule}: {first.words}" if first.rule else first.words
    who = f"{first.agent}: " if first.agent not in first.words else ""
    others = f"; so too {', '.join(line.agent for line in group[1:])}" if len(group) > 1 else ""
    yield from wrapped(f"{who}{safe(text)}{others}", width, indent="  ", hang="    ")


def _cells(cells: Cells) -> str:
    if len(cells) == 1:
        return cells[0][1]
    return ", ".join(f"{day_words(day)} {text}" for day, text in cells)


def _worse(worse: Sequence[Worse]) -> str:
    said = [f"{name} +{by}{' (referred)' if ruling is Ruling.REFER else ''}" for name, by, ruling in worse]
    return ", ".join(said) or "none"


def _wishes(wishes: Sequence[WishLine]) -> str:
    said = [f"{'grants' if wish.granted else 'refuses'} {wish.agent} {wish.wish}" for wish in wishes]
    return "; ".join(said)


@dataclass(frozen=True)
class AskLine:
    """Somebody who could be asked for cover: minutes owed, extra shifts, a wish against it, and whose desk it is."""

    agent: str
    owed: int
    extra: int
    wish: str
    home: bool
    site: bool
    worse: tuple[Worse, ...]


def asked_text(lines: Sequence[AskLine], *, names: Mapping[str, str], color: bool = False) -> str:
    """A table of whom to ask for cover, in order."""
    heads = (
        "Could be asked, in order",
        "hours owed",
        "extra shifts",
        "wish against it",
        "desk",
        "rules that get worse",
    )
    rows = [
        [
            agent_words(line.agent, names),
            length(line.owed),
            str(line.extra),
            line.wish or "none",
            ("home service" if line.home else "other service") + ("" if line.site else ", other site"),
            _worse(line.worse),
        ]
        for line in lines
    ]
    return paint(table([Column(head) for head in heads], rows), color=color)
