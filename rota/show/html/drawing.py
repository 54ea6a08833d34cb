"""The strips of cover and service level, drawn: a column a day, a row a half hour, in units of the drawing's own."""

from collections.abc import Iterator
from dataclasses import dataclass

from rota.domain.clock import hhmm
from rota.show.edition.cover import HalfHour, Staffed, Strip
from rota.show.levels import in_time
from rota.show.words import weekday

LEFT, COLUMN, TOP = 58, 26, 30
ROW = 5
"""How high a half hour is."""
BAR = 40
"""How high a service level of 100% is."""


@dataclass(frozen=True)
class Label:
    """A text at a place; ``look`` is its class."""

    x: int
    y: int
    text: str
    look: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing of so many units: paths by class, in the order of painting, labels, and a frame for each short day.

    Frames go by the day's number from 0, and are seen when a link leads to them.
    """

    width: int
    height: int
    paths: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...]
    frames: tuple[tuple[int, str], ...] = ()


def drawn(strip: Strip) -> Drawing:
    """Cover by half hour, what is short below it, and the service level by day where calls are answered."""
    starts = [half.start for day in strip.days for half in day.halves]
    first, last = min(starts), max(starts) + 30
    bottom = TOP + _high(last - first)
    bars = bottom + 42
    foot = bottom + (18 if any(_missing(strip, bottom)) else 4)
    has_calls = any(day.calls for day in strip.days)
    return Drawing(
        LEFT + COLUMN * len(strip.days) + 4,
        bars + BAR + 6 if has_calls else foot,
        tuple(_paths(strip, first)) + (tuple(_levels(strip, bars + BAR)) if has_calls else ()),
        (
            *_labels(strip, first, last),
            *_missing(strip, bottom),
            *(_shares(strip, bars) if has_calls else ()),
        ),
        tuple((at, _frame(at, foot)) for at, _ in _short(strip)),
    )


def excused(day: Staffed) -> bool:
    """Whether a day with too few heads somewhere meets its calls' target all the same."""
    return day.calls is not None and day.calls.met


def look(half: HalfHour, day: Staffed) -> str:
    """The class of a half hour: ``short``, ``low`` where the day meets its target all the same, or how many are spare."""
    if half.difference < 0:
        return "low" if excused(day) else "short"
    if not half.need:
        return "idle"
    return ("even", "spare", "spare", "ample")[min(half.difference, 3)]


def _paths(strip: Strip, first: int) -> Iterator[tuple[str, str]]:
    """A path for each look, with a box for each run of half hours alike; and strokes through what is short."""
    found: dict[str, list[str]] = {
        name: [] for name in ("idle", "even", "spare", "ample", "low", "short", "cross")
    }
    for at, day in enumerate(strip.days):
        left = LEFT + COLUMN * at
        for name, start, end in _runs(day):
            top, high = TOP + _high(start - first), _high(end - start)
            found[name].append(f"M{left} {top}h{COLUMN - 2}v{high}h-{COLUMN - 2}z")
            if name == "short":
                crosses = (f"M{left} {y + ROW}l{COLUMN - 2}-{ROW}" for y in range(top, top + high, ROW))
                found["cross"].extend(crosses)
    return ((name, "".join(boxes)) for name, boxes in found.items() if boxes)


def _runs(day: Staffed) -> list[tuple[str, int, int]]:
    runs: list[tuple[str, int, int]] = []
    for half in day.halves:
        name, end = look(half, day), half.start + 30
        if runs and (runs[-1][0], runs[-1][2]) == (name, half.start):
            runs[-1] = (name, runs[-1][1], end)
        else:
            runs.append((name, half.start, end))
    return runs


def _labels(strip: Strip, first: int, last: int) -> Iterator[Label]:
    for at, day in enumerate(strip.days):
        x = _middle(at)
        look = "rest" if day.date.weekday() >= 5 else ""
        yield Label(x, 11, weekday(day.date)[0], look)
        yield Label(x, 24, str(day.date.day), look)
    for start in range(-(-first // 60) * 60, last, 120):
        yield Label(LEFT - 6, TOP + _high(start - first) + 4, hhmm(start), "hour")


def _missing(strip: Strip, bottom: int) -> Iterator[Label]:
    """Below each day that is short by how many heads at worst."""
    short = _short(strip)
    if short:
        yield Label(LEFT - 6, bottom + 13, "short", "hour")
    for at, day in short:
        yield Label(_middle(at), bottom + 13, f"-{max(missing for *_, missing in day.lacks)}", "short")


def _short(strip: Strip) -> list[tuple[int, Staffed]]:
    return [(at, day) for at, day in enumerate(strip.days) if day.missing and not excused(day)]


def _frame(at: int, high: int) -> str:
    return f"M{LEFT + COLUMN * at - 1} 1h{COLUMN}v{high - 2}h-{COLUMN}z"


def _levels(strip: Strip, ground: int) -> Iterator[tuple[str, str]]:
    """Full bars for days that meet their target, hollow ones for the others, and the target across them."""
    bars: dict[str, list[str]] = {"met": [], "missed": [], "target": []}
    for at, day in enumerate(strip.days):
        if day.calls is None or day.calls.level is None:
            continue
        left, high = LEFT + COLUMN * at, max(1, _share(day.calls.level))
        bar = f"M{left + 4} {ground}v-{high}h{COLUMN - 10}v{high}z"
        bars["met" if day.calls.met else "missed"].append(bar)
        bars["target"].append(f"M{left} {ground - _share(day.calls.target)}h{COLUMN - 2}")
    return ((name, "".join(paths)) for name, paths in bars.items() if paths)


def _shares(strip: Strip, top: int) -> Iterator[Label]:
    targets = [day.calls.target for day in strip.days if day.calls]
    yield Label(LEFT - 6, top - 6, "% in time", "hour")
    yield Label(LEFT - 6, top + BAR - _share(targets[0]) + 4, "target", "hour")
    for at, day in enumerate(strip.days):
        if day.calls and day.calls.level is not None:
            percent = in_time(day.calls.level, 0).rstrip("%")
            yield Label(_middle(at), top - 6, percent, "share" if day.calls.met else "share short")


def _high(minutes: int) -> int:
    return minutes * ROW // 30


def _share(part: float) -> int:
    return round(part * BAR)


def _middle(at: int) -> int:
    return LEFT + COLUMN * at + (COLUMN - 2) // 2
