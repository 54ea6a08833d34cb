"""The printed figures: what, goal and reached side by side."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rota.show.paint import paint
from rota.show.table import Column, table

_WIDTHS = (58, 11, 13)


@dataclass(frozen=True)
class Figure:
    """One measured figure; ``met`` is None where there is no goal."""

    what: str
    goal: str
    reached: str
    met: bool | None = None

    def __str__(self) -> str:
        what, goal, reached = _WIDTHS
        verdict = {None: "", True: "met", False: "missed"}[self.met]
        return f"  {self.what:<{what}}{self.goal:>{goal}}{self.reached:>{reached}}  {verdict}".rstrip()


def within(what: str, goal: float | None, reached: float | None, unit: str, digits: int = 1) -> Figure:
    """A figure that should be ``goal`` at most; None reached is a goal missed for want of an answer."""
    wanted = "" if goal is None else f"{goal:g} {unit}".strip()
    got = "none" if reached is None else f"{reached:.{digits}f} {unit}".strip()
    met = None if goal is None else reached is not None and reached <= goal
    return Figure(what, wanted, got, met)


def section(title: str) -> None:
    """Begin a section: its title, and how busy the machine is as it begins."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{title}  [load average {load}]", flush=True)
    print(Figure("", "goal", "reached"), flush=True)


def show(figures: Iterable[Figure]) -> None:
    """Print each figure as soon as it is known."""
    for figure in figures:
        print(figure, flush=True)


def columns(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, the first and the last column to the left and the others to the right."""
    last = len(titles) - 1
    lines = table([Column(title, right=0 < at < last) for at, title in enumerate(titles)], rows)
    text = paint(lines, color=False)
    print("\n" + "\n".join(f"  {line}".rstrip() for line in text.splitlines()), flush=True)
