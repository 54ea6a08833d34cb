"""Leave tried out on whole rotas: the findings of must rules that come with granting it, or with taking it back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from rota.checking import Verdict, judge
from rota.domain.cell import Cell
from rota.domain.facts import Fixed, Why
from rota.domain.leave import Leave
from rota.domain.period import Period, span
from rota.domain.rota import Rota
from rota.rules import Finding, Level
from rota.work.amend import CellKey
from rota.work.edit import compare
from rota.work.leave.places import Places
from rota.work.ruleset import resolved, rules_of
from rota.work.situation import facts_of


def comes_with(
    places: Places, leave: Leave, cells: Mapping[CellKey, Cell], *, granted: bool
) -> tuple[Finding, ...]:
    """The must findings that come if ``leave`` is granted, or is not, and its published cells become ``cells``.

    Months that are not published are judged by nothing but what is settled before they are planned.
    """
    return tuple(
        finding
        for group, period in _months(places, leave)
        for finding in _month(places, leave, cells, (group, period), granted=granted)
    )


def _months(places: Places, leave: Leave) -> tuple[tuple[str, Period], ...]:
    days = span(leave.first, leave.last)
    found = ((places.repo.group_of(leave.agent, day), Period.holding(day)) for day in days)
    return tuple(dict.fromkeys((group, period) for group, period in found if group is not None))


def _month(
    places: Places,
    leave: Leave,
    cells: Mapping[CellKey, Cell],
    where: tuple[str, Period],
    *,
    granted: bool,
) -> Iterator[Finding]:
    group, period = where
    published = places.repo.rota(group, period.month)
    facts = facts_of(places.repo, group, period.month, draft=published)
    # The places of findings are looked up in the file, which knows nothing of what is only tried.
    before = (
        Rota(facts, published.cells, published.place, published.places)
        if published
        else Rota(facts, _laid_over({}, {key: fixed.cell for key, fixed in facts.fixed.items()}))
    )
    after = _after(places, before, leave, cells if published else None, granted=granted)
    rules = [rule for rule in rules_of(places.repo, period).rules if rule.level is Level.MUST]
    for old, new in zip(judge(before, rules), judge(after, rules), strict=True):
        if new.open_amount > old.open_amount:
            yield from (resolved(places.repo, finding) for finding in _added(old, new))


def _added(old: Verdict, new: Verdict) -> tuple[Finding, ...]:
    came, _ = compare(old.findings, new.findings)
    return tuple(finding for finding in came or new.findings if finding.excuse is None)


def _after(
    places: Places, rota: Rota, leave: Leave, cells: Mapping[CellKey, Cell] | None, *, granted: bool
) -> Rota:
    """``rota`` with the leave decided; ``cells`` are the published ones, None where the month is not published."""
    facts = rota.facts
    settled = replace(leave, granted=granted)
    fixed = {
        key: held for key, held in facts.fixed.items() if not (held.why is Why.LEAVE and held.by == leave.id)
    }
    if cells is None:
        made = _planned(places, leave, rota) if granted else {}
    else:
        made = {key: cell for key, cell in cells.items() if key[1] in facts.period}
    if granted:
        fixed |= {key: Fixed(cell, Why.LEAVE, leave.id) for key, cell in made.items()}
    around = {key: cell for key, cell in (cells or {}).items() if key[1] not in facts.period}
    facts = replace(
        facts,
        leave=tuple(settled if other.id == leave.id else other for other in facts.leave),
        fixed=fixed,
        known=_laid_over(facts.known, around),
    )
    return Rota(facts, _laid_over(rota.cells, made), rota.place, rota.places)


def _planned(places: Places, leave: Leave, rota: Rota) -> dict[CellKey, Cell]:
    days = ((day, places.with_leave(leave, day)) for day in rota.days if day in leave)
    return {(leave.agent, day): cell for day, cell in days if cell is not None}


def _laid_over(
    cells: Mapping[str, Mapping[date, Cell]], changed: Mapping[CellKey, Cell]
) -> dict[str, dict[date, Cell]]:
    made = {agent: dict(days) for agent, days in cells.items()}
    for (agent, day), cell in changed.items():
        made.setdefault(agent, {})[day] = cell
    return made
