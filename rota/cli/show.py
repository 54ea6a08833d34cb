"""``rota show``: a month's rota as a grid, one agent's days, or one day by half hours."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, AnyMonth, As, Draft, Group, Repo, parse_day

if TYPE_CHECKING:
    from pathlib import Path

    from rota.work.show import Wanted

EPILOG = (
    "Examples: rota show · rota show --agent me · rota show 2026-12 --agent me · "
    "rota show --agent me --since 2026-11-20 · rota show 2026-12 --day 2026-12-01 · rota show 2026-12 --draft 2 --team front"
)

UNKEPT = (
    "When you looked cannot be kept, so the next look will not tell what is new since this one: "
    "let XDG_STATE_HOME name a folder outside the repository that you may write."
)

OneAgent = Annotated[
    str | None,
    typer.Option(
        "--agent",
        metavar="AGENT",
        help="One agent's days; me for your own. Without MONTH from today on.",
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        metavar="DATE",
        parser=parse_day,
        help="With --agent and without MONTH: what has changed since that day began; default: since your last look.",
    ),
]
OneDay = Annotated[
    date | None, typer.Option(metavar="DATE", parser=parse_day, help="One day, half hour by half hour.")
]
Heat = Annotated[
    bool,
    typer.Option(
        "--heat", help="The month's half hours that are short, day by day; with --site of one site."
    ),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Keep showing it, anew whenever a file changes; Ctrl-C ends.")
]


def show(  # noqa: PLR0913, PLR0917 - one for each option
    month: AnyMonth = None,
    group: Group = None,
    agent: OneAgent = None,
    since: Since = None,
    team: Annotated[str | None, typer.Option(metavar="TEAM", help="Only this team.")] = None,
    site: Annotated[str | None, typer.Option(metavar="SITE", help="Only the teams of this site.")] = None,
    day: OneDay = None,
    heat: Heat = False,
    draft: Draft = None,
    watch: Watch = False,
    names: Annotated[bool, typer.Option("--names/--ids", help="Names from names.toml, or ids alone.")] = True,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Show a month's rota: the published one, or else the newest draft.

    Without MONTH it is the latest month that has one (with --day, the month of that day). One agent's page without MONTH
    begins with now and next, and says what has changed since your last look, what is open, leave and the next two weeks.
    """
    if day is not None and agent:
        raise typer.BadParameter("--day shows a group or a team; leave out --agent")
    if heat and (day is not None or agent or team):
        raise typer.BadParameter("--heat shows a month's services; leave out --day, --agent and --team")
    if agent and (team or site):
        raise typer.BadParameter("--agent shows one agent; leave out --team and --site")
    draw = _page if agent is not None and month is None and group is None and draft is None else _rota
    if since is not None and draw is not _page:
        raise typer.BadParameter("--since goes with --agent alone, without MONTH, --group and --draft")
    from rota.work.show import Wanted

    wanted = Wanted(month, group, agent, team, site, day, draft, names, as_, since, heat)
    if watch:
        from rota.cli.watching import watch as keep

        keep(
            repo,
            lambda: "\n".join(filter(None, draw(repo, wanted, watched=True))),
            by_minute=draw is _page,
            fewer="" if agent or team or site or heat else "--team TEAM",
        )
        return
    note, text = draw(repo, wanted, watched=False)
    if note:
        out.note(note)
    out.result(text)


def _page(repo: "Path", wanted: "Wanted", *, watched: bool) -> tuple[str, str]:
    """One agent's page, with a note on what is not in it; a look of one's own is remembered.

    A window that is ``watched`` shows its beginning; on a terminal on which that would scroll away what matters is last.
    """
    from rota.files.repository import Repository
    from rota.show.fold import folded
    from rota.show.me import page_text
    from rota.work.identity import ME, agent_id
    from rota.work.me.look import look_of, remember
    from rota.work.me.page import page_of
    from rota.work.show import display_names, hidden

    opened = Repository.open(repo)
    id = agent_id(opened, wanted.agent or ME, wanted.stated)
    look = look_of(opened, id, own=wanted.agent == ME, since=wanted.since)
    page, stands = page_of(opened, id, look)
    shown, color = display_names(opened) if wanted.names else {}, out.colour()
    text, room = folded(page_text(page, shown, color=color), out.width()), out.height()
    if room is not None and not watched and text.count("\n") >= room:
        text = folded(page_text(page, shown, color=color, upward=True), out.width())
    kept = remember(opened, id, stands, look) or not look.own
    less = hidden(opened)
    notes = ["" if kept else UNKEPT, f"This is a staff copy{less}." if less else ""]
    return "\n".join(filter(None, notes)), text


def _rota(repo: "Path", wanted: "Wanted", *, watched: bool) -> tuple[str, str]:
    """A month, an agent's month or a day, with a note on which rota it is."""
    from rota.files.repository import Repository
    from rota.show.agent import agent_month
    from rota.show.day import day_strip
    from rota.show.grid import grid
    from rota.show.heat import heat
    from rota.work.show import look_up

    shown = look_up(Repository.open(repo), wanted)
    width, color = out.width(), out.colour()
    if wanted.day is not None:
        text = day_strip(
            shown.rota,
            wanted.day,
            names=shown.names,
            width=width,
            color=color,
            team=wanted.team,
            site=wanted.site,
        )
    elif wanted.heat:
        signs = out.blocks()
        text = heat(
            shown.rota, width=width, color=color, blocks=signs, site=wanted.site, worst_last=not watched
        )
    elif shown.agent is not None:
        text = agent_month(shown.rota, shown.agent, names=shown.names, color=color)
    else:
        text = grid(
            shown.rota, names=shown.names, width=width, color=color, team=wanted.team, site=wanted.site
        )
    return f"This is {shown.title}.", text
