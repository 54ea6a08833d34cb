"""What a leader may instruct on the day: the names in it, whether it stays inside the hours, from when it can hold."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from rota.domain.cell import AWAY_PARTS, UNSERVED_PARTS, Cell, Part
from rota.domain.centre import Centre
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.hours import Span
from rota.domain.interval import INTERVAL
from rota.domain.timeline import same_hours, timeline
from rota.work.clock import now
from rota.work.errors import Unusable, nearest

DAY = 24 * 60


def still_open(centre: Centre, day: date) -> int:
    """The minute of ``day`` from which it can still be changed: the next half hour if it is today."""
    moment = now().astimezone(ZoneInfo(centre.zone))
    if day != moment.date():
        return 0 if day > moment.date() else DAY
    return -(-(moment.hour * 60 + moment.minute) // INTERVAL) * INTERVAL


def check_names(facts: Facts, cell: Cell) -> None:
    """Unusable, with the nearest, if ``cell`` names a pattern or a service that the group does not have."""
    if cell.is_shift and cell.pattern not in facts.patterns:
        raise Unusable(f'no pattern is named "{cell.pattern}"; {nearest(cell.pattern, facts.patterns)}')
    for piece in served(cell, facts):
        if piece.what not in facts.services:
            raise Unusable(f'no service here is named "{piece.what}"; {nearest(piece.what, facts.services)}')


def served(cell: Cell, facts: Facts) -> Iterator[Part]:
    """The stretches of ``cell`` in which a service is served."""
    return (piece for piece in timeline(cell, facts) if piece.what not in AWAY_PARTS | UNSERVED_PARTS)


def reasons(facts: Facts, agent: str, day: date, before: Cell, after: Cell) -> Iterator[str]:
    """What speaks against changing ``before`` to ``after`` by instruction alone, whatever the rules say."""
    if not same_hours(before, after, facts):
        yield f"from {before} to {after} changes hours or time away, which needs consent: rota swap or rota cover"
    already = set(served(before, facts))
    for piece in served(after, facts):
        if piece not in already:
            yield from _against(facts, agent, day, piece)


def _against(facts: Facts, agent: str, day: date, piece: Part) -> Iterator[str]:
    """What speaks against serving as in ``piece``: training, and opening hours with the service's overrun."""
    service, standing = facts.services[piece.what], facts.standing(agent, day)
    skills = standing.skills if standing else frozenset[str]()
    if service.needs_skill not in skills:
        has = ", ".join(sorted(skills)) or "nothing"
        yield f"{agent} is not trained in {service.needs_skill}, only in {has}"
    hours = facts.hours(service.id, day)
    if hours is None:
        yield f"{service.id} is closed on {day_words(day)}"
    elif not is_open(facts, service.id, day, (piece.start, piece.end)):
        yield (
            f"{hhmm(piece.start)}-{hhmm(piece.end)} does not fit: {service.id} is open "
            f"{hhmm(hours[0])}-{hhmm(hours[1])} on {day_words(day)}"
        )


def is_open(facts: Facts, service: str, day: date, span: Span) -> bool:
    """Whether somebody may serve ``service`` all through ``span``: while it is open, and for its overrun."""
    hours = facts.hours(service, day)
    return hours is not None and hours[0] <= span[0] and span[1] <= hours[1] + facts.services[service].overrun
