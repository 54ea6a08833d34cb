"""Leave as a table, and balances as lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, length

_COLUMNS = (Column("id"), Column("agent"), Column("days"), Column("hours", right=True), Column("state"))


@dataclass(frozen=True)
class LeaveLine:
    """One leave: its id, whose it is, its days and how it stands in words, and the minutes of leave it takes."""

    id: str
    agent: str
    days: str
    minutes: int
    state: str


@dataclass(frozen=True)
class BalanceLine:
    """One agent's leave year, in minutes; ``since`` is the first day that is counted, if not the first of the year."""

    agent: str
    employer: str
    start: date
    end: date
    entitled: int
    taken: int
    booked: int
    asked: int
    left: int
    since: date | None


def leave_list(
    lines: Iterable[LeaveLine],
    balances: Iterable[BalanceLine],
    *,
    names: Mapping[str, str],
    color: bool = False,
) -> str:
    """The list, and below it the balances; nothing at all where there is neither."""
    rows = [
        (line.id, agent_words(line.agent, names), line.days, length(line.minutes), line.state)
        for line in lines
    ]
    text: list[Line] = list(table(_COLUMNS, rows))
    for balance in balances:
        text += [[]] if text else []
        text += [[(sentence, "")] for sentence in balance_words(balance, agent_words(balance.agent, names))]
    return paint(text, color=color)


def balance_words(line: BalanceLine, who: str = "") -> Iterable[str]:
    """The balance in sentences, each a line; it begins with ``who`` where that is to be said."""
    employer = safe(line.employer)
    asked = f", {length(line.asked)} asked for" if line.asked else ""
    begin = f"{who}, leave" if who else "Leave"
    yield f"{begin} year {line.start} to {line.end}, {employer}: {length(line.left)} hours left"
    yield f"  of {length(line.entitled)}: {length(line.taken)} taken, {length(line.booked)} booked{asked}"
    if line.since is not None:
        yield f"  counted from {line.since}; what was taken before is in no rota and not in history.toml"
