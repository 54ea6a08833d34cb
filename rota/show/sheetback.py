"""What was edited in a workbook that came back, cell by cell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.rules import Finding, Level
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


def balance_words(came: Iterable[Level], went: Iterable[Level]) -> str:
    """How many findings of each level come and go, such as ``2 must, 1 wish come; 1 should goes``, in a sentence."""
    found = [
        f"{said} {one if number == 1 else many}"
        for levels, one, many in ((came, "comes", "come"), (went, "goes", "go"))
        for said, number in [_levels(levels)]
        if number
    ]
    return f"{'; '.join(found)}." if found else "No finding comes and none goes."


def _levels(levels: Iterable[Level]) -> tuple[str, int]:
    counts = Counter(levels)
    return ", ".join(f"{counts[level]} {level.value}" for level in Level if counts[level]), counts.total()


def levelled(finding: Finding) -> Finding:
    """``finding`` with its level behind its code, so that it is read first what has to be mended."""
    return finding.with_(code=f"{finding.code} {finding.level.value}")
