"""Employers, and full-timers against part-timers: tables for people, JSON, and CSV with all that was counted."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from rota.domain.clock import day_words
from rota.domain.parity import Counted, Figure, Parity, Side, decimal, total
from rota.show.paint import Line, paint
from rota.show.safe import guarded, safe
from rota.show.table import Column, table
from rota.show.words import counted as number_of

FORMAT = "rota-parity/1"
COLUMNS = ("employer", "side", "figure", "agent", "date", "amount", "what")
_BOTH = (True, False)
_NO_VALUE = "-"


def parity_text(parity: Parity, *, detail: bool = False, color: bool = False) -> str:
    """A table for each employer; with ``detail`` also every cell and event behind its figures."""
    lines: list[Line] = [[(_title(parity), "bold")], *([(text, "")] for text in _basis(parity))]
    for employer in parity.employers:
        sides = _sides(parity, employer)
        columns = [Column(safe(employer)), *(Column(title, right=True) for title, _ in sides)]
        values = [_figures(parity, found) for _, found in sides]
        rows = [[label, *(value[label] for value in values)] for label in values[0]]
        lines += [[], *table(columns, rows)]
    if detail:
        for side in sorted({one.side for one in parity.counted}, key=_side_order):
            lines += [[], [(f"{safe(side.employer)}, {side.word}", "bold")], *_listed(parity, side)]
    return paint(lines, color=color)


def _title(parity: Parity) -> str:
    first, last = parity.first, parity.last
    return f"Parity from {day_words(first)} {first.year} to {day_words(last)} {last.year}"


def _basis(parity: Parity) -> Iterator[str]:
    yield f"Counted in {number_of(len(parity.rotas), 'published rota')}: {safe(', '.join(parity.rotas))}."
    if parity.first > parity.wanted:
        eve = parity.first - timedelta(days=1)
        yield f"A year would begin on {parity.wanted}; no rota is there up to {eve}."


def _sides(parity: Parity, employer: str) -> list[tuple[str, frozenset[Side]]]:
    """The columns of an employer: full-time and part-time as far as there are any, and all."""
    there = {one.side for one in parity.counted if one.figure is Figure.DAYS}
    sides = [Side(employer, full_time) for full_time in _BOTH]
    return [(side.word, frozenset({side})) for side in sides if side in there] + [("all", frozenset(sides))]


def _figures(parity: Parity, sides: frozenset[Side]) -> dict[str, str]:
    """Every figure of some sides by its label, in the order in which they are shown."""
    found = {figure: parity.of(sides, figure) for figure in Figure}
    sums = {figure: total(counted) for figure, counted in found.items()}
    turns = sums[Figure.SHARE] / parity.saturdays if parity.saturdays else Fraction(0)
    fte, heads = sums[Figure.FTE] / parity.days, sums[Figure.DAYS] / parity.days
    return {
        "people": str(len({one.agent for one in found[Figure.DAYS]})),
        "heads, on average": decimal(heads),
        "FTE, on average": decimal(fte),
        "FTE that shares in Saturdays": decimal(turns),
        "Saturdays worked": decimal(sums[Figure.SATURDAYS]),
        "Saturdays per FTE": _per(sums[Figure.SATURDAYS], turns),
        "lates": decimal(sums[Figure.LATES]),
        "lates per FTE": _per(sums[Figure.LATES], fte),
        "wishes refused": _share(sums, Figure.WISHES_REFUSED, Figure.WISHES),
        "wishes refused per head": _per(sums[Figure.WISHES_REFUSED], heads),
        "leave refused": _share(sums, Figure.LEAVE_REFUSED, Figure.LEAVE),
        "leave refused per head": _per(sums[Figure.LEAVE_REFUSED], heads),
        "bank holidays credited, days": decimal(sums[Figure.BANK_HOLIDAYS]),
        "bank holidays per head, days": _per(sums[Figure.BANK_HOLIDAYS], heads),
        "notice published, mean days": _mean(found[Figure.PUBLISHED]),
        "notice published, least": _least(found[Figure.PUBLISHED]),
        "notice told, mean days": _mean(found[Figure.TOLD]),
        "notice told, least": _least(found[Figure.TOLD]),
        "short-notice changes by consent": decimal(sums[Figure.AGREED]),
        "short-notice changes without": decimal(sums[Figure.IMPOSED]),
    }


def _per(amount: Fraction, of: Fraction) -> str:
    return decimal(amount / of) if of else _NO_VALUE


def _share(sums: dict[Figure, Fraction], refused: Figure, asked: Figure) -> str:
    return f"{decimal(sums[refused])} of {decimal(sums[asked])}"


def _mean(counted: Sequence[Counted]) -> str:
    return _per(total(counted), Fraction(len(counted)))


def _least(counted: Sequence[Counted]) -> str:
    return decimal(min(one.amount for one in counted)) if counted else _NO_VALUE


def _side_order(side: Side) -> tuple[str, bool]:
    return side.employer, not side.full_time


def _listed(parity: Parity, side: Side) -> Iterator[Line]:
    """Everything that was counted for a side."""
    columns = [
        Column("figure"),
        Column("agent"),
        Column("date"),
        Column("amount", right=True),
        Column("what"),
    ]
    rows = [
        [one.figure.value, one.agent, str(one.day), decimal(one.amount), one.what]
        for one in parity.counted
        if one.side == side
    ]
    yield from table(columns, rows)


def parity_csv(parity: Parity) -> str:
    """Every cell and event that counts, a row each, with its exact amount such as ``26`` or ``78/5``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in parity.counted:
        values = (
            one.side.employer,
            one.side.word,
            one.figure.value,
            one.agent,
            one.day,
            one.amount,
            one.what,
        )
        writer.writerow([guarded(str(value)) for value in values])
    return text.getvalue()


def parity_json(parity: Parity, *, detail: bool = False) -> str:
    """JSON of the format ``rota-parity/1``: exact totals, such as ``26`` or ``78/5``, and the figures as in the table.

    With ``detail`` all that was counted stands in it too.
    """
    document: dict[str, object] = {
        "format": FORMAT,
        "first": str(parity.first),
        "last": str(parity.last),
        "whole-year": parity.first == parity.wanted,
        "open-saturdays": parity.saturdays,
        "rotas": list(parity.rotas),
        "employers": {
            employer: {title: _side_json(parity, sides) for title, sides in _sides(parity, employer)}
            for employer in parity.employers
        },
    }
    if detail:
        document["counted"] = [
            {
                "employer": one.side.employer,
                "side": one.side.word,
                "figure": one.figure.value,
                "agent": one.agent,
                "date": str(one.day),
                "amount": str(one.amount),
                "what": safe(one.what),
            }
            for one in parity.counted
        ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _side_json(parity: Parity, sides: frozenset[Side]) -> dict[str, dict[str, str]]:
    totals = {figure.value: str(total(parity.of(sides, figure))) for figure in Figure}
    return {"totals": totals, "figures": _figures(parity, sides)}
