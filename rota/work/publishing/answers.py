"""What became of each wish in a rota: granted, or refused with what stood against it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rota.checking import Verdict, judge
from rota.domain.cell import OFF, Cell, Kind, shift
from rota.domain.clock import day_words
from rota.domain.facts import Why
from rota.domain.period import monday_of
from rota.domain.rota import Rota
from rota.domain.wishes import Wish, WishFor
from rota.rules import Finding, Level
from rota.show.notice import WishAnswer
from rota.show.words import in_unit
from rota.work.situation import Judged

MOST = 3
"""Reasons told for one refused wish; the rest is counted."""

_WISHES = "wishes"
_WORD = re.compile(r"[\w-]+")


class Answers:
    """Works out the answers to the wishes of one rota, which is judged once."""

    def __init__(self, verdict: Judged) -> None:
        self._rota = verdict.rota
        self._refusals = [f for v in verdict.verdicts for f in v.findings if v.rule.name == _WISHES]
        self._before = [v for v in verdict.verdicts if v.rule.level is not Level.WISH]

    def of(self, agent: str) -> tuple[WishAnswer, ...]:
        """The answers to the wishes of ``agent`` that have a day in the period, in their order."""
        return tuple(
            self._answer(agent, wish)
            for wish in self._rota.facts.wishes.get(agent, ())
            if any(True for _ in wish.days(self._rota.start, self._rota.end))
        )

    def _answer(self, agent: str, wish: Wish) -> WishAnswer:
        against = against_wish(self._rota, agent, wish)
        if not against:
            return WishAnswer(str(wish), granted=True)
        reasons = tuple(self._reasons(agent, wish, against))
        left = len(reasons) - MOST
        told = (*reasons[:MOST], f"and {left} more") if left > 0 else reasons
        return WishAnswer(str(wish), granted=False, how=self._words(agent, wish, against), against=told)

    def _words(self, agent: str, wish: Wish, against: Sequence[date]) -> str:
        """The words of the rule where it is in force; else the first day that goes against the wish."""
        begin = f"{agent} wished {wish}, "
        found = (f.message.removeprefix(begin) for f in self._refusals if f.message.startswith(begin))
        first = f"works {self._rota.cell(agent, against[0])} on {day_words(against[0])}"
        return next(found, first)

    def _reasons(self, agent: str, wish: Wish, against: Sequence[date]) -> Iterator[str]:
        """What is fixed already, and what would become worse if this wish alone were granted instead."""
        facts = self._rota.facts
        for day in against:
            fixed = facts.fixed.get((agent, day))
            if fixed is not None and fixed.why is not Why.KEPT:
                by = f" by {fixed.by}" if fixed.why is Why.PIN else ""
                yield f"{day_words(day)} is {fixed.why.value}{by}"
        wished = _granted(self._rota, agent, wish, against)
        for before in self._before:
            after = judge(wished, [before.rule])[0]
            if after.open_amount > before.open_amount:
                yield from self._worse(agent, before, after)

    def _worse(self, agent: str, before: Verdict, after: Verdict) -> Iterator[str]:
        rule = before.rule
        told = [f for f in after.findings if f not in before.findings and self._may_be_told(agent, f)]
        if told:
            yield from (f"{finding.message} ({rule.name})" for finding in told)
        else:
            more = in_unit(after.open_amount - before.open_amount, rule.counts_by)
            yield f"{more} more {rule.counts_in} ({rule.name})"

    def _may_be_told(self, agent: str, finding: Finding) -> bool:
        """Whether a finding names nobody but this agent: a notice says nothing of colleagues."""
        named = {finding.agent, *_WORD.findall(finding.message)} & set(self._rota.facts.agent_of)
        return named <= {agent}


def against_wish(rota: Rota, agent: str, wish: Wish) -> list[date]:
    """The days on which the rota goes against ``wish``."""
    return [
        day
        for day in wish.days(rota.start, rota.end)
        if (cell := rota.cells.get(agent, {}).get(day)) is not None and wish.refused_by(cell)
    ]


def _granted(rota: Rota, agent: str, wish: Wish, against: Sequence[date]) -> Rota:
    """The rota with this wish granted and all else as it is."""
    own = dict(rota.cells[agent])
    for day in against:
        own[day] = _as_wished(own[day], wish)
        if wish.what is WishFor.SATURDAY_OFF:
            own.update(_without_lieu(own, day))
    free = {key: fixed for key, fixed in rota.facts.fixed.items() if key[0] != agent or key[1] not in against}
    return Rota(replace(rota.facts, fixed=free), {**rota.cells, agent: own}, rota.place, rota.places)


def _as_wished(cell: Cell, wish: Wish) -> Cell:
    if wish.what is WishFor.PATTERN:
        return shift(wish.pattern or "", cell.service)
    return shift(cell.pattern, wish.service or "") if wish.what is WishFor.SERVICE else OFF


def _without_lieu(own: dict[date, Cell], saturday: date) -> dict[date, Cell]:
    """The lieu day of a Saturday that is not worked is worked instead, as the agent mostly works."""
    shifts = Counter(cell for day, cell in own.items() if cell.is_shift and day.weekday() < 5)
    usual = shifts.most_common(1)[0][0] if shifts else OFF
    week = monday_of(saturday)
    return {d: usual for d, cell in own.items() if cell.kind is Kind.LIEU and monday_of(d) == week}
