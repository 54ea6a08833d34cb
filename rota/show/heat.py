"""A month's cover as a picture of signs: half hours down, days across, one picture for each service that is short."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rota.domain.answering import Answering
from rota.domain.clock import hhmm
from rota.domain.cover import Cover, Shortfall
from rota.domain.levels import Level, called, level_of
from rota.domain.rota import Rota
from rota.show.gridcover import worst_lines
from rota.show.paint import Line, listed, paint, wrapped
from rota.show.safe import safe
from rota.show.sheet import Row, Section, sheet_lines
from rota.show.sparks import week_columns
from rota.show.strip import share_key, share_sign, short_key, short_sign
from rota.show.words import group_words, period_words, weekday


def heat(
    rota: Rota,
    *,
    width: int | None = None,
    color: bool = False,
    blocks: bool = True,
    site: str | None = None,
    worst_last: bool = False,
) -> str:
    """The worst half hours in words, pictures of all services, or of those at ``site``, and what the signs mean.

    ``blocks`` draws service levels with block characters, which not every terminal has; digits otherwise. With
    ``worst_last`` the words come last, where a terminal that the pictures fill still shows them.
    """
    facts = rota.facts
    services = [id for id, service in facts.services.items() if site in (None, service.site)]
    cover = Cover(rota)
    levels = _levels(cover, services, rota.days)
    lines: list[Line] = [
        [(f"{group_words(facts)}, {period_words(facts.period)}", "bold")],
        [("Heads short, half hour by half hour", "dim")],
        [],
    ]
    short = cover.shortfalls(services)
    pictured = [id for id in services if id in levels or any(entry.service == id for entry in short)]
    lines += [] if worst_last else [*_worst(short), []]
    for service in pictured:
        lines += _picture(rota, cover, service, levels.get(service), width, blocks=blocks)
    covered = [id for id in services if id not in pictured and _opens(cover, id, rota.days)]
    if covered:
        lines += [*wrapped(f"Covered in every half hour: {', '.join(map(safe, covered))}", width), []]
    keys = [*short_key(), *(share_key(blocks=blocks) if levels else [])]
    tail = [[], *_worst(short)] if worst_last else []
    return paint([*lines, *listed("Key", keys, width), *tail], color=color)


def _opens(cover: Cover, service: str, days: Sequence[date]) -> bool:
    return any(cover.intervals(service, day) for day in days)


def _levels(cover: Cover, services: Sequence[str], days: Sequence[date]) -> dict[str, Mapping[date, Level]]:
    """The service level of each day, for each service with calls."""
    answering = Answering(cover)
    found = (level_of(answering, service, days) for service in called(cover.facts, services, days))
    return {level.service: {day.day: day for day in level.days} for level in found}


def _picture(
    rota: Rota,
    cover: Cover,
    service: str,
    levels: Mapping[date, Level] | None,
    width: int | None,
    *,
    blocks: bool,
) -> list[Line]:
    by_day = {
        day: {entry.start: entry.difference for entry in cover.intervals(service, day)} for day in rota.days
    }
    starts = sorted({start for halves in by_day.values() for start in halves})
    rows = [
        Row((f"  {hhmm(start)}", ""), [short_sign(by_day[day].get(start)) for day in rota.days])
        for start in starts
    ]
    if levels is not None:
        rows.append(Row(("  level", ""), [share_sign(levels.get(day), blocks=blocks) for day in rota.days]))
    head = Row(
        (safe(service), "bold"),
        [(weekday(day)[0], "bold" if day.weekday() == 5 else "dim") for day in rota.days],
    )
    return sheet_lines([Section((head,), tuple(rows))], [week_columns(rota.facts.period)], width)


def _worst(short: Sequence[Shortfall]) -> Iterator[Line]:
    if not short:
        yield [("No half hour is short of heads.", "green")]
        return
    yield [("Worst half hours", "bold")]
    yield from worst_lines(short)
