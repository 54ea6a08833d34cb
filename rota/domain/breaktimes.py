"""Where a break does least harm: the start inside the window at which callers, desks and colleagues miss it least.

Nothing is solved here. A new cell has its break placed with everything else in the rota as it stands.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.breaks import breaks, due
from rota.domain.cell import UNSERVED_PARTS, Cell, Part
from rota.domain.centre import Pattern
from rota.domain.clock import hhmm
from rota.domain.cover import Cover
from rota.domain.facts import CellsByAgent, Facts
from rota.domain.hours import Span, serving
from rota.domain.interval import INTERVAL
from rota.domain.load import price
from rota.domain.rota import Rota
from rota.domain.timeline import timeline, with_break

CellKey = tuple[str, date]
_ROUNDS = 3
"""How often breaks that are placed together are looked at again, each with the others where they are by then."""


def lacks_break(cell: Cell, pattern: Pattern) -> bool:
    """Whether a break is to be placed in ``cell``, a shift of ``pattern``, and none is there yet."""
    return due(cell, pattern) and not breaks(cell)


@dataclass(frozen=True)
class OutsideWindow:
    """A break that was given a time outside the window of its pattern."""

    pause: Part
    pattern: str
    window: Span

    def __str__(self) -> str:
        first, last = (
            f"{hhmm(start)}-{hhmm(end)}" for start, end in ((self.pause.start, self.pause.end), self.window)
        )
        return f"the break {first} lies outside the break-window of {self.pattern}, {last}"


def outside_window(cell: Cell, facts: Facts) -> OutsideWindow | None:
    """The first break of ``cell`` that its pattern's window does not hold; None where there is none, or no window."""
    pattern = facts.patterns[cell.pattern] if cell.is_shift else None
    if pattern is None or pattern.break_window is None or not due(cell, pattern):
        return None
    first, last = pattern.break_window.from_, pattern.break_window.until
    found = (pause for pause in breaks(cell) if not first <= pause.start < pause.end <= last)
    return next((OutsideWindow(pause, pattern.id, (first, last)) for pause in found), None)


def placed(rota: Rota, cells: Mapping[CellKey, Cell]) -> dict[CellKey, Cell]:
    """``cells`` as they would be in ``rota``, each with the break that it lacks where that does least harm.

    Breaks that stand, in ``cells`` and in the rota, stay; so do cells of days that are not the rota's. Those placed
    on one day take turns, in the rota's order of agents, so that the same always gives the same.
    """
    facts, order = rota.facts, {agent: at for at, agent in enumerate(rota.agents)}
    wanting = [
        key
        for key, cell in cells.items()
        if cell.is_shift and key[1] in facts.period and lacks_break(cell, facts.patterns[cell.pattern])
    ]
    wanting.sort(key=lambda key: (key[1], order.get(key[0], len(order)), key[0]))
    made = dict(cells)
    for day in dict.fromkeys(day for _, day in wanting):
        agents = [agent for agent, on in wanting if on == day]
        made |= _of_day(rota, day, agents, {agent: cell for (agent, on), cell in cells.items() if on == day})
    return made


def _of_day(rota: Rota, day: date, agents: Collection[str], cells: Mapping[str, Cell]) -> dict[CellKey, Cell]:
    """The cells of ``agents`` on ``day`` with their breaks, in a rota that has ``cells`` on it."""
    now = dict(cells)
    for _ in range(_ROUNDS):
        before = dict(now)
        for agent in agents:
            # Its own break is taken back first, so that it is no reason to stay where it is.
            now[agent] = cells[agent]
            now[agent] = _best(_with(rota, day, now), day, agent, cells[agent])
        if now == before:
            break
    return {(agent, day): now[agent] for agent in agents}


def _with(rota: Rota, day: date, cells: Mapping[str, Cell]) -> Rota:
    """The one day of ``rota`` that counts, with ``cells`` on it."""
    whole = {agent: days[day] for agent, days in rota.cells.items() if day in days}
    only: CellsByAgent = {agent: {day: cell} for agent, cell in {**whole, **cells}.items()}
    return replace(rota, cells=only)


def _best(rota: Rota, day: date, agent: str, cell: Cell) -> Cell:
    """``cell``, which stands in ``rota`` without a break, with it at the best of the starts in its window."""
    pattern, cover = rota.facts.patterns[cell.pattern], Cover(rota)
    others = [cells[day] for other, cells in rota.cells.items() if other != agent]

    def harm(start: int) -> tuple[int, ...]:
        span = start, start + pattern.break_length
        halves = [each for at in range(*span, INTERVAL) if (each := _half(cover, day, cell, at)) is not None]
        lost = tuple(sum(column) for column in zip((0, 0, 0, 0), *halves, strict=True))
        return (_busy(cell, span, rota.facts), *lost, _together(others, span, cell), *_aside(pattern, span))

    start = min(pattern.break_starts, key=harm)
    return with_break(cell, (start, start + pattern.break_length), rota.facts)


def _half(cover: Cover, day: date, cell: Cell, at: int) -> tuple[int, int, int, int] | None:
    """What is lost if whoever has ``cell`` is not there in one half hour; None where nobody is served then.

    In the order of its weight: a post that nobody holds, work set aside that is not done, hundredths of a call outside
    target, and a head less than are required.
    """
    facts, service = cover.facts, serving(cell, at, cover.facts)
    if service is None:
        return None
    heads = cover.heads(service, day, at)
    load = facts.loads(service, day).get(at)
    return (
        int(heads <= facts.posts(service, day).get(at, 0)),
        int(service != cell.service and any(one.service == service for one in facts.demand.deferrable)),
        price(load, heads - 1) - price(load, heads) if load is not None else 0,
        int(heads <= facts.needs(service, day).get(at, 0)),
    )


def _busy(cell: Cell, span: Span, facts: Facts) -> int:
    """Minutes of meetings and training that a break would cut into."""
    return sum(_shared(meeting, span) for meeting in _unserved(cell, facts))


def _unserved(cell: Cell, facts: Facts) -> Iterator[Span]:
    yield from ((piece.start, piece.end) for piece in timeline(cell, facts) if piece.what in UNSERVED_PARTS)


def _together(others: Collection[Cell], span: Span, cell: Cell) -> int:
    """Minutes that colleagues of the same service would be at their break at the same time."""
    return sum(
        _shared((pause.start, pause.end), span)
        for other in others
        if other.parts and other.service == cell.service
        for pause in breaks(other)
    )


def _aside(pattern: Pattern, span: Span) -> tuple[int, int]:
    """How far the break is from the middle of its window, and the start, so that no two are alike."""
    window = pattern.break_window
    middle = window.from_ + window.until if window is not None else 0
    return abs(sum(span) - middle), span[0]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
