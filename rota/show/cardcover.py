"""The first lines of a scorecard: heads that are missing, the service level of calls, and work that comes too late."""

from collections.abc import Iterable, Iterator

from rota.checking import Verdict
from rota.domain.cover import Cover, Shortfall, missing_heads
from rota.domain.levels import levels_of
from rota.domain.rota import Rota
from rota.show.gridcover import level_lines
from rota.show.paint import Line
from rota.show.safe import safe
from rota.show.words import counted, in_unit, shortfall_words

_INDENT = " " * 11
_LATE_WORK = "work-in-time"
"""The rule that counts work that is done after its deadline."""


def cover_summary(rota: Rota, verdicts: Iterable[Verdict], width: int | None) -> Iterator[Line]:
    """Missing heads; where calls are answered those of posts alone, then each service level, then late work."""
    levels = levels_of(rota)
    if not levels:
        yield from _short(rota, "meets the need in every half hour")
    elif any(rota.facts.posts(service, day) for service in rota.facts.services for day in rota.days):
        yield from _short(rota, "every given post is filled in every half hour")
    yield from level_lines(levels, width, "Calls      ")
    for verdict in verdicts:
        if verdict.rule.name == _LATE_WORK and rota.facts.demand.deferrable:
            yield _late(verdict)


def _short(rota: Rota, none: str) -> Iterator[Line]:
    """Missing heads in all, and for each service how many, in how many places, and the worst one."""
    cover = Cover(rota)
    found = {service: cover.shortfalls([service], posts=True) for service in rota.facts.services}
    short = {service: entries for service, entries in found.items() if entries}
    everything = [entry for entries in short.values() for entry in entries]
    if not everything:
        yield [("Cover      ", "bold"), (none, "green")]
        return
    amount, places = missing_heads(everything), counted(len(everything), "place")
    yield [("Cover      ", "bold"), (f"{counted(amount, 'head half-hour')} short in {places}", "bold red")]
    for service, entries in short.items():
        yield [(f"{_INDENT}{safe(service)} {missing_heads(entries)}, at worst {_worst(entries)}", "")]


def _worst(entries: Iterable[Shortfall]) -> str:
    return shortfall_words(max(entries, key=lambda entry: (entry.missing, entry.amount)))


def _late(verdict: Verdict) -> Line:
    """What comes too late of the work that can wait, in the unit of its rule."""
    title = ("Deferred   ", "bold")
    if not verdict.amount:
        return [title, ("all work is done in time", "green")]
    return [
        title,
        (f"{in_unit(verdict.amount, verdict.rule.counts_by)} {verdict.rule.counts_in}", "bold red"),
    ]
