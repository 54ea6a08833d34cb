"""What closing a month confirms, as text: hours by employer and contract, and what changed in days closed before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rota.domain.clock import day_words
from rota.domain.closings import NONE, Correction, Entry
from rota.domain.payfigures import COUNTS, added, figures, less, total
from rota.domain.payroll import PayValue
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, counted, length

Names = Mapping[str, str]

_COLUMNS = {
    PayValue.DAYS: "days",
    PayValue.HOURS: "hours",
    PayValue.SATURDAYS: "Sat",
    PayValue.LATES: "late",
    PayValue.LIEU_EARNED: "lieu +",
    PayValue.LIEU_TAKEN: "lieu -",
    PayValue.LEAVE_HOURS: "leave",
    PayValue.ABSENCE_HOURS: "absent",
    PayValue.CLOSED_HOURS: "closed",
    PayValue.UNPAID_HOURS: "unpaid",
    PayValue.COVER_PAID: "cover paid",
    PayValue.COVER_OWED: "cover owed",
}
_ALWAYS = frozenset({PayValue.DAYS, PayValue.HOURS, PayValue.SATURDAYS})


def closing_text(
    title: str,
    new: Sequence[Entry],
    changed: Sequence[Correction],
    *,
    names: Names,
    employers: Names,
    color: bool = False,
) -> str:
    """The days that nobody has confirmed, added up for each agent, and those that came out otherwise since."""
    lines: list[Line] = [[(safe(title), "bold")]]
    shown = [value for value in _COLUMNS if value in _ALWAYS or total(new)[value]]
    for employer, contract in sorted({(entry.employer, entry.contract) for entry in new}):
        whose = [entry for entry in new if (entry.employer, entry.contract) == (employer, contract)]
        heading = f"{employers.get(employer) or employer}, {contract}"
        lines += [[], [(safe(heading), "bold")], *_by_agent(whose, shown, names)]
    if changed:
        lines += [[], [("Corrections of days that were closed", "bold")], *corrections_lines(changed, names)]
    return paint(lines, color=color)


def corrections_lines(changed: Iterable[Correction], names: Names) -> Iterator[Line]:
    """Each correction: who, when, what the cell was and is, and what that does to the figures."""
    for one in changed:
        cells = f"{_cell(one.was)} -> {_cell(one.now)}"
        who = f"{agent_words(one.now.agent, names)}, {day_words(one.now.day)}"
        yield [(f"  {who}: {safe(cells)}", "")]
        yield [(f"    {'; '.join(_difference(one))}", "")]


def _cell(entry: Entry | None) -> str:
    return "nothing" if entry is None or entry.line.cell == NONE else entry.line.cell


def _difference(one: Correction) -> Iterator[str]:
    was, now = one.was, one.now
    if was and was.line.amounts and (was.employer, was.contract) != (now.employer, now.contract):
        yield f"{was.employer} {was.contract} -> {now.employer} {now.contract}"
    moved = less(figures(now), figures(was))
    yield from (
        f"{title} {_number(value, moved[value], '+' if moved[value] > 0 else '')}"
        for value, title in _COLUMNS.items()
        if moved[value]
    )


def _by_agent(entries: Sequence[Entry], shown: Sequence[PayValue], names: Names) -> Iterator[Line]:
    sums = {
        agent: total(entry for entry in entries if entry.agent == agent)
        for agent in dict.fromkeys(entry.agent for entry in entries)
    }
    rows = [[agent_words(agent, names), *_row(found, shown)] for agent, found in sums.items()]
    if len(rows) > 1:
        rows.append([counted(len(rows), "agent"), *_row(added(sums.values()), shown)])
    return table([Column("agent"), *(Column(_COLUMNS[value], right=True) for value in shown)], rows)


def _row(found: Mapping[PayValue, int], shown: Iterable[PayValue]) -> list[str]:
    return [_number(value, found[value]) if found[value] or value in _ALWAYS else "" for value in shown]


def _number(value: PayValue, number: int, sign: str = "") -> str:
    return f"{sign}{number if value in COUNTS else length(number)}"
