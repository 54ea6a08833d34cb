"""The month's grid: agents down by team, days across by week, totals, and cover against need below."""

from collections.abc import Mapping, Sequence
from datetime import date

from rota.domain.cell import Cell
from rota.domain.cover import Cover
from rota.domain.rota import Rota
from rota.domain.table import Weekday
from rota.show.gridcover import HEADS, LEVEL_HEADS, UNDER, cover_lines, cover_rows, level_rows
from rota.show.letters import MARKS, MISSING, Letters, state_of
from rota.show.paint import Line, Segment, paint, width_of
from rota.show.safe import safe
from rota.show.sheet import Chunk, Row, Section, sheet_lines
from rota.show.totals import totals
from rota.show.words import agent_words, day_month, group_words, length, period_words, weekday

_TOTALS = ("shifts", "Sat", "late", "hours")


def grid(
    rota: Rota,
    *,
    names: Mapping[str, str],
    width: int | None = None,
    color: bool = False,
    team: str | None = None,
    site: str | None = None,
    agent: str | None = None,
) -> str:
    """The rota as a grid with its key, totals and cover.

    ``width`` splits it into blocks of weeks that fit; None keeps one line for each agent, for
    pipes. ``team``, ``site`` and ``agent`` narrow who is shown; cover always counts everybody.
    """
    title: Line = [(f"{group_words(rota.facts)}, {period_words(rota.facts.period)}", "bold")]
    teams = _teams(rota, team, site, agent)
    if not teams:
        return paint(
            [title, [], [("Nobody of this rota fits the agent, team or site asked for.", "")]], color=color
        )
    letters = Letters(rota.facts)
    sections = [_team_section(rota, letters, names, id, agents) for id, agents in teams.items()]
    tail: list[Line] = []
    if agent is None:
        sites = {entry.site for entry in rota.facts.centre.team if entry.id in teams}
        services = [id for id, service in rota.facts.services.items() if service.site in sites]
        cover = Cover(rota)
        sections.append(Section(_heads(rota, *HEADS), cover_rows(rota, cover, services)))
        if levels := level_rows(cover, services, rota.days):
            sections.append(Section(_heads(rota, *LEVEL_HEADS), levels))
        tail = [*cover_lines(cover, services, rota.days, width), []]
    lines = sheet_lines(sections, _plans(rota, sections), width)
    key = letters.key(_shown(rota, teams), width)
    return paint([title, [], *lines, *tail, *key], color=color)


def _shown(rota: Rota, teams: Mapping[str, Sequence[str]]) -> set[tuple[Cell | None, str]]:
    """The cells that are shown, None for a missing one, each with its state."""
    agents = [agent for team in teams.values() for agent in team]
    keys = [(agent, day) for agent in agents for day in rota.days if rota.facts.present(agent, day)]
    return {(rota.cell(agent, day), state_of(rota, agent, day)) for agent, day in keys}


def _teams(rota: Rota, team: str | None, site: str | None, agent: str | None) -> dict[str, list[str]]:
    """Agents to show, by the team to which they belong at first."""
    teams: dict[str, list[str]] = {}
    for id in rota.agents:
        standings = (standing for day in rota.days if (standing := rota.facts.standing(id, day)))
        first = next((standing for standing in standings if standing.team.id in rota.facts.teams), None)
        if first and agent in (None, id) and team in (None, first.team.id) and site in (None, first.site):
            teams.setdefault(first.team.id, []).append(id)
    return teams


def _team_section(
    rota: Rota, letters: Letters, names: Mapping[str, str], team: str, agents: Sequence[str]
) -> Section:
    entry = next(entry for entry in rota.facts.centre.team if entry.id == team)
    leader = f"leader {agent_words(entry.leader, names)}" if entry.leader else ""
    rows = tuple(_agent_row(rota, letters, names, agent) for agent in agents)
    return Section(_heads(rota, safe(entry.name) or team, leader, _TOTALS), rows)


def _heads(rota: Rota, first: str, second: str, extra: Sequence[str] = ()) -> tuple[Row, Row]:
    """Two rows that head a section: weekday letters, then the days of the month."""
    letters = [(weekday(day)[0], _day_style(day)) for day in rota.days]
    numbers = [(str(day.day), _day_style(day)) for day in rota.days]
    return Row((first, "bold"), letters), Row((second, "dim"), [*numbers, *((text, "dim") for text in extra)])


def _day_style(day: date) -> str:
    return {Weekday.SAT: "bold", Weekday.SUN: "dim"}.get(Weekday.of(day), "")


def _agent_row(rota: Rota, letters: Letters, names: Mapping[str, str], agent: str) -> Row:
    sums = totals(rota, agent)
    figures = (str(sums.shifts), str(len(sums.saturdays)), str(sums.lates), length(sums.minutes))
    cells = [_cell(rota, letters, agent, day) for day in rota.days]
    return Row((agent_words(agent, names), ""), [*cells, *((figure, "") for figure in figures)])


def _cell(rota: Rota, letters: Letters, agent: str, day: date) -> Segment:
    cell = rota.cell(agent, day)
    if cell is None:
        return MISSING if rota.facts.present(agent, day) else ("", "")
    text, style = letters.cell(cell)
    return text + letters.mark(cell, state_of(rota, agent, day)), style


def _plans(rota: Rota, sections: Sequence[Section]) -> list[list[Chunk]]:
    """Two widths of a day's column: with a space behind every mark, and the least that can be read."""
    days = len(rota.days)
    rows = [row for section in sections for row in section.all_rows]
    texts = {text for row in rows for text, _ in row.cells[:days]}
    sums = {text for row in rows for text, _ in row.cells[days:]}
    roomy = max(3, *(width_of(text) + 1 for text in texts))
    tight = max(3, *(width_of(text.rstrip(MARKS + UNDER)) + 1 for text in texts), roomy - 1)
    last = Chunk(
        days, days + len(_TOTALS), max(width_of(text) for text in {*sums, ""}) + 1, right=True, gap=1
    )
    weeks = list(zip(range(0, days, 7), rota.facts.period.weeks, strict=True))
    titles = [(at, f"{day_month(week[0])} - {day_month(week[-1])}") for at, week in weeks]
    return [[*(Chunk(at, at + 7, column, title) for at, title in titles), last] for column in (roomy, tight)]
