"""``rota round``: until when wishes and leave for a month are asked for, and who has not answered."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Group, Month, Repo, parse_day

if TYPE_CHECKING:
    from rota.work.round.state import RoundState

EPILOG = "Examples: rota round 2026-12 · rota round 2026-12 --open --leave-until 2026-09-28 --wishes-until 2026-10-05"


def round_(
    month: Month,
    group: Group = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the round today.")] = False,
    wishes_until: Annotated[
        date | None,
        typer.Option("--wishes-until", metavar="DATE", parser=parse_day, help="The last day for wishes."),
    ] = None,
    leave_until: Annotated[
        date | None,
        typer.Option("--leave-until", metavar="DATE", parser=parse_day, help="The last day for leave."),
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Show the round of wishes and leave for a month: its dates, what each agent answered, and who has not.

    The dates are those of the table `round` in centre.toml, unless a leader sets others here. What comes after
    them is taken all the same, and marked as late. Whoever has no wishes says so with `rota wish none`.
    """
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.clock import today
    from rota.work.round.state import round_state, set_dates

    opened = Repository.open(repo)
    id = group_of(opened, group)
    if open_ or wishes_until or leave_until:
        opens = today(opened.centre) if open_ else None
        act = act_alone(opened, as_)
        set_dates(opened, id, month, act, opens=opens, wishes=wishes_until, leave=leave_until)
        out.note(f"The dates of the round of {id} {month} were set by {act.by}.")
        opened = Repository.open(repo)
    out.prose(_text(round_state(opened, id, month)))


def _text(state: "RoundState") -> str:
    from rota.show.round import ReplyRow, round_text

    rows = [
        ReplyRow(
            reply.agent,
            (reply.wishes, reply.wishes_late),
            (reply.leave, reply.leave_late),
            reply.none,
            reply.answered,
            reply.late,
        )
        for reply in state.replies
    ]
    dates = (state.dates.opens, state.dates.wishes, state.dates.leave)
    return round_text(
        state.group,
        state.period,
        dates,
        state.today,
        rows,
        set_by=state.set_by,
        names=state.names,
        color=out.colour(),
    )
