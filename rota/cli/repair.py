"""``rota repair``: what absences left short, the options that need no consent, and the chosen one written."""

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Group, Month, Repo, parse_day

if TYPE_CHECKING:
    from rota.show.repair import RepairSheet

EPILOG = "Examples: rota repair 2026-12 · rota repair 2026-12 --day 2026-12-02 --choose 1"


class Format(StrEnum):
    """How the options are printed."""

    TEXT = "text"
    JSON = "json"


ChosenDay = Annotated[
    date | None,
    typer.Option("--day", metavar="DATE", parser=parse_day, help="Only this day, whoever is absent on it."),
]
Choose = Annotated[
    int | None, typer.Option("--choose", metavar="N", min=1, help="Write the option of this number.")
]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", metavar="SECONDS", min=1, help="How long to search at most.")
]
Form = Annotated[Format, typer.Option("--format", help="Text for people, JSON for tools.")]


def repair(
    month: Month,
    group: Group = None,
    day: ChosenDay = None,
    choose: Choose = None,
    time_limit: TimeLimit = 10.0,
    format_: Form = Format.TEXT,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Cover what absences left short: the fewest people moved, each inside their own hours.

    Looks at the days of MONTH ahead on which somebody is absent, and prints numbered options with their
    effect. Nothing is written unless one is chosen, by --choose or at the prompt of a terminal. Whom
    to ask for other hours is listed too, and never written: that needs their consent.
    """
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.repair.mending import choose as write
    from rota.work.repair.mending import repair as work
    from rota.work.repair.sheet import sheet_of
    from rota.work.show import display_names

    opened = Repository.open(repo)
    found = work(opened, group_of(opened, group), month, day, time_limit)
    _print(sheet_of(found), display_names(opened), format_, choose)
    number = choose if choose is not None or format_ is Format.JSON else _asked(len(found.options))
    if number is not None:
        from rota.cli.who import act_alone

        act = act_alone(opened, as_)
        id = write(opened, found, number, act)
        out.note(
            f"Option {number} is written as change {id}, by {act.by}. To take it back: rota swap void {id}"
        )
    elif found.options:
        which = f" --day {day}" if day else ""
        out.note(f"Nothing is written. To take the first: rota repair {month}{which} --choose 1")


def _print(sheet: "RepairSheet", names: dict[str, str], format_: Format, only: int | None) -> None:
    from rota.show.repair import notes, repair_text

    if format_ is Format.JSON:
        from rota.show.repairjson import repair_json

        out.result(repair_json(sheet))
        return
    out.result(repair_text(sheet, names=names, only=only, color=out.colour()))
    for note in notes(sheet) if only is None else ():
        out.note(note)


def _asked(options: int) -> int | None:
    """The number given at the prompt; None without a terminal, or where Enter is pressed."""
    if not options or not _on_terminal():
        return None
    answer = typer.prompt(f"Which one, 1 to {options}? Enter for none", default="", show_default=False)
    if not answer:
        return None
    if not answer.isdecimal():
        raise typer.BadParameter(f'"{answer}" is not a number; nothing was written')
    return int(answer)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
