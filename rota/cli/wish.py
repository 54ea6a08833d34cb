"""``rota wish``: what an agent would like; the planner grants as much as it can."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Agent, As, By, Means, Month, MonthOption, Repo, parse_day

if TYPE_CHECKING:
    from rota.work.round.wishes import Asked, Noted

app = typer.Typer(help="Add, list, import and take back wishes.", no_args_is_help=True)

ADD_EPILOG = (
    "Examples: rota wish add a017 --pattern late --from 2026-11-30 --until 2027-01-01 · "
    "rota wish add me --day-off --from 2026-12-16 --strong"
)
From = Annotated[
    date, typer.Option("--from", metavar="DATE", parser=parse_day, help="The first day.", show_default=False)
]
Until = Annotated[
    date | None,
    typer.Option("--until", metavar="DATE", parser=parse_day, help="The last day; default: the first."),
]


@app.command("add", epilog=ADD_EPILOG)
def add(  # noqa: PLR0913, PLR0917 - one for each option
    agent: Agent,
    from_: From,
    until: Until = None,
    pattern: Annotated[str | None, typer.Option(metavar="PATTERN", help="To work this pattern.")] = None,
    service: Annotated[str | None, typer.Option(metavar="SERVICE", help="To serve here.")] = None,
    day_off: Annotated[bool, typer.Option("--day-off", help="Not to work at all.")] = False,
    saturday_off: Annotated[bool, typer.Option("--saturday-off", help="Not to work on Saturdays.")] = False,
    strong: Annotated[
        bool, typer.Option("--strong", help="It matters much; goes before mild wishes.")
    ] = False,
    means: By = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Add a wish of an agent for some days: a pattern, a service, a day off or a Saturday off.

    A leader may add one for an agent of the team, and says with --means how it was told.
    """
    from rota.cli.who import act_for
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.round.wishes import add as work

    asked = _asked(from_, until or from_, pattern, service, (day_off, saturday_off), strong)
    opened = Repository.open(repo)
    out.result(_line(work(opened, act_for(opened, agent_id(opened, agent, as_), as_, means), asked)))


@app.command("none", epilog="Example: rota wish none me 2026-12")
def none(
    agent: Agent,
    month: Month,
    means: By = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Answer that an agent has no wishes for a month, so that nobody waits for any."""
    from rota.cli.who import act_for
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.round.wishes import say_none

    opened = Repository.open(repo)
    act = act_for(opened, agent_id(opened, agent, as_), as_, means)
    say_none(opened, act, month)
    out.result(f"{act.who} has no wishes for {month}.")


@app.command("list", epilog="Examples: rota wish list · rota wish list a017 --month 2026-12")
def list_wishes(
    agent: Annotated[str | None, typer.Argument(metavar="AGENT", help="An agent's id, or me.")] = None,
    month: MonthOption = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """List wishes, of everybody or of one agent, with who wrote them down and which came late."""
    from rota.files.repository import Repository
    from rota.show.wishes import none_line
    from rota.work.identity import agent_id
    from rota.work.round.wishes import listed, without

    opened = Repository.open(repo)
    id = None if agent is None else agent_id(opened, agent, as_)
    lines = [_line(found) for found in listed(opened, id, month)]
    lines += [none_line(who, answer) for who, answer in without(opened, id, month)]
    out.result("\n".join(lines))
    if not lines:
        out.note("No wishes.")


@app.command("remove", epilog="Example: rota wish remove a017 w1; the ids are in: rota wish list")
def remove(
    agent: Agent,
    wish: Annotated[str, typer.Argument(metavar="ID", help="The wish's id.")],
    means: By = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Take a wish back."""
    from rota.cli.who import act_for
    from rota.files.repository import Repository
    from rota.show.wishes import wish_line
    from rota.work.identity import agent_id
    from rota.work.round.wishes import remove as work

    opened = Repository.open(repo)
    act = act_for(opened, agent_id(opened, agent, as_), as_, means)
    out.result(f"taken back: {wish_line(act.who, work(opened, act, wish))}")


@app.command("import", epilog="Example: rota wish import december.csv --means paper")
def import_wishes(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="CSV", help="Columns: agent, kind, value, from, until, strong.", dir_okay=False
        ),
    ],
    means: Annotated[Means, typer.Option("--means", help="How the agents told you.")] = Means.FILE,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Add the wishes of a sheet, all of them or none: every cell that cannot be read is named.

    kind is pattern, service, day-off or saturday-off; value names the pattern or service.
    Only agent, kind and from must be given. Wishes that stand there already are passed over.
    """
    from rota.domain import matter
    from rota.files.repository import Repository
    from rota.work.identity import actor
    from rota.work.round.wish_sheet import from_sheet

    opened = Repository.open(repo)
    done = from_sheet(opened, file, actor(opened, as_), matter.Means(means.value))
    out.result("\n".join(_line(found) for found in done.written))
    if done.unread:
        out.note(f"Columns that nothing reads: {', '.join(done.unread)}.")
    out.note(f"Added {len(done.written)}; {done.skipped} stood there already.")


def _asked(
    first: date, last: date, pattern: str | None, service: str | None, off: tuple[bool, bool], strong: bool
) -> "Asked":
    from rota.domain.wishes import WishFor
    from rota.work.round.wishes import Asked

    names = {WishFor.PATTERN: pattern, WishFor.SERVICE: service}
    chosen = [what for what, name in names.items() if name is not None]
    chosen += [what for what, said in zip((WishFor.DAY_OFF, WishFor.SATURDAY_OFF), off, strict=True) if said]
    if len(chosen) != 1:
        raise typer.BadParameter("say one of --pattern, --service, --day-off and --saturday-off")
    return Asked(chosen[0], first, last, names.get(chosen[0]), strong)


def _line(noted: "Noted") -> str:
    from rota.show.wishes import wish_line

    return wish_line(noted.agent, noted.wish, noted.late)
