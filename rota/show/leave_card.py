"""One leave as a card: how it came about, what stands against it, what granting it does, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rota.domain.clock import day_words
from rota.domain.cover import Shortfall
from rota.domain.leave import Leave
from rota.domain.levels import LevelMove
from rota.domain.matter import CellChange
from rota.show.levels import change_lines
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, in_unit, shortfall_words


@dataclass(frozen=True)
class RuleLine:
    """A rule that the leave makes worse: its amounts before and after, of which ``scale`` make one ``unit``."""

    code: str
    name: str
    level: str
    before: int
    after: int
    unit: str
    scale: int = 1


@dataclass(frozen=True)
class LeaveCard:
    """All about one leave; what granting it does is only of published cells."""

    leave: Leave
    history: tuple[str, ...]
    hours: tuple[str, ...]
    against: tuple[str, ...]
    cells: tuple[CellChange, ...]
    worse: tuple[RuleLine, ...]
    short: tuple[Shortfall, ...]
    instead: tuple[Leave, ...]
    decidable: bool
    levels: tuple[LevelMove, ...] = ()


def leave_card(
    card: LeaveCard, *, names: Mapping[str, str], width: int | None = None, color: bool = False
) -> str:
    """The card as text, blocks that are empty left out."""
    leave = card.leave
    title = f"Leave {leave.id} of {agent_words(leave.agent, names)} {leave.days}: {leave.state.value}"
    blocks: tuple[list[Line], ...] = (
        [[(title, "bold")], *_prose((*card.history, *card.hours), width)],
        _listed("Against it", card.against, width),
        list(_cells(card, names)),
        list(_rules(card)),
        _listed("Cover", tuple(shortfall_words(short) for short in card.short), width),
        _listed("Service level", change_lines(card.levels), width),
        _listed("Free instead", tuple(near.days for near in card.instead), width),
        [[(_next(leave), "")]] if card.decidable else [],
    )
    lines: list[Line] = []
    for block in blocks:
        lines += [*([[]] if lines and block else []), *block]
    return paint(lines, color=color)


def _prose(sentences: Sequence[str], width: int | None) -> Iterator[Line]:
    for sentence in sentences:
        yield from wrapped(safe(sentence), width, hang="  ")


def _listed(title: str, sentences: Sequence[str], width: int | None) -> list[Line]:
    if not sentences:
        return []
    said = (line for text in sentences for line in wrapped(safe(text), width, indent="  ", hang="    "))
    return [[(title, "bold")], *said]


def _cells(card: LeaveCard, names: Mapping[str, str]) -> Iterator[Line]:
    columns = [Column("Cells"), Column(""), Column("before"), Column("after")]
    rows = [
        [agent_words(cell.agent, names), day_words(cell.day), cell.before, cell.after] for cell in card.cells
    ]
    yield from table(columns, rows)


def _rules(card: LeaveCard) -> Iterator[Line]:
    columns = [
        *(Column("Rules broken more"), Column(""), Column("level")),
        *(Column("before", True), Column("after", True), Column("")),
    ]
    rows = [
        [
            *(line.code, line.name, line.level),
            *(in_unit(amount, line.scale) for amount in (line.before, line.after)),
            line.unit,
        ]
        for line in card.worse
    ]
    yield from table(columns, rows)


def _next(leave: Leave) -> str:
    return f"Next: rota leave approve {leave.id}, or rota leave refuse {leave.id} --reason CODE"
