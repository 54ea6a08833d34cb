"""From a repository to the facts of one month: what is known and what is fixed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.checking import Verdict, findings, judge
from rota.domain.cell import ABSENT, CLOSED, OFF, Cell
from rota.domain.changes import BY_CONSENT, given_over, taken_over
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.leavecells import planned
from rota.domain.matter import CellChange, Step
from rota.domain.period import Period
from rota.domain.record import Record
from rota.domain.rota import Rota
from rota.files.gaps import rota_gaps
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.files.shelf import base_path
from rota.rules import Finding
from rota.work.recording import record_of
from rota.work.ruleset import resolved, rules_of
from rota.work.staffing import staffing_of
from rota.work.waiving.standing import live

MONTHS_BEFORE = 12
MONTHS_AFTER = 2

FixedCells = dict[tuple[str, date], Fixed]


def facts_of(
    repo: Repository,
    group: str,
    month: str,
    *,
    draft: RotaFile | None = None,
    only_team: str | None = None,
    record: Record | None = None,
) -> Facts:
    """What is known of ``month`` before it is planned: pins come from ``draft``.

    With ``only_team`` the cells of all other teams in ``draft`` are facts too.
    """
    period = Period.of_month(month)
    # Filled in below, so that what was worked out from the other facts on the way stays known.
    fixed: FixedCells = {}
    agreed = _agreed(repo, group, period)
    facts = Facts(
        period=period,
        group=group,
        centre=repo.centre,
        people=repo.people,
        calendar=repo.calendar,
        demand=repo.demand,
        history=repo.history,
        wishes=repo.wishes,
        leave=repo.leave,
        absences=repo.absences,
        taken_over=taken_over(agreed),
        given_over=given_over(agreed),
        record=record,
        known=_known(repo, period),
        fixed=fixed,
        waivers=live(repo),
        staffing=staffing_of(repo),
        lookups=repo.lookups,
    )
    fixed |= settled(facts)
    if draft is not None:
        fixed |= _pinned(draft, facts) | _kept(draft, facts, only_team)
    return facts


def _known(repo: Repository, period: Period) -> dict[str, dict[date, Cell]]:
    """Cells of published rotas around the period, whichever group an agent was in then."""
    known: dict[str, dict[date, Cell]] = {}
    for group in repo.centre.group:
        for month in _months_around(period):
            published = repo.rotas(group.id).get(month)
            for agent, cells in published.cells.items() if published else ():
                known.setdefault(agent, {}).update(cells)
    return known


def _months_around(period: Period) -> Iterator[str]:
    before, after = period.before, period.after
    for _ in range(MONTHS_BEFORE):
        yield before.month
        before = before.before
    for _ in range(MONTHS_AFTER):
        yield after.month
        after = after.after


def settled(facts: Facts) -> FixedCells:
    """The cells that closed days, granted leave and recorded absence settle, the last of these first."""
    return _closed(facts) | _on_leave(facts) | _absent(facts)


def _closed(facts: Facts) -> FixedCells:
    """Days on which an agent's site is shut: closed where they would have worked, else off."""
    days = [day for day in facts.period.days if not facts.all_open(day)]
    return {
        (agent, day): Fixed(CLOSED if facts.closing(agent, day) else OFF, Why.CLOSED)
        for agent in facts.agents
        for day in days
        if facts.present(agent, day) and not facts.open_for(agent, day)
    }


def _on_leave(facts: Facts) -> FixedCells:
    """Granted leave: leave on working days, and no Saturday turn in between; half a day of the usual shift."""
    fixed: FixedCells = {}
    for leave in facts.leave:
        for day in facts.period.days if leave.granted else ():
            if day in leave and facts.present(leave.agent, day):
                cell = planned(facts, leave.agent, day, leave.half)
                if cell is not None:
                    fixed[leave.agent, day] = Fixed(cell, Why.LEAVE, leave.id)
    return fixed


def _absent(facts: Facts) -> FixedCells:
    """Recorded absence: absent on working days, and no Saturday turn in between."""
    fixed: FixedCells = {}
    for absence in facts.absences:
        for day in facts.period.days:
            if day in absence and facts.open_for(absence.agent, day) and facts.present(absence.agent, day):
                standing = facts.standing(absence.agent, day)
                cell = ABSENT if standing is not None and standing.rostered else OFF
                fixed[absence.agent, day] = Fixed(cell, Why.ABSENCE, absence.id)
    return fixed


def _agreed(repo: Repository, group: str, period: Period) -> tuple[CellChange, ...]:
    """What swaps and cover changed, and still stands, as far as the period is judged by it.

    A cell of another period counts only if this one was published before it was changed: what is
    planned afterwards reckons with it.
    """
    publication = repo.publication(group, period.month)
    published = publication.published if publication else None
    return tuple(
        cell
        for matter in repo.changes
        if matter.kind in BY_CONSENT and matter.events[-1].event is Step.APPROVED
        for cell in matter.cells
        if cell.day in period or (published is not None and published.at <= matter.events[-1].at)
        if (now := repo.effective.cells.get((cell.agent, cell.day))) and now.kind is cell.new.kind
    )


def _pinned(draft: RotaFile, facts: Facts) -> FixedCells:
    return {
        (agent, day): Fixed(draft.cells[agent][day], Why.PIN, by)
        for agent, days in draft.pins.items()
        for day, by in days.items()
        if day in draft.cells.get(agent, {}) and facts.present(agent, day)
    }


def _kept(draft: RotaFile, facts: Facts, only_team: str | None) -> FixedCells:
    if only_team is None:
        return {}
    return {
        (agent, day): Fixed(cell, Why.KEPT)
        for agent, cells in draft.cells.items()
        for day, cell in cells.items()
        if (standing := facts.standing(agent, day)) is not None and standing.team.id != only_team
    }


@dataclass(frozen=True)
class Judged:
    """A rota, each rule's verdict on it, and all findings, worst first, with their places."""

    rota: Rota
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]


def rota_of(repo: Repository, file: RotaFile, record: Record | None = None) -> Rota:
    """The rota in ``file`` with the facts around it, and its ``record`` for rules that judge what was done to it."""
    facts = facts_of(repo, file.group, file.month, draft=file, record=record)
    return Rota(facts, file.cells, file.place, file.places)


def _record(repo: Repository, file: RotaFile) -> Record | None:
    """What was done to a published rota; drafts, and files that lie elsewhere, have no record.

    Nor has a staff copy: what was left out of it would look like what was tampered with.
    """
    published = file.place.file == base_path(file.group, file.month) and repo.staff_copy is None
    return record_of(repo, file.group, file.month) if published else None


def check_rota(repo: Repository, file: RotaFile) -> Judged:
    """Judge the rota in ``file`` by every rule in force."""
    rota = rota_of(repo, file, _record(repo, file))
    verdicts = judge(rota, rules_of(repo, rota.facts.period).rules)
    everything = (*rota_gaps(rota), *findings(verdicts))
    return Judged(rota, verdicts, tuple(explained(repo, finding, rota.facts) for finding in everything))


def explained(repo: Repository, finding: Finding, facts: Facts) -> Finding:
    """``finding`` with line and column in its places, and the pins behind it named in its next step."""
    pins = [key for key in finding.cells if (fixed := facts.fixed.get(key)) and fixed.why is Why.PIN]
    if finding.in_facts and pins:
        lift = " or ".join(f"`rota unpin {agent} {day}`" for agent, day in pins[:3])
        finding = finding.with_(fix=f"{lift} and plan again; or {finding.fix}")
    return resolved(repo, finding)
