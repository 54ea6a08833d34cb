"""SHIFT04 written-terms: nobody works beyond their written terms unless they have agreed to it.

Why      The written contract is what an employer may ask for. Whoever starts earlier, ends later or works on
         another weekday does so because they agreed, and HR must be able to see each such agreement.
Source   The contract of employment: ``written`` of the contract in centre.toml, and the ``variation``s agreed with
         the agent in people.toml.
Counts   Days with work outside the written weekdays, or before ``earliest`` or after ``latest`` of the written
         terms. Timed parts count as they are worked: a meeting after hours is work, leave within a shift is
         none. A day of training without times counts by its weekday. An agreed variation widens the terms
         on the days on which it is in force, and never before the day on which it was ``agreed``: its hours hold
         on all agreed weekdays, not only on those that it adds. A contract without ``written`` says nothing of
         days and hours.
Carries  Nothing: each day is judged by itself.
Costs    One per agent and day, however many hours are beyond.
Fix      Give the shift to somebody whose terms allow it, or agree a variation and write it down in people.toml
         from the day on which it is agreed. A swap cannot trade it away.
Waive    Rather record a variation with its dates. What was worked already without one HR may waive, for that
         agent and those days.

    [[rule]]
    use = "written-terms"
    source = "contracts of employment, clause 3"

    [[pass]]
    name = "nine to five, and late once that is agreed"
    centre.contract = [{ id = "full-time", written = { earliest = "09:00", latest = "17:00" } }]
    people.ann.variation = [{ latest = "18:00", agreed = 2026-06-03 }]
    rota.ann = "MMLMM.."

    [[fail]]
    name = "late on Tuesday, agreed on Wednesday"
    centre.contract = [{ id = "full-time", written = { earliest = "09:00", latest = "17:00" } }]
    people.ann.variation = [{ latest = "18:00", agreed = 2026-06-03 }]
    rota.ann = "MLLMM.."
    breaks = ["ann 2"]
"""

from collections.abc import Iterator
from typing import ClassVar

from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.hours import Span, worked
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.domain.standing import Standing
from rota.domain.table import Weekday
from rota.rules import Finding, Reach, RotaModel, Rule


class WrittenTerms(Rule):
    """Nobody works on other days, earlier or later than their written terms and agreed variations say."""

    code: ClassVar[str] = "SHIFT04"
    name: ClassVar[str] = "written-terms"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days beyond written terms"
    remedy: ClassVar[str] = (
        "give the shift to somebody whose terms allow it, or agree a variation and record it in people.toml"
    )
    locks: ClassVar[bool] = True

    def encode(self, model: RotaModel) -> None:
        """Strike out each pattern that is beyond the terms of the day, and training on a day not agreed."""
        facts = model.facts
        for agent in facts.agents:
            for day in facts.period.days:
                terms = facts.standing(agent, day)
                if terms is None or terms.contract.written is None or not facts.present(agent, day):
                    continue
                fixed = facts.fixed.get((agent, day))
                if fixed is not None and fixed.cell.parts:
                    # The model knows no parts, so that a fact with parts stands or falls as a whole.
                    if not all(terms.within_agreed_hours(*span) for span in worked(fixed.cell, facts)):
                        model.forbid(self, agent, day)
                    continue
                if not terms.agreed_day:
                    model.forbid(self, agent, day, kind=Kind.TRAINING)
                for pattern in facts.centre.pattern:
                    if not terms.within_written_terms(pattern):
                        model.forbid(self, agent, day, pattern=pattern.id)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Take from what is worked each day what was agreed, and see whether anything is left."""
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                terms = rota.facts.standing(agent, day)
                if terms is None or terms.contract.written is None or not rota.facts.present(agent, day):
                    continue
                beyond = _beyond(terms, cell, rota.facts)
                if beyond:
                    message = (
                        f"{agent} works {cell} on {day_words(day)}: {beyond} beyond the written terms of "
                        f"{terms.contract.id}, {_words(terms)}, and no variation agreed by then covers it"
                    )
                    yield self.finding(agent, day, message).with_(second=_place(rota.facts, terms))


def _beyond(terms: Standing, cell: Cell, facts: Facts) -> str:
    """The hours of ``cell`` that nobody agreed to, as in ``17:00-18:00 (01:00)``; empty where there are none."""
    agreed = _agreed(terms)
    if cell.kind is Kind.TRAINING and not cell.parts and not agreed:
        return "a day of training"
    left = [piece for span in worked(cell, facts) for piece in _outside(span, agreed)]
    times = ", ".join(f"{hhmm(start)}-{hhmm(end)}" for start, end in left)
    return f"{times} ({hhmm(sum(end - start for start, end in left))})" if left else ""


def _agreed(terms: Standing) -> Span | None:
    """From when to when work is agreed on the day of ``terms``; None on a weekday that is not."""
    sources = [terms.contract.written, *terms.variations]
    days = {weekday for source in sources if source is not None for weekday in source.weekdays}
    if Weekday.of(terms.day) not in days:
        return None
    starts = [source.earliest for source in sources if source is not None and source.earliest is not None]
    ends = [source.latest for source in sources if source is not None and source.latest is not None]
    return min(starts), max(ends)


def _outside(span: Span, agreed: Span | None) -> Iterator[Span]:
    """What of ``span`` lies before and after what was agreed."""
    start, end = span
    first, last = agreed or (end, end)
    if start < first:
        yield start, min(end, first)
    if end > last:
        yield max(start, last), end


def _words(terms: Standing) -> str:
    """The written terms as the contract has them, ``Mon Tue Wed 09:00-17:00``."""
    written = terms.contract.written
    if written is None:
        return ""
    days = " ".join(weekday.value.capitalize() for weekday in written.weekdays)
    return f"{days} {hhmm(written.earliest)}-{hhmm(written.latest)}"


def _place(facts: Facts, terms: Standing) -> Place:
    """Where centre.toml has the written terms."""
    at = next(at for at, contract in enumerate(facts.centre.contract) if contract.id == terms.contract.id)
    return Place("centre.toml").at("contract", at, "written")
