"""``rota close``: confirm the hours worked in a month."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Group, Month, Repo, parse_day
from rota.cli.settle import Yes, asked

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.closing.close import Closing

EPILOG = "Examples: rota close 2026-12 · rota close 2026-12 --until 2026-12-15"


def close(
    month: Month,
    group: Group = None,
    until: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=parse_day, help="The last day to confirm, for a cut-off inside the month."
        ),
    ] = None,
    despite: Annotated[
        bool,
        typer.Option("--despite", help="Close although something is not settled: it is recorded as such."),
    ] = False,
    yes: Yes = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Confirm the hours worked in a published month, once its days are past: what payroll goes by.

    For leaders and deputies. Shows first what is confirmed, by employer: hours without unpaid breaks, Saturdays, lieu,
    leave and absence. What changes in closed days afterwards is a correction: close the month again to confirm it. Exits
    with 1 while leave on these days is not decided, an earlier month has changed since it was closed, or nobody can tell
    what was worked.
    """
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.closing.close import closing, require_settled, write

    opened = Repository.open(repo)
    act, id = act_alone(opened, as_), group_of(opened, group)
    wanted = closing(opened, id, month, until, act)
    if wanted.nothing:
        out.result(_nothing(wanted))
        return
    _show(opened, wanted)
    require_settled(wanted, despite=despite)
    # Whoever reads the table takes a while, and confirms what it says: what has changed meanwhile refuses it.
    asked("Confirm these hours?", yes)
    file = write(opened, wanted, act, despite=despite)
    out.result(f"\n{_done(wanted)}, by {act.by}.")
    out.note(f"Written: {file}. Commit it.")


def _done(wanted: "Closing") -> str:
    from rota.show.words import counted

    name = f"{wanted.group} {wanted.period.month}"
    if wanted.before == wanted.until:
        return f"{name} stays closed until {_day(wanted)}; {counted(len(wanted.changed), 'correction')} confirmed"
    more = f"; {counted(len(wanted.changed), 'correction')} of days closed before" if wanted.changed else ""
    return f"{name} is closed until {_day(wanted)}{more}"


def _nothing(wanted: "Closing") -> str:
    name = f"{wanted.group} {wanted.period.month}"
    return f"{name} is closed until {_day(wanted)} already, and its hours are what they were. Nothing was written."


def _show(repo: "Repository", wanted: "Closing") -> None:
    from rota.domain.clock import day_words
    from rota.show.closing import closing_text
    from rota.show.paynotes import cover_notes
    from rota.work.show import display_names

    names = next(group for group in repo.centre.group if group.id == wanted.group)
    days = f"{day_words(wanted.first)} to {day_words(wanted.until)}" if wanted.new else "no new days"
    text = closing_text(
        f"{names.name or names.id}, hours worked, {days}",
        wanted.new,
        wanted.changed,
        names=display_names(repo),
        employers={employer.id: employer.name for employer in repo.centre.employer},
        color=out.colour(),
    )
    out.result(text)
    for note in cover_notes(wanted.new):
        out.note(f"Note: {note}")
    for agent in dict.fromkeys(agent for agent, _ in wanted.missing):
        days_of = [day for one, day in wanted.missing if one == agent]
        out.note(
            f"Note: {agent} has no cell on {len(days_of)} of these days, from {days_of[0]} on: no hours."
        )
    for id in wanted.agreed:
        out.note(
            f"Note: {id} was agreed by everybody and expired before a leader decided, so it does not count; if people "
            f"worked by it, see rota swap show {id}."
        )


def _day(wanted: "Closing") -> str:
    from rota.domain.clock import day_words

    return day_words(wanted.until)
