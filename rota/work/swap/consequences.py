"""What a change means beside rules and hours: Saturdays still to be done, wishes, heads in each half hour."""

from collections.abc import Iterator, Sequence

from rota.domain.cover import Cover, Interval
from rota.domain.interval import INTERVAL
from rota.domain.matter import CellChange
from rota.domain.rota import Rota
from rota.domain.saturday_debts import WHOLE, debts
from rota.domain.saturdays import SATURDAY
from rota.show.decisionparts import CoverLine, Pair, WishLine
from rota.work.effects import AgentEffect


def saturdays_due(agent: AgentEffect, rotas: Sequence[tuple[Rota, Rota]]) -> Pair | None:
    """Thousandths of a Saturday that the agent has to do at the end of the last month concerned."""
    before, after = rotas[-1]
    if agent.agent not in before.cells:
        return None
    due = debts(before.facts).get(agent.agent, 0)
    earlier = sum(
        change.new.is_shift - change.old.is_shift
        for change in agent.cells
        if change.day.weekday() == SATURDAY and change.day not in before.facts.period
    )
    worked_turns = [
        sum(cell.is_shift for day, cell in rota.in_period(agent.agent) if day.weekday() == SATURDAY)
        for rota in (before, after)
    ]
    return due - WHOLE * worked_turns[0], due - WHOLE * (worked_turns[1] + earlier)


def wishes_moved(cells: Sequence[CellChange], rota: Rota) -> Iterator[WishLine]:
    """Wishes of those concerned that ``cells`` would grant or refuse, otherwise than ``rota`` does."""
    after = {(change.agent, change.day): change.new for change in cells}
    for agent in dict.fromkeys(change.agent for change in cells):
        for wish in rota.facts.wishes.get(agent, ()):
            known = [(day, rota.cell(agent, day)) for day in wish.days(rota.start, rota.end)]
            before = any(cell is not None and wish.refused_by(cell) for _, cell in known)
            then = [after.get((agent, day), cell) for day, cell in known]
            if before != any(cell is not None and wish.refused_by(cell) for cell in then):
                yield WishLine(agent, str(wish), before, wish.strong)


def cover_moved(cells: Sequence[CellChange], before: Rota, after: Rota) -> Iterator[CoverLine]:
    """Stretches of half hours in which a service has other heads than before."""
    heads = Cover(before), Cover(after)
    for day in sorted({change.day for change in cells if change.day in before.facts.period}):
        for service in before.facts.services:
            pairs = zip(*(cover.intervals(service, day) for cover in heads), strict=True)
            yield from _merged([(old, new) for old, new in pairs if old.heads != new.heads])


def _merged(pairs: Sequence[tuple[Interval, Interval]]) -> Iterator[CoverLine]:
    line: CoverLine | None = None
    for old, new in pairs:
        end = old.start + INTERVAL
        if (
            line
            and line.end == old.start
            and (line.need, line.before, line.after)
            == (
                old.need,
                old.heads,
                new.heads,
            )
        ):
            line = CoverLine(line.service, line.day, line.start, end, line.need, line.before, line.after)
            continue
        if line:
            yield line
        line = CoverLine(old.service, old.day, old.start, end, old.need, old.heads, new.heads)
    if line:
        yield line
