"""A rule's small examples as drawings: a letter a day below its weekday, what else is given, and where it breaks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rota.rules.page import Example
from rota.show.example_given import LETTERS, WHO, given
from rota.show.paint import Line, Segment, width_of, wrapped
from rota.show.safe import safe

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BREAK = re.compile(r"(\S+) (-|-?\d+)")
_CHANGE = re.compile(r" (\S)>(\S)")
_KNOWN, _NOT_KNOWN = ".", "-"
"""How a day before the rota stands that is not drawn."""


def drawing(example: Example, width: int | None = None) -> list[Line]:
    """The example below its name: what is given besides the cells, the rows, and the days that break the rule."""
    table = example.table
    breaks = [found.groups() for text in table.get("breaks", ()) if (found := _BREAK.fullmatch(text))]
    rows = _Rows(table)
    lines: list[Line] = [line for text in given(table) for line in wrapped(text, width, hang="  ")]
    lines.append(rows.line("", [_WEEK[(number - 1) % 7][0] for number in rows.days]))
    for agent in table["rota"]:
        broken = [day for who, day in breaks if who == agent]
        lines += _beside(rows.line(agent, rows.letters(agent), broken), _broken(broken), rows.label, width)
    rest = [day for who, day in breaks if who not in table["rota"]]
    return [*lines, [(_broken(rest), "red")]] if rest else lines


def letters_of(examples: Iterable[Example]) -> str:
    """What the letters in ``examples`` mean, ``E early phones 08:30-16:30, . off``, apart from those they explain themselves."""
    drawn, edge = set[str](), ""
    for example in examples:
        drawn |= _drawn(example.table) - set(example.table.get("legend", ()))
        if example.table.keys() & {"before", "after"}:
            edge = "; the rota begins or ends at |"
    return ", ".join(f"{letter} {LETTERS[letter]}" for letter in LETTERS if letter in drawn) + edge


def people_of(examples: Iterable[Example]) -> str:
    """Who the agents in ``examples`` are: ``ann of the phones``."""
    agents = sorted({agent for example in examples for agent in example.table["rota"]})
    words = ", ".join(f"{safe(agent)} {WHO.get(agent, WHO['ann'])}" for agent in agents)
    return f"{words}; full-time, Monday to Friday with Saturday turns, unless it says otherwise"


def _drawn(table: Mapping[str, Any]) -> set[str]:
    """Every letter that a cell of the example is drawn with."""
    rows = [row for key in ("rota", "before", "after") for row in table.get(key, {}).values()]
    changed = _CHANGE.findall(str(table.get("record", "")))
    return {letter for row in rows for letter in _plain(row)}.union(*changed)


def _plain(row: str) -> str:
    return "".join(row.replace("|", "").split())


class _Rows:
    """The columns of an example: days before the rota, the rota from day 1 on, days after it."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._rows = {
            key: {agent: _plain(row) for agent, row in table.get(key, {}).items()}
            for key in ("before", "rota", "after")
        }
        self._spans = [max(map(len, rows.values()), default=0) for rows in self._rows.values()]
        self._blank = _NOT_KNOWN if table.get("past") == "unknown" else _KNOWN
        self.label = max(len(safe(agent)) for agent in table["rota"]) + 2

    @property
    def days(self) -> range:
        """The numbers of the days; the rota's first is 1."""
        before, rota, after = self._spans
        return range(1 - before, rota + after + 1)

    def letters(self, agent: str) -> str:
        """An agent's letters from the first day drawn to the last."""
        before, rota, after = (rows.get(agent, "") for rows in self._rows.values())
        return before.rjust(self._spans[0], self._blank) + rota + after.ljust(self._spans[2], _NOT_KNOWN)

    def line(self, label: str, letters: Iterable[str], broken: Sequence[str] = ()) -> list[Segment]:
        """Letters behind a label, a gap between weeks and a bar where the rota begins or ends."""
        edges = {1, self._spans[1] + 1} - {self.days[0]}
        segments: list[Segment] = [(f"{safe(label):<{self.label}}", "")]
        for number, letter in zip(self.days, letters, strict=True):
            if number in edges:
                segments.append(("| ", "dim"))
            elif number % 7 == 1 and number != self.days[0]:
                segments.append((" ", ""))
            segments += [(safe(letter), "bold red" if str(number) in broken else ""), (" ", "")]
        return segments


def _beside(row: Sequence[Segment], words: str, label: int, width: int | None) -> list[Line]:
    """A row with words behind it, or below it where there is no room."""
    if not words:
        return [row]
    if width is not None and sum(width_of(text) for text, _ in row) + 2 + width_of(words) > width:
        return [row, [(" " * label, ""), (words, "red")]]
    return [[*row, (f"  {words}", "red")]]


def _broken(days: Sequence[str]) -> str:
    """The days on which the rule is broken, in words; empty where it is not."""
    named = [f"day {day}, {_WEEK[(int(day) - 1) % 7]}" for day in days if day.lstrip("-")]
    whole = ["the month as a whole"] * (len(days) - len(named))
    return f"breaks: {'; '.join([*named, *whole])}" if days else ""
