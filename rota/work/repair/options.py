"""The options on a bad morning: moves inside people's own hours, solved, checked against every rule, and ranked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rota.domain.cover import Cover, missing_heads
from rota.domain.levels import LevelMove, rest_moves
from rota.domain.matter import CellChange
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.model.daymoves import DayAnswer, best_moves
from rota.rules import Rule
from rota.work.amend import changes_to, with_changes
from rota.work.effects import Effects, effects_of
from rota.work.planning.verify import DisagreementError
from rota.work.repair.ways import Day, Scope, day_of, harm_of

_TRIES = 4
"""How often moves are looked for anew because those found break a rule together."""


class Extent(StrEnum):
    """How far the moves of an option go."""

    PART = "for part of the day where that is enough"
    REST = "for all that is left of their shifts"
    LENT = "to another site too"


_SCOPES = {
    Extent.PART: Scope(whole=False, lend=False),
    Extent.REST: Scope(whole=True, lend=False),
    Extent.LENT: Scope(whole=False, lend=True),
}


@dataclass(frozen=True)
class Option:
    """One way to mend the days: the cells it changes and all that it does.

    ``missing`` counts heads missing, half hour by half hour, before and after; ``least`` is what no moves of
    its extent can get it below, and ``fewest`` how many must be moved for that. Who is moved on two days counts twice.
    ``levels`` are how calls fare on what is left of each day.
    """

    extent: Extent
    cells: tuple[CellChange, ...]
    effects: Effects
    missing: tuple[int, int]
    least: int
    fewest: int
    half_hours: int
    levels: tuple[LevelMove, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no moves of its extent cover more, and none cover as much with fewer people."""
        return self.missing[1] <= self.least and len(self.cells) <= self.fewest

    @property
    def weight(self) -> tuple[int, int, int]:
        """What ranks it, the least first: heads missing, people moved, half hours moved."""
        return self.missing[1], len(self.cells), self.half_hours


def options(
    repo: Repository, rota: Rota, rules: Sequence[Rule], opens: Mapping[date, int], seconds: float
) -> tuple[Option, ...]:
    """The options for the days of ``opens``, each from that minute on, the best first; none where no move helps."""
    harm = harm_of(rota, rules, opens)
    extents = [extent for extent in Extent if extent is not Extent.LENT or _several_sites(rota)]
    days = {
        extent: [day_of(rota, day, at, harm, _SCOPES[extent]) for day, at in opens.items()]
        for extent in extents
    }
    answers = iter(best_moves([day.task for own in days.values() for day in own], seconds))
    solved = {extent: [next(answers) for _ in own] for extent, own in days.items()}
    tried = [_option(repo, rota, extent, days[extent], solved[extent], seconds) for extent in extents]
    return _worth_showing(option for option in tried if option is not None)


def _several_sites(rota: Rota) -> bool:
    return len({service.site for service in rota.facts.services.values()}) > 1


def _option(
    repo: Repository,
    rota: Rota,
    extent: Extent,
    days: Sequence[Day],
    answers: Sequence[DayAnswer],
    seconds: float,
) -> Option | None:
    """The option that the answers make; None if nobody is moved. What breaks a rule only together is tried anew."""
    for _ in range(_TRIES):
        pairs = list(zip(days, answers, strict=True))
        cells = changes_to(
            repo, {key: cell for day, answer in pairs for key, cell in day.cells(answer.taken).items()}
        )
        if not cells:
            return None
        effects = effects_of(repo, cells)
        if not effects.broken:
            return _made(rota, extent, cells, effects, pairs)
        days = [_without(day, answer) for day, answer in pairs]
        answers = best_moves([day.task for day in days], seconds)
    return None


def _without(day: Day, answer: DayAnswer) -> Day:
    barred = (frozenset(one.offer for one in answer.taken),) if answer.taken else ()
    return replace(day, task=replace(day.task, barred=day.task.barred + barred))


def _made(
    rota: Rota,
    extent: Extent,
    cells: tuple[CellChange, ...],
    effects: Effects,
    pairs: Sequence[tuple[Day, DayAnswer]],
) -> Option:
    opens = {day.day: day.opens for day, _ in pairs}
    moved = with_changes(rota, cells)
    before, after = (missing_in(one, opens) for one in (rota, moved))
    planned = sum(answer.missing.best for _, answer in pairs)
    if after != planned:
        raise DisagreementError(
            [f"{after} heads are missing after the moves, and the planner counts {planned}"]
        )
    return Option(
        extent,
        cells,
        effects,
        (before, after),
        sum(answer.missing.bound for _, answer in pairs),
        sum(answer.people.bound for _, answer in pairs),
        sum(answer.half_hours.best for _, answer in pairs),
        rest_moves(rota, moved, opens),
    )


def missing_in(rota: Rota, opens: Mapping[date, int]) -> int:
    """Heads missing on the days of ``opens`` from that minute on, added up over half hours."""
    short = (one for one in Cover(rota).shortfalls() if one.day in opens and one.end > opens[one.day])
    return missing_heads(one._replace(start=max(one.start, opens[one.day])) for one in short)


def _worth_showing(tried: Iterable[Option]) -> tuple[Option, ...]:
    """The best first; lending only where it helps more, and nothing twice."""
    found = sorted(tried, key=lambda option: (option.weight, option.extent is Extent.LENT))
    near = min((option.weight[:2] for option in found if option.extent is not Extent.LENT), default=None)
    shown: list[Option] = []
    for option in found:
        helps = option.extent is not Extent.LENT or near is None or option.weight[:2] < near
        if helps and all(option.cells != other.cells for other in shown):
            shown.append(option)
    return tuple(shown)
