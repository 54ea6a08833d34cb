"""The arithmetic behind a year's posts, line by line: what binds, what a post yields, peaks, an ordinary week."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rota.domain.clock import day_words, hhmm
from rota.domain.interval import INTERVAL
from rota.domain.presence import Presence
from rota.domain.sized import Bind, Peak, Sized
from rota.show.paint import Line
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import counted, length

_SECONDS = INTERVAL * 60
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIDE_BY_SIDE = 4
"""So many contracts stand beside one another; more begin below."""

_BINDS = {
    "work": "the work itself, in head half hours a week",
    "peak": "the busiest half hour",
    "saturdays": "shifts on a Saturday, in turns",
    "shifts": "shifts from opening to closing, a week",
}


def number(value: Fraction, places: int) -> str:
    """A fraction as a decimal number, rounded half up; never ``-0.0``."""
    scaled = 10**places
    rounded = int(abs(value) * scaled + Fraction(1, 2))
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{rounded // scaled}.{rounded % scaled:0{places}}" if places else f"{sign}{rounded}"


def binding(sized: Sized) -> Iterator[Line]:
    """What each cause asks for by itself; the one that asks for most is marked."""
    most = max(sized.binds, key=lambda bind: bind.posts, default=None)
    columns = [
        Column(f"What asks for posts of {sized.basis}"),
        *(Column(title, right=True) for title in _TITLES),
        Column(""),
    ]
    rows = [
        [
            _BINDS[bind.what] + _where(bind),
            number(bind.amount, 0 if bind.amount.denominator == 1 else 1),
            number(bind.gives, 3),
            number(bind.posts, 1),
            "binds" if bind is most else "",
        ]
        for bind in sized.binds
    ]
    yield from table(columns, rows)


_TITLES = ("amount", "a post gives", "posts")


def _where(bind: Bind) -> str:
    return f", {_DAYS[bind.where[0]]} {hhmm(bind.where[1])}" if bind.where else ""


def yields(sized: Sized) -> Iterator[Line]:
    """The year of a post of each contract that posts are needed of, in days."""
    for at in range(0, len(sized.presences), _SIDE_BY_SIDE):
        shown = sized.presences[at : at + _SIDE_BY_SIDE]
        columns = [
            Column("A post's year, in days"),
            *(Column(entry.contract.id, right=True) for entry in shown),
        ]
        yield from [[]] if at else []
        yield from table(columns, list(_yield_rows(shown, sized.absent)))


def _yield_rows(shown: Sequence[Presence], absent: Fraction) -> Iterator[list[str]]:
    def row(title: str, values: Sequence[Fraction], places: int = 1) -> list[str]:
        return [title, *(number(value, places) for value in values)]

    yield row("contracted days of the year", [entry.contracted for entry in shown])
    if any(entry.in_breaks for entry in shown):
        yield row("less school holidays", [-entry.in_breaks for entry in shown])
    yield row("less closed days", [-entry.closed for entry in shown])
    yield row("= open days", [entry.open for entry in shown])
    yield ["  leave of the year, in hours", *(length(entry.entitled) for entry in shown)]
    yield ["  at so many hours a day", *(length(entry.day) for entry in shown)]
    if any(entry.from_leave for entry in shown):
        yield row("  of it closed days", [entry.from_leave for entry in shown])
    yield row("less leave on open days", [-entry.leave for entry in shown])
    yield row(f"less absence, {number(100 * absent, 1)}% of the rest", [-entry.absence for entry in shown])
    yield row("= days at work, lieu days counted", [entry.present for entry in shown])
    yield row("  of its open days, the share", [entry.share for entry in shown], 3)
    yield row("  days at work in a week", [entry.week for entry in shown], 3)
    yield ["  one Saturday in", *(str(entry.wait or "-") for entry in shown)]
    yield row("  of a head on each Saturday", [entry.turn for entry in shown], 3)


def peaks(sized: Sized) -> Iterator[Line]:
    """How each queue of calls comes to its most heads."""
    if sized.peaks:
        yield [("Required headcount at the busiest half hour that is met", "bold")]
    for peak in sized.peaks:
        yield [(f"{safe(peak.service)} {day_words(peak.day)} {hhmm(peak.minute)}: {_work(peak)}", "")]
        yield [(f"  {_agents(peak)}", "")]
        yield [(f"  {_heads(peak)}", "")]


def _work(peak: Peak) -> str:
    erlangs = peak.calls * peak.aht / _SECONDS
    return f"{peak.calls:g} calls x {peak.aht} s / {_SECONDS} s = {erlangs:.2f} agents always busy"


def _agents(peak: Peak) -> str:
    busy = f", nobody busier than {peak.max_occupancy}%" if peak.max_occupancy < 100 else ""
    asked = f"{peak.target}% within {peak.within} s asked for{busy}"
    answer = f"{counted(peak.agents, 'agent')} {'answers' if peak.agents == 1 else 'answer'} {peak.level:.1%}"
    return f"{answer}, one fewer {peak.fewer:.1%}; {asked}"


def _heads(peak: Peak) -> str:
    off = str(peak.agents)
    off += f" / {(100 - peak.shrinkage) / 100:.2f} shrinkage" if peak.shrinkage else ""
    off += f" / {peak.availability / 100:.2f} availability" if peak.availability < 100 else ""
    exact = peak.agents * 10_000 / ((100 - peak.shrinkage) * peak.availability)
    heads = counted(peak.heads, "head")
    if exact <= peak.heads - 1:
        return f"{heads}, the least that there are whenever it is open"
    return f"{off} = {exact:.2f}, so {heads}"


def week(sized: Sized) -> Iterator[Line]:
    """Who works what on an ordinary day of each weekday, and how many days are met so."""
    used = sorted(
        {key for entry in sized.week for key, heads in entry.shifts.items() if heads},
        key=lambda key: key[::-1],
    )
    order = {service: at for at, service in enumerate(sized.services)}
    columns = [
        Column("An ordinary week"),
        *(Column(_DAYS[entry.weekday], right=True) for entry in sized.week),
    ]
    rows = [
        [
            f"{service} {pattern}",
            *(str(entry.shifts.get((pattern, service), 0) or "") for entry in sized.week),
        ]
        for pattern, service in sorted(used, key=lambda key: order[key[1]])
    ]
    rows += [["shifts", *(str(sum(entry.shifts.values())) for entry in sized.week)]]
    rows += [["days met in full", *(str(entry.met) for entry in sized.week)]]
    rows += [["of open days", *(str(entry.of) for entry in sized.week)]]
    yield from table(columns, rows)
