"""How a solve is getting on: one line for pipes, and a line that renews itself on a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TextIO

from rota.domain.cover import Cover, Shortfall, missing_heads
from rota.domain.levels import Level, levels_of
from rota.domain.rota import Rota
from rota.show.levels import in_time, target_words
from rota.show.safe import safe
from rota.show.scorecard import percent
from rota.show.totals import wishes_granted
from rota.show.words import counted, shortfall_words


@dataclass(frozen=True)
class Progress:
    """Where a solve stands. Shortfalls are None, and wishes too, until there is a first rota.

    Where calls are answered, ``levels`` tell how, and the shortfalls are of posts that no call asks for.
    """

    seconds: float
    tier: str
    shortfalls: Sequence[Shortfall] | None = None
    granted: int | None = None
    wishes: int = 0
    gap: float | None = None
    levels: Sequence[Level] = ()


def progress_of(seconds: float, best: Rota | None, tier: str, gap: float | None) -> Progress:
    """What to show of a solve that has come to ``best``, if to any rota at all."""
    if best is None:
        return Progress(seconds, "starting")
    granted = wishes_granted(best)
    return Progress(
        seconds,
        tier,
        Cover(best).shortfalls(posts=True),
        granted.strong + granted.mild,
        granted.strong_of + granted.mild_of,
        gap,
        levels_of(best),
    )


def progress_line(now: Progress) -> str:
    """One line: elapsed, tier, shortfalls in words, service level, wishes granted, gap; without a line end."""
    parts = [f"{_elapsed(now.seconds)}  {safe(now.tier)}", *_cover(now)]
    if now.granted is not None:
        parts.append(f"{now.granted} of {counted(now.wishes, 'wish', 'wishes')} granted")
    if now.gap is not None:
        parts.append(f"gap {percent(now.gap)}")
    return "  |  ".join(parts)


def _elapsed(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _cover(now: Progress) -> Iterator[str]:
    """Shortfalls, said aloud in any case where they are all that there is to say; then each service level."""
    if now.shortfalls is None:
        yield "looking for a first rota"
    elif now.shortfalls or not now.levels:
        yield _short(now.shortfalls)
    if now.levels:
        yield "; ".join(_level(level) for level in now.levels)


def _short(shortfalls: Sequence[Shortfall]) -> str:
    if not shortfalls:
        return "cover meets the need"
    worst = max(shortfalls, key=lambda entry: (entry.amount, entry.missing))
    others = f" and {counted(len(shortfalls) - 1, 'other place')}" if len(shortfalls) > 1 else ""
    return f"{counted(missing_heads(shortfalls), 'head half-hour')} short ({shortfall_words(worst)}{others})"


def _level(level: Level) -> str:
    missed = "" if level.met else f", target {target_words(level.target)}"
    return safe(f"{level.service} {in_time(level.sums.level or 0.0)} in time{missed}")


class LiveProgress:
    """A progress line on a terminal that renews itself; a context manager, gone when left."""

    def __init__(self, stream: TextIO, *, color: bool = True) -> None:
        from rich.console import Console
        from rich.live import Live

        console = Console(file=stream, no_color=not color, highlight=False, force_terminal=True)
        self._live = Live(console=console, refresh_per_second=4, transient=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def update(self, now: Progress) -> None:
        """Show where the solve stands now."""
        from rich.text import Text

        self._live.update(Text(progress_line(now).replace("  |  ", "\n  ")), refresh=True)
