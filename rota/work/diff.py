"""Two rotas of one month held against each other: published, as published, told, or drafts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rota.checking import judge
from rota.domain.cover import Cover, Interval
from rota.domain.hours import leave_minutes, lieu_minutes
from rota.domain.interval import INTERVAL
from rota.domain.levels import LevelMove, level_moves, whole_moves
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.show.difference import (
    CoverDifference,
    Difference,
    Figures,
    RuleDifference,
)
from rota.show.totals import totals
from rota.work.celldiff import agents_of, breaks_between, cells_between
from rota.work.choose import choose, choose_draft
from rota.work.errors import Unusable
from rota.work.publishing.answers import against_wish
from rota.work.publishing.stage import last_told, title
from rota.work.ruleset import rules_of
from rota.work.situation import rota_of

_FORM = re.compile(r"((?:19|2\d)\d{2}-(?:0[1-9]|1[0-2]))(?:#([1-9]\d{0,5})|@(base|told))?")


@dataclass(frozen=True)
class Named:
    """One side of a difference: the rota and what it is called."""

    file: RotaFile
    title: str


def find(repo: Repository, group: str, text: str) -> Named:
    """The rota that ``text`` names: ``2026-12``, ``2026-12@base``, ``2026-12@told`` or ``2026-12#2``; Unusable if none is."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise Unusable(
            f'"{text}" names no rota; write 2026-12 (as it stands now), 2026-12@base (as it was published), '
            "2026-12#2 (draft 2) or 2026-12@told (the draft that was told last)"
        )
    month, number, which = form.groups()
    if which == "base":
        return _base(repo, group, month)
    if which == "told":
        return _draft(repo, group, month, _told(repo, group, month))
    if number is not None:
        return _draft(repo, group, month, int(number))
    chosen = choose(repo, group, month)
    return Named(chosen.file, title(repo, chosen))


def _base(repo: Repository, group: str, month: str) -> Named:
    base = repo.bases(group).get(month)
    if base is None:
        raise Unusable(f"{group} {month} is not published, so it has no base; name a draft: {month}#1")
    return Named(base, f"{group} {month} as it was published")


def _told(repo: Repository, group: str, month: str) -> int:
    told = last_told(repo, group, month)
    if told is None or told.draft is None:
        raise Unusable(f"no draft of {group} {month} was told; see `rota tell {month}`")
    return told.draft


def _draft(repo: Repository, group: str, month: str, number: int) -> Named:
    chosen = choose_draft(repo, group, month, number)
    return Named(chosen.file, title(repo, chosen))


def difference(repo: Repository, one: Named, other: Named) -> Difference:
    """All that differs between two rotas, which are of one group's month; Unusable where they are not."""
    if one.file.month != other.file.month:
        raise Unusable(f"{one.file.month} and {other.file.month} have no day in common; name one month twice")
    before, after = rota_of(repo, one.file), rota_of(repo, other.file)
    was, now = _refused(before), _refused(after)
    return Difference(
        one.title,
        other.title,
        tuple(cells_between(before, after)),
        tuple(_cover(before, after)),
        tuple(wish for wish in was if wish not in now),
        tuple(wish for wish in now if wish not in was),
        tuple(_all_figures(before, after)),
        tuple(_rules(repo, before, after)),
        tuple(breaks_between(before, after)),
        tuple(_levels(before, after)),
    )


def _cover(before: Rota, after: Rota) -> Iterator[CoverDifference]:
    """Half hours in which more or fewer heads are missing; neighbours that change alike are one."""
    old, new = Cover(before), Cover(after)
    for day in before.days:
        for service in before.facts.services:
            pairs = zip(old.intervals(service, day), new.intervals(service, day), strict=True)
            yield from _merged(_one(was, now) for was, now in pairs)


def _levels(before: Rota, after: Rota) -> Iterator[LevelMove]:
    """How the month's calls fare in both, then those of each day on which they fare otherwise."""
    days = level_moves(before, after, before.days)
    services = {move.service for move in days}
    whole = whole_moves(before, after, before.days)
    yield from (move for move in whole if move.service in services)
    yield from days


def _one(was: Interval, now: Interval) -> CoverDifference:
    missing = (max(0, -entry.difference) for entry in (was, now))
    return CoverDifference(was.service, was.day, was.start, was.start + INTERVAL, *missing)


def _merged(half_hours: Iterable[CoverDifference]) -> Iterator[CoverDifference]:
    open_: CoverDifference | None = None
    for entry in half_hours:
        if open_ and (open_.end, open_.before, open_.after) == (entry.start, entry.before, entry.after):
            open_ = replace(open_, end=entry.end)
            continue
        if open_ and open_.before != open_.after:
            yield open_
        open_ = entry
    if open_ and open_.before != open_.after:
        yield open_


def _refused(rota: Rota) -> list[tuple[str, str]]:
    """The wishes that the rota refuses, by agent and then as they stand in the file."""
    return [
        (agent, str(wish))
        for agent in rota.agents
        for wish in rota.facts.wishes.get(agent, ())
        if against_wish(rota, agent, wish)
    ]


def _all_figures(before: Rota, after: Rota) -> Iterator[tuple[str, Figures, Figures]]:
    for agent in agents_of(before, after):
        old, new = _figures(before, agent), _figures(after, agent)
        if old != new:
            yield agent, old, new


def _figures(rota: Rota, agent: str) -> Figures:
    if agent not in rota.cells:
        return Figures()
    sums, days = totals(rota, agent), list(rota.in_period(agent))
    return Figures(
        sums.minutes,
        len(sums.saturdays),
        sums.lates,
        sum(lieu_minutes(cell, agent, day, rota.facts) for day, cell in days),
        sum(leave_minutes(cell, agent, day, rota.facts) for day, cell in days),
    )


def _rules(repo: Repository, before: Rota, after: Rota) -> Iterator[RuleDifference]:
    """The rules whose amounts differ, in the order of ``rules.toml``."""
    rules = rules_of(repo, before.facts.period).rules
    for old, new in zip(judge(before, rules), judge(after, rules), strict=True):
        if old.amount != new.amount:
            rule = old.rule
            said = (rule.code, rule.name, rule.level.value, rule.counts_in)
            yield RuleDifference(*said, old.amount, new.amount, rule.counts_by)
