"""What closing a month confirms, as text: hours by employer and contract, and what changed in days closed before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rota.domain.clock import day_words
from rota.domain.closings import NONE, Correction, Entry
from rota.domain.payfigures import COUNTS, added, figures, less, total
from rota.domain.payroll import PayValue
from rota.show.paint import Line, paint, width_of
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, counted, length

Names = Mapping[str, str]

_COLUMNS = {
    PayValue.DAYS: "days",
    PayValue.HOURS: "worked",
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
_WIDTH = 80
_NAME = 30
"""Columns of a terminal for an agent's id and name; of a longer name the end is cut, of an id nothing."""

Rows = Sequence[tuple[str, Mapping[PayValue, int]]]
"""Whose figures, and the figures."""


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
    """The figures of each agent and of all together; columns beyond the width follow below, for whom they concern."""
    sums = {
        agent: total(entry for entry in entries if entry.agent == agent)
        for agent in dict.fromkeys(entry.agent for entry in entries)
    }
    rows = [(_cut(agent_words(agent, names), len(agent)), of) for agent, of in sums.items()]
    if len(rows) > 1:
        rows.append((counted(len(sums), "agent"), added(sums.values())))
    for part in _parts(rows, shown):
        first = part[0] == shown[0]
        lines = [[who, *_row(of, part)] for who, of in rows if first or any(of[value] for value in part)]
        if lines and not first:
            yield []
        yield from table([Column("agent"), *(Column(_COLUMNS[value], right=True) for value in part)], lines)


def _parts(rows: Rows, shown: Sequence[PayValue]) -> Iterator[list[PayValue]]:
    """``shown`` in as many tables as are needed for none to be wider than a terminal."""
    name = max(width_of(who) for who in ("agent", *(who for who, _ in rows)))
    part: list[PayValue] = []
    left = _WIDTH - name
    for value in shown:
        wide = 2 + max(len(_COLUMNS[value]), *(len(text) for _, of in rows for text in _row(of, [value])))
        if part and wide > left:
            yield part
            part, left = [], _WIDTH - name
        part.append(value)
        left -= wide
    yield part


def _cut(who: str, id: int) -> str:
    """``who`` with a long name cut behind the ``id`` characters of the id, so that figures stay beside it."""
    if width_of(who) <= max(_NAME, id):
        return who
    short = who
    while width_of(short) > max(_NAME - 3, id):
        short = short[:-1]
    return f"{short.rstrip()}..."


def _row(found: Mapping[PayValue, int], shown: Iterable[PayValue]) -> list[str]:
    return [_number(value, found[value]) if found[value] or value in _ALWAYS else "" for value in shown]


def _number(value: PayValue, number: int, sign: str = "") -> str:
    return f"{sign}{number if value in COUNTS else length(number)}"
