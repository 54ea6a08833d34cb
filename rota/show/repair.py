"""A bad morning as text: what is short, what can be done about it, and whom to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.cover import Shortfall
from rota.domain.levels import LevelMove
from rota.domain.matter import CellChange
from rota.show.levels import change_lines
from rota.show.move import Cover, cover_lines
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.words import agent_words, counted, in_unit, shortfall_words, times


@dataclass(frozen=True)
class RuleLine:
    """One rule that an option shifts; ``scale`` of the amounts make one ``unit``."""

    code: str
    name: str
    level: str
    unit: str
    before: int
    after: int
    scale: int = 1


@dataclass(frozen=True)
class OptionSheet:
    """One option: how far its moves go, what it changes, and what that does.

    ``least`` and ``fewest`` are the bounds: fewer heads missing, and fewer moves, are not possible. ``levels`` are how
    calls fare on what is left of each day.
    """

    extent: str
    cells: tuple[CellChange, ...]
    cover: Cover
    missing: tuple[int, int]
    least: int
    fewest: int
    proven: bool
    rules: tuple[RuleLine, ...] = ()
    levels: tuple[LevelMove, ...] = ()


@dataclass(frozen=True)
class AskLine:
    """Somebody who could come at other times: what they work now and what is asked, and what it would cover."""

    agent: str
    day: date
    before: str
    after: str
    span: tuple[int, int]
    covers: int


@dataclass(frozen=True)
class RepairSheet:
    """All that is shown of a bad morning; ``left`` is what the first option leaves short, ``day`` the one asked for."""

    group: str
    month: str
    absent: Mapping[date, tuple[str, ...]]
    short: tuple[Shortfall, ...]
    options: tuple[OptionSheet, ...] = ()
    asks: tuple[AskLine, ...] = ()
    left: tuple[Shortfall, ...] = ()
    later: tuple[date, ...] = ()
    elsewhere: tuple[date, ...] = ()
    day: date | None = None


def repair_text(
    sheet: RepairSheet, *, names: Mapping[str, str], only: int | None = None, color: bool = False
) -> str:
    """What is short day by day, the options with their numbers, and whom to ask; or ``only`` one option."""
    numbered = [(at, option) for at, option in enumerate(sheet.options, 1) if only in {None, at}]
    first = numbered[0][1] if numbered else None
    sections = [
        *(list(_day(sheet, day, names)) for day in sheet.absent),
        *(list(_option(at, option, names, told=first)) for at, option in numbered),
        list(_asks(sheet, names)) if only is None else [],
    ]
    lines = [line for section in sections if section for line in [*section, []]]
    return paint(lines[:-1], color=color)


def notes(sheet: RepairSheet) -> Iterator[str]:
    """What else to say: that nothing is short or nothing helps, who else to ask, and which other days are short."""
    if not sheet.short:
        where = f"on {day_words(sheet.day)}" if sheet.day else "on the days ahead on which somebody is absent"
        yield f"No shortfall in {sheet.group} {sheet.month} {where}."
    elif not sheet.options:
        yield "Nobody at work can be moved inside their own hours so that more is covered."
    day = sheet.left[0].day if sheet.left else None
    for agent in sheet.absent.get(day, ())[:1] if day else ():
        yield f"Who could be asked to come for {agent}: rota cover find {agent} {day}"
    if sheet.later:
        yield (
            f"{counted(len(sheet.later), 'more day')} with absences, from {day_words(sheet.later[0])} on: "
            f"--day {sheet.later[0]}, or plan them anew: rota plan {sheet.month} --from {sheet.later[0]}"
        )
    if sheet.elsewhere:
        yield (
            f"Short although nobody is absent, on {counted(len(sheet.elsewhere), 'day')}: --day {sheet.elsewhere[0]}"
        )


def _day(sheet: RepairSheet, day: date, names: Mapping[str, str]) -> Iterator[Line]:
    away = ", ".join(agent_words(agent, names) for agent in sheet.absent[day]) or "nobody"
    yield [(day_words(day), "bold"), (f"  absent: {away}", "")]
    yield from ([(f"   {shortfall_words(one)}", "red")] for one in sheet.short if one.day == day)


def _option(
    number: int, option: OptionSheet, names: Mapping[str, str], told: OptionSheet | None
) -> Iterator[Line]:
    """An option; cover that is the same as in the one ``told`` first is not told again."""
    people = len({cell.agent for cell in option.cells})
    before, after = option.missing
    yield [
        (f"{number}  Move {counted(people, 'agent')}, {option.extent}: ", "bold"),
        (f"{_missing(before)} -> {_missing(after)}", "green" if after < before else ""),
    ]
    yield from ([(f"   {line}", "")] for line in change_lines(option.levels))
    for cell in option.cells:
        what = safe(f"{cell.before} -> {cell.after}")
        yield [(f"   {agent_words(cell.agent, names)}, {day_words(cell.day)}: {what}", "")]
    same = told is not None and told is not option and told.cover == option.cover
    cover = ["cover as in the first"] if same else list(cover_lines(*option.cover))
    yield from ([(f"   {line}", "dim")] for line in cover)
    yield from (
        [(f"   {_rule(line)}", "yellow" if line.after > line.before else "")] for line in option.rules
    )
    yield [(f"   {_proof(option)}", "dim")]


def _missing(heads: int) -> str:
    return f"{counted(heads, 'head half-hour')} missing" if heads else "all covered"


def _rule(line: RuleLine) -> str:
    which = "worse" if line.after > line.before else "better"
    before, after = (in_unit(amount, line.scale) for amount in (line.before, line.after))
    return f"{which}: {line.code} {line.name} {before} -> {after} {line.unit}"


def _proof(option: OptionSheet) -> str:
    if option.proven:
        return "Proven: no such moves cover more, and none cover as much with fewer people."
    return (
        f"Time ran out. Proven so far: no fewer than {counted(option.least, 'head half-hour')} missing, "
        f"and no fewer than {counted(option.fewest, 'move')} for that. A longer --time-limit may do better."
    )


def _asks(sheet: RepairSheet, names: Mapping[str, str]) -> Iterator[Line]:
    if not sheet.asks:
        return
    after = " beyond option 1" if sheet.options else ""
    yield [(f"To ask{after}; other hours need consent, so none of it is written", "bold")]
    for ask in sheet.asks:
        words = f"{ask.after} {times(*ask.span)} instead of {ask.before}"
        yield [
            (
                f"   {agent_words(ask.agent, names)}, {day_words(ask.day)}: {safe(words)}, "
                f"covers {counted(ask.covers, 'head half-hour')}",
                "",
            )
        ]
