"""Calendar files that are behind the settings, that somebody edited, or that end too early."""

from collections.abc import Iterator
from datetime import date, timedelta

from rota.files.calendarfile import FOLDER, as_written, made, made_from, synced_year
from rota.files.repository import Repository
from rota.work.clock import today
from rota.work.doctor.trouble import Trouble

AHEAD = timedelta(days=120)
"""So far ahead leave is asked for and rotas are planned."""


def calendar_troubles(repo: Repository) -> Iterator[Trouble]:
    """What is wrong with the calendar of ``repo``."""
    if repo.staff_copy is not None:
        return
    present = today(repo.centre)
    settings = repo.document("centre.toml").data.get("calendar", {})
    for document, _ in repo.contents.calendar:
        year = synced_year(document.file)
        if made(document) and not as_written(document):
            yield Trouble(
                document.file,
                "rota wrote it, and somebody has changed it since, so that rota will not write it any more",
                f"move what you want to keep into a file of another name in {FOLDER}/, delete this one, and "
                + ("import again" if year is None else f"run rota calendar sync {year}"),
            )
        elif (
            year is not None and made(document) and year >= present.year and not made_from(document, settings)
        ):
            yield Trouble(
                document.file,
                "it was written before [calendar] of centre.toml became what it is, and plans go by the file",
                f"rota calendar sync {year}",
            )
    yield from _ends_early(repo, present)


def _ends_early(repo: Repository, present: date) -> Iterator[Trouble]:
    year = (present + AHEAD).year
    if not any(entry.first.year <= year <= entry.last.year for entry in repo.calendar.bank_holiday):
        first = "" if repo.centre.calendar.nation else "add nation to [calendar] of centre.toml, and then: "
        yield Trouble(
            FOLDER,
            f"there is no bank holiday of {year} in it, so that every one is planned as an ordinary day",
            f"{first}rota calendar sync {year}",
        )
