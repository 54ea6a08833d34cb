"""``rota leave list`` and ``calendar``: how leave stands."""

from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, AnyMonth, As, Group, MatterId, MonthOption, Repo

LIST_EPILOG = "Examples: rota leave list · rota leave list --agent me · rota leave list --month 2026-12 --all"
SHOW_EPILOG = "Example: rota leave show k3f9"
CALENDAR_EPILOG = "Examples: rota leave calendar · rota leave calendar 2026-12 --team front"


def list_leave(
    agent: Annotated[
        str | None,
        typer.Option("--agent", metavar="AGENT", help="Only of this agent, with the balance; or me."),
    ] = None,
    month: MonthOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="What is over, refused or withdrawn too.")
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """List leave, what waits for a decision first, with what stands against it."""
    from rota.files.repository import Repository
    from rota.show.leave_list import leave_list
    from rota.work.identity import agent_id
    from rota.work.leave.listing import Filter, balance_lines, listed
    from rota.work.show import display_names

    opened = Repository.open(repo)
    id = None if agent is None else agent_id(opened, agent, as_)
    lines = listed(opened, Filter(id, month, everything))
    balances = tuple(balance_lines(opened, id, month)) if id is not None else ()
    out.result(leave_list(lines, balances, names=display_names(opened), color=out.colour()))
    if not lines:
        hidden = "" if everything else "; what is over, refused or withdrawn is listed with --all"
        out.note(f"No leave is asked for or granted{hidden}.")


def show(leave: MatterId, repo: Repo = HERE) -> None:
    """Show one leave: how it came about, what stands against it, and what granting it would do."""
    from rota.files.repository import Repository
    from rota.show.leave_card import leave_card
    from rota.work.leave.card import card_of
    from rota.work.show import display_names

    opened = Repository.open(repo)
    card = card_of(opened, leave)
    out.result(leave_card(card, names=display_names(opened), width=out.width(), color=out.colour()))


def calendar(
    month: AnyMonth = None,
    group: Group = None,
    team: Annotated[str | None, typer.Option("--team", metavar="TEAM", help="Only this team.")] = None,
    home: Annotated[
        str | None, typer.Option("--home", metavar="SERVICE", help="Only agents of this home service.")
    ] = None,
    repo: Repo = HERE,
) -> None:
    """Show who is away on each day of a month, who asks to be, and how many more can be.

    Without MONTH: the one that holds today.
    """
    from rota.files.repository import Repository
    from rota.show.leave_calendar import leave_calendar
    from rota.work.choose import group_of, team_of
    from rota.work.leave.monthview import leave_month, service_of
    from rota.work.show import display_names

    opened = Repository.open(repo)
    chosen = group_of(opened, group)
    team, home = team_of(opened, chosen, team), service_of(opened, home)
    shown = leave_month(opened, chosen, month, team=team, home=home)
    out.result(leave_calendar(shown, names=display_names(opened), color=out.colour()))
