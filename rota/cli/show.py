"""``rota show``: a month's rota as a grid, one agent's days, or one day by half hours."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, AnyMonth, As, Draft, Group, Repo, parse_day

if TYPE_CHECKING:
    from rota.work.show import Shown, Wanted

EPILOG = (
    "Examples: rota show · rota show 2026-12 --agent me · "
    "rota show 2026-12 --day 2026-12-01 · rota show 2026-12 --draft 2 --team front"
)


def show(  # noqa: PLR0913, PLR0917 - one for each option
    month: AnyMonth = None,
    group: Group = None,
    agent: Annotated[
        str | None, typer.Option(metavar="AGENT", help="One agent's days; me for your own.")
    ] = None,
    team: Annotated[str | None, typer.Option(metavar="TEAM", help="Only this team.")] = None,
    site: Annotated[str | None, typer.Option(metavar="SITE", help="Only the teams of this site.")] = None,
    day: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_day, help="One day, half hour by half hour."),
    ] = None,
    draft: Draft = None,
    names: Annotated[bool, typer.Option("--names/--ids", help="Names from names.toml, or ids alone.")] = True,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Show a month's rota: the published one, or else the newest draft.

    Without MONTH it is the latest month that has one (with --day, the month of that day).
    """
    if day is not None and (agent or team or site):
        raise typer.BadParameter("--day shows the whole group; leave out --agent, --team and --site")
    from rota.files.repository import Repository
    from rota.work.show import Wanted, look_up

    wanted = Wanted(month, group, agent, team, site, day, draft, names, as_)
    shown = look_up(Repository.open(repo), wanted)
    out.note(f"This is {shown.title}.")
    out.result(_text(shown, wanted))


def _text(shown: "Shown", wanted: "Wanted") -> str:
    from rota.show.agent import agent_month
    from rota.show.day import day_strip
    from rota.show.grid import grid

    width, color = out.width(), out.colour()
    if wanted.day is not None:
        return day_strip(shown.rota, wanted.day, names=shown.names, width=width, color=color)
    if shown.agent is not None:
        return agent_month(shown.rota, shown.agent, names=shown.names, color=color)
    return grid(shown.rota, names=shown.names, width=width, color=color, team=wanted.team, site=wanted.site)
