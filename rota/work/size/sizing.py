"""How many posts of which contract and home service a year needs: an integer program, its answer recounted and put together."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from rota.domain.sized import PostLine, Sized, Week
from rota.files.repository import Repository
from rota.model.size import SizeAnswer, SizeTask, size
from rota.work.errors import NoAnswer, Refused
from rota.work.size.asked import Asked
from rota.work.size.binding import binds, pattern_halves
from rota.work.size.days import shape_of, waiting_of
from rota.work.size.ground import Ground
from rota.work.size.peaks import peaks
from rota.work.size.recount import met_days, uncovered


def sizing(repo: Repository, asked: Asked, tell: Callable[[float], None]) -> Sized:
    """The posts that the year needs; ``tell`` is told the seconds gone while it is worked out.

    Raises Unusable (nothing to size, an unknown contract), Refused (no number of posts does), NoAnswer (time ran out).
    """
    ground = Ground(repo, asked)
    task = task_of(ground)
    missing = tuple(uncovered(ground.year, task))
    if missing:
        contracts = ", ".join(contract.id for contract in ground.contracts)
        raise Refused(
            "\n".join(
                [f"no number of posts meets this year: no shift pattern of {contracts} covers", *missing]
            )
        )
    answer = size(task, tell)
    if answer.posts is None:
        raise _unanswered(ground, answer)
    return _put_together(ground, task, answer)


def task_of(ground: Ground) -> SizeTask:
    """What is put to the solver."""
    days = {weekday: len(ground.year.of_weekday(weekday)) for weekday in range(7)}
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return SizeTask(
        kinds=ground.kinds,
        shapes={pattern.id: shape_of(pattern) for pattern in ground.facts.centre.pattern},
        days=ground.year.kinds,
        missable={weekday: number * (100 - ground.asked.percent) // 100 for weekday, number in days.items()},
        waiting=waiting_of(ground.facts, ground.number, ground.services),
        part_time=ground.part_time,
        seconds=ground.asked.seconds,
        workers=cores,
    )


def _unanswered(ground: Ground, answer: SizeAnswer) -> Exception:
    if not answer.impossible:
        return NoAnswer(f"no answer in {ground.asked.seconds:.0f} s; give it longer with --time-limit")
    return Refused(
        "no number of posts meets this year: on some open day no contract may work, or only part-timers may and "
        f"they are {ground.part_time}% of the posts at most; allow more with --contracts and --part-time"
    )


def _put_together(ground: Ground, task: SizeTask, answer: SizeAnswer) -> Sized:
    kinds = zip(ground.kinds, answer.posts or (), strict=True)
    found = {(kind.contract, kind.home): number for kind, number in kinds if number}
    had = Counter[str]()
    for (contract, _), number in found.items():
        had[contract] += number
    basis = max(ground.contracts, key=lambda contract: (had[contract.id], contract.fte))
    halves = pattern_halves(ground.facts, basis)
    return Sized(
        year=ground.number,
        group=ground.asked.group,
        percent=ground.asked.percent,
        absent=ground.absent,
        every=ground.every,
        part_time=ground.part_time,
        services=ground.services,
        posts=tuple(_lines(ground, found)),
        bound=Fraction(answer.bound, ground.scale),
        presences=tuple(ground.presences[contract.id] for contract in ground.contracts if had[contract.id]),
        basis=basis.id,
        binds=tuple(binds(ground.year, task, answer, ground.presences[basis.id], halves)),
        week=tuple(_weeks(ground, task, answer)),
        peaks=tuple(peaks(ground.facts, ground.year, met_days(ground.year, task, answer))),
        beside=ground.beside,
        unused=tuple(sorted({id for id, _ in ground.staff} - ground.presences.keys())),
        serves={home: ground.serves(home)[1:] for home in ground.services},
        shrunk=ground.shrunk,
        notes=tuple(_notes(ground)),
    )


def _lines(ground: Ground, found: Mapping[tuple[str, str], int]) -> Iterator[PostLine]:
    """Posts needed and posts of today, by contract and home as ``centre.toml`` lists them."""
    for contract in ground.facts.centre.contract:
        for home in ground.services:
            needed, today = found.get((contract.id, home), 0), ground.staff.get((contract.id, home), 0)
            if needed or today:
                yield PostLine(contract.id, home, contract.fte, needed, today)


def _weeks(ground: Ground, task: SizeTask, answer: SizeAnswer) -> Iterator[Week]:
    """Each weekday's ordinary shifts, and how many of its days are met."""
    met = met_days(ground.year, task, answer)
    for at, kind in enumerate(ground.year.kinds):
        if kind.usual:
            shifts: Counter[tuple[str, str]] = Counter()
            for (pattern, service, _), number in answer.shifts[at].items():
                shifts[pattern, service] += number
            days = ground.year.of_weekday(kind.weekday)
            yield Week(kind.weekday, shifts, sum(day.day in met for day in days), len(days))


def _notes(ground: Ground) -> Iterator[str]:
    if not any(ground.facts.calendar.bank_holiday_on(day) for day in ground.days):
        yield f"calendar/{ground.number}.toml lists no bank holiday, so none is reckoned with."
    for service, blank in ground.year.unknown.items():
        yield f"{service} has no calls given for {len(blank)} of its open days; these days are left out."
