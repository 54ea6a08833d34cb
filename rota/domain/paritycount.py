"""Counts what full-timers and part-timers had: of cells and matters of one group, from one day until another."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rota.domain.cell import Kind
from rota.domain.centre import Closing
from rota.domain.changes import ChangeEvent
from rota.domain.consent import agreed
from rota.domain.facts import Facts
from rota.domain.hours import attendance, closed_length
from rota.domain.matter import Step
from rota.domain.parity import Counted, Figure, Side, decimal, side_of
from rota.domain.period import span
from rota.domain.publication import Publication, PublicationEvent
from rota.domain.record import Record, day_at
from rota.domain.rota import Rota
from rota.domain.saturdays import open_saturdays, shares_in, takes_turn
from rota.domain.standing import Standing
from rota.domain.stretches import stretches


def known_from(rota: Rota) -> date:
    """The first day of which a cell of the group's agents is known, at the latest the period's first."""
    known = rota.facts.known
    return min([rota.start, *(min(known[agent]) for agent in rota.facts.ever_here if known.get(agent))])


def here(facts: Facts, first: date, last: date) -> Iterator[Counted]:
    """The days of each agent of the group from ``first`` to ``last``, and how many full-time days they are."""
    for agent in facts.ever_here:
        for stretch in stretches(facts, agent, first, last):
            begin, contract, side = stretch.first, stretch.terms.contract, side_of(stretch.terms)
            if facts.present(agent, begin):
                what = f"until {stretch.last}, {contract.id} at {decimal(contract.fte)}"
                yield Counted(Figure.DAYS, side, agent, begin, what, Fraction(len(stretch)))
                yield Counted(Figure.FTE, side, agent, begin, what, len(stretch) * contract.fte)


def saturdays(rota: Rota, first: date, last: date) -> Iterator[Counted]:
    """Each Saturday turn that was worked, and each agent's share in the open Saturdays, by FTE."""
    facts = rota.facts
    shares: dict[tuple[Side, str], list[Standing]] = {}
    for saturday in open_saturdays(facts, first, last):
        for agent in shares_in(facts, saturday):
            if terms := facts.standing(agent, saturday):
                shares.setdefault((side_of(terms), agent), []).append(terms)
        for agent in facts.ever_here:
            cell, terms = rota.cell(agent, saturday), facts.standing(agent, saturday)
            if cell is not None and cell.is_shift and terms and takes_turn(facts, agent, saturday):
                yield Counted(Figure.SATURDAYS, side_of(terms), agent, saturday, str(cell))
    for (side, agent), found in shares.items():
        fte = sum((terms.contract.fte for terms in found), Fraction(0))
        what = f"{len(found)} open Saturdays at {decimal(fte / len(found))}"
        yield Counted(Figure.SHARE, side, agent, found[0].day, what, fte)


def lates(rota: Rota, first: date, last: date) -> Iterator[Counted]:
    """Each shift of a pattern that is a late."""
    late = {pattern.id for pattern in rota.facts.centre.pattern if pattern.late}
    for agent in rota.facts.ever_here:
        for day in span(first, last):
            cell = rota.cell(agent, day)
            if cell is not None and cell.is_shift and cell.pattern in late:
                yield from _of(rota.facts, Figure.LATES, agent, day, str(cell))


def wishes(rota: Rota, first: date, last: date) -> Iterator[Counted]:
    """Each wish for days of which the cells are known, and once more where it was refused."""
    for agent in rota.facts.ever_here:
        for wish in rota.facts.wishes.get(agent, ()):
            cells = {
                day: cell for day in wish.days(first, last) if (cell := rota.cell(agent, day)) is not None
            }
            if not cells:
                continue
            yield from _of(rota.facts, Figure.WISHES, agent, min(cells), str(wish))
            against = [day for day, cell in cells.items() if wish.refused_by(cell)]
            if against:
                what = f"{wish}: {cells[against[0]]}"
                yield from _of(rota.facts, Figure.WISHES_REFUSED, agent, against[0], what)


def leave(facts: Facts, first: date, last: date) -> Iterator[Counted]:
    """Each leave from a day between the two that was granted or refused, and once more where it was refused."""
    for asked in facts.leave:
        if first <= asked.first <= last and (asked.granted or asked.refused):
            yield from _of(facts, Figure.LEAVE, asked.agent, asked.first, f"leave/{asked.id}")
            if not asked.granted:
                yield from _of(facts, Figure.LEAVE_REFUSED, asked.agent, asked.first, asked.refused_in)


def bank_holidays(rota: Rota, first: date, last: date) -> Iterator[Counted]:
    """Each closed bank holiday that is credited to somebody: the part of their week that it is, as days of five."""
    facts = rota.facts
    days = {
        day
        for entry in facts.calendar.bank_holiday
        for day in span(entry.day or entry.from_ or last, entry.day or entry.until or last)
        if first <= day <= last
    }
    for day in sorted(days):
        for agent in facts.ever_here:
            cell, terms = rota.cell(agent, day), facts.standing(agent, day)
            closed = cell is not None and cell.kind is Kind.CLOSED
            if closed and terms and facts.closing(agent, day) is Closing.CREDITED:
                part = Fraction(5 * closed_length(agent, day, facts), terms.contract.hours)
                yield from _of(facts, Figure.BANK_HOLIDAYS, agent, day, "closed", part)


def notice(rota: Rota, record: Record) -> Iterator[Counted]:
    """For each agent of a published rota, how many days before its first day it was published, and told."""
    published, zone = record.published, rota.facts.centre.zone
    if record.publication is None or published is None:
        return
    told = _first_told(record.publication, published)
    days = [
        (Figure.PUBLISHED, day_at(published, zone)),
        *([(Figure.TOLD, day_at(told, zone))] if told else []),
    ]
    for agent in rota.agents:
        first = next(day for day in rota.days if rota.facts.present(agent, day))
        if terms := rota.facts.standing(agent, first):
            for figure, day in days:
                ahead = Fraction(max(0, (rota.start - day).days))
                yield Counted(figure, side_of(terms), agent, day, record.name, ahead)


def _first_told(publication: Publication, published: PublicationEvent) -> PublicationEvent | None:
    """The first telling of the cells that were published, or of the rota since."""
    at = publication.events.index(published)
    return next(
        (
            event
            for number, event in enumerate(publication.events)
            if event.event is Step.TOLD
            and (number > at or event.rota == published.rota or event.judged == published.judged)
        ),
        None,
    )


def changes(rota: Rota, record: Record) -> Iterator[Counted]:
    """Each cell whose hours changed inside the notice window of centre.toml, with the agent's word or without."""
    facts = rota.facts
    for matter, number in record.changing:
        event = matter.event(number)
        if not isinstance(event, ChangeEvent):
            continue
        for cell in event.cell:
            ahead = (cell.day - day_at(event, facts.centre.zone)).days
            moved = attendance(cell.old, facts) != attendance(cell.new, facts)
            if cell.day in facts.period and moved and ahead < facts.centre.notice.window:
                said = agreed(matter.events, number, cell.agent)
                what = f"{matter.ref}/{number}: {cell.before} -> {cell.after}"
                yield from _of(facts, Figure.AGREED if said else Figure.IMPOSED, cell.agent, cell.day, what)


def _of(
    facts: Facts, figure: Figure, agent: str, day: date, what: str, amount: Fraction = Fraction(1)
) -> Iterator[Counted]:
    """One of ``figure``, if ``agent`` is of the group on ``day``."""
    terms = facts.standing(agent, day)
    if terms is not None and facts.present(agent, day):
        yield Counted(figure, side_of(terms), agent, day, what, amount)
