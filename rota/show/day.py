"""One day by half hours: who serves what and when, and cover against need below."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rota.domain.breaks import breaks
from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words, hhmm
from rota.domain.cover import Cover, Interval
from rota.domain.hours import serving, worked
from rota.domain.interval import INTERVAL
from rota.domain.rota import Rota
from rota.show.gridcover import cover_lines, difference, half_hour_row
from rota.show.letters import Letters
from rota.show.paint import Line, Segment, listed, paint, width_of
from rota.show.safe import safe
from rota.show.sheet import Chunk, Row, Section, sheet_lines
from rota.show.strip import short_key, short_sign
from rota.show.words import agent_words, group_words, times

UNSERVED: Segment = ("-", "")
PAUSE: Segment = ("=", "yellow")
OFF_SHIFT: Segment = (".", "dim")


def day_strip(
    rota: Rota,
    day: date,
    *,
    names: Mapping[str, str],
    width: int | None = None,
    color: bool = False,
    team: str | None = None,
    site: str | None = None,
) -> str:
    """The day's strips: where heads are short, a letter for each half hour of every agent at work, then heads and need.

    Whoever is at their break, or at another service for a while, is shown and counted so.
    ``width`` splits it into parts of the day that fit; None keeps one line for each agent. ``team`` and ``site`` narrow
    who is shown, and the services to those of their sites; cover always counts everybody.
    """
    letters = Letters(rota.facts)
    cells = _cells(rota, day, team, site)
    services = _services(rota, team, site)
    at_work = {agent: cell for agent, cell in cells.items() if worked(cell, rota.facts)}
    starts = _starts(rota, day, list(at_work.values()), services)
    title: Line = [(f"{group_words(rota.facts)}, {day_words(day)} {day.year}", "bold")]
    away = list(_away(cells, names, width))
    if not starts:
        return paint([title, [], [("Closed: nobody works and nothing is open.", "")], *away], color=color)
    cover = Cover(rota)
    agents = tuple(
        _agent_row(rota, letters, names, agent, at_work[agent], starts) for agent in _by_time(rota, at_work)
    )
    tables = [
        _service_section(
            service, cover.intervals(service, day), starts, half_hour_row(cover, service, day, starts)
        )
        for service in services
    ]
    people = Section((_clock(starts, "At work"),), agents)
    sections = [_strip(cover, services, day, starts), people, *(table for table in tables if table)]
    short = list(cover_lines(cover, services, [day], width))
    lines = sheet_lines(sections, [_chunks(sections, starts)], width)
    key = _key(rota, letters, width, paused=any(breaks(cell) for cell in at_work.values()))
    return paint([title, [], *lines, *short, [], *away, *key], color=color)


def _cells(rota: Rota, day: date, team: str | None, site: str | None) -> dict[str, Cell]:
    """The day's cells of all agents, or of those who are in ``team`` and at ``site`` then."""
    found = {agent: cell for agent in rota.agents if (cell := rota.cell(agent, day)) is not None}
    if team is None and site is None:
        return found
    stand = {agent: standing for agent in found if (standing := rota.facts.standing(agent, day))}
    return {
        agent: found[agent]
        for agent, standing in stand.items()
        if team in (None, standing.team.id) and site in (None, standing.site)
    }


def _services(rota: Rota, team: str | None, site: str | None) -> tuple[str, ...]:
    """All services, or those of the sites of ``team`` and ``site``."""
    if team is None and site is None:
        return tuple(rota.facts.services)
    teams = (entry for entry in rota.facts.centre.team if team in (None, entry.id))
    sites = {entry.site for entry in teams if site in (None, entry.site)}
    return tuple(id for id, service in rota.facts.services.items() if service.site in sites)


def _starts(rota: Rota, day: date, cells: Sequence[Cell], services: Sequence[str]) -> range:
    """Half hours in which something is open or somebody works, from the full hour before."""
    spans = [span for cell in cells for span in worked(cell, rota.facts)]
    spans += [hours for service in services if (hours := rota.facts.hours(service, day))]
    if not spans:
        return range(0)
    first = min(start for start, _ in spans) // 60 * 60
    return range(first, max(end for _, end in spans), INTERVAL)


def _by_time(rota: Rota, at_work: Mapping[str, Cell]) -> list[str]:
    """Agents by when they start and end; those alike stay in the rota's order."""
    spans = {agent: worked(cell, rota.facts) for agent, cell in at_work.items()}
    return sorted(at_work, key=lambda agent: (spans[agent][0][0], spans[agent][-1][1]))


