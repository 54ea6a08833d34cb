"""The answer held against the year day by day, without the solver; and what no pattern could ever cover."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from rota.domain.clock import hhmm
from rota.model.size import DayKind, SizeAnswer, SizeTask, Spot
from rota.work.size.days import Year

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def on_duty(task: SizeTask, answer: SizeAnswer, kind: int) -> Counter[Spot]:
    """Heads on duty by spot on a kind of day: shifts less breaks, and less those set aside for work that can wait."""
    heads: Counter[Spot] = Counter()
    for (pattern, service, pause), number in answer.shifts[kind].items():
        shape = task.shapes[pattern]
        for half in shape.halves - shape.breaks.get(pause, frozenset()):
            heads[service, half] += number
    for (_, beside, half), number in answer.aside[kind].items():
        heads[beside, half] -= number
    return heads


def met_days(year: Year, task: SizeTask, answer: SizeAnswer) -> frozenset[date]:
    """The days of which every half hour has its required headcount."""
    heads = [on_duty(task, answer, kind) for kind in range(len(year.kinds))]
    return frozenset(
        entry.day
        for entry in year.days
        if all(heads[entry.kind][spot] >= number for spot, number in entry.need.items())
    )


def uncovered(year: Year, task: SizeTask) -> Iterator[str]:
    """Half hours that more days need somebody in than may be missed, and that no allowed pattern covers."""
    short: dict[tuple[int, Spot], int] = defaultdict(int)
    for entry in year.days:
        kind = year.kinds[entry.kind]
        for service, half in entry.need:
            if not _covered(task, kind, service, half):
                short[kind.weekday, (service, half)] += 1
    for (weekday, (service, half)), days in sorted(short.items()):
        if days > task.missable.get(weekday, 0):
            yield f"  {service} {_DAYS[weekday]} {hhmm(half)}-{hhmm(half + 30)}"


def _covered(task: SizeTask, kind: DayKind, service: str, half: int) -> bool:
    workable = {
        pattern
        for post in task.kinds
        if kind.weekday in post.days or (post.turn and kind.weekday == 5)
        for pattern in kind.patterns.get(post.contract, ())
    }
    fitting = workable.intersection(kind.fits.get(service, ()))
    return any(half in task.shapes[pattern].halves for pattern in fitting)
