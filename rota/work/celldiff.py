"""Cells of two rotas held against each other: duties that are others, and breaks and troughs that alone are."""

from collections.abc import Iterator
from datetime import date

from rota.domain.cell import BREAK, Cell, Part
from rota.domain.demand import Demand
from rota.domain.duties import done_beside, duty
from rota.domain.rota import Rota
from rota.show.difference import BreakDifference, CellDifference
from rota.show.words import times


def agents_of(before: Rota, after: Rota) -> tuple[str, ...]:
    """Everybody of either rota, in the order in which agents are shown."""
    extra = sorted({*before.cells, *after.cells} - set(before.agents))
    return (*before.agents, *extra)


def cells_between(before: Rota, after: Rota) -> Iterator[CellDifference]:
    """The duties that are others, without their breaks and what fills their troughs."""
    for agent, day, old, new in _pairs(before, after):
        was, is_ = _duty(before, old), _duty(after, new)
        if was != is_:
            yield CellDifference(agent, day, *(None if cell is None else str(cell) for cell in (was, is_)))


def breaks_between(before: Rota, after: Rota) -> Iterator[BreakDifference]:
    """The breaks, and what fills troughs, at another time in a duty that is the same."""
    for agent, day, old, new in _pairs(before, after):
        if old is not None and new is not None and _duty(before, old) == _duty(after, new):
            was, is_ = _aside(old, before.facts.demand), _aside(new, after.facts.demand)
            texts = [", ".join(_text(part) for part in sorted(parts)) for parts in (was - is_, is_ - was)]
            yield BreakDifference(agent, day, *texts)


def _pairs(before: Rota, after: Rota) -> Iterator[tuple[str, date, Cell | None, Cell | None]]:
    """The cells that are others, whatever it is in them."""
    for agent in agents_of(before, after):
        for day in before.days:
            old, new = (rota.cells.get(agent, {}).get(day) for rota in (before, after))
            if old != new:
                yield agent, day, old, new


def _duty(rota: Rota, cell: Cell | None) -> Cell | None:
    return None if cell is None else duty(cell, rota.facts.demand)


def _aside(cell: Cell, demand: Demand) -> set[Part]:
    """The parts of ``cell`` that are not its duty: breaks, and what fills troughs."""
    beside = {BREAK, *done_beside(cell.service, demand)}
    return {part for part in cell.parts if part.what in beside}


def _text(part: Part) -> str:
    """Of a break only its times are said."""
    return times(part.start, part.end) if part.what == BREAK else str(part)
