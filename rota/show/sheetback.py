"""What was edited in a workbook that came back, cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.show.paint import paint
from rota.show.table import Column, table
from rota.show.words import agent_words


@dataclass(frozen=True)
class EditLine:
    """One edited cell: whose, of which day, what it was and will be, and where it stands in the sheet."""

    agent: str
    day: date
    was: str
    will_be: str
    ref: str


def edits_text(lines: Sequence[EditLine], *, names: Mapping[str, str], color: bool = False) -> str:
    """A line for each edited cell, in the order given."""
    columns = [Column(title) for title in ("Edited", "", "was", "will be", "cell")]
    rows = [
        (agent_words(line.agent, names), day_words(line.day), line.was, line.will_be, line.ref)
        for line in lines
    ]
    return paint(table(columns, rows), color=color)
