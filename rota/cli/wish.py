"""``rota wish``: what an agent would like; the planner grants as much as it can."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Agent, As, MonthOption, Repo, parse_day

if TYPE_CHECKING:
    from rota.domain.wishes import Wish
    from rota.work.wish import Asked

app = typer.Typer(help="Add, list and take back wishes.", no_args_is_help=True)

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
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Add a wish of an agent for some days: a pattern, a service, a day off or a Saturday off."""
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.wish import add as work

    asked = _asked(from_, until or from_, pattern, service, (day_off, saturday_off), strong)
    opened = Repository.open(repo)
    id = agent_id(opened, agent, as_)
    out.result(_line(id, work(opened, id, asked)))


@app.command("list", epilog="Examples: rota wish list · rota wish list a017 --month 2026-12")
def list_wishes(
    agent: Annotated[str | None, typer.Argument(metavar="AGENT", help="An agent's id, or me.")] = None,
    month: MonthOption = None,
    repo: Repo = HERE,
) -> None:
    """List wishes, of everybody or of one agent."""
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.wish import listed

    opened = Repository.open(repo)
    found = list(listed(opened, None if agent is None else agent_id(opened, agent), month))
    out.result("\n".join(_line(id, wish) for id, wish in found))
    if not found:
        out.note("No wishes.")


@app.command("remove", epilog="Example: rota wish remove a017 w1; the ids are in: rota wish list")
def remove(
    agent: Agent,
    wish: Annotated[str, typer.Argument(metavar="ID", help="The wish's id.")],
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Take a wish back."""
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.wish import remove as work

    opened = Repository.open(repo)
    id = agent_id(opened, agent, as_)
    out.result(f"taken back: {_line(id, work(opened, id, wish))}")


def _asked(
    first: date, last: date, pattern: str | None, service: str | None, off: tuple[bool, bool], strong: bool
) -> "Asked":
    from rota.domain.wishes import WishFor
    from rota.work.wish import Asked

    names = {WishFor.PATTERN: pattern, WishFor.SERVICE: service}
    chosen = [what for what, name in names.items() if name is not None]
    chosen += [what for what, said in zip((WishFor.DAY_OFF, WishFor.SATURDAY_OFF), off, strict=True) if said]
    if len(chosen) != 1:
        raise typer.BadParameter("say one of --pattern, --service, --day-off and --saturday-off")
    return Asked(chosen[0], first, last, names.get(chosen[0]), strong)


def _line(agent: str, wish: "Wish") -> str:
    return f"{agent} {wish.id}: {wish}"
