"""``rota swap``: exchange shifts, from finding somebody to a leader's approval."""

from datetime import date
from typing import Annotated

import typer

from rota.cli import out, settle
from rota.cli.decisions import Form, Format, Settle, show_decision, show_found
from rota.cli.exits import Exits
from rota.cli.params import HERE, Agent, As, By, Day, Repo, parse_day

app = typer.Typer(help="Swap shifts: find somebody, ask, accept, approve.", no_args_is_help=True)

REQUEST_EPILOG = (
    "Examples: rota swap request me 2026-12-14 --with a4 · "
    "rota swap request me 2026-12-12 --with a4 --their-day 2026-12-19 · "
    "rota swap request me 2026-12-14 --with a4 --with a5 · "
    "rota swap request me 2026-12-14 --with a4 --cover --settle paid"
)


@app.command(
    "find", epilog="Examples: rota swap find 2026-12-14 · rota swap find 2026-12-12 --agent a2 --all"
)
def find(
    day: Day,
    agent: Annotated[
        str, typer.Option("--agent", metavar="AGENT", help="Whose shift is to be swapped: an id, or me.")
    ] = "me",
    everybody: Annotated[
        bool, typer.Option("--all", help="List everybody, and for each who is ruled out the reason.")
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Find who could swap on DATE, the least harm first, and why the others cannot.

    Where no two can, chains of three are looked for. Exits with 1 if there is nobody.
    """
    from rota.domain.clock import day_words
    from rota.files.repository import Repository
    from rota.show.partners import out_text, partners_text
    from rota.work.identity import agent_id
    from rota.work.show import display_names
    from rota.work.swap.find import command, lines_of
    from rota.work.swap.find import find as work

    opened = Repository.open(repo)
    found = work(opened, agent_id(opened, agent, as_), day, everybody=everybody)
    if opened.staff_copy is not None:
        out.note(
            "This is a staff copy, which knows nothing of contracts, limits, leave and lieu: "
            "a swap found here may still be barred when a leader takes it in."
        )
    ways = found.options or found.chains
    title = "Could swap, the least harm first" if found.options else "Chains of three"
    show_found(
        f"{found.agent} on {day_words(day)}: {found.cell}.",
        partners_text(
            title, lines_of(ways), asker=found.agent, names=display_names(opened), color=out.colour()
        ),
        out_text(found.out, whole=everybody, width=out.width(), color=out.colour()),
        more=found.more,
        next_=command(ways[0]) if ways else f"rota cover find {found.agent} {day}",
    )
    if not ways:
        raise typer.Exit(Exits.FINDINGS)


TheirDay = Annotated[
    date | None,
    typer.Option(
        metavar="DATE", parser=parse_day, help="Swap on this day too: you work theirs, they work yours."
    ),
]


@app.command("request", epilog=REQUEST_EPILOG)
def request(  # noqa: PLR0913, PLR0917 - one for each option
    agent: Agent,
    day: Day,
    partners: Annotated[
        list[str],
        typer.Option(
            "--with", metavar="AGENT", help="Who swaps; twice for a chain: each takes the shift of the next."
        ),
    ],
    their_day: TheirDay = None,
    cover: Annotated[
        bool, typer.Option("--cover", help="They take the shift for nothing in return.")
    ] = False,
    settle_: Annotated[
        Settle | None,
        typer.Option("--settle", help="How the hours of cover are made good; default: owed."),
    ] = None,
    times_only: Annotated[
        bool, typer.Option("--times-only", help="Swap the times; everybody keeps their service.")
    ] = False,
    means: By = None,
    form: Format = Form.TEXT,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Ask for a swap on DATE: the other takes your shift or day off, and you theirs.

    Whole shifts are exchanged; where somebody is not trained for the other's service, only the times. A Saturday
    takes its lieu day along. The others accept, then a leader approves. Exits with 1 where rules forbid it.
    """
    from rota.cli.who import act_for
    from rota.domain import changes
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.swap.ask import request as work
    from rota.work.swap.proposal import Ask

    if settle_ is not None and not cover:
        raise typer.BadParameter("--settle goes with --cover")
    opened = Repository.open(repo)
    me = agent_id(opened, agent, as_)
    others = [agent_id(opened, other, as_) for other in partners]
    how = changes.Settle((settle_ or Settle.OWED).value) if cover else None
    ask = Ask((me, *others), day, their_day, how, times_only)
    show_decision(opened, work(opened, ask, act_for(opened, me, as_, means, ask.people)), form)


settle.add_commands(app, "swap")
