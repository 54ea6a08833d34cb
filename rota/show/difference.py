"""What differs between two rotas of one month, in words of people and consequences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rota.domain.clock import day_words
from rota.domain.interval import INTERVAL
from rota.domain.levels import LevelMove
from rota.domain.period import ONE_DAY
from rota.show.levels import change_lines
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, in_unit, length, times

_NOTHING = "no cell"
_MOST = 2
"""So many breaks of an agent are told one by one."""


@dataclass(frozen=True)
class CellDifference:
    """One agent's day in the two rotas; None where a rota has no such cell."""

    agent: str
    day: date
    before: str | None
    after: str | None


@dataclass(frozen=True)
class BreakDifference:
    """Breaks, and parts that fill troughs, of an agent's day whose duty is the same; as text, empty where there is none."""

    agent: str
    day: date
    before: str
    after: str


@dataclass(frozen=True)
class CoverDifference:
    """One service from ``start`` until ``end`` (minutes): heads missing before and after."""

    service: str
    day: date
    start: int
    end: int
    before: int
    after: int


@dataclass(frozen=True)
class Figures:
    """What an agent's month adds up to: minutes of hours, leave and lieu, Saturdays and lates worked."""

    hours: int = 0
    saturdays: int = 0
    lates: int = 0
    lieu: int = 0
    leave: int = 0


@dataclass(frozen=True)
class RuleDifference:
    """One rule's amount in both rotas; ``scale`` of them make one ``unit``."""

    code: str
    name: str
    level: str
    unit: str
    before: int
    after: int
    scale: int = 1


@dataclass(frozen=True)
class Difference:
    """All that differs between the rota called ``first`` and the one called ``second``.

    ``cells`` are duties without their breaks and troughs; ``breaks`` are of days on which nothing else differs. ``granted`` and
    ``refused`` are wishes newly so: the agent and the wish. ``levels`` are how calls fare: in the month, then by day.
    """

    first: str
    second: str
    cells: tuple[CellDifference, ...]
    cover: tuple[CoverDifference, ...]
    granted: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, Figures, Figures], ...]
    rules: tuple[RuleDifference, ...]
    breaks: tuple[BreakDifference, ...] = ()
    levels: tuple[LevelMove, ...] = ()


def difference_text(found: Difference, names: Mapping[str, str], *, color: bool = False) -> str:
    """The difference, section by section, in a stable order; sections without anything are left out."""
    title: list[Line] = [
        [(f"{word:4}  ", ""), (safe(name), "bold")]
        for word, name in (("From", found.first), ("To", found.second))
    ]
    sections: dict[str, list[Line]] = {
        f"Cells ({len(found.cells)})": [_plain(text) for text in _cells(found.cells, names)],
        f"{_title(found.breaks)} ({len(found.breaks)})": [
            _plain(text) for text in _breaks(found.breaks, names)
        ],
        "Cover": [_plain(text) for text in map(_cover, found.cover)],
        "Service level": [_plain(text) for text in change_lines(found.levels)],
        "Wishes": [
            *_wishes("newly granted", found.granted, names),
            *_wishes("newly refused", found.refused, names),
        ],
        "Hours": [_plain(text) for one in found.figures for text in _figures(*one, names)],
        "Rules": list(_rules(found.rules)),
    }
    lines = list(title)
    for name, section in sections.items():
        if section:
            lines += [[], [(name, "bold")], *section]
    if len(lines) == len(title):
        lines += [[], _plain("Nothing differs: every cell is the same.")]
    return paint(lines, color=color)


def _plain(text: str) -> Line:
    return [(f"  {safe(text)}", "")]


def _cells(cells: Iterable[CellDifference], names: Mapping[str, str]) -> Iterator[str]:
    """Days of one agent that follow one another and change alike, as one line."""
    for run in _runs(cells):
        first, last = run[0], run[-1]
        when = day_words(first.day) if len(run) == 1 else f"{day_words(first.day)} to {day_words(last.day)}"
        yield f"{agent_words(first.agent, names)} {when}: {first.before or _NOTHING} -> {first.after or _NOTHING}"


def _title(breaks: Iterable[BreakDifference]) -> str:
    work = any(letter.isalpha() for one in breaks for letter in one.before + one.after)
    return "Breaks and troughs alone" if work else "Breaks alone"


def _breaks(breaks: Iterable[BreakDifference], names: Mapping[str, str]) -> Iterator[str]:
    """A line for each agent: the first days, and how many more there are."""
    for agent, found in groupby(breaks, key=lambda one: one.agent):
        said = [f"{day_words(one.day)} {one.before or 'none'} -> {one.after or 'none'}" for one in found]
        more = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
        yield f"{agent_words(agent, names)}: {', '.join([*said[:_MOST], *more])}"


def _runs(cells: Iterable[CellDifference]) -> Iterator[list[CellDifference]]:
    for _, alike in groupby(cells, key=lambda cell: (cell.agent, cell.before, cell.after)):
        run: list[CellDifference] = []
        for cell in alike:
            if run and cell.day != run[-1].day + ONE_DAY:
                yield run
                run = []
            run.append(cell)
        yield run


def _cover(cover: CoverDifference) -> str:
    one = cover.end - cover.start <= INTERVAL
    when = f"at {times(cover.start, cover.end)[:5]}" if one else times(cover.start, cover.end)
    return (
        f"{cover.service} {when} on {day_words(cover.day)}: {_short(cover.before)} -> {_short(cover.after)}"
    )


def _short(missing: int) -> str:
    return f"{missing} short" if missing else "covered"


def _wishes(what: str, wishes: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[Line]:
    return [_plain(f"{agent_words(agent, names)}: {what}: {wish}") for agent, wish in wishes]


def _figures(agent: str, before: Figures, after: Figures, names: Mapping[str, str]) -> Iterator[str]:
    """The sums of one agent that differ, if any do."""
    pairs = [
        ("hours", length(before.hours), length(after.hours)),
        ("Saturdays", str(before.saturdays), str(after.saturdays)),
        ("lates", str(before.lates), str(after.lates)),
        ("lieu", length(before.lieu), length(after.lieu)),
        ("leave", length(before.leave), length(after.leave)),
    ]
    said = [f"{what} {old} -> {new}" for what, old, new in pairs if old != new]
    if said:
        yield f"{agent_words(agent, names)}: {', '.join(said)}"


def _rules(rules: Sequence[RuleDifference]) -> Iterator[Line]:
    columns = [Column("Rule"), Column(""), Column("level"), Column("before", right=True)]
    columns += [Column("after", right=True), Column("unit")]
    rows = [
        (r.code, r.name, r.level, in_unit(r.before, r.scale), in_unit(r.after, r.scale), r.unit)
        for r in rules
    ]
    yield from ([("  ", ""), *line] for line in table(columns, rows))
