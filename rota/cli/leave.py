"""``rota leave``: ask for leave, approve it, and list it."""

from datetime import date
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Agent, As, Day, Repo, parse_day

app = typer.Typer(help="Ask for leave, approve it, and list it.", no_args_is_help=True)


@app.command("request", epilog="Example: rota leave request a017 2026-12-21 2026-12-24")
def request(
    agent: Agent,
    first: Annotated[date, Day.__metadata__[0]],
    until: Annotated[
        date | None,
        typer.Argument(metavar="UNTIL", parser=parse_day, help="The last day; default: the first."),
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Ask for leave on the days from DATE until UNTIL, both included."""
    from rota.files.repository import Repository
    from rota.work.identity import acting, agent_id
    from rota.work.leave import request as work

    opened = Repository.open(repo)
    by, id = acting(opened, as_), agent_id(opened, agent, as_)
    out.result(work(opened, id, first, until or first, by))
    out.note(
        f"{id} asks for leave from {first} until {until or first}. A leader approves it with the id above."
    )


@app.command("approve", epilog="Example: rota leave approve k3f9x2m7q1zw --as tl-01")
def approve(
    leave: Annotated[str, typer.Argument(metavar="ID", help="The id that `rota leave request` gave.")],
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Grant leave. Nobody approves their own, and none that would break a must rule (exit 1)."""
    from rota.files.repository import Repository
    from rota.work.identity import acting
    from rota.work.leave import approve as work
    from rota.work.leave import drafted_months

    opened = Repository.open(repo)
    by = acting(opened, as_)
    granted = work(opened, leave, by)
    out.result(f"{granted.agent} has leave from {granted.first} until {granted.last}, approved by {by}.")
    for month in drafted_months(opened, granted):
        out.note(f"The draft of {month} does not know of it yet; plan again: rota plan {month}")


@app.command("list", epilog="Example: rota leave list")
def list_leave(repo: Repo = HERE) -> None:
    """List all leave, what waits for approval first."""
    from rota.files.repository import Repository

    leave = sorted(Repository.open(repo).leave, key=lambda entry: (entry.granted, entry.first, entry.agent))
    lines = [
        f"{entry.id} {entry.agent} {entry.first} {entry.last} {'granted' if entry.granted else 'waiting'}"
        for entry in leave
    ]
    out.result("\n".join(lines))
    if not lines:
        out.note("No leave was asked for.")
