"""The days across the top of a sheet: weeks, weekdays and dates, with weekends and bank holidays shaded."""

from collections.abc import Mapping, Sequence
from datetime import date

from rota.show.edition.key import Day
from rota.show.edition.whole import Edition
from rota.show.words import day_month, weekday
from rota.show.xlsx.layout import DATES_ROW, WEEKDAYS_ROW, WEEKS_ROW
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import DAY_FORMAT, HEAD, TEXT_FORMAT, Look, shade


class Days:
    """The columns of the days, of which the first is ``first``."""

    def __init__(self, edition: Edition, first: int) -> None:
        self.days = edition.days
        self.columns: Mapping[date, int] = {day.date: first + at for at, day in enumerate(edition.days)}
        self.first, self.last = first, first + len(edition.days) - 1

    @property
    def range(self) -> range:
        """All their columns."""
        return range(self.first, self.last + 1)

    def write(self, page: Page) -> None:
        """Write the three rows, with a note on each day that has a name."""
        for day in self.days:
            column, monday = self.columns[day.date], day.date.weekday() == 0
            tone = shade(day) or HEAD
            if monday:
                page.text(WEEKS_ROW, column, day_month(day.date), Look(bold=True, lines=False))
            look = Look(tone, bold=True, align="center", number=TEXT_FORMAT, week=monday)
            page.text(WEEKDAYS_ROW, column, weekday(day.date), look)
            page.day(
                DATES_ROW, column, day.date, Look(tone, True, align="center", number=DAY_FORMAT, week=monday)
            )
            if said := said_of(day):
                page.note(DATES_ROW, column, said)


def said_of(day: Day) -> str:
    """What is special about a day; empty if nothing is."""
    words = (day.holiday, day.closure, "school holiday" if day.school_holiday else "")
    return "; ".join(word for word in words if word)


def notes(days: Sequence[Day]) -> list[str]:
    """The days with a name, in sentences."""
    named = [
        f"{weekday(day.date)} {day_month(day.date)} {day.holiday or day.closure}"
        for day in days
        if day.holiday or day.closure
    ]
    school = [day.date for day in days if day.school_holiday]
    found = [f"Bank holidays and closures: {', '.join(named)}."] if named else []
    if school:
        found.append(f"School holidays: {', '.join(_spans(school))}.")
    return found


def _spans(days: Sequence[date]) -> list[str]:
    """Days that follow one another as one span: ``25 May to 29 May``."""
    spans: list[list[date]] = []
    for day in days:
        if spans and (day - spans[-1][-1]).days == 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return [day_month(span[0]) + (f" to {day_month(span[-1])}" if len(span) > 1 else "") for span in spans]
