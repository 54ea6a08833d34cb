"""A month under a change beside the month as it is: cover, service level, wishes, Saturdays, and the rules that differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rota.checking import Verdict
from rota.domain.cover import Cover, missing_heads
from rota.domain.levels import Level, levels_of
from rota.domain.rota import Rota
from rota.rules import Level as RuleLevel
from rota.show.levels import calls_words, in_time, target_words
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.totals import totals, wishes_granted
from rota.show.words import counted, day_month, group_words, in_unit, period_words


@dataclass(frozen=True)
class Side:
    """One way in which the month may go, judged by every rule.

    ``aims`` is how many aims its plan had, of which ``proven`` cannot be bettered; None where it was not planned just now.
    ``cut_short`` says that planning was stopped early, ``kept`` that it found nothing better than the plan as it stands.
    """

    title: str
    rota: Rota
    verdicts: tuple[Verdict, ...]
    aims: int | None = None
    proven: int = 0
    cut_short: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Free:
    """Free places for leave of one group in the week of ``monday``, by open weekday, before and after."""

    name: str
    monday: date
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class WhatIf:
    """What was asked, in the words ``said``, of which rota, and how each side comes out."""

    month: str
    said: tuple[str, ...]
    base: str
    sides: tuple[Side, ...]
    free: tuple[Free, ...] = ()


@dataclass(frozen=True)
class _Row:
    """One figure of every side, in words."""

    what: str
    values: tuple[str, ...]
    unit: str = ""


def whatif_text(what: WhatIf, *, color: bool = False) -> str:
    """The change, the sides beside one another, free places where a cap was changed, and how far plans are proven."""
    first = what.sides[0].rota.facts
    title = f"What if: {group_words(first)}, {period_words(first.period)}"
    lines: list[Line] = [[(title, "bold")], *([(f"* {safe(text)}", "")] for text in what.said), []]
    lines += _table("", what.sides, list(_figures(what.sides)))
    if rules := list(_rules(what.sides)):
        lines += [[], *_table("Rules that differ", what.sides, rules)]
    if what.free:
        lines += [[], *_free(what.free)]
    lines += [[], *([(text, "")] for text in _told(what))]
    return paint(lines, color=color)


def _table(title: str, sides: Sequence[Side], rows: Sequence[_Row]) -> Iterator[Line]:
    columns = [Column(title), *(Column(side.title, right=True) for side in sides), Column("")]
    yield from table(columns, [[row.what, *row.values, row.unit] for row in rows])


def _figures(sides: Sequence[Side]) -> Iterator[_Row]:
    """What a leader looks at first."""
    covers = [missing_heads(Cover(side.rota).shortfalls(posts=True)) for side in sides]
    yield _Row("given heads short, half hours", tuple(map(str, covers)))
    levels = [{level.service: level for level in levels_of(side.rota)} for side in sides]
    for service in levels[0]:
        own = [found.get(service) for found in levels]
        target = target_words(own[0].target) if own[0] else ""
        yield _Row(f"{service} in time, target {target}", tuple(_share(level) for level in own))
        yield _Row(f"{service} calls", tuple(_calls(level) for level in own))
        yield _Row(f"{service} calls outside target", tuple(_outside(level) for level in own))
    granted = [wishes_granted(side.rota) for side in sides]
    yield _Row("strong wishes granted", tuple(f"{one.strong} of {one.strong_of}" for one in granted))
    yield _Row("mild wishes granted", tuple(f"{one.mild} of {one.mild_of}" for one in granted))
    sums = [[totals(side.rota, agent) for agent in side.rota.agents] for side in sides]
    yield _Row("Saturdays worked", tuple(str(sum(len(one.saturdays) for one in own)) for own in sums))
    yield _Row("lates worked", tuple(str(sum(one.lates for one in own)) for own in sums))
    yield _Row("must rules broken", tuple(str(broken(side)) for side in sides))


def _share(level: Level | None) -> str:
    return in_time(level.sums.level) if level and level.sums.level is not None else "-"


def _calls(level: Level | None) -> str:
    return calls_words(level.sums.offered) if level else "0"


def _outside(level: Level | None) -> str:
    return calls_words(level.sums.outside) if level else "0"


def broken(side: Side) -> int:
    """Must rules with a breach that no waiver covers, by facts or not."""
    return sum(verdict.rule.level is RuleLevel.MUST and verdict.open_amount > 0 for verdict in side.verdicts)


def _rules(sides: Sequence[Side]) -> Iterator[_Row]:
    """The rules whose amounts are not the same on all sides, in the order of the file."""
    for verdicts in zip(*(side.verdicts for side in sides), strict=True):
        rule = verdicts[0].rule
        if len({verdict.amount for verdict in verdicts}) > 1:
            amounts = tuple(in_unit(verdict.amount, rule.counts_by) for verdict in verdicts)
            yield _Row(f"{rule.code} {rule.name} {rule.level.value}", amounts, rule.counts_in)


def _free(free: Sequence[Free]) -> Iterator[Line]:
    titles = ("days", "then", "whole weeks", "then")
    columns = [
        Column("Free places for leave"),
        Column("week of"),
        *(Column(title, right=True) for title in titles),
    ]
    rows = [
        [entry.name, day_month(entry.monday), *(str(number) for number in _places(entry))] for entry in free
    ]
    yield from table(columns, rows)


def _places(entry: Free) -> tuple[int, int, int, int]:
    """Days of leave that can still be granted, and agents who can have the whole week, before and after."""
    before, after = entry.before, entry.after
    return sum(before), sum(after), min(before, default=0), min(after, default=0)


def _told(what: WhatIf) -> Iterator[str]:
    """What each column is, and how far it is to be believed."""
    for side in what.sides:
        means = (
            "nothing better was found in the time; see --time-limit" if side.kept else _MEANS.get(side.title)
        )
        yield f"{side.title}: {safe(means or what.base)}{_proof(side)}."
    if what.free:
        yield "Free places: days of leave that the cap leaves, and agents who can have the whole week; other rules stand."
    if what.sides[-1].title != "planned anew":
        yield "A cap on leave and absence moves no shift, so nothing is planned anew."
    yield "Nothing is written."


_MEANS = {
    "as it stands": "the same cells under the change, nobody having reacted to it yet",
    "planned anew": "planned under the change",
}


def _proof(side: Side) -> str:
    if side.aims is None:
        return ""
    early = ", stopped early" if side.cut_short else ""
    return f"; {side.proven} of {counted(side.aims, 'aim')} proven{early}"
