"""Cover and service level in an edition: each service, day and half hour, counted from the cells that the audience sees."""

from collections.abc import Sequence
from datetime import date

from rota.domain.answering import Answered, Answering
from rota.domain.cover import Cover
from rota.domain.levels import Level, called, level_of
from rota.domain.rota import Rota
from rota.show.edition.cover import Calls, HalfHour, Staffed, Strip
from rota.show.edition.key import Service


def strips(rota: Rota, services: Sequence[Service]) -> tuple[Strip, ...]:
    """A strip for each service that is open or needed on some day of the period."""
    cover = Cover(rota)
    answering = Answering(cover)
    queues = set(called(rota.facts, rota.facts.services, rota.days))
    found = (_strip(cover, answering, service, service.id in queues) for service in services)
    return tuple(strip for strip in found if any(day.halves for day in strip.days))


def _strip(cover: Cover, answering: Answering, service: Service, is_queue: bool) -> Strip:
    days = cover.facts.period.days
    levels = {day: level_of(answering, service.id, [day]) for day in days} if is_queue else {}
    whole = level_of(answering, service.id, days) if is_queue else None
    staffed = tuple(_staffed(cover, service.id, day, levels.get(day)) for day in days)
    return Strip(service, staffed, _calls(whole))


def _staffed(cover: Cover, service: str, day: date, level: Level | None) -> Staffed:
    answered = {half.start: half for half in level.halves} if level else {}
    halves = (
        HalfHour(entry.start, entry.heads, entry.need, _half(answered.get(entry.start)))
        for entry in cover.intervals(service, day)
    )
    return Staffed(day, tuple(halves), _calls(level))


def _half(half: Answered | None) -> Calls | None:
    if half is None or not half.load.calls:
        return None
    return Calls(half.load.calls, half.expected.outside, half.load.target, half.met)


def _calls(level: Level | None) -> Calls | None:
    if level is None or not level.sums.offered:
        return None
    return Calls(level.sums.offered, level.sums.outside, level.target, level.met)