def _clock(starts: range, title: str) -> Row:
    """The hour above the first of its two columns."""
    return Row((title, "bold"), [("" if start % 60 else hhmm(start)[:2], "bold") for start in starts])


def _agent_row(
    rota: Rota, letters: Letters, names: Mapping[str, str], agent: str, cell: Cell, starts: range
) -> Row:
    strip = [_half_hour(rota, letters, cell, start) for start in starts]
    return Row((agent_words(agent, names), ""), [*strip, (_in_words(cell, rota), "dim")])


def _half_hour(rota: Rota, letters: Letters, cell: Cell, start: int) -> Segment:
    service = serving(cell, start, rota.facts)
    if service is not None:
        return letters.service(service)
    if any(pause.start <= start < pause.end for pause in breaks(cell)):
        return PAUSE
    at_work = any(first <= start < last for first, last in worked(cell, rota.facts))
    return UNSERVED if at_work else OFF_SHIFT


def _in_words(cell: Cell, rota: Rota) -> str:
    """The cell as it is written, with the times of its shift."""
    pattern = rota.facts.patterns[cell.pattern] if cell.is_shift else None
    whole, *parts = str(cell).split("; ")
    timed = f"{whole} {times(pattern.start, pattern.end)}" if pattern else whole
    return safe("; ".join([timed, *parts]))


def _strip(cover: Cover, services: Sequence[str], day: date, starts: range) -> Section:
    """A sign for each half hour of every service that is open: where heads are short at a glance."""
    found = ((service, cover.intervals(service, day)) for service in services)
    rows = []
    for service, intervals in found:
        by_start = {entry.start: entry.difference for entry in intervals}
        if by_start:
            rows.append(
                Row((f"  {safe(service)}", ""), [short_sign(by_start.get(start)) for start in starts])
            )
    return Section((_clock(starts, "Heads short"),), tuple(rows))


def _service_section(
    service: str, intervals: Sequence[Interval], starts: range, level: Row | None
) -> Section | None:
    if not intervals:
        return None
    found = {entry.start: entry for entry in intervals}
    columns = [found.get(start) for start in starts]
    heads = [(str(entry.heads) if entry else "", "") for entry in columns]
    needs = [(str(entry.need) if entry else "", "") for entry in columns]
    differences = [difference(entry.difference if entry else None) for entry in columns]
    rows = (Row(("  heads", ""), heads), Row(("  need", ""), needs), Row(("  difference", ""), differences))
    return Section((_clock(starts, safe(service)),), (*rows, level) if level else rows)


def _chunks(sections: Sequence[Section], starts: range) -> list[Chunk]:
    """Columns in hours, which stay together; then the cells in words."""
    texts = [text for section in sections for row in section.all_rows for text, _ in row.cells[: len(starts)]]
    column = max(3, *(width_of(text) + 1 for text in texts))
    words = [text for section in sections for row in section.rows for text, _ in row.cells[len(starts) :]]
    hours = [Chunk(at, min(at + 2, len(starts)), column, gap=0) for at in range(0, len(starts), 2)]
    last = Chunk(len(starts), len(starts) + 1, max((width_of(text) for text in words), default=0))
    return [*hours, last]


def _away(cells: Mapping[str, Cell], names: Mapping[str, str], width: int | None) -> Iterator[Line]:
    """Who is away all day, by why."""
    for kind in (Kind.LEAVE, Kind.LIEU, Kind.ABSENT, Kind.TRAINING):
        agents = [agent for agent, cell in cells.items() if cell.kind is kind]
        if agents:
            items: list[Line] = [[(agent_words(agent, names), "")] for agent in agents]
            yield from listed(f"{kind.value.capitalize():8}", items, width)


def _key(rota: Rota, letters: Letters, width: int | None, *, paused: bool) -> list[Line]:
    items: list[Line] = [[letters.service(id), (f" {id}", "")] for id in rota.facts.services]
    pauses: list[Line] = [[PAUSE, (" break", "")]] if paused else []
    others: list[Line] = [[UNSERVED, (" at work, serves nobody", "")], [OFF_SHIFT, (" not on shift", "")]]
    return [
        *listed("Key     ", [*items, *pauses, *others], width),
        *listed("Short   ", short_key(), width),
    ]
