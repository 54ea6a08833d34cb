"""What whoever hands payroll over should know: corrections that no column tells, cover made good twice, missing numbers."""

from collections.abc import Iterable, Iterator

from rota.domain.clock import day_words
from rota.domain.closings import Entry
from rota.domain.payfigures import COUNTS, unseen
from rota.domain.payroll import CORRECTION, Payroll, PayValue
from rota.domain.paytime import Measure
from rota.show.payroll import Called, PaySheet, pay_rows, sides_of
from rota.show.words import counted, length


def pay_notes(sheet: PaySheet, terms: Payroll, called: Called, file: str, beside: str) -> Iterator[str]:
    """Notes on one employer's csv ``file``, ``beside`` which its corrections stand; nothing where all is told."""
    yield from _unseen(sheet, terms, file, beside)
    if any(column.value is PayValue.PAYROLL_NUMBER for column in terms.column):
        for agent in dict.fromkeys(row.agent for row in pay_rows(sheet)):
            if not called.numbers.get(agent):
                yield f"{agent} has no payroll number in names.toml, so none stands in {file}."
    yield from cover_notes(sheet.entries)


def cover_notes(entries: Iterable[Entry]) -> Iterator[str]:
    """Cover whose hours are paid, and which earned lieu besides, as every Saturday turn does."""
    for entry in entries:
        paid, lieu = (entry.line.amounts.get(each, 0) for each in (Measure.COVER_PAID, Measure.LIEU_EARNED))
        if paid and lieu:
            yield (
                f"{entry.agent} covered on {day_words(entry.day)} for pay ({length(paid)}), and the Saturday earns lieu "
                f"too ({length(lieu)}): made good twice unless payroll leaves one out; agree with {entry.agent} which."
            )


def _unseen(sheet: PaySheet, terms: Payroll, file: str, beside: str) -> Iterator[str]:
    """Corrections of figures that have a column, and no column for what is corrected."""
    missed = [
        [
            (value, side.more[value])
            for side in sides_of(one, sheet.employer)
            for value in unseen(terms.column, side.more)
        ]
        for one, _ in sheet.corrected
    ]
    missed = [one for one in missed if one]
    values = list(dict.fromkeys(value for one in missed for value, _ in one))
    if not values:
        return
    sums = "; ".join(
        _sums(value, [more for one in missed for each, more in one if each is value]) for value in values
    )
    columns = ", ".join(f"{CORRECTION}{value}" for value in values)
    yield (
        f"{counted(len(missed), 'correction')} ({sums}) {'is' if len(missed) == 1 else 'are'} in no column of {file}; add "
        f"{'a column' if len(values) == 1 else 'columns'} {columns} to [payroll], or hand over {beside} too."
    )


def _sums(value: PayValue, numbers: Iterable[int]) -> str:
    """What was taken off and what was added, apart: the two may come to nothing together."""
    numbers = tuple(numbers)
    less, more = sum(one for one in numbers if one < 0), sum(one for one in numbers if one > 0)
    said = [str(one) if value in COUNTS else length(one) for one in (less, more)]
    return f"{value} " + " and ".join(text for text, one in ((said[0], less), (f"+{said[1]}", more)) if one)
