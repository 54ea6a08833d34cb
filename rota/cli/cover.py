"""``rota cover``: somebody else for a shift, when nobody swaps or its owner is away."""

from typing import Annotated

import typer

from rota.cli import out, settle
from rota.cli.decisions import Form, Format, Settle, show_decision, show_found
from rota.cli.exits import Exits
from rota.cli.params import HERE, Agent, As, Day, Repo

app = typer.Typer(help="Cover a shift: find whom to ask, offer it, accept, approve.", no_args_is_help=True)

Shift = Annotated[
    str | None,
    typer.Option(metavar="CELL", help='The shift, where its owner has none any more: "early phones".'),
]


@app.command("find", epilog="Example: rota cover find a2 2026-12-14")
def find(
    agent: Agent,
    day: Day,
    shift: Shift = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="List everybody, and for each who is ruled out the reason.")
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """List who could be asked to take the shift of AGENT on DATE, in order, with what the order goes by.

    Those come first to whom the fewest hours of cover are owed and who took the fewest extra shifts; then no wish
    against it, home service, same site. Exits with 1 if there is nobody.
    """
    from rota.domain.clock import day_words
    from rota.files.repository import Repository
    from rota.show.partners import asked_text, out_text
    from rota.work.identity import agent_id
    from rota.work.show import display_names
    from rota.work.swap.cover import asked_lines, find_cover

    opened = Repository.open(repo)
    found = find_cover(opened, agent_id(opened, agent, as_), day, shift, everybody=everybody)
    show_found(
        f"{found.owner} on {day_words(day)}: {found.shift}.",
        asked_text(asked_lines(found), names=display_names(opened), color=out.colour()),
        out_text(found.out, whole=everybody, width=out.width(), color=out.colour()),
        more=found.more,
        next_=(
            f"rota cover offer {found.owner} {day} --to {found.asked[0].agent}"
            + (f' --shift "{shift}"' if shift is not None else "")
            if found.asked
            else f"lower the need in demand.toml, or move somebody: rota show --day {day}"
        ),
    )
    if not found.asked:
        raise typer.Exit(Exits.FINDINGS)


@app.command("offer", epilog="Example: rota cover offer a2 2026-12-14 --to a4 --settle paid")
def offer(
    agent: Agent,
    day: Day,
    to: Annotated[str, typer.Option("--to", metavar="AGENT", help="Who is asked to take the shift.")],
    settle_: Annotated[Settle, typer.Option("--settle", help="How the hours are made good.")] = Settle.OWED,
    shift: Shift = None,
    form: Format = Form.TEXT,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Offer the shift of AGENT on DATE to somebody, as a leader; they accept or decline, then a leader approves.

    The cell of an owner who is absent stays as it is. One offer of a shift is open at a time (exit 1 otherwise).
    """
    from rota.cli.who import act_alone
    from rota.domain import changes
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.swap.offer import offer as work

    opened = Repository.open(repo)
    owner, taker = agent_id(opened, agent, as_), agent_id(opened, to, as_)
    how = changes.Settle(settle_.value)
    decision = work(opened, owner, day, taker, act_alone(opened, as_), how, shift)
    show_decision(opened, decision, form)


settle.add_commands(app, "cover")
